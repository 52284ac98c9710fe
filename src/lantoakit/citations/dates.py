"""Dates in every written form."""

import re
from datetime import date

DAY = re.compile(
    r"(?:ngày\s*)?(?P<d>\d{1,2})\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})(?!\d)"
    r"|(?:ngày\s*)?(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})(?:\s+năm\s+|\s*[/-]\s*)(?P<y2>\d{4})(?!\d)",
    re.IGNORECASE,
)
MONTH = re.compile(
    r"tháng\s+(?P<m>\d{1,2})\s*(?:năm|[/-])\s*(?P<y>\d{4})(?!\d)"
    r"|(?<![\d/])(?P<m2>\d{1,2})\s*/\s*(?P<y2>\d{4})(?![\d/])",
    re.IGNORECASE,
)
YEAR = re.compile(r"năm\s+(\d{4})(?!\d)", re.IGNORECASE)


def iso(year: str | int, month: str | int | None = None, day: str | int | None = None) -> str | None:
    """Return "2025-10-03", "2025-10" or "2025"; None where no such day exists."""
    y = int(year)
    if month is None:
        return f"{y:04}" if 1900 <= y <= 2200 else None
    m, d = int(month), int(day) if day is not None else 1
    try:
        date(y, m, d)
    except ValueError:
        return None
    return f"{y:04}-{m:02}-{d:02}" if day is not None else f"{y:04}-{m:02}"


def day_of(found: re.Match[str]) -> str | None:
    """Return the ISO date of a match of DAY."""
    if found["y"]:
        return iso(found["y"], found["m"], found["d"])
    return iso(found["y2"], found["m2"], found["d2"])


def month_of(found: re.Match[str]) -> str | None:
    """Return the ISO month of a match of MONTH."""
    return iso(found["y"], found["m"]) if found["y"] else iso(found["y2"], found["m2"])
