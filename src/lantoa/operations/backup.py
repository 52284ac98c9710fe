"""`lantoa backup` and `lantoa restore`: database, files and secrets together in one verified ZIP.

The archive holds `manifest.json` (SHA-256 and size of every member, version, time), `database/…`, `files/…` and
`secrets.env`. The database is copied first and the files after it, so every file that the copy knows is in the archive.
Whether files lie on the disk or in a bucket, the archive is the same: it is also the way from the one to the other.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from lantoa.operations import folder as data_folder
from lantoa.operations import prepare, stored, swap
from lantoa.operations.archive import MANIFEST, Read, add, check_names, reading, unpack, verify
from lantoa.operations.postgres import dump_postgres, has_tables, load_postgres
from lantoa.operations.problems import Problem

SQLITE = "lantoa.sqlite3"
DATABASE = "database"
"""Folder of the database in an archive."""
FORMER = "lantoa-truoc-phuc-hoi.dump"
"""The database that a restore replaced, in the folder that keeps what was there before (PostgreSQL)."""
FORMER_FILES = "tep-truoc-phuc-hoi"
"""The same for files of a bucket: those that the archive did not have, or had otherwise."""


def run_backup(options: argparse.Namespace) -> int:
    """Write and verify an archive; the installation may go on running meanwhile."""
    folder = Path(options.data).resolve()
    target = Path(options.file)
    if not folder.is_dir():
        raise Problem(f"Không thấy thư mục dữ liệu {folder}. Chỉ đúng thư mục: lantoa backup --data THƯ_MỤC {target}")
    database_url, bucket = places(folder)
    with prepare.explained():
        count = backup(folder, target, database_url=database_url, bucket=bucket)
    size = target.stat().st_size / 2**20
    sys.stdout.write(f"Đã sao lưu {count} tệp ({size:.1f} MB) vào {target} và kiểm lại từng tệp.\n")
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Verify an archive and put it in place; what was there before is kept beside it."""
    folder, source = Path(options.data).resolve(), Path(options.file)
    database_url, bucket = places(folder)
    with prepare.explained():
        kept = restore(source, folder, database_url=database_url, bucket=bucket)
    sys.stdout.write(f"Đã phục hồi dữ liệu vào {folder}.\n")
    if kept:
        sys.stdout.write(f"Dữ liệu trước đó được giữ ở {kept}.\n")
    return 0


def places(folder: Path) -> tuple[str, Any]:
    """Where the data of an installation are besides its folder: the address of its database, empty for SQLite, and the
    store of its bucket, None where files lie in the folder. Raises Problem."""
    os.environ.update(data_folder.as_it_is(folder))
    prepare.set_up()
    from django.core.files.storage import default_storage

    return os.environ.get("DATABASE_URL", ""), default_storage if os.environ.get("LANTOA_S3_BUCKET") else None


def backup(folder: Path, target: Path, *, database_url: str = "", bucket: Any = None) -> int:
    """Archive `folder` as `target`; returns the number of members. Raises Problem, and FilesAway for the bucket; a
    failed try leaves no file."""
    partial_file = target.with_name(target.name + ".partial")
    entries: dict[str, dict[str, Any]] = {}
    try:
        partial_file.unlink(missing_ok=True)
        partial_file.touch(mode=0o600)  # it holds everything, the secrets too
        with (
            tempfile.TemporaryDirectory() as scratch,
            zipfile.ZipFile(partial_file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        ):
            for name, read in members(folder, Path(scratch), database_url, bucket):
                with suppress(FileNotFoundError):  # evidence that was erased since the database was copied
                    entries[name] = add(archive, name, read)
            head = {"program": "lantoa", "format": 1, "made_at": datetime.now(UTC).isoformat(), "members": entries}
            archive.writestr(MANIFEST, json.dumps(head, ensure_ascii=False, indent=1))
        verify(partial_file)
        partial_file.replace(target)
    except OSError as error:
        raise Problem(f"Không ghi được bản sao lưu {target}: {error.strerror or error}. Chọn ổ đĩa khác.") from error
    finally:
        partial_file.unlink(missing_ok=True)
    return len(entries)


def members(folder: Path, scratch: Path, database_url: str, bucket: Any) -> Iterator[tuple[str, Read]]:
    """What goes into an archive, the database first."""
    from lantoa.shared.files import Disk, names

    if database_url:
        yield f"{DATABASE}/lantoa.dump", reading(dump_postgres(database_url, scratch / "lantoa.dump"))
    else:
        yield f"{DATABASE}/{SQLITE}", reading(copy_sqlite(folder, scratch / SQLITE))
    secrets = folder / data_folder.SECRETS
    if secrets.exists():
        yield data_folder.SECRETS, reading(secrets)
    store = bucket or Disk(location=folder / "files")
    for name in names(store):
        yield stored.PREFIX + name, partial(store.open, name)


def copy_sqlite(folder: Path, copy: Path) -> Path:
    """A consistent copy of the database. Raises Problem where there is none."""
    database = folder / SQLITE
    if not database.exists():
        raise Problem(f"Trong {folder} chưa có cơ sở dữ liệu. Chạy lantoa start trước, rồi sao lưu.")
    with sqlite3.connect(database) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy


def restore(source: Path, folder: Path, *, database_url: str = "", bucket: Any = None) -> Path | None:
    """Put a verified archive in place of `folder`, its files into the bucket where there is one.

    Returns where the former data are kept. All is written and read back before anything that is there is touched; a
    try that failed can be repeated. Raises Problem, and FilesAway for the bucket.
    """
    head = verify(source)
    check_names(source, head)
    check_database(head, database_url)
    if folder.exists():
        data_folder.lock(folder).close()
    where = swap.places(folder)
    shutil.rmtree(where.fresh, ignore_errors=True)
    data_folder.make(where.fresh)
    aside = where.kept.with_name(f"{where.kept.name}-tep")
    on_disk = [name for name in head["members"] if not (bucket and name.startswith(stored.PREFIX))]
    unpack(source, on_disk, head, where.fresh)
    others: list[str] = []
    if bucket:
        stored.put_back(source, head, bucket, aside)
        others = [name for name in stored.others(bucket, head) if stored.copy_aside(bucket, name, aside)]
    put_in_place(where, database_url, {FORMER_FILES: aside if aside.exists() else None})
    for name in others:
        bucket.delete(name)
    return where.kept if where.kept.exists() else None


def put_in_place(where: swap.Places, database_url: str, former: dict[str, Path | None]) -> None:
    """Folder and database together: the folder first, since it can be changed back where the database does not load.

    `former` is kept by its name beside what was in the folder.
    """
    dump = make_database_ready(where.fresh, database_url)
    if where.folder.exists():
        data_folder.lock(where.folder).close()
    where.swap()
    if database_url:
        try:
            load_postgres(database_url, where.folder / DATABASE / "lantoa.dump")
        except BaseException:
            where.back()
            raise
    for name, path in {**former, FORMER: where.folder / DATABASE / FORMER if dump else None}.items():
        if path is not None:
            where.kept.mkdir(mode=0o700, exist_ok=True)
            path.replace(where.kept / name)
    shutil.rmtree(where.folder / DATABASE, ignore_errors=True)
    if where.within and not any(where.kept.iterdir()):
        where.kept.rmdir()


def check_database(head: dict[str, Any], database_url: str) -> None:
    """Raises Problem where the archive's database is of another kind than the one in use."""
    has_dump = f"{DATABASE}/lantoa.dump" in head["members"]
    if has_dump != bool(database_url):
        raise Problem(
            "Bản sao lưu này là của PostgreSQL: đặt DATABASE_URL rồi phục hồi lại."
            if has_dump
            else "Bản sao lưu này là của SQLite: bỏ DATABASE_URL rồi phục hồi lại."
        )


def make_database_ready(fresh: Path, database_url: str) -> bool:
    """Put an unpacked SQLite database at its place in `fresh`, or dump the PostgreSQL one that is to be replaced beside
    the unpacked one. Returns whether there was anything to dump."""
    if database_url:
        return has_tables(dump_postgres(database_url, fresh / DATABASE / FORMER))
    (fresh / DATABASE / SQLITE).replace(fresh / SQLITE)
    return False
