"""What the worker does between jobs: take back what a killed worker left, and start what recurs."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from lantoa.shared.jobs.queue import dispatch, enqueue
from lantoa.shared.jobs.registry import RECURRENCES
from lantoa.shared.models import Job, JobState, RecurringJob

FORGOTTEN = timedelta(seconds=20)
"""A queued job whose worker was not woken for so long is dispatched again."""


def recover() -> int:
    """Take back jobs whose lease ran out and wake workers for those that nobody was woken for; returns how many."""
    now = timezone.now()
    Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now, cancel_requested=True).update(
        state=JobState.CANCELLED, finished_at=now, lease_token=None
    )
    lost = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now)
    lost.filter(attempts__gte=F("max_attempts")).update(
        state=JobState.FAILED, finished_at=now, lease_token=None, error_code="worker_lost", error_text=""
    )
    lost.update(state=JobState.QUEUED, lease_token=None, dispatched_at=None)
    waiting = Job.objects.filter(state=JobState.QUEUED, run_after__lte=now).filter(
        Q(dispatched_at=None) | Q(dispatched_at__lt=now - FORGOTTEN)
    )
    rows = list(waiting[:200])
    for row in rows:
        dispatch(row)
    return len(rows)


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
