"""What can go wrong at the start and while it runs: each is said in a sentence with a way out."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from collections import namedtuple
from itertools import pairwise

import pytest
from django.db import OperationalError

from lantoa.operations import folder, prepare, processes
from lantoa.operations.problems import Problem
from lantoa.operations.processes import MANY_DEATHS, Child

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(("free_mb", "fits"), [(199, False), (200, True)])
def test_a_disk_without_room_is_refused_with_what_it_has_and_needs(tmp_path, monkeypatch, free_mb, fits):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**12, 10**12, free_mb * 2**20))
    if fits:
        assert folder.make(tmp_path / "data").is_dir()
    else:
        with pytest.raises(Problem, match=r"chỉ còn 199 MB, cần ít nhất 200 MB.*--data"):
            folder.make(tmp_path / "data")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OperationalError("database is locked"), "chương trình khác giữ"),  # SQLite, after twenty seconds
        (OperationalError("database or disk is full"), "Ổ đĩa đầy"),  # SQLite
        (OSError(errno.ENOSPC, "No space left on device"), "Ổ đĩa đầy"),  # static files, pictures of the sample
        (OperationalError('connection to server at "db" failed'), "DATABASE_URL"),  # PostgreSQL
    ],
)
def test_what_a_preparation_meets_is_explained(error, says):
    with pytest.raises(Problem, match=says), prepare.explained():
        raise error


def test_our_own_faults_are_not_explained_away():
    with pytest.raises(ValueError, match="a bug"), prepare.explained():
        raise ValueError("a bug")


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("LANTOA_EMAIL_PORT", "nhiều", "LANTOA_EMAIL_PORT"),  # not a number
        ("LANTOA_HTTPS", "có", "LANTOA_HTTPS"),  # neither 1 nor 0
        ("OIDC_SERVER_URL", "http://sso.tinh.example.vn", "https://"),  # passwords' worth of trust in the clear
        ("DATABASE_URL", "oracle-db://host/x", "biến môi trường"),  # no such kind of database
        ("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none", "máy chủ đó đã chạy chưa"),  # nobody listens there
        ("REDIS_URL", "redis://127.0.0.1:1/0", "Redis"),
        ("REDIS_URL", "127.0.0.1", "Redis"),  # no address
    ],
)
def test_settings_that_do_not_fit_are_said_without_a_traceback(tmp_path, monkeypatch, variable, value, says):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv(variable, value)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    for command in (["start", "--port", "0"], ["worker"]):
        words = [sys.executable, "-m", "lantoa.cli", *command, "--data", str(tmp_path / "data")]
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 2
        assert says in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"LANTOA_S3_BUCKET": "khong-co"}, "LANTOA_S3_BUCKET"),
        ({"LANTOA_S3_ENDPOINT": "http://127.0.0.1:1"}, "LANTOA_S3_ENDPOINT"),  # nobody listens there
        ({"LANTOA_S3_ENDPOINT": "127.0.0.1:1"}, "biến môi trường"),  # no address
        ({"LANTOA_S3_SECRET_KEY": ""}, "LANTOA_S3_SECRET_KEY"),
    ],
)
def test_a_store_of_files_that_does_not_answer_is_said_without_a_traceback(
    tmp_path, monkeypatch, bucket, changes, says
):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    for name, text in {**bucket, **changes}.items():
        monkeypatch.setenv(name, text)
    for command in (["start", "--port", "0"], ["worker"]):
        words = [sys.executable, "-m", "lantoa.cli", *command, "--data", str(tmp_path / "data")]
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 2
        assert says in done.stderr
        assert "Traceback" not in done.stderr
        assert "bi-mat" not in done.stderr


def test_a_child_that_dies_again_and_again_is_started_again_and_said_so_a_few_times(monkeypatch, capsys):
    now = [1000.0]
    monkeypatch.setattr("lantoa.operations.processes.time.monotonic", lambda: now[0])
    starts = []

    class Dead:
        returncode = 9

        def poll(self):
            return 9

    def start(child):
        starts.append(now[0])
        child.started_at, child.process = now[0], Dead()

    monkeypatch.setattr(Child, "start", start)
    monkeypatch.setattr(Child, "kill_group", lambda _child: None)
    child = Child("Máy chạy nền", ["x"], {})
    child.start()
    for _ in range(200):
        child.watch()
        now[0] += 0.25
    said = capsys.readouterr().err.splitlines()
    assert len(said) == MANY_DEATHS
    assert "Ctrl-C" in said[-1]
    waits = [round(later - earlier, 2) for earlier, later in pairwise(starts)]
    assert max(waits) <= processes.RESTART_SECONDS[-1] + 0.5
    assert waits == sorted(waits)
    now[0] += 61
    child.watch()  # the last start, after which it lives
    now[0] += 61
    child.watch()
    assert "đang chạy lại" in capsys.readouterr().err, "a long good life forgives"
