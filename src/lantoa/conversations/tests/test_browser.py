"""In a real browser: the page, the kiosk and the widget, by keyboard, judged by axe at two widths."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import CHROMIUM
from lantoa.conversations import services
from lantoa.conversations.models import Conversation, Message
from lantoa.org.testing import make_commune
from lantoa.shared.models import SettingValue

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("conversations_browser"),
    pytest.mark.timeout(180),
]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const how = {resultTypes: ["violations"], preload: false, runOnly: {type: "tag", values: tags}};
  const found = await axe.run(document, how);
  return found.violations.flatMap(rule => rule.nodes.map(node => [rule.id, node.target.flat().join(" ")]));
}"""
WIDE, NARROW = {"width": 1366, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the driver keeps a loop running in this thread
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A page whose console has to stay silent."""
    context = browser.new_context(viewport=WIDE, locale="vi-VN", reduced_motion="reduce")
    opened, heard = context.new_page(), []
    opened.on("pageerror", lambda error: heard.append(str(error)))
    opened.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert heard == []


def judged(page: Page) -> list[Any]:
    """What axe finds at both widths; bypasses the page's policy, which allows no foreign script."""
    found = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.evaluate(AXE)
        found += page.evaluate(RUN)
        sideways = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        found += [["sideways", str(size)]] if sideways else []
    return found


def test_asking_by_keyboard_and_an_officers_answer(page, live_server):
    commune = make_commune()
    page.goto(f"{live_server.url}/hoi/")
    page.keyboard.type("khai sinh cho con cần gì")  # the box has the focus from the start
    page.keyboard.press("Enter")
    page.locator("figure.quote mark").first.wait_for()
    assert page.evaluate("document.activeElement.id") == "cau-hoi" and page.input_value("#cau-hoi") == ""
    page.get_by_role("button", name="Chưa đúng").click()
    page.get_by_text("Cảm ơn bà con.").wait_for()
    assert Message.objects.get(kind="answer").feedback == "not_helped"
    page.keyboard.press("Tab")
    page.locator("#cau-hoi").fill("bao giờ tiêm phòng chó")
    page.keyboard.press("Enter")
    page.locator(".hand").wait_for()
    assert judged(page) == []
    page.get_by_role("button", name="Chuyển cho cán bộ").click()
    page.locator("[data-waiting]").wait_for()
    assert judged(page) == []
    talk = Conversation.objects.get()
    services.reply(actor=commune.actor("officer"), conversation_id=talk.pk, text="Ngày 5/12.", seen=10**9)
    page.locator(".officer", has_text="Ngày 5/12.").wait_for(timeout=15_000)


def test_a_kiosk_asks_whether_somebody_is_there_and_forgets(page, live_server):
    make_commune()
    page.clock.install()
    page.goto(f"{live_server.url}/hoi/may/")
    assert judged(page) == []
    page.locator("#cau-hoi").fill("khai sinh cho con tôi")
    page.keyboard.press("Enter")
    page.locator("figure.quote").wait_for()
    page.clock.run_for(95_000)
    page.get_by_role("button", name="Còn, để tôi đọc tiếp").click()
    assert page.get_by_text("khai sinh cho con tôi").is_visible()
    page.clock.run_for(95_000)
    assert judged(page) == []
    page.clock.run_for(40_000)
    page.get_by_text("khai sinh cho con tôi").wait_for(state="detached")
    assert not Message.objects.exclude(text="").exists()


class Site(BaseHTTPRequestHandler):
    """A commune's own site with a strict policy, at another address than ours."""

    def __init__(self, ours: str, *args: Any) -> None:
        self.ours = ours
        super().__init__(*args)

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header(
            "Content-Security-Policy", f"default-src 'none'; script-src {self.ours}; connect-src {self.ours}"
        )
        self.end_headers()
        tag = f'<script src="{self.ours}/hoi/hoi-dap.js" defer></script>' if self.path == "/" else ""
        body = f'<!doctype html><html lang="vi"><title>Xã</title><main><h1>Xã Minh Họa</h1></main>{tag}</html>'
        self.wfile.write(body.encode())

    def log_message(self, *_args: Any) -> None:
        """Silent."""


@pytest.fixture
def site(live_server) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Site, live_server.url))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_the_widget_on_a_site_with_a_strict_policy(page, browser, live_server, site):
    commune = make_commune()
    SettingValue.objects.create(name="conversations.sites", organisation_id=commune.organisation.pk, value=site)
    page.goto(site)
    page.get_by_role("button", name="Hỏi máy").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="Hỏi máy").wait_for()
    page.get_by_text("Tôi là máy tra cứu của xã, không phải cán bộ.").wait_for()
    page.keyboard.type("khai sinh cho con")
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for()
    page.keyboard.type("bao giờ tiêm phòng")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Chuyển cho cán bộ").first.click()
    page.get_by_role("heading", name="Chuyển cho cán bộ").wait_for()
    bare = browser.new_context(viewport=WIDE, locale="vi-VN", bypass_csp=True).new_page()
    bare.goto(site)
    bare.get_by_role("button", name="Hỏi máy").click()
    bare.get_by_role("textbox").fill("khai sinh")
    bare.keyboard.press("Enter")
    bare.locator("mark").first.wait_for()
    assert judged(bare) == []
    bare.context.close()
    page.keyboard.press("Escape")
    opener = page.get_by_role("button", name="Hỏi máy")
    assert opener.evaluate("element => element.getRootNode().activeElement === element")
    page.reload()
    page.get_by_role("button", name="Hỏi máy").click()
    page.get_by_text("bao giờ tiêm phòng").wait_for()  # the same tab goes on with the same conversation
    assert Conversation.objects.filter(channel="widget").count() == 2


def test_the_widget_draws_nothing_on_a_site_that_nobody_listed(browser, live_server, site):
    make_commune()
    opened, heard = browser.new_context(locale="vi-VN").new_page(), []
    opened.on("console", lambda said: heard.append(said.text) if said.type == "warning" else None)
    with opened.expect_console_message(lambda said: said.type == "warning"):
        opened.goto(site)
    assert len(heard) == 1 and "Trang được đặt khung hỏi đáp" in heard[0]
    assert opened.locator("#lan-toa-hoi-dap").count() == 0
    opened.context.close()
