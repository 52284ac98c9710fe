"""Pages of originals as pictures for a screen: made by the process that opens files, kept under the SHA-256."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy

from lantoa.library import uploads
from lantoa.library.apart import Unreadable, draw_page
from lantoa.library.models import Document, Reading, ReadingState
from lantoa.shared.errors import DomainError, NotFound

FOLDER = "page-images"
"""Folder in the file storage; another name makes every picture anew."""
CONTENT_TYPE = "image/webp"
SECONDS = 20.0
BROKEN_SECONDS = 600
"""How long a page that could not be drawn is not tried again."""
AHEAD = 40
"""Pages that are drawn after the reading, before anybody asks; those of a longer paper are drawn when they are seen."""
WAIT_SECONDS = 0.5
_AT_ONCE = threading.BoundedSemaphore(1)


class Busy(DomainError):
    """So many pages are being drawn that this one is better asked for again."""

    code = "busy"
    status = 503
    passing = True
    default_message = gettext_lazy("Máy đang vẽ các trang khác. Chờ vài giây rồi tải lại trang.")


def has_pages(document: Document) -> bool:
    """Whether the original has pages that can be shown as they are: a PDF, a scan, a photograph."""
    return document.content_type == uploads.PDF or document.content_type.startswith("image/")


def require_shown(document: Document, number: int) -> None:
    """Raises NotFound where the page may not be shown: before the reading has looked for a stamp of secrecy, of a file
    without pages, and beyond the last one."""
    rows = Reading.objects.filter(document_id=document.pk, state=ReadingState.DONE)
    read = rows.values_list("pk", "result__pages").first()
    if read is None or not has_pages(document):
        raise NotFound
    known = len(read[1] or ())  # 0: a reading from before pages had sizes; the file itself says then
    if number < 1 or (known and number > known):
        raise NotFound


def etag(document: Document, number: int) -> str:
    """What a browser that has the picture says of it."""
    return f'"{FOLDER}-{document.sha256[:32]}-{number}"'


def picture(document: Document, number: int) -> bytes:
    """Page `number` (from 1) of a document as WebP. Raises NotFound for a page that cannot be shown, and Busy."""
    require_shown(document, number)
    name = _name(document, number)
    if default_storage.exists(name):
        with default_storage.open(name) as kept:
            return kept.read()
    # Whoever waits here holds one of the few threads that answer everybody.
    if not _AT_ONCE.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        return _draw(document, number)
    finally:
        _AT_ONCE.release()


def draw_ahead(document: Document, beat: Callable[[int, int], None]) -> None:
    """Draw the first pages of a document that was read; `beat` is called with the page and how many there are."""
    read = Reading.objects.filter(document_id=document.pk).values_list("result__pages", flat=True).first()
    count = min(len(read or ()) or 1, AHEAD)
    for number in range(1, count + 1):
        beat(number, count)
        if not default_storage.exists(_name(document, number)):
            try:
                _draw(document, number)
            except NotFound:
                return  # the next ones are hardly better, and are tried when they are asked for


def _draw(document: Document, number: int) -> bytes:
    broken = f"{FOLDER}-broken-{document.sha256}-{number}"
    if cache.get(broken):
        raise NotFound
    try:
        drawn = draw_page(document.file, document.original_name, number, seconds=SECONDS)
    except Unreadable as error:
        cache.set(broken, error.code, BROKEN_SECONDS)
        raise NotFound from error
    default_storage.save(_name(document, number), ContentFile(drawn))
    return drawn


def _name(document: Document, number: int) -> str:
    return f"{FOLDER}/{document.sha256}/{number}.webp"


def are_kept(sha256: str) -> bool:
    """Whether there are pictures of a file."""
    return bool(_entries(f"{FOLDER}/{sha256}")[1])


def forget(sha256: str) -> None:
    """Remove the pictures of a file that no document has any more; safe to repeat."""
    if sha256 and not Document.objects.filter(sha256=sha256).exists():
        folder = f"{FOLDER}/{sha256}"
        for name in _entries(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)


def forget_lost() -> None:
    """Remove the pictures of every file whose document is gone: what a kill left."""
    for sha256 in _entries(FOLDER)[0]:
        forget(sha256)


def _entries(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
