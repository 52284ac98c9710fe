"""What a unit sends about an item in one go: photos, a number, a few words, and whether it is finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput
from lantoa.work.doubts import day_doubt, number_doubt
from lantoa.work.models import Evidence, EvidenceKind, Received
from lantoa.work.pictures import Region
from lantoa.work.services.access import visible_items
from lantoa.work.services.adding import Sending, keep_all
from lantoa.work.services.contents import Piece


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo with the regions to blur."""

    upload: UploadedFile
    blurred: Sequence[Region] = ()


def send_proof(
    *,
    actor: Actor,
    item_id: int,
    client_key: str,
    happened_on: date,
    shots: Sequence[Shot] = (),
    upload: UploadedFile | None = None,
    declared_not_secret: bool = False,
    link: str = "",
    number: Decimal | None = None,
    measure: str = "",
    text: str = "",
    finished: bool = False,
    received: str = Received.DIRECT,
    reported_by: str = "",
    may_publish: bool = False,
    consent_text: str = "",
    sure: bool = False,
) -> list[Evidence]:
    """Keep everything that was sent or nothing of it; sent again with the same `client_key` it is kept once.

    What is hardly ever true (see `doubts`) is asked about as InvalidInput, unless the person is `sure` of it.
    `finished` also submits the item. Raises what add_evidence and submit_item raise, InvalidInput where it is empty.
    """
    clear = declared_not_secret
    pieces = [
        Piece(EvidenceKind.PHOTO, f"{client_key}-p{position}", shot.upload, shot.blurred, clear, upload_field="shots")
        for position, shot in enumerate(shots)
    ]
    if upload is not None:
        pieces.append(Piece(EvidenceKind.FILE, f"{client_key}-f", upload, declared_not_secret=clear))
    if link.strip():
        pieces.append(Piece(EvidenceKind.LINK, f"{client_key}-l", link=link))
    if number is not None:
        pieces.append(Piece(EvidenceKind.NUMBER, f"{client_key}-n", number=number, measure=measure))
    if text.strip():
        pieces.append(Piece(EvidenceKind.NOTE, f"{client_key}-t", text=text))
    if not pieces and not finished:
        raise InvalidInput(fields={"shots": _("Chưa có gì để gửi. Chụp ảnh, ghi số hoặc viết vài chữ.")})
    if pieces and not sure:
        _ask_once(actor, item_id, happened_on, pieces)
    sending = Sending(item_id, happened_on, received, reported_by, may_publish, consent_text)
    return keep_all(actor=actor, sending=sending, pieces=pieces, finished=finished)


def _ask_once(actor: Actor, item_id: int, happened_on: date, pieces: Sequence[Piece]) -> None:
    """Raises InvalidInput for a doubtful number or day of what is not kept yet."""
    item = visible_items(actor).select_related("plan").filter(pk=item_id).first()
    if item is None or Evidence.objects.filter(client_key__in=[piece.client_key for piece in pieces]).exists():
        return
    issued_on = item.plan.issued_on if item.plan else None
    asked = {"number": "", "happened_on": day_doubt(happened_on, issued_on=issued_on, told_on=timezone.localdate())}
    for piece in pieces:
        asked["number"] = asked["number"] or number_doubt(piece.number, piece.measure)
    fields = {name: sentence for name, sentence in asked.items() if sentence}
    if fields:
        raise InvalidInput(fields={**fields, "sure": _("Đánh dấu ô này nếu đúng, hoặc sửa lại rồi gửi.")})
