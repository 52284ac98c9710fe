"""Programs of the machine that reading may use: found, run apart, ended with all they started."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from lantoakit.documents.guard import end_tree

if sys.platform == "linux":
    import resource

POLL_SECONDS = 0.2
MEMORY = 4 << 30
"""Bytes of address space that a program may take where it says nothing less; LibreOffice asks for more than it uses."""
_within: list[int] = []


class TooSlow(Exception):
    """A program did not end within its time; it was killed."""


def located(name: str, usual: Sequence[str] = ()) -> str | None:
    """Return the path of a program: on PATH, or at one of the places where installers put it; None where it is not."""
    found = shutil.which(name)
    if found:
        return found
    return next((path for path in usual if Path(path).is_file()), None)


def stay_within() -> None:
    """Keep programs in the group of this process from now on: who ends this process by its group ends them too."""
    _within.append(os.getpid())


def run(
    command: Sequence[str],
    *,
    folder: Path,
    seconds: float,
    memory: int = MEMORY,
    tick: Callable[[], None] | None = None,
    environment: Mapping[str, str] | None = None,
) -> tuple[int, bytes]:
    """Run a program in a folder and return its exit code and what it printed.

    `tick` is called several times a second; what it raises ends the program, as an interruption does. The program and
    its children are then killed; after `stay_within` the program alone, its children with the group. Raises TooSlow
    after `seconds`.
    """
    apart = os.getpid() not in _within
    process = subprocess.Popen(  # noqa: S603 - a program that `located` found, without a shell
        list(command),
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=apart and os.name != "nt",
    )
    _bound_memory(process.pid, memory)
    end = time.monotonic() + seconds
    try:
        while True:
            try:
                output, _ = process.communicate(timeout=POLL_SECONDS)
            except subprocess.TimeoutExpired:
                if tick is not None:
                    tick()
                if time.monotonic() > end:
                    raise TooSlow from None
            else:
                return process.returncode, output
    finally:
        _end(process, apart=apart)


def _bound_memory(pid: int, most: int) -> None:
    """Give a program its own address space, be it more than this process may have."""
    if sys.platform == "linux":
        _, highest = resource.getrlimit(resource.RLIMIT_AS)
        most = most if highest == resource.RLIM_INFINITY else min(most, highest)
        with contextlib.suppress(ProcessLookupError, PermissionError, ValueError):
            resource.prlimit(pid, resource.RLIMIT_AS, (most, most))


def _end(process: "subprocess.Popen[bytes]", *, apart: bool) -> None:
    """Kill what is left of a program and, where it runs apart, of all that it started."""
    if process.poll() is None if os.name == "nt" else apart:
        end_tree(process.pid)
    if process.poll() is None:
        process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
