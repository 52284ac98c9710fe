"""Kinds of jobs and what runs them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import OperationalError, close_old_connections, connection

from lantoa.shared.models import Job, JobState

logger = logging.getLogger(__name__)
Handler = Callable[..., None]


class JobCancelled(Exception):
    """Raised inside a handler when somebody asked for the job to stop; let it pass."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: its handler, queue, limit in seconds, and how often it may be tried."""

    name: str
    handler: Handler
    queue: str
    time_limit: float
    max_attempts: int


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A kind that the worker starts by itself, `every` so often."""

    kind: str
    every: timedelta

    def after(self, moment: datetime) -> datetime:
        return moment + self.every


TELL_SECONDS = 1.0
KINDS: dict[str, Kind] = {}
RECURRENCES: dict[str, Recurrence] = {}


class JobContext:
    """What a handler holds in its hand: report progress, and learn that it should stop."""

    def __init__(self, job_id: UUID, token: UUID, organisation_id: int | None) -> None:
        self.job_id = job_id
        self.token = token
        self.organisation_id = organisation_id
        self._told: tuple[int, int, str] | None = None
        self._told_at = 0.0

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Store how far the job is; the same again is stored after TELL_SECONDS only, and a database that is away for a
        moment ends nothing. Raises JobCancelled where the job was cancelled or another worker took it over.
        """
        now, told = time.monotonic(), (done, total, text)
        if told == self._told and now < self._told_at + TELL_SECONDS:
            return
        try:
            self._store(done, total, text)
        except OperationalError:
            if connection.in_atomic_block:
                raise
            logger.warning("missed the progress of %s", self.job_id, exc_info=True)
            close_old_connections()
        self._told, self._told_at = told, now

    def _store(self, done: int, total: int, text: str) -> None:
        updated = Job.objects.filter(
            pk=self.job_id, lease_token=self.token, state=JobState.RUNNING, cancel_requested=False
        ).update(progress_done=done, progress_total=total, progress_text=text[:200])
        if not updated:
            raise JobCancelled


def job(
    name: str, *, queue: str = "default", time_limit: float = 300, max_attempts: int = 5
) -> Callable[[Handler], Handler]:
    """Register a handler: called with a JobContext and the payload as keywords."""

    def register(handler: Handler) -> Handler:
        if name in KINDS and KINDS[name].handler.__qualname__ != handler.__qualname__:
            raise ValueError(f"job {name} is registered twice")
        KINDS[name] = Kind(name, handler, queue, time_limit, max_attempts)
        return handler

    return register


def recurring(name: str, *, every: timedelta, time_limit: float = 300) -> Callable[[Handler], Handler]:
    """Register a handler that the worker also starts by itself."""

    def register(handler: Handler) -> Handler:
        RECURRENCES[name] = Recurrence(name, every)
        return job(name, time_limit=time_limit)(handler)

    return register


def kind(name: str) -> Kind:
    """The kind called `name`. Raises KeyError where no handler is registered."""
    return KINDS[name]


def payload_of(values: dict[str, Any]) -> dict[str, Any]:
    """A payload as it is stored: only JSON values."""
    for key, value in values.items():
        if not isinstance(value, str | int | float | bool | list | dict | None):
            raise TypeError(f"payload {key} is not JSON: {type(value).__name__}")
    return values
