"""Background work that survives a kill: a Job row with lease, retries, progress and cancelling.

    @job("library.read", time_limit=600)
    def read(context: JobContext, document_id: int) -> None: ...

    enqueue("library.read", {"document_id": 7}, key="read-7", actor=actor, organisation_id=1)

A handler runs at least once, so it must be idempotent: what it writes is keyed by what it was asked.
"""

from lantoa.shared.jobs.queue import cancel, enqueue, retry
from lantoa.shared.jobs.registry import JobCancelled, JobContext, job, recurring
from lantoa.shared.jobs.runner import run
from lantoa.shared.jobs.upkeep import recover, tick

__all__ = ["JobCancelled", "JobContext", "cancel", "enqueue", "job", "recover", "recurring", "retry", "run", "tick"]
