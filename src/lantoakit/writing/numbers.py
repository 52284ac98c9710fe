"""Numbers and dates as Vietnamese documents print them: 1.234,5 and 20/11/2026."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

__all__ = [
    "format_date",
    "format_day_and_month",
    "format_month",
    "format_number",
    "format_percent",
    "parse_date",
    "parse_number",
    "roman",
]

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:[. \u00a0]\d{3})+|\d+)(?:,\d+)?")
_DATE = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")


def format_number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """A number with dots between thousands and a comma before decimals, rounded half up.

    `decimals` None prints as many as the number has, none for a whole number.

    >>> format_number(1234.5), format_number(58.625, 1), format_number(-1000000)
    ('1.234,5', '58,6', '-1.000.000')
    """
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"not a number to print: {value}")
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{number:,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not number:
        text = text.removeprefix("-")
    return text.translate(str.maketrans(",.", ".,"))


def format_percent(part: int | float, whole: int | float, decimals: int = 1) -> str:
    """How much `part` is of `whole`, "58,6%"; "" where the whole is nothing, for nothing can be said.

    >>> format_percent(34, 58), format_percent(1, 2), format_percent(3, 0)
    ('58,6%', '50%', '')
    """
    if not whole:
        return ""
    share = (Decimal(str(part)) * 100 / Decimal(str(whole))).quantize(
        Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP
    )
    return format_number(share) + "%"


def parse_number(text: str) -> Decimal:
    """The number that a person typed the Vietnamese way. ValueError for anything else, "1,234.5" among it.

    >>> parse_number("1.234,5"), parse_number(" 12 ")
    (Decimal('1234.5'), Decimal('12'))
    """
    stripped = text.strip()
    if not _NUMBER.fullmatch(stripped):
        raise ValueError(f"not a number: {text!r}")
    try:
        return Decimal(re.sub(r"[. \u00a0]", "", stripped).replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(f"not a number: {text!r}") from error


def format_date(day: date) -> str:
    """ "20/11/2026", as in running text and in tables.

    >>> format_date(date(2026, 2, 5))
    '05/02/2026'
    """
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_day_and_month(day: date) -> str:
    """ "ngày 05 tháng 10 năm 2026": days below 10 and the months 1 and 2 get a nought (Decree 30/2020/NĐ-CP)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def format_month(day: date) -> str:
    """ "tháng 11/2026"; of a month below 3 "tháng 02/2026"."""
    return f"tháng {day.month:02d}/{day.year}"


def parse_date(text: str) -> date:
    """A date typed day, month, year with `/`, `-` or `.` between. ValueError for anything else.

    >>> parse_date("5/10/2026")
    datetime.date(2026, 10, 5)
    """
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"not a date: {text!r}")
    day, month, year = (int(group) for group in found.groups())
    return date(year, month, day)


def roman(number: int) -> str:
    """A number from 1 to 399 in roman numerals, for headings and appendices. ValueError outside.

    >>> roman(4), roman(19)
    ('IV', 'XIX')
    """
    if not 0 < number < 400:
        raise ValueError(f"no roman numeral for {number}")
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text
