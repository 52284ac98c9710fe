"""A real installation for the end-to-end tests: `lantoa start` as a person runs it, on its own data and port."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from lantoa.operations import folder as data_folder
from lantoa.operations.start import prepare

LANTOA = str(Path(sys.executable).with_name("lantoa"))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment() -> dict[str, str]:
    """The environment of a person's terminal: nothing of the test suite's own settings in it."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LANTOA_", "DJANGO_", "DATABASE_", "PYTEST_"))}
    return kept | {"PYTHONUNBUFFERED": "1"}


def say(*words: str, seconds: float = 60, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `lantoa` with these words, `settings` in its environment, and wait for it."""
    return subprocess.run(
        [LANTOA, *words], capture_output=True, text=True, timeout=seconds, check=False, env=environment() | settings
    )


def prepare_sample(folder: Path) -> None:
    """Make the sample's data folder as `lantoa start` makes it, and start nothing."""
    settings = data_folder.load_secrets(data_folder.make(folder))
    settings |= {"LANTOA_DATA": str(folder), "LANTOA_SAMPLE": "1", "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
    prepare(environment() | settings, sample=True, refuse_sample=False)


@dataclass
class Server:
    """One `lantoa start`, with `settings` in its environment. `said` is what it printed so far."""

    data: Path
    options: list[str] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    said: list[str] = field(default_factory=list)

    @property
    def running(self) -> subprocess.Popen[str]:
        """The process of `lantoa start`, once it was started."""
        assert self.process is not None
        return self.process

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, seconds: float = 300) -> Server:
        """Start it and wait until it says that it is ready."""
        self.process = subprocess.Popen(
            [LANTOA, "start", "--data", str(self.data), "--port", str(self.port), *self.options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment() | self.settings,
        )
        ready = threading.Event()
        threading.Thread(target=self._listen, args=(ready,), daemon=True).start()
        if not ready.wait(seconds) or self.process.poll() is not None:
            raise AssertionError("the server did not start:\n" + "".join(self.said))
        return self

    def _listen(self, ready: threading.Event) -> None:
        assert self.process is not None and self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if "sẵn sàng" in line:
                ready.set()
        ready.set()

    def stop(self) -> int:
        """Ctrl-C; returns the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)

    def children(self, mark: str) -> list[psutil.Process]:
        """Processes below it whose command line has `mark`: "granian" or "operations.worker"."""
        assert self.process is not None
        try:
            below = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []
        found = []
        for process in below:
            try:
                if mark in " ".join(process.cmdline()):
                    found.append(process)
            except psutil.Error:
                continue
        return found

    def sign_ins(self) -> dict[str, Any]:
        """The sample's sign-ins, as the data folder keeps them for printing."""
        return dict(json.loads((self.data / "sample.json").read_text(encoding="utf-8")))
