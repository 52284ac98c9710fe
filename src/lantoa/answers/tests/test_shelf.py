"""The engine on disk: taken up at the start, caught up from the log, and built anew where anything is wrong with it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from django.utils import timezone

from lantoa.answers import jobs as answers_jobs
from lantoa.answers import services, shelf, snapshot
from lantoa.answers.testing import make_piece
from lantoa.answers.tests.plain_engine import PlainEngine
from lantoa.library import knowledge
from lantoa.library.models import KnowledgeChange
from lantoa.shared.jobs import enqueue, run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def engine(monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    for module in (snapshot, shelf):
        monkeypatch.setattr(module, "Engine", PlainEngine)
    PlainEngine.built = 0


def start(monkeypatch) -> int:
    """A process starts; returns how many engines have been built since the last start."""
    monkeypatch.setattr(snapshot, "_keeper", snapshot.Keeper())
    PlainEngine.built = 0
    snapshot.current()
    return PlainEngine.built


def answered(commune, question: str) -> bool:
    return services.ask(organisation_id=commune.organisation.pk, question=question).answered


def test_a_process_begins_with_what_lies_on_the_disk(commune, monkeypatch):
    make_piece(commune)
    snapshot.rebuild()
    assert start(monkeypatch) == 0
    assert answered(commune, "2.000 đồng")


def test_what_was_changed_since_is_caught_up(commune, monkeypatch):
    piece = make_piece(commune)
    snapshot.rebuild()
    services.withdraw(actor=commune.actor("approver"), kind="question", piece_id=piece.pk, version=piece.version)
    make_piece(commune, answer="Điều mới.")
    assert start(monkeypatch) == 1
    assert not answered(commune, "2.000 đồng")
    assert answered(commune, "Điều mới")


def cut_short(path: Path) -> None:
    file = path / "engine" / "engine"
    file.write_bytes(file.read_bytes()[:-10])


def one_bit(path: Path) -> None:
    file = path / "engine" / "engine"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))


def no_about(path: Path) -> None:
    (path / "about.json").unlink()


def broken_about(path: Path) -> None:
    (path / "about.json").write_text("{")


def another_form(path: Path) -> None:
    (path / "about.json").write_text(json.dumps({"log": 7}))


def a_file_more(path: Path) -> None:
    (path / "engine" / "more").write_text("x")


def another_format(path: Path) -> None:
    path.rename(path.with_name("0-1"))


DAMAGES = [cut_short, one_bit, no_about, broken_about, another_form, a_file_more, another_format]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_one_is_built_anew(commune, monkeypatch, damage):
    make_piece(commune)
    snapshot.rebuild()
    (path,) = shelf.folder().iterdir()
    damage(path)
    assert start(monkeypatch) == 1
    assert answered(commune, "2.000 đồng")
    assert snapshot.renew() is not None
    assert start(monkeypatch) == 0


def test_how_far_it_goes_is_told_without_reading_it(commune, monkeypatch):
    make_piece(commune)
    snapshot.rebuild()
    monkeypatch.setattr(shelf, "_digests", lambda _path: 1 / 0)
    assert shelf.position() == knowledge.end_of_log()
    assert snapshot.renew() is None


def test_one_of_another_database_is_not_taken(commune, monkeypatch):
    make_piece(commune)
    snapshot.rebuild()
    KnowledgeChange.objects.all().delete()
    make_piece(commune, answer="Sau khi phục hồi.")
    assert start(monkeypatch) == 1
    assert answered(commune, "Sau khi phục hồi")


def test_the_worker_renews_it_where_something_changed_and_sweeps_the_log(commune, monkeypatch):
    make_piece(commune)
    run(enqueue("answers.renew_index", {}).pk)
    assert [path.name for path in shelf.folder().iterdir()] == ["1-1"]
    run(enqueue("answers.renew_index", {}).pk)
    assert [path.name for path in shelf.folder().iterdir()] == ["1-1"]
    for number in range(4):
        make_piece(commune, title=f"Câu {number}?")
        run(enqueue("answers.renew_index", {}).pk)
    assert sorted(path.name for path in shelf.folder().iterdir()) == ["1-5"]
    KnowledgeChange.objects.update(at=timezone.now() - 2 * answers_jobs.LOG_KEPT)
    snapshot.rebuild()
    run(enqueue("answers.renew_index", {}).pk)
    assert KnowledgeChange.objects.count() == 1
    assert start(monkeypatch) == 0


def test_what_a_killed_process_left_goes_and_what_another_is_writing_stays(commune):
    snapshot.rebuild()
    old, fresh = shelf.folder() / "moi-cu", shelf.folder() / "moi-dang-ghi"
    for path in (old, fresh):
        path.mkdir()
    os.utime(old, (time.time() - 2 * shelf.LEFT_AFTER,) * 2)
    snapshot.rebuild()
    assert fresh.exists() and not old.exists()


def test_a_write_that_fails_leaves_what_was_there(commune, monkeypatch):
    make_piece(commune)
    snapshot.rebuild()

    def full(self, folder):
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(PlainEngine, "save", full)
        with pytest.raises(OSError, match="disk full"):
            snapshot.rebuild()
    assert [path.name for path in shelf.folder().iterdir()] == ["1-1"]
    assert start(monkeypatch) == 0
