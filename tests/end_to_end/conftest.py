"""One running sample installation for the session with a provider of accounts, and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from lantoa.org.tests.provider import CLIENT, SECRET, Provider
from tests.end_to_end.server import Server

CHROMIUM = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """A province's provider of accounts, which the sample commune's officers may sign in by."""
    with Provider() as running:
        yield running


@pytest.fixture(scope="session")
def server(tmp_path_factory, provider) -> Iterator[Server]:
    """The sample commune, served."""
    set_up = {"OIDC_SERVER_URL": provider.address, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET}
    running = Server(tmp_path_factory.mktemp("installation") / "data", settings=set_up).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, driven through its path."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()
