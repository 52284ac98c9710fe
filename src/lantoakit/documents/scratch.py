"""Folders for what programs write while a file is read: made and removed by who wants the file read, not by who reads.

Where even the guard of a reading was killed, its folder stays with the paper in it; `sweep` removes such folders.
"""

import contextlib
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from lantoakit.documents.guard import remove

if os.name != "nt":
    import fcntl

PREFIX = "lantoa-read-"
YOUNG_SECONDS = 60.0
"""A folder may be so old before its owner has locked it."""
LEFT_SECONDS = 86_400.0
"""A folder without a file of its owner is left behind when it is so old: longer than any reading takes."""
_OWNER = ".owner"


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Yield a folder for one reading, which only this user can open; it is removed at the end, whatever is in it."""
    made = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with (made / _OWNER).open("wb") as owner:
            _locked(owner)
            yield made
    finally:
        remove(made)


def sweep() -> int:
    """Remove folders of readings whose owner is gone without having removed them; returns how many."""
    swept = 0
    for found in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _is_left(found):
            remove(found)
            swept += 1
    return swept


def _is_left(found: Path) -> bool:
    """Whether a folder is this user's own, and nobody holds it."""
    try:
        status = found.lstat()
        if not stat.S_ISDIR(status.st_mode) or (os.name != "nt" and status.st_uid != os.getuid()):
            return False
        age = time.time() - status.st_mtime
        if age < YOUNG_SECONDS:
            return False
        if os.name == "nt":
            (found / _OWNER).unlink()  # refused while it is open
            return True
        with (found / _OWNER).open("rb") as owner:
            return _locked(owner)
    except FileNotFoundError:
        return age > LEFT_SECONDS
    except OSError:
        return False


def _locked(owner: IO[bytes]) -> bool:
    """Lock a file until it is closed, be it by the end of this process; False where another process holds it."""
    if os.name != "nt":
        try:
            fcntl.flock(owner, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True
