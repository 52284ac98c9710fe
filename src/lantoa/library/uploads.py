"""Looking at an upload before it is kept: what it is by its bytes, how big it is, its SHA-256."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.shared.errors import InvalidInput
from lantoakit import documents

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
OFFICE = {"doc": "application/msword", "odt": "application/vnd.oasis.opendocument.text", "rtf": "application/rtf"}
PICTURES = {name: f"image/{name}" for name in ("jpeg", "png", "tiff", "webp", "heic")}
SUFFIXES = {
    PDF: ".pdf",
    DOCX: ".docx",
    TEXT: ".txt",
    MARKDOWN: ".md",
    **{kind: f".{name}" for name, kind in (OFFICE | PICTURES).items()},
}

ACCEPTED = (
    ".pdf,.docx,.doc,.odt,.rtf,.txt,.md,.jpg,.jpeg,.png,.tif,.tiff,.webp,.heic,.heif,image/jpeg,image/png,image/heic"
)
"""What the file button offers; the bytes decide; text under the ending of another kind is refused. Types of pictures
are named as well, so that a telephone offers its camera."""
KINDS = gettext_lazy(
    "PDF, bản quét hoặc ảnh chụp (.jpg, .png, .heic), Word (.docx, .doc), .odt, .rtf hoặc tệp chữ (.txt, .md)."
)
"""What is taken, in words beside the file button."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_NOT_TEXT = (
    b"\x7fELF",
    b"MZ",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"%!PS",
)


@dataclass(frozen=True, slots=True)
class Examined:
    """An upload that may be kept: its type by content, size in bytes, SHA-256 in hex, and its name without folders."""

    content_type: str
    size: int
    sha256: str
    name: str

    @property
    def stored_as(self) -> str:
        """A name whose ending fits the content."""
        return f"x{SUFFIXES[self.content_type]}"


def examine(upload: File[bytes]) -> Examined:
    """Look at an upload. Raises InvalidInput (field `file`) for what is empty, too big, locked, broken or of another
    kind."""
    name = clean_name(upload.name or "")
    size = upload.size
    if size == 0:
        raise refusal(_("Tệp rỗng (0 byte), xin chọn tệp khác."))
    if size > settings.UPLOAD_BYTES:
        raise refusal(
            _("Tệp nặng quá %(limit)d MB. Tách tệp hoặc lưu lại cho nhẹ hơn rồi tải lên lần nữa.")
            % {"limit": settings.UPLOAD_BYTES // (1024 * 1024)}
        )
    digest, head = hashlib.sha256(), b""
    for chunk in upload.chunks():
        head = head or chunk[:_HEAD]
        digest.update(chunk)
    content_type = _content_type(upload, head, name)
    upload.seek(0)
    return Examined(content_type, size, digest.hexdigest(), name)


def clean_name(raw: str) -> str:
    """A file's name without folders and unprintable characters, at most 200 long."""
    name = PurePath(raw.replace("\\", "/")).name
    return "".join(c for c in name if c.isprintable())[:200] or "tep"


def refusal(message: str) -> InvalidInput:
    """The error that says why a file is not taken."""
    return InvalidInput(fields={"file": message})


def _content_type(upload: File[bytes], head: bytes, name: str) -> str:
    if b"%PDF-" in head[:1024]:
        return PDF
    picture = documents.picture_format(head)
    if picture is not None:
        return PICTURES[picture]
    office = documents.office_format(head)
    if office is not None and office != "doc":
        return OFFICE[office]
    if head.startswith(b"PK"):
        return _package(upload)
    if head.startswith(_OLE):
        return _old_office(upload)
    if head.startswith(_NOT_TEXT) or (b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise refusal(documents.UnsupportedFormat.default)
    if not head.strip(b" \t\r\n\xef\xbb\xbf"):
        raise refusal(documents.EmptyDocument.default)
    _require_ending(name)
    return MARKDOWN if name.lower().endswith((".md", ".markdown")) else TEXT


def _require_ending(name: str) -> None:
    """Refuse plain text under the ending of another kind: what a person takes for a PDF is not what they have."""
    ending = name.rpartition(".")[2].lower()
    if f".{ending}" in (SUFFIXES[PDF], SUFFIXES[DOCX]):
        raise refusal(
            _("Tên tệp ghi .%(ending)s nhưng nội dung không phải. Mở tệp xem lại rồi chọn đúng tệp.")
            % {"ending": ending}
        )


def _package(upload: File[bytes]) -> str:
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as package:
            names = set(package.namelist())
            locked = any(info.flag_bits & 1 for info in package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise refusal(documents.DamagedDocument.default) from error
    if locked:
        raise refusal(documents.EncryptedDocument.default)
    if "word/document.xml" not in names:
        raise refusal(documents.UnsupportedFormat.default)
    return DOCX


def _old_office(upload: File[bytes]) -> str:
    upload.seek(0)
    data = upload.read()
    if documents.is_locked(data):
        raise refusal(documents.EncryptedDocument.default)
    if documents.office_format(data) != "doc":  # a spreadsheet, slides, an installer
        raise refusal(documents.UnsupportedFormat.default)
    return OFFICE["doc"]
