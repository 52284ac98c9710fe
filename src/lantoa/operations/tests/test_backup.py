"""What is backed up comes back byte for byte, and a damaged archive changes nothing: on the disk and in a bucket."""

from __future__ import annotations

import os
import sqlite3
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lantoa.operations import archive as archives
from lantoa.operations import backup as backups
from lantoa.operations import stored
from lantoa.operations.archive import verify
from lantoa.operations.backup import FORMER_FILES, backup, restore
from lantoa.operations.problems import Problem
from lantoa.shared.files import Disk, FilesAway, names

PICTURE = b"\xff\xd8 picture" * 1000
NAME = "evidence/a.jpg"


@pytest.fixture
def data(tmp_path):
    """A data folder without files."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "secrets.env").write_text("LANTOA_SECRET_KEY=abc\n")
    with sqlite3.connect(folder / "lantoa.sqlite3") as db:
        db.execute("create table t (x)")
        db.execute("insert into t values ('Bến Đò')")
    db.close()
    return folder


def rows(folder):
    with sqlite3.connect(folder / "lantoa.sqlite3") as db:
        return db.execute("select x from t").fetchall()


def put(store: Any, name: str, words: bytes) -> None:
    assert store.save(name, ContentFile(words)) == name


def read(store: Any, name: str) -> bytes:
    with store.open(name) as file:
        return bytes(file.read())


class BackupContract:
    """What holds wherever files lie: `store` is where they are in use, `bucket` what backup and restore are told."""

    def store_of(self, folder):
        raise NotImplementedError

    def kept_in(self, kept):
        """The store of files that a restore kept."""
        raise NotImplementedError

    def test_round_trip(self, data, tmp_path, store, bucket):
        archive = tmp_path / "b.zip"
        assert backup(data, archive, bucket=bucket) == 3
        if os.name == "posix":
            assert archive.stat().st_mode & 0o077 == 0, "it holds the secrets"
        store.delete(NAME)
        target = tmp_path / "elsewhere"
        assert restore(archive, target, bucket=bucket) is None
        assert rows(target) == [("Bến Đò",)]
        assert read(self.store_of(target), NAME) == PICTURE
        assert list(names(self.store_of(target))) == [NAME]
        assert (target / "secrets.env").read_text() == "LANTOA_SECRET_KEY=abc\n"

    def test_restoring_over_data_keeps_them(self, data, tmp_path, store, bucket):
        archive = tmp_path / "b.zip"
        backup(data, archive, bucket=bucket)
        put(store, "evidence/later.txt", b"made after the backup")
        kept = restore(archive, data, bucket=bucket)
        assert kept is not None
        assert read(self.kept_in(kept), "evidence/later.txt") == b"made after the backup"
        assert list(names(self.store_of(data))) == [NAME]
        assert (kept / "lantoa.sqlite3").exists()

    def test_restored_twice_it_is_the_same(self, data, tmp_path, store, bucket):
        archive = tmp_path / "b.zip"
        backup(data, archive, bucket=bucket)
        for number in range(2):
            restore(archive, data if number else tmp_path / "elsewhere", bucket=bucket)
        assert read(self.store_of(data), NAME) == PICTURE

    def test_a_changed_member_is_found_and_nothing_is_touched(self, data, tmp_path, store, bucket):
        archive, bad = tmp_path / "b.zip", tmp_path / "bad.zip"
        backup(data, archive, bucket=bucket)
        with zipfile.ZipFile(archive) as source, zipfile.ZipFile(bad, "w") as target:
            for name in source.namelist():
                body = source.read(name)
                target.writestr(name, body[:-1] + b"?" if name.endswith(".jpg") else body)
        put(store, "evidence/later.txt", b"x")
        with pytest.raises(Problem, match="bị hỏng"):
            restore(bad, data, bucket=bucket)
        assert rows(data) == [("Bến Đò",)]
        assert set(names(store)) == {NAME, "evidence/later.txt"}

    def test_a_file_that_is_erased_meanwhile_is_left_out(self, data, tmp_path, store, bucket, monkeypatch):
        members = backups.members

        def erased_at_last(*arguments: Any) -> Any:
            for name, opener in list(members(*arguments)):
                if name.endswith(NAME):
                    store.delete(NAME)
                yield name, opener

        monkeypatch.setattr(backups, "members", erased_at_last)
        assert backup(data, tmp_path / "b.zip", bucket=bucket) == 2

    def test_names_that_lead_out_are_refused(self, data, tmp_path, store, bucket):
        archive = tmp_path / "b.zip"
        backup(data, archive, bucket=bucket)
        head = verify(archive)
        for name in ("files/../../x", "/etc/x", "C:/x"):
            with pytest.raises(Problem, match="đường dẫn lạ"):
                archives.check_names(archive, {"members": {**head["members"], name: {}}})


class TestOnTheDisk(BackupContract):
    @pytest.fixture
    def bucket(self):
        return None

    @pytest.fixture
    def store(self, data):
        put(self.store_of(data), NAME, PICTURE)
        return self.store_of(data)

    def store_of(self, folder):
        return Disk(location=folder / "files")

    def kept_in(self, kept):
        return self.store_of(kept)


class TestInABucket(BackupContract):
    @pytest.fixture
    def bucket(self, use_bucket):
        use_bucket()
        return default_storage

    @pytest.fixture
    def store(self, bucket):
        put(bucket, NAME, PICTURE)
        return bucket

    def store_of(self, folder):
        return default_storage

    def kept_in(self, kept):
        return Disk(location=kept / FORMER_FILES)

    def test_nothing_of_it_lies_on_the_disk(self, data, tmp_path, store, bucket):
        backup(data, tmp_path / "b.zip", bucket=bucket)
        restore(tmp_path / "b.zip", data, bucket=bucket)
        assert not (data / "files").exists()

    def test_an_object_with_other_bytes_is_kept_and_put_right(self, data, tmp_path, store, bucket):
        backup(data, tmp_path / "b.zip", bucket=bucket)
        store.delete(NAME)
        put(store, NAME, b"damaged")
        kept = restore(tmp_path / "b.zip", data, bucket=bucket)
        assert kept is not None
        assert read(store, NAME) == PICTURE
        assert read(self.kept_in(kept), NAME) == b"damaged"

    def test_what_is_written_is_read_back(self, data, tmp_path, store, bucket, monkeypatch):
        backup(data, tmp_path / "b.zip", bucket=bucket)
        store.delete(NAME)
        monkeypatch.setattr(stored, "hash_stored", lambda *_arguments: "other")
        with pytest.raises(Problem, match="đọc lại không giống"):
            restore(tmp_path / "b.zip", data, bucket=bucket)
        assert rows(data) == [("Bến Đò",)]

    def test_the_archive_is_the_way_from_the_disk_to_a_bucket_and_back(self, data, tmp_path, bucket):
        put(Disk(location=data / "files"), NAME, PICTURE)
        backup(data, tmp_path / "disk.zip")
        restore(tmp_path / "disk.zip", data, bucket=bucket)
        assert read(bucket, NAME) == PICTURE
        backup(data, tmp_path / "bucket.zip", bucket=bucket)
        restore(tmp_path / "bucket.zip", tmp_path / "elsewhere")
        assert read(Disk(location=tmp_path / "elsewhere" / "files"), NAME) == PICTURE

    def test_a_bucket_that_is_away_leaves_all_as_it_was(self, data, tmp_path, store, bucket, use_bucket):
        backup(data, tmp_path / "b.zip", bucket=bucket)
        use_bucket(endpoint="http://127.0.0.1:1")
        with pytest.raises(FilesAway):
            backup(data, tmp_path / "c.zip", bucket=default_storage)
        assert not list(tmp_path.glob("c.zip*"))
        with pytest.raises(FilesAway):
            restore(tmp_path / "b.zip", data, bucket=default_storage)
        assert rows(data) == [("Bến Đò",)]
        assert not list(tmp_path.glob("data.truoc-phuc-hoi*"))


def test_a_backup_during_a_write_is_consistent(data, tmp_path):
    writer = sqlite3.connect(data / "lantoa.sqlite3")
    writer.execute("insert into t values ('not committed')")
    backup(data, tmp_path / "b.zip")
    writer.rollback()
    restore(tmp_path / "b.zip", tmp_path / "elsewhere")
    assert rows(tmp_path / "elsewhere") == [("Bến Đò",)]


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
