"""Vietnamese numbers and dates, to and fro."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.writing.numbers import (
    format_date,
    format_day_and_month,
    format_month,
    format_number,
    format_percent,
    parse_date,
    parse_number,
    roman,
)


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


def test_percent():
    assert format_percent(34, 58) == "58,6%"
    assert format_percent(58, 58) == "100%"
    assert format_percent(0, 0) == ""


@pytest.mark.parametrize("text", ["1,234.5", "1.23", "", "mười", "1..000", "1.000.00"])
def test_numbers_of_another_country_are_refused(text):
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_a_printed_number_reads_back(value):
    assert parse_number(format_number(value)) == value


@given(st.dates())
def test_a_printed_date_reads_back(day):
    assert parse_date(format_date(day)) == day


def test_dates():
    assert format_date(date(2026, 11, 5)) == "05/11/2026"
    assert format_day_and_month(date(2026, 10, 5)) == "ngày 05 tháng 10 năm 2026"
    assert format_day_and_month(date(2026, 2, 25)) == "ngày 25 tháng 02 năm 2026"
    assert format_day_and_month(date(2026, 3, 25)) == "ngày 25 tháng 3 năm 2026"
    assert format_month(date(2026, 2, 1)) == "tháng 02/2026"
    assert parse_date(" 5-1-2026 ") == date(2026, 1, 5)


@pytest.mark.parametrize("text", ["31/02/2026", "2026-11-20", "20/11", "hôm nay"])
def test_no_date(text):
    with pytest.raises(ValueError):
        parse_date(text)


def test_roman_numerals():
    assert [roman(number) for number in (1, 4, 9, 14, 40, 99)] == ["I", "IV", "IX", "XIV", "XL", "XCIX"]
    for number in (0, 400):
        with pytest.raises(ValueError, match="no roman"):
            roman(number)
