"""Signing in on a page, as people of the sample commune do it."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.end_to_end.server import Server

PIN = "274915"
SUBMIT = "main form .btn[type=submit]"


def sign_in(page: Page, server: Server, key: str) -> None:
    """An officer with their password; a head of a hamlet with QR code, telephone number and PIN."""
    person = next(row for row in server.sign_ins()["people"] if row["key"] == key)
    if "pass" in person:
        page.goto(server.address + person["pass"])
        page.fill("[name=phone]", person["phone"])
        for box in page.locator("input[type=password]").all():
            box.fill(PIN)
    else:
        page.goto(server.address + "/admin/")
        page.fill("[name=login]", person["username"])
        page.fill("[name=password]", person["password"])
    page.locator(SUBMIT).first.click()
    page.wait_for_load_state()
