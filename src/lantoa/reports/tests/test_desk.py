"""Pages of reports: who sees what, nothing typed is lost, numbers open their records, a fixed number of queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.org.models import Role
from lantoa.reports import selectors, services
from lantoa.reports.desk import panels
from lantoa.reports.models import Passage, Place, Report, ReportState
from lantoa.reports.testing import make_ledger
from lantoa.work.models import Evidence, EvidenceState

TODAY = date(2026, 11, 16)
FIELD = {Role.UNIT_HEAD, Role.UNIT_MEMBER}
READERS = {Role.ADMINISTRATOR, Role.OFFICER, Role.APPROVER, Role.AUDITOR}
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """The clock of the pages stands still on the day on which November's report is written."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def ledger(commune):
    return make_ledger(commune)


@pytest.fixture
def report(ledger) -> Report:
    item = ledger.item("hamlet", text="Mở lớp học số", due_on=date(2026, 11, 10))
    ledger.evidence(item, date(2026, 11, 2), text="Lớp đầu tiên", reported_by="Trần Văn Lành")
    ledger.evidence(item, date(2026, 11, 3), number=24, measure="hộ", state=EvidenceState.ACCEPTED)
    ledger.slip(item, done=True, text="Đã dạy 24 hộ")
    return services.open_report(
        actor=ledger.commune.actor("officer"),
        organisation_id=ledger.commune.organisation.pk,
        year=2026,
        month=11,
        today=TODAY,
    )


@pytest.fixture
def client(ledger, sign_in):
    return sign_in(ledger.commune.people["officer"])


def url(name: str, report: Report, *args: object) -> str:
    return reverse(f"reports_desk:{name}", args=[report.pk, *args])


PAGES = [
    *(("report", ()), ("records", ("assigned",)), ("late", ())),
    *(("word", ()), ("section", ()), ("excel", ())),
]
WRITES = [("freeze", ()), ("reopen", ()), ("passage", (Place.NEXT,))]


@pytest.mark.parametrize("role", Role.values)
def test_who_sees_reports(ledger, report, sign_in, role):
    client = sign_in(ledger.commune.people[role])
    wanted = 200 if role in READERS else 302 if role in FIELD else 403  # the field is led to the desk's sign-in
    assert client.get(reverse("reports_desk:index")).status_code == wanted
    for name, args in PAGES:
        assert client.get(url(name, report, *args)).status_code == wanted


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.OFFICER])
def test_who_only_reads_finds_no_button_and_is_refused(ledger, report, sign_in, role):
    client = sign_in(ledger.commune.people[role])
    if role in READERS:
        page = client.get(url("report", report)).content.decode()
        assert "<textarea" not in page and "Chốt báo cáo" not in page
    refused = 302 if role in FIELD else 403
    for name, args in WRITES:
        assert client.post(url(name, report, *args), {"text": "a", "version": 0, "reason": "b"}).status_code == refused
    assert client.post(reverse("reports_desk:open"), {"when": "2026-10"}).status_code == refused
    assert not Passage.objects.exists() and not Report.objects.filter(state=ReportState.FROZEN).exists()


def test_another_communes_report_is_not_there(report, other_commune, sign_in):
    stranger = sign_in(other_commune.people["officer"])
    for name, args in (*PAGES, *WRITES, ("edition", (1,))):
        assert stranger.get(url(name, report, *args), follow=True).status_code == 404
        assert stranger.post(url(name, report, *args), {"text": "a", "version": 0}).status_code in (404, 405)


def test_the_list_offers_the_report_that_is_due(ledger, client):
    ledger.evidence(ledger.item(), date(2026, 11, 2))
    page = client.get(reverse("reports_desk:index")).content.decode()
    assert "Mở báo cáo tháng 11/2026" in page and "Mở báo cáo tháng 12/2026" in page
    answer = client.post(reverse("reports_desk:open"), {"when": "2026-11"})
    assert answer.url == url("report", Report.objects.get())
    for wrong in ({"when": "x-1"}, {}, {"when": "2027-05"}, {"when": "2026-10-01"}):
        assert client.post(reverse("reports_desk:open"), wrong).url == reverse("reports_desk:index")


def test_an_earlier_month_is_opened_from_the_list(ledger, client, report):
    page = client.get(reverse("reports_desk:index")).content.decode()
    assert '<option value="2026-10"' in page and '<option value="2025-01"' in page
    assert '<option value="2026-11"' not in page  # it is open
    answer = client.post(reverse("reports_desk:open"), {"when": "2026-08"})
    august = Report.objects.get(period_end__month=8)
    assert answer.url == url("report", august)
    assert '<option value="2026-08"' not in client.get(reverse("reports_desk:index")).content.decode()
    assert "chưa có việc, minh chứng hay phiếu báo nào" in client.get(answer.url).content.decode()
    assert "chưa có việc, minh chứng hay phiếu báo nào" not in client.get(url("report", report)).content.decode()


def test_who_only_reads_finds_no_button_for_an_earlier_month(ledger, report, sign_in):
    page = sign_in(ledger.commune.people["approver"]).get(reverse("reports_desk:index")).content.decode()
    assert "<select" not in page


def test_numbers_of_the_preview_are_links_to_their_records(client, report):
    page = client.get(url("report", report)).content.decode()
    for key in ("assigned", "overdue", "evidence-photo", "evidence-waiting", "slips"):
        assert f'href="{url("records", report, key)}"' in page
    figures = selectors.figures_of(report, TODAY)
    for number in figures.numbers():
        assert client.get(url("records", report, number.key)).status_code == 200
    assert client.get(url("records", report, "nothing-like-it")).status_code == 404


def test_a_number_opens_onto_photo_hash_and_who_confirmed(client, report):
    photo = Evidence.objects.get(kind="photo")
    page = client.get(url("records", report, "evidence")).content.decode()
    for said in (photo.sha256, "Lớp đầu tiên", "Trần Văn Lành", "Thôn Bến Đò", "Người officer", "Chờ xác nhận"):
        assert said in page


def test_the_records_page_marks_what_its_sender_confirmed(client, ledger, commune, report):
    piece = ledger.evidence(ledger.item(), date(2026, 11, 4), number=3, measure="lớp", state=EvidenceState.ACCEPTED)
    address = url("records", report, "evidence")
    assert "Tự xác nhận" not in client.get(address).content.decode()
    Evidence.objects.filter(pk=piece.pk).update(entered_by=piece.judged_by)
    assert client.get(address).content.decode().count("Tự xác nhận") == 1


def test_the_records_page_says_what_became_of_a_piece_since(client, ledger, report):
    services.freeze(actor=ledger.commune.actor("officer"), report_id=report.pk, today=TODAY)
    Evidence.objects.filter(kind="photo").update(state=EvidenceState.ERASED, text="")
    page = client.get(url("records", report, "evidence-photo")).content.decode()
    assert "Sau khi đếm: Đã xóa" in page


def test_words_are_saved_by_a_form_and_by_the_script(client, report):
    address = url("passage", report, Place.ASSESSMENT)
    answer = client.post(address, {"text": "Kết quả tốt", "version": 0})
    assert answer.url == f"{url('report', report)}#assessment"
    assert "Kết quả tốt" in client.get(url("report", report)).content.decode()
    said = client.post(address, {"text": "Kết quả rất tốt", "version": 1}, **JSON).json()
    assert said["version"] == 2 and said["saved"]


def test_who_saves_second_sees_both_texts(client, report):
    address = url("passage", report, Place.ASSESSMENT)
    client.post(address, {"text": "Bản thứ nhất", "version": 0})
    answer = client.post(address, {"text": "Bản thứ hai", "version": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản thứ nhất" in page and "Bản thứ hai" in page and "Người khác vừa lưu trước" in page
    said = client.post(address, {"text": "Bản thứ ba", "version": 0}, **JSON)
    assert said.status_code == 409
    assert (said.json()["stored"], said.json()["version"], said.json()["by"]) == ("Bản thứ nhất", 1, "Người officer")


def test_what_is_refused_comes_back_filled(client, report):
    address = url("passage", report, Place.NEXT)
    long = "dài " * 6000
    answer = client.post(address, {"text": long, "version": 0})
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode() and "error-summary" in answer.content.decode()
    assert client.post(address, {"text": "a", "version": "x"}, **JSON).status_code == 422
    services.freeze(actor=services_actor(report), report_id=report.pk, today=TODAY)
    assert client.post(address, {"text": "a", "version": 0}, **JSON).json()["message"]


def services_actor(report: Report):
    from lantoa.org.models import User
    from lantoa.org.policies import actor_for

    return actor_for(User.objects.get(username="officer"))


def test_freezing_and_taking_up_again_by_the_pages(client, report):
    assert "1 minh chứng chờ xác nhận" in client.get(url("freeze", report)).content.decode()
    assert client.post(url("freeze", report)).url == url("report", report)
    assert client.post(url("freeze", report)).url == url("report", report)
    page = client.get(url("report", report)).content.decode()
    assert "Đã chốt" in page and "<textarea" not in page
    assert client.post(url("reopen", report), {"reason": ""}).status_code == 422
    assert client.post(url("reopen", report), {"reason": "Báo nhầm"}).url == url("report", report)
    assert "Báo nhầm" in client.get(url("report", report)).content.decode()
    assert client.get(url("edition", report, 1)).status_code == 200
    assert client.get(url("edition", report, 2)).status_code == 404


def test_freezing_too_early_says_so(client, ledger, report, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 10))
    answer = client.post(url("freeze", report))
    assert answer.status_code == 422
    assert "14/11/2026" in answer.content.decode()
    report.refresh_from_db()
    assert not report.is_frozen


def test_files_say_what_they_are(client, report):
    for name, ending in (("word", "docx"), ("section", "docx"), ("excel", "xlsx")):
        answer = client.get(url(name, report))
        assert answer["Content-Disposition"].endswith(f'2026-11-du-thao.{ending}"')
        assert answer.content[:2] == b"PK"


PANEL = [
    (date(2026, 11, 9), "còn 5 ngày", "soon"),  # near the cut-off: marked
    (date(2026, 10, 20), "còn 25 ngày", ""),
    (date(2026, 11, 14), "hôm nay", "soon"),
    (date(2026, 11, 16), "Đã hết kỳ báo cáo", "wait"),  # over and not frozen: it waits for the officer
]


@pytest.mark.parametrize(("day", "said", "tone"), PANEL)
def test_the_home_page_says_when_the_report_is_due(ledger, monkeypatch, day, said, tone):
    services.open_report(
        actor=ledger.commune.actor("officer"),
        organisation_id=ledger.commune.organisation.pk,
        year=2026,
        month=11,
        today=TODAY,
    )
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    (item,) = panels.due_report(ledger.commune.actor("officer"), ledger.commune.organisation).items
    assert "tháng 11/2026" in str(item.text)
    assert said in str(item.meta) and item.tone == tone


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_pages_ask_the_same_number_of_queries_for_10_and_for_300_items(ledger, client, report):
    def fill(count: int) -> None:
        for index in range(count):
            item = ledger.item(("hamlet", "hamlet2", "culture")[index % 3], due_on=date(2026, 11, 1 + index % 28))
            ledger.evidence(item, date(2026, 11, 2), number=1, measure=f"loại {index % 5}")
            ledger.slip(item, done=True, text=f"Kết quả {index}")

    pages = [url("report", report), url("records", report, "assigned"), reverse("reports_desk:index")]
    for address in pages:
        client.get(address)  # what is cached once is asked once
    fill(9)
    few = [queries_of(client, address) for address in pages]
    fill(290)
    assert [queries_of(client, address) for address in pages] == few
    assert max(few) < 40
