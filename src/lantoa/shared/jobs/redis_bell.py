"""Rings that go through Redis (django-tasks-rq): a worker is woken at once, on whichever machine it runs.

Of RQ only its queues are used. Its own worker keeps a second truth beside the Job rows: states, results, registries of
what failed, time limits by signals. Here a message is removed when it is taken, so Redis holds rings that wait and
nothing else, and may lose all of it.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import django_rq
from django_tasks import default_task_backend
from django_tasks_rq import Job as Message
from redis.exceptions import RedisError
from rq.exceptions import DequeueTimeout, DeserializationError, NoSuchJobError
from rq.queue import Queue

from lantoa.shared.jobs.bells import Silent
from lantoa.shared.jobs.runner import run_job

logger = logging.getLogger(__name__)


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise Silent(f"Redis: {error}") from error


class RedisBell:
    """django-tasks-rq, with the queues that the setting RQ_QUEUES names."""

    def ring(self, queue: str, job_id: UUID) -> None:
        with _reached():
            run_job.using(queue_name=queue).enqueue(str(job_id))

    def listen(self, queues: Sequence[str]) -> RedisListener:
        return RedisListener(queues)

    def oldest(self, queue: str) -> datetime | None:
        with _reached():
            waiting = django_rq.get_queue(queue, job_class=Message).get_jobs(0, 1)
        return waiting[0].enqueued_at if waiting else None

    def check(self) -> None:
        with _reached():
            django_rq.get_connection(next(iter(default_task_backend.queues))).ping()


class RedisListener:
    """Waits at the queues and runs one job for each ring, in this process."""

    def __init__(self, queues: Sequence[str]) -> None:
        self._queues = [django_rq.get_queue(name, job_class=Message) for name in queues]
        self._connection = self._queues[0].connection
        self._stopped = False

    def answer(self, seconds: float) -> None:
        if self._stopped:
            return
        with _reached():
            job_id = self._take(math.ceil(seconds))
        if job_id is not None:
            run_job.call(job_id)

    def stop(self) -> None:
        self._stopped = True

    def _take(self, seconds: int) -> str | None:
        """The id of the Job row that the next ring names, with its message removed."""
        try:
            _, name = Queue.lpop([queue.key for queue in self._queues], max(1, seconds), connection=self._connection)
            message = Message.fetch(name.decode(), connection=self._connection, serializer=self._queues[0].serializer)
        except (DequeueTimeout, NoSuchJobError):
            return None
        message.delete(remove_from_queue=False)
        return _job_of(message)


def _job_of(message: Any) -> str | None:
    """What a message asks for. Whoever can write to Redis may name any function; only ours is ever run."""
    try:
        if message.func_name == run_job.module_path:
            (job_id,) = message.args
            return str(UUID(job_id))
    except (DeserializationError, TypeError, ValueError):
        pass
    logger.warning("a message in Redis is none of ours: %s", message.id)
    return None
