"""A real plan from upload to review, through the job as a worker runs it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lantoa.library.models import Reading
from lantoa.plans import selectors
from lantoa.plans.models import Adoption, Plan, PlanState, TaskState
from lantoa.shared import jobs

pytestmark = [pytest.mark.django_db, pytest.mark.shared]


def test_upload_read_review(commune, sign_in, shared_path):
    browser = sign_in(commune.people["officer"])
    file = SimpleUploadedFile("003.txt", (shared_path / "seeds" / "003.txt").read_bytes())
    browser.post(reverse("plans_desk:add"), {"file": [file], "declared_not_secret": "no"})
    plan = Plan.objects.get()
    job_id = Reading.objects.get(document=plan.document).job_id
    assert job_id is not None
    assert jobs.run(job_id)
    plan.refresh_from_db()
    assert (plan.state, plan.issuer) == (PlanState.DRAFT, "Văn phòng UBND tỉnh")
    assert plan.tasks.count() == 15
    assert plan.tasks.filter(deadline_kind="ongoing").count() >= 8
    assert plan.adoption == Adoption.ASKED
    own = "Văn bản của cơ quan khác. Giao việc cho đơn vị của xã?"
    assert own in browser.get(reverse("plans_desk:plan", args=[plan.pk])).content.decode()
    browser.post(reverse("plans_desk:adopt", args=[plan.pk]), {"taken": "yes"})
    page = reverse("plans_desk:review", args=[plan.pk])
    assert "<mark" in browser.get(page).content.decode()
    for name in ("Phòng Hành chính - Quản trị", "Trung tâm Tin học và Công báo", "Cổng thông tin điện tử tỉnh"):
        row = next(
            row
            for task in selectors.tasks(plan, [TaskState.UNSURE])
            for row in task.units.all()
            if row.printed.replace("–", "-") == name and not row.units.all()
        )
        task = row.task
        data = {"viec": task.pk, "version": task.version, "action": f"add_unit:{row.pk}", "row": [row.pk]}
        browser.post(page, {**data, "promised": 0})
    counts = selectors.counts(plan)
    assert counts[TaskState.CLEAR] >= 10
    html = browser.get(page).content.decode()
    assert f"Xác nhận cả {counts[TaskState.CLEAR]} việc máy đọc rõ" in html
    browser.post(reverse("plans_desk:confirm_clear", args=[plan.pk]), {"promised": counts[TaskState.CLEAR]})
    assert selectors.counts(plan)[TaskState.CONFIRMED] == counts[TaskState.CLEAR]
