"""Pages of originals as pictures: for who may read them, after the reading, made once."""

from __future__ import annotations

import io
import threading

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from lantoa.library import apart, jobs, pictures, services
from lantoa.library.models import Document
from lantoa.library.services.readings import DRAW_PAGES
from lantoa.library.testing import PDF, make_document
from lantoa.shared.errors import NotFound
from lantoa.shared.jobs import run
from lantoa.shared.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def document(commune):
    return make_document(commune, PDF.read_bytes(), name="ke-hoach.pdf")


@pytest.fixture
def made(monkeypatch):
    """How often a page was drawn."""
    calls: list[int] = []

    def draw(*args, **options):
        calls.append(args[2])
        return apart.draw_page(*args, **options)

    monkeypatch.setattr(pictures, "draw_page", draw)
    return calls


def url(document, number=1) -> str:
    return reverse("library:page", args=[document.pk, number])


def test_a_page_is_drawn_in_a_process_of_its_own_and_kept(document, commune, sign_in, made):
    browser = sign_in(commune.people["officer"])
    first = browser.get(url(document, 2))
    assert Image.open(io.BytesIO(first.content)).format == "WEBP"
    assert (first["Content-Type"], first["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert browser.get(url(document, 2)).content == first.content
    assert made == [2]
    assert default_storage.exists(f"{pictures.FOLDER}/{document.sha256}/2.webp")


def test_a_browser_that_has_it_is_told_so_after_its_right_was_asked(document, commune, other_commune, sign_in, made):
    browser = sign_in(commune.people["officer"])
    tag = browser.get(url(document))["ETag"]
    assert browser.get(url(document), headers={"if-none-match": tag}).status_code == 304
    assert browser.get(url(document, 2), headers={"if-none-match": tag}).status_code == 200
    foreign = sign_in(other_commune.people["officer"])
    assert foreign.get(url(document), headers={"if-none-match": tag}).status_code == 404
    assert "no-cache" in browser.get(url(document))["Cache-Control"]


def test_nothing_is_shown_before_the_reading_has_looked_for_a_stamp(commune, sign_in, made):
    waiting = make_document(commune, PDF.read_bytes(), name="ke-hoach.pdf", read=False)
    browser = sign_in(commune.people["officer"])
    assert browser.get(url(waiting)).status_code == 404
    services.fail_reading(document_id=waiting.pk, code="damaged_document", text="")
    assert browser.get(url(waiting)).status_code == 404
    assert made == []


def run_jobs() -> None:
    for job in Job.objects.filter(kind=jobs.FORGET_PICTURES):
        run(job.pk)


def test_a_refused_document_has_no_pictures(commune, sign_in):
    """Neither any more, nor again."""
    waiting = make_document(commune, PDF.read_bytes(), name="ke-hoach.pdf", read=False)
    address, kept = url(waiting), default_storage.save(f"{pictures.FOLDER}/{waiting.sha256}/1.webp", io.BytesIO(b"x"))
    services.refuse_secret(document_id=waiting.pk, text="mật")
    run_jobs()
    assert not default_storage.exists(kept)
    assert sign_in(commune.people["officer"]).get(address).status_code == 404


def test_text_and_pages_that_are_not_there(commune, document, sign_in, made):
    browser = sign_in(commune.people["officer"])
    assert browser.get(url(make_document(commune))).status_code == 404
    for number in (0, 6, 10**12):
        assert browser.get(url(document, number)).status_code == 404
    assert made == []  # nobody starts processes by asking for pages that the reading does not know


def test_a_reading_from_before_pages_had_sizes_asks_the_file(commune, document, sign_in, made):
    reading = document.reading
    reading.result = {key: value for key, value in reading.result.items() if key != "pages"}
    reading.save()
    browser = sign_in(commune.people["officer"])
    assert [browser.get(url(document, number)).status_code for number in (5, 6)] == [200, 404]
    assert made == [5, 6]


def test_when_another_page_is_being_drawn_the_next_is_to_be_asked_for_again(
    document, monkeypatch, made, commune, sign_in
):
    browser = sign_in(commune.people["officer"])
    monkeypatch.setattr(pictures, "WAIT_SECONDS", 0.01)
    monkeypatch.setattr(pictures, "_AT_ONCE", threading.BoundedSemaphore(1))
    with pictures._AT_ONCE:
        assert browser.get(url(document)).status_code == 503
    assert made == []
    assert pictures.picture(document, 1)


def test_pages_are_drawn_after_the_reading_before_anybody_asks(commune, made):
    document = make_document(commune, PDF.read_bytes(), name="ke-hoach.pdf")
    run(Job.objects.get(kind=DRAW_PAGES).pk)
    pages = len(document.reading.result["pages"])
    assert made == list(range(1, pages + 1))
    assert pictures.picture(document, pages)
    assert len(made) == pages


def test_of_a_text_no_page_is_drawn(commune):
    make_document(commune)
    assert not Job.objects.filter(kind=DRAW_PAGES).exists()


def test_a_page_that_cannot_be_drawn_is_not_tried_again_at_once(document, made):
    with document.file.open("wb") as file:
        file.write(b"%PDF-1.4 broken")
    for _time in range(2):
        with pytest.raises(NotFound):
            pictures.picture(document, 1)
    assert made == [1]


def test_pictures_go_with_the_last_document_of_their_bytes(document, other_commune, made):
    same = make_document(other_commune, PDF.read_bytes(), name="ban-khac.pdf")
    pictures.picture(document, 1)
    pictures.picture(same, 1)
    assert len(made) == 1
    kept = f"{pictures.FOLDER}/{document.sha256}/1.webp"
    for row, left in ((document, True), (same, False)):
        Document.objects.get(pk=row.pk).delete()
        run_jobs()
        assert default_storage.exists(kept) is left


def test_what_a_kill_left_is_swept(document, made):
    pictures.picture(document, 1)
    lost = default_storage.save(f"{pictures.FOLDER}/{'0' * 64}/1.webp", io.BytesIO(b"x"))
    jobs.sweep_pictures(None)
    assert not default_storage.exists(lost)
    assert default_storage.exists(f"{pictures.FOLDER}/{document.sha256}/1.webp")
