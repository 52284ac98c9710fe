"""The bell between who enqueues and who works. A ring says which Job row to look at; it may be lost or come twice.

django-tasks carries the rings, so the setting TASKS decides where they go: into the database, or through Redis, where
workers of several machines are woken at once and nobody polls. Its option `bell` names the class that knows how to ring
and how to listen there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, cast
from uuid import UUID

from django.utils.module_loading import import_string
from django_tasks import default_task_backend


class Silent(Exception):
    """The bell's server does not answer. Nothing is lost: the row stays, and a worker's sweep rings again."""


class Listener(Protocol):
    """What a worker holds to its ear, for the queues that it was made for."""

    def answer(self, seconds: float) -> None:
        """Run what was rung for; where nothing was, wait up to about `seconds`. Raises Silent."""

    def stop(self) -> None:
        """Begin no further job. May be called by a signal while `answer` runs."""


class Bell(Protocol):
    """A way for rings to go."""

    def ring(self, queue: str, job_id: UUID) -> None:
        """Wake one worker of `queue` for a job. Raises Silent."""

    def listen(self, queues: Sequence[str]) -> Listener:
        """A listener for these queues; of each it takes the oldest ring first."""

    def oldest(self, queue: str) -> datetime | None:
        """When the first of the rings that wait in `queue` was rung; None where none waits. Raises Silent."""

    def check(self) -> None:
        """Raises Silent where the bell cannot be rung now."""


def bell() -> Bell:
    """The bell that the setting TASKS names."""
    return cast(Bell, import_string(default_task_backend.options["bell"])())
