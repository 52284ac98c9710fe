"""How the installation is: does the database answer, and does the worker keep up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone

from lantoa.shared.jobs.beat import GONE, lateness


@dataclass(frozen=True, slots=True)
class Health:
    """`worker_late`: seconds that work has waited with no worker about to take it; None where nothing can be known."""

    database: bool
    worker_late: int | None

    @property
    def ok(self) -> bool:
        return self.database and (self.worker_late is None or self.worker_late < GONE.total_seconds())

    def as_json(self) -> dict[str, Any]:
        """For the endpoint; holds no names, counts or addresses."""
        return {"ok": self.ok, "database": self.database, "worker_late_seconds": self.worker_late}


def check(now: datetime | None = None) -> Health:
    """Ask the database and read off how late the worker is. Never raises for a database that is away."""
    now = now or timezone.now()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        late = lateness(now)
    except DatabaseError:
        return Health(database=False, worker_late=None)
    return Health(database=True, worker_late=late)
