"""Erasing what people wrote outside of evidence: on a line of a slip, in a request and its answer, in the history.

The words go for good, a mark with the day stands in their place, and the history says who erased them and why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.org import policies
from lantoa.shared.actors import Actor
from lantoa.shared.errors import WrongState
from lantoa.work import signals
from lantoa.work.models import EventKind, Evidence, Request, SlipLine, WorkEvent, WorkItem
from lantoa.work.services.access import hold_for_erasing, item_of, slip_of, visible_items, visible_slips
from lantoa.work.services.history import note
from lantoa.work.services.states import required_reason
from lantoa.work.text import erased_mark, is_erased


@dataclass(frozen=True, slots=True)
class ErasedWords:
    """Words that a report may have printed: of a line of the slip `slip_id`, or of a request (`slip_id` None)."""

    source_id: int
    organisation_id: int
    item_id: int
    words: str
    slip_id: int | None = None


@transaction.atomic
def erase_line(*, actor: Actor, line_id: int, reason: str) -> SlipLine:
    """Erase the words of a line, and what was said when its slip was returned; its answer and number stay.

    Erased twice, it is done once. Raises NotFound, PermissionRefused, InvalidInput without a reason, WrongState where
    there are no words.
    """
    rows = SlipLine.objects.filter(pk=line_id, slip__in=visible_slips(actor))
    hold_for_erasing(rows, "slip__organisation_id")
    slip = slip_of(actor, rows.values_list("slip_id", flat=True).get())
    policies.require(actor, "work.manage", slip.organisation_id)
    line = SlipLine.objects.select_for_update(of=("self",)).select_related("item").get(pk=line_id)
    if is_erased(line.text):
        return line
    words, why = _words(line.text), required_reason(reason)
    line.text = erased_mark(timezone.localdate())
    line.version += 1  # a form that is open with the words must not bring them back
    line.save(update_fields=["text", "version"])
    if slip.returned_why:
        slip.returned_why = line.text
        slip.save(update_fields=["returned_why"])
    # Sent back, the slip gave the same reason to the numbers of all its lines.
    Evidence.objects.filter(line__slip=slip).exclude(returned_why="").update(returned_why="")
    _tell(actor, line.item, why, line_id=line.pk)
    erased = ErasedWords(line.pk, slip.organisation_id, line.item_id, words, slip.pk)
    signals.words_erased.send(sender=SlipLine, erased=erased, actor=actor)
    return line


@transaction.atomic
def erase_request(*, actor: Actor, request_id: int, reason: str) -> Request:
    """Erase the reason that a unit gave and the answer to it, here and in the history; what was decided stays.

    Raises what erase_line raises.
    """
    rows = Request.objects.filter(pk=request_id, item__in=visible_items(actor))
    hold_for_erasing(rows, "item__organisation_id")
    item = item_of(actor, rows.values_list("item_id", flat=True).get())
    policies.require(actor, "work.manage", item.organisation_id)
    row = Request.objects.select_for_update().get(pk=request_id)
    if is_erased(row.reason):
        return row
    words, why, mark = _words(row.reason), required_reason(reason), erased_mark(timezone.localdate())
    row.reason, row.answer = mark, mark if row.answer else ""
    row.save(update_fields=["reason", "answer"])
    item.events.filter(data__request_id=row.pk).exclude(text="").update(text=mark)
    _tell(actor, item, why, request_id=row.pk)
    erased = ErasedWords(row.pk, item.organisation_id, item.pk, words)
    signals.words_erased.send(sender=Request, erased=erased, actor=actor)
    return row


@transaction.atomic
def erase_event(*, actor: Actor, event_id: int, reason: str) -> WorkEvent:
    """Erase somebody's own words in the history of an item: a comment, what was wanted when something was returned.

    Those of a request are erased with the request. Raises what erase_line raises.
    """
    rows = WorkEvent.objects.filter(pk=event_id, item__in=visible_items(actor))
    hold_for_erasing(rows, "item__organisation_id")
    item = item_of(actor, rows.values_list("item_id", flat=True).get())
    policies.require(actor, "work.manage", item.organisation_id)
    event = item.events.select_for_update().get(pk=event_id)
    if is_erased(event.text):
        return event
    if not event.has_words:
        raise WrongState
    if "request_id" in event.data:
        erase_request(actor=actor, request_id=event.data["request_id"], reason=reason)
        event.refresh_from_db()
        return event
    why = required_reason(reason)
    event.text = erased_mark(timezone.localdate())
    event.save(update_fields=["text"])
    if "evidence_id" in event.data:
        item.evidence.filter(pk=event.data["evidence_id"]).exclude(returned_why="").update(returned_why=event.text)
    _tell(actor, item, why, event_id=event.pk)
    return event


def _words(text: str) -> str:
    if not text.strip():
        raise WrongState
    return text


def _tell(actor: Actor, item: WorkItem, why: str, **ids: Any) -> None:
    note(actor=actor, item=item, kind=EventKind.ERASED, action="work.words_erased", text=why, **ids)
