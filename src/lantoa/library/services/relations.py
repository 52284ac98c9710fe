"""Keeping what documents say that they do with others, and an officer's word on what is not certain."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from lantoa.library import knowledge, papers, relations, selectors
from lantoa.library.models import Document, DocumentRelation, RelationState
from lantoa.org import policies
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import WrongState
from lantoakit.citations.resolve import key


def keep_relations(*, document: Document, text: str) -> None:
    """Keep what the text of a document says that it does with others. What an officer decided stays decided."""
    said = {(key(one.sign), one.kind): one for one in relations.said_in(text)}
    with transaction.atomic():
        rows = {(row.key, row.kind): row for row in document.relations.select_for_update()}
        gone = [row for place, row in rows.items() if place not in said and row.state == RelationState.FOUND]
        knowledge.changed(papers.KIND, *relations.others_of(gone))
        DocumentRelation.objects.filter(pk__in=[row.pk for row in gone]).delete()
        for (sign, kind), one in said.items():
            if (sign, kind) not in rows:
                DocumentRelation.objects.create(document=document, key=sign, **one._asdict())
        match_relations(document=document)


def match_relations(*, document: Document) -> None:
    """Look again which documents are meant, in what this one says and in what others say of its number."""
    about = Q(document=document) | Q(other=document)
    if document.sign:
        about |= Q(key=key(document.sign), document__organisation_id=document.organisation_id)
    rows = DocumentRelation.objects.select_for_update(of=("self",)).filter(about, state=RelationState.FOUND)
    for row in rows:
        other, is_certain = relations.meant_by(row, document.organisation_id)
        if (row.other_id, row.is_certain) != (other.pk if other else None, is_certain):
            knowledge.changed(papers.KIND, *relations.others_of([row]))
            row.other, row.is_certain = other, is_certain
            row.save(update_fields=["other", "is_certain"])
            knowledge.changed(papers.KIND, *relations.others_of([row]))


def decide_relation(*, actor: Actor, relation_id: int, holds: bool) -> DocumentRelation:
    """Say whether a document does with another what the machine read; the same again changes nothing.

    Raises PermissionRefused, NotFound, and WrongState where it is not known which document is meant.
    """
    found = selectors.relation(actor, relation_id)
    policies.require(actor, "library.add", found.document.organisation_id)
    wanted = RelationState.CONFIRMED if holds else RelationState.REFUSED
    with transaction.atomic():
        row = DocumentRelation.objects.select_for_update(of=("self",)).select_related("document").get(pk=found.pk)
        if row.state == wanted:
            return row
        if holds and row.other_id is None:
            raise WrongState
        row.state = wanted
        row.save(update_fields=["state"])
        audit.record(
            actor=actor, action="library.confirm_relation" if holds else "library.refuse_relation",
            target=row.document, organisation_id=row.document.organisation_id, sign=row.sign,
        )  # fmt: skip
        knowledge.changed(papers.KIND, *relations.others_of([row]))
    return row
