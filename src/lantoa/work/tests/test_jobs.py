"""Background work: slips open by themselves, and files without a row go."""

import os
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from lantoa.shared.jobs.registry import RECURRENCES
from lantoa.shared.models import SettingValue
from lantoa.work import jobs, services
from lantoa.work.models import Slip, WorkItem
from lantoa.work.testing import photo


class Context:
    """Takes progress and forgets it."""

    def progress(self, done, total, text=""):
        assert done <= total


def test_slips_open_by_themselves(work):
    work.item()
    WorkItem.objects.update(created_at=timezone.now() - timedelta(days=90))
    # with the longest opening every day of the period counts, whatever day the test runs on
    SettingValue.objects.create(name="work.slip_open_days", organisation_id=work.commune.organisation.pk, value=28)
    SettingValue.objects.create(name="work.period_cutoff_day", organisation_id=None, value=timezone.localdate().day)
    jobs.open_all_slips(Context())
    jobs.open_all_slips(Context())
    assert Slip.objects.filter(unit=work.commune.units["hamlet"]).count() >= 1
    assert {"work.open_slips", "work.sweep_files"} <= set(RECURRENCES)


def test_files_that_no_row_knows_are_removed_after_a_day(work, files):
    evidence = services.add_evidence(
        actor=work.commune.actor("unit_head"),
        item_id=work.item().pk,
        kind="photo",
        upload=photo(),
        declared_not_secret=True,
        client_key="key-00000001",
        happened_on=timezone.localdate(),
    )
    fresh = default_storage.save("evidence/fresh.jpg", ContentFile(b"x"))
    old = default_storage.save("evidence/old.jpg", ContentFile(b"x"))
    past = datetime(2026, 1, 1).timestamp()
    for name in (old, evidence.file.name):
        os.utime(files / name, (past, past))
    jobs.sweep_files(Context())
    assert default_storage.exists(fresh)
    assert default_storage.exists(evidence.file.name)
    assert not default_storage.exists(old)
