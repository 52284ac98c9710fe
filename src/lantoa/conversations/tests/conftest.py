"""The engine of every test here is a small one that answers as it is told."""

from __future__ import annotations

import pytest

from lantoa.answers import snapshot
from lantoa.conversations.testing import FakeEngine


@pytest.fixture(autouse=True)
def engine(monkeypatch) -> FakeEngine:
    fake = FakeEngine()
    monkeypatch.setattr(snapshot, "current", lambda: fake)
    return fake
