"""A bell of this process alone, for tests: rings lie in a list until somebody answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from django_tasks import default_task_backend
from django_tasks.backends.dummy import DummyBackend

from lantoa.shared.jobs.runner import run_job


def _dummy() -> DummyBackend:
    return cast(DummyBackend, default_task_backend)


class MemoryBell:
    """django-tasks' dummy backend, which keeps what it was given."""

    def ring(self, queue: str, job_id: UUID) -> None:
        run_job.using(queue_name=queue).enqueue(str(job_id))

    def listen(self, queues: Sequence[str]) -> MemoryListener:
        return MemoryListener(queues)

    def oldest(self, queue: str) -> datetime | None:
        return next((result.enqueued_at for result in _dummy().results if result.task.queue_name == queue), None)

    def check(self) -> None:
        """It always answers."""


class MemoryListener:
    """Runs what lies in the list; it waits for nothing, since nobody else rings meanwhile."""

    def __init__(self, queues: Sequence[str]) -> None:
        self._queues = queues
        self._stopped = False

    def answer(self, seconds: float) -> None:
        for queue in self._queues:
            for result in [result for result in _dummy().results if result.task.queue_name == queue]:
                if self._stopped:
                    return
                _dummy().results.remove(result)
                run_job.call(*result.args)

    def stop(self) -> None:
        self._stopped = True
