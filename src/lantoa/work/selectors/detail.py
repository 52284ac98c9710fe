"""One item, one slip, one file: what the person may see of it, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantoa.org import policies
from lantoa.plans.models import Heading
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound
from lantoa.work.deadlines import Standing, standing
from lantoa.work.models import (
    Evidence,
    EvidenceState,
    Request,
    RequestState,
    Slip,
    SlipLine,
    WorkEvent,
    WorkItem,
    WorkState,
)
from lantoa.work.preferences import soon_days
from lantoa.work.services.access import visible_evidence, visible_items, visible_slips


@dataclass(frozen=True, slots=True)
class ItemDetail:
    """An item with everything on it. `leads`: the actor belongs to its leading unit; `helps`: to a coordinating one."""

    item: WorkItem
    standing: Standing
    heading: str
    evidence: list[Evidence]
    events: list[WorkEvent]
    requests: list[Request]
    leads: bool
    helps: bool

    @property
    def open_requests(self) -> list[Request]:
        return [row for row in self.requests if row.state == RequestState.OPEN]

    @property
    def waiting(self) -> list[Evidence]:
        return [row for row in self.evidence if row.state == EvidenceState.SENT]

    @property
    def takes_evidence(self) -> bool:
        return self.item.state not in (WorkState.DONE, WorkState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class SlipDetail:
    """A slip with its lines; lines of withdrawn items are left out."""

    slip: Slip
    lines: list[SlipLine]
    own: bool
    days: int

    @property
    def answered(self) -> int:
        return sum(line.done is not None for line in self.lines)


def item(actor: Actor, item_id: int, today: date) -> ItemDetail:
    """An item the actor may see. Raises NotFound."""
    rows = visible_items(actor).select_related("lead", "plan", "task", "organisation").prefetch_related("coordinating")
    found = rows.filter(pk=item_id).first()
    if found is None:
        raise NotFound(item_id=item_id)
    units = policies.unit_ids(actor)
    evidence = (
        visible_evidence(actor).filter(item=found).select_related("unit", "entered_by", "judged_by", "item__plan")
    )
    plan = found.plan
    heading = Heading.objects.filter(plan=plan, path=found.path).first() if plan and found.path else None
    return ItemDetail(
        item=found,
        standing=standing(found, today, soon_days(found.organisation_id)),
        heading=heading.title if heading and not found.text.startswith(heading.title) else "",
        evidence=list(evidence.order_by("-created_at", "-pk")),
        events=list(found.events.order_by("-at", "-pk")),
        requests=list(found.requests.select_related("made_by", "answered_by")),
        leads=found.lead_id in units,
        helps=any(unit.pk in units for unit in found.coordinating.all()),
    )


def slip(actor: Actor, slip_id: int, today: date) -> SlipDetail:
    """A slip the actor may see, with its lines in order. Raises NotFound."""
    found = visible_slips(actor).select_related("unit", "submitted_by", "judged_by").filter(pk=slip_id).first()
    if found is None:
        raise NotFound(slip_id=slip_id)
    lines = found.lines.exclude(item__state=WorkState.WITHDRAWN).select_related("item", "item__plan")
    return SlipDetail(
        slip=found,
        lines=list(lines.order_by("pk")),
        own=found.unit_id in policies.unit_ids(actor),
        days=(found.due_on - today).days,
    )


def evidence(actor: Actor, evidence_id: int) -> Evidence:
    """A piece of evidence the actor may see. Raises NotFound."""
    found = visible_evidence(actor).select_related("item", "unit").filter(pk=evidence_id).first()
    if found is None:
        raise NotFound(evidence_id=evidence_id)
    return found


def request(actor: Actor, request_id: int) -> Request:
    """A request on an item the actor may see. Raises NotFound."""
    rows = Request.objects.filter(pk=request_id, item__in=visible_items(actor))
    found = rows.select_related("item", "item__lead", "made_by", "answered_by").first()
    if found is None:
        raise NotFound(request_id=request_id)
    return found


def line(actor: Actor, line_id: int) -> SlipLine:
    """A line of a slip the actor may see. Raises NotFound."""
    rows = SlipLine.objects.filter(pk=line_id, slip__in=visible_slips(actor))
    found = rows.select_related("slip", "slip__unit", "item").first()
    if found is None:
        raise NotFound(line_id=line_id)
    return found


def event(actor: Actor, event_id: int) -> WorkEvent:
    """A line of the history of an item the actor reads for the organisation. Raises NotFound."""
    rows = WorkEvent.objects.filter(pk=event_id, item__in=visible_items(actor))
    found = rows.select_related("item", "item__lead").first()
    if found is None:
        raise NotFound(event_id=event_id)
    return found
