"""Having files of evidence looked at for a stamp of secrecy."""

from __future__ import annotations

from lantoa.shared import jobs
from lantoa.shared.models import Job, JobState
from lantoa.work.models import Evidence, Stamp

LOOK = "work.look_for_stamp"
MOST = 200


def ask_for_look(evidence: Evidence) -> None:
    """Have a stored file looked at, in the caller's transaction."""
    jobs.enqueue(
        LOOK, {"evidence_id": evidence.pk}, key=f"{LOOK}-{evidence.pk}", organisation_id=evidence.organisation_id
    )


def keep_look(*, evidence_id: int, stamp: Stamp) -> None:
    """Store that a file bears no stamp, or that it could not be read; from then on it may be opened."""
    Evidence.objects.filter(pk=evidence_id, stamp=Stamp.WAITING).update(stamp=stamp)


def look_again() -> int:
    """Try again what no job looks at any more; returns how many."""
    waiting = list(Evidence.objects.filter(stamp=Stamp.WAITING).exclude(file="")[:MOST])
    known = {row.key: row for row in Job.objects.filter(key__in=[f"{LOOK}-{one.pk}" for one in waiting])}
    tried = 0
    for evidence in waiting:
        job = known.get(f"{LOOK}-{evidence.pk}")
        if job is None:
            ask_for_look(evidence)
        elif job.state in (JobState.FAILED, JobState.CANCELLED):
            jobs.retry(job)
        else:
            continue
        tried += 1
    return tried
