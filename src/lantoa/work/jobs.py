"""Background work of this app: opening slips, looking at files for a stamp of secrecy, removing files without a row."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from pathlib import PurePath

from django.utils import timezone

from lantoa.library import apart
from lantoa.library.apart import READING_SECONDS, Unreadable
from lantoa.library.signals import SECRET
from lantoa.org.models import Organisation
from lantoa.shared import files
from lantoa.shared.jobs import JobContext, job, recurring
from lantoa.work.models import Evidence, Stamp
from lantoa.work.services import keep_look, look_again, open_slips, refuse_stamped
from lantoa.work.services.opening import OPEN_NOW
from lantoa.work.services.stamps import LOOK

FOLDER = "evidence"
UNKNOWN_FOR = timedelta(days=1)


@recurring("work.open_slips", every=timedelta(hours=1))
def open_all_slips(context: JobContext) -> None:
    """Open the slips of every organisation with units."""
    organisations = list(Organisation.objects.filter(units__is_active=True).distinct().order_by("pk"))
    for done, organisation in enumerate(organisations, start=1):
        open_slips(organisation=organisation, today=timezone.localdate())
        context.progress(done, len(organisations))


@job(OPEN_NOW)
def open_slips_now(context: JobContext, of: int) -> None:
    """Open the slips of one organisation, whose days were changed or whose work came back."""
    organisation = Organisation.objects.filter(pk=of).first()
    if organisation is not None:
        open_slips(organisation=organisation, today=timezone.localdate())


@job(LOOK, time_limit=READING_SECONDS + 120)
def look_for_stamp(context: JobContext, evidence_id: int) -> None:
    """Look at a file in a process of its own, as the library reads; refuse it where it bears a stamp of secrecy."""
    evidence = Evidence.objects.filter(pk=evidence_id).first()
    if evidence is not None and evidence.stamp == Stamp.FOUND:
        refuse_stamped(evidence_id=evidence_id, text=evidence.erased_why)
        return
    if evidence is None or not evidence.file or evidence.stamp != Stamp.WAITING:
        return
    name = PurePath(evidence.file.name).name
    try:
        apart.look_for_stamp(evidence.file, name, lambda: context.progress(0, 1))
    except Unreadable as error:
        if error.code == SECRET:
            refuse_stamped(evidence_id=evidence_id, text=str(error.message))
        else:
            keep_look(evidence_id=evidence_id, stamp=Stamp.UNREAD)
    else:
        keep_look(evidence_id=evidence_id, stamp=Stamp.CLEAR)


@recurring("work.look_again", every=timedelta(minutes=10))
def look_at_what_waits(context: JobContext) -> None:
    """Try again with files whose job was lost or given up, so that none waits for ever."""
    look_again()


@recurring("work.sweep_files", every=timedelta(days=1))
def sweep_files(context: JobContext) -> None:
    """Remove files of evidence that were written for a transaction which a killed process never finished."""

    def known(names: Collection[str]) -> Iterable[str]:
        return Evidence.objects.filter(file__in=names).values_list("file", flat=True)

    files.sweep(FOLDER, known=known, older_than=UNKNOWN_FOR, beat=context.progress)
