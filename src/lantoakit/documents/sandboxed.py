"""The process that reads one file which nobody trusts: bytes on standard input, lines of JSON on standard output.

Each line is an object: {"page": 3, "pages": 9} while it reads; at the end {"result": …} or {"error": code, "message":
sentence}. Started by `lantoakit.documents.sandbox`, with what it must know as JSON in its environment: arguments
everybody on the machine can see.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from lantoakit.documents import landlock
from lantoakit.documents.transfer import ORDER

# <linux/sched.h> and <linux/prctl.h>
_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000
_DIE_WITH_PARENT, _NO_NEW_RIGHTS = 1, 38
_CAPABILITIES = 0x20080522  # <linux/capability.h>: the form of what follows
_ENTRIES = "lantoakit."


def main() -> int:
    """Read standard input as the order says; returns the exit code."""
    order = json.loads(os.environ.pop(ORDER))
    out = _own_output()
    signal.signal(signal.SIGTERM, _stop)
    fence(order["longest"], order["memory"], order["file_size"], parent=order["parent"])
    answer = _answer(order, _teller(out))
    out(answer)
    return 0


def _teller(out: Callable[[dict[str, Any]], None]) -> Callable[[int, int], None]:
    """Return what the kit calls with the page and the number of pages; only a page that was not told yet is written."""
    told: set[tuple[int, int]] = set()

    def tell(page: int, pages: int) -> None:
        if (page, pages) not in told:
            told.add((page, pages))
            out({"page": page, "pages": pages})

    return tell


def _answer(order: dict[str, Any], progress: Callable[[int, int], None]) -> dict[str, Any]:
    from lantoakit.documents import programs  # noqa: PLC0415 - within the fence
    from lantoakit.documents.errors import DocumentError, TooLarge  # noqa: PLC0415
    from lantoakit.documents.limits import Limits  # noqa: PLC0415

    programs.stay_within()
    try:
        limits = Limits(**order["limits"])
        data = sys.stdin.buffer.read(limits.size + 1)
        return {"result": _entry(order["entry"])(data, order["name"], limits, progress, **order["options"])}
    except DocumentError as error:
        return {"error": error.code, "message": str(error.message)}
    except MemoryError:
        return {"error": TooLarge.code, "message": TooLarge.default}


def _entry(name: str) -> Callable[..., Any]:
    """Return the kit's function of a name like "lantoakit.documents.sandbox:document"."""
    module, _, function = name.partition(":")
    if not module.startswith(_ENTRIES):
        raise ValueError(name)
    found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    return found


def _own_output() -> Callable[[dict[str, Any]], None]:
    """Return what writes a line to standard output; nobody else in this process can from now on."""
    descriptor = os.dup(1)
    os.dup2(2, 1)
    # Half of a letter, which UTF-8 does not have, becomes what JSON writes for it.
    stream = os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="\n")

    def write(line: dict[str, Any]) -> None:
        json.dump(line, stream, ensure_ascii=False, separators=(",", ":"))
        stream.write("\n")
        stream.flush()

    return write


def _stop(number: int, frame: object) -> NoReturn:
    """End in order, so that programs which were started end too."""
    sys.exit(128 + number)


def fence(seconds: float, memory: int, file_size: int, *, parent: int) -> None:
    """Limit this process: processor time, address space, size of written files, no core dumps, no network,
    no files but the system's and those of its own folder.

    What the machine does not offer is left out: Windows has none of it, network and files are cut off on Linux alone.
    """
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    # Of the memory only the soft limit: `programs` gives those of the machine more address space.
    _limit(resource.RLIMIT_AS, memory, hard=False)
    _limit(resource.RLIMIT_CPU, max(1, round(seconds)))
    _limit(resource.RLIMIT_FSIZE, file_size)
    _limit(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        _linux_fence(parent)


def _limit(what: int, most: int, *, hard: bool = True) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    _, highest = resource.getrlimit(what)
    if highest != resource.RLIM_INFINITY:
        most = min(most, highest)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (most, most if hard else highest))


def _linux_fence(parent: int) -> None:
    """Die with the parent, have and gain no rights, and leave files and network where the kernel lets an ordinary
    process do so.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEW_NETWORK) != 0 and libc.unshare(_NEW_USERS | _NEW_NETWORK) == 0:
        # Files keep their owner: this user is the only one of the new realm, under the same number.
        for name, content in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            with contextlib.suppress(OSError):
                Path("/proc/self", name).write_text(content, encoding="ascii")
    libc.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0)
    landlock.shut(os.environ["TMPDIR"])
    libc.capset((ctypes.c_uint32 * 2)(_CAPABILITIES, 0), (ctypes.c_uint32 * 6)())  # root may no more than others
    libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)  # last: a change of rights takes it back
    if os.getppid() != parent:
        sys.exit(128 + signal.SIGKILL)  # the parent died before this one could ask to be told


if __name__ == "__main__":
    sys.exit(main())
