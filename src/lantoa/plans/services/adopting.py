"""A paper of another body: whether its general words give work to our units is for a person to say."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.plans.matching import is_of_others, matcher_for
from lantoa.plans.models import UNDECIDED, Adoption, Plan, TaskUnit
from lantoa.plans.services import locks
from lantoa.plans.services.state import settle
from lantoa.plans.services.units import match_again
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import WrongState
from lantoa.shared.language import in_vietnamese


def adopt(*, actor: Actor, plan_id: int, taken: bool) -> Plan:
    """Keep the answer to whether a paper of another body gives work to our units, and match its names by it.

    Tasks that are decided stay as they are; the same answer again changes nothing. Raises NotFound,
    PermissionRefused, and WrongState for a plan of our own or one that has ended.
    """
    with transaction.atomic():
        plan = locks.plan_for(actor, plan_id, "plans.manage")
        if plan.adoption == Adoption.OWN or not (plan.is_draft or plan.is_in_force):
            raise WrongState(_("Chỉ hỏi điều này với văn bản của cơ quan khác đang soát hoặc đang thực hiện."))
        answer = Adoption.TAKEN if taken else Adoption.LEFT
        if plan.adoption == answer:
            return plan
        plan.adoption = answer
        follow(plan)
        plan.version += 1
        plan.save()
        audit.record(actor=actor, action="plans.adopt", target=plan, organisation_id=plan.organisation_id, taken=taken)
    return plan


def ask_anew(plan: Plan) -> None:
    """After its issuer was corrected: whose paper it is now. `save()` is left to the caller."""
    of_others = is_of_others(plan.issuer, plan.organisation)
    if of_others != (plan.adoption != Adoption.OWN):
        plan.adoption = Adoption.ASKED if of_others else Adoption.OWN
        follow(plan)


def follow(plan: Plan) -> None:
    """Bring the names in undecided tasks to what the plan's answer makes of them; what a person chose stays."""
    if plan.means_ours:
        match_again(plan)
        return
    loose, strict = (matcher_for(plan.organisation_id, by_name_only=only) for only in (False, True))
    rows = TaskUnit.objects.filter(task__plan=plan, task__state__in=UNDECIDED).exclude(units=None)
    touched = {}
    for row in rows.select_related("task").prefetch_related("units").distinct():
        if strict(row.printed).ids or {unit.pk for unit in row.units.all()} != set(loose(row.printed).ids):
            continue
        row.units.clear()
        with in_vietnamese():
            row.doubt = _("tên chung trong văn bản của cơ quan khác")
        row.save(update_fields=["doubt"])
        touched[row.task_id] = row.task
    for task in touched.values():
        settle(task)
        task.changed_at = timezone.now()
        task.version += 1
        task.save()
