"""Which items and slips an actor may see and write on. What they may not see looks the same as what does not exist."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lantoa.org import policies
from lantoa.org.models import Unit
from lantoa.org.services.locks import hold
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, NotFound, PermissionRefused
from lantoa.work.models import Evidence, Received, Slip, WorkItem


def visible_items(actor: Actor) -> QuerySet[WorkItem]:
    """Items of the organisations that the actor reads, and those that a unit of theirs leads or helps with."""
    if actor.system:
        return WorkItem.objects.all()
    units = policies.unit_ids(actor)
    helped = WorkItem.coordinating.through.objects.filter(unit_id__in=units).values("workitem_id")
    return WorkItem.objects.filter(
        Q(organisation_id__in=policies.organisation_ids(actor, "work.read")) | Q(lead_id__in=units) | Q(pk__in=helped)
    )


def visible_slips(actor: Actor) -> QuerySet[Slip]:
    """Slips of the organisations that the actor reads, and those of their own units."""
    if actor.system:
        return Slip.objects.all()
    return Slip.objects.filter(
        Q(organisation_id__in=policies.organisation_ids(actor, "work.read")) | Q(unit_id__in=policies.unit_ids(actor))
    )


def visible_evidence(actor: Actor) -> QuerySet[Evidence]:
    """Evidence on visible items; of an item that several units share, a unit sees only what it sent itself."""
    if actor.system:
        return Evidence.objects.all()
    units = policies.unit_ids(actor)
    return Evidence.objects.filter(
        Q(organisation_id__in=policies.organisation_ids(actor, "work.read"))
        | Q(unit_id__in=units)
        | Q(item__lead_id__in=units)
    )


def item_of(actor: Actor, item_id: int) -> WorkItem:
    """A visible item, locked until the transaction ends. Raises NotFound."""
    item = visible_items(actor).select_for_update().filter(pk=item_id).first()
    if item is None:
        raise NotFound(item_id=item_id)
    return item


def slip_of(actor: Actor, slip_id: int) -> Slip:
    """A visible slip, locked until the transaction ends. Raises NotFound."""
    slip = visible_slips(actor).select_for_update().filter(pk=slip_id).first()
    if slip is None:
        raise NotFound(slip_id=slip_id)
    return slip


def evidence_of(actor: Actor, evidence_id: int) -> Evidence:
    """A visible piece of evidence, locked with its item until the transaction ends. Raises NotFound."""
    seen = visible_evidence(actor).filter(pk=evidence_id).values_list("item_id", flat=True).first()
    if seen is None:
        raise NotFound(evidence_id=evidence_id)
    # the item first, as everywhere: two that lock in another order would wait for each other
    item = WorkItem.objects.select_for_update().get(pk=seen)
    evidence = Evidence.objects.select_for_update().get(pk=evidence_id)
    evidence.item = item
    return evidence


def hold_for_erasing(rows: QuerySet[Any], organisation: str = "organisation_id") -> None:
    """Hold the organisation of the row that is to lose its words, before anything else is locked. Raises NotFound.

    Who freezes a report holds it too: the words go either before they are counted or out of what was frozen.
    """
    found = rows.values_list(organisation, flat=True).first()
    if found is None:
        raise NotFound
    hold(found)


def require_unit(actor: Actor, unit_id: int, organisation_id: int) -> None:
    """Raises PermissionRefused unless the actor reports for this very unit."""
    policies.require(actor, "work.report", organisation_id)
    if not policies.may_report_for(actor, unit_id):
        raise PermissionRefused(capability="work.report", unit_id=unit_id, actor_id=actor.user_id)


def speaks_for(actor: Actor, unit_id: int, organisation_id: int) -> bool:
    """Whether the actor reports for this unit themselves, and does not enter for it."""
    return policies.may(actor, "work.report", organisation_id) and policies.may_report_for(actor, unit_id)


def reporting_unit(actor: Actor, item: WorkItem, *, received: str, reported_by: str) -> Unit:
    """The unit in whose name the actor sends: their own, or for an officer who enters for it (Nhập thay) the lead.

    Raises PermissionRefused, and InvalidInput where an officer does not say who reported and through what.
    """
    if received == Received.DIRECT:
        policies.require(actor, "work.report", item.organisation_id)
        if policies.may_report_for(actor, item.lead_id):
            return item.lead
        helper = item.coordinating.filter(pk__in=policies.unit_ids(actor)).first()
        if helper is None:
            raise PermissionRefused(capability="work.report", item_id=item.pk, actor_id=actor.user_id)
        return helper
    check_entering(actor, item.organisation_id, received=received, reported_by=reported_by)
    return item.lead


def check_entering(actor: Actor, organisation_id: int, *, received: str, reported_by: str) -> None:
    """Raises PermissionRefused unless the actor may enter for units, InvalidInput where who or how is missing."""
    policies.require(actor, "work.enter_for", organisation_id)
    if received not in Received.values:
        raise InvalidInput(fields={"received": _("Chọn cách đơn vị đã báo về xã.")})
    if not reported_by.strip():
        raise InvalidInput(fields={"reported_by": _("Ghi tên người đã báo.")})


def require_any(actor: Actor, capabilities: tuple[str, ...], organisation_id: int) -> None:
    """Raises PermissionRefused unless the actor has one of the capabilities."""
    if not any(policies.may(actor, capability, organisation_id) for capability in capabilities):
        raise PermissionRefused(capability=capabilities[0], organisation_id=organisation_id, actor_id=actor.user_id)
