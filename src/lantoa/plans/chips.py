"""What else a field may say, one tap each: units of the tree, other readings of the words, what a model proposes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.org.models import Unit
from lantoa.plans import wording
from lantoa.plans.models import DeadlineKind, TaskUnit
from lantoa.plans.proposals import Matcher, deadline_of
from lantoakit.plans.deadlines import normal

Fills = Mapping[str, str | list[str]]
MOST_UNITS = 4
HEAD = {"title": "title", "type": "kind", "sign": "sign", "issuer": "issuer", "date": "issued_on"}
"""Names of the contract's head, and the fields of the plan's form that they fill."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One tap. `fills` are the form's fields and what they then hold; `quote` the words that a model's `label` stands
    in."""

    key: str
    label: str
    fills: Fills
    by_model: bool = False
    quote: str = ""

    @property
    def plain(self) -> dict[str, str]:
        """`fills` for a script, where all of it is in controls that a person sees; else empty, and the server fills."""
        values = {name: value for name, value in self.fills.items() if isinstance(value, str)}
        seen = len(values) == len(self.fills) and not any(name.startswith("printed-") for name in values)
        return values if seen else {}

    @property
    def plain_json(self) -> str:
        """`plain` as a script reads it."""
        return json.dumps(self.plain, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Other:
    """Another value that a reading has for a field."""

    value: str
    by_model: bool
    quote: str


class Others:
    """The other values of fields, by the field's name and its span in the text."""

    def __init__(self, reading: Mapping[str, Any]) -> None:
        self._found: dict[tuple[str, int, int], list[Other]] = {}
        fields: Mapping[str, Mapping[str, Any]] = reading.get("fields") or {}
        for pointer, place in fields.items():
            values = list(_values(place))
            if values:
                name = next((part for part in reversed(pointer.split("/")) if not part.isdecimal()), "")
                self._found.setdefault((name, place["start"], place["end"]), []).extend(values)

    def of(self, name: str, span: Sequence[int] | None) -> list[Other]:
        """Each value once, those of the reading before those of a model."""
        found = self._found.get((name, span[0], span[1]), []) if span else []
        once: dict[str, Other] = {}
        for one in sorted(found, key=lambda one: one.by_model):
            once.setdefault(one.value, one)
        return list(once.values())


def of_unit(row: TaskUnit, others: Sequence[Other], units: Mapping[int, Unit], match: Matcher) -> Iterator[Chip]:
    """For a body that a task names: units of the tree that it may be, best first, then other ways to read its name."""
    known = [unit for unit in row.units.all() if unit.pk in units]  # one that was closed since is asked for anew
    for pk in () if known else row.candidates[:MOST_UNITS]:
        if pk in units:
            yield Chip(f"{row.pk}:u{pk}", units[pk].name, {f"unit-{row.pk}": str(pk)})
    for number, other in enumerate(others):
        if other.value == row.printed:
            continue
        ids = [pk for pk in match(other.value).ids if pk in units]
        fills: Fills = {f"printed-{row.pk}": other.value, f"ids-{row.pk}": [str(pk) for pk in ids]}
        if len(ids) == 1 and not known:
            fills = {f"unit-{row.pk}": str(ids[0])}
        yield Chip(f"{row.pk}:o{number}", other.value, fills, other.by_model, other.quote)


def of_deadline(others: Sequence[Other]) -> Iterator[Chip]:
    """For a deadline: values whose words say a date, a recurrence or a condition."""
    for number, other in enumerate(others):
        norm = normal(other.value)
        kind, on, day = deadline_of({"kind": norm.kind, "date": norm.date, "day": norm.day})
        if kind not in (DeadlineKind.UNCLEAR, DeadlineKind.NONE):
            fills = {
                "deadline": "own",
                "deadline_kind": str(kind),
                "deadline_on": on.strftime("%d/%m/%Y") if on else "",
                "deadline_day": str(day or ""),
            }
            words = wording.deadline(kind, on, day)
            label = other.value if words in other.value else f"{other.value} ({words})"
            yield Chip(f"deadline:{number}", label, fills, other.by_model, other.quote)


def of_head(reading: Mapping[str, Any]) -> dict[str, list[Chip]]:
    """For the facts of a plan: chips by the form's field, where the reading is not sure of its head."""
    found: dict[str, list[Chip]] = {}
    for name, field in HEAD.items():
        place = (reading.get("fields") or {}).get(f"/document/{name}") or {}
        read = (reading.get("document") or {}).get(name)
        for number, other in enumerate(_values(place)):
            value = _as_typed(other.value) if name == "date" else other.value
            if value and other.value != read:
                chip = Chip(f"{field}:{number}", value, {field: value}, other.by_model, other.quote)
                found.setdefault(field, []).append(chip)
    return found


def of_text(others: Sequence[Other], now: str) -> Iterator[Chip]:
    """For the words of a task."""
    for number, other in enumerate(others):
        if other.value != now:
            yield Chip(f"text:{number}", other.value, {"text": other.value}, other.by_model, other.quote)


def _as_typed(day: str) -> str:
    """A day of the contract as people write it; "" for what is no whole day."""
    try:
        return date.fromisoformat(day).strftime("%d/%m/%Y")
    except ValueError:
        return ""


def _values(place: Mapping[str, Any]) -> Iterator[Other]:
    yield from (Other(str(value), False, "") for value in place.get("candidates") or [])
    for one in place.get("proposals") or []:
        yield Other(str(one["value"]), True, str(one.get("quote") or ""))
