"""The data folder: where the database, the files and the secrets of one installation lie."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path
from typing import IO

from lantoa.operations import problems

NEEDED_MB = 200
SECRETS = "secrets.env"
LOCK = "lantoa.lock"


def make(folder: Path) -> Path:
    """Make the folder where it is missing and see that it can be written to. Raises Problem."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        raise problems.not_writable(str(folder)) from error
    free = shutil.disk_usage(folder).free // 2**20
    if free < NEEDED_MB:
        raise problems.disk_full(str(folder), free, NEEDED_MB)
    return folder.resolve()


def lock(folder: Path) -> IO[str]:
    """Take the folder for this process until it ends, however it ends. Raises Problem where another has it."""
    handle = (folder / LOCK).open("a+", encoding="ascii")
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        raise problems.already_running(str(folder)) from error
    return handle


def load_secrets(folder: Path) -> dict[str, str]:
    """The secrets of this installation, made at the first start and readable by its owner alone."""
    path = folder / SECRETS
    if not path.exists():
        partial = path.with_suffix(".partial")
        partial.touch(mode=0o600)
        partial.write_text(f"LANTOA_SECRET_KEY={secrets.token_urlsafe(48)}\n", encoding="ascii")
        partial.replace(path)
    return read_secrets(folder)


def read_secrets(folder: Path) -> dict[str, str]:
    """The secrets that lie in the folder; nothing is made."""
    path = folder / SECRETS
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    pairs = (line.split("=", 1) for line in lines if "=" in line)
    return {name.strip(): value.strip() for name, value in pairs}


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment in which the processes of this installation run; what is set outside wins over the folder's."""
    return _placed(folder, {**load_secrets(folder), **more, **os.environ})


def as_it_is(folder: Path) -> dict[str, str]:
    """The same for a command that may meet no installation there, and makes none."""
    return _placed(folder, {**read_secrets(folder), **os.environ})


def _placed(folder: Path, values: dict[str, str]) -> dict[str, str]:
    values["LANTOA_DATA"] = str(folder)
    values.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    return values
