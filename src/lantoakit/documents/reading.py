"""Reading a file: its format by its content, the reader, the limits, the cleaned text."""

from pathlib import Path
from typing import BinaryIO

from lantoakit.documents.assemble import assemble
from lantoakit.documents.collecting import without_collection
from lantoakit.documents.errors import (
    DamagedDocument,
    DocumentError,
    EmptyDocument,
    EncryptedDocument,
    TooLarge,
    UnsupportedFormat,
)
from lantoakit.documents.limits import Limits
from lantoakit.documents.mending import mended
from lantoakit.documents.model import Document
from lantoakit.documents.raw import RawDocument
from lantoakit.documents.readers.docx import read_docx
from lantoakit.documents.readers.html import looks_like_html, read_html
from lantoakit.documents.readers.markdown import looks_like_markdown, read_markdown
from lantoakit.documents.readers.office import OLE, is_locked, office_format, read_office
from lantoakit.documents.readers.pdf import read_pdf
from lantoakit.documents.readers.scanned import Progress
from lantoakit.documents.readers.text import decode, read_text

# Kinds that would decode as text by chance, or that are text of another kind.
_NO_TEXT = (
    b"\x7fELF",
    b"MZ",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"%!PS",
)
_PICTURES = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png", b"II*\x00": "tiff", b"MM\x00*": "tiff"}
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def read(
    source: str | Path | bytes,
    name: str | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Document:
    """Read a file (a path or its bytes) into a Document.

    `name` is what the file is called; its ending only tells Markdown and HTML from plain text. Raises a DocumentError:
    typed, with a code and a Vietnamese sentence. The format is found in the content.

    `progress` is called with the number of the page and how many there are: when a page is begun, and several times a
    second while a program is at work. What it raises ends the reading and passes on.
    """
    limits = limits or Limits()
    if isinstance(source, bytes):
        data, name = source, name or ""
    else:
        path = Path(source)
        data, name = _load(path, limits), name or path.name
    if len(data) > limits.size:
        raise TooLarge
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise EmptyDocument
    try:
        with without_collection():
            document = mended(assemble(_dispatch(data, name, limits, progress), name))
    except DocumentError:
        raise
    except (RecursionError, MemoryError) as error:
        raise TooLarge from error
    except Exception as error:  # a reader's library met a file that it cannot take: never a traceback for the user
        raise DamagedDocument from error
    return document


def _load(path: Path, limits: Limits) -> bytes:
    with open_file(path, limits) as stream:
        try:
            return stream.read(limits.size + 1)
        except OSError as error:
            raise DocumentError(f"Không đọc được tệp “{path}”; hãy kiểm tra ổ đĩa rồi thử lại.") from error


def open_file(path: Path, limits: Limits) -> BinaryIO:
    """Open a file for reading. Raises DocumentError with a sentence where it is too large, no file or not there."""
    try:
        if path.is_dir():
            raise UnsupportedFormat(f"“{path.name}” là thư mục, không phải tệp; hãy chọn một tệp.")
        if path.stat().st_size > limits.size:
            raise TooLarge
        return path.open("rb")
    except FileNotFoundError as error:
        raise DocumentError(f"Không tìm thấy tệp “{path}”; hãy kiểm tra lại tên và thư mục.") from error
    except (OSError, ValueError) as error:
        raise DocumentError(f"Không mở được tệp “{path}”; hãy kiểm tra quyền đọc tệp.") from error


def picture_format(data: bytes) -> str | None:
    """Return "jpeg", "png", "tiff", "webp" or "heic" for a file that starts as one; None for any other.

    >>> picture_format(b"\\x89PNG\\r\\n\\x1a\\n"), picture_format(b"%PDF-1.7")
    ('png', None)
    """
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in _HEIC else None
    if data.startswith(b"RIFF"):
        return "webp" if data[8:12] == b"WEBP" else None
    return next((name for start, name in _PICTURES.items() if data.startswith(start)), None)


def _dispatch(data: bytes, name: str, limits: Limits, progress: Progress | None) -> RawDocument:
    if b"%PDF-" in data[:1024]:
        return read_pdf(data, limits, progress)
    if picture_format(data) is not None:
        # NumPy and Pillow are loaded for pictures only.
        from lantoakit.documents.readers.scan.pictures import read_pictures  # noqa: PLC0415

        return read_pictures(data, limits, progress)
    office = office_format(data)
    if office is not None:
        return read_office(data, office, limits, progress)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return read_docx(data, limits)
    if data.startswith(OLE):
        raise EncryptedDocument if is_locked(data) else UnsupportedFormat
    if data.startswith(_NO_TEXT) or (b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise UnsupportedFormat
    text = decode(data)
    if len(text) > limits.characters:
        raise TooLarge
    if looks_like_html(text, name):
        return read_html(data)
    if name.lower().endswith((".md", ".markdown")) or looks_like_markdown(text):
        return read_markdown(data)
    return read_text(data)
