"""The review page in a browser: pages of the original with boxes, chips, the keyboard alone, and no script at all."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.end_to_end.judging import NARROW, WIDE, Walk
from tests.end_to_end.server import Server
from tests.end_to_end.signing_in import sign_in
from tests.end_to_end.test_accessibility import report, tab_to
from tests.end_to_end.test_main_job import OWN

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("end_to_end"), pytest.mark.timeout(300)]

TASK = "mở chuyên mục"
QUOTE = "hoàn thành trước ngày 15/12/2026"


def enrich(content: dict[str, Any]) -> dict[str, Any]:
    """A reading as that of a scan is, with a model's proposals: marks on the page, a mend, other values."""
    number = next(n for n, task in enumerate(content["tasks"]) if TASK in task["text"])
    place = content["fields"][f"/tasks/{number}/text"]
    start = content["text"].index("chuyên", place["start"])
    content["mends"] = [
        {"start": start, "end": start + 6, "printed": "chuyẻn", "mended": "chuyên", "proof": "syllable"}
    ]
    boxes = {"seal": [300, 640, 400, 740], "incoming_stamp": [380, 30, 540, 90], "handwriting": [60, 700, 200, 760]}
    content["marks"] = [
        {"kind": kind, "page": place["page"], "box": box, "confidence": 0.9} for kind, box in boxes.items()
    ]
    content["fields"][f"/tasks/{number}/coordinating/0"]["candidates"] = ["các đơn vị liên quan", "Công an xã"]
    proposal = {"value": "ngày 20/12/2026", "quote": QUOTE, "start": 0, "end": 1}
    content["fields"][f"/tasks/{number}/deadline"]["proposals"] = [proposal]
    return content


@pytest.fixture(scope="module")
def server(tmp_path_factory, sample_at) -> Iterator[Server]:
    """An installation of its own: names that other tests explain would make this plan read more clearly."""
    running = Server(sample_at(tmp_path_factory.mktemp("review") / "data")).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def review(server: Server, browser: Browser) -> str:
    """The address of a task of a plan that came in as a PDF."""
    context = browser.new_context()
    page = context.new_page()
    sign_in(page, server, "officer")
    page.goto(server.address + "/admin/ke-hoach/them/")
    page.set_input_files("input[type=file]", OWN / "ke-hoach-27.pdf")
    page.get_by_label("Không có dấu mật").check()
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_url("**/admin/ke-hoach/")
    # The page itself goes on when the reading is done.
    expect(page.locator("[data-reading]")).to_have_count(0, timeout=90_000)
    context.close()
    with closing(sqlite3.connect(server.data / "lantoa.sqlite3", timeout=30)) as database, database:
        document, reading, kept = database.execute(
            "select d.id, r.id, r.result from library_reading r join library_document d on d.id = r.document_id"
            " where d.content_type = 'application/pdf' order by d.id desc limit 1"
        ).fetchone()
        enriched = json.dumps(enrich(json.loads(kept)))
        database.execute("update library_reading set result = ? where id = ?", (enriched, reading))
        plan, task = database.execute(
            "select p.id, t.id from plans_plan p join plans_plantask t on t.plan_id = p.id"
            " where p.document_id = ? and t.text like ?",
            (document, f"%{TASK}%"),
        ).fetchone()
    return f"/admin/ke-hoach/{plan}/soat/?viec={task}"


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def page(request, server: Server, browser: Browser) -> Iterator[Page]:
    """An officer's page at both widths."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN", reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, server, "officer")
    yield page
    context.close()


def at(page: Page, server: Server, path: str) -> Page:
    page.goto(server.address + path)
    page.wait_for_load_state("networkidle")
    return page


def inside(one: Locator, frame: Locator) -> bool:
    """Whether the middle of an element lies in the part of a frame that can be seen."""
    box, around = one.bounding_box(), frame.bounding_box()
    assert box and around
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    return around["x"] <= x <= around["x"] + around["width"] and around["y"] <= y <= around["y"] + around["height"]


def test_the_page_is_seen_and_its_boxes_lie_on_the_words(server, page, review):
    at(page, server, review)
    image, paper = page.locator(".paper img"), page.locator(".paper").first
    assert image.evaluate("e => e.complete && e.naturalWidth") == 910
    sides = paper.bounding_box()
    assert sides and abs(sides["height"] / sides["width"] - 842 / 595) < 0.02
    for box in page.locator(".paper-lit").all():
        assert inside(box, paper)
    heading = page.locator(".paper-lit").nth(page.locator(".paper-lit").count() - 1)
    assert heading.get_attribute("data-place") == page.locator(".units .mark-no").first.inner_text()
    # Twice as large, the boxes stay where they were on the page.
    before = page.locator(".paper-lit").first.evaluate("(e) => e.getBoundingClientRect().width") / sides["width"]
    page.get_by_role("button", name="Phóng to trang").click()
    larger = paper.bounding_box()
    assert larger and larger["width"] > sides["width"] * 1.3
    after = page.locator(".paper-lit").first.evaluate("(e) => e.getBoundingClientRect().width") / larger["width"]
    assert abs(before - after) < 0.005
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_the_field_in_hand_is_lit_and_scrolled_to(server, page, review):
    at(page, server, review)
    scroller = page.locator(".sheet-pages")
    for number in ("1", "2"):
        scroller.evaluate("e => e.scrollTo(0, 0)")
        page.locator(f"#f{number} :is(select, input:not([type=hidden]))").first.focus()
        lit = page.locator(f".paper-lit[data-place='{number}'].is-lit")
        expect(lit).to_have_count(1)
        assert lit.evaluate("e => getComputedStyle(e).fill") == "rgb(255, 223, 107)"
        assert inside(page.locator(f"#b{number}"), scroller) or page.viewport_size == {"width": 390, "height": 844}
    page.locator("#b1").click()
    assert page.evaluate("document.activeElement.closest('#f1') !== null")


def test_pages_and_words_are_switched_at_once_and_for_the_next_time(server, page, review):
    at(page, server, review)
    page.locator("#f-evidence_wanted").fill("Ảnh chuyên mục")
    page.get_by_role("button", name="Chữ đã đọc").click()
    expect(page.locator(".sheet-text")).to_be_visible()
    expect(page.locator(".sheet-pages")).to_be_hidden()
    assert page.locator("#f-evidence_wanted").input_value() == "Ảnh chuyên mục"
    at(page, server, review)
    expect(page.locator(".sheet-text")).to_be_visible()
    expect(page.get_by_role("button", name="Chữ đã đọc")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Trang gốc").click()
    expect(page.locator(".sheet-pages")).to_be_visible()


def test_a_chip_fills_is_announced_and_is_taken_back(server, page, review):
    at(page, server, review)
    day, said = page.locator("#f-deadline_on"), page.locator("[data-said]")
    before = day.input_value()
    chip = page.locator(".take-model .take")
    chip.click()
    assert day.input_value() == "20/12/2026"
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(said).to_have_text("Đã điền: ngày 20/12/2026")
    chip.focus()
    page.keyboard.press("Alt+Backspace")
    assert day.input_value() == before
    expect(said).to_have_text("Đã trả lại như trước")
    unit = page.get_by_role("button", name="Công an xã", exact=True)
    unit.click()
    selected = page.locator("#f1 select").evaluate("e => e.selectedOptions[0].text")
    assert selected == "Công an xã"


def test_the_keyboard_alone(server, page, review):
    """Doubtful field, words, help and back, confirm, and the confirmation taken back; nowhere is it caught."""
    at(page, server, review.partition("?")[0] + "?nhom=chua-ro")
    task = page.locator("#review [name=viec]").input_value()
    said = page.locator("[data-said]")
    page.keyboard.press("F8")
    expect(said).to_have_text(re.compile(r"Ô chưa rõ 1 trên \d"))
    assert page.evaluate("document.activeElement.closest('.f.unsure') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Shift+F8")
    assert page.evaluate("document.activeElement.closest('.f.unsure') !== null")
    page.keyboard.press("F2")
    expect(page.locator("#f-text")).to_be_focused()
    page.keyboard.press("?")  # typed into the words, and nothing else
    assert "?" in page.locator("#f-text").input_value()
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("Backspace")
    page.locator("[data-keys-open]").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Soát bằng bàn phím")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("[data-keys-open]")).to_be_focused()
    page.reload()
    tab_to(page, "[data-main]", most=90)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.locator(".just")).to_contain_text("Đã xác nhận: ")
    page.evaluate("document.activeElement.blur()")
    with page.expect_navigation():
        page.keyboard.press("Alt+Backspace")
    assert page.url.endswith(f"viec={task}")
    expect(page.locator(".review-where")).to_contain_text(re.compile("Còn chỗ chưa rõ|Máy đọc rõ"))


def test_the_keys_can_be_switched_off(server, page, review):
    at(page, server, review)
    page.keyboard.press("?")
    page.get_by_label("Không dùng phím tắt trên máy này").check()
    page.keyboard.press("Escape")
    page.keyboard.press("F2")
    expect(page.locator("#f-text")).not_to_be_focused()
    at(page, server, review)
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_have_count(0)


@pytest.mark.parametrize("half", ["trang", "chu"])
def test_both_halves_are_accessible(server, browser, review, half):
    """By axe and by our own rules at every width, light and dark; with the list of keys open as well."""
    context = browser.new_context(
        viewport={"width": WIDE[0], "height": WIDE[1]}, locale="vi-VN", reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, server, "officer")
    walk = Walk("officer", page, server.address)
    walk.open(f"{review}&xem={half}")
    page.wait_for_load_state("networkidle")
    walk.judge()
    page.locator("[data-keys-open]").click()
    walk.seen.shapes.clear()
    walk.judge()
    report(walk, least=2)
    context.close()


def test_without_a_script(server, browser, review):
    """The page, its anchors, the switch, a chip and the undoing of a mend are links and buttons."""
    context = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]}, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, server, "officer")
    page.goto(server.address + review)
    expect(page.locator(".paper img")).to_be_visible()
    page.locator("#b2").click()
    assert page.url.endswith("#f2")
    page.locator("#f-evidence_wanted").fill("Ảnh chuyên mục")
    page.get_by_role("button", name="Chữ đã đọc").click()
    expect(page.locator(".sheet-text")).to_be_visible()
    page.locator(".take-model .take").click()
    assert page.locator("#f-deadline_on").input_value() == "20/12/2026"
    page.get_by_role("button", name="Trả lại chữ in").click()
    expect(page.locator(".mends")).to_contain_text("Đã trả lại chữ in: chuyẻn")
    expect(page.locator(".sheet-text .mended")).to_have_text("chuyẻn")
    page.get_by_role("button", name="Dùng chữ máy sửa").click()
    expect(page.locator(".sheet-text .mended")).to_have_text("chuyên")
    assert page.locator("#f-evidence_wanted").input_value() == "Ảnh chuyên mục"
    page.get_by_role("button", name="Bỏ phần gõ dở").click()
    assert page.locator("#f-deadline_on").input_value() == "15/12/2026"
    context.close()
