"""The engine on this machine's disk, so that a process that starts answers at once.

`LANTOA_DATA/index/<format>-<n>/` holds a whole engine and `about.json`: how far into the log of changes it goes, and
the SHA-256 of every file. It is written beside and put in place by one renaming, and it is derived: whoever finds none,
one of another format, or a damaged one builds anew.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from lantoa.library.knowledge import Position
from lantoakit.retrieval.engine import Engine

logger = logging.getLogger(__name__)

FORMAT = 1
"""Raise it where what is written here, or what is kept of a source or passage, changes its form."""
LEFT_AFTER = 3600.0
"""Seconds after which one that was not finished never will be."""
ABOUT, ENGINE = "about.json", "engine"
_UNDER_WAY = "moi-"


@dataclass(frozen=True, slots=True)
class Kept:
    """An engine off the shelf: how far it knows the log, how many passages it holds."""

    engine: Engine
    position: Position
    passages: int


def folder() -> Path:
    """Where the engines of this machine lie."""
    return Path(settings.DATA) / "index"


def keep(engine: Engine, position: Position, passages: int) -> Path:
    """Write an engine and put it in place; older ones go. Raises OSError."""
    base = folder()
    base.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=_UNDER_WAY, dir=base))
    try:
        engine.save(made / ENGINE)
        about = {"log": _plain(position), "passages": passages, "files": dict(_digests(made))}
        (made / ABOUT).write_text(json.dumps(about), encoding="utf-8")
        target = _put_in_place(made)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    for old in _found()[1:]:  # what was deleted is not to lie on a disk for long; who was reading it builds anew
        shutil.rmtree(old, ignore_errors=True)
    return target


def take() -> Kept | None:
    """The newest engine that is whole; None where there is none."""
    for path in _found():
        try:
            about = _whole(path)
            return Kept(Engine.load(path / ENGINE), _position(about["log"]), int(about["passages"]))
        except Exception:  # whatever is wrong with it: it is only derived
            logger.warning("the index in %s is damaged; another is made", path, exc_info=True)
            with suppress(OSError):
                (path / ABOUT).unlink(missing_ok=True)
    return None


def position() -> Position | None:
    """How far the newest engine knows the log; None where there is none, or a process found it damaged.

    Its files are not looked at, which takes as long as reading all of them: who takes it up does that.
    """
    for path in _found()[:1]:
        try:
            return _position(_about(path)["log"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
    return None


def _found() -> list[Path]:
    """Engines of this format, the newest first."""
    numbers = [(_number(path), path) for path in folder().glob(f"{FORMAT}-*")]
    return [path for number, path in sorted(numbers, reverse=True) if number]


def _number(path: Path) -> int:
    raw = path.name.partition("-")[2]
    return int(raw) if raw.isdecimal() else 0


def _put_in_place(made: Path) -> Path:
    """Rename a finished folder to the next number; another process may take that number at the same moment."""
    number = max((_number(path) for path in _found()), default=0)
    for tried in range(1, 50):
        target = folder() / f"{FORMAT}-{number + tried}"
        try:
            return made.rename(target)
        except OSError:
            if not target.exists():
                raise
    raise FileExistsError(target)


def sweep() -> None:
    """Remove what a killed process left under way, and engines of other formats."""
    known, long_ago = set(_found()[:1]), time.time() - LEFT_AFTER
    for path in folder().glob("*"):
        is_under_way = path.name.startswith(_UNDER_WAY) and path.stat().st_mtime > long_ago
        if path not in known and not is_under_way:
            shutil.rmtree(path, ignore_errors=True)


def _digests(path: Path) -> Iterator[tuple[str, str]]:
    """Every file of an engine with its SHA-256, by its place below `path`."""
    for file in sorted(path.rglob("*")):
        if file.is_file() and file.name != ABOUT:
            with file.open("rb") as stream:
                yield file.relative_to(path).as_posix(), hashlib.file_digest(stream, "sha256").hexdigest()


def _whole(path: Path) -> dict[str, Any]:
    """What is said of an engine, each of whose files is as it was written. Raises OSError, ValueError, KeyError."""
    about = _about(path)
    if dict(_digests(path)) != about["files"]:
        raise ValueError("a file is not as it was written")
    return about


def _about(path: Path) -> dict[str, Any]:
    about: dict[str, Any] = json.loads((path / ABOUT).read_text(encoding="utf-8"))
    return about


def _plain(position: Position) -> dict[str, Any]:
    at = position.at.isoformat() if position.at else None
    return {"last": position.last, "at": at, "missing": [list(pair) for pair in position.missing]}


def _position(plain: dict[str, Any]) -> Position:
    at = datetime.fromisoformat(plain["at"]) if plain["at"] else None
    return Position(int(plain["last"]), at, tuple((int(number), float(since)) for number, since in plain["missing"]))
