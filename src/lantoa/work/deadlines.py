"""What a deadline means today: late, soon, later or without a day. Requested items are never late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from lantoa.plans.models import Mode
from lantoa.work.models import OPEN_STATES, WorkItem

LATE, SOON, LATER, UNDATED = "late", "soon", "later", "undated"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an item stands on a day: `group` is LATE, SOON, LATER or UNDATED; `days` to the deadline, negative after."""

    group: str
    days: int | None

    @property
    def is_late(self) -> bool:
        return self.group == LATE


def standing(item: WorkItem, today: date, soon_days: int) -> Standing:
    """How an item stands. What is only requested, submitted or done is never late."""
    if item.due_on is None:
        return Standing(UNDATED, None)
    days = (item.due_on - today).days
    if days < 0 and item.mode == Mode.ASSIGNED and item.state in OPEN_STATES:
        return Standing(LATE, days)
    return Standing(SOON if days <= soon_days else LATER, days)


def overdue(today: date) -> Q:
    """Items that are late: assigned, with a day that has passed, and something still to be done by the unit."""
    return Q(mode=Mode.ASSIGNED, due_on__lt=today, state__in=OPEN_STATES)


def soon(today: date, soon_days: int) -> Q:
    """Open items whose day comes within so many days, today included."""
    return Q(due_on__gte=today, due_on__lte=today + timedelta(days=soon_days), state__in=OPEN_STATES)
