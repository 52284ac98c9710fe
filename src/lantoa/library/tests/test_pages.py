"""Văn bản on the desk, and the download."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lantoa.library import services
from lantoa.library.models import Document, Reading
from lantoa.library.testing import PAPER, make_document, upload
from lantoa.org.testing import list_file
from lantoa.shared.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(commune, sign_in):
    return sign_in(commune.people["officer"])


def url(name: str, *args: object) -> str:
    return reverse(f"library_desk:{name}", args=args)


def test_upload_reads_and_shows_progress(browser):
    answer = browser.post(url("add"), {"file": upload(), "title": "", "declared_not_secret": "no"})
    document = Document.objects.get()
    assert answer.url == url("document", document.pk)
    assert "Máy đang đọc văn bản này" in browser.get(answer.url).content.decode()
    Job.objects.update(progress_done=1, progress_total=3, progress_text="Đang đọc")
    assert browser.get(url("progress", document.pk)).json()["text"] == "Đang đọc"
    browser.post(url("stop", document.pk))
    assert Reading.objects.get().state == "cancelled"
    browser.post(url("read", document.pk))
    assert Reading.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("secret", "name", "data", "words"),
    [
        ("yes", "a.txt", b"chu", "dấu mật không được đưa vào"),
        ("", "a.txt", b"chu", "Trả lời văn bản có dấu mật hay không"),
        ("no", "a.exe", b"MZ\x90\x00", "không thuộc loại"),
        ("no", "a.docx", b"PK\x03\x04 half", "hỏng"),
        ("no", "a.txt", b"", "Tệp rỗng (0 byte), xin chọn tệp khác."),
    ],
)
def test_a_refused_upload_says_why_and_keeps_what_was_typed(browser, secret, name, data, words):
    sent = {"file": SimpleUploadedFile(name, data), "title": "Tên đã gõ", "declared_not_secret": secret}
    answer = browser.post(url("add"), sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert "Tên đã gõ" in html
    assert not Document.objects.exists()


def test_list_search_and_filters(commune, browser):
    make_document(commune)
    assert "12/KH-UBND" in browser.get(url("index"), {"q": "an toan mang"}).content.decode()
    assert "12/KH-UBND" not in browser.get(url("index"), {"visibility": "public"}).content.decode()
    assert "12/KH-UBND" in browser.get(url("index"), {"reading": "done"}).content.decode()


def test_a_refused_marked_paper_is_told_of(commune, browser):
    document = make_document(commune, read=False)
    services.refuse_secret(document_id=document.pk, text="Có dấu mật.")
    assert "có dấu mật nên đã bị từ chối" in browser.get(url("index")).content.decode()


def test_public_and_internal_ask_first(commune, sign_in, browser):
    document = make_document(commune)
    approver = sign_in(commune.people["approver"])
    assert "Chuyển thành công khai?" in approver.get(url("visibility", document.pk)).content.decode()
    for expected in ("public", "internal"):
        assert f'name="wanted" value="{expected}"' in approver.get(url("visibility", document.pk)).content.decode()
        for _pressed_twice in range(2):
            approver.post(url("visibility", document.pk), {"wanted": expected})
            document.refresh_from_db()
            assert document.visibility == expected
    assert sign_in(commune.people["editor"]).get(url("visibility", document.pk)).status_code == 403


def test_facts_and_the_page_of_words(commune, browser):
    document = make_document(commune)
    data = {"title": "Tên mới", "version": document.version, "valid_from": "2026-01-01", "replaced_by": ""}
    assert browser.post(url("change", document.pk), data).status_code == 302
    answer = browser.post(url("change", document.pk), data | {"title": "Tên khác"})
    assert answer.status_code == 409
    assert "Tên khác" in answer.content.decode()
    assert "Tên mới" in browser.get(url("document", document.pk)).content.decode()
    assert "Cảnh báo thủ đoạn" in browser.get(url("text", document.pk)).content.decode()


@pytest.mark.parametrize("role", ["administrator", "officer", "approver", "editor", "auditor"])
def test_who_may_download(commune, sign_in, role):
    document = make_document(commune, read=False)
    answer = sign_in(commune.people[role]).get(reverse("library:download", args=[document.pk]))
    assert b"".join(answer.streaming_content).decode() == PAPER
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_others_do_not(commune, other_commune, sign_in, client):
    document = make_document(commune, read=False)
    address = reverse("library:download", args=[document.pk])
    assert client.get(address).status_code == 302
    assert sign_in(other_commune.people["officer"]).get(address).status_code == 404
    assert sign_in(commune.people["unit_head"]).get(address).status_code in (403, 404)
    default_storage.delete(document.file.name)
    assert sign_in(commune.people["officer"]).get(address).status_code == 404


@pytest.mark.parametrize("name", ["document", "text", "change", "visibility", "progress"])
def test_foreign_documents_are_not_found(commune, other_commune, sign_in, name):
    document = make_document(commune)
    assert sign_in(other_commune.people["officer"]).get(url(name, document.pk)).status_code == 404


def test_the_list_is_taken_along_under_its_filters(commune, other_commune, browser):
    """The days of the file are days, and what belongs to another commune is in none."""
    make_document(other_commune)
    document = make_document(commune)
    services.publish(actor=commune.actor("officer"), document_id=document.pk)
    made = list_file(browser.get(url("index"), {"visibility": "public", "tep": "xlsx"}).content)
    document.refresh_from_db()
    assert [row[:2] for row in made.rows] == [[document.title, document.sign]]
    assert made.rows[0][2].date() == document.issued_on
    assert made.note == "Phạm vi: Công khai"
    assert list_file(browser.get(url("index"), {"visibility": "internal", "tep": "xlsx"}).content).rows == []
