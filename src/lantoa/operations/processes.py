"""The processes of one installation: the web server and the worker, restarted when they die, stopped together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 10.0
RESTART_SECONDS = (0.0, 0.0, 0.0, 1.0, 2.0, 5.0)
"""How long to wait after a death, after the second in a row that came quickly, and so on: people are waiting too."""
QUICK_SECONDS = 5.0
"""Who dies sooner after its start perhaps cannot live now: to start it at once again would only heat the machine."""
MANY_DEATHS = 4
"""After so many deaths in a row the person is told what to do; after that it stays quiet."""


def die_with_parent() -> Callable[[], None] | None:
    """On Linux a child is told to stop when `lantoa start` itself is killed; elsewhere nothing."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

    return ask


def web_command(host: str, port: int, tls: tuple[str, str] | None) -> list[str]:
    """The command of the web server."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "lantoa.config.wsgi:application",
        "--host", host, "--port", str(port), "--workers", "1", "--blocking-threads", "4", "--backlog", "256",
        "--no-ws", "--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", "8",
    ]  # fmt: skip
    return [*command, "--ssl-certificate", tls[0], "--ssl-keyfile", tls[1]] if tls else command


def worker_command(queues: str = "default,long") -> list[str]:
    """The command of a worker for the named queues."""
    return [sys.executable, "-m", "lantoa.operations.worker", "--queues", queues]


@dataclass
class Child:
    """One process that is started again, more and more slowly, when it dies by itself."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    quick_deaths: int = 0
    started_at: float = 0.0
    next_start: float = field(default=0.0)

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            self.command,
            env=self.environment,
            start_new_session=os.name != "nt",
            preexec_fn=die_with_parent(),  # noqa: PLW1509 - this process has one thread
        )

    def watch(self) -> None:
        """Start it again where it died, at once unless it keeps dying; a long good life forgives earlier deaths."""
        if self.process is None or self.process.poll() is None:
            return
        now = time.monotonic()
        if not self.next_start:
            self.kill_group()
            lived = now - self.started_at
            self.deaths = 1 if lived > 60 else self.deaths + 1
            self.quick_deaths = self.quick_deaths + 1 if lived < QUICK_SECONDS else 0
            self.next_start = now + RESTART_SECONDS[min(max(self.quick_deaths, 1), len(RESTART_SECONDS)) - 1]
            sys.stderr.write(self.obituary(self.process.returncode))
        if now >= self.next_start:
            self.next_start = 0.0
            self.start()

    def kill_group(self) -> None:
        """End what the dead one left below it: a web server's own worker would go on answering beside the new one."""
        if self.process is not None and os.name != "nt":
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def obituary(self, code: int) -> str:
        """What is said of a death: each of the first ones, what to do where they do not end, then nothing more."""
        if self.deaths < MANY_DEATHS:
            return f"{self.name} dừng đột ngột (mã {code}), đang chạy lại.\n"
        if self.deaths > MANY_DEATHS:
            return ""
        return (
            f"{self.name} đã dừng {self.deaths} lần liền (mã {code}); lý do ghi ở trên. Xem ổ đĩa còn chỗ và máy còn "
            "bộ nhớ không. Lan Tỏa vẫn thử lại sau mỗi 5 giây; muốn dừng hẳn, nhấn Ctrl-C.\n"
        )

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
        self.kill_group()


def stop_all(children: list[Child]) -> None:
    """Ask all to stop, wait, and kill who does not."""
    for child in children:
        child.stop()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        child.wait(deadline)
