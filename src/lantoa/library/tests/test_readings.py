"""Reading in the background: once, apart, and nothing kept of a marked paper."""

from __future__ import annotations

import io
import json
import os
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

import psutil
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from lantoa.library import apart, selectors, services
from lantoa.library.apart import Unreadable
from lantoa.library.models import Document, Reading, ReadingState
from lantoa.library.signals import document_read, reading_failed
from lantoa.library.testing import PAPER, make_document, upload
from lantoa.shared import jobs
from lantoa.shared.errors import PermissionRefused
from lantoa.shared.models import AuditEntry, Job, JobState
from lantoakit.documents import Limits
from lantoakit.documents.tests import scans
from lantoakit.retrieval.apart import Reading as ReadFile
from lantoakit.retrieval.apart import reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """Signals of the library as they come."""
    got: list[tuple[str, int]] = []

    def read(sender, reading, **kwargs):
        got.append(("read", reading.document_id))

    def failed(sender, reading, **kwargs):
        got.append((reading.error_code, reading.document_id))

    document_read.connect(read)
    reading_failed.connect(failed)
    yield got
    document_read.disconnect(read)
    reading_failed.disconnect(failed)


def job_of(document: Document) -> Job:
    job = selectors.job_of(Reading.objects.get(document=document))
    assert job is not None
    return job


def work(document: Document) -> Job:
    job = job_of(document)
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def test_reads_in_a_process_of_its_own_and_fills_the_facts(commune, heard):
    document = make_document(commune, read=False)
    assert work(document).state == JobState.SUCCEEDED
    document.refresh_from_db()
    assert document.reading.state == ReadingState.DONE
    assert document.reading.result["tasks"][0]["lead"] == ["Công an xã"]
    assert (document.sign, document.kind) == ("12/KH-UBND", "kế hoạch")
    assert heard == [("read", document.pk)]


def test_a_job_that_is_run_again_stores_nothing_twice(commune, heard):
    document = make_document(commune, read=False)
    job = work(document)
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)  # as after a kill between the result and the end
    jobs.run(job.pk)
    assert heard == [("read", document.pk)]
    assert services.finish_reading(document_id=document.pk, reading=ReadFile({"text": ""}, ()), engine="x") is False
    assert Reading.objects.get(document=document).result["tasks"]


def test_asking_twice_is_one_job(commune):
    document = make_document(commune, read=False)
    services.request_reading(actor=commune.actor("officer"), document_id=document.pk)
    assert Job.objects.filter(kind="library.read").count() == 1
    with pytest.raises(PermissionRefused):
        services.request_reading(actor=commune.actor("approver"), document_id=document.pk)


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_marked_paper_leaves_nothing_but_that_it_was_refused(commune, heard, stamp):
    document = make_document(commune, f"{stamp}\n\nKẾ HOẠCH\nTuyên truyền riêng\n", name="riêng.txt", read=False)
    name = document.file.name
    job = work(document)
    assert (job.state, job.error_code) == (JobState.FAILED, "secret_document")
    assert not Document.objects.filter(pk=document.pk).exists()
    assert not default_storage.exists(name)
    assert heard == [("secret_document", document.pk)]
    assert not AuditEntry.objects.filter(target_text__contains="riêng").exists()
    assert len(selectors.refusals(commune.organisation.pk)) == 1


def test_a_refusal_that_was_killed_half_way_is_finished(commune):
    document = make_document(commune, read=False)
    Reading.objects.filter(document=document).update(error_code="secret_document")
    document.file.delete(save=False)  # the kill came here
    work(document)
    assert not Document.objects.filter(pk=document.pk).exists()


def test_what_cannot_be_read_says_why_and_can_be_tried_again(commune, heard):
    document = services.store(
        actor=commune.actor("officer"),
        organisation_id=commune.organisation.pk,
        upload=upload("%PDF-1.7 broken", "a.pdf"),
        declared_not_secret=True,
    )
    services.request_reading(actor=commune.actor("officer"), document_id=document.pk)
    job = work(document)
    reading = Reading.objects.get(document=document)
    assert (job.state, reading.state) == (JobState.FAILED, ReadingState.FAILED)
    assert reading.error_text
    again = services.request_reading(actor=commune.actor("officer"), document_id=document.pk)
    assert (again.state, again.error_text) == (ReadingState.WAITING, "")
    assert job_of(document).state == JobState.QUEUED


def test_a_file_that_was_lost_is_said_to_be_lost(commune):
    document = make_document(commune, read=False)
    default_storage.delete(document.file.name)
    assert work(document).error_code == "file_lost"


def test_a_reader_that_dies_is_no_end_of_the_worker(commune, monkeypatch):
    document = make_document(commune, read=False)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert work(document).error_code == "reader_broke"


def whole(said: dict[str, Any]) -> None:
    """Nothing is forged."""


def forged_lead(said: dict[str, Any]) -> None:
    said["plan"]["tasks"][0]["lead"] = [{"script": "forged"}]


def forged_place(said: dict[str, Any]) -> None:
    said["pieces"][0][1] = 10**6


@pytest.mark.parametrize("forge", [whole, forged_lead, forged_place])
def test_only_what_has_the_form_of_the_contract_is_stored(commune, monkeypatch, heard, forge):
    """A file that has taken over the process that reads it says what it likes, and is believed nothing of it."""
    said = reading(PAPER.encode(), "a.txt", Limits(), lambda *_: None)
    forge(said)
    document = make_document(commune, json.dumps(said), read=False)
    monkeypatch.setattr("lantoakit.retrieval.apart.ENTRY", "lantoakit.documents.tests.breaking:answers")
    job, kept = work(document), Reading.objects.get(document=document)
    if forge is whole:
        assert (job.state, kept.result) == (JobState.SUCCEEDED, said["plan"])
    else:
        assert (job.error_code, kept.state, kept.error_code) == ("reader_broke", "failed", "reader_broke")
        assert not kept.result and heard == [("reader_broke", document.pk)]


@pytest.mark.parametrize("answer", ["7", '"no base64!"', '"eHh4eHh4eHh4eHh4eHh4"'])
def test_only_an_image_is_a_picture_of_a_page(commune, monkeypatch, answer):
    document = make_document(commune, answer, read=False)
    monkeypatch.setattr("lantoakit.documents.picture.ENTRY", "lantoakit.documents.tests.breaking:answers")
    with pytest.raises(Unreadable) as caught:
        apart.draw_page(document.file, "a.txt", 1, seconds=20)
    assert caught.value.code == "reader_broke"


@pytest.mark.parametrize("signal", ["INT", "TERM"])
def test_a_reader_that_was_told_to_stop_is_started_again(commune, monkeypatch, tmp_path, signal):
    """Ctrl-C in the worker's terminal reaches the reader as well; the file is as good as before."""
    stopped = tmp_path / "reader"
    stopped.write_text(f"#!/bin/sh\nkill -{signal} $$\n", encoding="ascii")
    stopped.chmod(0o700)
    document = make_document(commune, read=False)
    monkeypatch.setattr(sys, "executable", str(stopped))
    assert work(document).state == JobState.QUEUED
    assert Reading.objects.get(document=document).state == ReadingState.WAITING


def test_cancelling_a_reading_that_waits(commune, heard):
    document = make_document(commune, read=False)
    reading = services.cancel_reading(actor=commune.actor("officer"), document_id=document.pk)
    assert reading.state == ReadingState.CANCELLED
    assert heard == [("cancelled", document.pk)]
    assert jobs.run(job_of(document).pk) is False


class Slow:
    """A Tesseract that never ends; it leaves its number where it may write."""

    def __init__(self, folder):
        self.folder, self.number = folder, 0

    def runs(self):
        """Whether it was started; keeps its number."""
        for found in self.folder.rglob("number"):
            self.number = int(found.read_text() or 0)
        return bool(self.number)


@pytest.fixture
def slow_tesseract(tmp_path, monkeypatch):
    tool, temporary = tmp_path / "tesseract", tmp_path / "temporary"
    temporary.mkdir()
    tool.write_text(
        '#!/bin/sh\ncase "$*" in *--list-langs*) echo vie;; *) echo $$ > $TMPDIR/number; sleep 60;; esac\n',
        encoding="ascii",
    )
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    return Slow(temporary)


@pytest.fixture
def told(monkeypatch):
    """What a job says of its progress; the functions in the list returned second are called with each sentence."""
    said: list[str] = []
    listeners: list[Callable[[str], object]] = []
    progress = jobs.JobContext.progress

    def listen(context, done, total, text=""):
        said.append(text)
        for one in listeners:
            one(text)
        progress(context, done, total, text)

    monkeypatch.setattr(jobs.JobContext, "progress", listen)
    return said, listeners


def photograph() -> bytes:
    """A sheet with lines of something dark."""
    sheet = Image.new("L", (800, 1100), "white")
    for line in range(20):
        sheet.paste(0, (100, 80 + 48 * line, 700, 92 + 48 * line))
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def test_a_scan_says_its_page_and_is_stopped_with_the_program_that_reads_it(commune, slow_tesseract, told, heard):
    document = make_document(commune, photograph(), name="anh.png", read=False)
    officer = commune.actor("officer")

    def press(text):
        if slow_tesseract.runs() and "trang" in text:
            stopping = services.cancel_reading(actor=officer, document_id=document.pk)
            assert selectors.progress(stopping, job_of(document)).text == "Đang dừng"

    told[1].append(press)
    job = work(document)
    assert "Đang đọc trang 1/1" in told[0]
    assert (job.state, Reading.objects.get().state) == (JobState.CANCELLED, ReadingState.CANCELLED)
    assert heard == [("cancelled", document.pk)]
    assert not psutil.pid_exists(slow_tesseract.number)
    assert default_storage.exists(document.file.name)
    assert AuditEntry.objects.filter(action="library.cancel_reading").count() == 1
    assert services.request_reading(actor=officer, document_id=document.pk).state == ReadingState.WAITING
    assert job_of(document).state == JobState.QUEUED


def test_a_reading_that_another_worker_took_over_is_not_stopped(commune, told):
    document = make_document(commune, read=False)
    told[1].append(lambda _text: Job.objects.update(lease_token=uuid.uuid4()))
    work(document)
    assert Reading.objects.get().state == ReadingState.WAITING


def test_a_page_that_never_ends_is_given_up_with_its_program(commune, slow_tesseract, monkeypatch):
    monkeypatch.setattr(apart, "READING_SECONDS", 4)
    document = make_document(commune, photograph(), name="anh.png", read=False)
    with pytest.raises(Unreadable) as caught:
        apart.read_apart(document.file, "anh.png", slow_tesseract.runs, on_page=lambda *_: slow_tesseract.runs())
    assert caught.value.code == "too_slow" and slow_tesseract.number
    assert not psutil.pid_exists(slow_tesseract.number)


@pytest.mark.tesseract
def test_a_scan_is_read_page_by_page(commune, told):
    pages = scans.scanned(scans.short(), scans.Wear(seal=False, stamp=False, pen=False), 1) * 2
    document = make_document(commune, scans.scan_pdf(pages), name="quet.pdf", read=False)
    assert work(document).state == JobState.SUCCEEDED
    assert [text for text in dict.fromkeys(told[0]) if "trang" in text][-1] == "Đang đọc trang 2/2"
    document.refresh_from_db()
    assert document.sign == "47/KH-UBND"


def test_readings_whose_job_ended_without_a_word_are_settled(commune, heard):
    document = make_document(commune, read=False)
    assert services.settle_readings() == 0  # the job is still queued
    Job.objects.update(state=JobState.FAILED, error_code="worker_lost")
    assert services.settle_readings() == 1
    assert heard == [("reading_broke_off", document.pk)]
    assert services.settle_readings() == 0


def test_the_sweep_takes_only_old_files_without_a_row(commune):
    document = make_document(commune, read=False)
    old, new = (default_storage.save(f"library/{name}", ContentFile(b"x")) for name in ("old.txt", "new.txt"))
    for name in (old, document.file.name):
        two_days_ago = time.time() - 2 * 86400
        os.utime(default_storage.path(name), (two_days_ago, two_days_ago))
    jobs.run(jobs.enqueue("library.sweep", {}).pk)
    assert not default_storage.exists(old)
    assert default_storage.exists(new)
    assert default_storage.exists(document.file.name)
