"""Reads of the library; every one is scoped to what the actor may read."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from lantoa.library.models import Document, Reading
from lantoa.org import policies
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound
from lantoa.shared.models import AuditEntry, Job
from lantoakit.text import fold

REFUSALS_SHOWN = timedelta(days=3)


def documents(organisation_id: int, *, search: str = "", **equals: str) -> QuerySet[Document]:
    """Documents of an organisation, newest first, without the text of their readings.

    `search` is folded, every word must occur; `equals` are exact values of `kind`, `visibility` or `reading__state`.
    """
    rows = Document.objects.filter(organisation_id=organisation_id).select_related("reading").defer("reading__result")
    for word in fold(search).split():
        rows = rows.filter(folded__contains=word)
    return rows.filter(**{name: value for name, value in equals.items() if value})


def kinds(organisation_id: int) -> list[str]:
    """Kinds of document that the organisation has."""
    rows = Document.objects.filter(organisation_id=organisation_id).exclude(kind="")
    return sorted(set(rows.order_by().values_list("kind", flat=True)))


def document(actor: Actor, document_id: int) -> Document:
    """One document that the actor may read. Raises NotFound, also for one of an organisation that is not theirs."""
    found = Document.objects.select_related("organisation").filter(pk=document_id)
    if not actor.system:
        found = found.filter(organisation_id__in=policies.organisation_ids(actor, "library.read"))
    row = found.first()
    if row is None:
        raise NotFound
    return row


def reading_of(row: Document) -> Reading:
    """The reading of a document, without its text. Raises NotFound where none was asked for."""
    reading = Reading.objects.defer("result").filter(document=row).first()
    if reading is None:
        raise NotFound
    return reading


def job_of(reading: Reading) -> Job | None:
    """The job that reads, for its progress."""
    return Job.objects.filter(pk=reading.job_id).first() if reading.job_id else None


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
