"""Reads of plans; every one is scoped to an organisation or to what the actor may read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from lantoa.library import selectors as library
from lantoa.library.models import Document, Reading
from lantoa.org import policies
from lantoa.plans.comparison import Comparison, compare
from lantoa.plans.matching import matcher_of
from lantoa.plans.models import (
    UNDECIDED,
    Plan,
    PlanState,
    PlanTask,
    Revision,
    RevisionState,
    TaskDraft,
    TaskRole,
    TaskState,
)
from lantoa.plans.proposals import propose, read_day
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound
from lantoa.shared.models import AuditEntry, Job
from lantoakit.text import fold


def plans(organisation_id: int, *, search: str = "", state: str = "") -> QuerySet[Plan]:
    """Plans of an organisation, newest first, with `tasks_total`, `tasks_confirmed` and `tasks_waiting`."""
    rows = Plan.objects.filter(organisation_id=organisation_id).select_related("document")
    for word in fold(search).split():
        rows = rows.filter(folded__contains=word)
    if state:
        rows = rows.filter(state=state)
    counted = rows.annotate(
        tasks_total=Count("tasks", filter=~Q(tasks__state__in=(TaskState.REJECTED, TaskState.WITHDRAWN))),
        tasks_confirmed=Count("tasks", filter=Q(tasks__state=TaskState.CONFIRMED)),
        tasks_waiting=Count("tasks", filter=Q(tasks__state__in=UNDECIDED)),
    )
    return counted.order_by("-created_at", "-pk")  # a grouped query forgets the model's own order


def same_sign(row: Plan) -> list[Plan]:
    """Other plans that are nearly always the same paper, uploaded twice: under the same number, or, where this one
    bears none, with the same title. Those of another issuer are others' papers."""
    others = Plan.objects.filter(organisation_id=row.organisation_id).exclude(pk=row.pk).order_by("created_at")
    if row.sign:
        others = others.filter(sign__iexact=row.sign).exclude(state=PlanState.ENDED)
        if row.issued_on:
            others = others.filter(Q(issued_on=None) | Q(issued_on__year=row.issued_on.year))
    else:
        others = others.exclude(state__in=(PlanState.ENDED, PlanState.READING, PlanState.UNREADABLE))
    title, issuer = fold(row.title), fold(row.issuer)
    same = (one for one in others if not (issuer and one.issuer) or fold(one.issuer) == issuer)
    return [one for one in same if row.sign or (title and fold(one.title) == title)][:3]


def tasks(row: Plan, states: Iterable[str] = ()) -> QuerySet[PlanTask]:
    """Tasks of a plan in their order with their units; of some states where given."""
    found = row.tasks.prefetch_related("units__units").select_related("confirmed_by", "changed_by")
    wanted = list(states)
    return found.filter(state__in=wanted) if wanted else found.exclude(state=TaskState.WITHDRAWN)


def task(actor: Actor, task_id: int) -> PlanTask:
    """A task of a plan that the actor may read. Raises NotFound."""
    found = (
        PlanTask.objects.select_related("plan", "changed_by")
        .prefetch_related("units__units")
        .filter(pk=task_id)
        .first()
    )
    if found is None or not policies.may(actor, "plans.read", found.plan.organisation_id):
        raise NotFound
    return found


def counts(row: Plan) -> Counter[str]:
    """How many tasks of a plan are in each state."""
    found = row.tasks.order_by().values_list("state").annotate(count=Count("pk"))
    return Counter(dict(found))


def drafts(row: PlanTask) -> list[TaskDraft]:
    """What people have typed about a task and not saved, the newest first."""
    return list(row.drafts.select_related("user").order_by("-saved_at"))


def revision(actor: Actor, revision_id: int) -> Revision:
    """Another text of a plan that the actor may read. Raises NotFound."""
    found = (
        Revision.objects.select_related("plan", "document", "created_by", "applied_by").filter(pk=revision_id).first()
    )
    if found is None or not policies.may(actor, "plans.read", found.plan.organisation_id):
        raise NotFound
    return found


def revisions(row: Plan) -> list[Revision]:
    """Other texts of a plan, the newest first."""
    return list(row.revisions.select_related("document", "created_by").exclude(state=RevisionState.DROPPED))


def comparison_of(row: Revision) -> Comparison:
    """What a revision that was read adds, changes and removes. Raises NotFound where it was not read."""
    reading = Reading.objects.filter(document_id=row.document_id).first()
    if reading is None or row.state not in (RevisionState.READY, RevisionState.APPLIED):
        raise NotFound
    current = list(PlanTask.objects.filter(plan_id=row.plan_id).prefetch_related("units__units"))
    return compare(current, list(propose(reading.result, matcher_of(row.plan), read_day(reading))))


def reading_jobs(document_ids: Iterable[int]) -> dict[int, Job]:
    """The jobs that read documents, by document; two queries."""
    jobs = dict(Reading.objects.filter(document_id__in=list(document_ids)).values_list("job_id", "document_id"))
    return {jobs[job.pk]: job for job in Job.objects.filter(pk__in=[one for one in jobs if one])}


def reading_errors(document_ids: Iterable[int]) -> dict[int, str]:
    """Why documents could not be read, by document."""
    return dict(
        Reading.objects.filter(document_id__in=list(document_ids))
        .exclude(error_text="")
        .values_list("document_id", "error_text")
    )


def reading_of(row: Plan, *, proposals: bool = True) -> dict[str, Any]:
    """The reading in whose text the spans of the plan's tasks count: the kit's contract, {} where it was not read.

    With what a model proposes for its fields, unless `proposals` is False.
    """
    return library.content_of(row.document_id, proposals=proposals)


def unread(row: Plan) -> list[str]:
    """What stands where the reading may have missed work, as long as no task of the plan says it."""
    content = reading_of(row, proposals=False)
    text = content.get("text", "")
    places = [text[one["start"] : one["end"]] for one in content.get("warnings", [])]
    said = [fold(task) for task in row.tasks.values_list("text", flat=True)] if places else []
    return [place for place in places if place and not any(task and task in fold(place) for task in said)]


def documents_without_plan(organisation_id: int, limit: int = 10) -> list[Document]:
    """The newest documents of the library that are neither a plan nor another text of one."""
    rows = library.documents(organisation_id).filter(plans=None, plan_revisions=None, signed_plans=None)
    return list(rows[:limit])


def waiting_for_review(organisation_id: int) -> QuerySet[Plan]:
    """Plans that are read and have tasks to decide."""
    waiting = PlanTask.objects.filter(state__in=UNDECIDED).values("plan_id")
    return plans(organisation_id).filter(
        state__in=(PlanState.DRAFT, PlanState.ISSUED, PlanState.AMENDED), pk__in=waiting
    )


def lead_names(row: PlanTask) -> list[str]:
    """Names of the leading units: those of the tree, as printed where the tree has none."""
    return names(row, TaskRole.LEAD)


def names(row: PlanTask, role: str) -> list[str]:
    """Names of the units of a role, each once; uses what was prefetched."""
    found: dict[str, None] = {}
    for one in row.units.all():
        if one.role == role:
            found.update(dict.fromkeys([unit.name for unit in one.units.all()] or [one.printed]))
    return list(found)


def history(row: Plan) -> QuerySet[AuditEntry]:
    """What was done with a plan, newest first."""
    return AuditEntry.objects.filter(
        organisation_id=row.organisation_id, target_type=Plan._meta.label_lower, target_id=str(row.pk)
    )
