"""Which process holds a job: on its own machine a killed worker's job need not wait for its lease to run out."""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path


@cache
def machine() -> str:
    """This start of this machine. Two machines of the same name still differ, where the system tells its boot id."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        boot = ""
    return f"{socket.gethostname()[:60]}/{boot}"


def this_process() -> str:
    """The name under which this process holds a job."""
    return f"{machine()}/{os.getpid()}"


def is_gone(owner: str) -> bool:
    """Whether a process of this machine exists no more. False where that cannot be told: then the lease decides."""
    where, _, number = owner.rpartition("/")
    if os.name == "nt" or where != machine() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
