"""How far a task is: recomputed from what is doubtful, and told to the layers above when it becomes or stops being
work."""

from __future__ import annotations

from lantoa.plans.models import UNDECIDED, Plan, PlanTask, TaskState
from lantoa.plans.signals import tasks_confirmed, tasks_withdrawn
from lantoa.shared.actors import Actor


def settle(task: PlanTask) -> None:
    """Put an undecided task among the clear or the unsure ones; decided ones stay. `save()` is left to the caller."""
    if task.state in UNDECIDED:
        unsure = bool(task.doubts) or task.units.exclude(doubt="").exists()
        task.state = TaskState.UNSURE if unsure else TaskState.CLEAR


def tell_confirmed(plan: Plan, tasks: list[PlanTask], actor: Actor) -> None:
    """Emit tasks_confirmed; call it inside the transaction."""
    if tasks:
        tasks_confirmed.send(Plan, plan=plan, tasks=tasks, actor=actor)


def tell_withdrawn(plan: Plan, tasks: list[PlanTask], actor: Actor) -> None:
    """Emit tasks_withdrawn; call it inside the transaction."""
    if tasks:
        tasks_withdrawn.send(Plan, plan=plan, tasks=tasks, actor=actor)
