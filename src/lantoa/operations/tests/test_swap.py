"""Restoring into a folder that cannot be renamed: a mount point, a volume of a container."""

from __future__ import annotations

import errno
import sqlite3
import subprocess
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from lantoa.operations import start, swap
from lantoa.operations.backup import FORMER, backup, restore
from lantoa.operations.problems import Problem


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "a.jpg").write_bytes(b"\xff\xd8 picture")
    (folder / "secrets.env").write_text("LANTOA_SECRET_KEY=abc\n")
    write(folder, "as archived")
    return folder


def write(folder: Path, words: str) -> None:
    with sqlite3.connect(folder / "lantoa.sqlite3") as db:
        db.execute("create table if not exists t (x)")
        db.execute("insert into t values (?)", [words])
    db.close()


def rows(folder: Path) -> list[Any]:
    with sqlite3.connect(folder / "lantoa.sqlite3") as db:
        found = db.execute("select x from t").fetchall()
    db.close()
    return [words for (words,) in found]


@pytest.fixture
def mounted(data, monkeypatch):
    """The system answers as for a mount point: the folder cannot be renamed, nothing goes across it by renaming."""
    usual = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if data in (path, Path(target)):
            raise OSError(errno.EBUSY, "Device or resource busy")
        if path.is_relative_to(data) != Path(target).is_relative_to(data):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return usual(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(swap, "is_mount", lambda path: path == data)
    return data


def start_options(folder: Path) -> Namespace:
    return Namespace(data=str(folder), host="127.0.0.1", port=0, tls=None, empty=False)


def test_a_mount_point_is_restored_and_what_was_there_is_kept_in_it(mounted, tmp_path):
    backup(mounted, tmp_path / "b.zip")
    write(mounted, "later")
    (mounted / "files" / "later.jpg").write_bytes(b"later")
    kept = restore(tmp_path / "b.zip", mounted)
    assert kept is not None
    assert rows(mounted) == ["as archived"]
    assert [path.name for path in (mounted / "files").iterdir()] == ["a.jpg"]
    assert rows(kept) == ["as archived", "later"]
    assert (kept / "files" / "later.jpg").read_bytes() == b"later"
    again = restore(tmp_path / "b.zip", mounted)
    assert again is not None
    assert rows(again) == ["as archived"]
    assert rows(kept) == ["as archived", "later"], "what was kept before stays"
    assert not list(mounted.glob(".*")), "nothing half done is left"


def test_an_empty_mount_point_is_filled(mounted, tmp_path):
    backup(mounted, tmp_path / "b.zip")
    for path in ("files/a.jpg", "secrets.env", "lantoa.sqlite3"):
        (mounted / path).unlink()
    (mounted / "files").rmdir()
    (mounted / "lost+found").mkdir()
    assert restore(tmp_path / "b.zip", mounted) is None
    assert rows(mounted) == ["as archived"]
    assert (mounted / "lost+found").exists()


def test_a_folder_in_a_parent_that_takes_no_writes_is_restored_too(data, tmp_path, monkeypatch):
    backup(data, tmp_path / "b.zip")
    write(data, "later")
    monkeypatch.setattr("os.access", lambda path, _mode: path != data.parent)
    kept = restore(tmp_path / "b.zip", data)
    assert kept is not None
    assert kept.parent == data
    assert rows(data) == ["as archived"]


def test_a_disk_mounted_inside_the_folder_is_refused_before_anything_is_touched(data, tmp_path, monkeypatch):
    backup(data, tmp_path / "b.zip")
    write(data, "later")
    monkeypatch.setattr(swap, "is_mount", lambda path: path == data / "files")
    with pytest.raises(Problem, match=r"files là ổ gắn riêng"):
        restore(tmp_path / "b.zip", data)
    assert rows(data) == ["as archived", "later"]


@pytest.mark.parametrize("stuck", ["secrets.env", "lantoa.sqlite3"])
@pytest.mark.parametrize("ends", [OSError(errno.EACCES, "Permission denied"), KeyboardInterrupt()], ids=["file", "key"])
def test_where_one_file_cannot_be_moved_all_is_as_it_was(mounted, tmp_path, monkeypatch, stuck, ends):
    backup(mounted, tmp_path / "b.zip")
    write(mounted, "later")
    usual = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if path == mounted / stuck:
            raise ends
        return usual(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    denied = isinstance(ends, OSError)
    with pytest.raises(Problem if denied else KeyboardInterrupt, match="Dữ liệu cũ còn nguyên" if denied else None):
        restore(tmp_path / "b.zip", mounted)
    assert rows(mounted) == ["as archived", "later"]
    assert (mounted / "files" / "a.jpg").exists()


def test_a_power_cut_half_way_is_said_at_the_next_start_until_it_is_restored_again(mounted, tmp_path, monkeypatch):
    backup(mounted, tmp_path / "b.zip")
    write(mounted, "later")
    usual = Path.replace
    moves = []

    def replace(path: Path, target: Path) -> Path:
        moves.append(path)
        if len(moves) > 3:  # the power is away: nothing is put back either
            raise KeyboardInterrupt
        return usual(path, target)

    with monkeypatch.context() as cut:
        cut.setattr(Path, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            restore(tmp_path / "b.zip", mounted)
    (kept,) = mounted.glob(f"{swap.KEPT}-*")
    with pytest.raises(Problem, match=f"bị ngắt giữa chừng.*lantoa restore.*{kept.name}"):
        start.run(start_options(mounted))
    restore(tmp_path / "b.zip", mounted)
    swap.check_whole(mounted)
    assert rows(mounted) == ["as archived"]
    assert kept.exists(), "what was there before is still kept"


@pytest.mark.parametrize("line", ["36 35 98:0 /m {} rw,noatime master:1 - ext3 /dev/root rw"])
def test_a_folder_of_the_same_disk_that_is_mounted_is_known(data, tmp_path, monkeypatch, line):
    table = tmp_path / "mountinfo"
    place = tmp_path / "thư mục"
    table.write_text(line.format(str(place).replace(" ", "\\040")) + "\n", encoding="utf-8")
    monkeypatch.setattr(swap, "MOUNTS", table)
    assert swap.is_mount(place)
    assert not swap.is_mount(data)


@pytest.mark.postgres
def test_the_database_of_a_mount_point_is_replaced_last_and_its_former_one_kept(mounted, tmp_path, scratch_database):
    def ask(statement: str) -> str:
        command = ["psql", "--no-psqlrc", "-Atqc", statement, scratch_database]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    ask("create table t (x text)")
    backup(mounted, tmp_path / "b.zip", database_url=scratch_database)
    ask("insert into t values ('later')")
    kept = restore(tmp_path / "b.zip", mounted, database_url=scratch_database)
    assert kept is not None
    assert (ask("select count(*) from t"), (kept / FORMER).exists()) == ("0", True)
    ask("create view v as select 1 as one; drop table t; create view t as select 2 as two")  # does not load
    (mounted / "files" / "later.jpg").write_bytes(b"later")
    with pytest.raises(Problem, match="psql không chạy được"):
        restore(tmp_path / "b.zip", mounted, database_url=scratch_database)
    assert ask("select two from t") == "2"
    assert (mounted / "files" / "later.jpg").exists(), "the folder is as it was too"
