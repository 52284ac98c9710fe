"""Background work: slips open by themselves, and files without a row go."""

import os
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from lantoa.org.services.organisation import set_preferences
from lantoa.shared import preferences
from lantoa.shared.jobs.registry import KINDS, RECURRENCES
from lantoa.shared.models import Job, SettingValue
from lantoa.work import jobs, services
from lantoa.work import today as work_today
from lantoa.work.models import Slip, SlipState, WorkItem, WorkState
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


def test_a_changed_cut_off_opens_its_slips_at_once(work, sign_in):
    commune, today = work.commune, timezone.localdate()
    organisation, officer = commune.organisation, sign_in(commune.people["officer"])
    work.item()
    WorkItem.objects.update(created_at=timezone.now() - timedelta(days=90))
    panel = work_today.slips(commune.actor("officer"), organisation)
    assert panel.empty == "Chưa mở phiếu báo nào của kỳ này."
    # the period ends today, or tomorrow where today is the cut-off as it was: its slips are open by the new setting
    end = today + timedelta(days=int(today.day == 14))
    set_preferences(
        actor=commune.actor("administrator"),
        organisation_id=organisation.pk,
        seal=preferences.seal(preferences.in_force(organisation.pk)),
        values={"work.period_cutoff_day": end.day, "org.idle_minutes": 20},
    )
    page = f"Phiếu tháng {end.month}/{end.year} mở từ ngày"
    assert page in officer.get(reverse("work_slips")).content.decode(), "not open yet: the month is the right one"
    (job,) = Job.objects.filter(organisation_id=organisation.pk, kind="work.open_slips_now")
    KINDS[job.kind].handler(Context(), **job.payload)
    slip = Slip.objects.get(unit=commune.units["hamlet"], period_end=end)
    assert page not in officer.get(reverse("work_slips")).content.decode()
    Slip.objects.update(state=SlipState.ACCEPTED)
    panel = work_today.slips(commune.actor("officer"), organisation)
    assert (panel.count, panel.empty) == (0, "Không còn đơn vị nào chưa nộp phiếu.")
    # a line that went with a withdrawn item comes back with it
    Slip.objects.filter(pk=slip.pk).update(state=SlipState.OPEN)
    slip.lines.all().delete()
    WorkItem.objects.update(state=WorkState.WITHDRAWN)
    services.give_again(actor=commune.actor("officer"), item_id=WorkItem.objects.get().pk)
    job = Job.objects.filter(kind="work.open_slips_now").latest("created_at")
    KINDS[job.kind].handler(Context(), **job.payload)
    assert slip.lines.count() == 1
