"""Answers and procedures on the desk: the list, the forms, deciding."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lantoa.answers.desk.pages import url_of
from lantoa.answers.models import Procedure, Question, State
from lantoa.answers.testing import make_piece
from lantoa.org.testing import list_file, parsed

pytestmark = pytest.mark.django_db

FORM = {
    "title": "Chợ họp lúc nào?",
    "answer": "Từ 5 giờ sáng.",
    "wordings": "cho hop luc may gio\n\nmấy giờ chợ mở",
    "audience": "resident",
    "source_title": "Nội quy chợ",
    "checked_on": "20/11/2026",
}


@pytest.fixture
def desk(commune, sign_in):
    return {role: sign_in(commune.people[role]) for role in ("editor", "approver", "auditor")}


def url(piece, page: str = "piece") -> str:
    return reverse(f"answers_{piece.KIND}s:{page}", args=[piece.pk])


def test_from_writing_to_approving_with_two_people(desk):
    added = desk["editor"].post(reverse("answers_questions:add"), FORM)
    piece = Question.objects.get()
    assert added["Location"] == url(piece)
    assert piece.wordings == ["cho hop luc may gio", "mấy giờ chợ mở"]
    assert b"G\xe1\xbb\xadi duy\xe1\xbb\x87t" in desk["editor"].get(url(piece)).content
    desk["editor"].post(url(piece, "submit"), {"version": piece.version})
    assert "Chờ duyệt" in desk["approver"].get("/admin/").content.decode()
    piece.refresh_from_db()
    desk["approver"].post(url(piece, "approve"), {"version": piece.version})
    piece.refresh_from_db()
    assert piece.state == State.APPROVED
    assert str(piece.approved_by) == "Người approver"
    assert "Đã duyệt" in desk["auditor"].get(url(piece)).content.decode()


def test_a_refused_form_keeps_what_was_typed(desk):
    wrong = {**FORM, "answer": "", "source_url": "không phải địa chỉ"}
    response = desk["editor"].post(reverse("answers_questions:add"), wrong)
    page = parsed(response.content)
    assert response.status_code == 422
    assert page.xpath("//textarea[@name='wordings']")[0].text.strip() == FORM["wordings"].strip()
    assert len(page.xpath("//*[contains(@class, 'error-summary')]//a")) == 2


def test_steps_are_typed_as_one_writes_them(desk):
    typed = {**FORM, "steps": "Nộp hồ sơ\nNộp ở bộ phận một cửa.\nLấy giấy hẹn.\n\n\nNhận giấy"}
    desk["editor"].post(reverse("answers_procedures:add"), typed)
    procedure = Procedure.objects.get()
    assert procedure.steps == [
        {"title": "Nộp hồ sơ", "text": "Nộp ở bộ phận một cửa. Lấy giấy hẹn."},
        {"title": "Nhận giấy", "text": ""},
    ]
    shown = parsed(desk["editor"].get(url(procedure, "change")).content).xpath("//textarea[@name='steps']")[0].text
    assert shown.strip() == "Nộp hồ sơ\nNộp ở bộ phận một cửa. Lấy giấy hẹn.\n\nNhận giấy"


def test_who_changed_meanwhile_is_said_beside_what_was_typed(desk, commune):
    piece = make_piece(commune, until="draft")
    page = parsed(desk["editor"].get(url(piece, "change")).content)
    seen = page.xpath("//input[@name='seen']/@value")[0]
    Question.objects.filter(pk=piece.pk).update(version=9, answer="Người khác sửa")
    response = desk["editor"].post(
        url(piece, "change"), {**FORM, "answer": "Tôi sửa", "version": piece.version, "seen": seen}
    )
    assert response.status_code == 409
    assert "Người khác sửa" in response.content.decode() and "Tôi sửa" in response.content.decode()


def test_sending_back_asks_for_a_note_and_shows_it_to_the_writer(desk, commune):
    piece = make_piece(commune, until="waiting")
    assert desk["approver"].post(url(piece, "send_back"), {"version": piece.version, "note": ""}).status_code == 422
    desk["approver"].post(url(piece, "send_back"), {"version": piece.version, "note": "Ghi rõ mức phí"})
    assert "Ghi rõ mức phí" in desk["editor"].get(url(piece, "change")).content.decode()


def test_who_wrote_it_is_offered_no_approval(sign_in, commune):
    client = sign_in(commune.people["officer"])
    client.post(reverse("answers_questions:add"), FORM)
    piece = Question.objects.get()
    client.post(url(piece, "submit"), {"version": piece.version})
    page = client.get(url(piece)).content.decode()
    assert url(piece, "approve") not in page and "không tự duyệt được" in page


def test_the_list_is_narrowed_and_taken_along(desk, commune):
    make_piece(commune)
    make_piece(commune, until="waiting", title="Chợ họp lúc nào?", wordings=[])
    index = reverse("answers_questions:index")
    assert "Chợ họp" not in desk["auditor"].get(f"{index}?state=approved").content.decode()
    assert "Chứng thực" not in desk["auditor"].get(f"{index}?q=cho+hop").content.decode()
    file = list_file(desk["auditor"].get(f"{index}?tep=xlsx").content)
    assert len(file.rows) == 2


def test_another_communes_pieces_are_not_in_the_list(desk, other_commune):
    make_piece(other_commune)
    assert "Chứng thực" not in desk["auditor"].get(reverse("answers_questions:index")).content.decode()


def test_who_approves_sees_the_whole_text_on_the_page_that_asks(commune, sign_in):
    piece = make_piece(commune, until="waiting")
    page = sign_in(commune.people["approver"]).get(url_of("approve", piece)).content.decode()
    for words in (piece.title, "Từ trang thứ ba: 1.000 đồng một trang.", piece.source_sign, piece.wordings[0]):
        assert words in page
