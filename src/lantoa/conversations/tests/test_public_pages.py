"""What residents see and do, without any script."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.answers import content
from lantoa.answers.testing import make_piece
from lantoa.conversations import services
from lantoa.conversations.models import Callback, Conversation, Message, State, Unanswered
from lantoa.conversations.testing import FEE, GUIDE, quotation
from lantoa.conversations.views import visit
from lantoa.org.places import code_of
from lantoa.org.testing import parsed
from lantoa.shared.errors import WrongState
from lantoa.shared.models import SettingValue

pytestmark = pytest.mark.django_db

TALK = "/hoi/"


def text_of(page: bytes, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in parsed(page).xpath(path)]


def ask(client: Client, text: str, where: str = TALK) -> bytes:
    answer = client.post(where, {"text": text}, follow=True)
    assert answer.status_code == 200
    return answer.content


def the_talk() -> Conversation:
    """The only conversation there is."""
    return Conversation.objects.get()


def test_the_first_words_say_that_it_is_a_machine(commune, client):
    page = client.get(TALK).content
    said = text_of(page, "//main//p")
    assert said[0].startswith("Tôi là máy tra cứu của xã, không phải cán bộ.")
    assert not Conversation.objects.exists()  # looking leaves nothing behind


def test_an_answer_is_the_words_of_the_document_lit_with_their_place(commune, client):
    page = ask(client, "khai sinh cho con cần gì")
    assert text_of(page, "//figure//mark") == [
        "nộp tờ khai theo mẫu và bản chính giấy chứng sinh",
        "không phải nộp lệ phí",
    ]
    assert FEE in text_of(page, "//blockquote/p")
    facts = text_of(page, "//figcaption//dd")
    assert facts == [
        "Hướng dẫn đăng ký khai sinh (12/HD-UBND)",
        "mục II.2, trang 4; mục II.3, trang 4",
        "03/08/2026, Ủy ban nhân dân xã Minh Họa",
    ]
    assert text_of(page, "//figcaption//*[contains(@class, 'chip-done')]") == ["Còn hiệu lực"]


# What is known of a source, and how its quotation says whether it holds.
STANDINGS = [
    ({"valid_from": date(2099, 1, 1)}, "Chưa có hiệu lực"),
    ({"valid_until": date(2026, 1, 1)}, "Hết hiệu lực"),
    ({"replaced_by": "Hướng dẫn số 31/HD-UBND"}, "Đã được thay thế thay bằng Hướng dẫn số 31/HD-UBND"),
    ({"amended_by": ("Hướng dẫn số 40/HD-UBND",)}, "Còn hiệu lực đã sửa bởi Hướng dẫn số 40/HD-UBND"),
]


@pytest.mark.parametrize(("facts", "words"), STANDINGS)
def test_a_quotation_says_whether_its_source_holds(commune, client, engine, facts, words):
    engine.quotations = (quotation(FEE, source=replace(GUIDE, **facts)),)
    page = ask(client, "khai sinh")
    assert [" ".join(parsed(page).xpath("//figcaption/div")[0].itertext()).split()] == [words.split()]


def test_an_answer_that_was_kept_by_an_earlier_version_is_still_shown(commune, client):
    ask(client, "khai sinh")
    message = Message.objects.get(kind="answer")
    assert message.answer is not None
    for quote in message.answer["quotes"]:
        del quote["standing"]
        quote["in_force"] = False
    message.save()
    assert text_of(client.get(TALK).content, "//figcaption//*[contains(@class, 'chip-late')]") == ["Hết hiệu lực"]


def test_a_long_quotation_shows_what_answers_first_and_all_of_it_by_one_tap(commune, client, engine):
    fill = "Phần này nói việc khác, dài dòng. " * 20
    engine.quotations = (quotation(f"{fill}\n{FEE}\n{fill}", "không phải nộp lệ phí"),)
    page = ask(client, "khai sinh có mất tiền không")
    assert text_of(page, "//figure/blockquote/p") == ["[…]", FEE, "[…]"]
    whole = text_of(page, "//figure/details/blockquote/p")
    assert whole == [" ".join(fill.split()), FEE, " ".join(fill.split())]


def test_what_the_commune_wrote_is_not_shown_as_the_words_of_its_source(commune, client, engine):
    piece = make_piece(commune, "procedure")
    source = replace(content.source_of(piece), title="Luật Hộ tịch", sign="60/2014/QH13", issuer="Quốc hội")
    engine.quotations = (quotation(content.procedure_text(piece.live), "Nhận giấy khai sinh", source=source),)
    page = ask(client, "khai sinh")
    assert text_of(page, "//figure//*[contains(@class, 'quote-label')]") == ["Câu trả lời xã đã duyệt"]
    assert text_of(page, "//figcaption//dd") == [
        "thủ tục “Đăng ký khai sinh”, bước 2",
        f"Xã Minh Họa soạn, duyệt ngày {timezone.localtime(piece.approved_at):%d/%m/%Y}",
        "Luật Hộ tịch (60/2014/QH13)",
    ]
    assert parsed(page).xpath("//a[contains(., 'Mở chỗ này')]/@href") == [f"/tra-cuu/thu-tuc/{piece.pk}/#buoc-2"]
    assert not {"Còn hiệu lực", "Quốc hội"} & set(text_of(page, "//figcaption//*"))
    assert "Xã đã soạn câu trả lời cho việc này như sau." in page.decode()
    engine.quotations = (*engine.quotations, quotation(FEE))
    assert "Có hai chỗ trong một văn bản và một bài xã đã duyệt trả lời câu này." in ask(client, "khai sinh").decode()


def test_the_cells_of_a_row_stand_apart(commune, client, engine):
    row = quotation("2\nTập huấn chuyển đổi số\nPhòng Văn hóa", "Tập huấn")
    engine.quotations = (replace(row, passage=replace(row.passage, kind="row")),)
    page = ask(client, "khai sinh")
    assert text_of(page, "//blockquote/p") == ["2 │ Tập huấn chuyển đổi số │ Phòng Văn hóa"]
    assert text_of(page, "//mark") == ["Tập huấn"]


@pytest.mark.parametrize(
    ("audience", "shown"),
    [
        ("hộ kinh doanh, doanh nghiệp", ["hộ kinh doanh, doanh nghiệp"]),  # a resident sees that it is not for them
        ("người dân", []),  # who asks here
        ("", []),  # a document, for everybody
    ],
)
def test_an_answer_for_others_says_for_whom(commune, client, engine, audience, shown):
    engine.quotations = (quotation(FEE, source=replace(GUIDE, audience=audience)),)
    page = ask(client, "khai sinh")
    assert text_of(page, "//dt[text()='Dành cho']/following-sibling::dd[1]") == shown
    body = {"text": "khai sinh"}
    told = client.post("/hoi/khung/hoi/", body, content_type="application/json").json()["lines"][-1]
    assert told["blocks"][0]["audience"] == "".join(shown)


def test_what_is_typed_is_never_taken_for_markup(commune, client):
    page = ask(client, "<script>alert(1)</script> khai sinh")
    assert b"<script>alert" not in page and "&lt;script&gt;alert(1)" in page.decode()


def test_a_question_without_answer_offers_a_person_and_what_comes_near(commune, client, engine):
    asked = content.source_of(make_piece(commune, title="Tiêm phòng chó ở đâu?"))
    engine.near = (quotation(FEE, "lệ phí"), quotation(FEE, source=asked))
    page = ask(client, "bao giờ tiêm phòng chó")
    assert not parsed(page).xpath("//figure")  # one line each, below the offer of an officer
    below = "//section[contains(@class, 'hand')]/following-sibling::form[contains(@class, 'near')]"
    assert text_of(page, f"{below}//a") == ["Hướng dẫn đăng ký khai sinh (12/HD-UBND), mục II.2, trang 4"]
    assert parsed(page).xpath(f"{below}//button/@value") == ["Tiêm phòng chó ở đâu?"]
    assert "Có phải bà con cần điều này?" in text_of(page, "//p")
    assert text_of(page, "//section[contains(@class, 'hand')]//h2") == ["Chuyển câu hỏi cho cán bộ"]
    client.post("/hoi/gap-can-bo/", {"phone": "0912 345 678", "consent": "on"})
    assert the_talk().state == State.WAITING and Callback.objects.get().phone == "+84912345678"
    page = client.get(TALK).content
    assert "Đang chờ cán bộ." in page.decode() and "0912" not in page.decode()


def test_a_person_can_be_asked_for_first(commune, client):
    refused = client.post("/hoi/gap-can-bo/", {"text": "", "phone": "12"})
    assert refused.status_code == 422 and not Conversation.objects.exists()
    asked = client.post("/hoi/gap-can-bo/", {"text": "Nhà tôi mất điện", "phone": "0912345678"})
    assert asked.status_code == 422 and "Đánh dấu đồng ý" in asked.content.decode()
    line = text_of(asked.content, "//*[@id='error-summary']//a")
    assert line == ["Đánh dấu đồng ý thì xã mới được giữ số này để gọi lại."]  # without the label, a sentence itself
    page = client.post("/hoi/gap-can-bo/", {"text": "Nhà tôi mất điện"}, follow=True).content
    said = list(the_talk().messages.values_list("text", flat=True))
    assert said[0] == "Nhà tôi mất điện" and said[-1].startswith("Đã chuyển cho cán bộ.")
    assert the_talk().state == State.WAITING
    assert "Nhà tôi mất điện" in text_of(page, "//p")
    client.post("/hoi/gap-can-bo/", {"phone": "0912345678", "consent": "on"})  # a number may come later
    assert Callback.objects.exists()
    assert not parsed(client.get("/hoi/gap-can-bo/").content).xpath("//input[@type='tel']")
    client.post("/hoi/thoi-cho/")
    assert the_talk().state == State.MACHINE


def test_who_wants_a_person_has_the_form_at_once(commune, client):
    page = ask(client, "cho tôi gặp người thật")
    (form,) = parsed(page).xpath("//section[contains(@class, 'hand')]//form")
    assert form.xpath(".//textarea[@name='text']")  # nothing was asked yet that an officer could answer
    client.post(form.get("action"), {"text": "Nhà tôi mất điện"})
    assert the_talk().state == State.WAITING


def test_who_comes_back_can_be_led_to_the_last_question(commune, client):
    ask(client, "khai sinh")
    page = ask(client, "khai sinh cho cháu")
    (anchor,) = parsed(page).xpath("//*[@id='moi-nhat']")
    assert "khai sinh cho cháu" in anchor.getnext().text_content()


def test_a_long_question_is_not_cut_by_the_page(commune, client):
    for where in (TALK, "/hoi/gap-can-bo/"):
        assert not parsed(client.get(where).content).xpath("//textarea/@maxlength")
    refused = client.post(TALK, {"text": "dài " * 750})
    assert refused.status_code == 422 and len(text_of(refused.content, "//textarea")[0]) == 2999
    assert client.post("/hoi/gap-can-bo/", {"text": "dài " * 750}).status_code == 422


def test_the_officers_answer_is_there_for_who_comes_back(commune, client):
    ask(client, "bao giờ tiêm phòng chó")
    client.post("/hoi/gap-can-bo/", {})
    officer, talk = commune.actor("officer"), the_talk()
    services.note(actor=officer, conversation_id=talk.pk, text="Hỏi thú y đã")
    services.reply(actor=officer, conversation_id=talk.pk, text="Ngày 5/12.\n\nBà nhớ mang sổ.", seen=0)
    news = client.get("/hoi/moi/", {"after": talk.messages.earliest("pk").pk}).content.decode()
    assert "Bà nhớ mang sổ." in news and "thú y" not in news
    assert "Người officer" not in client.get(TALK).content.decode()  # the office answers, not a name


def test_looking_for_news_costs_little_until_there_is_some(commune, client, django_assert_max_num_queries):
    ask(client, "bao giờ tiêm phòng chó")
    client.post("/hoi/gap-can-bo/", {})
    talk = the_talk()
    last = talk.messages.latest("pk").pk
    client.get("/hoi/moi/", {"after": last})  # what a process looks up once
    with django_assert_max_num_queries(5):
        assert client.get("/hoi/moi/", {"after": last}).status_code == 204
    services.take(actor=commune.actor("officer"), conversation_id=talk.pk)
    page = client.get("/hoi/moi/", {"after": last}).content.decode()
    assert "Cán bộ đang trả lời cuộc này." in page


def test_one_tap_below_an_answer(commune, client):
    ask(client, "khai sinh")
    answer = Message.objects.get(kind="answer")
    page = client.post("/hoi/danh-gia/", {"message": answer.pk, "feedback": "not_helped"}, follow=True).content
    assert "Bà con đã bấm: Chưa đúng" in page.decode()
    assert Client().post("/hoi/danh-gia/", {"message": answer.pk, "feedback": "helped"}).status_code == 404


def test_too_many_questions_are_refused_with_what_was_typed(commune, client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    for _number in range(31):  # the first one had no key yet
        client.post(TALK, {"text": "khai sinh"})
    refused = client.post(TALK, {"text": "khai sinh cho cháu ngoại"})
    assert refused.status_code == 429
    assert text_of(refused.content, "//textarea") == ["khai sinh cho cháu ngoại"]
    assert text_of(refused.content, "//*[@role='alert']")[0].startswith("Bà con hỏi nhanh quá, xin chờ đến ")


def test_behind_one_address_only_beginning_is_limited(commune, other_commune, settings, monkeypatch):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "begin"}}
    monkeypatch.setattr(visit, "BEGINNINGS", 2)
    here, there = (f"/hoi/{code_of(one.organisation)}/" for one in (commune, other_commune))
    first, second, third = Client(), Client(), Client()
    for client in (first, second):
        assert client.post(here, {"text": "khai sinh"}).status_code == 302
    assert third.post(here, {"text": "khai sinh"}).status_code == 429
    assert first.post(here, {"text": "khai sinh"}).status_code == 302  # who has begun goes on
    assert third.post(there, {"text": "khai sinh"}).status_code == 302  # and other communes are not held up


@pytest.mark.parametrize("typed", ["", "  ", "a" * 1001])
def test_nothing_and_too_much_are_told_beside_the_box(commune, client, typed):
    refused = client.post(TALK, {"text": typed})
    assert refused.status_code == 422 and text_of(refused.content, "//*[@role='alert']")[0]
    assert not Conversation.objects.exists()


def test_erasing_ends_it_on_this_device(commune, client):
    ask(client, "khai sinh cho con tôi")
    assert client.get("/hoi/xoa/").status_code == 200
    client.post("/hoi/xoa/")
    assert not Message.objects.exclude(text="").exists()
    assert "khai sinh cho con tôi" not in client.get(TALK).content.decode()


def test_each_commune_has_its_own_page_and_conversation(commune, other_commune, client):
    choose = client.get(TALK).content
    links = parsed(choose).xpath("//main//a/@href")
    assert {f"/hoi/{code_of(one.organisation)}/" for one in (commune, other_commune)} <= set(links)
    here, there = (f"/hoi/{code_of(one.organisation)}/" for one in (commune, other_commune))
    ask(client, "khai sinh ở đây", here)
    assert "khai sinh ở đây" in client.get(here).content.decode()
    assert "khai sinh ở đây" not in client.get(there).content.decode()
    assert client.get("/hoi/99999/").status_code == 404
    assert client.get("/hoi/so-99999999999999/").status_code == 404


def test_a_closed_page_is_not_found(commune, client):
    SettingValue.objects.create(name="conversations.open", organisation_id=commune.organisation.pk, value=False)
    answer = client.get(TALK)
    assert answer.status_code == 404 and "Chưa có xã nào nhận câu hỏi ở đây." in answer.content.decode()
    assert client.get("/hoi/gap-can-bo/").status_code == 404


def test_examples_come_from_approved_questions_of_the_commune(commune, other_commune, client):
    make_piece(commune, title="Làm khai sinh ở đâu?")
    make_piece(commune, title="Câu này chưa duyệt?", until="draft")
    make_piece(other_commune, title="Của nơi khác?")
    page = client.get(f"/hoi/{code_of(commune.organisation)}/").content
    assert text_of(page, "//form[contains(@class, 'examples')]//button") == ["Làm khai sinh ở đâu?"]


def test_examples_begin_with_what_is_asked_most_then_with_what_the_commune_named(commune, client, engine):
    titles = [f"Câu số {word} hỏi gì?" for word in ("một", "hai", "ba")]
    pieces = [make_piece(commune, title=title) for title in titles]
    engine.quotations = (quotation(FEE, source=content.source_of(pieces[2])),)
    for _time in range(2):
        ask(Client(), "khai sinh")
    SettingValue.objects.create(
        name="conversations.examples", organisation_id=commune.organisation.pk, value=f"không có câu này; {titles[1]}"
    )
    shown = text_of(client.get(TALK).content, "//form[contains(@class, 'examples')]//button")
    assert shown == [titles[2], titles[1], titles[0]]


def test_a_procedure_is_walked_one_step_a_screen(commune, client, engine):
    piece = make_piece(commune, "procedure")
    source = replace(GUIDE, key=f"procedure-{piece.pk}", kind="thủ tục")
    engine.quotations = (quotation(FEE, source=source),)
    page = ask(client, "khai sinh làm thế nào")
    (way,) = parsed(page).xpath("//a[contains(@href, 'thu-tuc=')]/@href")
    first = client.get(way).content
    for part in (*piece.live["bring"], piece.live["where"], piece.live["fee"], piece.live["time"]):
        assert part in first.decode()
    for number, step in enumerate(piece.live["steps"], 1):
        page = client.get(f"{way}&buoc={number}").content
        assert text_of(page, "//article//b") == [step["title"]]
        assert f"Bước {number} trong {len(piece.live['steps'])}" in page.decode()
    assert client.get(f"{way}&buoc=999").status_code == 200
    assert client.get("/hoi/tung-buoc/", {"thu-tuc": "999999"}).status_code == 404


def test_a_procedure_of_another_commune_is_not_shown(commune, other_commune, client):
    piece = make_piece(other_commune, "procedure")
    found = client.get(f"/hoi/{code_of(commune.organisation)}/tung-buoc/", {"thu-tuc": piece.pk})
    assert found.status_code == 404


def test_a_kiosk_that_was_left_forgets(commune, client):
    ask(client, "khai sinh cho con tôi", "/hoi/may/")
    assert client.cookies[f"may-{commune.organisation.pk}"]["max-age"] == ""  # gone with the browser
    assert "khai sinh cho con tôi" in client.get("/hoi/may/").content.decode()
    assert "khai sinh cho con tôi" not in client.get(TALK).content.decode()
    Conversation.objects.update(last_at=timezone.now() - timedelta(minutes=6))
    assert "khai sinh cho con tôi" not in client.get("/hoi/may/").content.decode()
    assert not Message.objects.exclude(text="").exists()


def test_at_a_kiosk_nobody_is_left_waiting(commune, client, engine):
    commune.organisation.phone = "0239 388 5123"
    commune.organisation.save()
    page = ask(client, "bao giờ tiêm phòng chó", "/hoi/may/").decode()
    assert "Cần gặp cán bộ thì đến quầy" in page and "Chuyển cho cán bộ" not in page
    told = client.get("/hoi/may/gap-can-bo/").content
    assert not parsed(told).xpath("//form[contains(@action, 'gap-can-bo')] | //input[@type='tel']")
    assert "7:30–11:30" in told.decode() and "0239 388 5123" in told.decode()
    client.post("/hoi/may/gap-can-bo/", {"text": "Nhà tôi mất điện"})
    assert the_talk().state == State.MACHINE
    with pytest.raises(WrongState):
        services.ask_person(key=the_talk().key)


def test_the_work_list_keeps_the_question_of_a_kiosk_that_was_left(commune, client):
    for values, kept in (({"left": "1"}, 1), ({}, 0)):
        Unanswered.objects.all().delete()
        ask(client, "bao giờ tiêm phòng chó", "/hoi/may/")
        client.post("/hoi/may/xoa/", values)
        assert Unanswered.objects.count() == kept


def test_hours_and_wait_are_told(commune, client):
    page = client.get("/hoi/gap-can-bo/").content.decode()
    assert "7:30–11:30, 13:30–17:00" in page
    SettingValue.objects.create(name="conversations.hours", organisation_id=commune.organisation.pk, value="")
    assert "Xã chưa ghi giờ cán bộ trả lời." in client.get("/hoi/gap-can-bo/").content.decode()


def test_the_entrance_leads_here(commune, client):
    page = client.get(reverse("portal:entrance")).content
    assert f"{TALK}#moi-nhat" in parsed(page).xpath("//main//a/@href")


def test_the_page_weighs_less_than_100_kb(commune, client):
    page = ask(client, "khai sinh")
    sheets = ("lantoa/fonts.css", "lantoa/tokens.css", "lantoa/base.css", "lantoa/pages.css", "lantoa/reader.js")
    own = ("conversations/talk.css", "conversations/talk.js")
    weight = len(page) + sum(Path(str(finders.find(name))).stat().st_size for name in (*sheets, *own))
    assert weight < 100_000
