"""Receivers of this app: they only write rows or enqueue jobs."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from lantoa.org.models import Unit
from lantoa.org.signals import unit_merged
from lantoa.plans.models import Plan, PlanTask
from lantoa.plans.signals import plan_discarded, plan_ended, tasks_confirmed, tasks_withdrawn
from lantoa.shared.actors import Actor
from lantoa.work import services


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
