"""Vietnamese numbers and dates."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.writing.numbers import format_date, format_day_and_month, format_number


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, None, "0"),
        (1234, None, "1.234"),
        (1234.5, None, "1.234,5"),
        (1234.0, None, "1.234"),  # no decimals of a whole number
        (0.1 + 0.2, 2, "0,30"),
        (2.5, 0, "3"),  # half up, not to the even one
        (-0.4, 0, "0"),  # no "-0"
        (Decimal("1234567.891"), 2, "1.234.567,89"),
        (1e21, None, "1.000.000.000.000.000.000.000"),
    ],
)
def test_numbers(value, decimals, text):
    assert format_number(value, decimals) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_no_number(value):
    with pytest.raises(ValueError, match="not a number"):
        format_number(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_nothing_of_a_number_is_lost(value):
    whole, _comma, decimals = format_number(value).partition(",")
    assert Decimal(f"{whole.replace('.', '')}.{decimals or 0}") == value
    assert all(len(group) == 3 for group in whole.split(".")[1:])


def test_dates():
    assert format_date(date(2026, 11, 5)) == "05/11/2026"
    assert format_day_and_month(date(2026, 10, 5)) == "ngày 05 tháng 10 năm 2026"
    assert format_day_and_month(date(2026, 2, 25)) == "ngày 25 tháng 02 năm 2026"
    assert format_day_and_month(date(2026, 3, 25)) == "ngày 25 tháng 3 năm 2026"
