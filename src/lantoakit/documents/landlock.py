"""Shutting this process, and all that it starts, out of the machine's files: Linux's Landlock, from kernel 5.19.

Afterwards it reads the system's programs and libraries, Python and the kit, and writes in one folder. Newer kernels
also keep it from TCP, from signals to processes outside, and always from looking into them. <linux/landlock.h>.
"""

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, of the same number on every machine
_VERSION, _BENEATH = 1, 1
_NO_NEW_RIGHTS = 38
_EXECUTE, _WRITE, _READ, _LIST = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE, _MAKE_SOCKET = 1 << 5, 1 << 9
_FIRST, _REFER, _TRUNCATE = (1 << 13) - 1, 1 << 13, 1 << 14
_TCP, _OUTSIDE = 0b11, 0b11  # bind and connect; abstract sockets and signals
_LEAST = 2  # the version from which files may be moved between folders
_SYSTEM = (
    "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/home/linuxbrew", "/proc", "/sys",
    "/etc/alternatives", "/etc/fonts", "/etc/group", "/etc/ld.so.cache", "/etc/libreoffice", "/etc/locale.alias",
    "/etc/localtime", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/papersize", "/etc/passwd",
    "/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice",
)  # fmt: skip
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_SOCKETS = "/tmp"  # noqa: S108 - where LibreOffice puts its own, whatever it is told
_PROGRAMS = ("soffice", "libreoffice", "tesseract")


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Path(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("at", ctypes.c_int32))


def version() -> int:
    """Return the kernel's version of Landlock, 0 where it has none."""
    return max(0, _kernel().syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)) if sys.platform == "linux" else 0


def shut(folder: str) -> bool:
    """Leave this process a folder to write in and the system to read; False where the kernel cannot."""
    known = version()
    if known < _LEAST:
        return False
    everything = _FIRST | _REFER | (_TRUNCATE if known >= 3 else 0)
    rules = _Rules(everything, _TCP if known >= 4 else 0, _OUTSIDE if known >= 6 else 0)
    size = 8 if known < 4 else 16 if known < 6 else 24
    libc = _kernel()
    ruleset = libc.syscall(_CREATE, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        for path in dict.fromkeys(_readable()):
            _allow(ruleset, path, _EXECUTE | _READ | _LIST)
        for device in _DEVICES:
            _allow(ruleset, device, (_READ | _WRITE | _TRUNCATE) & everything)
        _allow(ruleset, _SOCKETS, _MAKE_SOCKET | _REMOVE)
        _allow(ruleset, folder, everything)
        libc.prctl(_NO_NEW_RIGHTS, 1, 0, 0, 0)  # what the kernel asks for first
        return bool(libc.syscall(_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _kernel() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _readable() -> Iterator[str]:
    """Yield files and folders of the system, of Python and of the programs. Not where this process was started: that
    may be the folder of the server's data.
    """
    yield from _SYSTEM
    yield from (sys.prefix, sys.base_prefix, *filter(None, sys.path[1:]))
    if "TESSDATA_PREFIX" in os.environ:
        yield os.environ["TESSDATA_PREFIX"]
    for found in filter(None, map(shutil.which, _PROGRAMS)):
        home = Path(found).resolve().parent
        yield from (str(Path(found).parent), str(home))
        if home.name == "program":  # of LibreOffice: its libraries are beside it
            yield str(home.parent)


def _allow(ruleset: int, path: str, access: int) -> None:
    """Add a file or a folder, with all below it, to the rules; one that is not there is left out."""
    with contextlib.suppress(OSError):
        at = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            if not Path(path).is_dir():
                access &= _EXECUTE | _WRITE | _READ | _TRUNCATE
            rule = _Path(access, at)
            _kernel().syscall(_ADD, ruleset, _BENEATH, ctypes.byref(rule), 0)
        finally:
            os.close(at)
