"""Keeping a corrected plan as a case, with the organisation's consent only; removing cases where it is withdrawn."""

from __future__ import annotations

from django.db import transaction

from lantoa.org.models import Organisation
from lantoa.plans import cases
from lantoa.plans.models import UNDECIDED, Plan
from lantoa.plans.preferences import KEEP_CASES
from lantoa.plans.selectors import reading_of
from lantoa.shared import audit, jobs, preferences
from lantoa.shared.actors import SYSTEM

KEEP, FORGET = "plans.keep_case", "plans.forget_cases"


def keep_case_soon(*, plan: Plan) -> None:
    """Have a plan kept as a case where its organisation consents and all its tasks are decided."""
    if consents(plan.organisation_id) and not plan.tasks.filter(state__in=UNDECIDED).exists():
        jobs.enqueue(KEEP, {"plan_id": plan.pk}, organisation_id=plan.organisation_id)


def keep_case(*, plan_id: int) -> bool:
    """Keep a plan that was corrected as a case, in place of the one it has; returns whether there is one now.

    A plan that was read without a fault is none. Consent that is withdrawn while this runs counts.
    """
    plan = Plan.objects.select_related("document").filter(pk=plan_id).first()
    if plan is None or not consents(plan.organisation_id) or plan.tasks.filter(state__in=UNDECIDED).exists():
        return False
    reading = reading_of(plan, proposals=False)
    gold = cases.gold_of(plan, reading)
    if not cases.corrected(gold, reading):
        cases.forget(plan.organisation_id, plan.document_id)
        return False
    cases.write(plan, reading, gold)
    audit.record(actor=SYSTEM, action="plans.keep_case", target=plan, organisation_id=plan.organisation_id)
    if not consents(plan.organisation_id):
        cases.forget(plan.organisation_id, plan.document_id)
        return False
    return True


def forget_soon(*, organisation_id: int, document_id: int | None = None) -> None:
    """Have the case of a document removed, or all cases of an organisation."""
    jobs.enqueue(FORGET, {"of": organisation_id, "document_id": document_id}, organisation_id=organisation_id)


def forget_cases(*, organisation_id: int, document_id: int | None = None) -> int:
    """Remove the case of a document, or all cases of an organisation that does not consent; returns how many."""
    found = [one for one in cases.kept() if one[0] == organisation_id and document_id in (None, one[1])]
    if document_id is None and consents(organisation_id):
        return 0
    for one in found:
        cases.forget(*one)
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if found and organisation is not None:
        with transaction.atomic():
            audit.record(
                actor=SYSTEM, action="plans.forget_cases", target=organisation, organisation_id=organisation_id,
                count=len(found),
            )  # fmt: skip
    return len(found)


def sweep_cases() -> int:
    """Remove every case without a plan or without consent: what a kill left. Returns how many."""
    gone = 0
    for organisation_id, document_id in list(cases.kept()):
        plans = Plan.objects.filter(organisation_id=organisation_id, document_id=document_id)
        if not consents(organisation_id) or not plans.exists():
            gone += forget_cases(organisation_id=organisation_id, document_id=document_id)
    return gone


def consents(organisation_id: int) -> bool:
    """Whether an organisation lets its corrected plans be kept as cases."""
    return bool(preferences.get(KEEP_CASES.name, organisation_id))
