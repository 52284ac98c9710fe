"""Words as they are searched: folded once when stored, folded once when asked."""

from __future__ import annotations

from lantoakit.text import fold


def folded(*parts: str) -> str:
    """The search form of several fields together.

    >>> folded("Dán thông báo", "Thôn Đình")
    'dan thong bao thon dinh'
    """
    return fold(" ".join(part for part in parts if part))
