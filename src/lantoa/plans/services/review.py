"""What a person does with the tasks that were read: correct, confirm, reject, add, split; drafts of what is being
typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.plans.models import UNDECIDED, Plan, PlanState, PlanTask, TaskDraft, TaskState
from lantoa.plans.services import locks, units
from lantoa.plans.services.state import settle, tell_confirmed, tell_withdrawn
from lantoa.plans.services.values import TaskValues, check, says_the_same, values_of, write, write_units
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, NotFound, Stale, WrongState

DRAFT_BYTES = 20_000


def change_task(*, actor: Actor, task_id: int, version: int, values: TaskValues) -> PlanTask:
    """Correct a task. A confirmed one of a draft stays confirmed, and its work follows.

    Raises NotFound, PermissionRefused, WrongState (frozen), Stale, InvalidInput by field.
    """
    with transaction.atomic():
        task = _task_at(actor, task_id, version)
        _store(actor, task, values, complete=task.state == TaskState.CONFIRMED)
        _audit(actor, "plans.change_task", task)
        if task.state == TaskState.CONFIRMED:
            tell_confirmed(task.plan, [task], actor)
    return task


def confirm_task(*, actor: Actor, task_id: int, version: int, values: TaskValues | None = None) -> PlanTask:
    """Confirm a task, with corrections where `values` are given: it becomes work. Confirming it again changes nothing.

    Raises NotFound, PermissionRefused, WrongState, Stale, InvalidInput where a lead or the deadline is missing.
    """
    with transaction.atomic():
        task = locks.task_for(actor, task_id)
        if task.state == TaskState.CONFIRMED and version < task.version and task.confirmed_by_id == actor.user_id:
            if values is None or says_the_same(values, task):
                return task  # the same click came twice
            raise Stale  # confirmed in another window, with other words
        locks.require_open(task)
        if task.version != version:
            raise Stale
        if values is None and "deadline" in task.doubts:
            raise InvalidInput(
                fields={"deadline": _("Chọn hạn hoàn thành: %(why)s.") % {"why": task.doubts["deadline"]}}
            )
        _store(actor, task, values or values_of(task), complete=True)
        _confirm(actor, task)
        task.save()
        _audit(actor, "plans.confirm_task", task)
        tell_confirmed(task.plan, [task], actor)
    return task


def unconfirm_task(*, actor: Actor, task_id: int) -> PlanTask:
    """Take the confirming of a draft's task back: it is to be decided again, and the work made of it is withdrawn.

    One that is not confirmed is left as it is. Raises NotFound, PermissionRefused, WrongState once the plan is issued.
    """
    with transaction.atomic():
        task = locks.task_for(actor, task_id)
        if task.state != TaskState.CONFIRMED:
            return task
        locks.require_open(task)
        _unconfirm(actor, task)
        tell_withdrawn(task.plan, [task], actor)
    return task


def confirm_clear(*, actor: Actor, plan_id: int, promised: int) -> list[PlanTask]:
    """Confirm all tasks that were read clearly: exactly as many as the button `promised`.

    Where none is left (the click came twice) nothing happens. Raises NotFound, PermissionRefused, WrongState, and
    Stale where the number has changed meanwhile.
    """
    with transaction.atomic():
        plan = locks.plan_for(actor, plan_id, "plans.manage")
        if plan.state != PlanState.DRAFT and not plan.is_in_force:
            raise WrongState
        tasks = list(plan.tasks.filter(state=TaskState.CLEAR).prefetch_related("units__units"))
        if not tasks:
            return []
        if len(tasks) != promised:
            raise Stale(
                _("Số việc máy đọc rõ vừa đổi thành %(count)d. Xem lại rồi bấm lần nữa.") % {"count": len(tasks)}
            )
        for task in tasks:
            task.plan = plan
            check(values_of(task), organisation_id=plan.organisation_id, complete=True)
            _confirm(actor, task)
            task.version += 1
        PlanTask.objects.bulk_update(tasks, ["state", "confirmed_by", "confirmed_at", "given_out", "version"])
        _forget_draft(actor, *tasks)
        audit.record(
            actor=actor, action="plans.confirm_clear", target=plan, organisation_id=plan.organisation_id,
            tasks=[task.pk for task in tasks],
        )  # fmt: skip
        tell_confirmed(plan, tasks, actor)
    return tasks


def unconfirm_tasks(*, actor: Actor, plan_id: int, task_ids: Sequence[int]) -> list[PlanTask]:
    """Take the confirming of several tasks of a draft back at once, as `unconfirm_task` does; returns those it changed.

    Raises NotFound, PermissionRefused, WrongState once the plan is issued.
    """
    with transaction.atomic():
        plan = locks.plan_for(actor, plan_id, "plans.manage")
        tasks = list(plan.tasks.select_for_update().filter(pk__in=task_ids, state=TaskState.CONFIRMED))
        for task in tasks:
            task.plan = plan
            locks.require_open(task)
            _unconfirm(actor, task)
        tell_withdrawn(plan, tasks, actor)
    return tasks


def reject_task(*, actor: Actor, task_id: int, version: int) -> PlanTask:
    """Say that it is no task; work that was made of it is withdrawn. Rejecting it again changes nothing.

    Raises NotFound, PermissionRefused, WrongState, Stale.
    """
    with transaction.atomic():
        task = locks.task_for(actor, task_id)
        if task.state == TaskState.REJECTED:
            return task
        locks.require_open(task)
        if task.version != version:
            raise Stale
        was_work = task.confirmed_at is not None  # also where a corrected version made it doubtful again
        task.state, task.confirmed_by_id, task.confirmed_at = TaskState.REJECTED, None, None
        _touch(actor, task)
        _audit(actor, "plans.reject_task", task)
        if was_work:
            tell_withdrawn(task.plan, [task], actor)
    return task


def restore_task(*, actor: Actor, task_id: int) -> PlanTask:
    """Take a rejected task back among those to be decided. Raises NotFound, PermissionRefused, WrongState."""
    with transaction.atomic():
        task = locks.task_for(actor, task_id)
        if task.plan.state != PlanState.DRAFT and not task.plan.is_in_force:
            raise WrongState
        if task.state == TaskState.REJECTED:
            task.state = TaskState.UNSURE
            settle(task)
            _touch(actor, task)
            _audit(actor, "plans.restore_task", task)
    return task


def add_task(*, actor: Actor, plan_id: int, values: TaskValues, after: int | None = None) -> PlanTask:
    """Add by hand a task that the reading missed, behind the task `after` or at the end; it is to be confirmed.

    The same words at the same place give the task that is there. Raises NotFound, PermissionRefused, WrongState,
    InvalidInput.
    """
    with transaction.atomic():
        plan = locks.plan_for(actor, plan_id, "plans.manage")
        if plan.state != PlanState.DRAFT:
            raise WrongState(_("Kế hoạch đã ban hành. Muốn thêm việc, tải lên bản sửa đổi ở trang kế hoạch."))
        check(values, organisation_id=plan.organisation_id, complete=False)
        same = plan.tasks.filter(
            added_by_hand=True, text=values.text.strip(), path=values.path.strip()[:40], state__in=UNDECIDED
        ).first()
        if same is not None:
            return same
        task = PlanTask(plan=plan, position=_make_room(plan, after), added_by_hand=True, confidence=1)
        write(task, values)
        task.changed_by_id, task.changed_at = actor.user_id, timezone.now()
        task.save()
        units.remember(actor, write_units(task, values.units))
        settle(task)
        task.save()
        _audit(actor, "plans.add_task", task)
    return task


def split_task(
    *, actor: Actor, task_id: int, version: int, first: TaskValues, second: TaskValues
) -> tuple[PlanTask, PlanTask]:
    """Make two tasks of one, such as where a sentence prints two deadlines; both are then to be confirmed.

    Raises NotFound, PermissionRefused, WrongState (also for a task that is work already), Stale, InvalidInput.
    """
    with transaction.atomic():
        task = _task_at(actor, task_id, version)
        if task.state not in UNDECIDED:
            raise WrongState(_("Việc này đã được giao. Bỏ xác nhận trước rồi mới tách."))
        check(second, organisation_id=task.plan.organisation_id, complete=False)
        other = PlanTask(
            plan=task.plan, position=_make_room(task.plan, task.pk), page=task.page, confidence=task.confidence,
            deadline_printed=task.deadline_printed, as_read={**task.as_read, "part_of": task.pk},
            spans={name: span for name, span in task.spans.items() if name != "deadline_candidates"},
        )  # fmt: skip
        write(other, second)
        other.changed_by_id, other.changed_at = actor.user_id, timezone.now()
        other.save()
        _copy_units(task, other, second)
        settle(other)
        other.save()
        task.refresh_from_db(fields=["position"])
        task.spans.pop("deadline_candidates", None)
        task.doubts.pop("deadline", None)
        _store(actor, task, first, complete=False)
        _audit(actor, "plans.split_task", task, other=other.pk)
    return task, other


def save_draft(*, actor: Actor, task_id: int, based_on: int, values: Mapping[str, Any]) -> TaskDraft:
    """Keep what a person has typed and not saved; one draft per person and task.

    Raises NotFound, PermissionRefused, and WrongState for what is frozen or too long to be a draft.
    """
    with transaction.atomic():
        task = locks.task_for(actor, task_id)
        locks.require_open(task)
        if actor.user_id is None or sum(len(str(value)) for value in values.values()) > DRAFT_BYTES:
            raise WrongState(_("Phần đang gõ dài quá nên chưa giữ nháp được. Bấm lưu để giữ lại."))
        draft, _made = TaskDraft.objects.update_or_create(
            task=task, user_id=actor.user_id, defaults={"based_on": based_on, "values": dict(values)}
        )
    return draft


def drop_draft(*, actor: Actor, task_id: int) -> None:
    """Forget what this person typed about a task; done already, it changes nothing."""
    with transaction.atomic():
        task = locks.task_for(actor, task_id)
        _forget_draft(actor, task)


def _task_at(actor: Actor, task_id: int, version: int) -> PlanTask:
    task = locks.task_for(actor, task_id)
    locks.require_open(task)
    if task.version != version:
        raise Stale
    return task


def _store(actor: Actor, task: PlanTask, values: TaskValues, *, complete: bool) -> None:
    check(values, organisation_id=task.plan.organisation_id, complete=complete)
    write(task, values)
    learned = write_units(task, values.units)
    settle(task)
    _touch(actor, task)
    if learned:
        units.remember(actor, learned)
        units.match_again(task.plan)


def _touch(actor: Actor, task: PlanTask) -> None:
    task.changed_by_id, task.changed_at = actor.user_id, timezone.now()
    task.version += 1
    task.save()
    _forget_draft(actor, task)


def _forget_draft(actor: Actor, *tasks: PlanTask) -> None:
    if actor.user_id is not None:
        TaskDraft.objects.filter(task__in=tasks, user_id=actor.user_id).delete()


def _confirm(actor: Actor, task: PlanTask) -> None:
    task.state, task.confirmed_by_id, task.confirmed_at = TaskState.CONFIRMED, actor.user_id, timezone.now()
    task.given_out = True


def _unconfirm(actor: Actor, task: PlanTask) -> None:
    task.state, task.confirmed_by_id, task.confirmed_at = TaskState.UNSURE, None, None
    settle(task)
    _touch(actor, task)
    _audit(actor, "plans.unconfirm_task", task)


def _make_room(plan: Plan, after: int | None) -> int:
    """The position behind a task, those behind it moved down by one; without one the position at the end."""
    last: int = plan.tasks.aggregate(last=Max("position"))["last"] or 0
    if after is None:
        return last + 1
    before = plan.tasks.filter(pk=after).values_list("position", flat=True).first()
    if before is None:
        raise NotFound
    plan.tasks.filter(position__gt=before).update(position=F("position") + 1)
    return before + 1


def _copy_units(task: PlanTask, other: PlanTask, values: TaskValues) -> None:
    """Give the second task the units that the person said, each still knowing where the plan prints it."""
    rows = {row.pk: row for row in task.units.all()}
    write_units(other, tuple(replace(value, row=None) for value in values.units))
    for made, value in zip(other.units.order_by("pk"), values.units, strict=True):
        origin = rows.get(value.row or 0)
        if origin is not None:
            made.span, made.candidates = origin.span, origin.candidates
            made.doubt = "" if value.ids else origin.doubt
            made.save()


def _audit(actor: Actor, action: str, task: PlanTask, **details: Any) -> None:
    audit.record(actor=actor, action=action, target=task, organisation_id=task.plan.organisation_id, **details)
