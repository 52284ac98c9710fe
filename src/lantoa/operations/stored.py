"""Stored files on their way into an archive and back into a bucket."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from lantoa.operations.archive import CHUNK, hash_of
from lantoa.operations.problems import Problem

PREFIX = "files/"
"""Where stored files lie in an archive."""


def archived(head: dict[str, Any]) -> dict[str, str]:
    """The stored files of an archive: SHA-256 by their name in the store."""
    members = head["members"].items()
    return {name.removeprefix(PREFIX): entry["sha256"] for name, entry in members if name.startswith(PREFIX)}


def others(store: Any, head: dict[str, Any]) -> Iterator[str]:
    """Names in the store that an archive does not have."""
    from lantoa.shared.files import names

    known = archived(head)
    return (name for name in names(store) if name not in known)


def put_back(source: Path, head: dict[str, Any], store: Any, aside: Path) -> None:
    """Write an archive's files into the store and read each of them back.

    A file that is there with the same bytes is left; one with other bytes is copied below `aside` first. Raises Problem
    where what is read back differs, and FilesAway.
    """
    from django.core.files.base import File

    with zipfile.ZipFile(source) as archive:
        for name, sha256 in archived(head).items():
            if hash_stored(store, name) == sha256:
                continue
            if copy_aside(store, name, aside):
                store.delete(name)
            with archive.open(PREFIX + name) as member:
                store.save(name, File(member))
            if hash_stored(store, name) != sha256:
                raise Problem(f"Ghi tệp {name} vào kho xong đọc lại không giống bản sao lưu. Phục hồi lại.")


def copy_aside(store: Any, name: str, aside: Path) -> bool:
    """Copy a stored file below the folder `aside`; False where there is none of that name."""
    try:
        stored: IO[bytes] = store.open(name)
    except FileNotFoundError:
        return False
    target = aside / name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with stored, target.open("wb") as out:
        shutil.copyfileobj(stored, out, CHUNK)
    target.chmod(0o600)
    return True


def hash_stored(store: Any, name: str) -> str:
    """SHA-256 of a stored file; empty where there is none."""
    try:
        with store.open(name) as stored:
            return hash_of(stored)
    except FileNotFoundError:
        return ""
