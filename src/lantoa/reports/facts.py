"""What a report counts, read from the database in a fixed number of queries whatever the number of items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from lantoa.conversations.selectors import asked_between
from lantoa.org.models import Organisation
from lantoa.plans.models import Heading, PlanState
from lantoa.reports.figures import EvidenceRecord, Head, PlanRecord, QuestionRecord, SlipRecord
from lantoa.work.models import (
    COUNTED,
    Evidence,
    Request,
    RequestKind,
    Slip,
    SlipLine,
    SlipState,
    WorkEvent,
    WorkItem,
)
from lantoa.work.models import WorkState as State
from lantoa.work.periods import Period
from lantoa.work.selectors.queue import with_assigned

RECEIVED = (SlipState.SUBMITTED, SlipState.ACCEPTED)
"""States of a slip that a unit has handed in; a returned one is with the unit again and does not count."""

ISSUED = (PlanState.ISSUED, PlanState.AMENDED, PlanState.ENDED)
"""States of a plan from the day it was issued on. What a draft gives is work already, but binds nobody yet."""


ITEM_FIELDS = (
    *("id", "plan_id", "task_id", "task__position", "path", "text", "mode", "state", "due_on", "done_on"),
    "shown_on",
    *("lead__name", "lead__position"),
    *("plan__kind", "plan__sign", "plan__title", "plan__issuer", "plan__issued_on"),
)


@dataclass(frozen=True, slots=True)
class ItemFact:
    """A work item as it is stored; `before` is the state it had at the end of the period, where it moved since, and
    `shown_on` the last day of which there is evidence that counts."""

    id: int
    plan_id: int | None
    task_id: int | None
    position: int
    path: str
    text: str
    mode: str
    unit: str
    unit_position: int
    state: str
    before: str | None
    due_on: date | None
    done_on: date | None
    shown_on: date | None = None


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """A piece of evidence of the period that counts; `words` only of notes, which are written to be reported."""

    record: EvidenceRecord
    words: str


@dataclass(frozen=True, slots=True)
class LineFact:
    """A line of a slip that was handed in."""

    slip_id: int
    item_id: int
    done: bool | None
    text: str
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class RequestFact:
    """What a unit asked for in the period."""

    item_id: int
    text: str
    unit: str
    kind: str
    reason: str
    wanted_on: date | None


@dataclass(frozen=True, slots=True)
class HeadingFact:
    """A heading of a plan, in the plan's order."""

    plan_id: int
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that counting needs, and nothing that needs the database."""

    head: Head
    period: Period
    as_of: date
    next_end: date
    plans: tuple[PlanRecord, ...]
    headings: tuple[HeadingFact, ...]
    items: tuple[ItemFact, ...]
    evidence: tuple[EvidenceFact, ...]
    slips: tuple[SlipRecord, ...]
    lines: tuple[LineFact, ...]
    requests: tuple[RequestFact, ...]
    questions: tuple[QuestionRecord, ...] = ()


def of_issued_plans(prefix: str = "") -> Q:
    """What a report tells: work of issued plans and of none. `prefix` leads to the item, as in "item__"."""
    return Q(**{f"{prefix}plan": None}) | Q(**{f"{prefix}plan__state__in": ISSUED})


def read(organisation_id: int, period: Period, next_end: date, as_of: date) -> Facts:
    """The facts of one organisation. `as_of` is the last day that counts, `next_end` the end of the next period."""
    items = _items(organisation_id, period, as_of)
    plan_ids = sorted({item["plan_id"] for item in items if item["plan_id"]})
    before = _states_before(organisation_id, as_of)
    return Facts(
        head=_head(organisation_id),
        period=period,
        as_of=as_of,
        next_end=next_end,
        plans=_plans(items),
        headings=tuple(
            HeadingFact(*row)
            for row in Heading.objects.filter(plan_id__in=plan_ids)
            .order_by("plan_id", "position")
            .values_list("plan_id", "path", "title")
        ),
        items=tuple(item_fact(row, before.get(row["id"])) for row in items),
        evidence=evidence_facts(
            Evidence.objects.filter(
                of_issued_plans("item__"),
                organisation_id=organisation_id,
                state__in=COUNTED,
                happened_on__range=(period.start, as_of),
            )
        ),
        slips=slip_records(
            Slip.objects.filter(organisation_id=organisation_id, period_end__range=(period.start, period.end))
        ),
        lines=line_facts(
            SlipLine.objects.filter(
                slip__organisation_id=organisation_id,
                slip__period_end__range=(period.start, period.end),
                slip__state__in=RECEIVED,
            )
        ),
        requests=_requests(organisation_id, period, as_of),
        questions=tuple(
            QuestionRecord(one.id, one.day, one.topic, one.outcome, one.handed_over)
            for one in asked_between(organisation_id, period.start, as_of)
        ),
    )


def _head(organisation_id: int) -> Head:
    row = Organisation.objects.select_related("parent").get(pk=organisation_id)
    return Head(row.name, row.issuer or row.name, row.parent.issuer or row.parent.name if row.parent else "")


def _items(organisation_id: int, period: Period, as_of: date) -> list[dict[str, Any]]:
    results = Evidence.objects.filter(item=OuterRef("pk"), state__in=COUNTED, happened_on__range=(period.start, as_of))
    lines = SlipLine.objects.filter(
        item=OuterRef("pk"), done=True, slip__state__in=RECEIVED, slip__period_end__range=(period.start, period.end)
    )
    given = Q(created_at__date__lte=as_of) | Q(plan__issued_on__lte=as_of)
    over = Q(state=State.WITHDRAWN) | Q(state=State.DONE, done_on__lt=period.start)
    rows = (
        WorkItem.objects.filter(of_issued_plans(), organisation_id=organisation_id)
        .filter((given & ~over) | Exists(results) | Exists(lines))
        .order_by("plan_id", "task__position", "task_id", "lead__position", "lead__name", "pk")
    )
    return item_rows(rows)


def item_rows(rows: QuerySet[WorkItem]) -> list[dict[str, Any]]:
    """ITEM_FIELDS of items, in one query."""
    shown = Evidence.objects.filter(item=OuterRef("pk"), state__in=COUNTED).order_by().values("item")
    last = Subquery(shown.annotate(last=Max("happened_on")).values("last"))
    return list(rows.annotate(shown_on=last).values(*ITEM_FIELDS))


def item_fact(row: dict[str, Any], before: str | None) -> ItemFact:
    """An item out of a row of ITEM_FIELDS."""
    return ItemFact(
        id=row["id"],
        plan_id=row["plan_id"],
        task_id=row["task_id"],
        position=row["task__position"] or 0,
        path=row["path"],
        text=" ".join(row["text"].split()),
        mode=row["mode"],
        unit=row["lead__name"],
        unit_position=row["lead__position"],
        state=row["state"],
        before=before,
        due_on=row["due_on"],
        done_on=row["done_on"],
        shown_on=row["shown_on"],
    )


def _plans(items: list[dict[str, Any]]) -> tuple[PlanRecord, ...]:
    found = {
        row["plan_id"]: PlanRecord(
            row["plan_id"],
            row["plan__kind"],
            row["plan__sign"],
            row["plan__title"],
            row["plan__issuer"],
            row["plan__issued_on"],
        )
        for row in items
        if row["plan_id"]
    }
    return tuple(sorted(found.values(), key=lambda plan: (plan.issued_on or date.max, plan.id)))


def _states_before(organisation_id: int, as_of: date) -> dict[int, str]:
    """Of items that moved after `as_of`: the state from which the first of those moves went."""
    moment = timezone.make_aware(datetime.combine(as_of, time.max))
    events = WorkEvent.objects.filter(item__organisation_id=organisation_id, at__gt=moment, data__has_key="before")
    found: dict[int, str] = {}
    for item_id, data in events.order_by("at", "pk").values_list("item_id", "data"):
        if data["before"] in State.values:  # events of facts and progress have a "before" of another kind
            found.setdefault(item_id, data["before"])
    return found


def evidence_facts(rows: QuerySet[Evidence]) -> tuple[EvidenceFact, ...]:
    """Evidence by the day on which it happened, in one query."""
    ordered = rows.select_related("unit", "judged_by").order_by("happened_on", "pk")
    return tuple(EvidenceFact(_evidence_record(row), row.text if row.kind == "note" else "") for row in ordered)


def _evidence_record(row: Evidence) -> EvidenceRecord:
    return EvidenceRecord(
        id=row.pk,
        item_id=row.item_id,
        unit=row.unit.name,
        kind=row.kind,
        number=row.number,
        measure=" ".join(row.measure.split()),
        happened_on=row.happened_on,
        state=row.state,
        sha256=row.sha256,
        confirmed_by=row.judged_by.get_full_name() if row.judged_by else "",
        confirmed_at=row.judged_at,
        self_confirmed=row.is_self_confirmed,
    )


def slip_records(rows: QuerySet[Slip]) -> tuple[SlipRecord, ...]:
    """Slips in the order of their units, in one query; one that is only asked for is told apart from a missing one."""
    found = with_assigned(rows).select_related("unit", "judged_by").order_by("unit__position", "unit__name", "pk")
    return tuple(
        SlipRecord(
            id=row.pk,
            unit=row.unit.name,
            state=row.standing,
            submitted_at=row.submitted_at,
            confirmed_by=row.judged_by.get_full_name() if row.judged_by else "",
            confirmed_at=row.judged_at,
        )
        for row in found
    )


def line_facts(rows: QuerySet[SlipLine]) -> tuple[LineFact, ...]:
    """Lines of slips, in one query."""
    names = ("slip_id", "item_id", "done", "text", "nothing")
    return tuple(LineFact(*row) for row in rows.order_by("pk").values_list(*names))


def _requests(organisation_id: int, period: Period, as_of: date) -> tuple[RequestFact, ...]:
    rows = Request.objects.filter(
        of_issued_plans("item__"),
        item__organisation_id=organisation_id,
        kind__in=[RequestKind.EXTENSION],
        made_at__date__range=(period.start, as_of),
    ).exclude(item__state=State.WITHDRAWN)
    rows = rows.order_by("made_at", "pk")
    names = ("item_id", "item__text", "item__lead__name", "kind", "reason", "wanted_on")
    return tuple(RequestFact(*row) for row in rows.values_list(*names))
