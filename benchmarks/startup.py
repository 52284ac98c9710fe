"""Installed size, first and second start, memory of the process tree: idle, and after reading a long plan.

    python -m benchmarks.startup

Limits: ten minutes for a first start with installation are the project's promise, so 60 s for the start alone; memory
350 MB, of which the bare stack (granian, a worker, Django and Wagtail doing nothing) takes 174.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks._report import line

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int) -> tuple[subprocess.Popen[str], float]:
    """Start and wait until the sign-in page answers; returns the process and the seconds it took."""
    began = time.monotonic()
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LANTOA_", "DJANGO_"))}
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("lantoa")), "start", "--data", str(data), "--port", str(port)],
        stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    assert process.stdout is not None
    for said in process.stdout:
        if re.search(r"sẵn sàng", said):
            break
    subprocess.run(["curl", "-sf", "-o", os.devnull, f"http://127.0.0.1:{port}/tai-khoan/login/"], check=True)
    return process, time.monotonic() - began


def stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGINT)
    process.wait(30)


def summed_pss(pid: int) -> float:
    """Proportional set size of a process and all below it, in MB: shared pages are counted once."""
    parent = psutil.Process(pid)
    tree = [parent, *parent.children(recursive=True)]
    return sum(p.memory_full_info().pss for p in tree) / 2**20


def installed_size() -> float:
    """What `make install` put on disk, in MB: the run-time distributions of requirements.lock and Lan Tỏa itself."""
    from importlib.metadata import PackageNotFoundError, files

    total = sum(p.stat().st_size for p in (ROOT / "src").rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    for name in re.findall(r"^([A-Za-z0-9_.\-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE):
        try:
            total += sum(
                Path(str(f.locate())).stat().st_size for f in files(name) or [] if Path(str(f.locate())).exists()
            )
        except PackageNotFoundError:
            continue  # locked for another platform
    return total / 2**20


def main() -> None:
    line("installed size", installed_size(), "MB", 400, "limit")
    with tempfile.TemporaryDirectory() as scratch:
        data, port = Path(scratch) / "data", free_port()
        process, seconds = start(data, port)
        stop(process)
        line("first start, with the sample commune", seconds, "s", 60, "limit")
        process, seconds = start(data, port)
        line("second start", seconds, "s", 10, "limit")
        time.sleep(8)
        line("memory idle, summed PSS", summed_pss(process.pid), "MB", 350, "limit")
        stop(process)


if __name__ == "__main__":
    main()
