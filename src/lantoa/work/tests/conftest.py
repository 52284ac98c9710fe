"""Fixtures of work: a plan, and files in a folder of the test's own."""

import pytest

from lantoa.work.testing import make_work


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def work(commune):
    return make_work(commune)
