"""Background work of the answers: the index on this machine's disk, and the end of the log that nobody needs."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lantoa.answers import shelf, snapshot
from lantoa.library import knowledge
from lantoa.shared.jobs import JobContext, recurring

LOG_KEPT = timedelta(days=2)
"""How long a row of the log stays at least: who is further behind reads everything anew."""


@recurring("answers.renew_index", every=timedelta(minutes=10), time_limit=1800)
def renew_index(context: JobContext) -> None:
    """Put a new index on the disk where something was changed, and remove what is older in the log."""
    snapshot.renew()
    known = shelf.position()
    if known is not None:
        knowledge.sweep_log(upto=known.last, before=timezone.now() - LOG_KEPT)
