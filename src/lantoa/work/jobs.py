"""Background work of this app: opening slips, and removing files that no row knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.utils import timezone

from lantoa.org.models import Organisation
from lantoa.shared import files
from lantoa.shared.jobs import JobContext, recurring
from lantoa.work.models import Evidence
from lantoa.work.services.opening import open_slips

FOLDER = "evidence"
UNKNOWN_FOR = timedelta(days=1)


@recurring("work.open_slips", every=timedelta(hours=1))
def open_all_slips(context: JobContext) -> None:
    """Open the slips of every organisation with units."""
    organisations = list(Organisation.objects.filter(units__is_active=True).distinct().order_by("pk"))
    for done, organisation in enumerate(organisations, start=1):
        open_slips(organisation=organisation, today=timezone.localdate())
        context.progress(done, len(organisations))


@recurring("work.sweep_files", every=timedelta(days=1))
def sweep_files(context: JobContext) -> None:
    """Remove files of evidence that were written for a transaction which a killed process never finished."""

    def known(names: Collection[str]) -> Iterable[str]:
        return Evidence.objects.filter(file__in=names).values_list("file", flat=True)

    files.sweep(FOLDER, known=known, older_than=UNKNOWN_FOR, beat=context.progress)
