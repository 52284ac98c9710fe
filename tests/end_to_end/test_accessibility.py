"""Every page of every role, and of nobody: WCAG 2.2 AA by axe, sizes, weight, scripts without errors, the keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, Page

from tests.end_to_end.judging import NARROW, WIDE, Seen, Walk
from tests.end_to_end.server import Server
from tests.end_to_end.signing_in import SUBMIT, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("end_to_end"), pytest.mark.timeout(300)]

# Forms that ask for something, by kind of address and whose they are: sent empty, they say what is missing.
OFFICERS_FORMS = (
    "/admin/ke-hoach/them/",
    "/admin/ke-hoach/<n>/ban-hanh/",
    "/admin/ke-hoach/<n>/them-viec/",
    "/admin/ke-hoach/<n>/sua-doi/",
    "/admin/van-ban/them/",
    "/admin/cong-viec/<n>/nhap-thay/",
    "/admin/cong-viec/minh-chung/<n>/bo-sung/",
    "/admin/to-chuc/don-vi/them/",
    "/admin/to-chuc/nguoi/them/",
    "/admin/to-chuc/nguoi/<n>/chuc-danh/",
    "/admin/to-chuc/chuc-danh/<n>/ban-giao/",
    "/tai-khoan/password/change/",
    "/tai-khoan/2fa/totp/activate/",
)
# Kinds of pages that look different in another state of what they show.
OBJECTS = ("/admin/ke-hoach/<n>/", "/admin/ke-hoach/<n>/soat/", "/admin/cong-viec/<n>/", "/viec/<n>/")
HEADS_FORMS = ("/viec/<n>/giao-nham/", "/viec/<n>/gia-han/")
QUOTED = ("/tra-cuu/van-ban/1/?doan=31", "/tra-cuu/hoi-dap/1/", "/tra-cuu/thu-tuc/1/")
"""A document, an answer and a procedure, as anybody reads them."""
NOTHING_FOUND = (
    "/admin/ke-hoach/?q=khong-co",
    "/admin/cong-viec/?q=khong-co",
    "/admin/van-ban/?q=khong-co",
    "/admin/to-chuc/don-vi/?q=khong-co",
    "/admin/to-chuc/nguoi/?q=khong-co",
)


@pytest.fixture(scope="module")
def empty_server(tmp_path_factory) -> Iterator[Future[Server]]:
    """A second, empty installation. It starts while the pages of the first are walked."""
    waiting = Server(tmp_path_factory.mktemp("empty") / "data", options=["--empty"])
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(waiting.start)
    if waiting.process is not None:
        waiting.stop()


@pytest.fixture(scope="module")
def seen() -> Seen:
    return Seen()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": WIDE[0], "height": WIDE[1]}, locale="vi-VN", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def report(walk: Walk, least: int) -> None:
    """Fail with every fault on a line of its own, or where hardly anything was walked."""
    if walk.faults:
        pytest.fail(f"{len(walk.faults)} faults\n" + "\n".join(walk.faults), pytrace=False)
    assert len(walk.visited) >= least, walk.visited


@pytest.mark.usefixtures("empty_server")
def test_pages_of_an_officer(server, page, seen):
    sign_in(page, server, "officer")
    walk = Walk("officer", page, server.address, seen)
    walk.open("/admin/bao-cao/")
    if (button := page.locator("section.report-due button[type=submit]")).count():  # a report, so that it is walked too
        button.click()
        page.wait_for_load_state()
    walk.crawl(["/admin/", *NOTHING_FOUND], twice=OBJECTS)
    for form in OFFICERS_FORMS:
        walk.send_empty(form)
    walk.open("/admin/")
    page.get_by_role("button", name="Khóa Lan Tỏa").click()
    page.wait_for_url("**/tai-khoan/khoa/")
    walk.judge()
    report(walk, least=60)


@pytest.mark.parametrize(("key", "least"), [("admin", 40), ("approver", 30), ("editor", 25), ("auditor", 25)])
def test_pages_of_others_of_the_desk(server, page, seen, key, least):
    sign_in(page, server, key)
    walk = Walk(key, page, server.address, seen, skims=True)
    walk.crawl(["/admin/"])
    report(walk, least)


def test_pages_of_the_head_of_a_hamlet(server, page, seen):
    sign_in(page, server, "head")
    walk = Walk("head", page, server.address, seen)
    walk.crawl(["/viec/"], twice=OBJECTS)
    for form in HEADS_FORMS:
        walk.send_empty(form)
    walk.open("/admin/", status=403)
    walk.judge()
    report(walk, least=9)


def test_pages_of_nobody(server, page, seen):
    walk = Walk("nobody", page, server.address, seen)
    head = next(row for row in server.sign_ins()["people"] if row["key"] == "head")
    walk.crawl(["/", "/tai-khoan/login/", "/vao/", *QUOTED])
    for path, status in (("/khong-co-trang-nay/", 404), ("/vao/khong-co-the-nay/", 404), (head["pass"], 200)):
        walk.open(path, status)
        walk.judge()
    walk.send_empty(head["pass"])
    walk.open("/tai-khoan/login/")
    page.fill("[name=login]", "khong-co-ai")
    page.fill("[name=password]", "sai-mat-khau")
    page.locator(SUBMIT).first.click()
    page.locator(".error-summary").wait_for()
    walk.judge()
    report(walk, least=10)


def test_pages_of_the_first_run(empty_server, page, seen):
    server = empty_server.result(timeout=200)
    start = re.search(r"/bat-dau/\S+/", "".join(server.said))
    assert start
    walk = Walk("first run", page, server.address, seen)
    walk.open(start[0])
    walk.judge()
    page.locator("main a[href*='/tinh/']").first.click()
    page.wait_for_load_state()
    walk.judge()
    page.locator("main a[href*='/xa/']").first.click()
    page.wait_for_load_state()
    walk.judge()
    walk.send_empty(walk.here)
    report(walk, least=4)


def test_the_judge_sees_what_is_wrong(page):
    """A page with one fault of each kind: a judge that sees nothing anywhere would pass every page."""
    page.set_content(
        "<html lang=en><title></title><body style='font-size:18px'><main><h1>Một</h1><h1>Hai</h1>"
        "<section style='padding:1rem'></section><p style='font-size:12px;color:#aaa'>nhỏ</p>"
        "<button style='height:20px'>Lưu</button><img src='/x.png'><div style='width:3000px'>rộng</div></main>"
    )
    walk = Walk("judge", page, "about:")
    walk.judge()
    found = "\n".join(walk.faults)
    for rule in (
        "exactly one h1",
        "language of the page",
        "title",
        "empty box",
        "size of type",
        "color-contrast",
        "target of 44 px",
        "image-alt",
        "horizontal scrolling",
    ):
        assert rule in found, found


def test_the_judge_sees_what_stands_on_a_narrow_page_alone(page):
    page.set_content(
        "<html lang=vi><title>Một</title><style>.phone { display: none } @media (max-width: 40rem) "
        "{ .phone { display: block } }</style><main><h1>Một</h1><img class=phone src='/x.png' width=44></main>"
    )
    walk = Walk("judge", page, "about:")
    walk.judge()
    assert [fault.split(", ")[1] for fault in walk.faults if "image-alt" in fault] == ["narrow"]


def test_a_page_is_drawn_again_only_where_the_server_sends_something_new(server, page):
    walk = Walk("nobody", page, server.address, Seen(), skims=True)
    assert walk.shows_nothing_new("/") is None
    walk.open("/")
    assert server.address + "/vao/" in (walk.shows_nothing_new("/") or [])
    assert walk.shows_nothing_new("/tai-khoan/login/") is None
    assert walk.shows_nothing_new("/khong-co-trang-nay/") is None


def test_the_judge_looks_at_each_mixture_of_colours_once_and_at_what_is_not_plain_always(page):
    """Grey on white is told on the first page that has it; on a later one only what is new, or cannot be told alike."""
    seen = Seen()

    def told(body: str, *, dark: str = "") -> set[str]:
        page.set_content(
            f"<html lang=vi><title>Một</title><style>@media (prefers-color-scheme: dark) {{ {dark} }}</style>"
            f"<body style='font-size:18px;background:#fff'><main><h1>Một</h1>{body}</main>"
        )
        walk = Walk("judge", page, "about:", seen)
        seen.shapes.clear()
        walk.judge()
        return {fault.split(": color-contrast at ")[1].split()[0] for fault in walk.faults if "contrast at" in fault}

    grey, pale = "<p id=grey style='color:#aaa'>xám</p>", "<p id=pale style='color:#aab'>nhạt</p>"
    assert told(grey + "<p>đen</p>") == {"#grey"}
    assert told(grey) == set()
    assert told(grey + pale) == {"#pale"}
    for _again in range(2):
        assert told(f"<div style='position:absolute;top:60px'>{grey}</div>") == {"#grey"}
    assert told(f"<div style='background:#eee'>{grey}</div>") == {"#grey"}
    dim = "<p id=dim style='color:#333'>mờ</p>"
    assert told(dim) == set()
    assert "#dim" in told(dim, dark="body { background: #444 !important }")


def tab_to(page: Page, target: str, most: int) -> None:
    """Press Tab until the target has the focus; each stop on the way can be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        at, shown, reached = page.evaluate(
            """(target) => {
              const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
              const ring = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none";
              const around = e.nextElementSibling && getComputedStyle(e.nextElementSibling).outlineStyle !== "none";
              const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
              return [e.outerHTML.slice(0, 160), (ring || around) && inside, e.matches(target)];
            }""",
            target,
        )
        assert shown, f"the focus cannot be seen on {at}"
        if reached:
            return
    raise AssertionError(f"{target} is not reached in {most} steps; the last was {at}")


def test_the_keyboard_reaches_the_main_action_of_the_review(server, page):
    sign_in(page, server, "officer")
    page.goto(server.address + "/admin/ke-hoach/")
    page.goto(server.address + page.locator("a[href$='/soat/'], .plan-list h3 a").first.get_attribute("href"))
    if "/soat/" not in page.url:
        page.locator("a[href*='/soat/']").first.click()
        page.wait_for_load_state()
    tab_to(page, "[data-main]", most=70)


def test_the_keyboard_reaches_sending_on_my_work(server, page):
    sign_in(page, server, "head")
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    page.goto(server.address + "/viec/")
    page.locator("details.work > summary").first.wait_for()
    if not page.locator("details.work[open]").count():
        tab_to(page, "details.work > summary", most=20)
        page.keyboard.press("Enter")
    tab_to(page, "details.work[open] form[data-send] button[type=submit], details.work[open] a.btn", most=40)
