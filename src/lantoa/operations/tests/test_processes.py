"""A process of the installation that dies takes along what it started, and comes back soon."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from lantoa.operations import processes
from lantoa.operations.processes import Child

pytestmark = pytest.mark.skipif(os.name == "nt", reason="groups of processes are POSIX's")


def leader_and_below(folder: Path, *, deaf: bool = False) -> Child:
    """A started child that has one process of its own below it; `deaf` to being asked to stop."""
    told = folder / "below"
    ignore = "trap '' TERM; " if deaf else ""
    command = ["sh", "-c", f"{ignore}sleep 600 & echo $! > {told}.new; mv {told}.new {told}; wait; wait"]
    child = Child("Máy chủ trang", command, dict(os.environ))
    child.start()
    until(told.exists)
    return child


def below(folder: Path) -> int:
    return int((folder / "below").read_text())


def lives(pid: int) -> bool:
    """Whether it runs: one that nobody has waited for yet is dead all the same."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def until(found) -> None:
    deadline = time.monotonic() + 30
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def child(tmp_path) -> Iterator[Child]:
    started = leader_and_below(tmp_path)
    yield started
    started.stop()
    started.wait(0)


def killed(child: Child) -> None:
    assert child.process is not None
    child.process.kill()
    child.process.wait()


def test_what_a_killed_process_started_ends_with_it_and_it_comes_back(child, tmp_path):
    assert child.process is not None
    first, orphan = child.process.pid, below(tmp_path)
    killed(child)
    assert lives(orphan), "else this test shows nothing"
    child.watch()
    until(lambda: not lives(orphan))
    assert child.process.pid != first
    assert child.process.poll() is None, "it is started again at once"


def test_only_deaths_that_follow_one_another_quickly_are_waited_for(child, monkeypatch):
    monkeypatch.setattr(processes, "RESTART_SECONDS", (0.0, 60.0))
    assert child.process is not None
    killed(child)
    child.watch()
    again = child.process.pid
    killed(child)
    child.watch()
    assert child.process.pid == again, "the second in a row waits"
    child.next_start = 0.0
    child.started_at -= processes.QUICK_SECONDS
    child.watch()
    assert child.process.pid != again, "one that had lived for a while does not"


@pytest.mark.parametrize("deaf", [False, True])
def test_stopping_leaves_nothing_below(tmp_path, monkeypatch, deaf):
    monkeypatch.setattr(processes, "STOP_SECONDS", 0.2)
    child = leader_and_below(tmp_path, deaf=deaf)
    processes.stop_all([child])
    until(lambda: not lives(below(tmp_path)))
