"""A draft plan is taken away: what was given out of it stays as withdrawn work of no plan, with its history."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lantoa.plans.models import Plan
from lantoa.shared.actors import Actor
from lantoa.shared.errors import WrongState
from lantoa.work.models import Evidence, SlipLine, WorkItem, WorkState
from lantoa.work.services.access import require_any
from lantoa.work.services.intake import withdraw_tasks

RIGHTS = ("plans.manage",)
RESULTS = (WorkState.SUBMITTED, WorkState.RETURNED, WorkState.DONE)


@transaction.atomic
def let_go_of_plan(*, actor: Actor, plan: Plan) -> int:
    """Withdraw the items of a plan and part them from it, before it goes. Returns how many it had.

    Raises PermissionRefused, and WrongState where a unit has reported on one or sent evidence.
    """
    require_any(actor, RIGHTS, plan.organisation_id)
    rows = list(WorkItem.objects.select_for_update(of=("self",)).filter(plan=plan).select_related("task"))
    if any(item.state in RESULTS or item.progress_done for item in rows) or _has_results(rows):
        raise WrongState(_("Đơn vị đã báo kết quả việc của kế hoạch này nên không bỏ được. Hãy kết thúc kế hoạch."))
    withdraw_tasks(actor=actor, plan=plan, tasks=[item.task for item in rows if item.task])
    return WorkItem.objects.filter(pk__in=[item.pk for item in rows]).update(plan=None, task=None)


def _has_results(rows: list[WorkItem]) -> bool:
    said = Q(done__isnull=False) | ~Q(text="") | Q(number__isnull=False)
    return Evidence.objects.filter(item__in=rows).exists() or SlipLine.objects.filter(said, item__in=rows).exists()
