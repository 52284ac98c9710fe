"""What each kind of evidence keeps: checked, cleaned, with the hash of exactly what is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from lantoa.shared.errors import InvalidInput
from lantoa.work.files import READ, FileRefused, sort_of
from lantoa.work.models import EvidenceKind, Stamp
from lantoa.work.pictures import PictureRefused, Region, clean_photo

LARGEST_NUMBER = Decimal("999999999.99")
"""Sums of such numbers still fit into the columns of items."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of proof as it was sent; the same `client_key` is the same piece. `upload_field` is where a form asks
    for its upload."""

    kind: str
    client_key: str
    upload: UploadedFile | None = None
    blurred: Sequence[Region] = ()
    declared_not_secret: bool = False
    link: str = ""
    number: Decimal | None = None
    measure: str = ""
    text: str = ""
    line_id: int | None = None
    upload_field: str = "upload"


def content_of(piece: Piece) -> dict[str, Any]:
    """The fields that a piece fills, its file not stored yet. Raises InvalidInput."""
    words = piece.text.strip()[:5000]
    if piece.kind == EvidenceKind.PHOTO:
        return {**_photo(piece), "text": words}
    if piece.kind == EvidenceKind.FILE:
        return {**_file(piece), "text": words}
    if piece.kind == EvidenceKind.LINK:
        return {"link": _link(piece.link), "text": words}
    if piece.kind == EvidenceKind.NUMBER:
        return {"number": _number(piece.number), "measure": piece.measure.strip()[:40], "text": words}
    if not words:
        raise InvalidInput(fields={"text": _("Viết vài chữ về việc đã làm.")})
    return {"text": words}


def _bytes(piece: Piece, missing: str) -> bytes:
    upload, field = piece.upload, piece.upload_field
    if upload is None or not upload.size:
        raise InvalidInput(fields={field: missing})
    if upload.size > settings.UPLOAD_BYTES:
        most = settings.UPLOAD_BYTES // 1024 // 1024
        raise InvalidInput(fields={field: _("Tệp lớn quá. Chọn tệp nhỏ hơn %(most)d MB.") % {"most": most}})
    upload.seek(0)
    return bytes(upload.read())


def _check_declared(piece: Piece) -> None:
    """No machine sees a stamp of secrecy on a photographed paper, so the person is asked, as for files."""
    if not piece.declared_not_secret:
        raise InvalidInput(
            fields={"declared_not_secret": _("Đánh dấu rằng ảnh, tệp không có dấu MẬT, TỐI MẬT, TUYỆT MẬT rồi gửi.")}
        )


def _photo(piece: Piece) -> dict[str, Any]:
    data = _bytes(piece, _("Chưa có ảnh. Chụp hoặc chọn một ảnh."))
    _check_declared(piece)
    try:
        photo = clean_photo(data, piece.blurred)
    except PictureRefused as error:
        sentences = {
            "too_large": _("Ảnh lớn quá. Chụp lại ở cỡ nhỏ hơn."),
            "too_large_whole": _(
                "Ảnh HEIC, PNG hoặc WebP này quá 25 triệu điểm ảnh. Đặt máy chụp ở cỡ 12 hoặc 24 MP, "
                "hoặc lưu ảnh thành JPEG rồi gửi."
            ),
            "regions": _("Chỗ che trên ảnh chưa rõ. Che lại rồi gửi."),
        }
        unread = _("Máy không mở được ảnh này. Chụp lại, hoặc chọn ảnh JPEG, PNG, WebP hoặc HEIC.")
        raise InvalidInput(fields={piece.upload_field: sentences.get(error.reason, unread)}) from error
    return {
        "file": ContentFile(photo.data, name=f"photo{photo.extension}"),
        "content_type": photo.content_type,
        "size": len(photo.data),
        "sha256": hashlib.sha256(photo.data).hexdigest(),
        "blurred": len(piece.blurred),
    }


def _file(piece: Piece) -> dict[str, Any]:
    data = _bytes(piece, _("Chưa có tệp. Chọn một tệp."))
    _check_declared(piece)
    try:
        sort = sort_of(data)
    except FileRefused as error:
        sentences = {
            "macros": _("Tệp có chứa lệnh chạy tự động nên không nhận. Lưu lại thành DOCX, XLSX hoặc PDF rồi gửi."),
            "damaged": _("Tệp bị hỏng, không mở được. Gửi lại bản khác."),
        }
        unknown = _("Không nhận loại tệp này. Gửi PDF, DOCX, XLSX, PPTX, ODT hoặc ODS; ảnh thì gửi ở mục Chụp ảnh.")
        raise InvalidInput(fields={piece.upload_field: sentences.get(error.reason, unknown)}) from error
    return {
        "file": ContentFile(data, name=f"file{sort.extension}"),
        "original_name": (piece.upload.name or "")[-200:] if piece.upload else "",
        "content_type": sort.content_type,
        "stamp": Stamp.WAITING if sort.content_type in READ else "",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _link(link: str) -> str:
    address = link.strip()
    try:
        parts = urlsplit(address)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        sound = False
    if not sound or len(address) > 500 or any(c.isspace() for c in address):
        raise InvalidInput(fields={"link": _("Dán đường dẫn đầy đủ, bắt đầu bằng https://")})
    return address


def _number(number: Decimal | None) -> Decimal:
    if number is None or not number.is_finite() or number < 0 or number > LARGEST_NUMBER:
        raise InvalidInput(fields={"number": _("Ghi một số từ 0 trở lên, ví dụ 6 hoặc 1.234,5.")})
    return number.quantize(Decimal("0.01"))
