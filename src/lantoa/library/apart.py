"""Opening stored files in a process of their own: what breaks a library there breaks nothing here."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from lantoa.shared.errors import DomainError

READING_SECONDS = 300.0
"""How long a file may take, or a page of it where it is read page by page."""
LONGEST_SECONDS = 3600.0
"""How long a file may take in all, however many pages it has."""
ENDING_SECONDS = 3.0
"""How long a process that is told to stop may take to end the programs that it started."""
POLL_SECONDS = 0.25
STOPPED = (-signal.SIGINT, -signal.SIGTERM)
"""Exit codes of a process that was told to stop, as by Ctrl-C in the terminal of the worker or by the machine going
down."""


class Unreadable(DomainError):
    """A document that could not be read; `code` and `message` are those of the reason."""


def read_apart(
    file: FieldFile,
    name: str,
    beat: Callable[[], None],
    *,
    wanted: str = "",
    seconds: float = READING_SECONDS,
    on_page: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Open a stored file in a process of its own and return its reading, or what else is `wanted` of it: with
    `reader.STAMP` only a look for a stamp, with `reader.PAGE` a picture of a page.

    `beat` is called several times a second; instead of it `on_page`, with the page and the number of pages, once these
    are known. What they raise ends the process and the programs that it started, and so does the end of `seconds`,
    which begin anew with each page. Raises Unreadable (code SECRET for a stamp), and InterruptedError where somebody
    stopped the process from outside: then the file is not to blame, and a job is tried again.
    """
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as got,
        tempfile.TemporaryDirectory(prefix="lantoa-") as folder,
    ):
        try:
            with file.open("rb") as original:
                shutil.copyfileobj(original, given)
        except FileNotFoundError as error:
            raise Unreadable(_("Không còn thấy tệp gốc trên máy chủ. Tải tệp lên lại."), code="file_lost") from error
        given.seek(0)
        told = Path(folder) / "page"
        command = [sys.executable, "-m", "lantoa.library.reader", name, wanted, str(told)]
        process = subprocess.Popen(command, stdin=given, stdout=got, stderr=subprocess.DEVNULL)  # noqa: S603 - our own module
        try:
            _wait(process, beat, seconds, told, on_page)
        finally:
            _end(process)
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


def _wait(
    process: subprocess.Popen[bytes],
    beat: Callable[[], None],
    seconds: float,
    told: Path,
    on_page: Callable[[int, int], None] | None,
) -> None:
    begun = renewed = time.monotonic()
    at: tuple[int, int] | None = None
    while True:
        try:
            process.wait(timeout=POLL_SECONDS)
            return
        except subprocess.TimeoutExpired:
            page = _page(told) or at
        if page != at:
            at, renewed = page, time.monotonic()
        if at is None or on_page is None:
            beat()
        else:
            on_page(*at)
        now = time.monotonic()
        if now > renewed + seconds or now > begun + LONGEST_SECONDS:
            raise Unreadable(
                _("Đọc tệp này quá lâu nên đã dừng. Tách tệp thành phần ngắn hơn rồi tải lên."), code="too_slow"
            )


def _page(told: Path) -> tuple[int, int] | None:
    """The page that is being read and how many there are; None before the first, and while it is being written."""
    try:
        page, pages = told.read_text(encoding="ascii").split()
        return int(page), int(pages)
    except (OSError, ValueError):
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process with what it started; one that does not listen is killed."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(timeout=ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
