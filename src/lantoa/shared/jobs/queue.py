"""Putting jobs in, cancelling them, trying them again."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.shared.actors import SYSTEM, Actor
from lantoa.shared.jobs.bells import Silent, bell
from lantoa.shared.jobs.registry import kind, payload_of
from lantoa.shared.models import Job, JobState

logger = logging.getLogger(__name__)


def enqueue(
    name: str,
    payload: dict[str, Any],
    *,
    key: str | None = None,
    actor: Actor = SYSTEM,
    organisation_id: int | None = None,
) -> Job:
    """Write a job in the caller's transaction; a worker is woken when that commits.

    `key` makes it idempotent: with a key that is known the existing job is returned. Raises KeyError for a name without
    a handler and TypeError for a payload that is not JSON.
    """
    spec = kind(name)
    values = {
        "kind": name,
        "queue": spec.queue,
        "payload": payload_of(payload),
        "organisation_id": organisation_id,
        "created_by_id": actor.user_id,
        "max_attempts": spec.max_attempts,
        "run_after": timezone.now(),
    }
    if key is None:
        row, created = Job.objects.create(**values), True
    else:
        row, created = Job.objects.get_or_create(key=key, defaults=values)
    if created:
        transaction.on_commit(lambda: dispatch(row))
    return row


def dispatch(row: Job) -> bool:
    """Wake a worker for a queued job; harmless when done twice.

    Returns False where the bell is silent: who enqueued has done their part, and a worker's sweep rings again.
    """
    Job.objects.filter(pk=row.pk).update(dispatched_at=timezone.now())
    try:
        bell().ring(row.queue, row.pk)
    except Silent as silence:
        logger.warning("nobody was woken for job %s, it is rung for again later: %s", row, silence)
        Job.objects.filter(pk=row.pk).update(dispatched_at=None)
        return False
    return True


def cancel(row: Job) -> None:
    """Ask a job to stop. A queued one stops at once, a running one at its next report of progress."""
    stopped = Job.objects.filter(pk=row.pk, state=JobState.QUEUED).update(
        state=JobState.CANCELLED, finished_at=timezone.now()
    )
    if not stopped:
        Job.objects.filter(pk=row.pk, state=JobState.RUNNING).update(cancel_requested=True)


def retry(row: Job) -> None:
    """Put a failed or cancelled job back into the queue, as if it had never been tried."""
    updated = Job.objects.filter(pk=row.pk, state__in=[JobState.FAILED, JobState.CANCELLED]).update(
        state=JobState.QUEUED,
        attempts=0,
        cancel_requested=False,
        run_after=timezone.now(),
        finished_at=None,
        error_code="",
        error_text="",
    )
    if updated:
        transaction.on_commit(lambda: dispatch(row))
