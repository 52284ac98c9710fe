"""Work of a reporting period, for reports: every figure with the ids of the records behind it.

An item belongs to a period when it existed by its end, is not withdrawn, and was not finished before its start.
Evidence belongs to the period in which the work was done (`happened_on`); returned and erased pieces do not count.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from lantoa.plans.models import Heading, Mode
from lantoa.work.deadlines import overdue
from lantoa.work.models import (
    COUNTED,
    Evidence,
    EvidenceKind,
    EvidenceState,
    SlipLine,
    SlipState,
    WorkItem,
    WorkState,
)
from lantoa.work.text import folded

REPORTED = (SlipState.SUBMITTED, SlipState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the records it counts."""

    ids: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Sum:
    """Numbers of one measure added up, with the ids of the evidence; `confirmed` is the part that was confirmed."""

    measure: str
    total: Decimal
    confirmed: Decimal
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """The figures of a period. `items` … `submitted` hold ids of items, `evidence` and `sums` ids of evidence.

    `done`: confirmed in the period; `reported`: a recurring item that its unit's slip reports as done; `requested`:
    asked of bodies that cannot be ordered, counted apart and never among the late ones.
    """

    items: Figure
    done: Figure
    reported: Figure
    overdue: Figure
    left: Figure
    submitted: Figure
    requested: Figure
    evidence: dict[EvidenceKind, Figure]
    confirmed_evidence: Figure
    sums: list[Sum]


@dataclass(slots=True)
class ItemWork:
    """What happened with one item in the period. `results` are the unit's own words, `line_ids` where they stand."""

    item: WorkItem
    is_done: bool
    is_reported: bool
    is_overdue: bool
    results: list[str] = field(default_factory=list)
    line_ids: list[int] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)


@dataclass(slots=True)
class HeadingWork:
    """A heading of a plan with its items; `path` is empty for items that stand under none."""

    path: str
    title: str
    items: list[ItemWork] = field(default_factory=list)


@dataclass(slots=True)
class PlanWork:
    """One plan's work in the period, its headings in the order of the source; only headings with items."""

    plan_id: int | None
    title: str
    sign: str
    headings: list[HeadingWork] = field(default_factory=list)


def items_of_period(organisation_id: int, start: date, end: date) -> QuerySet[WorkItem]:
    """Items that belong to a period, both days included."""
    rows = WorkItem.objects.filter(organisation_id=organisation_id, created_at__date__lte=end)
    return rows.exclude(state=WorkState.WITHDRAWN).filter(Q(done_on=None) | Q(done_on__gte=start))


def evidence_of_period(organisation_id: int, start: date, end: date) -> QuerySet[Evidence]:
    """Counted evidence of work done in a period."""
    return Evidence.objects.filter(
        organisation_id=organisation_id, happened_on__gte=start, happened_on__lte=end, state__in=COUNTED
    ).exclude(item__state=WorkState.WITHDRAWN)


def figures(organisation_id: int, start: date, end: date, today: date) -> PeriodFigures:
    """The figures of a period as they stand on `today`; lateness is judged on the period's end, or today if earlier."""
    rows = items_of_period(organisation_id, start, end)
    done = rows.filter(done_on__gte=start, done_on__lte=end)
    evidence = list(evidence_of_period(organisation_id, start, end).order_by("pk"))
    return PeriodFigures(
        items=_figure(rows),
        done=_figure(done),
        reported=_figure(rows.filter(pk__in=_reported(organisation_id, start, end).values("item_id"))),
        overdue=_figure(rows.filter(overdue(_judged_on(end, today)))),
        left=_figure(rows.filter(mode=Mode.ASSIGNED).exclude(pk__in=done.values("pk"))),
        submitted=_figure(rows.filter(state=WorkState.SUBMITTED)),
        requested=_figure(rows.filter(mode=Mode.REQUESTED)),
        evidence={
            EvidenceKind(kind): Figure(tuple(row.pk for row in evidence if row.kind == kind))
            for kind in EvidenceKind.values
        },
        confirmed_evidence=Figure(tuple(row.pk for row in evidence if row.state == EvidenceState.ACCEPTED)),
        sums=_sums(evidence),
    )


def by_heading(organisation_id: int, start: date, end: date, today: date) -> list[PlanWork]:
    """Items of a period under the headings of their plans, in a constant number of queries."""
    rows = items_of_period(organisation_id, start, end)
    late = set(rows.filter(overdue(_judged_on(end, today))).values_list("pk", flat=True))
    evidence, lines = defaultdict(list), defaultdict(list)
    for piece in evidence_of_period(organisation_id, start, end).order_by("happened_on", "pk"):
        evidence[piece.item_id].append(piece)
    for line in _reported(organisation_id, start, end).order_by("pk"):
        lines[line.item_id].append(line)
    plans: dict[int | None, PlanWork] = {}
    places: dict[tuple[int | None, str], HeadingWork] = {}
    headings = _headings(rows)
    ordered = rows.select_related("plan", "lead").order_by("plan_id", "task__position", "lead__position", "pk")
    for item in ordered:
        plan = plans.setdefault(
            item.plan_id,
            PlanWork(item.plan_id, item.plan.title if item.plan else "", item.plan.sign if item.plan else ""),
        )
        path, title, _ = place_of(item.path, headings.get(item.plan_id, []))
        if (item.plan_id, path) not in places:
            places[item.plan_id, path] = HeadingWork(path, title)
            plan.headings.append(places[item.plan_id, path])
        is_done = item.done_on is not None and start <= item.done_on <= end
        work = _work(item, evidence[item.pk], lines[item.pk], is_done=is_done, is_late=item.pk in late)
        places[item.plan_id, path].items.append(work)
    for plan in plans.values():
        known = headings.get(plan.plan_id, [])
        plan.headings.sort(key=lambda heading: place_of(heading.path, known)[2])
    return list(plans.values())


def place_of(path: str, headings: list[Heading]) -> tuple[str, str, int]:
    """Path, title and position of the nearest heading at or above a path; one without any comes last."""
    at = path
    by_path = {heading.path: heading for heading in headings}
    while at:
        if at in by_path:
            return at, by_path[at].title, by_path[at].position
        at = at.rpartition(".")[0]
    return "", "", 10**9


def _judged_on(end: date, today: date) -> date:
    return min(today, end + timedelta(days=1))


def _figure(rows: QuerySet[WorkItem]) -> Figure:
    return Figure(tuple(rows.order_by("pk").values_list("pk", flat=True)))


def _reported(organisation_id: int, start: date, end: date) -> QuerySet[SlipLine]:
    return SlipLine.objects.filter(
        slip__organisation_id=organisation_id,
        slip__period_end__gte=start,
        slip__period_end__lte=end,
        slip__state__in=REPORTED,
        done=True,
    ).exclude(item__state=WorkState.WITHDRAWN)


def _headings(rows: QuerySet[WorkItem]) -> dict[int | None, list[Heading]]:
    found: dict[int | None, list[Heading]] = defaultdict(list)
    for heading in Heading.objects.filter(plan_id__in=rows.order_by().values("plan_id")).order_by("position"):
        found[heading.plan_id].append(heading)
    return found


def _work(item: WorkItem, evidence: list[Evidence], lines: list[SlipLine], *, is_done: bool, is_late: bool) -> ItemWork:
    words = [line.text for line in lines if line.text]
    words += [piece.text for piece in evidence if piece.kind == EvidenceKind.NOTE and piece.text]
    return ItemWork(
        item=item,
        is_done=is_done,
        is_reported=bool(lines),
        is_overdue=is_late,
        results=words,
        line_ids=[line.pk for line in lines],
        evidence=evidence,
        sums=_sums(evidence),
    )


def _sums(evidence: list[Evidence]) -> list[Sum]:
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for piece in evidence:
        if piece.kind == EvidenceKind.NUMBER and piece.number is not None:
            groups[folded(piece.measure)].append(piece)
    return [
        Sum(
            measure=pieces[0].measure,
            total=sum((piece.number or Decimal(0) for piece in pieces), Decimal(0)),
            confirmed=sum(
                (piece.number or Decimal(0) for piece in pieces if piece.state == EvidenceState.ACCEPTED), Decimal(0)
            ),
            ids=tuple(piece.pk for piece in pieces),
        )
        for _, pieces in sorted(groups.items())
    ]
