"""Bringing a printed name and the tree of units together: remember a way to write it, or add the unit in one tap."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lantoa.org import selectors as org
from lantoa.org.kinds import kind_for_name
from lantoa.org.services import units as org_units
from lantoa.plans.matching import matcher_of
from lantoa.plans.models import UNDECIDED, Plan, PlanTask, TaskUnit
from lantoa.plans.services import locks
from lantoa.plans.services.state import settle
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound
from lantoakit.text import fold

SEVERAL = ("cac ", "nhung ", "tat ca ", "toan the ", "moi don vi ", "don vi duoc giao ")
"""How names of several bodies begin, folded."""


def remember(actor: Actor, learned: list[tuple[TaskUnit, int]]) -> None:
    """Keep printed names as other ways to write the units that a person chose for them.

    Words for several or for any ("các đơn vị liên quan") name nobody: what they meant in one task they do not mean in
    the next plan. The name of a closed unit stays its own.
    """
    for row, unit_id in learned:
        if names_nobody(row.printed) or names_a_closed_unit(row.task.plan.organisation_id, row.printed):
            continue
        unit = org.unit(row.task.plan.organisation_id, unit_id)
        aliases = [alias.text for alias in unit.aliases.all()]
        if fold(row.printed) not in {unit.folded, *map(fold, aliases)}:
            org_units.change(
                actor=actor, unit=unit, version=unit.version, kind=unit.kind, name=unit.name, parent_id=unit.parent_id,
                aliases=[*aliases, row.printed],
            )  # fmt: skip


def names_nobody(printed: str) -> bool:
    """Whether a printed name is only words for several bodies or for whichever is concerned."""
    words = f"{fold(printed)} "
    return words.startswith(SEVERAL) or "lien quan" in words


def names_a_closed_unit(organisation_id: int, printed: str) -> bool:
    """Whether a printed name is how a unit is written that is out of use."""
    plain = fold(printed)
    closed = org.units(organisation_id, active_only=False).filter(is_active=False)
    return closed.filter(Q(folded=plain) | Q(aliases__folded=plain)).exists()


def add_unit(*, actor: Actor, task_unit_id: int, kind: str = "", name: str = "") -> TaskUnit:
    """Add the unit that a printed name means to the tree, and let every undecided task of the plan know it.

    `kind` and `name` default to what the printed name says. Raises PermissionRefused, NotFound, WrongState,
    InvalidInput.
    """
    with transaction.atomic():
        found = TaskUnit.objects.filter(pk=task_unit_id).first()
        if found is None:
            raise NotFound
        task = locks.task_for(actor, found.task_id)
        locks.require_open(task)
        name = name.strip() or found.printed
        if not found.units.filter(is_active=True).exists():
            org_units.add(
                actor=actor, organisation_id=task.plan.organisation_id, name=name, kind=kind or kind_for_name(name)
            )
            match_again(task.plan)
            audit.record(actor=actor, action="plans.add_unit", target=task, organisation_id=task.plan.organisation_id)
    found.refresh_from_db()
    return found


def match_again(plan: Plan) -> int:
    """Match the undecided tasks' names that mean nothing yet once more; returns how many now mean something."""
    match, matched = matcher_of(plan), 0
    rows = TaskUnit.objects.filter(task__plan=plan, task__state__in=UNDECIDED, units=None).select_related("task")
    touched: dict[int, PlanTask] = {}
    for row in rows:
        meaning = match(row.printed)
        row.candidates = list(meaning.candidates)
        if meaning.ids:
            row.units.set(meaning.ids)
            row.doubt = ""
            matched += 1
            touched[row.task_id] = row.task
        row.save(update_fields=["candidates", "doubt"])
    for task in touched.values():
        settle(task)
        task.changed_at = timezone.now()
        task.save()
    return matched
