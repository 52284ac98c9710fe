"""Background work of this app: opening slips, and removing files that no row knows."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from lantoa.org.models import Organisation
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
    if not default_storage.exists(FOLDER):
        return
    _, names = default_storage.listdir(FOLDER)
    for start in range(0, len(names), 500):
        part = [f"{FOLDER}/{name}" for name in names[start : start + 500]]
        known = set(Evidence.objects.filter(file__in=part).values_list("file", flat=True))
        for name in part:
            if name not in known and timezone.now() - default_storage.get_modified_time(name) > UNKNOWN_FOR:
                default_storage.delete(name)
        context.progress(min(start + 500, len(names)), len(names))
