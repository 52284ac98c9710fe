"""What is dear to make and the same for every process of one run of the suite: the first one makes it, all copy it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder of this run of pytest; processes of pytest-xdist share it."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(target: Path, make: Callable[[Path], None], seconds: float = 240) -> Path:
    """`target`, which `make` writes to the path that it is given, unless another process of this run has made it.

    Where another one is making it, waits; where that one fails, tries itself. Raises what `make` raises.
    """
    making, part = target.with_name(f"{target.name}.making"), target.with_name(f"{target.name}.part")
    deadline = time.monotonic() + seconds
    while not target.exists():
        try:
            making.mkdir()
        except FileExistsError:
            assert time.monotonic() < deadline, f"{making} is in the way"
            time.sleep(0.1)
            continue
        try:
            if not target.exists():
                shutil.rmtree(part, ignore_errors=True)
                make(part)
                part.rename(target)
        finally:
            making.rmdir()
    return target
