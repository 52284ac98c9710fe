"""Public pages of what is quoted: only what is public, only of that place, the passage lit, all of it readable."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.answers import services
from lantoa.answers.addresses import address_of, page
from lantoa.answers.models import Question
from lantoa.answers.testing import make_piece
from lantoa.library import knowledge
from lantoa.library import services as library
from lantoa.library.testing import PAPER, PDF, make_document
from lantoa.org.models import Organisation
from lantoa.org.testing import make_commune, parsed
from lantoakit.retrieval import Quotation

pytestmark = pytest.mark.django_db


def quotation(kind: str, key: int, number: int = 0) -> Quotation:
    (entry,) = knowledge.entries(kind, {str(key)})
    passage = entry.passages[number]
    return Quotation(entry.source, passage, passage.text, passage.start, passage.end)


def public_document(commune, text: str | bytes = PAPER, **more):
    document = make_document(commune, text, **more)
    return library.publish(actor=commune.actor("officer"), document_id=document.pk)


def shown(address: str, status: int = 200) -> str:
    response = Client().get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_the_quoted_passage_is_lit_where_it_stands_in_the_text(commune):
    document = public_document(commune)
    entry = knowledge.entries("document", {str(document.pk)})[0]
    number = next(p.number for p in entry.passages if "Cảnh báo thủ đoạn" in p.text)
    address = address_of(quotation("document", document.pk, number), commune.organisation)
    assert address == f"/tra-cuu/van-ban/{document.pk}/?doan={number}#doan-{number}"
    found = parsed(shown(address).encode())
    lit = found.xpath(f"//*[@id='doan-{number}'][contains(@class, 'is-lit')]")[0]
    assert "Cảnh báo thủ đoạn lừa đảo mới" in lit.text_content()
    whole = " ".join(found.xpath("//article")[0].text_content().split())
    assert "Giúp người dân nhận ra lừa đảo trên mạng" in whole
    assert "II.1, TỔ CHỨC THỰC HIỆN" in " ".join(found.text_content().split())


def test_the_original_is_given_only_while_it_is_public(commune):
    document = public_document(commune, PDF.read_bytes(), name="ke-hoach.pdf")
    address = reverse("answers:original", args=[document.pk])
    response = Client().get(address)
    assert response.getvalue()[:5] == b"%PDF-"
    assert "attachment" in response["Content-Disposition"]
    library.unpublish(actor=commune.actor("officer"), document_id=document.pk)
    shown(address, 404)
    shown(reverse("answers:document", args=[document.pk]), 404)


@pytest.mark.parametrize(
    ("facts", "words", "in_short"),
    [
        ({"valid_until": date(2026, 1, 1)}, "Không còn hiệu lực từ ngày 01/01/2026", "Hết hiệu lực"),
        ({"valid_from": date(2099, 1, 1)}, "Chưa có hiệu lực: bắt đầu từ ngày 01/01/2099", "Chưa có hiệu lực"),
        (  # one that has not begun and has an end already
            {"valid_from": date(2099, 1, 1), "valid_until": date(2100, 1, 1)},
            "Chưa có hiệu lực: bắt đầu từ ngày 01/01/2099",
            "Chưa có hiệu lực",
        ),
    ],
)
def test_a_document_that_does_not_hold_today_says_so(commune, facts, words, in_short):
    document = public_document(commune)
    officer = commune.actor("officer")
    library.change(actor=officer, document_id=document.pk, version=document.version, values=facts)
    page_text = shown(reverse("answers:document", args=[document.pk]))
    assert words in page_text
    assert in_short in [one.text_content() for one in parsed(page_text.encode()).xpath("//dl[@class='facts']/dd")]


def test_a_replaced_document_names_what_replaces_it(commune):
    old, new = public_document(commune), public_document(commune, PAPER.replace("12/KH", "31/KH"), name="moi.txt")
    officer = commune.actor("officer")
    library.change(actor=officer, document_id=old.pk, version=old.version, values={"replaced_by_id": new.pk})
    assert "Đã được thay bằng Kế hoạch số 31/KH-UBND" in shown(reverse("answers:document", args=[old.pk]))


def test_an_answer_stands_with_its_source_and_the_day_it_was_checked(commune):
    piece = make_piece(commune)
    address = address_of(quotation("question", piece.pk), commune.organisation)
    page_text = shown(address)
    for words in ("2.000 đồng một trang", "226/2016/TT-BTC", "Bộ Tài chính", "20/11/2026"):
        assert words in page_text


def test_what_is_not_approved_yet_is_not_shown(commune):
    piece = make_piece(commune)
    services.change(
        actor=commune.actor("editor"), kind="question", piece_id=piece.pk, version=piece.version,
        values={"answer": "Bản sửa chưa duyệt"},
    )  # fmt: skip
    address = reverse("answers:question", args=[piece.pk])
    assert "Bản sửa chưa duyệt" not in shown(address)
    piece.refresh_from_db()
    services.withdraw(actor=commune.actor("approver"), kind="question", piece_id=piece.pk, version=piece.version)
    shown(address, 404)
    shown(reverse("answers:question", args=[make_piece(commune, until="waiting").pk]), 404)


def test_a_procedure_is_readable_without_scripts(commune):
    piece = make_piece(commune, "procedure")
    found = parsed(shown(reverse("answers:procedure", args=[piece.pk])).encode())
    assert [step.text_content().split(".")[0].strip() for step in found.xpath("//ol/li")] == ["Bước 1", "Bước 2"]
    assert not found.xpath("//ol/li[@hidden]")
    assert "Giấy chứng sinh" in found.text_content()


def test_what_is_for_officers_leads_to_the_desk_and_has_no_public_page(commune, sign_in):
    piece, document = make_piece(commune, audience="officer"), make_document(commune)
    shown(reverse("answers:question", args=[piece.pk]), 404)
    assert address_of(quotation("question", piece.pk), commune.organisation).startswith("/admin/")
    internal = address_of(quotation("document", document.pk, 3), commune.organisation)
    assert Client().get(internal).status_code == 302
    found = parsed(sign_in(commune.people["auditor"]).get(internal).content)
    assert found.xpath("//*[@id='doan-3'][contains(@class, 'is-lit')]")


def test_where_several_communes_are_served_the_place_stands_in_the_address(commune, other_commune):
    other_commune.organisation.place_code = "00123"
    other_commune.organisation.save()
    assert page("question", 1, other_commune.organisation) == "/tra-cuu/00123/hoi-dap/1/"
    piece, foreign = make_piece(commune), make_piece(other_commune)
    own = page("question", piece.pk, commune.organisation)
    assert own == f"/tra-cuu/so-{commune.organisation.pk}/hoi-dap/{piece.pk}/"
    assert "xã Minh Họa" in shown(own)
    shown(page("question", foreign.pk, commune.organisation), 404)
    shown(f"/tra-cuu/00999/hoi-dap/{piece.pk}/", 404)
    shown(f"/tra-cuu/so-999999/hoi-dap/{piece.pk}/", 404)


def test_what_a_province_published_is_shown_by_each_of_its_communes(commune, other_commune):
    piece = make_piece(commune)
    province = Organisation.objects.get(pk=commune.organisation.parent_id)
    Question.objects.filter(pk=piece.pk).update(organisation=province)
    for one in (commune, other_commune):
        assert one.organisation.name in shown(page("question", piece.pk, one.organisation))
    elsewhere = Organisation.objects.create(kind="province", name="tỉnh Khác")
    far = make_commune("xã Xa", prefix="far-")
    Organisation.objects.filter(pk=far.organisation.pk).update(parent=elsewhere)
    shown(page("question", piece.pk, far.organisation), 404)


@pytest.mark.parametrize("query", ["doan=999", "doan=x", "doan=-1", "phan=0", "phan=99", "doan=9999999999999"])
def test_a_wrong_number_in_the_address_shows_the_beginning(commune, query):
    document = public_document(commune)
    assert "Giúp người dân" in shown(f"{reverse('answers:document', args=[document.pk])}?{query}")


def test_a_long_document_comes_in_light_parts_and_opens_at_the_passage(commune):
    tasks = "\n".join(f"{n}. Công an xã: Làm việc thứ {n} {'rất cẩn thận ' * 20}." for n in range(1, 400))
    document = public_document(commune, f"{PAPER}\nIII. VIỆC KHÁC\n{tasks}\n")
    address = reverse("answers:document", args=[document.pk])
    assert len(shown(address).encode()) < 100_000
    entry = knowledge.entries("document", {str(document.pk)})[0]
    last = next(p.number for p in entry.passages if "Làm việc thứ 399 " in p.text)
    deep = shown(address_of(quotation("document", document.pk, last), commune.organisation))
    assert "Làm việc thứ 399 " in deep and "Giúp người dân" not in deep
    assert len(deep.encode()) < 100_000


def test_the_day_decides_without_anybody_writing_anything(commune):
    document = public_document(commune)
    tomorrow = timezone.localdate() + timedelta(days=1)
    library.change(
        actor=commune.actor("officer"), document_id=document.pk, version=document.version,
        values={"valid_until": tomorrow},
    )  # fmt: skip
    (entry,) = knowledge.entries("document", {str(document.pk)})
    assert entry.source.in_force(timezone.localdate()) and not entry.source.in_force(tomorrow)
