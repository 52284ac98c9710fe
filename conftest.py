"""Fixtures of the whole suite."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import sqlite3
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from tests.once import made_once, run_folder

# Tests assert nothing about time: a busy machine is no fault of the code.
hypothesis.settings.register_profile("lantoa", deadline=None)
hypothesis.settings.load_profile("lantoa")

ROOT = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("LANTOA_SHARED", ROOT.parent / "shared"))
CHROMIUM = next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)
POSTGRES = os.environ.get("LANTOA_TEST_POSTGRES", "postgres://postgres@127.0.0.1/postgres")
REDIS = os.environ.get("LANTOA_TEST_REDIS", "redis://127.0.0.1:6379/15")


def postgres_is_missing() -> str | None:
    """Why tests marked `postgres` cannot run here; None where they can."""
    import psycopg

    absent = [program for program in ("pg_dump", "pg_restore") if not shutil.which(program)]
    if absent:
        return f"{absent[0]} is not installed (Debian: postgresql-client)"
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError:
        return f"no PostgreSQL answers at {POSTGRES} (Debian: postgresql; set LANTOA_TEST_POSTGRES)"
    return None


def redis_is_missing() -> str | None:
    """Why tests marked `redis` cannot run here; None where they can."""
    import redis

    if not shutil.which("redis-server"):
        return "redis-server is not installed (Debian: redis-server)"
    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=3).ping()
    except redis.RedisError:
        return f"no Redis answers at {REDIS} (Debian: redis-server; set LANTOA_TEST_REDIS)"
    return None


def tesseract_is_missing() -> str | None:
    """Why tests marked `tesseract` cannot run here; None where they can."""
    from lantoakit.documents.readers.scan import tesseract

    return None if tesseract.program() else "Tesseract is not installed (Debian: tesseract-ocr tesseract-ocr-vie)"


MISSING = {
    "shared": None if SHARED.is_dir() else f"the shared material is not at {SHARED} (set LANTOA_SHARED)",
    "browser": None if CHROMIUM else "Chromium is not installed (Debian: apt-get install chromium)",
    "office": None if shutil.which("soffice") else "LibreOffice is not installed (Debian: libreoffice-writer-nogui)",
    "postgres": postgres_is_missing(),
    "redis": redis_is_missing(),
    "tesseract": tesseract_is_missing(),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, saying so, what the machine cannot run; in CI nothing may skip, so there it fails."""
    for item in items:
        for marker, reason in MISSING.items():
            if reason and item.get_closest_marker(marker):
                if os.environ.get("CI"):
                    raise pytest.UsageError(f"in CI nothing may skip: {reason}")
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """pytest-django's database, migrated by one process of the run only: SQLite's others start from its copy."""
    from lantoa.operations.prepare import rare_collection

    def set_up() -> list[Any]:
        with rare_collection():
            return list(setup_databases(verbosity=0, interactive=False))

    made: list[list[Any]] = []

    def migrate(path: Path) -> None:
        made.append(set_up())
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            migrated = made_once(run_folder(tmp_path_factory) / "migrated.sqlite3", migrate)
            if not made:  # in memory: it is there as long as one connection is, and migrating finds all done
                name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]
                with closing(sqlite3.connect(name, uri=True)) as memory:
                    with closing(sqlite3.connect(migrated)) as copy:
                        copy.backup(memory)
                    made.append(set_up())
        else:
            made.append(set_up())
    yield
    with django_db_blocker.unblock():
        teardown_databases(made[0], verbosity=0)


@pytest.fixture
def commune(db: None) -> Any:
    """A commune with units and one person for every role."""
    from lantoa.org.testing import make_commune

    return make_commune()


@pytest.fixture
def other_commune(db: None) -> Any:
    """A second commune, whose people and objects are foreign to the first."""
    from lantoa.org.testing import make_commune

    return make_commune("xã Láng Giềng", prefix="other-")


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A client with a person signed in the way their role does (the second factor counted as given)."""

    def make(user: Any, client: Client | None = None) -> Client:
        client = client or Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session.update({"second_factor": True, "seen_at": time.time(), "idle_minutes": 15})
        session.save()
        return client

    return make


@pytest.fixture
def scratch_database() -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test's own, for tests marked `postgres`."""
    import psycopg
    from psycopg import sql

    name = f"lantoa_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        yield urlsplit(POSTGRES)._replace(path=f"/{name}").geturl()
        server.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


@pytest.fixture
def redis_address() -> str:
    """The address of the Redis database for tests marked `redis`, which empty it."""
    return REDIS


@pytest.fixture
def own_redis(free_port: int) -> Callable[[], AbstractContextManager[str]]:
    """Starts a Redis of this test's own, which stops with the context; started again it has the same address."""
    import redis

    @contextmanager
    def run() -> Iterator[str]:
        address = f"redis://127.0.0.1:{free_port}/0"
        command = ["redis-server", "--port", str(free_port), "--save", "", "--bind", "127.0.0.1"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
        deadline = time.monotonic() + 20
        try:
            while time.monotonic() < deadline:
                with suppress(redis.RedisError):
                    redis.Redis.from_url(address).ping()
                    break
                time.sleep(0.05)
            yield address
        finally:
            process.kill()
            process.wait()

    return run


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of a server that speaks S3's protocol and keeps its objects in memory."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server: str) -> dict[str, str]:
    """Settings of the environment for an empty bucket of this test's own."""
    import boto3

    keys = {"aws_access_key_id": "khoa", "aws_secret_access_key": "bi-mat", "region_name": "us-east-1"}
    name = f"tep-{uuid.uuid4().hex[:12]}"
    boto3.client("s3", endpoint_url=s3_server, **keys).create_bucket(Bucket=name)
    return {
        "LANTOA_S3_BUCKET": name,
        "LANTOA_S3_ENDPOINT": s3_server,
        "LANTOA_S3_ACCESS_KEY": keys["aws_access_key_id"],
        "LANTOA_S3_SECRET_KEY": keys["aws_secret_access_key"],
    }


@pytest.fixture
def use_bucket(settings: Any, bucket: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes the bucket the default storage, as settings.py does it; changes go by their short names."""
    from lantoa.config import storage

    def use(**changes: str) -> None:
        changed = {f"LANTOA_S3_{name.upper()}": text for name, text in changes.items()}
        for name, text in {**bucket, **changed}.items():
            monkeypatch.setenv(name, text)
        settings.STORAGES = {**settings.STORAGES, "default": storage.default()}

    return use


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def shared_path() -> Path:
    """The folder of the shared material, for tests marked `shared`."""
    return SHARED
