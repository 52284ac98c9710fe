"""Fixtures of the tests of plans."""

from __future__ import annotations

import pytest

from lantoa.plans import signals
from lantoa.plans.testing import make_plan


@pytest.fixture
def plan(commune):
    """A draft: three clear tasks, one with two deadlines, one with an unknown lead, one that is asked."""
    return make_plan(commune)


@pytest.fixture
def told():
    """What plans tell the layers above: (signal, texts of tasks)."""
    heard: list[tuple[str, list[str]]] = []

    def listener(name):
        def hear(sender, plan, tasks=(), **kwargs):
            heard.append((name, [task.text for task in tasks]))

        return hear

    names = ("tasks_confirmed", "tasks_withdrawn", "plan_issued", "plan_ended")
    listeners = {name: listener(name) for name in names}
    for name, one in listeners.items():
        getattr(signals, name).connect(one)
    yield heard
    for name, one in listeners.items():
        getattr(signals, name).disconnect(one)
