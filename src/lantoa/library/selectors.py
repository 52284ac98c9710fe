"""Reads of the library; every one is scoped to what the actor may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.library.models import (
    Document,
    DocumentPassages,
    DocumentRelation,
    ModelProposals,
    Reading,
    ReadingState,
    RelationState,
    Visibility,
)
from lantoa.org import policies
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound
from lantoa.shared.models import AuditEntry, Job

REFUSALS_SHOWN = timedelta(days=3)


def documents(organisation_id: int) -> QuerySet[Document]:
    """Documents of an organisation, newest first, without the text of their readings."""
    rows = Document.objects.filter(organisation_id=organisation_id)
    return rows.select_related("reading", "published_by", "uploaded_by", "replaced_by").defer("reading__result")


def document(actor: Actor, document_id: int) -> Document:
    """One document that the actor may read. Raises NotFound, also for one of an organisation that is not theirs."""
    found = Document.objects.select_related("organisation").filter(pk=document_id)
    if not actor.system:
        found = found.filter(organisation_id__in=policies.organisation_ids(actor, "library.read"))
    row = found.first()
    if row is None:
        raise NotFound
    return row


def text_of(document_id: int) -> str:
    """The cleaned text of a document; "" where it was not read."""
    return Reading.objects.filter(document_id=document_id).values_list("result__text", flat=True).first() or ""


def content_of(document_id: int, *, proposals: bool = True) -> dict[str, Any]:
    """The reading of a document, the kit's contract; {} where it was not read.

    What a model proposes stands beside the fields, under "proposals", unless it is not wanted.
    """
    content = Reading.objects.filter(document_id=document_id).values_list("result", flat=True).first() or {}
    kept = ModelProposals.objects.filter(document_id=document_id).values_list("found", flat=True)
    found = (kept.first() if proposals else None) or {}
    fields = dict(content.get("fields") or {})
    fields |= {pointer: {**fields[pointer], "proposals": some} for pointer, some in found.items() if pointer in fields}
    return {**content, "fields": fields} if found else content


def reading_of(row: Document) -> Reading:
    """The reading of a document, without its text. Raises NotFound where none was asked for."""
    reading = Reading.objects.defer("result").filter(document=row).first()
    if reading is None:
        raise NotFound
    return reading


def job_of(reading: Reading) -> Job | None:
    """The job that reads, for its progress."""
    return Job.objects.filter(pk=reading.job_id).first() if reading.job_id else None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading is: steps done of how many, words for it, and whether there is nothing more to wait for."""

    state: str
    done: int
    total: int
    text: str
    over: bool


def progress(reading: Reading | None, job: Job | None) -> Progress:
    """The progress of a reading with its job, as fetched by the caller."""
    if reading is None:
        return Progress("", 0, 1, "", over=True)
    if reading.state != ReadingState.WAITING:
        return Progress(reading.state, 1, 1, str(reading.get_state_display()), over=True)
    if job is not None and job.cancel_requested:
        return Progress(reading.state, 0, 1, _("Đang dừng"), over=False)
    if job is None or not job.progress_total:
        return Progress(reading.state, 0, 1, _("Đang chờ đến lượt"), over=False)
    return Progress(reading.state, job.progress_done, job.progress_total, job.progress_text, over=False)


def refusals(organisation_id: int) -> list[AuditEntry]:
    """Marked papers that were refused and removed in the last days: when, and nothing of what they were."""
    since = timezone.now() - REFUSALS_SHOWN
    return list(
        AuditEntry.objects.filter(organisation_id=organisation_id, action="library.refuse_secret", at__gte=since)
    )


def history(row: Document) -> QuerySet[AuditEntry]:
    """What was done with a document, newest first."""
    return AuditEntry.objects.filter(
        organisation_id=row.organisation_id, target_type=Document._meta.label_lower, target_id=str(row.pk)
    )


def readings(document_ids: Iterable[int]) -> dict[int, Reading]:
    """Readings by document, without their text."""
    found = Reading.objects.defer("result").filter(document_id__in=list(document_ids))
    return {reading.document_id: reading for reading in found}


def relation(actor: Actor, relation_id: int) -> DocumentRelation:
    """What a document that the actor may read says that it does with another. Raises NotFound."""
    found = DocumentRelation.objects.select_related("document").filter(pk=relation_id).first()
    if found is None:
        raise NotFound
    document(actor, found.document_id)
    return found


def relations_of(row: Document) -> list[DocumentRelation]:
    """What a document says of others and others say of it, that was not refused."""
    rows = DocumentRelation.objects.filter(Q(document=row) | Q(other=row)).exclude(state=RelationState.REFUSED)
    return list(rows.select_related("document", "other"))


def public_document(document_id: int) -> Document:
    """A document that somebody made public. Raises NotFound."""
    found = Document.objects.select_related("organisation", "replaced_by")
    row = found.filter(pk=document_id, visibility=Visibility.PUBLIC).first()
    if row is None:
        raise NotFound
    return row


def passages_of(document_id: int) -> DocumentPassages | None:
    """The pieces of a document that may be quoted, with its text; None where it was not read."""
    return DocumentPassages.objects.filter(document_id=document_id).first()
