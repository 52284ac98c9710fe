"""Two units become one: what the old one still had to do goes to the new one, what it has done stays under its name."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.org import policies
from lantoa.org.models import Unit
from lantoa.shared.actors import Actor
from lantoa.shared.language import in_vietnamese
from lantoa.work.models import OPEN_STATES, EventKind, WorkItem
from lantoa.work.services.history import note
from lantoa.work.services.intake import withdraw
from lantoa.work.services.items import save_facts


@transaction.atomic
def move_unit_work(*, actor: Actor, old: Unit, new: Unit) -> int:
    """Give the open items of `old` to `new`; where `new` already has the same task, the old item is withdrawn.

    Returns how many items changed. Raises PermissionRefused.
    """
    policies.require(actor, "org.manage", old.organisation_id)
    items = list(WorkItem.objects.select_for_update().filter(lead=old, state__in=OPEN_STATES))
    taken = set(WorkItem.objects.filter(lead=new).exclude(task=None).values_list("task_id", flat=True))
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
    return len(items)
