"""Taking evidence in: made ready and stored first, then kept once in a short transaction.

A photo takes a second to decode, and on SQLite a transaction holds the whole database: nothing is decoded in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, NotFound, WrongState
from lantoa.shared.files import FilesAway
from lantoa.work import signals
from lantoa.work.models import EventKind, Evidence, EvidenceKind, Received, SlipLine, WorkItem, WorkState
from lantoa.work.models.evidence import random_name
from lantoa.work.pictures import Region
from lantoa.work.services.access import item_of, reporting_unit, visible_items
from lantoa.work.services.contents import Piece, content_of
from lantoa.work.services.evidence import check_status_only, count_towards
from lantoa.work.services.history import note
from lantoa.work.services.stamps import ask_for_look
from lantoa.work.services.states import move, submit_item


@dataclass(frozen=True, slots=True)
class Sending:
    """What is said once about all pieces that are sent together."""

    item_id: int
    happened_on: date
    received: str = Received.DIRECT
    reported_by: str = ""
    may_publish: bool = False
    consent_text: str = ""


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
    piece = Piece(
        kind=kind,
        client_key=client_key,
        upload=upload,
        blurred=blurred,
        declared_not_secret=declared_not_secret,
        link=link,
        number=number,
        measure=measure,
        text=text,
        line_id=line_id,
    )
    sending = Sending(item_id, happened_on, received, reported_by, may_publish, consent_text)
    return keep_all(actor=actor, sending=sending, pieces=[piece])[0]


def keep_all(*, actor: Actor, sending: Sending, pieces: Sequence[Piece], finished: bool = False) -> list[Evidence]:
    """Keep all pieces or none, in their order; `finished` also submits the item. Raises what add_evidence raises."""
    ready: list[dict[str, Any]] = []
    try:
        for piece in pieces:
            ready.append(_made_ready(actor, sending, piece))
        with transaction.atomic():
            kept = [_keep(actor, sending, piece, values) for piece, values in zip(pieces, ready, strict=True)]
            if finished:
                submit_item(actor=actor, item_id=sending.item_id)
        return kept
    finally:
        _remove_unkept(values["file"] for values in ready if "file" in values)


def _made_ready(actor: Actor, sending: Sending, piece: Piece) -> dict[str, Any]:
    """The fields of a piece, its file stored under the name in `file`; empty where the piece is kept already.

    Everything is checked here too, since nobody may have the server decode and store what it then refuses.
    """
    item = visible_items(actor).select_related("lead").filter(pk=sending.item_id).first()
    if item is None:
        raise NotFound(item_id=sending.item_id)
    reporting_unit(actor, item, received=sending.received, reported_by=sending.reported_by)
    if _known(piece, item):
        return {}
    _check(item, sending, piece)
    values = content_of(piece)
    if "file" in values:
        values["file"] = _storage().save(random_name(item, values["file"].name), values["file"])
    return values


def _keep(actor: Actor, sending: Sending, piece: Piece, values: dict[str, Any]) -> Evidence:
    item = item_of(actor, sending.item_id)
    unit = reporting_unit(actor, item, received=sending.received, reported_by=sending.reported_by)
    known = _known(piece, item)
    if known:
        return known
    _check(item, sending, piece)
    evidence = Evidence.objects.create(
        organisation_id=item.organisation_id,
        item=item,
        line=_line(item, piece.line_id),
        unit=unit,
        kind=piece.kind,
        client_key=piece.client_key,
        happened_on=sending.happened_on,
        received=sending.received,
        reported_by=sending.reported_by.strip(),
        entered_by_id=actor.user_id,
        may_publish=sending.may_publish,
        consent_text=sending.consent_text.strip() if sending.may_publish else "",
        consent_at=timezone.now() if sending.may_publish else None,
        **values,
    )
    if evidence.stamp:
        ask_for_look(evidence)
    count_towards(item, evidence, added=True)
    if item.state in (WorkState.OPEN, WorkState.RETURNED):
        move(actor, item, WorkState.DOING)
    note(
        actor=actor,
        item=item,
        kind=EventKind.EVIDENCE,
        action="work.evidence_added",
        evidence_id=evidence.pk,
        of=piece.kind,
    )
    signals.evidence_recorded.send(sender=Evidence, evidence=evidence, actor=actor)
    return evidence


def _check(item: WorkItem, sending: Sending, piece: Piece) -> None:
    """Raises where the item is closed or keeps no such piece, the kind is unknown or the day impossible."""
    if item.state in (WorkState.DONE, WorkState.WITHDRAWN):
        raise WrongState(_("Việc này đã khép lại nên không nhận thêm minh chứng."))
    fields: dict[str, str] = {}
    if piece.kind not in EvidenceKind.values:
        fields["kind"] = _("Chọn loại minh chứng.")
    if sending.happened_on > timezone.localdate():
        fields["happened_on"] = _("Ngày làm không thể sau hôm nay.")
    if not 8 <= len(piece.client_key) <= 64:
        fields["client_key"] = _("Tải lại trang rồi gửi lần nữa.")
    if sending.may_publish and not sending.consent_text.strip():
        fields["consent_text"] = _("Ghi ai đã đồng ý cho đăng và đồng ý bằng cách nào.")
    if fields:
        raise InvalidInput(fields=fields)
    if item.status_only:
        check_status_only(piece.kind, piece.text)


def _known(piece: Piece, item: WorkItem) -> Evidence | None:
    known = Evidence.objects.filter(client_key=piece.client_key).first()
    if known and known.item_id != item.pk:
        raise InvalidInput(fields={"client_key": _("Tải lại trang rồi gửi lần nữa.")})
    return known


def _line(item: WorkItem, line_id: int | None) -> SlipLine | None:
    if line_id is None:
        return None
    line = SlipLine.objects.filter(pk=line_id, item=item).first()
    if line is None:
        raise NotFound(line_id=line_id)
    return line


def _storage() -> Storage:
    storage: Storage = Evidence._meta.get_field("file").storage
    return storage


def _remove_unkept(names: Iterable[str]) -> None:
    """Remove stored files that no row names: the transaction failed, or another sending of the same was first.

    What cannot be removed now, the sweep removes.
    """
    stored = set(names)
    kept = set(Evidence.objects.filter(file__in=stored).values_list("file", flat=True)) if stored else set()
    for name in stored - kept:
        with suppress(FilesAway):
            _storage().delete(name)
