"""What is backed up comes back byte for byte, and a damaged archive changes nothing."""

from __future__ import annotations

import os
import sqlite3
import zipfile

import pytest

from lantoa.operations.backup import backup, restore, verify
from lantoa.operations.problems import Problem


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    (folder / "files" / "evidence").mkdir(parents=True)
    (folder / "files" / "evidence" / "a.jpg").write_bytes(b"\xff\xd8 picture" * 1000)
    (folder / "secrets.env").write_text("LANTOA_SECRET_KEY=abc\n")
    with sqlite3.connect(folder / "lantoa.sqlite3") as db:
        db.execute("create table t (x)")
        db.execute("insert into t values ('Bến Đò')")
    db.close()
    return folder


def rows(folder):
    with sqlite3.connect(folder / "lantoa.sqlite3") as db:
        return db.execute("select x from t").fetchall()


def test_round_trip(data, tmp_path):
    archive = tmp_path / "b.zip"
    assert backup(data, archive) == 3
    if os.name == "posix":
        assert archive.stat().st_mode & 0o077 == 0, "it holds the secrets"
    target = tmp_path / "elsewhere"
    assert restore(archive, target) is None
    assert rows(target) == [("Bến Đò",)]
    assert (target / "files/evidence/a.jpg").read_bytes() == (data / "files/evidence/a.jpg").read_bytes()
    assert (target / "secrets.env").read_text() == "LANTOA_SECRET_KEY=abc\n"


def test_restoring_over_data_keeps_them(data, tmp_path):
    archive = tmp_path / "b.zip"
    backup(data, archive)
    (data / "files" / "later.txt").write_text("made after the backup")
    kept = restore(archive, data)
    assert kept is not None
    assert (kept / "files" / "later.txt").read_text() == "made after the backup"
    assert not (data / "files" / "later.txt").exists()


def test_a_backup_during_a_write_is_consistent(data, tmp_path):
    writer = sqlite3.connect(data / "lantoa.sqlite3")
    writer.execute("insert into t values ('not committed')")
    backup(data, tmp_path / "b.zip")
    writer.rollback()
    restore(tmp_path / "b.zip", tmp_path / "elsewhere")
    assert rows(tmp_path / "elsewhere") == [("Bến Đò",)]


def test_a_changed_member_is_found_and_nothing_is_touched(data, tmp_path):
    archive, bad = tmp_path / "b.zip", tmp_path / "bad.zip"
    backup(data, archive)
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            target.writestr(name, body[:-1] + b"?" if name.endswith(".jpg") else body)
    with pytest.raises(Problem, match="bị hỏng"):
        restore(bad, data)
    assert rows(data) == [("Bến Đò",)]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "Không thấy tệp"),  # a wrong path
        (b"", "bị hỏng"),  # a copy that was cut off at once
        (b"PK\x03\x04 not really", "bị hỏng"),  # a file that only begins like an archive
    ],
)
def test_what_is_no_archive_is_refused(tmp_path, content, says):
    path = tmp_path / "x.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Problem, match=says):
        verify(path)


def test_another_program_s_zip_is_refused(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "hello")
    with pytest.raises(Problem, match="không phải là bản sao lưu"):
        verify(path)


def test_an_empty_folder_says_what_to_do(tmp_path):
    with pytest.raises(Problem, match="lantoa start"):
        backup(tmp_path, tmp_path / "b.zip")
    assert not list(tmp_path.glob("b.zip*"))
