"""From a date to the date of the moon, by the rules of the Vietnamese calendar as Hồ Ngọc Đức set them down.

A month begins with the day of the new moon. The month in which the sun reaches 270° (winter solstice) is the eleventh.
Where thirteen months begin from one eleventh month to the next, the first in which the sun reaches no multiple of 30°
is leap: it bears the number of the month before it. https://www.informatik.uni-leipzig.de/~duc/amlich/calrules.html

Days are those of Vietnam, UTC+7, in all years. Calendars printed before 1968 followed other meridians and differ here
and there. From 1968 to 2050 no new moon comes nearer than a minute to a midnight. By the sun the nearest is September
2033, eight minutes; a longer series (Bretagnon and Simon, 1986) gives the same months from 1900 to 2100. After 2050
four new moons come within a minute of a midnight, and how fast the Earth turns by then decides.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import floor

from lantoakit.calendar import sky

FIRST, LAST = 1900, 2100
"""Years for which the instants of the moon are told exactly enough."""
ZONE = 7 / 24
"""Vietnam's time, in days before that of Greenwich."""
_ORDINAL = 1721424.5
"""The Julian day at which the day before 1 January of the year 1 begins in Greenwich."""
_SOLSTICE = 270
_SIGN = 30


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A day of the moon's calendar. `year` is the year in which its Tết falls; `leap` says that the month is leap."""

    day: int
    month: int
    year: int
    leap: bool = False

    def __str__(self) -> str:
        """ "17/10", and "17/6N" in a leap month, as calendars print it."""
        return f"{self.day}/{self.month}{'N' if self.leap else ''}"


def lunar_date(day: date) -> LunarDate:
    """The date of the moon in Vietnam. ValueError outside of the years 1900 to 2100.

    >>> lunar_date(date(2026, 11, 20))
    LunarDate(day=12, month=10, year=2026, leap=False)
    >>> str(lunar_date(date(2025, 7, 25)))  # the first day of the leap sixth month
    '1/6N'
    """
    if not FIRST <= day.year <= LAST:
        raise ValueError(f"the moon's calendar is known from {FIRST} to {LAST}, not for {day}")
    ordinal = day.toordinal()
    year = day.year if ordinal >= _day_of(_eleventh(day.year)) else day.year - 1
    months = _months(year)
    start, month, lunar_year, leap = months[bisect_right(months, ordinal, key=lambda one: one[0]) - 1]
    return LunarDate(ordinal - start + 1, month, lunar_year, leap)


@lru_cache(maxsize=64)
def _months(year: int) -> tuple[tuple[int, int, int, bool], ...]:
    """The months from the eleventh of a year to before that of the next: first day, number, year, whether leap."""
    first, behind = _eleventh(year), _eleventh(year + 1)
    starts = [_day_of(number) for number in range(first, behind + 1)]
    signs = [_sign(start) for start in starts]
    leap = next((n for n in range(1, len(signs) - 1) if signs[n] == signs[n + 1]), 0) if len(starts) == 14 else 0
    found = []
    for place, start in enumerate(starts[:-1]):
        count = place - (1 if leap and place >= leap else 0)
        found.append((start, (10 + count) % 12 + 1, year if count < 2 else year + 1, bool(leap) and place == leap))
    return tuple(found)


def _eleventh(year: int) -> int:
    """The number of the new moon that begins the eleventh month of a year: the last whose day begins before the
    solstice."""
    number = sky.number_near(date(year, 12, 31).toordinal() + _ORDINAL) + 1
    while _sun_at(_day_of(number)) >= _SOLSTICE:
        number -= 1
    return number


@lru_cache(maxsize=256)
def _day_of(number: int) -> int:
    """The day of a new moon in Vietnam, as an ordinal of `datetime.date`."""
    instant = sky.new_moon(number)
    return floor(instant - sky.clock_ahead(instant) + ZONE - _ORDINAL)


def _sun_at(ordinal: int) -> float:
    """The sun's longitude as a day begins in Vietnam."""
    instant = ordinal + _ORDINAL - ZONE
    return sky.sun_longitude(instant + sky.clock_ahead(instant))


def _sign(ordinal: int) -> int:
    """In which twelfth of its way the sun stands as a day begins."""
    return int(_sun_at(ordinal) // _SIGN)
