"""Background work of the library: reading a document, settling what was lost, sweeping files without a row."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from typing import Any

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from lantoa.library import services
from lantoa.library.models import FOLDER, Document, Reading, ReadingState
from lantoa.library.signals import SECRET
from lantoa.shared import files
from lantoa.shared.errors import DomainError
from lantoa.shared.jobs import JobContext, job, recurring

ENGINE = "lantoakit-1"
READING_SECONDS = 300.0
POLL_SECONDS = 0.25
STOPPED = (-signal.SIGINT, -signal.SIGTERM)
"""Exit codes of a process that was told to stop, as by Ctrl-C in the terminal of the worker or by the machine going
down."""
ORPHAN_AGE = timedelta(days=1)
STEPS = 3


class Unreadable(DomainError):
    """A document that could not be read; `code` and `message` are those of the reason."""


@job("library.read", time_limit=READING_SECONDS + 120)
def read(context: JobContext, document_id: int) -> None:
    """Read a document and store the reading. Raises Unreadable, after that was recorded, for what cannot be read."""
    reading = Reading.objects.defer("result").filter(document_id=document_id).first()
    if reading is None or reading.state == ReadingState.DONE:
        return
    if reading.error_code == SECRET:
        services.refuse_secret(document_id=document_id, text=reading.error_text)
        return
    document = Document.objects.get(pk=document_id)
    context.progress(0, STEPS, _("Đang mở tệp"))
    try:
        result = read_apart(document.file, document.original_name, lambda: context.progress(1, STEPS, _("Đang đọc")))
    except Unreadable as error:
        if error.code == SECRET:
            services.refuse_secret(document_id=document_id, text=str(error.message))
        else:
            services.fail_reading(document_id=document_id, code=error.code, text=str(error.message))
        raise
    context.progress(2, STEPS, _("Đang ghi kết quả"))
    services.finish_reading(document_id=document_id, result=result, engine=ENGINE)


def read_apart(
    file: FieldFile, name: str, beat: Callable[[], None], *, wanted: str = "", seconds: float = READING_SECONDS
) -> dict[str, Any]:
    """Open a stored file in a process of its own and return its reading, or what else is `wanted` of it: with
    `reader.STAMP` only a look for a stamp, with `reader.PAGE` a picture of a page.

    `beat` is called several times a second; what it raises ends the process, and so does the end of `seconds`. Raises
    Unreadable (code SECRET for a stamp), and InterruptedError where somebody stopped the process from outside: then the
    file is not to blame, and a job is tried again.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as got:
        try:
            with file.open("rb") as original:
                shutil.copyfileobj(original, given)
        except FileNotFoundError as error:
            raise Unreadable(_("Không còn thấy tệp gốc trên máy chủ. Tải tệp lên lại."), code="file_lost") from error
        given.seek(0)
        command = [sys.executable, "-m", "lantoa.library.reader", name, wanted]
        process = subprocess.Popen(command, stdin=given, stdout=got, stderr=subprocess.DEVNULL)  # noqa: S603 - our own module
        try:
            _wait(process, beat, seconds)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        if process.returncode in STOPPED:
            raise InterruptedError(f"the reader of {file.name} was stopped")
        got.seek(0)
        try:
            answer = json.load(got)
        except ValueError as error:
            raise Unreadable(
                _("Tệp này làm máy dừng khi đang đọc. Mở bằng Word, lưu lại thành .docx rồi tải lên."),
                code="reader_broke",
            ) from error
    if "error" in answer:
        raise Unreadable(answer["message"], code=answer["error"])
    result: dict[str, Any] = answer["result"]
    return result


def _wait(process: subprocess.Popen[bytes], beat: Callable[[], None], seconds: float) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            process.wait(timeout=POLL_SECONDS)
            return
        except subprocess.TimeoutExpired:
            beat()
        if time.monotonic() > end:
            raise Unreadable(
                _("Đọc tệp này quá lâu nên đã dừng. Tách tệp thành phần ngắn hơn rồi tải lên."), code="too_slow"
            )


@recurring("library.settle", every=timedelta(minutes=1))
def settle(context: JobContext) -> None:
    """End the waiting of readings whose job is over."""
    services.settle_readings()


@recurring("library.sweep_pictures", every=timedelta(hours=6))
def sweep_pictures(context: JobContext) -> None:
    """Remove pictures of pages whose document is gone."""
    from lantoa.library import pictures  # noqa: PLC0415 - pictures has files opened by this module

    pictures.forget_lost()


@recurring("library.sweep", every=timedelta(hours=6))
def sweep(context: JobContext) -> None:
    """Remove files that no row names and that are older than a day: what a kill during an upload left."""

    def known(names: Collection[str]) -> Iterable[str]:
        return Document.objects.filter(file__in=names).values_list("file", flat=True)

    files.sweep(FOLDER, known=known, older_than=ORPHAN_AGE, beat=context.progress)
