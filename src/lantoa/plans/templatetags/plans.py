"""Chips of plans and tasks."""

from __future__ import annotations

from typing import Any

from django import template

from lantoa.plans import wording
from lantoa.plans.models import Plan, PlanTask

register = template.Library()


@register.inclusion_tag("plans/chip.html")
def state_chip(thing: Plan | PlanTask) -> dict[str, Any]:
    """The state of a plan or a task: shape, edge and words."""
    tone, icon = wording.CHIPS[thing.state]
    return {"tone": tone, "icon": icon, "label": thing.get_state_display()}


@register.filter
def deadline_words(task: PlanTask) -> str:
    """The deadline of a task in words."""
    return wording.deadline_of(task)
