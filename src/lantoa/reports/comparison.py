"""Two reports beside each other: the numbers of part II before and now, and which records make the difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lantoa.reports.figures import EVIDENCE, EarlierNumber, Figures, Records

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Change:
    """One number in both reports; a report that does not have it has none of it."""

    key: str
    label: str
    measure: str
    before: Decimal
    now: Decimal

    @property
    def difference(self) -> Decimal:
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Moved:
    """Records behind a number that only the later report counts, and those that only the earlier one counts."""

    added: Records
    gone: Records


def numbers_of(stored: dict[str, Any]) -> tuple[EarlierNumber, ...]:
    """The numbers of part II of a frozen report, as the next one keeps them; `stored` is its JSON."""
    rows = (row for name in ("totals", "evidence", "sums", "questions") for row in stored.get(name, ()))
    return tuple(EarlierNumber(row["key"], row["label"], Decimal(row["value"]), row["measure"]) for row in rows)


def changes(before: Iterable[EarlierNumber], now: Figures) -> tuple[Change, ...]:
    """Every number of either report: in the order of the later one, then what only the earlier one has."""
    earlier = {one.key: one for one in before}
    found = []
    for number in now.headline():
        was = earlier.pop(number.key, None)
        found.append(Change(number.key, number.label, number.measure, was.value if was else NOTHING, number.value))
    found += [Change(one.key, one.label, one.measure, one.value, NOTHING) for one in earlier.values()]
    return tuple(found)


def moved(before: Figures, now: Figures, key: str) -> Moved:
    """Which of the records that a number counts came to it and which left it; of a sum, its pieces of evidence."""
    was, number = before.number(key), now.number(key)
    counts = next((one.counts for one in (number, was) if one and one.counts), EVIDENCE)
    old, new = (getattr(one.records, counts) if one else () for one in (was, number))
    added, gone = (tuple(pk for pk in one if pk not in set(other)) for one, other in ((new, old), (old, new)))
    return Moved(added=Records(**{counts: added}), gone=Records(**{counts: gone}))
