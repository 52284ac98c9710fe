"""The states of an item and who moves it from one to the next.

    OPEN -> DOING -> SUBMITTED -> DONE
                     SUBMITTED -> RETURNED -> DOING, SUBMITTED
    DONE -> DOING (taken up again, with a reason)
    WITHDRAWN -> OPEN, DOING (given again)

The move that an item has already made is made once: asking for it again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.org import policies
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, WrongState
from lantoa.work import signals
from lantoa.work.models import COUNTED, EventKind, Evidence, EvidenceState, WorkItem, WorkState
from lantoa.work.services.access import item_of, speaks_for
from lantoa.work.services.history import note

MOVES: dict[WorkState, frozenset[WorkState]] = {
    WorkState.OPEN: frozenset({WorkState.DOING, WorkState.SUBMITTED}),
    WorkState.DOING: frozenset({WorkState.SUBMITTED}),
    WorkState.SUBMITTED: frozenset({WorkState.DONE, WorkState.RETURNED}),
    WorkState.RETURNED: frozenset({WorkState.DOING, WorkState.SUBMITTED}),
    WorkState.DONE: frozenset({WorkState.DOING}),
    WorkState.WITHDRAWN: frozenset(),
}
"""From a state, the states that a move leads to. Withdrawing and giving again are no moves: see intake, returning."""


@transaction.atomic
def start_item(*, actor: Actor, item_id: int) -> WorkItem:
    """The unit, or an officer who enters for it, says it has begun. Raises WrongState where the item is past that."""
    item = item_of(actor, item_id)
    if not speaks_for(actor, item.lead_id, item.organisation_id):
        policies.require(actor, "work.enter_for", item.organisation_id)
    if item.state == WorkState.DOING:
        return item
    if item.state == WorkState.DONE:
        raise WrongState(_("Việc này xã đã xác nhận xong."))
    return move(actor, item, WorkState.DOING)


@transaction.atomic
def submit_item(*, actor: Actor, item_id: int) -> WorkItem:
    """The unit, or an officer who enters for it, says it is finished; past that nothing changes. Raises WrongState."""
    item = item_of(actor, item_id)
    if not speaks_for(actor, item.lead_id, item.organisation_id):
        policies.require(actor, "work.enter_for", item.organisation_id)
    if item.state in (WorkState.SUBMITTED, WorkState.DONE):
        return item
    return move(actor, item, WorkState.SUBMITTED)


@transaction.atomic
def accept_item(*, actor: Actor, item_id: int, evidence_ids: Iterable[int] | None = None) -> WorkItem:
    """Confirm a submitted item and the evidence that the person saw (all that waits where `evidence_ids` is None)."""
    item = item_of(actor, item_id)
    policies.require(actor, "work.accept", item.organisation_id)
    if item.state == WorkState.DONE:
        return item
    waiting = Evidence.objects.filter(item=item, state=EvidenceState.SENT)
    if evidence_ids is not None:
        waiting = waiting.filter(pk__in=list(evidence_ids))
    move(actor, item, WorkState.DONE, kind=EventKind.ACCEPTED, evidence=list(waiting.values_list("pk", flat=True)))
    waiting.update(state=EvidenceState.ACCEPTED, judged_by_id=actor.user_id, judged_at=timezone.now())
    signals.item_done.send(sender=WorkItem, item=item, actor=actor)
    return item


@transaction.atomic
def return_item(*, actor: Actor, item_id: int, reason: str) -> WorkItem:
    """Send a submitted item back to its unit (Cần bổ sung). Raises InvalidInput without a reason."""
    item = item_of(actor, item_id)
    policies.require(actor, "work.accept", item.organisation_id)
    if item.state == WorkState.RETURNED:
        return item
    return move(actor, item, WorkState.RETURNED, kind=EventKind.RETURNED, text=required_reason(reason))


@transaction.atomic
def reopen_item(*, actor: Actor, item_id: int, reason: str) -> WorkItem:
    """Take a confirmed item up again. Raises InvalidInput without a reason, WrongState where it is not done."""
    item = item_of(actor, item_id)
    policies.require(actor, "work.manage", item.organisation_id)
    if item.state != WorkState.DONE:
        raise WrongState
    return move(actor, item, WorkState.DOING, text=required_reason(reason))


def move(
    actor: Actor,
    item: WorkItem,
    state: WorkState,
    *,
    kind: EventKind = EventKind.STATE,
    text: str = "",
    **data: Any,
) -> WorkItem:
    """Move a locked item along MOVES, with history. Raises WrongState where that is no move."""
    before = WorkState(item.state)
    if state not in MOVES[before]:
        raise WrongState(item_id=item.pk, before=before, wanted=state)
    item.state = state
    item.done_on = _day_of_doing(item) if state == WorkState.DONE else None
    taken = WorkItem.objects.filter(pk=item.pk, state=before).update(
        state=state, done_on=item.done_on, changed_at=timezone.now()
    )
    if not taken:
        raise WrongState(item_id=item.pk, before=before, wanted=state)
    note(
        actor=actor,
        item=item,
        kind=kind,
        action=f"work.{state.value}",
        text=text,
        before=before.value,
        after=state.value,
        **data,
    )
    return item


def _day_of_doing(item: WorkItem) -> date:
    """The day on which the work was done: of its last evidence, else the day on which the unit said so.

    Never the day of confirming: an office that confirms late must not make a unit late. What was taken up again counts
    from then on, since what the unit had shown before was not enough.
    """
    reopened = item.events.filter(data__before=WorkState.DONE.value).aggregate(at=Max("at"))["at"]
    pieces = Evidence.objects.filter(item=item, state__in=COUNTED)
    said = item.events.filter(data__after=WorkState.SUBMITTED.value)
    if reopened is not None:
        pieces = pieces.filter(created_at__gt=reopened)
    shown: date | None = pieces.aggregate(day=Max("happened_on"))["day"]
    told = said.aggregate(at=Max("at"))["at"]
    return shown or (timezone.localdate(told) if told else timezone.localdate())


def required_reason(reason: str, field: str = "reason") -> str:
    """The reason without white space around it. Raises InvalidInput where there is none or it is too long."""
    cleaned = reason.strip()
    if not cleaned:
        raise InvalidInput(fields={field: _("Ghi lý do để đơn vị biết cần làm gì.")})
    if len(cleaned) > 1000:
        raise InvalidInput(fields={field: _("Viết ngắn hơn, nhiều nhất 1.000 chữ cái.")})
    return cleaned
