"""Reporting periods: pure arithmetic on dates, without settings or database.

A period ends on the cut-off day of a month and begins on the day after the cut-off of the month before. A cut-off day
that a month does not have (30 in February) falls on that month's last day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A reporting period, both days included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def year(self) -> int:
        """The year of the month that the period is named after: the one in which it ends."""
        return self.end.year

    @property
    def month(self) -> int:
        """The month that the period is named after: the one in which it ends."""
        return self.end.month


def period_of(year: int, month: int, cutoff_day: int) -> Period:
    """The period that ends in a month. Raises ValueError for a cut-off day outside 1 to 31.

    >>> period_of(2026, 11, 14)
    Period(start=datetime.date(2026, 10, 15), end=datetime.date(2026, 11, 14))
    """
    before = date(year, month, 1) - timedelta(days=1)
    start = _cutoff(before.year, before.month, cutoff_day) + timedelta(days=1)
    return Period(start, _cutoff(year, month, cutoff_day))


def period_containing(day: date, cutoff_day: int) -> Period:
    """The period in which a day lies.

    >>> period_containing(date(2026, 11, 15), 14).end
    datetime.date(2026, 12, 14)
    """
    current = period_of(day.year, day.month, cutoff_day)
    return current if day in current else following(current, cutoff_day)


def following(period: Period, cutoff_day: int) -> Period:
    """The period after this one."""
    later = date(period.year, period.month, 1) + timedelta(days=32)
    return period_of(later.year, later.month, cutoff_day)


def preceding(period: Period, cutoff_day: int) -> Period:
    """The period before this one."""
    earlier = date(period.year, period.month, 1) - timedelta(days=1)
    return period_of(earlier.year, earlier.month, cutoff_day)


def opens_on(period: Period, open_days: int) -> date:
    """The day from which units may report: so many days before the cut-off, and never before the period begins."""
    return max(period.start, period.end - timedelta(days=open_days))


def _cutoff(year: int, month: int, day: int) -> date:
    if not 1 <= day <= 31:
        raise ValueError(f"cut-off day {day}")
    return date(year, month, min(day, monthrange(year, month)[1]))
