"""Receivers of this app: they only write rows or enqueue jobs."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from lantoa.org.models import Unit
from lantoa.org.signals import setting_changed, unit_merged
from lantoa.plans.models import Plan, PlanTask
from lantoa.plans.signals import plan_discarded, plan_ended, tasks_confirmed, tasks_withdrawn
from lantoa.shared.actors import Actor
from lantoa.work import services
from lantoa.work.models import WorkItem
from lantoa.work.preferences import CUTOFF_DAY, SLIP_OPEN_DAYS
from lantoa.work.services.opening import open_soon
from lantoa.work.signals import item_given_again


@receiver(tasks_confirmed)
def on_tasks_confirmed(*, plan: Plan, tasks: list[PlanTask], actor: Actor, **kwargs: Any) -> None:
    services.take_tasks(actor=actor, plan=plan, tasks=tasks)


@receiver(tasks_withdrawn)
def on_tasks_withdrawn(*, plan: Plan, tasks: list[PlanTask], actor: Actor, **kwargs: Any) -> None:
    services.withdraw_tasks(actor=actor, plan=plan, tasks=tasks)


@receiver(plan_ended)
def on_plan_ended(*, plan: Plan, actor: Actor, **kwargs: Any) -> None:
    services.end_plan(actor=actor, plan=plan)


@receiver(plan_discarded)
def on_plan_discarded(*, plan: Plan, actor: Actor, **kwargs: Any) -> None:
    services.let_go_of_plan(actor=actor, plan=plan)


@receiver(unit_merged)
def on_unit_merged(*, old: Unit, new: Unit, actor: Actor, **kwargs: Any) -> None:
    services.move_unit_work(actor=actor, old=old, new=new)


@receiver(setting_changed)
def on_setting_changed(*, name: str, organisation_id: int, **kwargs: Any) -> None:
    """Other days for slips: what is open by them is opened at once."""
    if name in (CUTOFF_DAY.name, SLIP_OPEN_DAYS.name):
        open_soon(organisation_id)


@receiver(item_given_again)
def on_item_given_again(*, item: WorkItem, **kwargs: Any) -> None:
    """Its line comes back to the slip that is open."""
    open_soon(item.organisation_id)
