"""Bringing an installation up to this version: database, cache table, static files, sample. Run as a child process.

    python -m lantoa.operations.prepare [--sample | --no-sample] [--refuse-sample]

Prints one JSON object: `fresh` (whether the database was empty), `migrated` (names of the steps applied), `first_run`
(whether there is no organisation yet), `sign_ins` (of the sample, where it is there).
"""

from __future__ import annotations

import argparse
import errno
import gc
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from lantoa.config.environment import value
from lantoa.operations import problems
from lantoa.shared.redis import patient

STAMP = ".static-version"


def main(argv: list[str] | None = None) -> int:
    """Prepare, print what was found, return the exit code (2 with a sentence on stderr for a Problem)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", action=argparse.BooleanOptionalAction, help="make the sample; --no-sample: never")
    parser.add_argument("--refuse-sample", action="store_true")
    options = parser.parse_args(argv)
    try:
        see_servers()
        with explained():
            found = prepare(sample=options.sample, refuse_sample=options.refuse_sample)
    except problems.Problem as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write(json.dumps(found, ensure_ascii=False))
    return 0


def see_servers() -> None:
    """Load Django and see that the servers which the settings name answer. Raises Problem."""
    with explained():
        set_up()
        from django.db import connection

        connection.ensure_connection()
        reach_redis()
        reach_files()


def set_up() -> None:
    """Load Django. Raises Problem for a variable of the environment that cannot be taken."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        raise problems.wrong_settings(str(error)) from error


@contextmanager
def explained() -> Iterator[None]:
    """Turn what the machine or the servers lack into a Problem; what is our own fault passes."""
    from django.db import OperationalError

    from lantoa.shared.files import FilesAway

    try:
        yield
    except FilesAway as error:
        raise problems.files_away(where_files_are(), error) from error
    except OperationalError as error:
        if "locked" in str(error):
            raise problems.database_locked() from error
        if "full" in str(error):
            raise problems.database_full() from error
        raise problems.database_unreachable(str(error)) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise problems.database_full() from error
        raise


def reach_redis() -> None:
    """Raises Problem where the server that REDIS_URL names does not answer."""
    if not value("REDIS_URL"):
        return
    import redis

    try:
        redis.Redis.from_url(patient(value("REDIS_URL"))).ping()
    except (redis.RedisError, ValueError) as error:
        raise problems.redis_unreachable(str(error)) from error


def reach_files() -> None:
    """Raises FilesAway where a file cannot be written to the store, or everybody could read it."""
    from django.core.files.storage import default_storage

    from lantoa.shared.files import try_out

    try_out(default_storage)


def where_files_are() -> str:
    """The bucket and its server, or the folder: for who has the terminal of the server."""
    if bucket := value("LANTOA_S3_BUCKET"):
        return f"{bucket}, {value('LANTOA_S3_ENDPOINT') or 'Amazon S3'}"
    return str(value("LANTOA_DATA") / "files")


def prepare(*, sample: bool | None, refuse_sample: bool) -> dict[str, Any]:
    """Migrate (after a copy of an older SQLite database), collect static files, make the sample where asked.

    `sample` None leaves open whether this installation is to have one. Raises Problem.
    """
    fresh, migrated = migrate()
    collect_static()
    from lantoa.demo import sample as demo
    from lantoa.org.models import Organisation

    if sample is not None:
        demo.make_if_wanted(empty=not sample)
    if refuse_sample and (open_names := demo.open_sign_ins()):
        raise problems.sample_is_open(open_names)
    first_run = not Organisation.objects.exists()
    return {
        "fresh": fresh,
        "migrated": migrated,
        "first_run": first_run,
        "first_run_code": first_run_code() if first_run else "",
        "sign_ins": demo.sign_ins(),
    }


def first_run_code() -> str:
    """A new one-time code for the page of the first run; only its hash is stored."""
    from lantoa.org.services import first_run

    return first_run.new_code()


def migrate() -> tuple[bool, list[str]]:
    """Apply what is missing; returns whether the database was empty, and the steps. Raises Problem for newer data."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    known = set(executor.loader.disk_migrations)
    unknown = [f"{app}.{name}" for app, name in applied - known if any(app == other for other, _ in known)]
    if unknown:
        raise problems.newer_schema(unknown)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    steps = [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
    if steps and applied and connection.vendor == "sqlite":
        copy_before_migration(Path(settings.DATABASES["default"]["NAME"]))
    if steps:
        with rare_collection():
            call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return not applied, steps if applied else []


@contextmanager
def rare_collection() -> Iterator[None]:
    """Collect garbage seldom: Django draws every model anew at each step, and a third of the time would go there.

    Costs about 60 MB for as long as it lasts.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def copy_before_migration(database: Path) -> Path:
    """A consistent copy of the database beside it, named by the time."""
    import sqlite3

    target = database.with_name(f"{database.stem}-truoc-nang-cap-{datetime.now():%Y%m%d-%H%M%S}.sqlite3")
    with sqlite3.connect(database) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
    return target


def collect_static() -> None:
    """Collect static files when the program's version or files changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    stamp, now = root / STAMP, fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return
    shutil.rmtree(root, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now, encoding="ascii")


def fingerprint() -> str:
    """Names, sizes and times of all static files, as one hash."""
    import hashlib

    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            digest.update(f"{name}:{storage.size(name)}:{storage.get_modified_time(name).timestamp()}".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
