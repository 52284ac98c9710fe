"""A unit's own work, for the phone: late, soon, later, on the monthly slip, and what was sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When

from lantoa.org import policies
from lantoa.org.models import Unit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound, PermissionRefused
from lantoa.work.deadlines import LATE, LATER, SOON, UNDATED, Standing, standing
from lantoa.work.models import OPEN_STATES, Evidence, EvidenceState, Slip, SlipState, Stamp, WorkItem, WorkState
from lantoa.work.preferences import soon_days
from lantoa.work.selectors.queue import with_assigned

SENT_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Card:
    """One item on the phone."""

    item: WorkItem
    standing: Standing


@dataclass(slots=True)
class Mine:
    """All that a unit sees on its first page."""

    unit: Unit
    units: list[Unit]
    late: list[Card] = field(default_factory=list)
    soon: list[Card] = field(default_factory=list)
    later: list[Card] = field(default_factory=list)
    undated: list[Card] = field(default_factory=list)
    submitted: list[Card] = field(default_factory=list)
    helping: list[Card] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    sent: list[Evidence] = field(default_factory=list)

    @property
    def returned(self) -> int:
        """How many pieces of proof the commune sent back."""
        return sum(row.state == EvidenceState.RETURNED for row in self.sent)

    @property
    def is_empty(self) -> bool:
        return not (self.late or self.soon or self.later or self.undated or self.submitted or self.helping)


def units_of(actor: Actor) -> list[Unit]:
    """The units that the actor speaks for, in their order."""
    return list(Unit.objects.filter(pk__in=policies.unit_ids(actor)).order_by("position", "name"))


def unit_of(actor: Actor, unit_id: int | None) -> tuple[Unit, list[Unit]]:
    """The unit that is shown and all that may be. Raises PermissionRefused without one, NotFound for another's."""
    units = units_of(actor)
    if not units:
        raise PermissionRefused(capability="work.report", actor_id=actor.user_id)
    if unit_id is None:
        return units[0], units
    for unit in units:
        if unit.pk == unit_id:
            return unit, units
    raise NotFound(unit_id=unit_id)


def mine(actor: Actor, unit_id: int | None, today: date) -> Mine:
    """The work of one of the actor's units (the first where `unit_id` is None)."""
    unit, units = unit_of(actor, unit_id)
    page = Mine(unit=unit, units=units)
    days = soon_days(unit.organisation_id)
    groups = {LATE: page.late, SOON: page.soon, LATER: page.later, UNDATED: page.undated}
    for item in open_items(unit):
        card = Card(item, standing(item, today, days))
        (page.submitted if item.state == WorkState.SUBMITTED else groups[card.standing.group]).append(card)
    helped = WorkItem.objects.filter(coordinating=unit, state__in=OPEN_STATES).select_related("lead")
    page.helping = [Card(item, standing(item, today, days)) for item in helped.order_by("due_on", "pk")]
    page.slips = open_slips_of(unit)
    page.sent = sent_by(unit)
    return page


def open_items(unit: Unit) -> list[WorkItem]:
    """Items that the unit leads and that are not closed, by day, undated last."""
    rows = WorkItem.objects.filter(lead=unit, state__in=(*OPEN_STATES, WorkState.SUBMITTED))
    undated = Case(When(due_on=None, then=Value(1)), default=Value(0), output_field=IntegerField())
    return list(rows.select_related("lead", "plan").prefetch_related("coordinating").order_by(undated, "due_on", "pk"))


def open_slips_of(unit: Unit) -> list[Slip]:
    """Slips that the unit still has to fill in, the oldest first."""
    return list(Slip.objects.filter(unit=unit, state__in=(SlipState.OPEN, SlipState.RETURNED)).order_by("period_start"))


def slips_of(unit: Unit, most: int = 12) -> list[Slip]:
    """The unit's slips, the newest first."""
    return list(with_assigned(Slip.objects.filter(unit=unit)).order_by("-period_start")[:most])


def sent_by(unit: Unit, most: int = SENT_SHOWN) -> list[Evidence]:
    """What the unit sent: returned pieces first, then the newest; numbers of a slip are seen on the slip.

    Of what was erased only files refused for a stamp are told: their unit has to know why they are gone.
    """
    first = Case(When(state=EvidenceState.RETURNED, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Evidence.objects.filter(unit=unit, line=None).exclude(~Q(stamp=Stamp.FOUND), state=EvidenceState.ERASED)
    return list(rows.select_related("item", "judged_by").order_by(first, "-created_at", "-pk")[:most])
