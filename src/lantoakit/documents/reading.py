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
from lantoakit.documents.model import Document
from lantoakit.documents.raw import RawDocument
from lantoakit.documents.readers.docx import read_docx
from lantoakit.documents.readers.html import looks_like_html, read_html
from lantoakit.documents.readers.markdown import looks_like_markdown, read_markdown
from lantoakit.documents.readers.pdf import read_pdf
from lantoakit.documents.readers.text import decode, read_text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Kinds that would decode as text by chance, or that are text of another kind.
_NO_TEXT = (
    b"\x7fELF",
    b"MZ",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"%!PS",
)
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


def read(source: str | Path | bytes, name: str | None = None, limits: Limits | None = None) -> Document:
    """Read a file (a path or its bytes) into a Document.

    `name` is what the file is called; its ending only tells Markdown and HTML from plain text. Raises a DocumentError:
    typed, with a code and a Vietnamese sentence. The format is found in the content.
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
            document = assemble(_dispatch(data, name, limits), name)
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


def _dispatch(data: bytes, name: str, limits: Limits) -> RawDocument:
    if b"%PDF-" in data[:1024]:
        return read_pdf(data, limits)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return read_docx(data, limits)
    if data.startswith(_OLE):
        if _ENCRYPTED_OFFICE in data:
            raise EncryptedDocument
        raise UnsupportedFormat("Tệp thuộc định dạng Word cũ (.doc); hãy mở bằng Word, lưu lại thành DOCX rồi tải lên.")
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
