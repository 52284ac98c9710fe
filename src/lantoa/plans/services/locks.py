"""Fetching what is to be written: in the actor's organisations, permitted, and locked until the transaction ends."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lantoa.org import policies
from lantoa.org.services.locks import hold
from lantoa.plans.models import UNDECIDED, Plan, PlanState, PlanTask
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound, WrongState


def plan_for(actor: Actor, plan_id: int, capability: str) -> Plan:
    """The plan, locked. Call it inside a transaction. Raises NotFound (also for a foreign one) and
    PermissionRefused."""
    rows = Plan.objects.select_for_update().filter(pk=plan_id)
    if not actor.system:
        rows = rows.filter(organisation_id__in=policies.organisation_ids(actor, "plans.read"))
    plan = rows.first()
    if plan is None:
        raise NotFound
    policies.require(actor, capability, plan.organisation_id)
    return plan


def task_for(actor: Actor, task_id: int) -> PlanTask:
    """A task, its plan locked, for somebody who may manage plans. Raises NotFound and PermissionRefused.

    The organisation comes first: what is said of a task may teach its tree a unit or a name, and who changes the tree
    goes on to the plans.
    """
    found = PlanTask.objects.filter(pk=task_id).values_list("plan_id", "plan__organisation_id").first()
    if found is None:
        raise NotFound
    plan_id, organisation_id = found
    hold(organisation_id)
    plan = plan_for(actor, plan_id, "plans.manage")
    task = PlanTask.objects.select_for_update().get(pk=task_id)
    task.plan = plan
    return task


def require_open(task: PlanTask) -> None:
    """Raises WrongState where the task can no longer be decided: confirmed work of an issued plan is frozen."""
    plan = task.plan
    if plan.state == PlanState.DRAFT or (plan.is_in_force and task.state in UNDECIDED):
        return
    raise WrongState(_frozen(plan))


def _frozen(plan: Plan) -> str:
    if plan.state == PlanState.ENDED:
        return _("Kế hoạch đã kết thúc nên không sửa được nữa.")
    if plan.is_in_force:
        return _("Kế hoạch đã ban hành. Muốn sửa việc đã xác nhận, tải lên bản sửa đổi ở trang kế hoạch.")
    return _("Kế hoạch chưa đọc xong. Chờ máy đọc xong rồi soát.")
