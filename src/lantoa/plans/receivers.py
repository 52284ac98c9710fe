"""Receivers of this app: they only write rows or enqueue jobs."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from lantoa.library.models import Reading
from lantoa.library.signals import SECRET, document_read, reading_failed
from lantoa.org.models import Unit
from lantoa.org.signals import unit_closed, unit_merged, unit_reopened
from lantoa.plans import services
from lantoa.shared.actors import Actor


@receiver(document_read, dispatch_uid="plans.document_read")
def on_read(sender: type[Reading], reading: Reading, **kwargs: Any) -> None:
    """Plans that wait for this document get their tasks."""
    services.fill_plan(reading=reading)


@receiver(reading_failed, dispatch_uid="plans.reading_failed")
def on_failure(sender: type[Reading], reading: Reading, **kwargs: Any) -> None:
    """Plans that wait say that their document could not be read; of a marked paper nothing is kept."""
    if reading.error_code == SECRET:
        services.release_document(document_id=reading.document_id)
    else:
        services.mark_unread(reading=reading)


@receiver(unit_merged, dispatch_uid="plans.unit_merged")
def on_merge(sender: type[Unit], old: Unit, new: Unit, actor: Actor, **kwargs: Any) -> None:
    """Tasks that are still to be confirmed must not give work to a unit that is no more."""
    services.follow_merge(actor=actor, old=old, new=new)


@receiver(unit_closed, dispatch_uid="plans.unit_closed")
def on_close(sender: type[Unit], unit: Unit, actor: Actor, **kwargs: Any) -> None:
    """Tasks that are still to be confirmed must not give work to a unit that is closed."""
    services.follow_closing(actor=actor, unit=unit)


@receiver(unit_reopened, dispatch_uid="plans.unit_reopened")
def on_reopening(sender: type[Unit], unit: Unit, actor: Actor, **kwargs: Any) -> None:
    """Tasks that named the unit while it was closed mean it again."""
    services.follow_reopening(actor=actor, unit=unit)
