"""Installed size, first and second start, memory of the process tree: idle, and after reading a long plan.

    python -m benchmarks.startup

Limits: ten minutes for a first start with installation are the project's promise, so 60 s for the start alone; memory
350 MB, of which the bare stack (granian, a worker, Django and Wagtail doing nothing) takes 174.
"""

from __future__ import annotations

import io
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psutil
import pypdfium2 as pdfium
import requests

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
    requests.get(f"http://127.0.0.1:{port}/tai-khoan/login/", timeout=30).raise_for_status()
    return process, time.monotonic() - began


def stop(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGINT)
    process.wait(30)


def summed_pss(pid: int) -> float:
    """Proportional set size of a process and all below it, in MB: shared pages are counted once."""
    parent = psutil.Process(pid)
    tree = [parent, *parent.children(recursive=True)]
    return sum(p.memory_full_info().pss for p in tree) / 2**20


def long_plan(pages: int) -> bytes:
    """The sample's plan as a PDF of so many pages, its own pages over and over."""
    source = pdfium.PdfDocument(ROOT / "src/lantoa/demo/files/ke-hoach-27.pdf")
    target = pdfium.PdfDocument.new()
    for index in range(pages):
        target.import_pages(source, [index % len(source)])
    out = io.BytesIO()
    target.save(out)
    return out.getvalue()


def read_long_plan(data: Path, port: int, pages: int) -> float:
    """Upload a long plan as the sample's officer does and wait for its reading; returns the seconds of the reading."""
    address, session = f"http://127.0.0.1:{port}", requests.Session()
    row = next(r for r in json.loads((data / "sample.json").read_text())["people"] if r["key"] == "officer")

    def post(path: str, fields: dict[str, str], files: dict[str, tuple[str, bytes]] | None = None) -> None:
        fields |= {"csrfmiddlewaretoken": session.cookies["csrftoken"] or ""}
        session.post(address + path, fields, files=files, headers={"Referer": address}, timeout=60).raise_for_status()

    session.get(address + "/tai-khoan/login/", timeout=60)
    post("/tai-khoan/login/", {"login": row["username"], "password": row["password"]})
    session.get(address + "/admin/ke-hoach/", timeout=60)
    began = time.monotonic()
    post("/admin/ke-hoach/them/", {"declared_not_secret": "no"}, {"file": ("dai.pdf", long_plan(pages))})
    with closing(sqlite3.connect(data / "lantoa.sqlite3")) as db:
        while db.execute("select 1 from plans_plan where state = 'reading'").fetchone():
            time.sleep(0.1)
        assert db.execute("select state from plans_plan order by id desc").fetchone() == ("draft",)
    return time.monotonic() - began


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
        line("reading a PDF of 50 pages, from upload to review", read_long_plan(data, port, 50), "s", 30, "limit")
        line("memory after it, summed PSS", summed_pss(process.pid), "MB", 350, "limit")
        stop(process)


if __name__ == "__main__":
    main()
