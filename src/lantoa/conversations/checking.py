"""What an administrator writes as hours, days off and sites: brought to one form, or refused in words."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

_SPAN = re.compile(r"(\d{1,2})(?:\s*[:hg]\s*(\d{2})?)?\s*-\s*(\d{1,2})(?:\s*[:hg]\s*(\d{2})?)?")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_HOST = re.compile(r"(?=.{4,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?|localhost(:\d{1,5})?")


def hours(text: str) -> str:
    """Stretches of a day. Raises ValueError with a sentence.

    >>> hours("7h-11h30; 13h30 đến 17h")
    '7:00-11:30, 13:30-17:00'
    """
    return ", ".join(_span(one) for one in _parts(text))


def _span(written: str) -> str:
    plain = re.sub(r"\s*(?:–|đến)\s*", "-", written.lower()).replace("giờ", "h")
    found = _SPAN.fullmatch(plain)
    if found is not None:
        first, first_minute, last, last_minute = (int(one or 0) for one in found.groups())
        start, end = first * 60 + first_minute, last * 60 + last_minute
        if max(first_minute, last_minute) < 60 and start < end < 24 * 60:
            return f"{first}:{first_minute:02d}-{last}:{last_minute:02d}"
    raise ValueError(
        _("“%(written)s” chưa rõ từ giờ nào đến giờ nào. Ghi như: 7:30-11:30, 13:30-17:00.") % {"written": written}
    )


def days(text: str) -> str:
    """Days of the calendar. Raises ValueError with a sentence.

    >>> days("1/1/2027, 02/9/2027")
    '01/01/2027, 02/09/2027'
    """
    return ", ".join(_day(one) for one in _parts(text))


def _day(written: str) -> str:
    found = _DAY.fullmatch(written)
    try:
        if found is not None:
            return date(int(found[3]), int(found[2]), int(found[1])).strftime("%d/%m/%Y")
    except ValueError:
        pass
    raise ValueError(_("“%(written)s” chưa rõ ngày nào. Ghi ngày dương lịch như: 06/02/2027.") % {"written": written})


def sites(text: str) -> str:
    """Sites as addresses, a bare host with https before it. Raises ValueError with a sentence.

    >>> sites("minhhoa.binhminh.gov.vn")
    'https://minhhoa.binhminh.gov.vn'
    """
    return ", ".join(_site(one) for one in _parts(text))


def _site(written: str) -> str:
    parts = urlsplit(written if "://" in written else f"https://{written}")
    if parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc.lower()):
        return f"{parts.scheme}://{parts.netloc.lower()}"
    raise ValueError(
        _("“%(written)s” không phải địa chỉ trang. Ghi như: https://minhhoa.binhminh.gov.vn.") % {"written": written}
    )


def _parts(text: str) -> list[str]:
    return [" ".join(one.split()) for one in re.split(r"[,;\n]", text) if one.strip()]
