"""What waits for the commune: submitted items, evidence on items still under way, slips, requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from lantoa.plans.models import Mode
from lantoa.work import preferences
from lantoa.work.models import (
    Evidence,
    EvidenceState,
    Request,
    RequestState,
    Slip,
    SlipLine,
    SlipState,
    WorkItem,
    WorkState,
)
from lantoa.work.periods import Period

MOST = 60


@dataclass(frozen=True, slots=True)
class ItemWaiting:
    """An item with the evidence that nobody has confirmed; `submitted`: its unit says it is finished."""

    item: WorkItem
    evidence: list[Evidence]
    submitted: bool


@dataclass(slots=True)
class Queue:
    """Everything that waits, the oldest first, at most so many of each as asked for; `counts` are complete."""

    items: list[ItemWaiting] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    items_count: int = 0
    slips_count: int = 0
    requests_count: int = 0

    @property
    def total(self) -> int:
        return self.items_count + self.slips_count + self.requests_count


def queue(organisation_id: int, most: int = MOST) -> Queue:
    """What waits in an organisation, in a constant number of queries."""
    items, slips, requests = _items(organisation_id), _slips(organisation_id), _requests(organisation_id)
    waiting = Evidence.objects.filter(state=EvidenceState.SENT, line=None).select_related("unit", "entered_by")
    rows = items.select_related("lead", "plan").prefetch_related(
        Prefetch("evidence", queryset=waiting.order_by("created_at", "pk"), to_attr="waiting")
    )
    lines = SlipLine.objects.exclude(item__state=WorkState.WITHDRAWN).select_related("item")
    return Queue(
        items=[
            ItemWaiting(item, list(getattr(item, "waiting", [])), item.state == WorkState.SUBMITTED)
            for item in rows.order_by("changed_at", "pk")[:most]
        ],
        slips=list(
            slips.select_related("unit", "submitted_by")
            .prefetch_related(Prefetch("lines", queryset=lines))
            .order_by("submitted_at", "pk")[:most]
        ),
        requests=list(requests.select_related("item", "item__lead", "made_by").order_by("made_at", "pk")[:most]),
        items_count=items.count(),
        slips_count=slips.count(),
        requests_count=requests.count(),
    )


def slips(organisation_id: int, most: int = 200) -> list[Slip]:
    """Slips of an organisation, the newest period first, by unit; with `answered` and `total` lines."""
    rows = with_assigned(Slip.objects.filter(organisation_id=organisation_id)).select_related("unit")
    rows = rows.annotate(answered=Count("lines", filter=Q(lines__done__isnull=False)), total=Count("lines"))
    return list(rows.order_by("-period_start", "unit__position", "pk")[:most])


def has_slips_of(organisation_id: int, period: Period) -> bool:
    """Whether a slip reaches the end of a period; one of the days before a changed cut-off does not."""
    rows = Slip.objects.filter(organisation_id=organisation_id, period_start__lte=period.end)
    return rows.filter(period_end__gte=period.end).exists()


def next_slips(organisation_id: int, today: date) -> tuple[Period, date]:
    """The first period whose slips are not there yet, and the day on which they open."""
    period = preferences.current_period(organisation_id, today)
    if not has_slips_of(organisation_id, period):
        return period, preferences.slips_open_on(organisation_id, period)
    return preferences.next_slips(organisation_id, today)


def slips_due(organisation_id: int, today: date) -> list[Slip]:
    """Slips still to come in, late ones first; a slip of requests alone is asked for, not chased, so it is not here."""
    rows = Slip.objects.filter(organisation_id=organisation_id, state__in=(SlipState.OPEN, SlipState.RETURNED))
    duties = SlipLine.objects.filter(item__mode=Mode.ASSIGNED).values("slip_id")
    return list(rows.filter(pk__in=duties).select_related("unit").order_by("due_on", "pk"))


def with_assigned(rows: QuerySet[Slip]) -> QuerySet[Slip]:
    """Slips with `assigned`, the number of their lines that are a duty."""
    return rows.annotate(assigned=Count("lines", filter=Q(lines__item__mode=Mode.ASSIGNED)))


def _items(organisation_id: int) -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(to_confirm(), organisation_id=organisation_id)


def to_confirm() -> Q:
    """Items that wait for a word of the commune: reported as done, or with new proof."""
    sent = Evidence.objects.filter(state=EvidenceState.SENT, line=None).values("item_id")
    return (Q(state=WorkState.SUBMITTED) | Q(pk__in=sent)) & ~Q(state=WorkState.WITHDRAWN)


def _slips(organisation_id: int) -> QuerySet[Slip]:
    return Slip.objects.filter(organisation_id=organisation_id, state=SlipState.SUBMITTED)


def _requests(organisation_id: int) -> QuerySet[Request]:
    return Request.objects.filter(item__organisation_id=organisation_id, state=RequestState.OPEN)
