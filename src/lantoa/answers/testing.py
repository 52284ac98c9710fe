"""Answers and procedures for tests, all invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from lantoa.answers import services
from lantoa.answers.models import Piece
from lantoa.org.testing import Commune

SOURCE: dict[str, Any] = {
    "source_title": "Quy định về lệ phí chứng thực",
    "source_sign": "226/2016/TT-BTC",
    "source_issuer": "Bộ Tài chính",
    "source_date": date(2016, 11, 11),
    "checked_on": date(2026, 11, 20),
}
QUESTION: dict[str, Any] = {
    **SOURCE,
    "title": "Chứng thực bản sao hết bao nhiêu tiền?",
    "wordings": ["sao y giay to mat bao nhieu tien"],
    "topic": "Giấy tờ",
    "answer": "Chứng thực bản sao: 2.000 đồng một trang.\nTừ trang thứ ba: 1.000 đồng một trang.",
}
PROCEDURE: dict[str, Any] = {
    **SOURCE,
    "title": "Đăng ký khai sinh",
    "wordings": ["làm giấy khai sinh cho con ở đâu"],
    "topic": "Giấy tờ",
    "for_whom": "Cha, mẹ của trẻ.",
    "steps": [
        {"title": "Nộp hồ sơ", "text": "Nộp tại bộ phận một cửa của xã."},
        {"title": "Nhận giấy khai sinh", "text": ""},
    ],
    "bring": ["Giấy chứng sinh", "Căn cước của cha hoặc mẹ"],
    "where": "Bộ phận một cửa, Ủy ban nhân dân xã.",
    "fee": "Không mất tiền.",
    "time": "Trong ngày.",
}


def make_piece(commune: Commune, kind: str = "question", *, until: str = "approved", **values: Any) -> Piece:
    """A piece that an editor wrote, as far as `until`: "draft", "waiting" or "approved" (by the chair)."""
    content = {**(QUESTION if kind == "question" else PROCEDURE), **values}
    write = services.write_question if kind == "question" else services.write_procedure
    editor = commune.actor("editor")
    piece: Piece = write(actor=editor, organisation_id=commune.organisation.pk, values=content)
    if until == "draft":
        return piece
    piece = services.submit(actor=editor, kind=kind, piece_id=piece.pk, version=piece.version)
    if until == "waiting":
        return piece
    return services.approve(actor=commune.actor("approver"), kind=kind, piece_id=piece.pk, version=piece.version)
