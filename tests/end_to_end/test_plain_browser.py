"""What a plain browser does: without scripts the menu opens and photos are told about; Back after a refused form."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.end_to_end.signing_in import sign_in

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
