"""The officer's board: work by unit, state and deadline, late first, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from lantoa.org.models import Unit
from lantoa.plans.models import Mode
from lantoa.work.deadlines import Standing, overdue, soon, standing
from lantoa.work.models import OPEN_STATES, Evidence, EvidenceState, WorkItem, WorkState
from lantoa.work.preferences import soon_days
from lantoa.work.selectors.queue import to_confirm
from lantoa.work.text import folded

PAGE = 50
UNFINISHED = (*OPEN_STATES, WorkState.SUBMITTED)
ALL = "all"
CLOSED_UNIT = "closed-unit"
DUE_LATE, DUE_SOON, DUE_UNDATED, DUE_REQUESTED = "late", "soon", "undated", "requested"


@dataclass(frozen=True, slots=True)
class BoardFilters:
    """What the officer asked for; empty fields do not narrow. `state` is a WorkState, ALL, CLOSED_UNIT (what waits for
    another unit), or empty for unfinished."""

    unit_id: int | None = None
    plan_id: int | None = None
    task_id: int | None = None
    state: str = ""
    due: str = ""
    search: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One item of the page."""

    item: WorkItem
    standing: Standing
    waiting: int


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How much work a leading unit has; what is only requested of it is counted in `requested` alone."""

    unit_id: int
    name: str
    unfinished: int
    late: int
    waiting: int
    done: int
    requested: int


@dataclass(frozen=True, slots=True)
class Board:
    """A page of the board and the counts beside it. Counts by unit do not follow the filters."""

    rows: list[BoardRow]
    total: int
    page: int
    pages: int
    units: list[UnitCount]
    late: int
    soon: int
    undated: int
    waiting: int
    soon_days: int


def board(organisation_id: int, filters: BoardFilters, today: date) -> Board:
    """The board of an organisation on a day."""
    days = soon_days(organisation_id)
    base = WorkItem.objects.filter(organisation_id=organisation_id)
    found = _filtered(base, filters, today, days)
    total = found.count()
    pages = max(1, ceil(total / PAGE))
    page = min(max(1, filters.page), pages)
    items = list(_ordered(found, today)[(page - 1) * PAGE : page * PAGE])
    waiting = _waiting([item.pk for item in items])
    sums = base.aggregate(
        late=Count("pk", filter=overdue(today)),
        soon=Count("pk", filter=soon(today, days)),
        undated=Count("pk", filter=undated()),
        waiting=Count("pk", filter=to_confirm()),
    )
    return Board(
        rows=[BoardRow(item, standing(item, today, days), waiting.get(item.pk, 0)) for item in items],
        total=total,
        page=page,
        pages=pages,
        units=unit_counts(organisation_id, today),
        soon_days=days,
        **sums,
    )


def listed(organisation_id: int, filters: BoardFilters, today: date) -> QuerySet[WorkItem]:
    """The items of all pages in the order of the board, each with `waiting`: its pieces that nobody has confirmed."""
    sent = Evidence.objects.filter(item=OuterRef("pk"), state=EvidenceState.SENT).order_by()
    counted = sent.values("item").annotate(count=Count("pk")).values("count")
    base = WorkItem.objects.filter(organisation_id=organisation_id)
    found = _filtered(base, filters, today, soon_days(organisation_id))
    return _ordered(found, today).annotate(waiting=Coalesce(Subquery(counted), 0))


def _ordered(rows: QuerySet[WorkItem], today: date) -> QuerySet[WorkItem]:
    ranked = rows.annotate(rank=_rank(today)).order_by("rank", "due_on", "lead__position", "pk")
    return ranked.select_related("lead", "plan")


def unit_counts(organisation_id: int, today: date) -> list[UnitCount]:
    """Work by leading unit, in the order of the units."""
    assigned = Q(mode=Mode.ASSIGNED)
    rows = (
        WorkItem.objects.filter(organisation_id=organisation_id)
        .exclude(state=WorkState.WITHDRAWN)
        .values("lead_id", "lead__name", "lead__position")
        .annotate(
            unfinished=Count("pk", filter=assigned & Q(state__in=UNFINISHED)),
            late=Count("pk", filter=overdue(today)),
            waiting=Count("pk", filter=to_confirm()),
            done=Count("pk", filter=Q(state=WorkState.DONE)),
            requested=Count("pk", filter=Q(mode=Mode.REQUESTED, state__in=UNFINISHED)),
        )
        .order_by("lead__position", "lead__name")
    )
    return [
        UnitCount(
            unit_id=row["lead_id"],
            name=row["lead__name"],
            **{name: row[name] for name in ("unfinished", "late", "waiting", "done", "requested")},
        )
        for row in rows
    ]


def late_items(organisation_id: int, today: date, most: int = 5) -> list[WorkItem]:
    """The items that are late the longest."""
    rows = WorkItem.objects.filter(overdue(today), organisation_id=organisation_id).select_related("lead")
    return list(rows.order_by("due_on", "pk")[:most])


def count_late(organisation_id: int, today: date) -> int:
    """How many items are late."""
    return WorkItem.objects.filter(overdue(today), organisation_id=organisation_id).count()


def undated() -> Q:
    """Items still to be done that have no day: what the tile counts and its link lists."""
    return Q(due_on=None, state__in=OPEN_STATES)


def closed_leads(organisation_id: int) -> QuerySet[Unit]:
    """Units out of use that lead items, by which the board can still be narrowed."""
    led = WorkItem.objects.filter(organisation_id=organisation_id).values("lead_id")
    return Unit.objects.filter(pk__in=led, is_active=False).order_by("position", "name")


def without_unit() -> Q:
    """Items still to be done whose leading unit is out of use: they wait for another."""
    return Q(state__in=OPEN_STATES, lead__is_active=False)


def items_without_unit(organisation_id: int) -> QuerySet[WorkItem]:
    """Items that wait for another unit, by the closed unit and their day."""
    rows = WorkItem.objects.filter(without_unit(), organisation_id=organisation_id).select_related("lead")
    return rows.order_by("lead__position", "due_on", "pk")


def _filtered(rows: QuerySet[WorkItem], filters: BoardFilters, today: date, days: int) -> QuerySet[WorkItem]:
    if filters.unit_id is not None:
        rows = rows.filter(lead_id=filters.unit_id)
    if filters.plan_id is not None:
        rows = rows.filter(plan_id=filters.plan_id)
    if filters.task_id is not None:
        rows = rows.filter(task_id=filters.task_id)
    if filters.state in WorkState.values:
        rows = rows.filter(state=filters.state)
    elif filters.state == CLOSED_UNIT:
        rows = rows.filter(without_unit())
    elif filters.state != ALL:
        rows = rows.filter(state__in=UNFINISHED)
    narrowed = {
        DUE_LATE: overdue(today),
        DUE_SOON: soon(today, days),
        DUE_UNDATED: undated(),
        DUE_REQUESTED: Q(mode=Mode.REQUESTED),
    }.get(filters.due)
    if narrowed is not None:
        rows = rows.filter(narrowed)
    for word in folded(filters.search).split():
        rows = rows.filter(folded__contains=word)
    return rows


def _rank(today: date) -> Case:
    """Late first, then by day, then undated; what is only requested is not ranked by its day; finished last."""
    return Case(
        When(overdue(today), then=Value(0)),
        When(Q(mode=Mode.REQUESTED, state__in=OPEN_STATES), then=Value(4)),
        When(Q(state=WorkState.SUBMITTED), then=Value(1)),
        When(Q(state__in=OPEN_STATES, due_on__isnull=False), then=Value(2)),
        When(Q(state__in=OPEN_STATES), then=Value(3)),
        When(Q(state=WorkState.DONE), then=Value(5)),
        default=Value(6),
        output_field=IntegerField(),
    )


def _waiting(item_ids: list[int]) -> dict[int, int]:
    rows = Evidence.objects.filter(item_id__in=item_ids, state=EvidenceState.SENT).order_by()
    return dict(rows.values_list("item_id").annotate(waiting=Count("pk")))
