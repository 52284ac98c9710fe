"""Two units become one: what the old one still had to do goes to the new one, what it has done stays under its name."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lantoa.org import policies
from lantoa.org.models import Unit
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.language import in_vietnamese
from lantoa.work.models import OPEN_STATES, EventKind, Slip, WorkItem, WorkState
from lantoa.work.services.history import note
from lantoa.work.services.intake import withdraw
from lantoa.work.services.items import save_facts
from lantoa.work.services.slips import FILLABLE

UNFINISHED = (*OPEN_STATES, WorkState.SUBMITTED)
"""What may still come back to its unit."""
ANSWERED = Q(done__isnull=False) | ~Q(text="") | Q(number__isnull=False)


@transaction.atomic
def move_unit_work(*, actor: Actor, old: Unit, new: Unit) -> int:
    """Give the unfinished items and slips of `old` to `new`; where `new` already has the same task, the old item is
    withdrawn, or stays to be confirmed where it was submitted.

    Returns how many items changed. Raises PermissionRefused.
    """
    policies.require(actor, "org.manage", old.organisation_id)
    taken = set(WorkItem.objects.filter(lead=new).exclude(task=None).values_list("task_id", flat=True))
    items = [
        item
        for item in WorkItem.objects.select_for_update().filter(lead=old, state__in=UNFINISHED)
        if item.task_id not in taken or item.state != WorkState.SUBMITTED
    ]
    for item in items:
        if item.task_id in taken:
            withdraw(item, by_hand=True)
        else:
            item.lead = new
            save_facts(item)
            item.coordinating.remove(new)
        with in_vietnamese():
            text = _("%(old)s nhập vào %(new)s.") % {"old": old.name, "new": new.name}
        note(actor=actor, item=item, kind=EventKind.CHANGED, action="work.unit_merged", text=text, lead_id=item.lead_id)
    for item in WorkItem.objects.filter(coordinating=old, state__in=OPEN_STATES):
        item.coordinating.remove(old)
        if item.lead_id != new.pk:
            item.coordinating.add(new)
    _move_slips(actor, old, new)
    return len(items)


def _move_slips(actor: Actor, old: Unit, new: Unit) -> None:
    """Slips that `old` still has to send: `new` sends them, on its own slip of the period where it has one."""
    for slip in Slip.objects.select_for_update().filter(unit=old, state__in=FILLABLE):
        there = Slip.objects.filter(unit=new, period_start=slip.period_start).first()
        if there is None:
            slip.unit = new
            slip.version += 1
            slip.save(update_fields=["unit", "version"])
        elif there.state in FILLABLE:
            slip.lines.exclude(item_id__in=there.lines.values("item_id")).update(slip=there)
        audit.record(
            actor=actor, action="work.unit_merged", target=slip, organisation_id=slip.organisation_id, unit=new.pk
        )
        if there is not None and not slip.lines.filter(ANSWERED).exists():
            slip.delete()
