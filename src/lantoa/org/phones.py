"""Telephone numbers of Viet Nam: one stored form, one printed form."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from lantoa.shared.errors import InvalidInput

_NATIONAL = re.compile(r"(?:[35789]\d{8}|2\d{9})")


def normal_phone(text: str) -> str:
    """`text` as "+84…", or "" for an empty one. Raises InvalidInput (field `phone`) where it is no Vietnamese number.

    >>> normal_phone("0912 345.678"), normal_phone("84912345678")
    ('+84912345678', '+84912345678')
    """
    digits = re.sub(r"[\s.\-()]", "", text)
    if not digits:
        return ""
    for prefix in ("+84", "0084", "84", "0"):
        rest = digits.removeprefix(prefix)
        if digits.startswith(prefix) and _NATIONAL.fullmatch(rest.removeprefix("0")):
            return f"+84{rest.removeprefix('0')}"
    raise InvalidInput(fields={"phone": _("Số điện thoại chưa đúng. Ghi đủ 10 số, ví dụ 0912 345 678.")})


def printed_phone(stored: str) -> str:
    """A stored number as people write it.

    >>> printed_phone("+84912345678")
    '0912 345 678'
    """
    national = f"0{stored.removeprefix('+84')}" if stored.startswith("+84") else stored
    return " ".join((national[:4], national[4:7], national[7:])).strip()
