"""Fixtures of the tests that run whole installations."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.server import prepare_sample
from tests.once import made_once, run_folder


@pytest.fixture(scope="session")
def sample_at(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Puts a fresh copy of the sample's data at a path: who does not test how it is made need not wait for it."""

    def put(folder: Path) -> Path:
        made = made_once(run_folder(tmp_path_factory) / "sample", prepare_sample)
        return Path(shutil.copytree(made, folder))

    return put
