"""Background work of the library: reading a document, settling what was lost, sweeping files without a row."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.library import papers, pictures, services
from lantoa.library.apart import LONGEST_SECONDS, Unreadable, read_apart
from lantoa.library.models import FOLDER, Document, Reading, ReadingState
from lantoa.library.services.passages import CUT
from lantoa.library.services.proposals import ASK, AT_ONCE, may_ask, record_sending, waiting
from lantoa.library.services.readings import DRAW_PAGES
from lantoa.library.signals import SECRET
from lantoa.shared import files
from lantoa.shared.jobs import JobCancelled, JobContext, job, recurring
from lantoakit.llm.chat import model_of
from lantoakit.plans.proposals import propose

ENGINE = "lantoakit-1"
ASKING_SECONDS = 300.0
FORGET_PICTURES = "library.forget_pictures"
ORPHAN_AGE = timedelta(days=1)
STEPS = 3


@job("library.read", time_limit=LONGEST_SECONDS + 120)
def read(context: JobContext, document_id: int) -> None:
    """Read a document and store the reading. Raises Unreadable, after that was recorded, for what cannot be read."""
    reading = Reading.objects.defer("result").filter(document_id=document_id).first()
    if reading is None or reading.state == ReadingState.DONE:
        return
    if reading.error_code == SECRET:
        services.refuse_secret(document_id=document_id, text=reading.error_text)
        return
    document = Document.objects.get(pk=document_id)
    try:
        context.progress(0, STEPS, _("Đang mở tệp"))
        read_now = read_apart(
            document.file,
            document.original_name,
            lambda: context.progress(1, STEPS, _("Đang đọc")),
            on_page=lambda page, pages: context.progress(
                page, pages + 1, _("Đang đọc trang %(page)d/%(pages)d") % {"page": page, "pages": pages}
            ),
        )
    except JobCancelled:
        services.stop_reading(document_id=document_id, job_id=context.job_id)
        raise
    except Unreadable as error:
        if error.code == SECRET:
            services.refuse_secret(document_id=document_id, text=str(error.message))
        else:
            services.fail_reading(document_id=document_id, code=error.code, text=str(error.message))
        raise
    context.progress(2, STEPS, _("Đang ghi kết quả"))
    services.finish_reading(document_id=document_id, reading=read_now, engine=ENGINE)


@job(CUT, queue="long", time_limit=LONGEST_SECONDS + 120)
def cut(context: JobContext, document_id: int) -> None:
    """Make the passages of a document that was read before there were any, or when they were cut otherwise."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        return
    try:
        found = read_apart(document.file, document.original_name, lambda: context.progress(0, 1, _("Đang đọc")))
    except Unreadable as error:
        if error.code == SECRET:
            services.refuse_secret(document_id=document_id, text=str(error.message))
        raise
    services.keep_passages(document_id=document_id, reading=found)


@recurring("library.cut_old", every=timedelta(hours=1))
def cut_old(context: JobContext) -> None:
    """Have passages made that are missing or were made by an older cutting."""
    services.request_passages()


@recurring("library.day_turned", every=timedelta(hours=1))
def day_turned(context: JobContext) -> None:
    """Tell the log of what is replaced or amended from today on, and since the last day on which this ran."""
    papers.day_turned(timezone.localdate())


@job(ASK, queue="long", time_limit=ASKING_SECONDS, max_attempts=4)
def ask_model(context: JobContext, document_id: int) -> None:
    """Ask a language model about a few doubtful fields, where that is still allowed. ChatError is tried again later."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None or not may_ask(document.organisation_id):
        return
    asked = waiting(document_id)[:AT_ONCE]
    if not asked:
        return
    chat = model_of(settings.LLM)
    content = Reading.objects.get(document_id=document_id).result
    record_sending(document=document, fields=len(asked))
    found = propose(
        {**content, "fields": {pointer: content["fields"][pointer] for pointer in asked}},
        chat,
        progress=lambda done, total: context.progress(done, total, _("Đang hỏi mô hình")),
    )
    services.keep_proposals(document_id=document_id, asked=asked, found=found)


@recurring("library.settle", every=timedelta(minutes=1))
def settle(context: JobContext) -> None:
    """End the waiting of readings whose job is over."""
    services.settle_readings()


@job(DRAW_PAGES, queue="long", time_limit=pictures.AHEAD * pictures.SECONDS)
def draw_pages(context: JobContext, document_id: int) -> None:
    """Draw the pages of a document that was read, so that nobody waits for them."""
    document = Document.objects.filter(pk=document_id).first()
    if document is not None and pictures.has_pages(document):
        pictures.draw_ahead(document, context.progress)


@job(FORGET_PICTURES, time_limit=120)
def forget_pictures(context: JobContext, sha256: str) -> None:
    """Remove the pictures of pages of a file that no document has any more."""
    pictures.forget(sha256)


@recurring("library.sweep_pictures", every=timedelta(hours=6))
def sweep_pictures(context: JobContext) -> None:
    """Remove pictures of pages whose document is gone."""
    pictures.forget_lost()


@recurring("library.sweep", every=timedelta(hours=6))
def sweep(context: JobContext) -> None:
    """Remove files that no row names and that are older than a day: what a kill during an upload left."""

    def known(names: Collection[str]) -> Iterable[str]:
        return Document.objects.filter(file__in=names).values_list("file", flat=True)

    files.sweep(FOLDER, known=known, older_than=ORPHAN_AGE, beat=context.progress)
