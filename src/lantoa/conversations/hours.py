"""When officers answer: hours of the week as an administrator wrote them, and the next time they are there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lantoa.conversations import preferences as rows
from lantoa.shared import preferences

Span = tuple[time, time]
_SPAN = re.compile(r"(\d{1,2})[:hg.]?(\d{2})?\s*[-–]\s*(\d{1,2})[:hg.]?(\d{2})?")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_LOOK_AHEAD = 21
"""Days after which "closed" is said without a day: longer than Tết."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Stretches of a working day and of Saturday, and days off. Without any stretch nothing is known."""

    weekdays: tuple[Span, ...]
    saturday: tuple[Span, ...] = ()
    off: frozenset[date] = frozenset()

    @property
    def is_known(self) -> bool:
        return bool(self.weekdays or self.saturday)

    def on(self, day: date) -> tuple[Span, ...]:
        """The stretches of a day."""
        if day in self.off or day.weekday() == 6:
            return ()
        return self.saturday if day.weekday() == 5 else self.weekdays

    def is_open(self, moment: datetime) -> bool:
        """Whether somebody answers at a local time."""
        return any(start <= moment.time() < end for start, end in self.on(moment.date()))

    def next_opening(self, moment: datetime) -> datetime | None:
        """When the next stretch after a local time begins; None where none is in sight."""
        for ahead in range(_LOOK_AHEAD):
            day = moment.date() + timedelta(days=ahead)
            for start, _end in self.on(day):
                begins = datetime.combine(day, start, moment.tzinfo)
                if begins > moment:
                    return begins
        return None


def spans(text: str) -> tuple[Span, ...]:
    """Stretches as they are written; what cannot be one is left out.

    >>> spans("7:30-11:30, 13h30–17h")
    ((datetime.time(7, 30), datetime.time(11, 30)), (datetime.time(13, 30), datetime.time(17, 0)))
    """
    found = []
    for one in _SPAN.finditer(text):
        first, first_minute, last, last_minute = (int(part or 0) for part in one.groups())
        if first < 24 and last < 24 and first_minute < 60 and last_minute < 60:
            start, end = time(first, first_minute), time(last, last_minute)
            if start < end:
                found.append((start, end))
    return tuple(sorted(found))


def days(text: str) -> frozenset[date]:
    """Days as they are written; what is no day is left out."""
    found = set()
    for one in _DAY.finditer(text):
        try:
            found.add(date(int(one[3]), int(one[2]), int(one[1])))
        except ValueError:
            continue
    return frozenset(found)


def of(organisation_id: int) -> Hours:
    """The hours of an organisation."""
    values = preferences.in_force(organisation_id)
    return Hours(spans(values[rows.HOURS.name]), spans(values[rows.SATURDAY.name]), days(values[rows.DAYS_OFF.name]))
