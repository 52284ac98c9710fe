"""A button of the desk that is pressed twice, as people do who are used to double clicks, is pressed once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from tests.end_to_end.officer import PLAN
from tests.end_to_end.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("end_to_end"), pytest.mark.timeout(180)]
UPLOAD = "/admin/ke-hoach/them/"
BUTTON = "form[data-drop] button[type=submit]"


@pytest.fixture
def page(server, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    sign_in(page, server, "officer")
    yield page
    context.close()


def point_at_the_button(page: Page) -> None:
    page.locator(BUTTON).scroll_into_view_if_needed()
    box = page.locator(BUTTON).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def press(page: Page, click_count: int = 1) -> None:
    page.mouse.down(click_count=click_count)
    page.mouse.up(click_count=click_count)


@pytest.mark.parametrize(
    ("number", "second"),
    [
        (71, 2),  # the second half of a double click
        (72, 1),  # a second click, because nothing seems to happen
    ],
)
def test_an_upload_is_sent_once_and_the_page_says_that_it_is_taken(server, page, number, second):
    page.goto(server.address + UPLOAD)
    plan = FilePayload(name=f"lan-{number}.txt", mimeType="text/plain", buffer=PLAN.format(number=number).encode())
    page.set_input_files("input[type=file]", plan)
    page.get_by_label("Không có dấu mật").check()
    on_the_way: list[Route] = []

    def hold(route: Route) -> None:
        on_the_way.append(route)

    page.route(f"**{UPLOAD}", hold)
    point_at_the_button(page)
    press(page)
    page.wait_for_timeout(150)  # the first one is on its way: sooner, the browser itself makes one of two
    press(page, second)
    page.wait_for_timeout(300)
    assert len(on_the_way) == 1
    on_the_way[0].continue_()
    expect(page.locator("body")).to_contain_text("Đã nhận 1 tệp")


def test_the_second_half_of_a_double_click_presses_nothing_on_the_next_page(server, page):
    page.goto(server.address + "/admin/ke-hoach/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    point_at_the_button(page)
    press(page, 2)
    page.wait_for_timeout(300)
    assert "POST" not in sent
    press(page)
    page.locator(".error-summary").wait_for()
    assert "POST" in sent


def test_who_comes_back_may_press_again(server, page):
    page.goto(server.address + UPLOAD)
    page.locator(BUTTON).click()
    page.locator(".error-summary").wait_for()
    page.go_back()
    page.locator(BUTTON).click()
    page.locator(".error-summary").wait_for()
