"""What an officer writes is kept while they write, in a real browser; and axe finds nothing on the pages."""

from __future__ import annotations

import shutil
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from lantoa.reports import services
from lantoa.reports.models import Passage, Place
from lantoa.reports.testing import make_ledger
from lantoa.work.models import Evidence, EvidenceKind, EvidenceState, WorkItem
from lantoa.work.services import erase_evidence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 16)
CHROMIUM = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
FIELD = "#assessment-text"
STATUS = "#assessment [data-status]"


@pytest.fixture
def report(commune, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    ledger = make_ledger(commune)
    item = ledger.item("hamlet", text="Mở lớp học số", due_on=date(2026, 11, 10))
    ledger.evidence(item, date(2026, 11, 2), text="Lớp đầu tiên")
    ledger.evidence(item, date(2026, 11, 3), number=24, measure="hộ", state=EvidenceState.ACCEPTED)
    ledger.slip(item, done=True, text="Đã dạy 24 hộ")
    return services.open_report(
        actor=commune.actor("officer"), organisation_id=commune.organisation.pk, year=2026, month=11, today=TODAY
    )


@pytest.fixture
def later(report, commune, monkeypatch):
    """November frozen twice, with something that came late, and December compared with it."""
    officer = commune.actor("officer")
    services.freeze(actor=officer, report_id=report.pk, today=TODAY)
    services.unfreeze(actor=officer, report_id=report.pk, reason="Thôn báo nhầm")
    item = WorkItem.objects.get()
    piece = Evidence.objects.filter(kind="number").get()
    ledger = make_ledger(commune)
    note = ledger.evidence(item, date(2026, 11, 3), EvidenceKind.NOTE, text="Dạy ông Lành ở xóm Bãi")
    Evidence.objects.filter(pk=piece.pk).update(number=30)
    services.freeze(actor=officer, report_id=report.pk, today=TODAY)
    erase_evidence(actor=officer, evidence_id=note.pk, reason="Ông Lành đề nghị")
    ledger.evidence(item, date(2026, 11, 4), number=7, measure="hộ")
    ledger.evidence(item, date(2026, 11, 20), number=9, measure="hộ")
    return services.open_report(
        actor=officer, organisation_id=commune.organisation.pk, year=2026, month=12, today=TODAY
    )


@pytest.fixture
def page(report, commune, sign_in, live_server):
    from playwright.sync_api import sync_playwright

    key = sign_in(commune.people["officer"]).cookies[settings.SESSION_COOKIE_NAME].value
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1366, "height": 900})
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        opened = context.new_page()
        yield opened
        browser.close()


def address(name: str, report, *args: object) -> str:
    return reverse(f"reports_desk:{name}", args=[report.pk, *args])


def says(page, selector: str, text: str) -> None:
    from playwright.sync_api import expect

    expect(page.locator(selector)).to_contain_text(text, timeout=15_000)


def test_words_are_saved_while_they_are_typed_and_stand_in_the_sheet(page, report):
    page.goto(address("report", report))
    page.fill(FIELD, "Các thôn vào cuộc sớm.")
    says(page, STATUS, "Đã lưu")
    says(page, "#sheet", "Các thôn vào cuộc sớm.")
    assert Passage.objects.get(report=report, key=Place.ASSESSMENT).text == "Các thôn vào cuộc sớm."


def test_who_saves_second_chooses_and_loses_nothing(page, report, commune):
    page.goto(address("report", report))
    services.save_passage(
        actor=commune.actor("officer"), report_id=report.pk, key=Place.ASSESSMENT, text="Bản của chị Mai", version=0
    )
    page.fill(FIELD, "Bản của anh Thuận")
    page.wait_for_selector("#assessment [data-stored]")
    assert page.text_content("#assessment [data-stored]") == "Bản của chị Mai"
    assert page.input_value(FIELD) == "Bản của anh Thuận"
    page.click("#assessment [data-keep]")
    says(page, STATUS, "Đã lưu")
    assert Passage.objects.get(report=report, key=Place.ASSESSMENT).text == "Bản của anh Thuận"


def test_words_survive_a_lost_connection_and_a_reload(page, report):
    page.goto(address("report", report))
    page.route("**/doan/**", lambda route: route.abort())
    page.fill(FIELD, "Viết khi mất mạng")
    says(page, STATUS, "Chưa lưu được")
    page.unroute("**/doan/**")
    page.reload()
    assert page.input_value(FIELD) == "Viết khi mất mạng"
    says(page, STATUS, "Đã lưu")
    assert Passage.objects.get(report=report, key=Place.ASSESSMENT).text == "Viết khi mất mạng"


def test_a_number_is_followed_to_its_records_and_back(page, report):
    page.goto(address("report", report))
    page.click("#sheet >> text=1 ảnh >> nth=0")
    page.wait_for_selector("h1:has-text('Ảnh')")
    assert page.is_visible("text=Lớp đầu tiên")
    page.click("text=Về báo cáo")
    page.wait_for_selector("h1:has-text('Báo cáo tháng 11/2026')")
    assert urlsplit(page.url).path == address("report", report)


def judge(page, paths) -> None:
    """axe at two widths, and nothing wider than the page."""
    from axe_playwright_python.sync_playwright import Axe

    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 844})
        for path in paths:
            page.goto(path)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{width} {path}\n{found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_on_the_pages_wide_and_narrow(page, report):
    judge(
        page,
        [
            reverse("reports_desk:index"),
            address("report", report),
            address("freeze", report),
            address("records", report, "evidence"),
            address("records", report, "assigned"),
            address("records", report, "slips"),
        ],
    )


def test_axe_finds_nothing_on_what_came_late_and_what_changed(later, page, report):
    judge(
        page,
        [
            address("report", report),
            address("late", report),
            address("report", later),
            address("records", later, "late-20261015-evidence"),
            address("change", later, "evidence"),
            address("edition_records", report, 1, "evidence"),
            address("edition_change", report, 1, "evidence"),
        ],
    )
