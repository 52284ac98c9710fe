"""How the installation is: does the database answer, and does the worker keep up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection
from django.db.models import Min
from django.utils import timezone

from lantoa.shared.models import Job, JobState, RecurringJob

LATE_SECONDS = 120
"""The worker looks at what is due every few seconds; this long without doing it means that none runs."""


@dataclass(frozen=True, slots=True)
class Health:
    """`worker_late`: seconds that the oldest due job or recurring job has waited; None where nothing can be known."""

    database: bool
    worker_late: int | None

    @property
    def ok(self) -> bool:
        return self.database and (self.worker_late is None or self.worker_late < LATE_SECONDS)

    def as_json(self) -> dict[str, Any]:
        """For the endpoint; holds no names, counts or addresses."""
        return {"ok": self.ok, "database": self.database, "worker_late_seconds": self.worker_late}


def check(now: datetime | None = None) -> Health:
    """Ask the database and read off how late the worker is. Never raises for a database that is away."""
    now = now or timezone.now()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        waiting = Job.objects.filter(state=JobState.QUEUED).aggregate(oldest=Min("run_after"))["oldest"]
        recurring = RecurringJob.objects.aggregate(oldest=Min("next_at"))["oldest"]
    except DatabaseError:
        return Health(database=False, worker_late=None)
    due = [moment for moment in (waiting, recurring) if moment is not None]
    if not due:
        return Health(database=True, worker_late=None)
    return Health(database=True, worker_late=max(0, int((now - min(due)).total_seconds())))
