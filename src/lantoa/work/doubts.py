"""What is hardly ever true of evidence: asked about once when it is sent, and shown to who confirms it. Nothing here
forbids: half a household may be a slip of the finger, and an old day may be right.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from lantoa.work.text import folded
from lantoakit.writing.numbers import format_date, format_number

COUNTED_WHOLE = frozenset(
    [
        "ho",
        "nguoi",
        "nhan",
        "khau",
        "luot",
        "buoi",
        "lop",
        "tin",
        "bai",
        "cuoc",
        "anh",
        "video",
        "clip",
        "to",
        "cap",
        "thon",
        "xa",
        "doan",
        "hoi",
        "dot",
        "lan",
        "cai",
        "chiec",
    ]
)
"""First folded words of measures of which there is no part: people, events, pieces."""
LONG_AGO = timedelta(days=366)


def number_doubt(number: Decimal | None, measure: str) -> str:
    """Asks about a part of what is counted whole; empty where there is nothing to ask."""
    words = folded(measure).split()
    if number is None or not number.is_finite() or not words or words[0] not in COUNTED_WHOLE:
        return ""
    if number == number.to_integral_value():
        return ""
    return _("Đúng là %(number)s %(measure)s?") % {
        "number": format_number(number.normalize()),
        "measure": measure.strip(),
    }


def day_doubt(day: date, *, issued_on: date | None, told_on: date) -> str:
    """Asks about a day before the plan or long before it was told; empty where there is nothing to ask."""
    if issued_on is not None and day < issued_on:
        said = _("Ngày làm trước ngày ban hành kế hoạch (%(day)s), xem lại.")
        return said % {"day": format_date(issued_on)}
    if told_on - day > LONG_AGO:
        return _("Ngày làm cách ngày gửi hơn một năm, xem lại.")
    return ""
