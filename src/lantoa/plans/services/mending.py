"""Taking a mend of a scan back: the word stands again as it was printed, in every task that says it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.plans.matching import matcher_of
from lantoa.plans.mends import UNDONE, Mend, mends_of, swapped
from lantoa.plans.models import UNDECIDED, PlanState, PlanTask, TaskState
from lantoa.plans.proposals import Matcher, unit_doubt
from lantoa.plans.selectors import reading_of
from lantoa.plans.services import locks
from lantoa.plans.services.state import settle, tell_confirmed
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound


def choose_word(*, actor: Actor, task_id: int, start: int, printed: bool) -> Mend:
    """Let the mend at `start` of the reading's text stand as `printed`, or as the machine mended it.

    Every task that may still be changed and says the word follows; so does a confirmed one's work. Chosen already, it
    changes nothing. Raises NotFound, PermissionRefused, WrongState.
    """
    with transaction.atomic():
        task = locks.task_for(actor, task_id)
        locks.require_open(task)
        plan, reading = task.plan, reading_of(task.plan)
        found = _mend(mends_of(reading, task), start)
        if found is None:
            raise NotFound
        if found.undone == printed:
            return found
        open_tasks = plan.tasks.select_for_update().prefetch_related("units__units")
        if plan.state != PlanState.DRAFT:
            open_tasks = open_tasks.filter(state__in=UNDECIDED)
        match, followed = matcher_of(plan), []
        for one in open_tasks.exclude(state=TaskState.WITHDRAWN):
            one.plan = plan
            mends = mends_of(reading, one)
            mend = _mend(mends, start)
            if mend is not None and mend.undone != printed:
                _swap(actor, one, mend, mends, match)
                followed += [one] if one.state == TaskState.CONFIRMED else []
        audit.record(
            actor=actor, action="plans.choose_word", target=task, organisation_id=plan.organisation_id,
            start=start, printed=printed,
        )  # fmt: skip
        tell_confirmed(plan, followed, actor)
    return found


def _mend(mends: Sequence[Mend], start: int) -> Mend | None:
    return next((one for one in mends if one.start == start), None)


def _swap(actor: Actor, task: PlanTask, mend: Mend, others: Sequence[Mend], match: Matcher) -> None:
    task.text = swapped(task.text, task.spans.get("text"), mend, others)
    deadline = swapped(task.deadline_printed, task.spans.get("deadline"), mend, others)
    if deadline != task.deadline_printed:
        task.deadline_printed = deadline[:300]
        if task.state in UNDECIDED:
            task.doubts["deadline"] = _("chữ của hạn vừa đổi, xem lại ngày")
    for row in task.units.all():
        name = swapped(row.printed, row.span, mend, others)[:300]
        if name != row.printed:
            row.printed = name
            if task.state in UNDECIDED:
                meaning = match(name)
                row.units.set(meaning.ids)
                row.candidates, row.doubt = list(meaning.candidates), unit_doubt(meaning)
            row.save()
    undone = {*(task.spans.get(UNDONE) or [])} ^ {mend.start}
    task.spans = {**task.spans, UNDONE: sorted(undone)}
    settle(task)
    task.changed_by_id, task.changed_at = actor.user_id, timezone.now()
    task.version += 1
    task.save()
