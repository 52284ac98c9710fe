"""The states of a plan: facts corrected while it is a draft, issued, ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.plans import selectors
from lantoa.plans.models import UNDECIDED, Plan, PlanState, Revision, RevisionKind, TaskState
from lantoa.plans.services import locks
from lantoa.plans.services.adopting import ask_anew
from lantoa.plans.services.amending import attach
from lantoa.plans.services.filling import folded
from lantoa.plans.signals import plan_ended, plan_issued
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, Stale, WrongState

FACTS = ("title", "kind", "sign", "issuer", "issued_on", "ends_on")


def change_plan(*, actor: Actor, plan_id: int, version: int, values: Mapping[str, Any]) -> Plan:
    """Correct facts (keys of FACTS) of a draft. Raises NotFound, PermissionRefused, WrongState, Stale, InvalidInput."""
    with transaction.atomic():
        plan = locks.plan_for(actor, plan_id, "plans.manage")
        if plan.state != PlanState.DRAFT:
            raise WrongState(_("Kế hoạch đã ban hành nên số, ngày và tên không sửa được nữa."))
        if plan.version != version:
            raise Stale
        for name in FACTS:
            if name in values:
                setattr(plan, name, values[name])
        if not plan.title.strip():
            raise InvalidInput(fields={"title": _("Nhập tên kế hoạch.")})
        if plan.issued_on and plan.ends_on and plan.ends_on < plan.issued_on:
            raise InvalidInput(fields={"ends_on": _("Ngày kết thúc đứng trước ngày ban hành.")})
        if "issuer" in values:
            ask_anew(plan)
        _save(plan)
        audit.record(actor=actor, action="plans.change", target=plan, organisation_id=plan.organisation_id)
    return plan


def issue(
    *,
    actor: Actor,
    plan_id: int,
    sign: str,
    issued_on: date | None,
    signed_upload: File[bytes] | None = None,
    declared_not_secret: bool = False,
    leave_waiting: bool = False,
    number_again: bool = False,
) -> Plan:
    """Issue a draft: from now on its facts and confirmed tasks are frozen. The signed paper, where given, is kept,
    read and compared with the tasks. `leave_waiting` says that tasks not yet reviewed may stay so, `number_again` that
    another plan may have the same number: both are asked for where they matter.

    Issued already under the same sign and day, it changes nothing. Raises NotFound, PermissionRefused, WrongState,
    InvalidInput.
    """
    with transaction.atomic():
        plan = locks.plan_for(actor, plan_id, "plans.issue")
        sign = sign.strip()
        if plan.is_in_force and (plan.sign, plan.issued_on) == (sign, issued_on):
            return plan
        if plan.state != PlanState.DRAFT:
            raise WrongState(_("Chỉ kế hoạch đang soát mới ban hành được."))
        _check_issue(sign, issued_on)
        plan.sign, plan.issued_on, plan.issued_by_id = sign[:60], issued_on, actor.user_id
        _check_tasks(plan, leave_waiting)
        if not number_again and selectors.same_sign(plan):
            raise InvalidInput(
                fields={"number_again": _("Kế hoạch khác đã mang số này. Sửa số, hoặc chọn ô dưới đây.")}
            )
        plan.state = PlanState.ISSUED
        if signed_upload is not None:
            plan.signed_document = _attach_signed(actor, plan, signed_upload, declared_not_secret)
        _save(plan)
        audit.record(
            actor=actor, action="plans.issue", target=plan, organisation_id=plan.organisation_id, sign=plan.sign
        )
        plan_issued.send(Plan, plan=plan, actor=actor)
    return plan


def end(*, actor: Actor, plan_id: int) -> Plan:
    """End a plan in force today, or a draft out of which work was given; ended already, it changes nothing.

    Raises NotFound, PermissionRefused, WrongState.
    """
    with transaction.atomic():
        plan = locks.plan_for(actor, plan_id, "plans.issue")
        if plan.state == PlanState.ENDED:
            return plan
        if not plan.may_end:
            raise WrongState(_("Chỉ kế hoạch đã ban hành hoặc đã giao việc mới kết thúc được."))
        plan.state, plan.ends_on = PlanState.ENDED, timezone.localdate()
        _save(plan)
        audit.record(actor=actor, action="plans.end", target=plan, organisation_id=plan.organisation_id)
        plan_ended.send(Plan, plan=plan, actor=actor)
    return plan


def _check_issue(sign: str, issued_on: date | None) -> None:
    wrong: dict[str, str] = {}
    if not sign:
        wrong["sign"] = _("Nhập số, ký hiệu của kế hoạch, ví dụ 27/KH-UBND.")
    if issued_on is None:
        wrong["issued_on"] = _("Nhập ngày ban hành, ví dụ 05/10/2026.")
    elif issued_on > timezone.localdate():
        wrong["issued_on"] = _("Ngày ban hành không thể sau hôm nay.")
    if wrong:
        raise InvalidInput(fields=wrong)


def _check_tasks(plan: Plan, leave_waiting: bool) -> None:
    """What nobody confirmed is no plan yet; what nobody reviewed is left so only knowingly."""
    counts = selectors.counts(plan)
    if not counts[TaskState.CONFIRMED]:
        raise WrongState(_("Chưa việc nào được xác nhận nên chưa ban hành được. Soát và xác nhận việc trước."))
    waiting = sum(counts[one] for one in UNDECIDED)
    if waiting and not leave_waiting:
        raise InvalidInput(
            fields={
                "leave_waiting": _("Còn %(count)d việc chưa soát. Soát hết, hoặc chọn ô dưới đây để soát sau.")
                % {"count": waiting}
            }
        )


def _attach_signed(actor: Actor, plan: Plan, upload: File[bytes], declared: bool) -> Any:
    try:
        revision: Revision | None = attach(actor, plan, upload, RevisionKind.SIGNED, declared)
    except InvalidInput as error:
        raise InvalidInput(
            fields={("signed" if name == "file" else name): why for name, why in error.fields.items()}
        ) from error
    return plan.document if revision is None else revision.document


def _save(plan: Plan) -> None:
    plan.folded = folded(plan)
    plan.version += 1
    plan.save()
