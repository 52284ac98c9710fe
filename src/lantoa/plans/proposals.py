"""From a reading (the kit's contract as JSON) to proposed tasks: fields, places, and why something is doubtful."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.library.models import Reading
from lantoa.library.services.readings import day_of
from lantoa.plans import evidence
from lantoa.plans.models import DeadlineKind, Mode, TaskRole, TaskState
from lantoakit.text import fold

Span = list[int]
REPORT_KINDS = {"monthly": DeadlineKind.MONTHLY, "quarterly": DeadlineKind.QUARTERLY}
"""Periods of reports that a day of the month says in full; of a half-year or a year it would not say the month."""
LIKELY = 0.5
"""Confidence from which the ends of a unit's name are held to be right: whether it stands in the register says more."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a printed name means in the tree: `ids` for sure, `candidates` perhaps (best first).

    `of_others`: general words in a paper of another body, which mean that body's own units unless a person says so.
    """

    ids: tuple[int, ...] = ()
    candidates: tuple[int, ...] = ()
    asked: bool = False
    of_others: bool = False


Matcher = Callable[[str], Meaning]


@dataclass(frozen=True, slots=True)
class ProposedUnit:
    """A body that a task names, with its place in the text."""

    role: TaskRole
    printed: str
    meaning: Meaning
    doubt: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ProposedTask:
    """One task as it was read. `spans` are [start, end] by field, `doubts` reasons by field."""

    path: str
    text: str
    mode: Mode
    deadline_kind: DeadlineKind
    deadline_on: date | None
    deadline_day: int | None
    deadline_printed: str
    evidence_wanted: str
    confidence: float
    page: int | None
    spans: dict[str, Any] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    units: tuple[ProposedUnit, ...] = ()

    @property
    def as_read(self) -> dict[str, Any]:
        """What is compared when a corrected version of the plan comes in."""
        return {
            "text": self.text,
            "deadline": self.deadline_printed,
            "mode": str(self.mode),
            "lead": [unit.printed for unit in self.units if unit.role == TaskRole.LEAD],
            "coordinating": [unit.printed for unit in self.units if unit.role == TaskRole.COORDINATING],
        }

    @property
    def state(self) -> TaskState:
        """Clear only where nothing is doubtful and somebody leads."""
        unsure = self.doubts or any(unit.doubt for unit in self.units)
        return TaskState.UNSURE if unsure else TaskState.CLEAR


def propose(result: dict[str, Any], match: Matcher, read_on: date | None = None) -> Iterator[ProposedTask]:
    """The tasks of a reading in their order; `match` finds what a printed name means in the tree.

    A date before the day of issue or before `read_on`, the day of the reading, is doubtful. A task without a deadline
    whose own words print a periodic report gets that as a proposal.
    """
    places: dict[str, dict[str, Any]] = result.get("fields") or {}
    issued_on = day_of((result.get("document") or {}).get("date"))
    for number, task in enumerate(result.get("tasks") or []):
        one = _task(task, f"/tasks/{number}", places, match)
        if one.deadline_kind == DeadlineKind.NONE and not one.deadline_printed:
            one = with_report(one, result)
        yield _with_past_doubt(one, issued_on, read_on)


def read_day(reading: Reading) -> date | None:
    """The day on which a document was read."""
    return timezone.localdate(reading.read_at) if reading.read_at else None


def with_report(task: ProposedTask, result: dict[str, Any]) -> ProposedTask:
    """The task with the deadline of a monthly or quarterly report that its own words print; else as it is."""
    places, text = result.get("fields") or {}, str(result.get("text") or "")
    start, end = task.spans.get("text") or (0, 0)
    for number, report in enumerate(result.get("reporting") or []):
        period, due = (places.get(f"/reporting/{number}/{name}") for name in ("period", "due"))
        kind = REPORT_KINDS.get(str(report.get("period")))
        if kind is None or period is None or not start <= period["start"] < period["end"] <= end:
            continue
        inside = due is not None and start <= due["start"] < due["end"] <= end
        ends = [period, due] if inside and due else [period]
        span = [min(one["start"] for one in ends), max(one["end"] for one in ends)]
        day = str(report.get("due") or "") if inside else ""
        return replace(
            task,
            deadline_kind=kind,
            deadline_day=int(day) if day.isdecimal() and 1 <= int(day) <= 31 else None,
            deadline_printed=text[span[0] : span[1]][:300],
            spans={**task.spans, "deadline": span},
            doubts={**task.doubts, "deadline": _("máy lấy kỳ báo cáo ghi trong câu làm hạn")},
        )
    return task


def _with_past_doubt(task: ProposedTask, issued_on: date | None, read_on: date | None) -> ProposedTask:
    on = task.deadline_on
    if on is None or "deadline" in task.doubts:
        return task
    if issued_on is not None and on < issued_on:
        why = _("thời hạn đứng trước ngày ban hành")
    elif read_on is not None and on < read_on:
        why = _("thời hạn đã qua")
    else:
        return task
    return replace(task, doubts={**task.doubts, "deadline": why})


def _task(task: dict[str, Any], pointer: str, places: dict[str, dict[str, Any]], match: Matcher) -> ProposedTask:
    units = tuple(_units(task, pointer, places, match))
    leads = [unit for unit in units if unit.role == TaskRole.LEAD]
    asked = task.get("mode") == Mode.REQUESTED or (bool(leads) and all(unit.meaning.asked for unit in leads))
    kind, on, day = deadline_of(task.get("deadline_norm") or {})
    text = str(task.get("text") or "")
    place = places.get(f"{pointer}/text", {})
    return ProposedTask(
        path=str(task.get("path") or "")[:40],
        text=text,
        mode=Mode.REQUESTED if asked else Mode.ASSIGNED,
        deadline_kind=kind,
        deadline_on=on,
        deadline_day=day,
        deadline_printed=_all_printed(task, pointer, places)[:300],
        evidence_wanted=evidence.proposal(text),
        confidence=min((float(p.get("confidence", 0)) for p in _of(pointer, places)), default=0.0),
        page=place.get("page"),
        spans=_spans(pointer, places),
        doubts=_doubts(pointer, places, kind, leads, text),
        units=units,
    )


def deadline_of(norm: dict[str, Any]) -> tuple[DeadlineKind, date | None, int | None]:
    """A deadline in normal form as our three columns; what cannot be a date is unclear."""
    try:
        kind = DeadlineKind(norm.get("kind") or DeadlineKind.NONE)
        on = date.fromisoformat(norm["date"]) if norm.get("date") else None
    except ValueError:
        return DeadlineKind.UNCLEAR, None, None
    if kind == DeadlineKind.DATE and on is None:
        return DeadlineKind.UNCLEAR, None, None
    return kind, on, norm.get("day")


def _all_printed(task: dict[str, Any], pointer: str, places: dict[str, dict[str, Any]]) -> str:
    several = places.get(f"{pointer}/deadline", {}).get("candidates") or []
    return "; ".join(several) if len(several) > 1 else str(task.get("deadline") or "")


def _units(
    task: dict[str, Any], pointer: str, places: dict[str, dict[str, Any]], match: Matcher
) -> Iterator[ProposedUnit]:
    for key, role in (("lead", TaskRole.LEAD), ("coordinating", TaskRole.COORDINATING)):
        for number, printed in enumerate(task.get(key) or []):
            place = places.get(f"{pointer}/{key}/{number}", {})
            meaning = match(printed)
            span = [place["start"], place["end"]] if "start" in place else None
            unsure = place.get("confidence", 1.0) < LIKELY or len(place.get("candidates") or []) > 1
            doubt = _("máy không chắc tên đơn vị bắt đầu và kết thúc ở đâu") if unsure else ""
            yield ProposedUnit(role, printed[:300], meaning, doubt or unit_doubt(meaning), span)


def unit_doubt(meaning: Meaning) -> str:
    """Why nobody should rely yet on what a name means in the tree; "" where it means something for sure."""
    if meaning.ids:
        return ""
    if meaning.of_others:
        return _("tên chung trong văn bản của cơ quan khác")
    if meaning.candidates:
        return _("tên này có thể là nhiều đơn vị")
    return _("đơn vị này chưa có trong danh bạ")


def _doubts(
    pointer: str, places: dict[str, dict[str, Any]], kind: DeadlineKind, leads: list[ProposedUnit], text: str
) -> dict[str, str]:
    found: dict[str, str] = {}
    if not leads:
        found["lead"] = _("kế hoạch không ghi đơn vị nào chủ trì")
    if places.get(f"{pointer}/text", {}).get("doubtful"):
        found["text"] = _("máy không chắc đoạn này là một việc")
    elif not fold(text):
        found["text"] = _("không thấy nội dung việc")
    place = places.get(f"{pointer}/deadline", {})
    if len(place.get("candidates") or []) > 1:
        found["deadline"] = _("một câu ghi nhiều hạn")
    elif kind == DeadlineKind.UNCLEAR:
        found["deadline"] = _("hạn ghi trong kế hoạch không ra ngày cụ thể")
    elif place.get("doubtful"):
        found["deadline"] = _("máy không chắc đây là hạn của việc này")
    return found


def _spans(pointer: str, places: dict[str, dict[str, Any]]) -> dict[str, Any]:
    spans: dict[str, Any] = {}
    for name in ("text", "deadline"):
        place = places.get(f"{pointer}/{name}")
        if place:
            spans[name] = [place["start"], place["end"]]
    candidates = places.get(f"{pointer}/deadline", {}).get("candidates") or []
    if len(candidates) > 1:
        spans["deadline_candidates"] = list(candidates)
    return spans


def _of(pointer: str, places: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for name, place in places.items():
        if name.startswith(pointer + "/"):
            yield place
