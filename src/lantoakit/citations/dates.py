"""Dates in every written form."""

import calendar
import re
from dataclasses import dataclass
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


QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_FORMS = re.compile(
    r"(?:từ\s+)?ngày\s+(?P<rd>\d{1,2})(?:\s?/\s?(?P<rm>\d{1,2}))?\s*(?:đến|-|–)\s*(?:hết\s+)?(?:ngày\s+)?"
    r"(?P<rd2>\d{1,2})\s?/\s?(?P<rm2>\d{1,2})\s?/\s?(?P<ry>\d{4})(?!\d)"
    rf"|(?P<day>{DAY.pattern.replace('?P<', '?P<day_')})"
    r"|(?:quý\s+(?P<q>IV|I{1,3}|[1-4])|(?P<half>6|sáu) tháng (?P<which>đầu|cuối) năm|(?P<nine>9) tháng(?: đầu năm)?)"
    r"(?:\s*[/,-]?\s*(?:năm\s+)?(?P<py>\d{4})(?!\d))"
    rf"|(?P<month>{MONTH.pattern.replace('?P<', '?P<month_')})"
    r"|(?:giai đoạn\s+|từ\s+)?(?:năm\s+)?(?P<y1>(?:19|20)\d\d)\s*(?:-|–|đến)\s*(?:năm\s+)?"
    r"(?P<y2>(?:19|20)\d\d)(?![\d/])"
    r"|năm\s+(?P<y>\d{4})(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DateMention:
    """A date in the text: its place, and the first and last day that it covers (ISO, the same for a single day)."""

    start: int
    end: int
    first: str
    last: str


def find_dates(text: str) -> list[DateMention]:
    """Return days, stretches of days, months, quarters, half years and years that `text` prints with their year.

    Days that do not exist are left out.

    >>> [(d.first, d.last) for d in find_dates("ngày 05 tháng 9 năm 2025; quý II/2026; từ ngày 01 đến 10/10/2025")]
    [('2025-09-05', '2025-09-05'), ('2026-04-01', '2026-06-30'), ('2025-10-01', '2025-10-10')]
    """
    found: list[DateMention] = []
    for match in _FORMS.finditer(text):
        covered = _covered(match)
        if covered:
            found.append(DateMention(match.start(), match.end(), *covered))
    return found


def _covered(m: re.Match[str]) -> tuple[str, str] | None:
    if m["ry"]:
        return _stretch(iso(m["ry"], m["rm"] or m["rm2"], m["rd"]), iso(m["ry"], m["rm2"], m["rd2"]))
    if m["day"]:
        day = iso(m["day_y"] or m["day_y2"], m["day_m"] or m["day_m2"], m["day_d"] or m["day_d2"])
        return _stretch(day, day)
    if m["py"]:
        first, last = _months(m)
        return months(int(m["py"]), first, last)
    if m["month"]:
        month = int(m["month_m"] or m["month_m2"])
        return months(int(m["month_y"] or m["month_y2"]), month, month)
    year, last_year = int(m["y1"] or m["y"]), int(m["y2"] or m["y"])
    return _stretch(iso(year, 1, 1), iso(last_year, 12, 31))


def _months(m: re.Match[str]) -> tuple[int, int]:
    if m["q"]:
        quarter = QUARTERS.get(m["q"].upper()) or int(m["q"])
        return quarter * 3 - 2, quarter * 3
    if m["half"]:
        return (1, 6) if m["which"].lower() == "đầu" else (7, 12)
    return 1, 9


def months(year: int, first: int, last: int) -> tuple[str, str] | None:
    """Return the first and the last day (ISO) of the months `first` to `last` of a year; None where there is none."""
    if not (1900 <= year <= 2200 and 1 <= first <= last <= 12):
        return None
    return f"{year:04}-{first:02}-01", f"{year:04}-{last:02}-{calendar.monthrange(year, last)[1]:02}"


def _stretch(first: str | None, last: str | None) -> tuple[str, str] | None:
    return (first, last) if first and last and first <= last else None
