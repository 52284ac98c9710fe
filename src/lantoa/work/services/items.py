"""Changing what an item says, talking about it, and setting how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lantoa.org import policies
from lantoa.org.models import Unit
from lantoa.plans.models import DeadlineKind
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, NotFound, Stale, WrongState
from lantoa.shared.language import in_vietnamese
from lantoa.work.models import EventKind, EvidenceState, WorkEvent, WorkItem, WorkState
from lantoa.work.services.access import item_of, speaks_for
from lantoa.work.services.contents import LARGEST_NUMBER
from lantoa.work.services.evidence import check_status_only
from lantoa.work.services.history import note
from lantoa.work.text import folded
from lantoakit.writing.numbers import format_number

LONGEST_COMMENT = 2000


@transaction.atomic
def change_item(
    *,
    actor: Actor,
    item_id: int,
    version: int,
    text: str,
    lead_id: int,
    coordinating_ids: Sequence[int],
    deadline_kind: str,
    due_on: date | None = None,
    due_day: int | None = None,
    progress_total: Decimal | None = None,
    progress_measure: str = "",
    status_only: bool = False,
) -> WorkItem:
    """Change text, units, deadline and target. The same values again change nothing. Raises Stale, InvalidInput."""
    item = item_of(actor, item_id)
    policies.require(actor, "work.manage", item.organisation_id)
    if item.state == WorkState.WITHDRAWN:
        raise WrongState(_("Việc này đã rút nên không sửa được nữa."))
    lead = _unit(item, lead_id, field="lead_id")
    helpers = [_unit(item, pk, field="coordinating_ids") for pk in dict.fromkeys(coordinating_ids) if pk != lead.pk]
    wanted: dict[str, Any] = {
        "text": text.strip(),
        "lead_id": lead.pk,
        "deadline_kind": deadline_kind,
        "due_on": due_on if deadline_kind == DeadlineKind.DATE else None,
        "due_day": due_day if deadline_kind == DeadlineKind.MONTHLY else None,
        "progress_total": progress_total,
        "progress_measure": progress_measure.strip() if progress_total else "",
        "status_only": status_only,
    }
    _check(wanted)
    if status_only and not item.status_only:
        _check_kept(item)
    return _changed(actor, item, version, wanted, helpers)


def _changed(actor: Actor, item: WorkItem, version: int, wanted: dict[str, Any], helpers: list[Unit]) -> WorkItem:
    """The item with what is wanted of it. Raises Stale where somebody else changed it meanwhile."""
    changed = [name for name, value in wanted.items() if getattr(item, name) != value]
    if set(item.coordinating.values_list("pk", flat=True)) != {unit.pk for unit in helpers}:
        changed.append("coordinating")
    if not changed:
        return item
    if item.version != version:
        raise Stale(item_id=item.pk)
    before = {
        name: str(getattr(item, name) or "") for name in changed if name in ("due_on", "lead_id", "deadline_kind")
    }
    for name, value in wanted.items():
        setattr(item, name, value)
    save_facts(item)
    item.coordinating.set(helpers)
    note(actor=actor, item=item, kind=EventKind.CHANGED, action="work.changed", fields=changed, before=before)
    return item


def save_facts(item: WorkItem) -> None:
    """Store changed facts of an item: search form and version follow. Raises InvalidInput on a double lead."""
    lead = Unit.objects.get(pk=item.lead_id)
    item.folded = folded(item.text, lead.name, item.path)
    item.version += 1
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as error:
        raise InvalidInput(fields={"lead_id": _("Đơn vị này đã có chính việc đó rồi. Chọn đơn vị khác.")}) from error


@transaction.atomic
def comment(*, actor: Actor, item_id: int, text: str, client_key: str) -> WorkEvent:
    """Say something on an item, for everybody who sees it. The same `client_key` again returns what was written."""
    item = item_of(actor, item_id)
    if not speaks_for_item(actor, item):
        policies.require(actor, "work.accept", item.organisation_id)
    known = WorkEvent.objects.filter(client_key=client_key).first()
    if known:
        return known
    if item.status_only:
        raise InvalidInput(fields={"text": _("Việc này chỉ ghi tình trạng, số lượng và số văn bản.")})
    if not text.strip():
        raise InvalidInput(fields={"text": _("Viết điều muốn trao đổi.")})
    if len(text) > LONGEST_COMMENT:
        raise InvalidInput(fields={"text": _("Viết ngắn hơn, nhiều nhất 2.000 chữ cái.")})
    return note(
        actor=actor,
        item=item,
        kind=EventKind.COMMENT,
        action="work.commented",
        text=text.strip(),
        client_key=client_key,
    )


@transaction.atomic
def set_progress(*, actor: Actor, item_id: int, done: Decimal, seen: Decimal) -> WorkItem:
    """Set how much of the item's target is reached, in its own measure; `seen` is what stood there before.

    Raises Stale where evidence or somebody else moved it meanwhile, WrongState without a target, InvalidInput.
    """
    item = item_of(actor, item_id)
    if not speaks_for(actor, item.lead_id, item.organisation_id):
        policies.require(actor, "work.enter_for", item.organisation_id)
    if item.progress_total is None:
        raise WrongState(_("Việc này không có chỉ tiêu bằng số."))
    if item.state in (WorkState.DONE, WorkState.WITHDRAWN):
        raise WrongState(_("Việc này đã khép lại nên không sửa tiến độ được nữa."))
    if not 0 <= done <= LARGEST_NUMBER:
        raise InvalidInput(fields={"done": _("Số đã làm không nhỏ hơn 0.")})
    if done == item.progress_done:
        return item
    if seen != item.progress_done:
        raise Stale(item_id=item.pk)
    before, item.progress_done = item.progress_done, done
    item.save(update_fields=["progress_done", "changed_at"])
    with in_vietnamese():
        text = _("Tiến độ: từ %(before)s thành %(after)s %(measure)s") % {
            "before": format_number(before),
            "after": format_number(done),
            "measure": item.progress_measure,
        }
    note(
        actor=actor,
        item=item,
        kind=EventKind.CHANGED,
        action="work.progress_set",
        text=text,
        before=str(before),
        after=str(done),
    )
    return item


def speaks_for_item(actor: Actor, item: WorkItem) -> bool:
    """Whether the actor belongs to the leading or a coordinating unit of the item."""
    if not policies.may(actor, "work.report", item.organisation_id):
        return False
    units = policies.unit_ids(actor)
    return actor.system or item.lead_id in units or item.coordinating.filter(pk__in=units).exists()


def _unit(item: WorkItem, unit_id: int, *, field: str) -> Unit:
    """A unit that may be given the item. One that has it already may keep it, though it was closed since."""
    unit = Unit.objects.filter(pk=unit_id, organisation_id=item.organisation_id).first()
    if unit is None:
        raise NotFound(unit_id=unit_id)
    if not unit.is_active and unit.pk != item.lead_id and not item.coordinating.filter(pk=unit.pk).exists():
        raise InvalidInput(fields={field: _("%(unit)s đã ngừng dùng. Chọn đơn vị khác.") % {"unit": unit.name}})
    return unit


def _check_kept(item: WorkItem) -> None:
    """Raises InvalidInput where the item holds evidence that a status-only item does not keep."""
    for evidence in item.evidence.exclude(state=EvidenceState.ERASED):
        try:
            check_status_only(evidence.kind, evidence.text)
        except InvalidInput as error:
            sentence = _("Việc này đang có minh chứng là ảnh, tệp, đường dẫn hoặc lời kể. Xóa minh chứng đó rồi đổi.")
            raise InvalidInput(fields={"status_only": sentence}) from error


def _check(wanted: dict[str, Any]) -> None:
    fields: dict[str, str] = {}
    if not wanted["text"]:
        fields["text"] = _("Ghi việc phải làm.")
    if wanted["deadline_kind"] not in DeadlineKind.values:
        fields["deadline_kind"] = _("Chọn cách tính hạn.")
    if wanted["deadline_kind"] == DeadlineKind.DATE and wanted["due_on"] is None:
        fields["due_on"] = _("Ghi ngày phải xong, ví dụ 30/11/2026.")
    if wanted["due_day"] is not None and not 1 <= wanted["due_day"] <= 31:
        fields["due_day"] = _("Ngày trong tháng là số từ 1 đến 31.")
    if wanted["progress_total"] is not None and not 0 < wanted["progress_total"] <= LARGEST_NUMBER:
        fields["progress_total"] = _("Chỉ tiêu là số lớn hơn 0; để trống nếu không có.")
    if wanted["progress_total"] and not wanted["progress_measure"]:
        fields["progress_measure"] = _("Ghi đơn vị tính, ví dụ: hộ.")
    if fields:
        raise InvalidInput(fields=fields)
