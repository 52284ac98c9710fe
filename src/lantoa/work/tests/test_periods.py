"""Periods at the ends of months, where a cut-off day is missing, and across years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.work.periods import Period, following, opens_on, period_containing, period_of, preceding
from lantoa.work.preferences import next_slips

CASES = [
    # the default: Decree 09/2019 counts from the 15th to the 14th
    (date(2026, 11, 14), 14, date(2026, 10, 15), date(2026, 11, 14)),
    (date(2026, 11, 15), 14, date(2026, 11, 15), date(2026, 12, 14)),
    # January's period begins in the year before
    (date(2027, 1, 3), 14, date(2026, 12, 15), date(2027, 1, 14)),
    # the cut-off on the last day is the calendar month, also in February
    (date(2026, 2, 28), 31, date(2026, 2, 1), date(2026, 2, 28)),
    (date(2026, 3, 1), 31, date(2026, 3, 1), date(2026, 3, 31)),
    # a leap year
    (date(2028, 2, 29), 30, date(2028, 1, 31), date(2028, 2, 29)),
    (date(2028, 3, 1), 30, date(2028, 3, 1), date(2028, 3, 30)),
    # the 31st belongs to the next period where the cut-off is the 30th
    (date(2026, 1, 31), 30, date(2026, 1, 31), date(2026, 2, 28)),
    # the first day as cut-off
    (date(2026, 5, 1), 1, date(2026, 4, 2), date(2026, 5, 1)),
]


@pytest.mark.parametrize(("day", "cutoff", "start", "end"), CASES)
def test_the_period_of_a_day(day, cutoff, start, end):
    assert period_containing(day, cutoff) == Period(start, end)


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.integers(1, 31))
def test_every_day_is_in_exactly_one_period(day, cutoff):
    period = period_containing(day, cutoff)
    assert day in period
    assert following(period, cutoff).start == period.end + timedelta(days=1)
    assert preceding(period, cutoff).end == period.start - timedelta(days=1)
    assert following(preceding(period, cutoff), cutoff) == period


@pytest.mark.parametrize(
    ("today", "month", "opens"),
    [
        (date(2026, 11, 8), 11, date(2026, 11, 9)),  # the slips of this period are still to come
        (date(2026, 11, 9), 12, date(2026, 12, 9)),  # they are open: the next ones
        (date(2026, 11, 15), 12, date(2026, 12, 9)),
    ],
)
@pytest.mark.django_db
def test_when_the_next_slips_open(today, month, opens):
    period, day = next_slips(None, today)
    assert (period.month, day) == (month, opens)


def test_slips_open_before_the_cut_off_and_never_before_the_period():
    period = period_of(2026, 11, 14)
    assert opens_on(period, 5) == date(2026, 11, 9)
    assert opens_on(period, 300) == period.start


@pytest.mark.parametrize("cutoff", [0, 32])
def test_a_cut_off_that_no_month_has_is_refused(cutoff):
    with pytest.raises(ValueError, match="cut-off"):
        period_of(2026, 11, cutoff)
