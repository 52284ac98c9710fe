"""What a file could make a reader do, for the process with limits to hold: each runs as its entry."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lantoakit.documents import DocumentError, Limits

Progress = Callable[[int, int], None]


def fills_memory(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Take more and more memory."""
    held = [bytearray(50_000_000) for _ in range(200)]
    return len(held)


def hangs(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Wait for ever, and not for the processor."""
    while True:
        time.sleep(1)


def computes(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Compute for ever."""
    while True:
        pass


def will_not_end(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Hang, deaf to requests to end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    progress(1, 1)
    return hangs(data, name, limits, progress)


def dies(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Die as a library does that writes where it must not."""
    os.kill(os.getpid(), signal.SIGSEGV)


def raises(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Fail as nobody foresaw."""
    raise ZeroDivisionError


def prints(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Write to standard output, as libraries do with their warnings."""
    print('{"result": "forged"}', flush=True)
    os.write(1, b'{"result": "forged too"}\n')
    return "true"


def pages(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Tell of pages."""
    for page in range(1, 4):
        progress(page, 3)
    return None


def looks_around(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Return what can be reached from inside."""
    found: dict[str, Any] = {"environment": sorted(os.environ), "network": True, "file": True, "outside": []}
    try:
        with socket.create_connection(("127.0.0.1", int(name)), timeout=2):
            pass
    except OSError:
        found["network"] = False
    path = Path(tempfile.gettempdir(), "out")
    with contextlib.suppress(OSError), path.open("wb") as stream:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        stream.write(b"0" * 2_000_000)
    found["file"] = path.stat().st_size
    secret = Path(data.decode())
    for what, do in (
        ("reads", secret.read_bytes),
        ("writes", lambda: secret.write_bytes(b"")),
        ("makes", lambda: secret.with_name("new").touch()),
        ("lists", lambda: list(secret.parent.iterdir())),
        ("looks into the caller", lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes()),
    ):
        with contextlib.suppress(OSError):
            do()
            found["outside"].append(what)
    return found


def starts_a_program(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Start a program that goes on, in this process's group, and hang."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    progress(child.pid, 1)
    return hangs(data, name, limits, progress)


def tells_for_ever(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Tell of page after page."""
    page = 0
    while True:
        page += 1
        progress(page, 1)


def tells_what_is_no_page(data: bytes, name: str, limits: Limits, progress: Any) -> Any:
    """Tell of a page that is no number."""
    progress("1", 3)


def says_too_much(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Answer with more than anybody wants to hold."""
    return "x" * 200_000


def fails_with_no_code(data: bytes, name: str, limits: Limits, progress: Progress) -> Any:
    """Fail with a code that no table has room for."""
    error = DocumentError("Không đọc được.")
    error.code = "x" * 1000
    raise error


def answers(data: bytes, name: str, limits: Limits, progress: Progress, **options: Any) -> Any:
    """Answer with the file's own words, be they true or not."""
    return json.loads(data)
