"""Making the tasks of a plan out of a reading, once; and what becomes of a plan whose document cannot be read."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from lantoa.library import services as library
from lantoa.library.models import Document, Reading
from lantoa.library.services.readings import day_of
from lantoa.plans.matching import is_of_others, matcher_of
from lantoa.plans.models import Adoption, Heading, Plan, PlanState, PlanTask, Revision, RevisionState, TaskUnit
from lantoa.plans.proposals import ProposedTask, propose, read_day
from lantoa.shared import audit
from lantoa.shared.actors import SYSTEM
from lantoa.shared.models import AuditEntry
from lantoakit.text import fold

WAITING = (PlanState.READING, PlanState.UNREADABLE)


def fill_plan(*, reading: Reading) -> list[Plan]:
    """Fill the plans that wait for this reading and mark the revisions that do; filled ones are left as they are."""
    with transaction.atomic():
        plans = list(Plan.objects.select_for_update().filter(document_id=reading.document_id, state__in=WAITING))
        for plan in plans:
            _fill(plan, reading)
            library.request_proposals(actor=SYSTEM, document_id=plan.document_id)
            audit.record(actor=SYSTEM, action="plans.fill", target=plan, organisation_id=plan.organisation_id)
        Revision.objects.filter(
            document_id=reading.document_id, state__in=(RevisionState.READING, RevisionState.UNREADABLE)
        ).update(state=RevisionState.READY)
    return plans


def mark_unread(*, reading: Reading) -> None:
    """Say of waiting plans and revisions that their document could not be read."""
    with transaction.atomic():
        Plan.objects.filter(document_id=reading.document_id, state=PlanState.READING).update(state=PlanState.UNREADABLE)
        Revision.objects.filter(document_id=reading.document_id, state=RevisionState.READING).update(
            state=RevisionState.UNREADABLE
        )


def release_document(*, document_id: int) -> None:
    """Let go of a document that must not be kept: plans and revisions that were only waiting for it go with it, and
    so do their names in the record, which are the names of its file. Plans that were discarded before count too."""
    with transaction.atomic():
        waiting = Plan.objects.filter(document_id=document_id, state__in=WAITING)
        made_of_it = AuditEntry.objects.filter(action="plans.create", details__document=document_id)
        audit.forget_names(
            Plan, [*waiting.values_list("pk", flat=True), *made_of_it.values_list("target_id", flat=True)]
        )
        Revision.objects.filter(document_id=document_id).delete()
        Plan.objects.filter(signed_document_id=document_id).update(signed_document=None)
        waiting.delete()


def make_task(plan: Plan, position: int, proposed: ProposedTask) -> PlanTask:
    """Write one proposed task with its units."""
    task = PlanTask.objects.create(
        plan=plan,
        position=position,
        path=proposed.path,
        text=proposed.text,
        as_read=proposed.as_read,
        mode=proposed.mode,
        deadline_kind=proposed.deadline_kind,
        deadline_on=proposed.deadline_on,
        deadline_day=proposed.deadline_day,
        deadline_printed=proposed.deadline_printed,
        evidence_wanted=proposed.evidence_wanted,
        confidence=proposed.confidence,
        page=proposed.page,
        spans=proposed.spans,
        doubts=proposed.doubts,
        state=proposed.state,
    )
    make_units(task, proposed)
    return task


def make_units(task: PlanTask, proposed: ProposedTask) -> None:
    """Write the units of a proposed task in place of those that the task has."""
    task.units.all().delete()
    for position, unit in enumerate(proposed.units):
        row = TaskUnit.objects.create(
            task=task,
            role=unit.role,
            position=position,
            printed=unit.printed,
            candidates=list(unit.meaning.candidates),
            doubt=unit.doubt,
            span=unit.span,
        )
        row.units.set(unit.meaning.ids)


def make_headings(plan: Plan, result: dict[str, Any]) -> None:
    """Write the numbered divisions of a reading in place of those that the plan has."""
    plan.headings.all().delete()
    Heading.objects.bulk_create(
        Heading(plan=plan, position=n, path=str(one.get("path") or "")[:40], title=str(one.get("title") or "")[:600])
        for n, one in enumerate(result.get("outline") or [])
    )


def folded(plan: Plan) -> str:
    """The search form of what identifies a plan."""
    return fold(f"{plan.title} {plan.sign} {plan.issuer}")


def _fill(plan: Plan, reading: Reading) -> None:
    result = reading.result
    head = result.get("document") or {}
    _take_facts(plan, head, plan.document)
    make_headings(plan, result)
    plan.tasks.all().delete()
    for position, proposed in enumerate(propose(result, matcher_of(plan), read_day(reading)), start=1):
        make_task(plan, position, proposed)
    plan.state = PlanState.DRAFT
    plan.version += 1
    plan.save()


def _take_facts(plan: Plan, head: dict[str, Any], document: Document) -> None:
    title = str(head.get("title") or "").strip()
    kind = str(head.get("type") or "")
    plan.kind = (kind or plan.kind)[:60]
    plan.title = (title or document.title)[:600]
    plan.sign = str(head.get("sign") or "")[:60]
    plan.issuer = str(head.get("issuer") or "")[:250]
    plan.issued_on = day_of(head.get("date"))
    plan.adoption = Adoption.ASKED if is_of_others(plan.issuer, plan.organisation) else Adoption.OWN
    plan.folded = folded(plan)
