"""What a unit sends about an item in one go: photos, a number, a few words, and whether it is finished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput
from lantoa.work.models import Evidence, EvidenceKind, Received
from lantoa.work.pictures import Region
from lantoa.work.services.evidence import add_evidence
from lantoa.work.services.states import submit_item


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
) -> list[Evidence]:
    """Keep everything that was sent or nothing of it; sent again with the same `client_key` it is kept once.

    `finished` also submits the item. Raises what add_evidence and submit_item raise, InvalidInput where it is empty.
    """
    parts: list[tuple[EvidenceKind, str, dict[str, Any]]] = [
        (EvidenceKind.PHOTO, f"p{position}", {"upload": shot.upload, "blurred": shot.blurred})
        for position, shot in enumerate(shots)
    ]
    if upload is not None:
        parts.append((EvidenceKind.FILE, "f", {"upload": upload, "declared_not_secret": declared_not_secret}))
    if link.strip():
        parts.append((EvidenceKind.LINK, "l", {"link": link}))
    if number is not None:
        parts.append((EvidenceKind.NUMBER, "n", {"number": number, "measure": measure}))
    if text.strip():
        parts.append((EvidenceKind.NOTE, "t", {"text": text}))
    if not parts and not finished:
        raise InvalidInput(fields={"shots": _("Chưa có gì để gửi. Chụp ảnh, ghi số hoặc viết vài chữ.")})
    common: dict[str, Any] = {
        "happened_on": happened_on,
        "received": received,
        "reported_by": reported_by,
        "may_publish": may_publish,
        "consent_text": consent_text,
    }
    sent: list[Evidence] = []
    try:
        with transaction.atomic():
            for kind, mark, values in parts:
                key = f"{client_key}-{mark}"
                with _named(kind):
                    row = add_evidence(actor=actor, item_id=item_id, kind=kind, client_key=key, **common, **values)
                sent.append(row)
            if finished:
                submit_item(actor=actor, item_id=item_id)
    except Exception:
        _remove_files(sent)
        raise
    return sent


@contextmanager
def _named(kind: EvidenceKind) -> Iterator[None]:
    """An error about a photo's upload is one about `shots`, which is where the person put it."""
    try:
        yield
    except InvalidInput as error:
        if kind == EvidenceKind.PHOTO and "upload" in error.fields:
            raise InvalidInput(fields={"shots": error.fields["upload"]}) from error
        raise


def _remove_files(sent: Sequence[Evidence]) -> None:
    """Files of rows that were rolled back."""
    kept = set(Evidence.objects.filter(pk__in=[row.pk for row in sent]).values_list("pk", flat=True))
    for row in sent:
        if row.file and row.pk not in kept:
            row.file.storage.delete(row.file.name)
