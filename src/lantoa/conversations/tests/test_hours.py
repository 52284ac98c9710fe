"""Office hours, and how they and the wait are told."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from lantoa.conversations.hours import Hours, days, spans
from lantoa.conversations.selectors import Wait
from lantoa.conversations.waiting import in_words

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
WEEK = Hours(spans("7:30-11:30, 13:30-17:00"), spans("7:30-11:30"), days("25/12/2026"))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of December 2026; the 21st is a Monday."""
    return datetime(2026, 12, day, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(
    ("moment", "is_open", "opens", "why"),
    [
        (at(21, 8), True, at(21, 13, 30), "a Monday morning"),
        (at(21, 12), False, at(21, 13, 30), "at noon"),
        (at(21, 17), False, at(22, 7, 30), "the end does not belong to it"),
        (at(24, 18), False, at(26, 7, 30), "the day after is off"),
        (at(26, 9), True, at(28, 7, 30), "a Saturday morning, then Sunday"),
        (at(27, 9), False, at(28, 7, 30), "a Sunday"),
    ],
)
def test_when_somebody_is_there(moment, is_open, opens, why):
    assert (WEEK.is_open(moment), WEEK.next_opening(moment)) == (is_open, opens), why


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7h30-11h30; 13h30 – 17h", ((time(7, 30), time(11, 30)), (time(13, 30), time(17)))),
        ("cả ngày", ()),
        ("25:00-26:00", ()),
        ("17:00-8:00", ()),
        ("", ()),
    ],
)
def test_hours_as_people_write_them(text, found):
    assert spans(text) == found


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (Wait(WEEK, True, None, 15), "Cán bộ đang trong giờ làm việc. Gần đây thường chờ khoảng 15 phút."),
        (Wait(WEEK, True, None, 130), "Cán bộ đang trong giờ làm việc. Gần đây thường chờ khoảng 2 giờ."),
        (Wait(WEEK, True, None, None), "Cán bộ đang trong giờ làm việc. Chưa ước được thời gian chờ."),
        (Wait(WEEK, False, at(28, 7, 30), 15), "Đang ngoài giờ. Cán bộ làm việc lại lúc 7:30 thứ Hai 28/12."),
        (Wait(WEEK, False, None, 15), "Đang ngoài giờ làm việc."),
        (Wait(Hours(()), False, None, None), "Xã chưa ghi giờ cán bộ trả lời."),
    ],
)
def test_what_is_told(wait, said):
    assert in_words(wait) == said


def test_nothing_in_sight_is_nothing():
    closed = Hours(spans("8:00-9:00"), (), frozenset((at(1, 0) + timedelta(days=n)).date() for n in range(60)))
    assert closed.next_opening(datetime(2026, 12, 1, tzinfo=UTC)) is None
