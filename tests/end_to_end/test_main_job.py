"""The whole main job in a real browser: a plan comes in, becomes work, is proved, and the month's report is printed."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.end_to_end.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("end_to_end"), pytest.mark.timeout(240)]

OWN = Path(__file__).resolve().parents[2] / "src/lantoa/demo/files"
HAMLET = "Thôn Bến Đò"


@dataclass
class Signed:
    """A person's page, signed in the way their role does."""

    page: Page
    server: Server

    def go(self, path: str) -> Page:
        self.page.goto(self.server.address + path)
        return self.page


def row_of(server: Server, key: str) -> dict[str, str]:
    return next(row for row in server.sign_ins()["people"] if row["key"] == key)


@pytest.fixture
def officer(server: Server, browser: Browser) -> Iterator[Signed]:
    context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="vi-VN")
    signed = Signed(context.new_page(), server)
    page = signed.go("/admin/")
    row = row_of(server, "officer")
    page.fill("[name=login]", row["username"])
    page.fill("[name=password]", row["password"])
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc hôm nay")
    yield signed
    context.close()


@pytest.fixture
def head(server: Server, browser: Browser) -> Iterator[Signed]:
    """The head of a hamlet on a phone: QR code, telephone number, a new PIN."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN", has_touch=True)
    signed = Signed(context.new_page(), server)
    row = row_of(server, "head")
    page = signed.go(row["pass"])
    page.fill("[name=phone]", row["phone"])
    for box in page.locator("input[type=password]").all():
        box.fill("274915")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")
    yield signed
    context.close()


def press(page: Page, button: Locator) -> None:
    """Press a button that leads to another page, and wait for that page."""
    with page.expect_navigation():
        button.click()


def upload(officer: Signed, path: Path) -> None:
    """Upload, wait for the reading, open the plan."""
    page = officer.go("/admin/ke-hoach/them/")
    page.set_input_files("input[type=file]", path)
    page.get_by_label("Không có dấu mật").check()
    page.get_by_role("button", name="Tải lên và đọc").click()
    expect(page.locator("body")).to_contain_text("Máy đang đọc, xem tiến độ ngay dưới đây")
    deadline = time.monotonic() + 60
    while page.locator("[data-reading]").count() and time.monotonic() < deadline:
        page.wait_for_timeout(300)
        officer.go("/admin/ke-hoach/")
    page.locator(".plan-list h3 a").first.click()


def give_first_task_to_the_hamlet(page: Page) -> str:
    """The one correction: the first task that was read goes to the hamlet. Returns its words."""
    words = page.locator("#f-text").input_value()
    for button in page.locator("fieldset [name=action][value^='drop:']").all()[::-1]:
        if button.is_visible():
            press(page, button)
    page.locator("#add-lead").select_option(label=HAMLET)
    settle_deadline(page)
    press(page, page.locator("[data-main]"))
    return words


def settle_deadline(page: Page) -> None:
    """ "Chưa xác định hạn" where the deadline is asked for."""
    own = page.locator("input[name=deadline][value=own]")
    if own.count() and own.get_attribute("type") == "radio":
        own.check()
    kind = page.locator("#deadline-kind")
    if kind.input_value() in ("", "unclear"):
        kind.select_option("none")


def answer_doubt(page: Page) -> None:
    """One doubtful task: unknown units are added by one tap, a missing lead is the hamlet, then confirm."""
    while (adding := page.locator("[name=action][value^='add_unit:']")).count():
        press(page, adding.first)
    settle_deadline(page)
    if not page.locator("[name^='role-'][value=lead]").count():
        page.locator("#add-lead").select_option(label=HAMLET)
    press(page, page.locator("[data-main]"))


def confirm_everything(page: Page) -> None:
    """What was read clearly by one button, the doubtful ones one after the other; a name that is explained once may
    make others clear."""
    bulk = page.get_by_role("button", name=re.compile(r"Xác nhận cả \d+ việc máy đọc rõ"))
    for _ in range(60):
        if bulk.count():
            press(page, bulk.first)
        tab = page.get_by_role("link", name=re.compile(r"Còn chỗ chưa rõ"))
        if "(0)" in tab.inner_text():
            return
        press(page, tab)
        answer_doubt(page)
        assert not page.locator(".error-summary").count(), page.locator(".error-summary").inner_text()
    raise AssertionError("doubtful tasks are left")


def issue(page: Page, sign: str) -> None:
    press(page, page.get_by_role("link", name="Ban hành", exact=True))
    page.get_by_label("Số, ký hiệu").fill(sign)
    page.get_by_label("Ngày ban hành").fill("2026-11-05")
    press(page, page.get_by_role("button", name="Ban hành"))
    expect(page.locator(".plan-state")).to_contain_text("Đã ban hành")


def photo() -> FilePayload:
    """A picture of its own for every call."""
    out = io.BytesIO()
    Image.new("RGB", (800, 600), (40, int(time.time()) % 255, 120)).save(out, "JPEG")
    return FilePayload(name="anh.jpg", mimeType="image/jpeg", buffer=out.getvalue())


def prove(head: Signed, words: str, number: str) -> None:
    """A photo and a number for the item with these words, three taps from the list."""
    page = head.page
    head.go("/viec/")
    card: Locator = page.locator("details.work", has_text=words[:60]).first
    card.locator("summary").first.click()
    if not card.locator("form[data-send]").count():
        card.get_by_role("link", name="Gửi minh chứng").click()
        card = page.locator("main")
    card.locator("input[type=file]").first.set_input_files(files=[photo()])
    card.locator("input[name=declared_not_secret]").check()
    card.locator("input[name=number]").fill(number)
    if card.locator("input[name=measure]").is_visible():
        card.locator("input[name=measure]").fill("hộ được thử")
    with page.expect_navigation():
        card.get_by_role("button", name="Gửi về xã").click()
    expect(page.locator("main")).to_contain_text("Đã gửi")


def follow_a_number_to_the_photo(officer: Signed) -> None:
    """The month's report: the number of photos opens onto the picture itself."""
    page = officer.go("/admin/bao-cao/")
    mine = page.locator("section.report-next, section.report-due").last
    button = mine.locator("button[type=submit], a.btn").first
    press(page, button)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Báo cáo")
    link = page.locator("a[href*='/so-lieu/evidence-photo']").first
    shown = int(re.sub(r"\D", "", link.inner_text()))
    press(page, link)
    pictures = page.locator(".piece-photo img")
    expect(pictures.first).to_be_visible()
    assert pictures.count() == shown
    assert pictures.first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    page.go_back()


def download_the_report(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải bản Word").click()
    document = Document(str(download.value.path()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def main_job(officer: Signed, head: Signed, path: Path, sign: str) -> None:
    upload(officer, path)
    page = officer.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("soát từng việc")
    of_others = page.get_by_role("button", name="Có, giao cho đơn vị của xã")
    if of_others.count():
        press(page, of_others)
    words = give_first_task_to_the_hamlet(page)
    confirm_everything(page)
    press(page, page.locator(".crumbs a").last)
    issue(page, sign)
    prove(head, words, "12")
    follow_a_number_to_the_photo(officer)
    text = download_the_report(page)
    assert "BÁO CÁO" in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert sign in text
    assert "hộ được thử" in text


def test_with_the_project_s_own_plan(officer, head):
    main_job(officer, head, OWN / "ke-hoach-27.pdf", "28/KH-UBND")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("seeds/003.txt", "203/KH-VPUBND"),  # text of a PDF: broken lines, an appendix table whose cells stand in lines
        ("plans/101.docx", "17/KH-MTTQ-BTT"),  # a plan of the Fatherland Front, in Word
    ],
)
def test_with_real_plans(officer, head, shared_path, name, sign):
    main_job(officer, head, shared_path / name, sign)
