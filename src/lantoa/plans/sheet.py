"""What stands in the review form: from the task or from what a person typed, to the page and to the services.

Everything typed is a mapping of names to lists of strings, the form in which a browser sends it and a draft keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from lantoa.org.models import Unit, UnitKind
from lantoa.plans.models import DeadlineKind, PlanTask, TaskRole
from lantoa.plans.proposals import deadline_of
from lantoa.plans.services.values import TaskValues, UnitValue
from lantoa.shared.errors import InvalidInput
from lantoakit.plans.deadlines import normal

Raw = Mapping[str, list[str]]
KEPT = ("text", "path", "mode", "deadline", "deadline_kind", "deadline_on", "deadline_day", "evidence_wanted", "row")
PREFIXES = ("role-", "printed-", "ids-", "unit-", "add-")
ROLES = (TaskRole.LEAD, TaskRole.COORDINATING)
OWN, SPLIT = "own", "split"
DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


@dataclass(frozen=True, slots=True)
class DeadlineChoice:
    """One of several deadlines that a sentence prints."""

    value: str
    words: str
    kind: str
    on: date | None
    day: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A body of the task as the form holds it."""

    key: str
    role: str
    printed: str
    ids: tuple[int, ...]
    chosen: str = ""

    @property
    def row_id(self) -> int | None:
        return number(self.key) or None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form of one task. `units` are the active units of the organisation, by id."""

    task: PlanTask | None
    raw: Raw
    units: Mapping[int, Unit]
    errors: Mapping[str, str] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The last value sent under a name; "" for none."""
        values = self.raw.get(name) or [""]
        return values[-1]

    @property
    def choices(self) -> list[DeadlineChoice]:
        """The deadlines that the sentence prints, where it prints several."""
        return choices_of(self.task) if self.task else []

    @property
    def rows(self) -> list[Row]:
        """The bodies in the form."""
        found = []
        for key in self.raw.get("row", []):
            role = self.one(f"role-{key}")
            # A unit that was closed since is asked for anew.
            ids = tuple(number(one) for one in self.raw.get(f"ids-{key}", []) if number(one) in self.units)
            found.append(Row(key, role, self.one(f"printed-{key}"), ids, self.one(f"unit-{key}")))
        return [row for row in found if row.role in ROLES]

    def values(self) -> TaskValues:
        """What the form says. Raises InvalidInput for what cannot be read at all, such as 31/02/2026."""
        kind, on, day = self._deadline()
        return TaskValues(
            text=self.one("text"),
            path=self.one("path"),
            mode=self.one("mode"),
            deadline_kind=kind,
            deadline_on=on,
            deadline_day=day,
            evidence_wanted=self.one("evidence_wanted"),
            units=tuple(self._units()),
        )

    def split(self) -> tuple[TaskValues, TaskValues]:
        """Two tasks, one for each of the first two deadlines that the sentence prints."""
        one, other, *_more = self.choices
        own = replace(self, raw={**self.raw, "deadline": [one.value]}).values()
        return own, replace(own, deadline_kind=other.kind, deadline_on=other.on, deadline_day=other.day)

    @property
    def wants_split(self) -> bool:
        return self.one("deadline") == SPLIT and len(self.choices) > 1

    def without(self, key: str) -> Sheet:
        """The form without one of its bodies."""
        return replace(self, raw={**self.raw, "row": [one for one in self.raw.get("row", []) if one != key]})

    def _deadline(self) -> tuple[str, date | None, int | None]:
        chosen = {choice.value: choice for choice in self.choices}
        picked = self.one("deadline")
        if picked in chosen:
            return chosen[picked].kind, chosen[picked].on, chosen[picked].day
        if chosen and picked not in (OWN, SPLIT):
            return DeadlineKind.UNCLEAR, None, None
        kind = self.one("deadline_kind") or DeadlineKind.UNCLEAR
        on = parse_day(self.one("deadline_on")) if kind == DeadlineKind.DATE else None
        day = self.one("deadline_day").strip()
        if day and not number(day):
            raise InvalidInput(fields={"deadline_day": _("Ngày trong tháng là số từ 1 đến 31.")})
        return kind, on, number(day) or None

    def _units(self) -> Iterable[UnitValue]:
        for row in self.rows:
            yield UnitValue(row.role, row.printed, row.ids or tuple(self._meant(row.chosen)), row.row_id)
        for role in ROLES:
            for chosen in self.raw.get(f"add-{role}", []):
                ids = tuple(self._meant(chosen))
                if ids:
                    yield UnitValue(role, self.name_of(chosen), ids)

    def _meant(self, chosen: str) -> list[int]:
        """Ids behind an option: one unit, or all of a kind."""
        if chosen.startswith("kind:"):
            return [pk for pk, unit in self.units.items() if unit.kind == chosen.removeprefix("kind:")]
        return [number(chosen)] if number(chosen) else []

    def name_of(self, chosen: str) -> str:
        """The words of an option."""
        kind = chosen.removeprefix("kind:")
        if kind in UnitKind.values:
            return str(UnitKind(kind).label)
        unit = self.units.get(number(chosen))
        return unit.name if unit else ""


def choices_of(task: PlanTask) -> list[DeadlineChoice]:
    """The deadlines that the sentence of a task prints, in normal form; none where it prints only one."""
    found = []
    for number, words in enumerate(task.spans.get("deadline_candidates") or []):
        norm = normal(words)
        kind, on, day = deadline_of({"kind": norm.kind, "date": norm.date, "day": norm.day})
        found.append(DeadlineChoice(f"c{number}", words, kind, on, day))
    return found


def stored(task: PlanTask) -> dict[str, list[str]]:
    """A task as the form would send it."""
    raw: dict[str, list[str]] = {
        "text": [task.text],
        "path": [task.path],
        "mode": [task.mode],
        "deadline": ["" if "deadline" in task.doubts and choices_of(task) else OWN],
        "deadline_kind": ["" if task.deadline_kind == DeadlineKind.UNCLEAR else task.deadline_kind],
        "deadline_on": [task.deadline_on.strftime("%d/%m/%Y") if task.deadline_on else ""],
        "deadline_day": [str(task.deadline_day or "")],
        "evidence_wanted": [task.evidence_wanted],
        "row": [],
    }
    for row in task.units.all():
        raw["row"].append(str(row.pk))
        raw[f"role-{row.pk}"] = [row.role]
        raw[f"printed-{row.pk}"] = [row.printed]
        raw[f"ids-{row.pk}"] = [str(unit.pk) for unit in row.units.all()]
    return raw


def typed(sent: Mapping[str, Any], lists: Any) -> dict[str, list[str]]:
    """What of a request belongs to the form; `lists(name)` gives all values of a name."""
    return {name: [str(one) for one in lists(name)] for name in sent if name in KEPT or name.startswith(PREFIXES)}


def number(words: str) -> int:
    """A number that a form sent, such as an id; 0 for anything else."""
    return int(words) if words.isdecimal() and len(words) < 16 else 0


def differs(raw: Raw, task: PlanTask) -> bool:
    """Whether anything was typed that is not stored."""
    return _said(raw) != _said(stored(task))


def _said(raw: Raw) -> dict[str, list[str]]:
    """A form without what is empty, with one kind of line break, and bodies in any order."""
    plain = {name: [one.replace("\r\n", "\n").strip() for one in values] for name, values in raw.items()}
    return {name: sorted(values) if name == "row" else values for name, values in plain.items() if any(values)}


def parse_day(words: str) -> date | None:
    """A day as people write it, 30/11/2026; None for nothing. Raises InvalidInput, field `deadline_on`."""
    words = words.strip()
    if not words:
        return None
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    raise InvalidInput(fields={"deadline_on": _("Không có ngày “%(words)s”. Ghi như 30/11/2026.") % {"words": words}})


def options(units: Mapping[int, Unit]) -> list[tuple[str, str]]:
    """What a select of bodies offers: every unit, and all of a kind where there are several."""
    kinds: dict[str, int] = {}
    for unit in units.values():
        kinds[unit.kind] = kinds.get(unit.kind, 0) + 1
    whole = [
        (f"kind:{kind}", _("Tất cả: %(kind)s (%(count)d)") % {"kind": UnitKind(kind).label, "count": count})
        for kind, count in kinds.items()
        if count > 1
    ]
    return [*((str(pk), unit.name) for pk, unit in units.items()), *whole]
