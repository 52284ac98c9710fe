"""Running one job under a lease."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from datetime import timedelta

from django.db import close_old_connections, connection
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from lantoa.shared.errors import DomainError
from lantoa.shared.jobs.owner import this_process
from lantoa.shared.jobs.registry import KINDS, JobCancelled, JobContext
from lantoa.shared.models import Job, JobState

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
HEARTBEAT_SECONDS = 8.0


@task()
def run_job(job_id: str) -> None:
    """What the queue carries: only the id of the Job row."""
    run(uuid.UUID(job_id))


def run(job_id: uuid.UUID) -> bool:
    """Claim and run one job; returns False where another worker has it, it is over, or it is not yet due."""
    now, token = timezone.now(), uuid.uuid4()
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED, run_after__lte=now).update(
        state=JobState.RUNNING,
        lease_token=token,
        lease_until=now + LEASE,
        worker=this_process(),
        attempts=F("attempts") + 1,
    )
    if not claimed:
        return False
    row = Job.objects.get(pk=job_id)
    spec = KINDS.get(row.kind)
    if spec is None:
        _fail(row, token, "unknown_kind", f"no handler for {row.kind}")
        return True
    context = JobContext(row.pk, token, row.organisation_id)
    heart = _Heartbeat(row.pk, token, spec.time_limit)
    heart.start()
    try:
        spec.handler(context, **row.payload)
    except JobCancelled:
        _finish(row, token, state=JobState.CANCELLED)
    except DomainError as error:
        if error.passing:
            _retry_or_fail(row, token, error.code, str(error.message))
        else:
            _fail(row, token, error.code, str(error.message))
    except Exception as error:
        logger.exception("job %s failed", row)
        _retry_or_fail(row, token, "unexpected", f"{type(error).__name__}: {error}")
    else:
        _finish(row, token, state=JobState.SUCCEEDED)
    finally:
        heart.stop()
    return True


def _finish(row: Job, token: uuid.UUID, *, state: JobState, **values: str) -> None:
    Job.objects.filter(pk=row.pk, lease_token=token).update(
        state=state, finished_at=timezone.now(), lease_token=None, lease_until=None, **values
    )


def _fail(row: Job, token: uuid.UUID, code: str, text: str) -> None:
    _finish(row, token, state=JobState.FAILED, error_code=code[:60], error_text=text)


def _retry_or_fail(row: Job, token: uuid.UUID, code: str, text: str) -> None:
    if row.attempts >= row.max_attempts:
        _fail(row, token, code, text)
        return
    Job.objects.filter(pk=row.pk, lease_token=token).update(
        state=JobState.QUEUED,
        lease_token=None,
        lease_until=None,
        dispatched_at=None,
        run_after=timezone.now() + timedelta(seconds=5 * 2**row.attempts),
        error_text=text,
    )


class _Heartbeat(threading.Thread):
    """Renews the lease while the handler works, up to the kind's limit of time; it touches nothing else."""

    def __init__(self, job_id: uuid.UUID, token: uuid.UUID, limit: float) -> None:
        super().__init__(daemon=True, name=f"heartbeat-{job_id}")
        self._job_id, self._token = job_id, token
        self._until = time.monotonic() + limit
        self._done = threading.Event()
        self._in_transaction = connection.in_atomic_block

    def run(self) -> None:
        if self._in_transaction:  # a test that runs inside a transaction: another connection would wait for it
            return
        while not self._done.wait(HEARTBEAT_SECONDS) and time.monotonic() < self._until:
            try:
                Job.objects.filter(pk=self._job_id, lease_token=self._token).update(lease_until=timezone.now() + LEASE)
            except Exception:
                logger.warning("missed heartbeat of %s", self._job_id, exc_info=True)
            finally:
                close_old_connections()
        connection.close()

    def stop(self) -> None:
        self._done.set()
