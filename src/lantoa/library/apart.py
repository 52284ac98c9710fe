"""Opening stored files in a process of their own: what breaks a library there breaks nothing here."""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from lantoa.shared.errors import DomainError
from lantoakit.documents import DocumentError, ReaderBroke, TooSlow, picture, sandbox
from lantoakit.documents.transfer import NotThat
from lantoakit.retrieval import apart
from lantoakit.retrieval.apart import Reading

T = TypeVar("T")
READING_SECONDS = 300.0
"""How long a file may take, or a page of it where it is read page by page."""
LONGEST_SECONDS = 3600.0
"""How long a file may take in all, however many pages it has."""
Beat = Callable[[], None]
OnPage = Callable[[int, int], None]


class Unreadable(DomainError):
    """A document that could not be read; `code` and `message` are those of the reason."""


def read_apart(file: FieldFile, name: str, beat: Beat, *, on_page: OnPage | None = None) -> Reading:
    """Read a stored file in a process of its own: the contract of a plan, and the pieces that may be quoted.

    `beat` is called several times a second; instead of it `on_page`, with the page and the number of pages, once these
    are known. What they raise ends the process and the programs that it started, and so does the end of
    READING_SECONDS, which begin anew with each page. What the process hands over is held to its form.
    Raises Unreadable (code SECRET for a stamp), and InterruptedError where somebody stopped the process from outside:
    then the file is not to blame, and a job is tried again.
    """
    at: list[tuple[int, int]] = []

    def tick() -> None:
        if at and on_page is not None:
            on_page(*at[-1])
        else:
            beat()

    return _run(apart.ENTRY, file, name, tick, apart.taken, progress=lambda *page: at.append(page))


def look_for_stamp(file: FieldFile, name: str, beat: Beat) -> None:
    """Read a stored file as `read_apart` does and keep nothing of it: it returns where it bears no stamp of secrecy."""
    _run(sandbox.LOOK, file, name, beat, _nothing)


def draw_page(file: FieldFile, name: str, number: int, *, seconds: float) -> bytes:
    """Draw page `number` of a stored file, from 1, as WebP. Raises as `read_apart` does."""
    return _run(picture.ENTRY, file, name, lambda: None, _webp, seconds=seconds, options={"number": number})


def _nothing(answer: Any) -> None:
    if answer is not None:
        raise NotThat("nothing")


def _webp(answer: Any) -> bytes:
    """Return the image that an answer is in base64. Raises NotThat."""
    try:
        image = base64.b64decode(answer, validate=True)
    except (TypeError, ValueError) as error:
        raise NotThat("base64") from error
    if image[:4] != b"RIFF" or image[8:12] != b"WEBP":
        raise NotThat("webp")
    return image


def _run(
    entry: str,
    file: FieldFile,
    name: str,
    beat: Beat,
    held: Callable[[Any], T],
    *,
    seconds: float | None = None,
    options: dict[str, Any] | None = None,
    progress: OnPage | None = None,
) -> T:
    """Run a function of the kit on a stored file; what it returns passes through `held`, which raises NotThat."""
    with tempfile.TemporaryFile() as given:
        try:
            with file.open("rb") as original:
                shutil.copyfileobj(original, given)
        except FileNotFoundError as error:
            raise Unreadable(_("Không còn thấy tệp gốc trên máy chủ. Tải tệp lên lại."), code="file_lost") from error
        given.seek(0)
        try:
            fence = sandbox.Fence(seconds=seconds or READING_SECONDS, longest=LONGEST_SECONDS)
            return held(
                sandbox.run(entry, given, name=name, fence=fence, tick=beat, options=options, progress=progress)
            )
        except (ReaderBroke, NotThat) as error:
            raise Unreadable(
                _("Tệp này làm máy dừng khi đang đọc. Mở bằng Word, lưu lại thành .docx rồi tải lên."),
                code=ReaderBroke.code,
            ) from error
        except TooSlow as error:
            raise Unreadable(
                _("Đọc tệp này quá lâu nên đã dừng. Tách tệp thành phần ngắn hơn rồi tải lên."), code=error.code
            ) from error
        except DocumentError as error:
            raise Unreadable(str(error.message), code=error.code) from error
