"""What residents asked, as numbers of the month that open onto their records."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.answers import snapshot
from lantoa.conversations import services
from lantoa.conversations.testing import FakeEngine, begin
from lantoa.reports import selectors
from lantoa.reports import services as reports
from lantoa.reports.figures import Figures
from lantoa.reports.models import Report
from lantoa.reports.wording import overview

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _engine(monkeypatch):
    fake = FakeEngine()
    monkeypatch.setattr(snapshot, "current", lambda: fake)


@pytest.fixture
def report(commune) -> Report:
    where = {"organisation_id": commune.organisation.pk, "today": TODAY}
    month = selectors.current_month(commune.organisation.pk, TODAY).period.end
    return reports.open_report(actor=commune.actor("officer"), year=month.year, month=month.month, **where)


def figures(report: Report) -> Figures:
    return selectors.figures_of(report, TODAY)


def values(found: Figures) -> dict[str, int]:
    return {number.key: int(number.value) for number in found.questions}


def test_questions_are_counted_by_what_became_of_them(commune, other_commune, report):
    begin(commune, "khai sinh", "bao giờ tiêm phòng")
    begin(other_commune, "khai sinh")
    handed = begin(commune, "đường thôn hỏng")
    begin(commune, "tôi tố cáo ông A")
    services.ask_person(key=handed.key)
    found = figures(report)
    counted = values(found)
    assert counted.pop("questions") == 4 == sum(counted.values())  # each question in one part
    assert counted == {
        "questions-answered": 1, "questions-person": 1, "questions-open": 1, "questions-complaint": 1,
    }  # fmt: skip
    told = repr(list(overview(found, lambda _key: ""))[-1])
    assert "Người dân hỏi" in told and "chưa trả lời được" in told
    assert Figures.from_json(found.to_json()) == found


def test_where_nobody_asked_nothing_is_said(report):
    found = figures(report)
    assert found.questions == () and found.is_empty


def test_a_number_opens_onto_its_questions_without_their_words(commune, report, sign_in):
    begin(commune, "khai sinh cho con chị Na")
    page = sign_in(commune.people["approver"]).get(
        reverse("reports_desk:records", args=[report.pk, "questions-answered"])
    )
    text = page.content.decode()
    assert page.status_code == 200
    assert "Hướng dẫn đăng ký khai sinh" in text and "Trả lời bằng trích dẫn" in text
    assert "chị Na" not in text


def test_a_frozen_report_keeps_its_numbers_when_conversations_are_erased(commune, report):
    talk = begin(commune, "khai sinh")
    frozen = reports.freeze(actor=commune.actor("officer"), report_id=report.pk, today=report.period_end)
    talk.delete()
    kept = selectors.figures_of(frozen, TODAY)
    assert values(kept)["questions"] == 1 and len(kept.question_records) == 1
