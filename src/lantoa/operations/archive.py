"""The archive itself: one ZIP whose `manifest.json` has the SHA-256 and size of every member."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import IO, Any

from lantoa.operations.problems import Problem

MANIFEST = "manifest.json"
CHUNK = 1 << 20
Read = Callable[[], IO[bytes]]
"""Opens something for reading."""


def reading(path: Path) -> Read:
    """Opens the file at `path`."""
    return lambda: path.open("rb")


def add(archive: zipfile.ZipFile, name: str, read: Read) -> dict[str, Any]:
    """Copy what `read` opens into the archive and say what was copied. Raises FileNotFoundError where it is gone."""
    digest, size = hashlib.sha256(), 0
    with read() as source, archive.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return {"sha256": digest.hexdigest(), "size": size}


def verify(source: Path) -> dict[str, Any]:
    """Read every member back and compare it with the manifest; returns the manifest. Raises Problem."""
    try:
        with zipfile.ZipFile(source) as archive:
            head = dict(json.loads(archive.read(MANIFEST)))
            if head.get("program") != "lantoa" or head.get("format") != 1:
                raise KeyError(MANIFEST)
            if set(archive.namelist()) != {MANIFEST, *head["members"]}:
                raise ValueError(MANIFEST)
            for name, entry in head["members"].items():
                with archive.open(name) as member:
                    if hash_of(member) != entry["sha256"]:
                        raise ValueError(name)
    except FileNotFoundError as error:
        raise Problem(f"Không thấy tệp {source}. Kiểm tra lại đường dẫn.") from error
    except KeyError as error:
        raise Problem(f"{source} không phải là bản sao lưu của Lan Tỏa. Chọn tệp do lantoa backup làm ra.") from error
    except (ValueError, zipfile.BadZipFile, EOFError, zipfile.LargeZipFile) as error:
        raise Problem(f"Bản sao lưu {source} bị hỏng ({error}). Dùng một bản sao lưu khác.") from error
    return head


def hash_of(stream: IO[bytes]) -> str:
    """SHA-256 of what is left in a stream, in hexadecimal."""
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def check_names(source: Path, head: dict[str, Any]) -> None:
    """Raises Problem for a member that would be written outside of where it belongs."""
    for name in head["members"]:
        parts = PurePosixPath(name).parts
        if ".." in parts or PurePosixPath(name).is_absolute() or (parts and ":" in parts[0]):
            raise Problem(f"Bản sao lưu {source} có đường dẫn lạ ({name}). Dùng một bản sao lưu khác.")


def unpack(source: Path, names: Iterable[str], head: dict[str, Any], folder: Path) -> None:
    """Write the named members below `folder` and read each of them back. Raises Problem."""
    with zipfile.ZipFile(source) as archive:
        for name in names:
            target = folder.joinpath(*PurePosixPath(name).parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as member, target.open("wb") as out:
                shutil.copyfileobj(member, out, CHUNK)
            target.chmod(0o600)
            with target.open("rb") as written:
                if hash_of(written) != head["members"][name]["sha256"]:
                    raise Problem(f"Ghi {target} xong đọc lại không giống bản sao lưu. Xem ổ đĩa, rồi phục hồi lại.")
