"""Dates of the moon in Vietnam: days that everybody knows, and what holds for every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.calendar import LunarDate, lunar_date

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 30))


@pytest.mark.parametrize(
    "tet",
    [
        date(1968, 1, 29),  # a day before China's: the first Tết by the time of Hà Nội
        date(1985, 1, 21),  # a month before China's, whose leap month came earlier
        date(2000, 2, 5),
        date(2004, 1, 22),
        date(2007, 2, 17),  # China: the 18th
        date(2015, 2, 19),
        date(2020, 1, 25),
        date(2021, 2, 12),
        date(2022, 2, 1),
        date(2023, 1, 22),
        date(2024, 2, 10),
        date(2025, 1, 29),
        date(2026, 2, 17),
        date(2027, 2, 6),
        date(2028, 1, 26),
        date(2029, 2, 13),
        date(2030, 2, 2),  # China: the 3rd
    ],
)
def test_tet(tet):
    assert lunar_date(tet) == LunarDate(1, 1, tet.year)
    eve = lunar_date(tet - timedelta(days=1))
    assert (eve.month, eve.year, eve.leap) == (12, tet.year - 1, False)
    assert eve.day in (29, 30)


@pytest.mark.parametrize(
    ("day", "moon"),
    [
        (date(2020, 4, 2), "10/3"),  # days off for the Hùng kings
        (date(2021, 4, 21), "10/3"),
        (date(2022, 4, 10), "10/3"),
        (date(2023, 4, 29), "10/3"),
        (date(2024, 4, 18), "10/3"),
        (date(2025, 4, 7), "10/3"),
        (date(2024, 9, 17), "15/8"),  # Trung thu
        (date(2025, 10, 6), "15/8"),
        (date(2026, 11, 20), "12/10"),
        (date(2026, 11, 24), "16/10"),
        (date(2020, 5, 23), "1/4N"),  # first days of leap months
        (date(2023, 3, 22), "1/2N"),
        (date(2025, 7, 25), "1/6N"),
        (date(2025, 8, 23), "1/7"),
    ],
)
def test_days_that_everybody_knows(day, moon):
    assert str(lunar_date(day)) == moon


LEAP = {
    1968: 7, 1971: 5, 1974: 4, 1976: 8, 1979: 6, 1982: 4, 1985: 2, 1987: 7, 1990: 5, 1993: 3, 1995: 8, 1998: 5, 2001: 4,
    2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11,
}  # fmt: skip
"""Years of the moon with thirteen months, since the calendar is told by the time of Hà Nội."""


def test_leap_months():
    found = {}
    day = date(1968, 1, 29)
    while day.year < 2035:
        moon = lunar_date(day)
        if moon.leap:
            found[moon.year] = moon.month
        day += timedelta(days=15)
    assert found == LEAP


def test_every_month_has_29_or_30_days_and_follows_the_one_before():
    """All of 1900 to 2100, day by day: a day goes on, or a month begins; in their order, a leap one after its own."""
    day, before, lengths = date(1900, 1, 1), lunar_date(date(1900, 1, 1)), set()
    while day < date(2100, 12, 31):
        day += timedelta(days=1)
        moon = lunar_date(day)
        if moon.day == before.day + 1:
            assert (moon.month, moon.year, moon.leap) == (before.month, before.year, before.leap), day
        else:
            assert moon.day == 1, day
            lengths.add(before.day)
            number, year = before.month % 12 + 1, before.year + (before.month == 12)
            following = [LunarDate(1, number, year)]
            if not before.leap:
                following.append(LunarDate(1, before.month, before.year, leap=True))
            assert moon in following, day
        before = moon
    assert lengths == {29, 30}


@given(DAYS)
def test_tet_stands_between_21_january_and_21_february(day):
    moon = lunar_date(day)
    assert moon.year == day.year or (moon.year == day.year - 1 and day < date(day.year, 2, 22))
    assert moon.year < day.year or day > date(day.year, 1, 20)


@given(DAYS)
def test_the_solstice_is_in_the_eleventh_month(day):
    """It falls on 21, 22 or 23 December."""
    around = {lunar_date(date(day.year, 12, of_month)).month for of_month in (21, 22, 23)}
    assert 11 in around


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2101, 1, 1)])
def test_what_is_not_known_is_not_told(day):
    with pytest.raises(ValueError, match="1900"):
        lunar_date(day)
