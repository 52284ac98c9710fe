"""Plan tasks become work items: made once, brought up to date when the plan changes, withdrawn, never deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.org.models import Unit, UnitKind
from lantoa.plans.models import DeadlineKind, Plan, PlanTask, TaskRole
from lantoa.shared.actors import Actor
from lantoa.shared.language import in_vietnamese
from lantoa.work.models import EventKind, EvidenceState, RequestState, SlipLine, SlipState, WorkItem, WorkState
from lantoa.work.quoting import quotation, reading_text
from lantoa.work.services.access import require_any
from lantoa.work.services.history import note
from lantoa.work.text import folded

RIGHTS = ("plans.manage", "plans.issue")
KEPT_OUT = "kept_out"
RESERVED_KINDS = (UnitKind.POLICE, UnitKind.MILITARY, UnitKind.PARTY)
RESERVED_WORDS = (
    "du luan",
    "tu tuong",
    "dau tranh",
    "phan bac",
    "xau doc",
    "sai su that",
    "tin gia",
    "vi pham",
    "ngan chan",
    "an ninh",
    "xu ly nghiem",
    "thu dich",
)
"""Folded words of duties that touch opinion or enforcement: only their status, counts and document numbers are kept."""


@in_vietnamese()
@transaction.atomic
def take_tasks(*, actor: Actor, plan: Plan, tasks: Iterable[PlanTask]) -> list[WorkItem]:
    """One item for each task and leading unit; the same tasks again change what the plan changed and lose nothing."""
    require_any(actor, RIGHTS, plan.organisation_id)
    rows = list(PlanTask.objects.filter(pk__in=[task.pk for task in tasks], plan=plan).select_related("plan__document"))
    text = reading_text(rows[0]) if rows else ""
    items: list[WorkItem] = []
    for task in rows:
        leads, helpers = _units(task, TaskRole.LEAD), _units(task, TaskRole.COORDINATING)
        known = list(task.work_items.select_for_update())
        given = {item.given_lead_id or item.lead_id: item for item in known}
        led = {item.lead_id: item for item in known}
        kept: set[int] = set()
        for lead in leads:
            # the item that the plan gave this unit, or the one that an officer gave it since: never both
            item = given.get(lead.pk) or led.get(lead.pk)
            if item is None:
                items.append(_make(actor, task, lead, _beside(lead, leads, helpers), text))
            elif item.pk not in kept:
                kept.add(item.pk)
                items.append(_update(actor, item, task, _beside(lead, leads, helpers)))
        for item in known:
            if item.pk not in kept:
                _withdraw(actor, item, _("Kế hoạch không còn giao đơn vị này chủ trì."))
    return items


@in_vietnamese()
@transaction.atomic
def withdraw_tasks(*, actor: Actor, plan: Plan, tasks: Iterable[PlanTask]) -> int:
    """The tasks are no longer work: their items are withdrawn and keep their evidence; what is done stays done.

    Returns how many changed.
    """
    require_any(actor, RIGHTS, plan.organisation_id)
    items = WorkItem.objects.select_for_update().filter(task__in=[task.pk for task in tasks], plan=plan)
    return sum(_withdraw(actor, item, _("Việc đã được rút khỏi kế hoạch.")) for item in items)


@in_vietnamese()
@transaction.atomic
def end_plan(*, actor: Actor, plan: Plan) -> int:
    """The plan has ended: what is still open is withdrawn; what was submitted stays to be confirmed."""
    require_any(actor, RIGHTS, plan.organisation_id)
    items = (
        WorkItem.objects.select_for_update().filter(plan=plan).exclude(state__in=[WorkState.SUBMITTED, WorkState.DONE])
    )
    return sum(_withdraw(actor, item, _("Kế hoạch đã kết thúc.")) for item in items)


def _units(task: PlanTask, role: TaskRole) -> list[Unit]:
    named = task.units.filter(role=role).prefetch_related("units")
    found = {
        unit.pk: unit for row in named for unit in row.units.all() if unit.organisation_id == task.plan.organisation_id
    }
    return list(found.values())


def _beside(lead: Unit, leads: list[Unit], helpers: list[Unit]) -> list[Unit]:
    """Who helps one of several leading units: a hamlet has its own digital team beside it and no other hamlet's.

    What belongs to another leading unit, or has another one below it, is left out; bodies of the commune help all.
    """
    others = [one for one in leads if one.pk != lead.pk]
    above = {one.parent_id for one in others if one.parent_id}
    taken = above | {one.pk for one in others}

    def fits(unit: Unit) -> bool:
        if unit.pk == lead.parent_id or (unit.parent_id and unit.parent_id in (lead.pk, lead.parent_id)):
            return True
        return unit.parent_id not in taken and unit.pk not in above

    return [unit for unit in helpers if fits(unit)]


def _facts(task: PlanTask) -> dict[str, Any]:
    dated = task.deadline_kind == DeadlineKind.DATE
    return {
        "path": task.path,
        "text": task.text,
        "mode": task.mode,
        "deadline_kind": task.deadline_kind,
        "due_on": task.deadline_on if dated else None,
        "due_day": task.deadline_day,
        "deadline_printed": task.deadline_printed,
        "evidence_wanted": task.evidence_wanted,
    }


def _snapshot(facts: dict[str, Any], helpers: list[Unit]) -> dict[str, Any]:
    kept = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in facts.items()}
    return {**kept, "coordinating": sorted(unit.pk for unit in helpers)}


def _reserved(lead: Unit, text: str) -> bool:
    plain = folded(text)
    return lead.kind in RESERVED_KINDS and any(word in plain for word in RESERVED_WORDS)


def _make(actor: Actor, task: PlanTask, lead: Unit, helpers: list[Unit], text: str) -> WorkItem:
    facts = _facts(task)
    item = WorkItem.objects.create(
        organisation_id=task.plan.organisation_id,
        plan=task.plan,
        task=task,
        lead=lead,
        given_lead=lead,
        given=_snapshot(facts, helpers),
        quote=quotation(task, text),
        status_only=_reserved(lead, task.text),
        folded=folded(task.text, lead.name, task.path),
        **facts,
    )
    item.coordinating.set(helpers)
    note(actor=actor, item=item, kind=EventKind.CREATED, action="work.created", task_id=task.pk)
    return item


def _update(actor: Actor, item: WorkItem, task: PlanTask, helpers: list[Unit]) -> WorkItem:
    """Apply only what the plan changed since it was last confirmed; bring a withdrawn item back."""
    facts = _facts(task)
    fresh = _snapshot(facts, helpers)
    changed = [name for name, value in fresh.items() if item.given.get(name) != value]
    for name in changed:
        if name != "coordinating":
            setattr(item, name, facts[name])
    kept_out = bool(item.given.get(KEPT_OUT))
    back = item.state == WorkState.WITHDRAWN and not kept_out
    if back:
        item.state = state_of_return(item)
    if not changed and not back:
        return item
    if "coordinating" in changed:
        item.coordinating.set(helpers)
    item.given = {**fresh, KEPT_OUT: kept_out}
    item.quote = quotation(task, reading_text(task))
    item.folded = folded(item.text, item.lead.name, item.path)
    item.version += 1
    item.save()
    note(actor=actor, item=item, kind=EventKind.CHANGED, action="work.replanned", fields=changed, restored=back)
    return item


def state_of_return(item: WorkItem) -> WorkState:
    """Where a withdrawn item goes on: under way where its unit has shown something, else given."""
    shown = item.evidence.exclude(state=EvidenceState.ERASED).exists()
    return WorkState.DOING if shown else WorkState.OPEN


def withdraw(item: WorkItem, *, by_hand: bool = False) -> None:
    """Take an item out of work, and nobody waits for an answer about it any more. One that an officer took out by hand
    is not brought back by its plan.
    """
    item.state = WorkState.WITHDRAWN
    item.given = {**item.given, KEPT_OUT: by_hand}
    item.save(update_fields=["state", "given", "changed_at"])
    SlipLine.objects.filter(item=item, slip__state=SlipState.OPEN, done=None, text="", number=None).delete()
    item.requests.filter(state=RequestState.OPEN).update(state=RequestState.CLOSED, answered_at=timezone.now())


def _withdraw(actor: Actor, item: WorkItem, why: str) -> bool:
    if item.state in (WorkState.WITHDRAWN, WorkState.DONE):
        return False
    before = item.state
    withdraw(item)
    note(actor=actor, item=item, kind=EventKind.STATE, action="work.withdrawn", text=why, before=before)
    return True
