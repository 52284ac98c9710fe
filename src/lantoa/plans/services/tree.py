"""What becomes of the units that tasks name when the tree changes: two become one, one is closed, one is back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from lantoa.org import policies
from lantoa.org.models import Unit
from lantoa.plans.matching import matcher_for
from lantoa.plans.models import UNDECIDED, Plan, PlanTask, TaskState, TaskUnit
from lantoa.plans.services.state import settle
from lantoa.plans.wording import closed
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.language import in_vietnamese

TO_BE_CONFIRMED = (*UNDECIDED, TaskState.REJECTED)
"""States out of which a task may still become work; a rejected one by being taken back."""


def follow_merge(*, actor: Actor, old: Unit, new: Unit) -> int:
    """Let the tasks that mean `old` mean `new`, which took it over. Returns how many did. Raises PermissionRefused."""
    policies.require(actor, "org.manage", old.organisation_id)
    with transaction.atomic():
        rows = list(TaskUnit.objects.filter(units=old))
        for row in rows:
            row.units.remove(old)
            row.units.add(new)
    return len(rows)


def follow_closing(*, actor: Actor, unit: Unit) -> int:
    """Let tasks that are still to be confirmed no longer mean a unit that is closed.

    A name that meant it alone is doubtful, with the reason said; one that means others too ("các thôn") means those.
    What is confirmed stays as it was confirmed. Returns how many tasks changed. Raises PermissionRefused.
    """
    policies.require(actor, "org.manage", unit.organisation_id)
    with transaction.atomic():
        rows = _rows(unit.organisation_id).filter(units=unit)
        touched = []
        for row in rows:
            row.units.remove(unit)
            if not row.units.exists():
                with in_vietnamese():
                    row.doubt = closed(unit.name)
                row.save(update_fields=["doubt"])
            touched.append(row.task)
        return _touch(actor, touched, unit)


def follow_reopening(*, actor: Actor, unit: Unit) -> int:
    """Let tasks mean a unit that is in use again, where their printed name means it and nobody chose another meanwhile.

    Returns how many tasks changed. Raises PermissionRefused.
    """
    policies.require(actor, "org.manage", unit.organisation_id)
    with transaction.atomic():
        loose, strict = (matcher_for(unit.organisation_id, by_name_only=only) for only in (False, True))
        touched = []
        for row in _rows(unit.organisation_id).exclude(units=unit).prefetch_related("units"):
            match = loose if row.task.plan.means_ours else strict
            meaning = set(match(row.printed).ids)
            if unit.pk in meaning and meaning - {unit.pk} == {one.pk for one in row.units.all()}:
                row.units.add(unit)
                row.doubt = ""
                row.save(update_fields=["doubt"])
                touched.append(row.task)
        return _touch(actor, touched, unit)


def _rows(organisation_id: int) -> QuerySet[TaskUnit]:
    """The names in all tasks that may still become work, their plans locked until the transaction ends."""
    plans = Plan.objects.filter(organisation_id=organisation_id)
    list(plans.select_for_update().values_list("pk", flat=True))
    return TaskUnit.objects.filter(task__plan__in=plans, task__state__in=TO_BE_CONFIRMED).select_related("task__plan")


def _touch(actor: Actor, tasks: Iterable[PlanTask], unit: Unit) -> int:
    """Store that tasks changed, so that a form that is open on one of them is told; each once, with a record a plan."""
    by_plan: dict[Plan, list[int]] = defaultdict(list)
    for task in {task.pk: task for task in tasks}.values():
        settle(task)
        task.changed_by_id, task.changed_at = actor.user_id, timezone.now()
        task.version += 1
        task.save()
        by_plan[task.plan].append(task.pk)
    for plan, ids in by_plan.items():
        action = "plans.unit_reopened" if unit.is_active else "plans.unit_closed"
        audit.record(
            actor=actor, action=action, target=plan, organisation_id=plan.organisation_id, unit=unit.pk, tasks=ids
        )
    return sum(map(len, by_plan.values()))
