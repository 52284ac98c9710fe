"""What a plain browser does: without scripts the menu opens and photos are told about; Back after a refused form."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Error, Page, ViewportSize

from tests.end_to_end.signing_in import SUBMIT, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("end_to_end"), pytest.mark.timeout(180)]
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A phone's page without scripts."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_menu_of_the_desk_opens_without_scripts(server, plain):
    sign_in(plain, server, "officer")
    entry = plain.get_by_role("link", name="Công việc", exact=True)
    assert not entry.is_visible()
    plain.locator("summary", has_text="Menu").click()
    entry.click()
    assert plain.url.endswith("/admin/cong-viec/")
    plain.set_viewport_size({"width": 1366, "height": 768})
    assert entry.is_visible(), "beside the page the menu is always there"


def test_without_scripts_it_is_said_that_no_face_can_be_covered(server, plain):
    sign_in(plain, server, "head")
    plain.goto(server.address + "/viec/chup/")
    plain.locator("main ul a").first.click()
    assert plain.get_by_text("tắt JavaScript").is_visible()
    assert not plain.get_by_text("chạm vào chỗ đó để che").is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_back_shows_a_refused_form_with_what_was_typed_until_one_signs_out(server, browser, scripts):
    context = browser.new_context(locale="vi-VN", java_script_enabled=scripts)
    page = context.new_page()
    sign_in(page, server, "officer")
    page.goto(server.address + "/admin/to-chuc/nguoi/them/")
    page.fill("[name=phone]", "chưa rõ số")
    page.locator(SUBMIT).first.click()
    page.locator(".error-summary").wait_for()
    page.get_by_role("link", name="Công việc", exact=True).click()
    page.go_back()
    assert page.input_value("[name=phone]") == "chưa rõ số"
    assert page.locator(".error-summary").is_visible()
    page.get_by_role("button", name="Đăng xuất").click()
    page.locator("[name=login]").wait_for()
    with suppress(Error):  # the browser says itself that it does not have the page any more
        page.go_back()
    assert not page.locator("[name=phone]").count()
    context.close()
