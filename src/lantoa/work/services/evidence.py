"""Evidence: taken in once, judged, erased. What a number or photo is kept for is the proof of the work alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.org import policies
from lantoa.shared.actors import SYSTEM, Actor
from lantoa.shared.errors import InvalidInput, NotFound, WrongState
from lantoa.work import signals
from lantoa.work.models import (
    COUNTED,
    EventKind,
    Evidence,
    EvidenceKind,
    EvidenceState,
    Received,
    SlipLine,
    Stamp,
    WorkItem,
    WorkState,
)
from lantoa.work.pictures import Region
from lantoa.work.services.access import evidence_of, item_of, reporting_unit
from lantoa.work.services.contents import content_of
from lantoa.work.services.history import note
from lantoa.work.services.stamps import ask_for_look
from lantoa.work.services.states import move, required_reason
from lantoa.work.text import folded

STATUS_KINDS = (EvidenceKind.NUMBER, EvidenceKind.NOTE)
DOCUMENT_NUMBER = re.compile(r"(số\s+)?\d{1,5}\s*[/-]\s*[\w&.\-/ ]{1,60}", re.IGNORECASE)


@transaction.atomic
def add_evidence(
    *,
    actor: Actor,
    item_id: int,
    kind: str,
    client_key: str,
    happened_on: date,
    upload: UploadedFile | None = None,
    blurred: Sequence[Region] = (),
    declared_not_secret: bool = False,
    link: str = "",
    number: Decimal | None = None,
    measure: str = "",
    text: str = "",
    line_id: int | None = None,
    received: str = Received.DIRECT,
    reported_by: str = "",
    may_publish: bool = False,
    consent_text: str = "",
) -> Evidence:
    """Keep one piece of proof; the same `client_key` again returns the piece that is kept already.

    A unit sends for itself (received DIRECT); an officer enters for it with `received` and `reported_by`. A photo is
    stripped of metadata, turned upright and blurred in `blurred` before anything is stored. Raises InvalidInput,
    PermissionRefused, NotFound, WrongState.
    """
    item = item_of(actor, item_id)
    unit = reporting_unit(actor, item, received=received, reported_by=reported_by)
    known = Evidence.objects.filter(client_key=client_key).first()
    if known:
        return _same(known, item)
    check_may_add(item, kind, happened_on, client_key)
    values = content_of(
        kind,
        upload=upload,
        blurred=blurred,
        declared_not_secret=declared_not_secret,
        link=link,
        number=number,
        measure=measure,
        text=text,
    )
    if item.status_only:
        check_status_only(kind, text)
    if may_publish and not consent_text.strip():
        raise InvalidInput(fields={"consent_text": _("Ghi ai đã đồng ý cho đăng và đồng ý bằng cách nào.")})
    evidence = Evidence(
        organisation_id=item.organisation_id,
        item=item,
        line=_line(item, line_id),
        unit=unit,
        kind=kind,
        client_key=client_key,
        happened_on=happened_on,
        received=received,
        reported_by=reported_by.strip(),
        entered_by_id=actor.user_id,
        may_publish=may_publish,
        consent_text=consent_text.strip() if may_publish else "",
        consent_at=timezone.now() if may_publish else None,
        **values,
    )
    store(evidence)
    if evidence.stamp:
        ask_for_look(evidence)
    count_towards(item, evidence, added=True)
    if item.state in (WorkState.OPEN, WorkState.RETURNED):
        move(actor, item, WorkState.DOING)
    note(
        actor=actor, item=item, kind=EventKind.EVIDENCE, action="work.evidence_added", evidence_id=evidence.pk, of=kind
    )
    signals.evidence_recorded.send(sender=Evidence, evidence=evidence, actor=actor)
    return evidence


@transaction.atomic
def accept_evidence(*, actor: Actor, evidence_id: int) -> Evidence:
    """Confirm one piece. Confirmed twice, it is done once."""
    evidence = _judged(actor, evidence_id)
    if evidence.state == EvidenceState.ACCEPTED:
        return evidence
    if evidence.state != EvidenceState.SENT:
        raise WrongState
    return _set_state(actor, evidence, EvidenceState.ACCEPTED, kind=EventKind.ACCEPTED, action="work.evidence_accepted")


@transaction.atomic
def return_evidence(*, actor: Actor, evidence_id: int, reason: str) -> Evidence:
    """Send one piece back (Cần bổ sung); it no longer counts. Raises InvalidInput without a reason."""
    evidence = _judged(actor, evidence_id)
    if evidence.state == EvidenceState.RETURNED:
        return evidence
    if evidence.state == EvidenceState.ERASED:
        raise WrongState
    evidence.returned_why = required_reason(reason)
    count_towards(evidence.item, evidence, added=False)
    return _set_state(
        actor,
        evidence,
        EvidenceState.RETURNED,
        kind=EventKind.RETURNED,
        action="work.evidence_returned",
        text=evidence.returned_why,
    )


@transaction.atomic
def erase_evidence(*, actor: Actor, evidence_id: int, reason: str) -> Evidence:
    """Remove file, words and names of a piece for good. Its row stays with the hash of what was there, and says why.

    Officers may erase any piece; who sent a piece may take it back until it is confirmed.
    """
    evidence = evidence_of(actor, evidence_id)
    own = evidence.entered_by_id is not None and evidence.entered_by_id == actor.user_id
    if not (own and evidence.state in (EvidenceState.SENT, EvidenceState.RETURNED)):
        policies.require(actor, "work.manage", evidence.organisation_id)
    if evidence.state == EvidenceState.ERASED:
        return evidence
    evidence.erased_why, words = required_reason(reason)[:300], evidence.text
    wipe(evidence, actor)
    signals.evidence_erased.send(sender=Evidence, evidence=evidence, words=words, actor=actor)
    note(
        actor=actor,
        item=evidence.item,
        kind=EventKind.EVIDENCE,
        action="work.evidence_erased",
        text=evidence.erased_why,
        evidence_id=evidence.pk,
    )
    return evidence


def refuse_stamped(*, evidence_id: int, text: str) -> None:
    """Remove a file that bears a stamp: first the file, then name, hash and words; the row says why in `text`.

    Safe to repeat after a kill at any point: the mark is stored before the file goes.
    """
    unerased = Evidence.objects.filter(pk=evidence_id).exclude(state=EvidenceState.ERASED)
    unerased.update(stamp=Stamp.FOUND, erased_why=text[:300])
    evidence = Evidence.objects.get(pk=evidence_id)
    evidence.file.delete(save=False)
    with transaction.atomic():
        item = WorkItem.objects.select_for_update().get(pk=evidence.item_id)
        evidence = Evidence.objects.select_for_update().get(pk=evidence_id)
        evidence.item = item
        if evidence.state == EvidenceState.ERASED:
            return
        evidence.sha256, evidence.size = "", 0
        wipe(evidence, SYSTEM)
        note(
            actor=SYSTEM,
            item=item,
            kind=EventKind.EVIDENCE,
            action="work.evidence_refused",
            text=text,
            evidence_id=evidence.pk,
        )


def wipe(evidence: Evidence, actor: Actor) -> None:
    """Empty a piece of evidence; its file is removed when the transaction commits."""
    count_towards(evidence.item, evidence, added=False)
    if name := evidence.file.name:
        storage = evidence.file.storage
        # Where the store is away just now, the file is one that no row names, and the sweep removes it.
        transaction.on_commit(lambda: storage.delete(name), robust=True)
    evidence.state, evidence.file = EvidenceState.ERASED, ""
    evidence.original_name = evidence.link = evidence.text = evidence.reported_by = evidence.consent_text = ""
    evidence.number, evidence.may_publish = None, False
    evidence.erased_by_id, evidence.erased_at = actor.user_id, timezone.now()
    evidence.save()


def store(evidence: Evidence) -> None:
    """Write the row; a file that was written for a transaction that fails is removed again."""
    try:
        evidence.save()
    except Exception:
        if evidence.file:
            evidence.file.storage.delete(evidence.file.name)
        raise


def count_towards(item: WorkItem, evidence: Evidence, *, added: bool) -> None:
    """Move the item's progress by a number in the measure of its target, from where it stands now."""
    if evidence.kind != EvidenceKind.NUMBER or evidence.number is None or item.progress_total is None:
        return
    if evidence.state not in COUNTED or folded(evidence.measure) != folded(item.progress_measure):
        return
    now = WorkItem.objects.select_for_update().values_list("progress_done", flat=True).get(pk=item.pk)
    item.progress_done = max(Decimal(0), now + (evidence.number if added else -evidence.number))
    item.save(update_fields=["progress_done", "changed_at"])


def check_status_only(kind: str, text: str) -> None:
    """Raises InvalidInput for what a status-only item does not keep: pictures, names, links, prose."""
    if kind not in STATUS_KINDS:
        raise InvalidInput(
            fields={"kind": _("Việc này chỉ ghi tình trạng, số lượng và số văn bản; không gửi ảnh, tệp.")}
        )
    if text.strip() and not DOCUMENT_NUMBER.fullmatch(text.strip()):
        raise InvalidInput(fields={"text": _("Việc này chỉ ghi số văn bản, ví dụ 12/BC-CAX.")})


def check_may_add(item: WorkItem, kind: str, happened_on: date, client_key: str) -> None:
    """Raises where the item is closed, the kind unknown or the day impossible."""
    if item.state in (WorkState.DONE, WorkState.WITHDRAWN):
        raise WrongState(_("Việc này đã khép lại nên không nhận thêm minh chứng."))
    fields: dict[str, str] = {}
    if kind not in EvidenceKind.values:
        fields["kind"] = _("Chọn loại minh chứng.")
    if happened_on > timezone.localdate():
        fields["happened_on"] = _("Ngày làm không thể sau hôm nay.")
    if not 8 <= len(client_key) <= 64:
        fields["client_key"] = _("Tải lại trang rồi gửi lần nữa.")
    if fields:
        raise InvalidInput(fields=fields)


def _same(known: Evidence, item: WorkItem) -> Evidence:
    if known.item_id != item.pk:
        raise InvalidInput(fields={"client_key": _("Tải lại trang rồi gửi lần nữa.")})
    return known


def _line(item: WorkItem, line_id: int | None) -> SlipLine | None:
    if line_id is None:
        return None
    line = SlipLine.objects.filter(pk=line_id, item=item).first()
    if line is None:
        raise NotFound(line_id=line_id)
    return line


def _judged(actor: Actor, evidence_id: int) -> Evidence:
    evidence = evidence_of(actor, evidence_id)
    policies.require(actor, "work.accept", evidence.organisation_id)
    return evidence


def _set_state(
    actor: Actor, evidence: Evidence, state: EvidenceState, *, kind: EventKind, action: str, text: str = ""
) -> Evidence:
    evidence.state = state
    evidence.judged_by_id, evidence.judged_at = actor.user_id, timezone.now()
    evidence.save()
    note(actor=actor, item=evidence.item, kind=kind, action=action, text=text, evidence_id=evidence.pk)
    return evidence
