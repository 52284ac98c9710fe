"""PostgreSQL's own programs: a dump of everything, and a dump put in place of everything."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lantoa.operations.problems import Problem

DROP_TABLES = """
do $$ declare name text; begin
  for name in select tablename from pg_tables where schemaname = current_schema() loop
    execute format('drop table %I cascade', name);
  end loop;
end $$
"""


def dump_postgres(database_url: str, target: Path) -> Path:
    """A dump by PostgreSQL's own program. Raises Problem where it is missing or fails."""
    postgres("pg_dump", "--format=custom", "--no-owner", f"--file={target}", database_url=database_url)
    return target


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
