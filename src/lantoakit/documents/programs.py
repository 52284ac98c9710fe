"""Programs of the machine that reading may use: found, run apart, ended with all they started."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

if sys.platform == "linux":
    import resource

POLL_SECONDS = 0.2


class TooSlow(Exception):
    """A program did not end within its time; it was killed."""


def located(name: str, usual: Sequence[str] = ()) -> str | None:
    """Return the path of a program: on PATH, or at one of the places where installers put it; None where it is not."""
    found = shutil.which(name)
    if found:
        return found
    return next((path for path in usual if Path(path).is_file()), None)


def run(
    command: Sequence[str],
    *,
    folder: Path,
    seconds: float,
    tick: Callable[[], None] | None = None,
    environment: Mapping[str, str] | None = None,
) -> tuple[int, bytes]:
    """Run a program in a folder and return its exit code and what it printed.

    `tick` is called several times a second; what it raises ends the program, as an interruption does. The program and
    its children are then killed. Raises TooSlow after `seconds`.
    """
    process = subprocess.Popen(  # noqa: S603 - a program that `located` found, without a shell
        list(command),
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name != "nt",
    )
    _lift_memory(process.pid)
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
        _end(process)


def _lift_memory(pid: int) -> None:
    """Give a program the address space that this process may not have: LibreOffice asks for more than it uses."""
    if sys.platform == "linux":
        _, highest = resource.getrlimit(resource.RLIMIT_AS)
        with contextlib.suppress(ProcessLookupError, PermissionError, ValueError):
            resource.prlimit(pid, resource.RLIMIT_AS, (highest, highest))


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill what is left of a program and of all that it started."""
    if os.name == "nt":
        if process.poll() is None:
            taskkill = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(taskkill, check=False, capture_output=True)  # noqa: S603 - the system's own program
    else:
        # The group outlives its leader: children of a program that was killed are still in it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.poll() is None:
        process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired, ValueError):
        process.communicate(timeout=5)
