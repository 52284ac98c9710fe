"""`lantoa backup` and `lantoa restore`: database, files and secrets together in one verified ZIP.

The archive holds `manifest.json` (SHA-256 and size of every member, version, time), `database/…`, `files/…` and
`secrets.env`. The database is copied first and the files after it, so every file that the copy knows is in the archive.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from lantoa.operations import folder as data_folder
from lantoa.operations.problems import Problem

MANIFEST = "manifest.json"
SQLITE = "lantoa.sqlite3"
CHUNK = 1 << 20
FORMER = "lantoa-truoc-phuc-hoi.dump"
"""The database that a restore replaced, in the folder that keeps what was there before (PostgreSQL)."""
DROP_TABLES = """
do $$ declare name text; begin
  for name in select tablename from pg_tables where schemaname = current_schema() loop
    execute format('drop table %I cascade', name);
  end loop;
end $$
"""


def run_backup(options: argparse.Namespace) -> int:
    """Write and verify an archive; the installation may go on running meanwhile."""
    folder = Path(options.data).resolve()
    target = Path(options.file)
    if not folder.is_dir():
        raise Problem(f"Không thấy thư mục dữ liệu {folder}. Chỉ đúng thư mục: lantoa backup --data THƯ_MỤC {target}")
    count = backup(folder, target, database_url=os.environ.get("DATABASE_URL", ""))
    size = target.stat().st_size / 2**20
    sys.stdout.write(f"Đã sao lưu {count} tệp ({size:.1f} MB) vào {target} và kiểm lại từng tệp.\n")
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Verify an archive and put it in place; what was there before is kept beside it."""
    folder, source = Path(options.data).resolve(), Path(options.file)
    kept = restore(source, folder, database_url=os.environ.get("DATABASE_URL", ""))
    sys.stdout.write(f"Đã phục hồi dữ liệu vào {folder}.\n")
    if kept:
        sys.stdout.write(f"Dữ liệu trước đó được giữ ở {kept}.\n")
    return 0


def backup(folder: Path, target: Path, *, database_url: str = "") -> int:
    """Archive `folder` as `target`; returns the number of members. Raises Problem; a failed try leaves no file."""
    partial = target.with_name(target.name + ".partial")
    entries: dict[str, dict[str, Any]] = {}
    try:
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)  # it holds everything, the secrets too
        with (
            tempfile.TemporaryDirectory() as scratch,
            zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        ):
            for name, path in members(folder, Path(scratch), database_url):
                entries[name] = add(archive, name, path)
            head = {"program": "lantoa", "format": 1, "made_at": datetime.now(UTC).isoformat(), "members": entries}
            archive.writestr(MANIFEST, json.dumps(head, ensure_ascii=False, indent=1))
        verify(partial)
        partial.replace(target)
    except OSError as error:
        raise Problem(f"Không ghi được bản sao lưu {target}: {error.strerror or error}. Chọn ổ đĩa khác.") from error
    finally:
        partial.unlink(missing_ok=True)
    return len(entries)


def members(folder: Path, scratch: Path, database_url: str) -> Iterator[tuple[str, Path]]:
    """What goes into an archive, the database first."""
    if database_url:
        yield "database/lantoa.dump", dump_postgres(database_url, scratch / "lantoa.dump")
    else:
        database = folder / SQLITE
        if not database.exists():
            raise Problem(f"Trong {folder} chưa có cơ sở dữ liệu. Chạy lantoa start trước, rồi sao lưu.")
        copy = scratch / SQLITE
        with sqlite3.connect(database) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        yield f"database/{SQLITE}", copy
    secrets = folder / data_folder.SECRETS
    if secrets.exists():
        yield data_folder.SECRETS, secrets
    for path in sorted((folder / "files").rglob("*")):
        if path.is_file():
            yield f"files/{path.relative_to(folder / 'files').as_posix()}", path


def dump_postgres(database_url: str, target: Path) -> Path:
    """A dump by PostgreSQL's own program. Raises Problem where it is missing or fails."""
    postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target}", database_url=database_url)
    return target


def add(archive: zipfile.ZipFile, name: str, path: Path) -> dict[str, Any]:
    """Copy one file into the archive and say what was copied."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
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


def restore(source: Path, folder: Path, *, database_url: str = "") -> Path | None:
    """Unpack a verified archive in place of `folder`; returns where the former data are kept. Raises Problem."""
    head = verify(source)
    has_dump = "database/lantoa.dump" in head["members"]
    if has_dump != bool(database_url):
        raise Problem(
            "Bản sao lưu này là của PostgreSQL: đặt DATABASE_URL rồi phục hồi lại."
            if has_dump
            else "Bản sao lưu này là của SQLite: bỏ DATABASE_URL rồi phục hồi lại."
        )
    if folder.exists():
        data_folder.lock(folder).close()
    fresh = folder.with_name(f"{folder.name}.dang-phuc-hoi")
    shutil.rmtree(fresh, ignore_errors=True)
    data_folder.make(fresh)
    unpack(source, head, fresh)
    former = None
    if has_dump:
        former = dump_postgres(database_url, fresh / "database" / FORMER)
        load_postgres(database_url, fresh / "database" / "lantoa.dump")
        former = former if has_tables(former) else None
    else:
        (fresh / "database" / SQLITE).replace(fresh / SQLITE)
    kept = folder.with_name(f"{folder.name}.truoc-phuc-hoi-{datetime.now():%Y%m%d-%H%M%S}")
    if folder.exists():
        data_folder.lock(folder).close()
        folder.replace(kept)
    if former:
        kept.mkdir(mode=0o700, exist_ok=True)
        former.replace(kept / FORMER)
    shutil.rmtree(fresh / "database", ignore_errors=True)
    fresh.replace(folder)
    return kept if kept.exists() else None


def unpack(source: Path, head: dict[str, Any], folder: Path) -> None:
    """Write every member below `folder`; a member that would leave it is refused."""
    with zipfile.ZipFile(source) as archive:
        for name in head["members"]:
            parts = PurePosixPath(name).parts
            if ".." in parts or PurePosixPath(name).is_absolute() or (parts and ":" in parts[0]):
                raise Problem(f"Bản sao lưu {source} có đường dẫn lạ ({name}). Dùng một bản sao lưu khác.")
            target = folder.joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(name) as member, target.open("wb") as out:
                shutil.copyfileobj(member, out, CHUNK)
            target.chmod(0o600)


def load_postgres(database_url: str, dump: Path) -> None:
    """Put a dump in place of all tables, in one transaction. Raises Problem; the database is then as before.

    pg_restore's own --clean drops only what the dump knows, so tables that a later version added would be in the way.
    """
    script = dump.with_suffix(".sql")
    postgres("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(dump))
    postgres(
        "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction",
        f"--command={DROP_TABLES}", f"--file={script}", database_url=database_url,
    )  # fmt: skip


def has_tables(dump: Path) -> bool:
    """Whether there was anything in the database that was dumped."""
    return " TABLE " in postgres("pg_restore", "--list", str(dump))


def postgres(name: str, *options: str, database_url: str = "") -> str:
    """Run one of PostgreSQL's own programs; returns what it printed. Raises Problem where it is missing or fails.

    The password goes by the environment: a command line can be read by everybody on the machine.
    """
    program = shutil.which(name)
    if program is None:
        raise Problem(f"Chưa có {name} trên máy này. Cài gói postgresql-client rồi làm lại.")
    environment, command = dict(os.environ), [program, *options]
    if database_url:
        parts = urlsplit(database_url)
        if parts.password is not None:
            environment["PGPASSWORD"] = unquote(parts.password)
            parts = parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@"))
        command.append(f"--dbname={parts.geturl()}")
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)  # noqa: S603
    if done.returncode:
        raise Problem(f"{name} không chạy được: {done.stderr.strip()[:300]}")
    return done.stdout
