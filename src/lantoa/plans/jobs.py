"""Background work of plans: keeping and removing cases."""

from __future__ import annotations

from datetime import timedelta

from lantoa.plans import services
from lantoa.plans.services.cases import FORGET, KEEP
from lantoa.shared.jobs import JobContext, job, recurring


@job(KEEP, time_limit=120)
def keep_case(context: JobContext, plan_id: int) -> None:
    """Keep a corrected plan as a case."""
    services.keep_case(plan_id=plan_id)


@job(FORGET, time_limit=300)
def forget_cases(context: JobContext, of: int, document_id: int | None) -> None:
    """Remove cases of an organisation."""
    services.forget_cases(organisation_id=of, document_id=document_id)


@recurring("plans.sweep_cases", every=timedelta(hours=6))
def sweep_cases(context: JobContext) -> None:
    """Remove cases that must not be kept any more."""
    services.sweep_cases()
