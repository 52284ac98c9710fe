"""Putting a restored data folder in the place of the one that is there, and back again where something fails.

Usually the folder itself is renamed. A mount point (a volume of a container, a disk of its own) cannot be, nor can a
folder whose parent may not be written to: there the contents change places, within the folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lantoa.operations import problems
from lantoa.operations.folder import LOCK

MOUNTS = Path("/proc/self/mountinfo")
FRESH = "dang-phuc-hoi"
KEPT = "truoc-phuc-hoi"
SWAPPING = f".{FRESH}-do-dang"
"""A file in the data folder while contents change places; it names where the former ones go."""
NOT_OURS = (f".{FRESH}", f"{KEPT}-", "lost+found", LOCK)
"""How names in a data folder begin that stay where they are when its contents change places."""


@dataclass(frozen=True, slots=True)
class Places:
    """`folder` is the data folder, `fresh` where the new one is made ready, `kept` where the former one goes."""

    folder: Path
    fresh: Path
    kept: Path

    @property
    def within(self) -> bool:
        return self.fresh.parent == self.folder

    def swap(self) -> None:
        """What is in `fresh` becomes the data folder, what was there becomes `kept`. All or nothing; raises
        Problem."""
        self._change(self.fresh, self.kept)

    def back(self) -> None:
        """Undo `swap`."""
        self._change(self.kept, self.fresh)

    def _change(self, new: Path, old: Path) -> None:
        moves = list(self._moves(new, old))
        done: list[tuple[Path, Path]] = []
        halved = marked(self.folder)
        try:
            if self.within:
                old.mkdir(mode=0o700, exist_ok=True)
                mark(self.folder, self.kept.name)
            for source, target in moves:
                source.replace(target)
                done.append((source, target))
        except BaseException as error:  # Ctrl-C too: half a folder is none
            for source, target in reversed(done):
                target.replace(source)
            if self.within:
                mark(self.folder, halved)
            if isinstance(error, OSError):
                raise problems.not_replaced(str(self.folder), error.strerror or str(error)) from error
            raise
        if self.within:
            new.rmdir()
            mark(self.folder, "")

    def _moves(self, new: Path, old: Path) -> Iterator[tuple[Path, Path]]:
        if self.within:
            yield from ((entry, old / entry.name) for entry in contents(self.folder))
            yield from ((entry, self.folder / entry.name) for entry in sorted(new.iterdir()))
        else:
            if self.folder.exists():
                yield self.folder, old
            if new.exists():
                yield new, self.folder


def mark(folder: Path, kept: str) -> None:
    """Say on the disk, for after a power cut, that contents are on their way to the folder `kept`; empty: no more."""
    path = folder / SWAPPING
    if not kept:
        path.unlink(missing_ok=True)
        return
    with path.open("w", encoding="utf-8") as file:
        file.write(kept)
        file.flush()
        os.fsync(file.fileno())


def marked(folder: Path) -> str:
    """Where contents were on their way to when a restore was broken off; empty where none was."""
    path = folder / SWAPPING
    return path.read_text(encoding="utf-8") if path.exists() else ""


def check_whole(folder: Path) -> None:
    """Raises Problem where the power failed while the contents of this folder changed places: half of each is no
    installation."""
    if kept := marked(folder):
        raise problems.half_restored(str(folder), str(folder / kept))


def places(folder: Path) -> Places:
    """Where a restore into `folder` works. Raises Problem where something below it is mounted by itself: that would
    stay behind."""
    for entry in contents(folder) if folder.is_dir() else ():
        if is_mount(entry):
            raise problems.mounted_below(str(entry))
    name = f"{KEPT}-{datetime.now():%Y%m%d-%H%M%S}"
    if folder.is_dir() and (is_mount(folder) or not os.access(folder.parent, os.W_OK)):
        return Places(folder, folder / f".{FRESH}", _free(folder / name))
    return Places(folder, folder.with_name(f"{folder.name}.{FRESH}"), _free(folder.with_name(f"{folder.name}.{name}")))


def _free(path: Path) -> Path:
    """The path, with a number where there is one of that name: two restores in one second."""
    number, free = 2, path
    while free.exists():
        number, free = number + 1, path.with_name(f"{path.name}-{number}")
    return free


def contents(folder: Path) -> list[Path]:
    """What belongs to the installation in its data folder."""
    return sorted(entry for entry in folder.iterdir() if not entry.name.startswith(NOT_OURS))


def is_mount(path: Path) -> bool:
    """Whether something is mounted there, a folder of the same disk too, which os.path.ismount does not see."""
    if os.path.ismount(path):
        return True
    if not MOUNTS.exists():
        return False
    named = (line.split(" ")[4] for line in MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines())
    return str(path) in {re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), name) for name in named}
