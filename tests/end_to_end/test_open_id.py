"""Signing in by a provider of accounts, in the browser: its button, its page, and back to the desk or not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from lantoa.org.tests.provider import Provider
from tests.end_to_end.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("end_to_end"), pytest.mark.timeout(180)]

EMAIL = "bientap@minh-hoa.example.vn"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="vi-VN")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def editor(browser: Browser, server: Server) -> str:
    """The editor's name, after the administrator has entered the address of their account at the province."""
    people = {row["key"]: row for row in server.sign_ins()["people"]}
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    page.goto(server.address + "/admin/")
    page.fill("[name=login]", people["admin"]["username"])
    page.fill("[name=password]", people["admin"]["password"])
    page.locator("main form .btn[type=submit]").first.click()
    page.goto(server.address + "/admin/to-chuc/nguoi/")
    name = people["editor"]["who"].partition(",")[0]
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("link", name="Sửa thông tin").click()
    page.get_by_label("Thư điện tử").fill(EMAIL)
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text(EMAIL)).to_be_visible()
    context.close()
    return str(name)


def come(page: Page, server: Server, who: str) -> None:
    """To the sign-in page, by the button to the provider, and there by one of its links."""
    page.goto(server.address + "/tai-khoan/login/")
    page.get_by_role("button", name="Đăng nhập bằng Tài khoản của tỉnh").click()
    page.get_by_role("link", name=who, exact=True).click()


def test_an_officer_comes_in_by_the_account_of_the_province(page, server, provider: Provider, editor):
    provider.people["chau"] = {"email": EMAIL, "email_verified": True}
    come(page, server, "chau")
    page.wait_for_url(server.address + "/admin/")
    expect(page.get_by_role("navigation", name="Tài khoản")).to_contain_text(editor)
    page.goto(server.address + "/admin/van-ban/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Văn bản")


def test_who_is_unknown_here_or_says_no_stays_outside(page, server, provider: Provider):
    provider.people["la"] = {"email": "nguoi-la@example.vn", "email_verified": True}
    come(page, server, "la")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chưa có tên trong danh sách")
    page.get_by_role("link", name="Quay lại đăng nhập").click()
    come(page, server, "no")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chưa đăng nhập được")
    page.goto(server.address + "/admin/")
    assert "/tai-khoan/login/" in page.url or "/admin/login/" in page.url
