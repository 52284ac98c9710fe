"""Which process holds a job: on its own machine a killed worker's job need not wait for its lease to run out."""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path


@cache
def machine() -> str:
    """This start of this machine, and where on it numbers of processes are given out.

    Two machines of the same name still differ, where the system tells its boot id; so do two containers on one machine,
    and a container started again, in which the same number is another process.
    """
    return f"{socket.gethostname()[:40]}/{_told('/proc/sys/kernel/random/boot_id')}/{_numbers()}"


def this_process() -> str:
    """The name under which this process holds a job."""
    return f"{machine()}/{os.getpid()}.{_started(os.getpid())}"


def is_gone(owner: str) -> bool:
    """Whether a process of this machine exists no more. False where that cannot be told: then the lease decides."""
    where, _, process = owner.rpartition("/")
    number, _, started = process.partition(".")
    if os.name == "nt" or where != machine() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return bool(started) and _started(int(number)) not in ("", started)


def _numbers() -> str:
    """The namespace in which this process has its number ("4026531836"); nothing where the system has none."""
    try:
        return str(Path("/proc/self/ns/pid").readlink()).strip("pid:[]")
    except OSError:
        return ""


def _started(number: int) -> str:
    """When a process began, in ticks since the machine did: a number is given again, but not at the same tick."""
    fields = _told(f"/proc/{number}/stat").rpartition(")")[2].split()
    return fields[19] if len(fields) > 19 else ""


def _told(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
