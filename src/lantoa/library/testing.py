"""Documents for tests: uploads made of text, read in this process by the kit."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

import lantoa
from lantoa.library import services
from lantoa.library.models import Document
from lantoa.org.testing import Commune
from lantoakit import documents, plans
from lantoakit.retrieval import apart

PAPER = """ỦY BAN NHÂN DÂN
XÃ MINH HỌA
Số: 12/KH-UBND
Minh Họa, ngày 05 tháng 10 năm 2026

KẾ HOẠCH
Tuyên truyền an toàn trên mạng năm 2026

Ủy ban nhân dân xã Minh Họa ban hành kế hoạch như sau:

I. MỤC ĐÍCH
1. Giúp người dân nhận ra lừa đảo trên mạng.

II. TỔ CHỨC THỰC HIỆN
1. Công an xã: Cảnh báo thủ đoạn lừa đảo mới; hoàn thành trước ngày 30/11/2026.
"""


PDF = Path(lantoa.__file__).parent / "demo" / "files" / "ke-hoach-27.pdf"
"""A plan of five pages."""


READ_AT = datetime(2026, 10, 6, 8, tzinfo=UTC)
"""When the papers of tests are read: the day after they are issued, whenever the tests run."""


def upload(text: str | bytes = PAPER, name: str = "ke-hoach.txt") -> SimpleUploadedFile:
    """A file as a browser would send it."""
    data = text.encode() if isinstance(text, str) else text
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def make_document(
    commune: Commune, text: str | bytes = PAPER, *, name: str = "ke-hoach.txt", read: bool = True
) -> Document:
    """Store a document as the officer of a commune and, where `read`, its reading."""
    actor = commune.actor("officer")
    document = services.store(
        actor=actor, organisation_id=commune.organisation.pk, upload=upload(text, name), declared_not_secret=True
    )
    services.request_reading(actor=actor, document_id=document.pk)
    if read:
        read_here(document)
    return document


def read_here(document: Document) -> None:
    """Read a stored document in this process, as the job does in another."""
    with document.file.open("rb") as original:
        paper = documents.read(original.read(), name=document.original_name)
    plan = plans.from_document(paper)
    reading = apart.Reading(plan.to_json(), apart.pieces_of(plan))
    services.finish_reading(document_id=document.pk, reading=reading, engine="test", read_at=READ_AT)
    document.refresh_from_db()
