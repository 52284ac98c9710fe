"""Stored documents as a source of knowledge."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from lantoa.library import knowledge, relations
from lantoa.library.knowledge import Entry
from lantoa.library.models import Document, DocumentPassages, DocumentRelation, RelationKind
from lantoa.shared.models import SettingValue
from lantoakit.documents.transfer import NotThat
from lantoakit.retrieval import Source, apart

logger = logging.getLogger(__name__)

KIND = "document"


class Papers:
    """Documents that were read: public ones for everybody, internal ones for the organisation's own staff."""

    kind = KIND

    def entries(self, keys: Collection[str] | None) -> Iterator[Entry]:
        """See KnowledgeSource."""
        today = timezone.localdate()
        related = Prefetch("document__related_by", relations.in_effect(today), to_attr="in_effect")
        rows = DocumentPassages.objects.select_related("document__organisation", "document__replaced_by")
        rows = rows.prefetch_related(related)
        if keys is not None:
            rows = rows.filter(document_id__in=[int(key) for key in keys if key.isdecimal()])
        for row in rows.iterator(chunk_size=200):
            source = source_of(row.document, row.document.in_effect, today)  # type: ignore[attr-defined]
            try:
                pieces = apart.held(row.pieces, len(row.text))
            except NotThat:  # one damaged row is not to end the answering from all others
                logger.exception("the passages of %s are not in their form and are left out", source.key)
                continue
            yield Entry(source, apart.passages(pieces, row.text, source.key))


def source_now(document: Document) -> Source:
    """A document as it is quoted today."""
    today = timezone.localdate()
    return source_of(document, relations.in_effect(today).filter(other=document), today)


def source_of(document: Document, related_by: Iterable[DocumentRelation], today: date) -> Source:
    """A document as it is quoted, with the relations of others to it that are in effect on a day."""
    replacing = [row.document for row in related_by if row.kind == RelationKind.REPLACES]
    amending = [row.document for row in related_by if row.kind == RelationKind.AMENDS]
    if document.replaced_by and not _is_to_come(document.replaced_by, today):
        replacing.insert(0, document.replaced_by)
    scope = knowledge.public if document.is_public else knowledge.internal
    return Source(
        key=knowledge.source_key(KIND, document.pk),
        title=document.title,
        kind=document.kind,
        sign=document.sign,
        issuer=document.issuer,
        issued_on=document.issued_on,
        place=document.organisation.name,
        valid_from=document.valid_from,
        valid_until=document.valid_until,
        replaced_by=name_of(replacing[0], told_to=document) if replacing else "",
        amended_by=tuple(dict.fromkeys(name_of(one, told_to=document) for one in amending)),
        scope=scope(document.organisation_id),
    )


def name_of(document: Document, *, told_to: Document) -> str:
    """How a document is named to the readers of another: an internal one is not named to everybody."""
    if told_to.is_public and not document.is_public:
        return NOT_NAMED
    kind = document.kind or "Văn bản"
    named = f"{kind[:1].upper()}{kind[1:]} số {document.sign}" if document.sign else document.title
    return f"{named} ngày {document.issued_on:%d/%m/%Y}" if document.sign and document.issued_on else named


NOT_NAMED = "một văn bản mới hơn"


def changed(document: Document) -> None:
    """Tell the log that a document, and those that it replaces or amends, may be quoted otherwise."""
    knowledge.changed(KIND, document.pk, *_changed_by([document.pk]))


DAY_TOLD = "library.day_told"
"""Name of the installation's row with the last day of which the log was told; no person sets it."""


@transaction.atomic
def day_turned(today: date) -> int:
    """Tell the log of what is replaced and amended by documents that begin, or were issued, since the last day told.

    A machine may have been off on the very day. Without a last day everything up to today is told; where the clock was
    put back, what has now not begun again. Returns of how many.
    """
    told = SettingValue.objects.select_for_update().filter(name=DAY_TOLD, organisation_id=None).first()
    last = date.fromisoformat(told.value) if told else date.min
    if last == today:
        return 0
    days = min(last, today) + timedelta(days=1), max(last, today)
    turned = Document.objects.filter(Q(valid_from__range=days) | Q(issued_on__range=days))
    others = _changed_by(turned.values("pk"))
    knowledge.changed(KIND, *others)
    day = {"value": today.isoformat()}
    SettingValue.objects.update_or_create(name=DAY_TOLD, organisation_id=None, defaults=day)
    return len(others)


def _changed_by(ids: Collection[int] | QuerySet[Document, Any]) -> list[int]:
    """Ids of the documents that those of `ids` replace or amend."""
    replaced = Document.objects.filter(replaced_by__in=ids).values_list("pk", flat=True)
    related = DocumentRelation.objects.filter(document__in=ids, other__isnull=False).values_list("other", flat=True)
    return sorted({*replaced, *related})


def _is_to_come(document: Document, today: date) -> bool:
    return document.valid_from is not None and document.valid_from > today
