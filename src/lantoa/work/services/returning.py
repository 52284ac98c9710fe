"""Giving a withdrawn item again (Giao lại): what was taken out by mistake is not lost."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.org import policies
from lantoa.plans.models import PlanState, TaskState
from lantoa.shared.actors import Actor
from lantoa.shared.errors import WrongState
from lantoa.shared.language import in_vietnamese
from lantoa.work import signals
from lantoa.work.models import EventKind, WorkItem, WorkState
from lantoa.work.services.access import item_of
from lantoa.work.services.history import note
from lantoa.work.services.intake import KEPT_OUT, state_of_return

DROPPED = (TaskState.REJECTED, TaskState.WITHDRAWN)


@transaction.atomic
def give_again(*, actor: Actor, item_id: int) -> WorkItem:
    """Give a withdrawn item to its unit once more; its evidence that waits is to be confirmed again. Pressed twice, it
    is done once. Raises WrongState where its plan has ended or does not give it any more.
    """
    item = item_of(actor, item_id)
    policies.require(actor, "work.manage", item.organisation_id)
    if item.state != WorkState.WITHDRAWN:
        return item
    if item.plan and item.plan.state == PlanState.ENDED:
        raise WrongState(_("Kế hoạch đã kết thúc nên không giao lại được việc này."))
    if item.task and item.task.state in DROPPED:
        raise WrongState(_("Kế hoạch không còn việc này nên không giao lại được."))
    item.state = state_of_return(item)
    item.given = {**item.given, KEPT_OUT: False}
    item.save(update_fields=["state", "given", "changed_at"])
    with in_vietnamese():
        text = _("Giao lại việc đã rút.")
    note(
        actor=actor,
        item=item,
        kind=EventKind.STATE,
        action="work.given_again",
        text=text,
        after=WorkState(item.state).value,
    )
    signals.item_given_again.send(sender=WorkItem, item=item, actor=actor)
    return item
