"""One contract for every store of files: the disk's, and that of a bucket on a server that speaks S3."""

from __future__ import annotations

import json
import os
import threading
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import boto3
import moto.backends
import pytest
from botocore.exceptions import ClientError
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage as _default_storage
from django.utils import timezone

from lantoa.shared import jobs
from lantoa.shared.files import FilesAway, names, sweep, try_out
from lantoa.shared.jobs.registry import KINDS
from lantoa.shared.models import JobState

default_storage: Any = _default_storage
WORDS = "Bến Đò Mới".encode()


def put(name: str, words: bytes = WORDS) -> str:
    return default_storage.save(name, ContentFile(words))


def read(name: str) -> bytes:
    with default_storage.open(name) as stored:
        return bytes(stored.read())


class StoreContract:
    """What holds for every store. A subclass makes `store` Django's default one, and can take it away (`away`)."""

    def away(self) -> Any:
        raise NotImplementedError

    def fill(self, many: set[str]) -> None:
        for name in many:
            put(name, b"x")

    def test_what_is_written_is_read_byte_for_byte(self, store):
        big = os.urandom(9 * 2**20)  # more than a part of an upload in parts
        for words in (WORDS, b"", big):
            assert read(put("library/a.pdf", words)) == words

    def test_nothing_is_ever_written_over(self, store):
        first, second = put("library/a.pdf", b"1"), put("library/a.pdf", b"2")
        assert first != second
        assert (read(first), read(second)) == (b"1", b"2")

    def test_an_opened_file_can_be_sought_in(self, store):
        with default_storage.open(put("a.txt", b"abcdef")) as stored:
            stored.seek(0, os.SEEK_END)
            assert stored.tell() == 6
            stored.seek(2)
            assert stored.read(2) == b"cd"
            assert [*stored.chunks()] == [b"abcdef"]

    def test_what_is_not_there_says_so(self, store):
        for ask in (default_storage.open, default_storage.size, default_storage.get_modified_time):
            with pytest.raises(FileNotFoundError):
                ask("library/none.pdf")
        assert not default_storage.exists("library/none.pdf")
        default_storage.delete("library/none.pdf")

    def test_what_was_removed_is_gone(self, store):
        name = put("library/a.pdf")
        default_storage.delete(name)
        default_storage.delete(name)
        assert not default_storage.exists(name)
        assert list(names(default_storage)) == []

    def test_facts_of_a_file(self, store):
        name = put("library/a.pdf")
        assert default_storage.size(name) == len(WORDS)
        assert timezone.now() - default_storage.get_modified_time(name) < timedelta(minutes=5)

    def test_names_are_those_of_all_folders(self, store):
        assert list(names(default_storage)) == []
        assert list(names(default_storage, "evidence")) == []
        for name in ("library/b.pdf", "library/a.pdf", "evidence/2026/x.jpg", "root.txt"):
            put(name)
        assert list(names(default_storage)) == ["root.txt", "evidence/2026/x.jpg", "library/a.pdf", "library/b.pdf"]
        assert list(names(default_storage, "library")) == ["library/a.pdf", "library/b.pdf"]

    def test_more_names_than_a_server_lists_at_once(self, store):
        many = {f"library/{number:04}.txt" for number in range(1010)}
        self.fill(many)
        assert set(names(default_storage)) == many

    def test_a_path_that_leads_out_is_refused(self, store):
        for name in ("../x.txt", "library/../../x.txt", "/etc/x.txt"):
            with pytest.raises(Exception, match=r"(?i)traversal|outside|denied|located"):
                put(name)

    def test_the_sweep_takes_only_old_files_without_a_row(self, store, monkeypatch):
        kept, orphan, other = put("library/kept.txt"), put("library/orphan.txt"), put("evidence/orphan.jpg")

        def swept() -> int:
            told: list[tuple[int, int]] = []
            return sweep(
                "library",
                known=lambda part: [name for name in part if name == kept],
                older_than=timedelta(days=1),
                beat=lambda done, of: told.append((done, of)),
            )

        assert swept() == 0, "all of them are young: their row may be on its way"
        tomorrow = timezone.now() + timedelta(days=1, minutes=1)
        monkeypatch.setattr("lantoa.shared.files.timezone.now", lambda: tomorrow)
        assert swept() == 1
        assert set(names(default_storage)) == {kept, other}
        assert orphan not in names(default_storage)

    def test_trying_out_leaves_nothing_behind(self, store):
        try_out(default_storage)
        default_storage.check()
        assert list(names(default_storage)) == []

    def test_a_store_that_is_away_says_so_in_words(self, store):
        name = put("library/a.pdf")
        with self.away():
            for ask in (
                lambda: put("library/b.pdf"),
                lambda: read(name),
                lambda: try_out(default_storage),
                default_storage.check,
            ):
                with pytest.raises(FilesAway) as away:
                    ask()
                assert (away.value.status, away.value.code) == (503, "files_away")
                assert "vài phút" in str(away.value.message)
                assert str(away.value.reason)
        assert read(name) == WORDS

    @pytest.mark.django_db
    def test_a_job_waits_for_a_store_that_is_away(self, store):
        name = put("library/a.pdf")
        before = dict(KINDS)
        got: list[bytes] = []

        @jobs.job("test.fetch")
        def fetch(context: jobs.JobContext) -> None:
            got.append(read(name))

        try:
            row = jobs.enqueue("test.fetch", {})
            with self.away():
                jobs.run(row.pk)
            row.refresh_from_db()
            assert row.state == JobState.QUEUED
            row.run_after = timezone.now()
            row.save()
            jobs.run(row.pk)
            assert got == [WORDS]
        finally:
            KINDS.clear()
            KINDS.update(before)


class TestDisk(StoreContract):
    @pytest.fixture
    def store(self, settings, tmp_path):
        settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "lantoa.shared.files.Disk"}}
        settings.MEDIA_ROOT = self.folder = tmp_path / "files"

    @contextmanager
    def away(self) -> Iterator[None]:
        """A disk that was taken out, as far as the program can see it: a file is where the folder was."""
        aside = self.folder.with_name("aside")
        self.folder.rename(aside)
        self.folder.write_text("")
        yield
        self.folder.unlink()
        aside.rename(self.folder)

    @pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
    def test_only_the_owner_reads_a_file(self, store):
        assert (self.folder / put("library/a.pdf")).stat().st_mode & 0o077 == 0

    def test_a_full_disk_is_said(self, store, monkeypatch):
        def full(*_arguments: object, **_options: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("django.core.files.storage.filesystem.os.open", full)
        with pytest.raises(FilesAway) as away:
            put("library/a.pdf")
        assert "đầy" in str(away.value.reason)


class TestBucket(StoreContract):
    @pytest.fixture
    def store(self, use_bucket, free_port):
        self.use, self.nobody = use_bucket, f"http://127.0.0.1:{free_port}"
        use_bucket()

    @contextmanager
    def away(self) -> Iterator[None]:
        self.use(endpoint=self.nobody)
        yield
        self.use()

    def fill(self, many: set[str]) -> None:
        """Straight into the server's memory: a thousand requests would take half a minute."""
        objects = moto.backends.get_backend("s3")["123456789012"]["aws"]
        for name in many:
            objects.put_object(default_storage.bucket_name, name, b"x")

    def test_nobody_reads_an_object_without_a_key_or_a_signed_address(self, store, bucket, s3_server):
        name = put("library/a.pdf")
        address = f"{s3_server}/{bucket['LANTOA_S3_BUCKET']}/{name}"
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(address)
        with urllib.request.urlopen(default_storage.url(name)) as answer:
            assert answer.read() == WORDS
        grants = client(bucket).get_object_acl(Bucket=bucket["LANTOA_S3_BUCKET"], Key=name)["Grants"]
        assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"], "the owner alone"

    def test_a_bucket_that_everybody_reads_is_refused(self, store, bucket):
        name = bucket["LANTOA_S3_BUCKET"]
        allow = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{name}/*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
        client(bucket).put_bucket_policy(Bucket=name, Policy=policy)
        with pytest.raises(FilesAway) as refused:
            try_out(default_storage)
        assert "công khai" in str(refused.value.reason)
        assert list(names(default_storage)) == []

    def test_keys_that_lie_about_in_the_environment_change_nothing(self, store, monkeypatch):
        for name in ("AWS_SESSION_TOKEN", "AWS_S3_SESSION_PROFILE", "AWS_ACCESS_KEY_ID"):
            monkeypatch.setenv(name, "somebody-else")
        self.use()
        assert read(put("a.txt")) == WORDS
        assert (default_storage.access_key, default_storage.security_token) == ("khoa", None)

    def test_several_threads_read_and_write_at_once(self, store):
        got: list[bytes] = []

        def work(number: int) -> None:
            words = f"{number}".encode() * 5000
            got.extend([words] if read(put(f"t/{number}.txt", words)) == words else [])

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(got) == 8

    def test_a_bucket_that_is_not_there_is_no_lost_file(self, store):
        """A server answers to both with 404; a job that believed the file lost would end for good."""
        name = put("library/a.pdf")
        self.use(bucket="khong-co")
        with pytest.raises(FilesAway) as away:
            read(name)
        assert "LANTOA_S3_BUCKET" in str(away.value.reason)


def client(bucket: dict[str, str], service: str = "s3") -> Any:
    """A client of the server as its owner has it."""
    return boto3.client(
        service,
        endpoint_url=bucket["LANTOA_S3_ENDPOINT"],
        aws_access_key_id=bucket["LANTOA_S3_ACCESS_KEY"],
        aws_secret_access_key=bucket["LANTOA_S3_SECRET_KEY"],
        region_name="us-east-1",
    )


@pytest.fixture
def keys(bucket, s3_server) -> Iterator[dict[str, str]]:
    """A server that knows its keys: one of them may use the test's bucket and nothing else."""
    iam, name = client(bucket, "iam"), bucket["LANTOA_S3_BUCKET"]
    user = f"lantoa-{uuid.uuid4().hex[:8]}"
    iam.create_user(UserName=user)
    key = iam.create_access_key(UserName=user)["AccessKey"]
    only = [f"arn:aws:s3:::{name}", f"arn:aws:s3:::{name}/*"]
    allow = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": only}]}
    iam.put_user_policy(UserName=user, PolicyName="one", PolicyDocument=json.dumps(allow))
    client(bucket).create_bucket(Bucket=f"{name}-khac")
    ask_for_keys(s3_server, "0")
    yield {"access_key": key["AccessKeyId"], "secret_key": key["SecretAccessKey"]}
    ask_for_keys(s3_server, "inf")


def ask_for_keys(server: str, after: str) -> None:
    """Have moto check keys and rights after so many requests."""
    head = {"Content-Type": "text/plain"}
    request = urllib.request.Request(f"{server}/moto-api/reset-auth", after.encode(), head, method="POST")
    urllib.request.urlopen(request).close()


def test_a_key_with_rights_to_the_bucket_is_enough(use_bucket, keys):
    use_bucket(**keys)
    try_out(default_storage)
    assert read(put("a.txt")) == WORDS


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"access_key": "AKIAXXXXXXXXXXXXXXXX"}, "không nhận khóa"),  # nobody has this one
        ({"secret_key": "sai"}, "không nhận khóa"),  # the key is known, what it signed is not
        ({"bucket": "cua-nguoi-khac"}, "không có quyền"),  # servers do not tell who lacks rights whether it exists
    ],
)
def test_a_wrong_key_is_said_in_words(use_bucket, keys, changes, says):
    use_bucket(**{**keys, **changes})
    for ask in (default_storage.check, lambda: try_out(default_storage)):
        with pytest.raises(FilesAway) as away:
            ask()
        assert says in str(away.value.reason)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("PermanentRedirect", "LANTOA_S3_REGION"),
        ("AuthorizationHeaderMalformed", "LANTOA_S3_REGION"),  # signed for another region
        ("RequestTimeTooSkewed", "Đồng hồ"),
        ("XMinioStorageFull", "hết chỗ"),
        ("SlowDown", "Thử lại"),  # nothing that a setting can help
    ],
)
def test_what_else_a_server_may_answer_is_said_in_words(use_bucket, monkeypatch, code, says):
    use_bucket()
    store: Any = default_storage

    def refuse(**_options: object) -> None:
        raise ClientError({"Error": {"Code": code}}, "ListObjectsV2")

    monkeypatch.setattr(store.connection.meta.client, "list_objects_v2", refuse)
    with pytest.raises(FilesAway) as away:
        store.check()
    assert says in str(away.value.reason)


@pytest.mark.parametrize(
    ("changes", "names_it"),
    [
        ({"access_key": ""}, "LANTOA_S3_ACCESS_KEY"),
        ({"secret_key": ""}, "LANTOA_S3_SECRET_KEY"),
        ({"endpoint": "s3.example.vn"}, "LANTOA_S3_ENDPOINT"),  # an address without http
        ({"endpoint": "ftp://s3.example.vn"}, "LANTOA_S3_ENDPOINT"),
    ],
)
def test_settings_that_contradict_one_another_are_refused(use_bucket, changes, names_it):
    with pytest.raises(ImproperlyConfigured, match=names_it):
        use_bucket(**changes)
