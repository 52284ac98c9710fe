"""Evidence: judged, counted, erased. What a number or photo is kept for is the proof of the work alone."""

from __future__ import annotations

import re
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.org import policies
from lantoa.shared.actors import SYSTEM, Actor
from lantoa.shared.errors import InvalidInput, WrongState
from lantoa.work import signals
from lantoa.work.models import (
    COUNTED,
    EventKind,
    Evidence,
    EvidenceKind,
    EvidenceState,
    Stamp,
    WorkItem,
)
from lantoa.work.services.access import evidence_of, hold_for_erasing, visible_evidence
from lantoa.work.services.history import note
from lantoa.work.services.states import required_reason
from lantoa.work.text import folded

STATUS_KINDS = (EvidenceKind.NUMBER, EvidenceKind.NOTE)
DOCUMENT_NUMBER = re.compile(r"(số\s+)?\d{1,5}\s*[/-]\s*[\w&.\-/ ]{1,60}", re.IGNORECASE)


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
    hold_for_erasing(visible_evidence(actor).filter(pk=evidence_id))
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
    """Empty a piece of evidence and what was said when it was returned; its file is removed when this commits."""
    count_towards(evidence.item, evidence, added=False)
    if name := evidence.file.name:
        storage = evidence.file.storage
        # Where the store is away just now, the file is one that no row names, and the sweep removes it.
        transaction.on_commit(lambda: storage.delete(name), robust=True)
    evidence.state, evidence.file = EvidenceState.ERASED, ""
    evidence.original_name = evidence.link = evidence.text = evidence.reported_by = evidence.consent_text = ""
    evidence.returned_why = ""
    evidence.item.events.filter(kind=EventKind.RETURNED, data__evidence_id=evidence.pk).update(text="")
    evidence.number, evidence.may_publish = None, False
    evidence.erased_by_id, evidence.erased_at = actor.user_id, timezone.now()
    evidence.save()


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
