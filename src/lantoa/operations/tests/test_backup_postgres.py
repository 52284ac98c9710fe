"""PostgreSQL's own programs, as backup and restore call them."""

from __future__ import annotations

import subprocess
from typing import Any

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lantoa.operations.backup import FORMER, FORMER_FILES, backup, restore
from lantoa.operations.folder import lock
from lantoa.operations.postgres import load_postgres
from lantoa.operations.problems import Problem
from lantoa.shared.files import names

pytestmark = pytest.mark.postgres


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "a.jpg").write_bytes(b"\xff\xd8 picture")
    (folder / "secrets.env").write_text("LANTOA_SECRET_KEY=abc\n")
    return folder


def ask(address: str, statement: str) -> list[Any]:
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute(statement)
        return found.fetchall() if found.description else []


def test_round_trip_over_what_a_later_version_made(data, tmp_path, scratch_database):
    ask(scratch_database, "create table t (x text primary key); insert into t values ('Bến Đò')")
    archive = tmp_path / "b.zip"
    assert backup(data, archive, database_url=scratch_database) == 3
    ask(scratch_database, "insert into t values ('later'); create table u (x text references t)")
    kept = restore(archive, data, database_url=scratch_database)
    assert ask(scratch_database, "select x from t") == [("Bến Đò",)]
    assert ask(scratch_database, "select tablename from pg_tables where schemaname = 'public'") == [("t",)]
    assert (data / "files" / "a.jpg").read_bytes() == b"\xff\xd8 picture"
    assert (data / "secrets.env").read_text() == "LANTOA_SECRET_KEY=abc\n"
    assert not (data / "database").exists()
    assert kept is not None
    assert (kept / "files" / "a.jpg").exists()
    load_postgres(scratch_database, kept / FORMER)
    assert ask(scratch_database, "select x from t") == [("Bến Đò",), ("later",)]


def test_into_an_empty_database_on_another_machine(data, tmp_path, scratch_database):
    ask(scratch_database, "create table t (x text)")
    backup(data, tmp_path / "b.zip", database_url=scratch_database)
    ask(scratch_database, "drop table t")
    assert restore(tmp_path / "b.zip", tmp_path / "elsewhere", database_url=scratch_database) is None
    assert ask(scratch_database, "select count(*) from t") == [(0,)]


def test_a_dump_that_does_not_load_changes_nothing(data, tmp_path, scratch_database):
    ask(scratch_database, "create table t (x text)")
    backup(data, tmp_path / "b.zip", database_url=scratch_database)
    ask(scratch_database, "create view v as select 1 as one; drop table t; create view t as select 2 as two")
    with pytest.raises(Problem, match="psql không chạy được"):
        restore(tmp_path / "b.zip", data, database_url=scratch_database)
    assert ask(scratch_database, "select two from t") == [(2,)]
    assert (data / "files" / "a.jpg").exists()


def test_a_dump_that_does_not_load_loses_nothing_of_a_bucket_and_can_be_tried_again(
    data, tmp_path, scratch_database, use_bucket
):
    use_bucket()
    default_storage.save("evidence/a.jpg", ContentFile(b"a"))
    ask(scratch_database, "create table t (x text)")
    backup(data, tmp_path / "b.zip", database_url=scratch_database, bucket=default_storage)
    default_storage.delete("evidence/a.jpg")
    default_storage.save("evidence/later.jpg", ContentFile(b"later"))
    ask(scratch_database, "create view v as select 1 as one; drop table t; create view t as select 2 as two")
    with pytest.raises(Problem, match="psql không chạy được"):
        restore(tmp_path / "b.zip", data, database_url=scratch_database, bucket=default_storage)
    assert default_storage.exists("evidence/later.jpg")
    ask(scratch_database, "drop view t; drop view v")
    kept = restore(tmp_path / "b.zip", data, database_url=scratch_database, bucket=default_storage)
    assert list(names(default_storage)) == ["evidence/a.jpg"]
    assert kept is not None
    assert (kept / FORMER_FILES / "evidence" / "later.jpg").read_bytes() == b"later"


def test_a_running_installation_is_left_alone(data, tmp_path, scratch_database):
    ask(scratch_database, "create table t (x text)")
    backup(data, tmp_path / "b.zip", database_url=scratch_database)
    ask(scratch_database, "insert into t values ('later')")
    with lock(data), pytest.raises(Problem, match="đang chạy"):
        restore(tmp_path / "b.zip", data, database_url=scratch_database)
    assert ask(scratch_database, "select x from t") == [("later",)]


def test_a_server_that_does_not_answer_is_said(data, tmp_path):
    with pytest.raises(Problem, match="pg_dump không chạy được"):
        backup(data, tmp_path / "b.zip", database_url="postgres://nobody@127.0.0.1:1/none")
    assert not list(tmp_path.glob("b.zip*"))


def test_archives_of_the_other_kind_of_database_are_refused(data, tmp_path, scratch_database):
    backup(data, tmp_path / "b.zip", database_url=scratch_database)
    with pytest.raises(Problem, match="đặt DATABASE_URL"):
        restore(tmp_path / "b.zip", data)


def test_the_password_is_not_on_the_command_line(data, tmp_path, monkeypatch):
    commands = []

    def note(command, env, **_options):
        commands.append((command, env["PGPASSWORD"]))
        return subprocess.CompletedProcess(command, 1, "", "no")

    monkeypatch.setattr(subprocess, "run", note)
    with pytest.raises(Problem):
        backup(data, tmp_path / "b.zip", database_url="postgres://lantoa:b%40t-m%E1%BA%ADt@db/lantoa?sslmode=require")
    (command, password) = commands[0]
    assert command[-1] == "--dbname=postgres://lantoa@db/lantoa?sslmode=require"
    assert password == "b@t-mật"
