"""What a unit asks about an item: more time (Xin gia hạn), or that it is not theirs (Báo giao nhầm)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.org import policies
from lantoa.org.models import Unit
from lantoa.plans.models import DeadlineKind
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, NotFound, WrongState
from lantoa.work.models import (
    OPEN_STATES,
    EventKind,
    Request,
    RequestKind,
    RequestState,
    WorkItem,
)
from lantoa.work.services.access import item_of, require_unit, visible_items
from lantoa.work.services.evidence import DOCUMENT_NUMBER
from lantoa.work.services.history import note
from lantoa.work.services.intake import withdraw
from lantoa.work.services.items import save_facts
from lantoa.work.services.states import required_reason


@transaction.atomic
def ask_extension(*, actor: Actor, item_id: int, wanted_on: date | None, reason: str, client_key: str) -> Request:
    """Ask for a later day. Sent twice, it is one request. Raises InvalidInput, WrongState."""
    item = _open_item(actor, item_id)
    known = _known(item, RequestKind.EXTENSION, client_key, reason, wanted_on)
    if known:
        return known
    fields: dict[str, str] = {}
    if wanted_on is None:
        fields["wanted_on"] = _("Ghi ngày xin lùi đến, ví dụ 15/12/2026.")
    elif wanted_on <= max(item.due_on or timezone.localdate(), timezone.localdate()):
        fields["wanted_on"] = _("Ngày xin lùi đến phải sau hôm nay và sau hạn đang có.")
    if not reason.strip():
        fields["reason"] = _("Ghi lý do xin gia hạn.")
    if fields:
        raise InvalidInput(fields=fields)
    _check_status_only(item, reason)
    return _ask(
        actor,
        item,
        RequestKind.EXTENSION,
        reason=required_reason(reason),
        client_key=client_key,
        wanted_on=wanted_on,
    )


@transaction.atomic
def report_misassigned(*, actor: Actor, item_id: int, reason: str, client_key: str) -> Request:
    """Say that the item is not this unit's. Sent twice, it is one request. Raises InvalidInput, WrongState."""
    item = _open_item(actor, item_id)
    known = _known(item, RequestKind.MISASSIGNED, client_key, reason)
    if known:
        return known
    if not reason.strip():
        raise InvalidInput(fields={"reason": _("Ghi vì sao việc này không phải của đơn vị.")})
    _check_status_only(item, reason)
    return _ask(actor, item, RequestKind.MISASSIGNED, reason=required_reason(reason), client_key=client_key)


@transaction.atomic
def grant_request(
    *,
    actor: Actor,
    request_id: int,
    answer: str = "",
    due_on: date | None = None,
    lead_id: int | None = None,
    withdrawn: bool = False,
) -> Request:
    """Agree. An extension moves the deadline (to `due_on`, else to the day asked for); a wrong assignment goes to the
    unit `lead_id`, or is withdrawn where that is said. Granted twice, it is done once. Raises InvalidInput.
    """
    row = _request_of(actor, request_id)
    if row.state == RequestState.GRANTED:
        return row
    if row.state != RequestState.OPEN:
        raise WrongState
    item = item_of(actor, row.item_id)
    if item.state not in OPEN_STATES:
        raise WrongState(_("Việc này không còn mở nên không cần trả lời nữa."))
    if row.kind == RequestKind.EXTENSION:
        day = due_on or row.wanted_on
        if day is None or day < timezone.localdate():
            raise InvalidInput(fields={"due_on": _("Hạn mới không thể trước hôm nay. Ghi một ngày từ hôm nay trở đi.")})
        item.deadline_kind, item.due_on = DeadlineKind.DATE, day
        save_facts(item)
    elif withdrawn:
        withdraw(item, by_hand=True)
    elif lead_id is not None:
        _reassign(item, lead_id)
    else:
        raise InvalidInput(fields={"lead_id": _("Chọn đơn vị sẽ làm việc này, hoặc chọn rút việc.")})
    return _answer(actor, row, item, RequestState.GRANTED, answer.strip())


@transaction.atomic
def refuse_request(*, actor: Actor, request_id: int, answer: str) -> Request:
    """Do not agree, and say why. Refused twice, it is done once."""
    row = _request_of(actor, request_id)
    if row.state == RequestState.REFUSED:
        return row
    if row.state != RequestState.OPEN:
        raise WrongState
    item = item_of(actor, row.item_id)
    return _answer(actor, row, item, RequestState.REFUSED, required_reason(answer, "answer"))


def _open_item(actor: Actor, item_id: int) -> WorkItem:
    item = item_of(actor, item_id)
    require_unit(actor, item.lead_id, item.organisation_id)
    if item.state not in OPEN_STATES:
        raise WrongState(_("Việc này không còn mở nên không gửi đề nghị được."))
    return item


def _check_status_only(item: WorkItem, reason: str) -> None:
    """Of a status-only item the reason stands in a document of the unit; here only its number is kept."""
    if item.status_only and not DOCUMENT_NUMBER.fullmatch(reason.strip()):
        raise InvalidInput(
            fields={"reason": _("Việc này chỉ ghi số văn bản. Ghi số văn bản nêu lý do, ví dụ 12/BC-CAX.")}
        )


def _known(
    item: WorkItem, kind: RequestKind, client_key: str, reason: str, wanted_on: date | None = None
) -> Request | None:
    """What was sent with this key before, or the same request that still waits for its answer.

    Raises WrongState where another one of this kind waits: what was typed must not be taken for sent.
    """
    sent = item.requests.filter(client_key=client_key).first()
    waiting = item.requests.filter(kind=kind, state=RequestState.OPEN).first()
    if sent or waiting is None:
        return sent
    if (waiting.reason, waiting.wanted_on) != (reason.strip(), wanted_on):
        raise WrongState(_("Đơn vị đã gửi một đề nghị như thế và đang chờ xã trả lời."))
    return waiting


def _ask(
    actor: Actor, item: WorkItem, kind: RequestKind, *, reason: str, client_key: str, wanted_on: date | None = None
) -> Request:
    row = Request.objects.create(
        item=item, kind=kind, reason=reason, wanted_on=wanted_on, made_by_id=actor.user_id, client_key=client_key
    )
    note(
        actor=actor,
        item=item,
        kind=EventKind.REQUEST,
        action=f"work.asked_{kind.value}",
        text=reason,
        request_id=row.pk,
        wanted_on=wanted_on.isoformat() if wanted_on else None,
    )
    return row


def _request_of(actor: Actor, request_id: int) -> Request:
    row = Request.objects.select_for_update().filter(pk=request_id, item__in=visible_items(actor)).first()
    if row is None:
        raise NotFound(request_id=request_id)
    policies.require(actor, "work.accept", row.item.organisation_id)
    return row


def _reassign(item: WorkItem, lead_id: int) -> None:
    unit = Unit.objects.filter(pk=lead_id, organisation_id=item.organisation_id, is_active=True).first()
    if unit is None:
        raise NotFound(unit_id=lead_id)
    if unit.pk == item.lead_id:
        raise InvalidInput(fields={"lead_id": _("Đây chính là đơn vị đã báo giao nhầm. Chọn đơn vị khác.")})
    item.lead = unit
    save_facts(item)
    item.coordinating.remove(unit)


def _answer(actor: Actor, row: Request, item: WorkItem, state: RequestState, answer: str) -> Request:
    row.state, row.answer = state, answer
    row.answered_by_id, row.answered_at = actor.user_id, timezone.now()
    row.save()
    note(
        actor=actor,
        item=item,
        kind=EventKind.ANSWER,
        action=f"work.{state.value}_{row.kind}",
        text=answer,
        request_id=row.pk,
        due_on=item.due_on.isoformat() if item.due_on else None,
        lead_id=item.lead_id,
    )
    return row
