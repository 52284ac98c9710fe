"""Numbers and dates as Vietnamese documents print them: 1.234,5 and 20/11/2026."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

__all__ = ["format_date", "format_day_and_month", "format_number"]


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
