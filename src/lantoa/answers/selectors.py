"""Reads of answers and procedures, each within one organisation."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lantoa.answers.models import Piece
from lantoa.answers.sources import MODELS
from lantoa.org import policies
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound
from lantoa.shared.models import AuditEntry


def pieces(kind: str, organisation_id: int) -> QuerySet[Any]:
    """Answers or procedures of an organisation with the people who worked on them, the last changed first."""
    rows = MODELS[kind].objects.filter(organisation_id=organisation_id)
    return rows.select_related("organisation", "written_by", "changed_by", "approved_by")


def piece(actor: Actor, kind: str, piece_id: int) -> Piece:
    """One that the actor may read. Raises NotFound, also for one of an organisation that is not theirs."""
    found = MODELS[kind].objects.filter(pk=piece_id) if kind in MODELS else None
    if found is not None and not actor.system:
        found = found.filter(organisation_id__in=policies.organisation_ids(actor, "answers.read"))
    row = found.first() if found is not None else None
    if row is None:
        raise NotFound
    return row


def topics(organisation_id: int) -> list[str]:
    """Topics in use, by name."""
    names: set[str] = set()
    for model in MODELS.values():
        names |= set(model.objects.filter(organisation_id=organisation_id).values_list("topic", flat=True))
    return sorted(names - {""})


def history(row: Piece) -> QuerySet[AuditEntry]:
    """What was done with a piece, newest first."""
    return AuditEntry.objects.filter(
        organisation_id=row.organisation_id, target_type=row._meta.label_lower, target_id=str(row.pk)
    )


def live_piece(kind: str, piece_id: int) -> Any:
    """One that is quoted now, whoever asks: what readers may know of it is `live`. Raises NotFound."""
    found = MODELS[kind].objects.select_related("organisation").filter(pk=piece_id).exclude(live={}).first()
    if found is None:
        raise NotFound
    return found
