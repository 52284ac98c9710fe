"""Whether a worker lives: it says so by itself every few seconds, whatever job it has in hand."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from types import TracebackType

from django.db import close_old_connections, connection
from django.db.models import Min, Q
from django.utils import timezone

from lantoa.shared.jobs.owner import this_process
from lantoa.shared.models import Job, JobState, RecurringJob, Worker

logger = logging.getLogger(__name__)

BEAT_SECONDS = 15.0
GONE = timedelta(seconds=120)
"""A worker that has not said for so long that it lives is taken for dead."""


class Beat(threading.Thread):
    """Writes the row of this process while its block lasts, from a thread that knows nothing of jobs."""

    def __init__(self, queues: Sequence[str], every: float = BEAT_SECONDS) -> None:
        super().__init__(daemon=True, name="beat")
        self._queues, self._every = list(queues), every
        self._done = threading.Event()

    def __enter__(self) -> Beat:
        self.strike()
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._done.set()

    def strike(self) -> None:
        """Say once that this process lives."""
        try:
            told = {"queues": self._queues, "beat_at": timezone.now()}
            Worker.objects.update_or_create(name=this_process(), defaults=told)
        except Exception:
            logger.warning("missed a beat", exc_info=True)

    def run(self) -> None:
        while not self._done.wait(self._every):
            self.strike()
            close_old_connections()
        connection.close()


def lateness(now: datetime) -> int | None:
    """For how many seconds work has waited that no living worker is about to take; None where nothing can be known.

    What waits while a worker of its queue is busy does not count: a long reading is no fault. A worker is busy while
    the lease of a job in its hand is renewed, or when it finished one just now.
    """
    alive = [worker for worker in Worker.objects.all() if worker.beat_at > now - GONE]
    in_hand = Q(state=JobState.RUNNING, lease_until__gte=now) | Q(finished_at__gt=now - GONE)
    holding = set(Job.objects.filter(in_hand).values_list("worker", flat=True))
    busy = {queue for worker in alive if worker.name in holding for queue in worker.queues}
    waiting = Job.objects.filter(state=JobState.QUEUED).values_list("queue").annotate(oldest=Min("run_after"))
    due = [oldest for queue, oldest in waiting.order_by() if queue not in busy]
    if not busy:
        due += RecurringJob.objects.order_by("next_at").values_list("next_at", flat=True)[:1]
    if not alive:
        due += Worker.objects.order_by("-beat_at").values_list("beat_at", flat=True)[:1]
    if not due:
        return 0 if alive else None
    return max(0, int((now - min(due)).total_seconds()))
