"""The services that keep files, on the disk and in a bucket: what people do must not differ."""

from __future__ import annotations

import hashlib
import io
import logging
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lantoa.library import services as library
from lantoa.library.models import Document, Reading, ReadingState
from lantoa.library.testing import PAPER, make_document, upload
from lantoa.plans.models import Plan
from lantoa.shared import jobs
from lantoa.shared.errors import InvalidInput
from lantoa.shared.files import names
from lantoa.shared.models import Job, JobState
from lantoa.work import services as work_services
from lantoa.work.models import Evidence, EvidenceState
from lantoa.work.pictures import Region
from lantoa.work.services import Shot
from lantoa.work.testing import make_work, photo

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 5)


def stored() -> list[str]:
    return list(names(default_storage))


def read(name: str) -> bytes:
    with default_storage.open(name) as file:
        return bytes(file.read())


def run(kind: str) -> Job:
    """Run the last job of a kind and return it."""
    row = Job.objects.filter(kind=kind).latest("created_at")
    assert jobs.run(row.pk)
    row.refresh_from_db()
    return row


class ServicesContract:
    """A subclass makes `store` the default one and can take it away (`away`) and bring it `back`."""

    def away(self) -> None:
        raise NotImplementedError

    def back(self) -> None:
        raise NotImplementedError

    @pytest.fixture
    def work(self, commune, store):
        return make_work(commune)

    def add(self, work: Any, item: Any, key: str = "key-00000001", **values: Any) -> Evidence:
        values.setdefault("declared_not_secret", True)
        return work_services.add_evidence(
            actor=work.commune.actor("unit_head"), item_id=item.pk, client_key=key, happened_on=DAY, **values
        )

    def test_a_document_is_stored_read_apart_and_handed_out(self, commune, store, sign_in):
        document = make_document(commune, read=False)
        assert run("library.read").state == JobState.SUCCEEDED
        assert Reading.objects.get().state == ReadingState.DONE
        assert stored() == [document.file.name]
        assert hashlib.sha256(read(document.file.name)).hexdigest() == document.sha256
        answer = sign_in(commune.people["officer"]).get(reverse("library:download", args=[document.pk]))
        assert b"".join(answer.streaming_content).decode() == PAPER
        assert int(answer["Content-Length"]) == len(PAPER.encode())
        assert answer["Cache-Control"] == "private, no-store"

    def test_a_paper_marked_secret_is_not_kept(self, commune, store):
        make_document(commune, "MẬT\n\nKẾ HOẠCH\nTuyên truyền riêng\n", read=False)
        assert run("library.read").error_code == "secret_document"
        assert stored() == []

    def test_a_lost_file_is_said_to_be_lost(self, commune, store):
        default_storage.delete(make_document(commune, read=False).file.name)
        assert run("library.read").error_code == "file_lost"

    def test_a_lost_file_that_is_uploaded_again_is_stored_again_and_read(self, commune, store):
        document = make_document(commune, read=False)
        default_storage.delete(document.file.name)
        run("library.read")
        again = make_document(commune, name="ten-khac.txt", read=False)
        assert (again.pk, again.title) == (document.pk, document.title)
        assert stored() == [again.file.name]
        assert read(again.file.name).decode() == PAPER
        assert run("library.read").state == JobState.SUCCEEDED
        make_document(commune, read=False)
        assert stored() == [again.file.name], "what is there is not stored twice"

    def test_a_photo_is_stored_without_places_and_blurred(self, work):
        evidence = self.add(
            work,
            work.item(),
            kind="photo",
            upload=photo(size=(400, 400), place=True),
            blurred=[Region(0.25, 0.25, 0.5, 0.5)],
        )
        assert stored() == [evidence.file.name]
        kept = read(evidence.file.name)
        assert hashlib.sha256(kept).hexdigest() == evidence.sha256
        picture = Image.open(io.BytesIO(kept))
        assert not picture.getexif()
        centre = picture.convert("L").crop((150, 150, 250, 250)).tobytes()
        assert max(centre) - min(centre) < 40

    def test_a_photo_is_shown_whole_and_small(self, work, sign_in):
        evidence = self.add(work, work.item(), kind="photo", upload=photo(size=(900, 600)))
        browser = sign_in(work.commune.people["unit_head"])
        address = reverse("work:evidence_file", args=[evidence.pk])
        whole = b"".join(browser.get(address).streaming_content)
        assert hashlib.sha256(whole).hexdigest() == evidence.sha256
        small = Image.open(io.BytesIO(b"".join(browser.get(address + "?co=nho").streaming_content)))
        assert max(small.size) <= 480

    def test_erased_a_file_is_gone(self, work, django_capture_on_commit_callbacks):
        evidence = self.add(work, work.item(), kind="photo", upload=photo())
        with django_capture_on_commit_callbacks(execute=True):
            work_services.erase_evidence(
                actor=work.commune.actor("officer"), evidence_id=evidence.pk, reason="Người trong ảnh yêu cầu xóa"
            )
        assert stored() == []

    def test_what_is_refused_half_way_leaves_no_file(self, work):
        with pytest.raises(InvalidInput):
            work_services.send_proof(
                actor=work.commune.actor("unit_head"),
                item_id=work.item().pk,
                client_key="key-00000001",
                happened_on=DAY,
                shots=[Shot(photo())],
                declared_not_secret=True,
                link="không phải đường dẫn",
                sure=True,
            )
        assert stored() == []

    def test_the_sweeps_take_what_no_row_names(self, work, monkeypatch):
        document = make_document(work.commune, read=False)
        evidence = self.add(work, work.item(), kind="photo", upload=photo())
        orphans = [default_storage.save(f"{folder}/x.txt", upload("x")) for folder in ("library", "evidence")]
        in_two_days = timezone.now() + timedelta(days=2)
        monkeypatch.setattr("lantoa.shared.files.timezone.now", lambda: in_two_days)
        for kind in ("library.sweep", "work.sweep_files"):
            jobs.enqueue(kind, {})
            Job.objects.update(run_after=timezone.now() - timedelta(days=9))
            assert run(kind).state == JobState.SUCCEEDED
        assert set(stored()) == {document.file.name, evidence.file.name}
        assert not set(orphans) & set(stored())

    def test_an_upload_while_the_store_is_away_keeps_the_form_and_leaves_nothing(self, work, sign_in):
        officer, head = sign_in(work.commune.people["officer"]), sign_in(work.commune.people["unit_head"])
        documents, item = Document.objects.count(), work.item()
        self.away()
        answer = officer.post(reverse("plans_desk:add"), {"file": [upload()], "declared_not_secret": "no"})
        assert answer.status_code == 422
        assert "Kho tệp chưa trả lời" in answer.content.decode()
        values = {
            "client_key": "key-00000001", "happened_on": "05/01/2026", "text": "Đã đến từng nhà", "shots": [photo()],
            "declared_not_secret": "on", "sure": "on",
        }  # fmt: skip
        answer = head.post(reverse("work:send", args=[item.pk]), values)
        assert answer.status_code == 422
        assert "Kho tệp chưa trả lời" in answer.content.decode()
        assert "Đã đến từng nhà" in answer.content.decode()
        assert Document.objects.count() == documents
        assert not Evidence.objects.exists()
        self.back()
        values["shots"] = [photo()]
        assert head.post(reverse("work:send", args=[item.pk]), values).status_code == 302
        assert Evidence.objects.filter(kind="photo").count() == 1

    def test_a_file_asked_for_while_the_store_is_away_is_no_missing_one(self, work, sign_in):
        evidence = self.add(work, work.item(), kind="photo", upload=photo())
        self.away()
        answer = sign_in(work.commune.people["unit_head"]).get(reverse("work:evidence_file", args=[evidence.pk]))
        assert answer.status_code == 503
        assert "Kho tệp chưa trả lời" in answer.content.decode()

    def test_a_reading_waits_until_the_store_is_back(self, commune, store):
        make_document(commune, read=False)
        self.away()
        job = run("library.read")
        assert job.state == JobState.QUEUED
        assert Reading.objects.get().state == ReadingState.WAITING
        self.back()
        Job.objects.update(run_after=timezone.now())
        assert run("library.read").state == JobState.SUCCEEDED

    def test_erased_while_the_store_is_away_it_is_erased_and_the_sweep_removes_the_file(
        self, work, django_capture_on_commit_callbacks, monkeypatch, caplog
    ):
        evidence = self.add(work, work.item(), kind="photo", upload=photo())
        caplog.set_level(logging.CRITICAL, "django.test")
        self.away()
        with django_capture_on_commit_callbacks(execute=True):
            work_services.erase_evidence(actor=work.commune.actor("officer"), evidence_id=evidence.pk, reason="x")
        self.back()
        evidence.refresh_from_db()
        assert evidence.state == EvidenceState.ERASED
        assert len(stored()) == 1
        in_two_days = timezone.now() + timedelta(days=2)
        monkeypatch.setattr("lantoa.shared.files.timezone.now", lambda: in_two_days)
        jobs.enqueue("work.sweep_files", {})
        Job.objects.update(run_after=timezone.now() - timedelta(days=9))
        run("work.sweep_files")
        assert stored() == []

    def test_plans_come_from_uploads(self, commune, store, sign_in):
        answer = sign_in(commune.people["officer"]).post(
            reverse("plans_desk:add"), {"file": [upload()], "declared_not_secret": "no"}
        )
        assert answer.status_code == 302
        run("library.read")
        assert Plan.objects.get().tasks.count() == 1
        assert library.store(
            actor=commune.actor("officer"),
            organisation_id=commune.organisation.pk,
            upload=upload(),
            declared_not_secret=True,
        )
        assert len(stored()) == 1, "the same bytes once"


class TestOnTheDisk(ServicesContract):
    @pytest.fixture
    def store(self, settings, tmp_path):
        settings.MEDIA_ROOT = self.folder = tmp_path / "files"
        self.folder.mkdir()

    def away(self) -> None:
        self.folder.rename(self.folder.with_name("aside"))
        self.folder.write_text("")

    def back(self) -> None:
        self.folder.unlink()
        self.folder.with_name("aside").rename(self.folder)


class TestInABucket(ServicesContract):
    @pytest.fixture
    def store(self, use_bucket):
        self.use = use_bucket
        use_bucket()

    def away(self) -> None:
        self.use(endpoint="http://127.0.0.1:1")

    def back(self) -> None:
        self.use()
