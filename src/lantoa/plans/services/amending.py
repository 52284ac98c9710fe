"""Another text of a plan: kept, read, compared, and applied in one go after a person saw what it changes."""

from __future__ import annotations

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.library import services as library
from lantoa.library.models import ReadingState
from lantoa.plans.comparison import Change, Comparison
from lantoa.plans.models import UNDECIDED, Plan, PlanState, PlanTask, Revision, RevisionKind, RevisionState, TaskState
from lantoa.plans.selectors import comparison_of
from lantoa.plans.services import locks
from lantoa.plans.services.filling import make_headings, make_task, make_units
from lantoa.plans.services.state import settle, tell_confirmed, tell_withdrawn
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, NotFound, Stale, WrongState

HAND_POSITION = 100_000
"""Where tasks stand that the new text does not print: behind those that it does."""


def amend(*, actor: Actor, plan_id: int, upload: File[bytes], declared_not_secret: bool) -> Revision:
    """Keep a corrected version of a plan and have it read; nothing of the plan changes yet.

    The same file again gives the revision that is there. Raises NotFound, PermissionRefused, WrongState, InvalidInput.
    """
    with transaction.atomic():
        plan = locks.plan_for(actor, plan_id, "plans.manage")
        if not (plan.is_draft or plan.is_in_force):
            raise WrongState(_("Chỉ kế hoạch đang soát hoặc đang thực hiện mới sửa đổi được."))
        revision = attach(actor, plan, upload, RevisionKind.AMENDED, declared_not_secret)
        if revision is None:
            raise InvalidInput(fields={"file": _("Tệp này giống hệt bản đang dùng. Chọn bản đã sửa.")})
        audit.record(actor=actor, action="plans.amend", target=plan, organisation_id=plan.organisation_id)
    return revision


def attach(actor: Actor, plan: Plan, upload: File[bytes], kind: RevisionKind, declared: bool) -> Revision | None:
    """Keep another text of a plan and have it read; None where it is the very file that the plan has."""
    document = library.store(
        actor=actor, organisation_id=plan.organisation_id, upload=upload, title=plan.title, declared_not_secret=declared
    )
    if document.pk == plan.document_id:
        return None
    if Plan.objects.filter(document=document).exists():
        raise InvalidInput(fields={"file": _("Tệp này đã là một kế hoạch khác trong danh sách.")})
    revision, _made = Revision.objects.get_or_create(
        plan=plan, document=document, defaults={"kind": kind, "created_by_id": actor.user_id}
    )
    if revision.state == RevisionState.DROPPED:
        revision.state = RevisionState.READING
    reading = library.request_reading(actor=actor, document_id=document.pk)
    if reading.state == ReadingState.DONE and revision.state == RevisionState.READING:
        revision.state = RevisionState.READY
    revision.save()
    return revision


def apply_revision(*, actor: Actor, revision_id: int, seal: str) -> Revision:
    """Let the plan follow a compared text: exactly what was shown under `seal`. Applied already, it changes nothing.

    Changed tasks that were confirmed stay so where the new words are clear, else they are to be confirmed again;
    removed ones
    are withdrawn; added ones wait for review. Raises NotFound, PermissionRefused, WrongState, and Stale where the
    seal broke.
    """
    with transaction.atomic():
        revision, plan = _revision_for(actor, revision_id)
        if revision.state == RevisionState.APPLIED:
            return revision
        if revision.state != RevisionState.READY:
            raise WrongState(_("Bản này chưa đọc xong nên chưa so sánh được."))
        if Plan.objects.filter(document_id=revision.document_id).exists():
            raise WrongState(_("Tệp này đã được tải lên thành một kế hoạch khác. Bỏ kế hoạch đó trước."))
        found = comparison_of(revision)
        if found.seal != seal:
            raise Stale(_("Kế hoạch vừa có thay đổi nên bảng so sánh đã khác. Xem lại rồi bấm lần nữa."))
        confirmed = _change_tasks(actor, found)
        withdrawn = _withdraw(actor, found)
        _order(plan, found)
        for position, proposed in found.added:
            make_task(plan, position + 1, proposed)
        _follow(actor, plan, revision, found)
        tell_withdrawn(plan, withdrawn, actor)
        tell_confirmed(plan, confirmed, actor)
    return revision


def drop_revision(*, actor: Actor, revision_id: int) -> Revision:
    """Put a compared text aside without applying it. Raises NotFound, PermissionRefused, and WrongState once it was
    applied."""
    with transaction.atomic():
        revision, plan = _revision_for(actor, revision_id)
        if revision.state == RevisionState.APPLIED:
            raise WrongState(_("Bản này đã áp dụng rồi."))
        revision.state = RevisionState.DROPPED
        revision.save()
        audit.record(actor=actor, action="plans.drop_revision", target=plan, organisation_id=plan.organisation_id)
    return revision


def _revision_for(actor: Actor, revision_id: int) -> tuple[Revision, Plan]:
    revision = Revision.objects.filter(pk=revision_id).first()
    if revision is None:
        raise NotFound
    plan = locks.plan_for(actor, revision.plan_id, "plans.manage")
    revision = Revision.objects.select_for_update().get(pk=revision_id)
    revision.plan = plan
    if not (plan.is_draft or plan.is_in_force):
        raise WrongState
    return revision, plan


def _change_tasks(actor: Actor, found: Comparison) -> list[PlanTask]:
    """Write what differs; returns the confirmed tasks whose work has to follow."""
    followed = []
    for change in found.changed:
        task = change.task
        _write(task, change)
        if task.state == TaskState.CONFIRMED and change.proposed.state == TaskState.UNSURE:
            task.state = TaskState.UNSURE
        elif task.state == TaskState.CONFIRMED:
            followed.append(task)
        settle(task)
        _touch(actor, task)
    return followed


def _write(task: PlanTask, change: Change) -> None:
    new, fields = change.proposed, change.differences
    if "text" in fields:
        task.text = new.text
    if "mode" in fields:
        task.mode = new.mode
    if "deadline" in fields:
        task.deadline_kind, task.deadline_on, task.deadline_day = new.deadline_kind, new.deadline_on, new.deadline_day
        task.deadline_printed = new.deadline_printed
    if "lead" in fields or "coordinating" in fields:
        make_units(task, new)
    task.as_read = new.as_read
    task.doubts = {name: why for name, why in new.doubts.items() if name in fields}
    if task.state in UNDECIDED:
        task.doubts = dict(new.doubts)


def _withdraw(actor: Actor, found: Comparison) -> list[PlanTask]:
    was_work = [task for task in found.removed if task.confirmed_at is not None]
    for task in found.removed:
        task.state, task.confirmed_by_id, task.confirmed_at = TaskState.WITHDRAWN, None, None
        _touch(actor, task)
    return was_work


def _order(plan: Plan, found: Comparison) -> None:
    """Give the tasks that stay their place in the new text; what it does not print comes behind."""
    placed = {}
    for change in (*found.same, *found.changed):
        task, new = change.task, change.proposed
        task.position, task.path, task.page, task.spans = change.position + 1, new.path, new.page, new.spans
        task.as_read = new.as_read if task.as_read else {}
        task.save()
        placed[task.pk] = task.position
        for row, unit in zip(task.units.order_by("position"), new.units, strict=False):
            if row.printed == unit.printed:
                row.span = unit.span
                row.save(update_fields=["span"])
    for number, task in enumerate(plan.tasks.exclude(pk__in=placed), start=HAND_POSITION):
        task.position = placed.get(task.as_read.get("part_of", 0), number)
        task.spans = {}
        task.save(update_fields=["position", "spans"])
        task.units.update(span=None)


def _follow(actor: Actor, plan: Plan, revision: Revision, found: Comparison) -> None:
    result = revision.document.reading.result
    revision.replaced_document, revision.counts = plan.document, found.counts
    revision.state, revision.applied_by_id, revision.applied_at = RevisionState.APPLIED, actor.user_id, timezone.now()
    revision.save()
    plan.document = revision.document
    if plan.is_in_force and revision.kind == RevisionKind.AMENDED:
        plan.state = PlanState.AMENDED
    plan.version += 1
    plan.save()
    make_headings(plan, result)
    audit.record(
        actor=actor, action="plans.apply_revision", target=plan, organisation_id=plan.organisation_id, **found.counts
    )


def _touch(actor: Actor, task: PlanTask) -> None:
    task.changed_by_id, task.changed_at = actor.user_id, timezone.now()
    task.version += 1
    task.save()
