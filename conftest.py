"""Fixtures of the whole suite."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

ROOT = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("LANTOA_SHARED", ROOT.parent / "shared"))
CHROMIUM = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
MISSING = {
    "shared": None if SHARED.is_dir() else f"the shared material is not at {SHARED} (set LANTOA_SHARED)",
    "browser": None if CHROMIUM else "Chromium is not installed (Debian: apt-get install chromium)",
    "office": None if shutil.which("soffice") else "LibreOffice is not installed (Debian: libreoffice-writer-nogui)",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, saying so, what the machine cannot run; in CI nothing may skip, so there it fails."""
    for item in items:
        for marker, reason in MISSING.items():
            if reason and item.get_closest_marker(marker):
                if os.environ.get("CI"):
                    raise pytest.UsageError(f"in CI nothing may skip: {reason}")
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def commune(db: None) -> Any:
    """A commune with units and one person for every role."""
    from lantoa.org.testing import make_commune

    return make_commune()


@pytest.fixture
def other_commune(db: None) -> Any:
    """A second commune, whose people and objects are foreign to the first."""
    from lantoa.org.testing import make_commune

    return make_commune("xã Láng Giềng", prefix="other-")


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A client with a person signed in the way their role does (the second factor counted as given)."""

    def make(user: Any, client: Client | None = None) -> Client:
        client = client or Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session.update({"second_factor": True, "seen_at": time.time(), "idle_minutes": 15})
        session.save()
        return client

    return make


@pytest.fixture
def shared_path() -> Path:
    """The folder of the shared material, for tests marked `shared`."""
    return SHARED
