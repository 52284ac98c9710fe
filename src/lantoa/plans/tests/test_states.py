"""Whatever is done in whatever order: only known states, frozen work, and work that matches what is confirmed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.plans import selectors, services, signals
from lantoa.plans.models import PlanState, PlanTask, TaskState
from lantoa.plans.services.values import values_of
from lantoa.plans.testing import CLEAR, make_plan, make_revision
from lantoa.shared.errors import DomainError

pytestmark = pytest.mark.django_db

ACTIONS = ("confirm", "clear", "reject", "restore", "change", "add", "issue", "amend", "apply", "end")
ORDER = [PlanState.DRAFT, PlanState.ISSUED, PlanState.AMENDED, PlanState.ENDED]
AMENDED = (*CLEAR[:2], "b) Trực đường dây nóng cả ngày.")


class Undo(Exception):
    """Takes an example's rows back."""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 4)), max_size=14))
def test_any_order(commune, steps):
    work: set[int] = set()

    def confirmed(sender, tasks, **kwargs):
        work.update(task.pk for task in tasks)

    def withdrawn(sender, tasks, **kwargs):
        assert {task.pk for task in tasks} <= work  # only what was work is taken back
        work.difference_update(task.pk for task in tasks)

    signals.tasks_confirmed.connect(confirmed)
    signals.tasks_withdrawn.connect(withdrawn)
    try:
        with pytest.raises(Undo), transaction.atomic():
            walk(commune, steps, work)
            raise Undo
    finally:
        signals.tasks_confirmed.disconnect(confirmed)
        signals.tasks_withdrawn.disconnect(withdrawn)


def walk(commune, steps, work):
    plan, officer = make_plan(commune, CLEAR), commune.actor("officer")
    before = PlanState(plan.state)
    for action, number in steps:
        frozen = {t.pk: t.text for t in plan.tasks.filter(state=TaskState.CONFIRMED)} if before != "draft" else {}
        try:
            with transaction.atomic():
                act(commune, plan, officer, action, number)
        except DomainError:
            continue
        plan.refresh_from_db()
        now = PlanState(plan.state)
        assert ORDER.index(now) >= ORDER.index(before)  # never back
        if action != "apply":
            assert frozen.items() <= dict(plan.tasks.filter(state="confirmed").values_list("pk", "text")).items()
        sure = set(plan.tasks.filter(state=TaskState.CONFIRMED).values_list("pk", flat=True))
        assert sure <= work  # what is confirmed was told
        before = now


def act(commune, plan, officer, action, number):
    tasks = list(plan.tasks.all())
    task: PlanTask = tasks[number % len(tasks)]
    if action == "confirm":
        services.confirm_task(actor=officer, task_id=task.pk, version=task.version)
    elif action == "clear":
        count = selectors.counts(plan)[TaskState.CLEAR]
        services.confirm_clear(actor=officer, plan_id=plan.pk, promised=count)
    elif action == "reject":
        services.reject_task(actor=officer, task_id=task.pk, version=task.version)
    elif action == "restore":
        services.restore_task(actor=officer, task_id=task.pk)
    elif action == "change":
        services.change_task(actor=officer, task_id=task.pk, version=task.version, values=values_of(task))
    elif action == "add":
        services.add_task(actor=officer, plan_id=plan.pk, values=services.TaskValues(text=f"Việc {number}."))
    elif action == "issue":
        services.issue(
            actor=officer, plan_id=plan.pk, sign="1/KH-UBND", issued_on=date(2026, 10, 5), leave_waiting=True
        )
    elif action == "amend":
        make_revision(commune, plan, AMENDED)
    elif action == "apply":
        for revision in selectors.revisions(plan):
            seal = selectors.comparison_of(revision).seal
            services.apply_revision(actor=officer, revision_id=revision.pk, seal=seal)
    else:
        services.end(actor=officer, plan_id=plan.pk)
