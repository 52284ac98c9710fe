"""Filling, submitting and confirming the monthly slip (Phiếu báo kết quả)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.org import policies
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, NotFound, Stale, WrongState
from lantoa.shared.language import in_vietnamese
from lantoa.work import signals
from lantoa.work.models import (
    EventKind,
    Evidence,
    EvidenceKind,
    EvidenceState,
    Received,
    Slip,
    SlipLine,
    SlipState,
    WorkState,
)
from lantoa.work.services.access import check_entering, require_unit, slip_of
from lantoa.work.services.contents import LARGEST_NUMBER
from lantoa.work.services.evidence import check_status_only, count_towards, wipe
from lantoa.work.services.history import note
from lantoa.work.services.states import move, required_reason

FILLABLE = (SlipState.OPEN, SlipState.RETURNED)
LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class LineInput:
    """What was entered on one line; `version` is the line's version that the person saw."""

    line_id: int
    version: int
    done: bool | None = None
    text: str = ""
    number: Decimal | None = None
    measure: str = ""
    nothing: bool = False

    def or_nothing(self) -> LineInput:
        """This line as "Không phát sinh" where nothing was entered on it; else as it is, for its answer to be asked."""
        if self.done is None and not self.text.strip() and self.number is None:
            return replace(self, done=False, nothing=True)
        return self


@transaction.atomic
def save_line(*, actor: Actor, slip_id: int, line: LineInput) -> SlipLine:
    """Keep one line as a draft while it is being filled in. Raises Stale where somebody else filled it meanwhile."""
    slip = slip_of(actor, slip_id)
    require_unit(actor, slip.unit_id, slip.organisation_id)
    _require_fillable(slip)
    return _write(actor, slip, _lines(slip), line)


@transaction.atomic
def submit_slip(
    *,
    actor: Actor,
    slip_id: int,
    version: int,
    lines: Sequence[LineInput],
    received: str = Received.DIRECT,
    reported_by: str = "",
) -> Slip:
    """Send the slip to the commune; its numbers become evidence of their items. The same sent twice is sent once.

    An officer enters for the unit with `received` and `reported_by`. Every line needs an answer. Raises InvalidInput
    (fields `line-<id>-done` …), Stale, WrongState where somebody has sent it with other answers.
    """
    slip = slip_of(actor, slip_id)
    _require_reporter(actor, slip, received, reported_by)
    stored = _lines(slip)
    if slip.state in (SlipState.SUBMITTED, SlipState.ACCEPTED) and not _says_more(stored, lines):
        return slip
    _require_fillable(slip)
    if slip.version != version:
        raise Stale(slip_id=slip.pk)
    for line in lines:
        _write(actor, slip, stored, line)
    open_lines = [row for row in stored.values() if row.item.state != WorkState.WITHDRAWN]
    wanted = _("Chọn Đã làm, Chưa làm hoặc Không phát sinh.")
    missing = {f"line-{row.pk}-done": wanted for row in open_lines if row.done is None}
    if missing:
        raise InvalidInput(fields=missing)
    slip.state, slip.returned_why = SlipState.SUBMITTED, ""
    slip.submitted_at, slip.submitted_by_id = timezone.now(), actor.user_id
    slip.received, slip.reported_by = received, reported_by.strip()
    slip.version += 1
    slip.save()
    for row in open_lines:
        _keep_number(actor, slip, row)
        if row.done and row.item.state in (WorkState.OPEN, WorkState.RETURNED):
            move(actor, row.item, WorkState.DOING)
    audit.record(actor=actor, action="work.slip_submitted", target=slip, organisation_id=slip.organisation_id)
    return slip


@transaction.atomic
def accept_slip(*, actor: Actor, slip_id: int, version: int | None = None) -> Slip:
    """Confirm a slip with its numbers. Confirmed twice, it is done once. Raises Stale, WrongState."""
    slip = slip_of(actor, slip_id)
    policies.require(actor, "work.accept", slip.organisation_id)
    if slip.state == SlipState.ACCEPTED:
        return slip
    _judge(actor, slip, version, SlipState.ACCEPTED)
    Evidence.objects.filter(line__slip=slip, state=EvidenceState.SENT).update(
        state=EvidenceState.ACCEPTED, judged_by_id=actor.user_id, judged_at=timezone.now()
    )
    return slip


@transaction.atomic
def return_slip(*, actor: Actor, slip_id: int, reason: str, version: int | None = None) -> Slip:
    """Send a slip back to its unit (Cần bổ sung); its numbers stop counting until it comes again."""
    slip = slip_of(actor, slip_id)
    policies.require(actor, "work.accept", slip.organisation_id)
    if slip.state == SlipState.RETURNED:
        return slip
    slip.returned_why = required_reason(reason)
    _judge(actor, slip, version, SlipState.RETURNED)
    for evidence in Evidence.objects.filter(line__slip=slip, state=EvidenceState.SENT).select_related("item"):
        count_towards(evidence.item, evidence, added=False)
        evidence.state, evidence.returned_why = EvidenceState.RETURNED, slip.returned_why
        evidence.save(update_fields=["state", "returned_why"])
    return slip


def _require_reporter(actor: Actor, slip: Slip, received: str, reported_by: str) -> None:
    if received == Received.DIRECT:
        require_unit(actor, slip.unit_id, slip.organisation_id)
    else:
        check_entering(actor, slip.organisation_id, received=received, reported_by=reported_by)


def _require_fillable(slip: Slip) -> None:
    if slip.state not in FILLABLE:
        raise WrongState(_("Phiếu này đã gửi về xã nên không sửa được nữa."))


def _lines(slip: Slip) -> dict[int, SlipLine]:
    return {row.pk: row for row in slip.lines.select_related("item").select_for_update(of=("self",))}


def _values(line: LineInput) -> dict[str, Any]:
    """What a line stores."""
    return {
        "done": line.done,
        "nothing": line.nothing,
        "text": line.text.strip(),
        "number": line.number,
        "measure": line.measure.strip()[:40],
    }


def _says_more(stored: dict[int, SlipLine], lines: Sequence[LineInput]) -> bool:
    """Whether anything was entered that the slip does not hold, which must not be taken for kept."""
    return any(
        getattr(stored.get(line.line_id), name, None) != value
        for line in lines
        for name, value in _values(line).items()
    )


def _write(actor: Actor, slip: Slip, stored: dict[int, SlipLine], line: LineInput) -> SlipLine:
    row = stored.get(line.line_id)
    if row is None:
        raise NotFound(line_id=line.line_id)
    wanted = _values(line)
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return row
    if row.version != line.version:
        raise Stale(line_id=row.pk)
    _check(row, line)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    audit.record(actor=actor, action="work.slip_line_saved", target=row, organisation_id=slip.organisation_id)
    return row


def _check(row: SlipLine, line: LineInput) -> None:
    prefix = f"line-{row.pk}-"
    if len(line.text) > LONGEST_TEXT:
        raise InvalidInput(fields={prefix + "text": _("Viết ngắn hơn, nhiều nhất 1.000 chữ cái.")})
    number = line.number
    if number is not None and (not number.is_finite() or not 0 <= number <= LARGEST_NUMBER):
        raise InvalidInput(fields={prefix + "number": _("Ghi một số từ 0 trở lên, ví dụ 6 hoặc 1.234,5.")})
    if row.item.status_only:
        try:
            check_status_only(EvidenceKind.NOTE, line.text)
        except InvalidInput as error:
            raise InvalidInput(fields={prefix + "text": error.message}) from error


def _keep_number(actor: Actor, slip: Slip, row: SlipLine) -> None:
    """The number of a line is one piece of evidence: made, changed or emptied with the line."""
    key = f"slip-line-{row.pk}"
    evidence = Evidence.objects.filter(client_key=key).select_related("item").first()
    if row.number is None or not row.done:
        if evidence and evidence.state != EvidenceState.ERASED:
            with in_vietnamese():
                evidence.erased_why = _("Phiếu báo gửi lại không còn số này.")
            wipe(evidence, actor)
        return
    if evidence is None:
        evidence = Evidence(
            client_key=key, organisation_id=slip.organisation_id, item=row.item, line=row, unit=slip.unit
        )
    else:
        count_towards(evidence.item, evidence, added=False)
    evidence.kind, evidence.number, evidence.measure = EvidenceKind.NUMBER, row.number, row.measure
    evidence.state, evidence.returned_why = EvidenceState.SENT, ""
    evidence.happened_on = min(slip.period_end, timezone.localdate())
    evidence.received, evidence.reported_by = slip.received, slip.reported_by
    evidence.entered_by_id = actor.user_id
    evidence.erased_at, evidence.erased_by, evidence.erased_why = None, None, ""
    evidence.save()
    count_towards(evidence.item, evidence, added=True)
    note(
        actor=actor,
        item=row.item,
        kind=EventKind.EVIDENCE,
        action="work.evidence_added",
        evidence_id=evidence.pk,
        of=EvidenceKind.NUMBER.value,
        slip_id=slip.pk,
    )
    signals.evidence_recorded.send(sender=Evidence, evidence=evidence, actor=actor)


def _judge(actor: Actor, slip: Slip, version: int | None, state: SlipState) -> None:
    if slip.state != SlipState.SUBMITTED:
        raise WrongState
    if version is not None and slip.version != version:
        raise Stale(slip_id=slip.pk)
    slip.state = state
    slip.judged_by_id, slip.judged_at = actor.user_id, timezone.now()
    slip.version += 1
    slip.save()
    audit.record(actor=actor, action=f"work.slip_{state.value}", target=slip, organisation_id=slip.organisation_id)
