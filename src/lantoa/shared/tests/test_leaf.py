"""The date of the moon on the leaf of a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation


@pytest.mark.parametrize(
    ("day", "language", "shown"),
    [
        (date(2026, 11, 20), "vi", '12/10 <abbr title="âm lịch">ÂL</abbr>'),
        (date(2025, 7, 25), "vi", '1/6N <abbr title="âm lịch, tháng nhuận">ÂL</abbr>'),
        (date(2026, 11, 20), "en", '12/10 <abbr title="by the lunar calendar">lunar</abbr>'),
        (date(3026, 11, 20), "vi", ""),  # a slip of the keyboard, and no page breaks of it
    ],
)
def test_the_moon_stands_on_the_leaf(day, language, shown):
    with translation.override(language):
        assert Template("{% lunar day %}").render(Context({"day": day})) == shown
