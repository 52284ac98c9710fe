"""Words as they are searched, and what stands where words were erased."""

from __future__ import annotations

from datetime import date

from lantoakit.text import fold
from lantoakit.writing.numbers import format_date

_ERASED = "(đã xóa theo yêu cầu ngày "


def folded(*parts: str) -> str:
    """The search form of several fields together.

    >>> folded("Dán thông báo", "Thôn Đình")
    'dan thong bao thon dinh'
    """
    return fold(" ".join(part for part in parts if part))


def erased_mark(day: date) -> str:
    """What stands in the place of erased words, in Vietnamese like all that is stored.

    >>> erased_mark(date(2026, 11, 25))
    '(đã xóa theo yêu cầu ngày 25/11/2026)'
    """
    return f"{_ERASED}{format_date(day)})"


def is_erased(text: str) -> bool:
    """Whether such a mark stands there."""
    return text.startswith(_ERASED) and text.endswith(")")
