"""Asking for a reading, storing it once, and what happens where there is none."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.library import selectors
from lantoa.library.models import Document, Reading, ReadingState
from lantoa.library.pictures import has_pages
from lantoa.library.services.documents import folded
from lantoa.library.services.passages import keep_passages
from lantoa.library.signals import SECRET, document_read, reading_failed
from lantoa.org import policies
from lantoa.shared import audit, jobs
from lantoa.shared.actors import SYSTEM, Actor
from lantoa.shared.models import Job, JobState
from lantoakit.retrieval.apart import Reading as ReadFile

READ = "library.read"
DRAW_PAGES = "library.draw_pages"


def request_reading(*, actor: Actor, document_id: int) -> Reading:
    """Have a document read in the background; a reading that is done or under way is returned as it is.

    One that failed or was stopped is tried again. Raises PermissionRefused and NotFound.
    """
    document = selectors.document(actor, document_id)
    policies.require(actor, "library.add", document.organisation_id)
    with transaction.atomic():
        reading, made = Reading.objects.select_for_update().get_or_create(document=document)
        if reading.state == ReadingState.DONE or (not made and reading.state == ReadingState.WAITING):
            return reading
        job = jobs.enqueue(
            READ, {"document_id": document.pk}, key=f"{READ}-{document.pk}", actor=actor,
            organisation_id=document.organisation_id,
        )  # fmt: skip
        if job.is_over:
            _again(job)
        reading.state, reading.job_id = ReadingState.WAITING, job.pk
        reading.error_code = reading.error_text = ""
        reading.save()
        audit.record(
            actor=actor, action="library.request_reading", target=document, organisation_id=document.organisation_id
        )
    return reading


def cancel_reading(*, actor: Actor, document_id: int) -> Reading:
    """Stop a reading that waits or runs; asked for twice, it is stopped once. Raises PermissionRefused and NotFound."""
    document = selectors.document(actor, document_id)
    policies.require(actor, "library.add", document.organisation_id)
    reading = selectors.reading_of(document)
    job = selectors.job_of(reading)
    if reading.state == ReadingState.WAITING and job is not None and not job.cancel_requested:
        with transaction.atomic():
            jobs.cancel(job)
            audit.record(
                actor=actor, action="library.cancel_reading", target=document, organisation_id=document.organisation_id
            )
            job.refresh_from_db()
            if job.is_over:
                fail_reading(document_id=document.pk, code="cancelled", text="", state=ReadingState.CANCELLED)
    reading.refresh_from_db()
    return reading


def finish_reading(*, document_id: int, reading: ReadFile, engine: str, read_at: datetime | None = None) -> bool:
    """Store what was read, once: a second call changes nothing and returns False. `read_at` is now by default."""
    with transaction.atomic():
        row = Reading.objects.select_for_update().select_related("document").get(document_id=document_id)
        if row.state == ReadingState.DONE:
            return False
        row.state, row.result, row.engine = ReadingState.DONE, reading.plan, engine
        row.error_code = row.error_text = ""
        row.read_at = read_at or timezone.now()
        row.save()
        _take_facts(row.document, reading.plan.get("document") or {})
        keep_passages(document_id=document_id, reading=reading)
        audit.record(
            actor=SYSTEM, action="library.read", target=row.document, organisation_id=row.document.organisation_id,
            engine=engine,
        )  # fmt: skip
        document_read.send(Reading, reading=row)
        if has_pages(row.document):
            jobs.enqueue(DRAW_PAGES, {"document_id": document_id}, organisation_id=row.document.organisation_id)
    return True


def fail_reading(*, document_id: int, code: str, text: str, state: ReadingState = ReadingState.FAILED) -> bool:
    """Record that there is no reading and why; what is read or failed already is left, and False returned."""
    with transaction.atomic():
        reading = Reading.objects.select_for_update().filter(document_id=document_id).first()
        if reading is None or reading.state != ReadingState.WAITING:
            return False
        reading.state, reading.error_code, reading.error_text = state, code, text
        reading.save()
        reading_failed.send(Reading, reading=reading)
    return True


def stop_reading(*, document_id: int, job_id: UUID) -> bool:
    """Record that a reading was stopped as somebody asked, not because another worker took it over."""
    if not Job.objects.filter(pk=job_id, cancel_requested=True).exists():
        return False
    return fail_reading(document_id=document_id, code="cancelled", text="", state=ReadingState.CANCELLED)


def refuse_secret(*, document_id: int, text: str) -> None:
    """Remove a document that bears a stamp of secrecy: first its file, then every row that says what it was.

    Safe to repeat after a kill at any point: the mark is stored before the file goes.
    """
    Reading.objects.filter(document_id=document_id).update(error_code=SECRET, error_text=text)
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        return
    document.file.delete(save=False)
    with transaction.atomic():
        reading = Reading.objects.select_for_update().get(document_id=document_id)
        reading.state = ReadingState.FAILED
        reading.save()
        reading_failed.send(Reading, reading=reading)
        audit.forget_names(Document, [document_id])
        document.title = ""
        audit.record(
            actor=SYSTEM, action="library.refuse_secret", target=document, organisation_id=document.organisation_id,
            uploaded_by=document.uploaded_by_id,
        )  # fmt: skip
        document.delete()


def settle_readings() -> int:
    """End the waiting of readings whose job is over without a word: cancelled, given up, or lost. Returns how many."""
    waiting = Reading.objects.filter(state=ReadingState.WAITING).values_list("document_id", "job_id")
    states = dict(Job.objects.filter(pk__in=[job for _, job in waiting if job]).values_list("pk", "state"))
    settled = 0
    for document_id, job_id in waiting:
        state = states.get(job_id, JobState.FAILED) if job_id else JobState.FAILED
        if state == JobState.CANCELLED:
            settled += fail_reading(document_id=document_id, code="cancelled", text="", state=ReadingState.CANCELLED)
        elif state in (JobState.FAILED, JobState.SUCCEEDED):
            settled += fail_reading(document_id=document_id, code="reading_broke_off", text=_broke_off())
    return settled


def _broke_off() -> str:
    return _(
        "Việc đọc bị dừng giữa chừng nhiều lần. Bấm Cho máy đọc lại; "
        "nếu vẫn không được, lưu tệp thành .docx rồi tải lên."
    )


def _again(job: Job) -> None:
    if job.state == JobState.SUCCEEDED:
        Job.objects.filter(pk=job.pk).update(state=JobState.FAILED)
    jobs.retry(job)


def _take_facts(document: Document, head: dict[str, Any]) -> None:
    """Fill what nobody has filled yet with what the head of the document says."""
    title = str(head.get("title") or "").strip()
    kind = str(head.get("type") or "")
    if title and document.version == 1 and document.title == document.original_name.rpartition(".")[0]:
        document.title = f"{kind.capitalize()} {title}".strip()[:500]
    document.kind = document.kind or kind[:60]
    document.sign = document.sign or str(head.get("sign") or "")[:60]
    document.issuer = document.issuer or str(head.get("issuer") or "")[:250]
    document.issued_on = document.issued_on or day_of(head.get("date"))
    document.folded = folded(document)
    document.save()


def day_of(printed: object) -> date | None:
    """A whole date of the contract ("2025-10-03"); None for a month, a year, nothing or an impossible day."""
    try:
        return date.fromisoformat(str(printed)) if printed and len(str(printed)) == 10 else None
    except ValueError:
        return None
