"""Receivers of this app: they only write rows or enqueue jobs."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from lantoa.library.models import Document, Reading
from lantoa.library.signals import SECRET, document_read, reading_failed
from lantoa.org.models import Unit
from lantoa.org.signals import setting_changed, unit_closed, unit_merged, unit_reopened
from lantoa.plans import cases, services
from lantoa.plans.models import Plan
from lantoa.plans.preferences import KEEP_CASES
from lantoa.plans.signals import plan_issued, tasks_confirmed
from lantoa.shared.actors import Actor
from lantoa.shared.models import SettingValue


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


@receiver([tasks_confirmed, plan_issued], dispatch_uid="plans.case")
def on_decision(sender: type[Plan], plan: Plan, **kwargs: Any) -> None:
    """A plan whose tasks are all decided is kept as a case, where the organisation consents."""
    services.keep_case_soon(plan=plan)


@receiver(setting_changed, dispatch_uid="plans.setting_changed")
def on_setting(sender: type[SettingValue], name: str, value: Any, organisation_id: int, **kwargs: Any) -> None:
    """Consent withdrawn: the cases go."""
    if name == KEEP_CASES.name and not value:
        services.forget_soon(organisation_id=organisation_id)


@receiver(post_delete, sender=Plan, dispatch_uid="plans.plan_deleted")
def on_plan_deleted(sender: type[Plan], instance: Plan, **kwargs: Any) -> None:
    """The case goes with its plan."""
    if cases.is_kept(instance.organisation_id, instance.document_id):
        services.forget_soon(organisation_id=instance.organisation_id, document_id=instance.document_id)


@receiver(post_delete, sender=Document, dispatch_uid="plans.document_deleted")
def on_document_deleted(sender: type[Document], instance: Document, **kwargs: Any) -> None:
    """The case goes with its document; `pk` is still there while the signal is sent."""
    if cases.is_kept(instance.organisation_id, instance.pk):
        services.forget_soon(organisation_id=instance.organisation_id, document_id=instance.pk)
