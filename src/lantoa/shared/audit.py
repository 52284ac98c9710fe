"""The record of every write: who did what to which object, without foreign keys, so that it outlives both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from lantoa.shared.actors import Actor
from lantoa.shared.models import AuditEntry

ALIKE = timedelta(minutes=15)
"""Refused tries of one kind at one account are one row for so long."""


def record(*, actor: Actor, action: str, target: Model, organisation_id: int | None, **details: Any) -> AuditEntry:
    """Write one row. Call it in the service's own transaction, so that the write and its record stand or fall together.

    `action` is `app.verb`, e.g. `plans.issue`; `details` must be JSON and hold no personal data beyond ids.
    """
    return AuditEntry.objects.create(
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=organisation_id,
        action=action,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_text=str(target)[:200],
        details=details,
    )


def record_refusal(*, action: str, target: Model, organisation_id: int | None) -> None:
    """Write one row of a try to get in that was refused: nobody is known to have made it, and only the id stays of what
    it was about. One in a while for each, so that who tries again and again does not fill the record."""
    kept = {
        "organisation_id": organisation_id,
        "action": action,
        "target_type": target._meta.label_lower,
        "target_id": str(target.pk),
    }
    if not AuditEntry.objects.filter(**kept, at__gte=timezone.now() - ALIKE).exists():
        AuditEntry.objects.create(**kept)


def forget_names(model: type[Model], ids: Iterable[int | str]) -> None:
    """Take the names of objects out of the record, of which nothing may be kept; what was done to them, by whom and
    when, stays."""
    wanted = {str(one) for one in ids}
    AuditEntry.objects.filter(target_type=model._meta.label_lower, target_id__in=wanted).update(target_text="")
