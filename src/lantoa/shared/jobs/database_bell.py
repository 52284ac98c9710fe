"""Rings that are rows of the database: nothing else is needed, and workers look twice a second."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import Min
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from lantoa.shared.jobs.runner import run_job


class DatabaseBell:
    """django-tasks-db. Where its database does not answer there is no row either, so it is never Silent by itself."""

    def ring(self, queue: str, job_id: UUID) -> None:
        run_job.using(queue_name=queue).enqueue(str(job_id))

    def listen(self, queues: Sequence[str]) -> DatabaseListener:
        return DatabaseListener(queues)

    def oldest(self, queue: str) -> datetime | None:
        waiting = DBTaskResult.objects.ready().filter(queue_name=queue)
        return cast("datetime | None", waiting.aggregate(oldest=Min("enqueued_at"))["oldest"])

    def check(self) -> None:
        """The database is asked about elsewhere."""


class DatabaseListener:
    """Takes rings as django-tasks-db's own worker does: each by one worker alone."""

    def __init__(self, queues: Sequence[str]) -> None:
        self._drain = Worker(
            queue_names=list(queues),
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()}-{os.getpid()}"[:64],
            excluded_queue_names=[],
        )

    def answer(self, seconds: float) -> None:
        self._drain.run()
        if self._drain.running:
            time.sleep(seconds)

    def stop(self) -> None:
        self._drain.running = False
