"""What the widget may ask, and from where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from lantoa.conversations.models import Callback, Channel, Conversation, Message
from lantoa.conversations.testing import FEE, GUIDE, begin, quotation
from lantoa.conversations.views import widget
from lantoa.shared.models import SettingValue

pytestmark = pytest.mark.django_db

SITE = "https://minhhoa.example.vn"


@pytest.fixture(autouse=True)
def _listed(commune):
    SettingValue.objects.create(
        name="conversations.sites", organisation_id=commune.organisation.pk, value=f"{SITE}/trang-chu, http://b.vn"
    )


def post(where: str, body: Any, origin: str = SITE, client: Client | None = None) -> Any:
    client = client or Client(enforce_csrf_checks=True)
    return client.post(f"/hoi/khung/{where}", body, content_type="application/json", headers={"origin": origin})


def test_a_listed_site_asks_and_reads(commune):
    first = post("hoi/", {"text": "khai sinh", "key": "", "after": 0})
    assert first["Access-Control-Allow-Origin"] == SITE and not first.cookies
    told = first.json()
    assert Conversation.objects.get().channel == Channel.WIDGET
    asked, answer = told["lines"]
    assert (asked["who"], answer["kind"], answer["rate"]) == ("asker", "answer", True)
    assert "".join(text for text, _lit in answer["blocks"][0]["paragraphs"][1]) == FEE
    assert ["không phải nộp lệ phí", True] in answer["blocks"][0]["paragraphs"][1]
    again = post("hoi/", {"text": "bao giờ tiêm phòng", "key": told["key"], "after": answer["id"]}).json()
    assert [one["kind"] for one in again["lines"]] == ["", "declined"] and again["key"] == told["key"]
    assert post("moi/", {"key": told["key"], "after": again["lines"][-1]["id"]}).json()["lines"] == []
    assert post("danh-gia/", {"key": told["key"], "message": answer["id"], "feedback": "helped"}).json() == {}


def test_what_was_replaced_or_amended_is_told_with_the_quotation(commune, engine):
    facts: dict[str, Any] = {"replaced_by": "Hướng dẫn số 31/HD-UBND", "amended_by": ("Số 40/HD-UBND", "Số 41/HD-UBND")}
    engine.quotations = (quotation(FEE, source=replace(GUIDE, **facts)),)
    (block,) = post("hoi/", {"text": "khai sinh"}).json()["lines"][-1]["blocks"]
    assert block["standing"] == "replaced" and block["replaced_by"] == facts["replaced_by"]
    assert block["amended_by"] == "Số 40/HD-UBND; Số 41/HD-UBND"
    script = Client().get("/hoi/hoi-dap.js").content.decode()
    for words in ("Đã được thay thế", "Thay bằng", "Đã sửa bởi", "Chưa có hiệu lực"):
        assert words in script


@pytest.mark.parametrize("origin", ["https://la.example", "null", "https://minhhoa.example.vn.la.example"])
def test_other_sites_are_refused_and_nothing_is_read(commune, origin):
    for answer in (
        post("hoi/", {"text": "khai sinh"}, origin),
        Client().options("/hoi/khung/hoi/", headers={"origin": origin}),
        Client().get("/hoi/khung/", headers={"origin": origin}),
    ):
        assert answer.status_code == 403 and "Access-Control-Allow-Origin" not in answer
    assert not Conversation.objects.exists()


def test_the_browser_may_ask_beforehand(commune):
    allowed = Client().options("/hoi/khung/hoi/", headers={"origin": SITE})
    assert allowed.status_code == 204 and allowed["Access-Control-Allow-Headers"] == "content-type"
    assert Client().get("/hoi/khung/hoi/", headers={"origin": SITE}).status_code == 405


def test_wrong_bodies_are_told_in_words(commune):
    for body in ("[]", "{", "7"):
        assert post("hoi/", body).status_code == 422
    assert post("hoi/", {"text": 7}).json()["message"] == "Viết câu hỏi rồi bấm Hỏi."
    refused = post("gap-can-bo/", {"phone": "0912345678"})
    assert refused.status_code == 422 and "consent" in refused.json()["fields"]
    assert not Conversation.objects.exists()


@pytest.mark.parametrize(
    ("where", "body", "status", "why"),
    [
        ("hoi/", r'{"text": "\ud800"}', 422, "half a letter says nothing"),
        ("hoi/", r'{"text": "khai\u0000 sinh\ud800"}', 200, "the rest is a question"),
        ("hoi/", r'{"text": "khai sinh", "key": "\ud800"}', 200, "a key that nobody has"),
        ("moi/", r'{"key": "\u0000khoá"}', 404, "the same where nothing may begin"),
        ("hoi/", "[" * 16_000, 422, "deeper than can be read"),
        ("hoi/", '{"text": "' + "a" * 20_000 + '"}', 422, "larger than any question"),
        ("hoi/", '{"text": "khai sinh", "after": 1' + "0" * 30 + "}", 200, "a number that no message has"),
        ("gap-can-bo/", r'{"phone": "\ud800"}', 200, "no number"),
    ],
)
def test_crafted_bodies_are_told_in_words(commune, where, body, status, why):
    answer = post(where, body)
    assert answer.status_code == status, why
    assert answer["Access-Control-Allow-Origin"] == SITE
    assert all(text.isprintable() for text in Message.objects.values_list("text", flat=True))


def test_a_crafted_cookie_is_nobodys(commune, client):
    begin(commune, "khai sinh")
    client.cookies[f"hoi-{commune.organisation.pk}"] = "\x01"
    assert client.get("/hoi/").status_code == 200


def test_a_number_does_not_hide_behind_signs_without_width(commune):
    post("hoi/", {"text": "khai sinh, gọi 0912\u200b345\u200b678"})
    assert Message.objects.earliest("pk").text == "khai sinh, gọi [số điện thoại]"


def test_a_key_opens_one_conversation_of_one_commune(commune, other_commune):
    foreign = begin(other_commune, "khai sinh")
    where = f"/hoi/so-{commune.organisation.pk}/khung/moi/"
    for key in (foreign.key, "", "no-such-key"):
        answer = Client().post(where, {"key": key}, content_type="application/json")
        assert answer.status_code == 404 and "lines" not in answer.json()


def test_a_person_is_asked_for(commune):
    told = post("gap-can-bo/", {"phone": "0912 345 678", "consent": True}).json()
    assert told["state"] == "waiting" and Callback.objects.get().phone == "+84912345678"
    assert Message.objects.get().kind == "event"


def test_who_asks_for_a_person_first_is_in_the_inbox(commune, sign_in):
    post("gap-can-bo/", {"phone": "0912 345 678", "consent": True})
    officer, talk = sign_in(commune.people["officer"]), Conversation.objects.get()
    page = officer.get("/admin/nguoi-dan-hoi/cuoc/").content.decode()
    assert "(xin gặp cán bộ, chưa viết gì)" in page
    assert "(xin gặp cán bộ, chưa viết gì)" in officer.get("/admin/").content.decode()
    assert "0912 345 678" in officer.get(f"/admin/nguoi-dan-hoi/cuoc/{talk.pk}/").content.decode()
    closed = officer.post(f"/admin/nguoi-dan-hoi/cuoc/{talk.pk}/ket-thuc/", follow=True)
    assert closed.status_code == 200  # nor is it lost once it is over


def test_hello_tells_what_to_expect(commune):
    told = Client().get("/hoi/khung/", headers={"origin": SITE}).json()
    assert told["place"] == "Xã Minh Họa" and told["page"].endswith(f"/hoi/so-{commune.organisation.pk}/")


def test_the_script_is_small_and_loads_nothing(commune, client):
    script = client.get("/hoi/hoi-dap.js")
    assert script["Content-Type"].startswith("text/javascript")
    text = script.content.decode()
    assert len(script.content) < 30_000
    assert "innerHTML" not in text and "eval(" not in text and "@import" not in text and "url(" not in text
    assert text.count("https://") == 1  # the example in its head


def test_sites_are_origins(commune):
    assert widget.sites(commune.organisation) == {SITE, "http://b.vn"}
