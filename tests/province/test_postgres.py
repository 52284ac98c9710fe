"""On PostgreSQL by settings alone: the services' own tests once more, in a process whose DATABASE_URL names it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.postgres, pytest.mark.timeout(500)]

ROOT = Path(__file__).resolve().parents[2]
APPS = ("shared", "plans", "work", "reports")
PAGES = ("*_pages.py", "*_page.py", "*_views.py", "*_desk.py", "*_browser.py", "*_pictures.py", "*_document.py")
"""Tests of pages and documents ask the database nothing that the services do not."""
FAST = "?options=-c%20synchronous_commit%3Doff"


def test_the_services_pass_their_tests_and_two_at_once_do_not_clash(scratch_database):
    where = [f"src/lantoa/{app}/tests" for app in APPS]
    pages = [f"--ignore-glob={ROOT}/src/lantoa/**/test{pattern}" for pattern in PAGES]
    run([*pages, *where, "tests/province/two_at_once.py"], scratch_database)


def run(words: list[str], database: str) -> None:
    """Run pytest with these words in a process of its own, on the database."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command += ["-m", "not browser and not kill and not shared and not office and not postgres and not redis"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "LANTOA_DATA"))}
    environment = kept | {"DATABASE_URL": database + FAST}
    done = subprocess.run([*command, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "passed" in done.stdout
