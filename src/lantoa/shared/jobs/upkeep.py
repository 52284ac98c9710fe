"""What the worker does between jobs: take back what a killed worker left, start what recurs, remove what is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lantoa.shared.jobs.bells import Silent, bell
from lantoa.shared.jobs.owner import is_gone
from lantoa.shared.jobs.queue import dispatch, enqueue
from lantoa.shared.jobs.registry import RECURRENCES, JobContext, recurring
from lantoa.shared.models import Job, JobState, RecurringJob, Worker

FORGOTTEN = timedelta(seconds=20)
"""A queued job is rung for again when its ring is so much older than all that wait; machines' clocks differ by less."""
KEPT_TURN = timedelta(days=1)
"""How long a turn of a recurring kind that went well is kept."""
KEPT_JOB = timedelta(days=90)
"""How long every other job that is over is kept."""
KEPT_MESSAGE = timedelta(days=1)
"""How long the queue's own rows are kept. Also one that nobody took, for its job is dispatched again."""
KEPT_WORKER = timedelta(days=1)
"""How long the row of a worker is kept that lives no more."""


def recover() -> int:
    """Take back jobs whose worker is gone, and wake workers for those that nobody was woken for; returns how many.

    A worker is gone when its lease ran out, or at once when it was a process of this machine that exists no more.
    """
    now = timezone.now()
    running = Job.objects.filter(state=JobState.RUNNING)
    gone = [owner for owner in running.values_list("worker", flat=True).distinct() if is_gone(owner)]
    lost = running.filter(Q(lease_until__lt=now) | Q(worker__in=gone))
    lost.filter(cancel_requested=True).update(state=JobState.CANCELLED, finished_at=now, lease_token=None)
    lost.filter(attempts__gte=F("max_attempts")).update(
        state=JobState.FAILED, finished_at=now, lease_token=None, error_code="worker_lost", error_text=""
    )
    lost.update(state=JobState.QUEUED, lease_token=None, dispatched_at=None)
    woken = 0
    for row in _unrung(now)[:200]:
        if not dispatch(row):  # the bell is silent: the others wait with it
            break
        woken += 1
    return woken


def _unrung(now: datetime) -> QuerySet[Job]:
    """Jobs that are due and that no ring waits for: never rung for, or the ring was lost.

    Rings of a queue are answered in their order, so one that is older than all that wait and whose job is still queued
    is lost; the others wait for their turn, and to ring for them again would only make the queue longer.
    """
    due = Job.objects.filter(state=JobState.QUEUED, run_after__lte=now)
    lost = Q(dispatched_at=None)
    for queue in due.filter(dispatched_at__lt=now - FORGOTTEN).values_list("queue", flat=True).distinct():
        try:
            oldest = bell().oldest(queue) or now
        except Silent:
            continue
        lost |= Q(queue=queue, dispatched_at__lt=min(oldest, now) - FORGOTTEN)
    return due.filter(lost).order_by("run_after")


def tick() -> int:
    """Enqueue every recurring kind that is due; several workers may tick at once, each turn is taken by one."""
    now, started = timezone.now(), 0
    known = set(RecurringJob.objects.values_list("kind", flat=True))
    for name in RECURRENCES.keys() - known:
        RecurringJob.objects.get_or_create(kind=name, defaults={"next_at": now})
    RecurringJob.objects.exclude(kind__in=RECURRENCES).delete()
    for row in RecurringJob.objects.filter(next_at__lte=now):
        with transaction.atomic():
            taken = RecurringJob.objects.filter(pk=row.pk, next_at=row.next_at).update(
                next_at=RECURRENCES[row.kind].after(now), last_at=now
            )
            if taken:
                enqueue(row.kind, {}, key=f"{row.kind}@{row.next_at.isoformat()}")
                started += 1
    return started


@recurring("shared.prune", every=timedelta(hours=6))
def prune(context: JobContext) -> None:
    """Remove what is over, so that the database does not swell: jobs, messages of the queue, workers, sessions."""
    now = timezone.now()
    Job.objects.filter(state=JobState.SUCCEEDED, kind__in=RECURRENCES, finished_at__lt=now - KEPT_TURN).delete()
    over = [JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED]
    Job.objects.filter(state__in=over, finished_at__lt=now - KEPT_JOB).delete()
    DBTaskResult.objects.filter(enqueued_at__lt=now - KEPT_MESSAGE).delete()
    Worker.objects.filter(beat_at__lt=now - KEPT_WORKER).delete()
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
