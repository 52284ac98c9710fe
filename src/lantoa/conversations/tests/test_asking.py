"""What is said, stored and answered."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from lantoa.conversations import services, speech, wording
from lantoa.conversations.models import Conversation, Kind, Message, State, Unanswered, Who
from lantoa.conversations.services import worklist
from lantoa.conversations.showing import to_json
from lantoa.conversations.testing import FEE, begin, quotation
from lantoa.shared.errors import InvalidInput, NotFound
from lantoa.shared.models import SettingValue
from lantoakit.llm.testing import FakeModel
from lantoakit.retrieval import Answer

pytestmark = pytest.mark.django_db


def said(conversation: Conversation) -> list[tuple[str, str]]:
    return [(one.who, one.kind) for one in conversation.messages.all()]


def kept(message: Message) -> dict[str, Any]:
    """The answer that is stored with a message."""
    assert message.answer is not None
    return dict(message.answer)


def test_a_question_is_answered_by_quotations_that_are_kept_as_shown(commune):
    talk = begin(commune, "làm giấy khai sinh cho con cần những gì")
    answer = talk.messages.latest("pk")
    assert (answer.who, answer.kind) == (Who.MACHINE, Kind.ANSWER)
    assert answer.text == "Có hai chỗ trong một văn bản trả lời câu này."
    quote = kept(answer)["quotes"][1]
    assert (quote["text"], quote["sign"], quote["place"]) == (FEE, "12/HD-UBND", "mục II.3, trang 4")
    assert quote["text"][slice(*quote["lit"][0])] == "không phải nộp lệ phí"
    assert quote["standing"] == "in_force" and quote["issued_on"] == "2026-08-03"
    assert talk.topic == "Hướng dẫn đăng ký khai sinh"


def test_what_is_not_in_the_documents_goes_on_the_work_list_once(commune, engine):
    engine.near = (quotation(FEE),)
    begin(commune, "Hàng xóm xây tường lấn ngõ thì đòi lại thế nào?")
    begin(commune, "hang xom xay tuong lan ngo, lam sao doi lai")
    begin(commune, "Bao giờ có đợt tiêm phòng chó mèo?")
    lines = Unanswered.objects.order_by("-count")
    assert [(one.count, one.reason) for one in lines] == [(2, "not_said"), (1, "not_said")]
    declined = Message.objects.filter(kind=Kind.DECLINED).earliest("pk")
    assert declined.text == "Văn bản đang có không nêu rõ điều này. Tôi không trả lời thay."
    assert kept(declined)["near"][0]["text"] == FEE


def test_lines_are_compared_before_anything_is_locked(commune, monkeypatch):
    seen = []

    def compared(question: str, rows: Any) -> int | None:
        seen.append((list(rows), len(connection.savepoint_ids)))
        return None

    monkeypatch.setattr(worklist, "most_like", compared)
    outside = len(connection.savepoint_ids)  # the test itself runs in a transaction
    begin(commune, "bao giờ tiêm phòng chó", "Bao giờ tiêm phòng chó?", "khai sinh")
    assert [depth for _rows, depth in seen] == [outside, outside]  # and not at all where there is an answer
    assert [folded for _pk, folded in seen[1][0]] == ["bao gio tiem phong cho"]


def test_the_same_words_meanwhile_are_one_line(commune, monkeypatch):
    monkeypatch.setattr(worklist, "most_like", lambda *_args: None)  # as if both were compared before either was stored
    begin(commune, "bao giờ tiêm phòng chó", "bao giờ tiêm phòng chó")
    assert Unanswered.objects.get().count == 2


def test_what_is_no_question_is_not_declined_as_one(commune, engine):
    engine.reason = "empty"
    talk = begin(commune, "0912345678")
    assert talk.messages.latest("pk").text == "Bà con viết câu cần hỏi vào ô, rồi bấm Hỏi."
    assert not Unanswered.objects.exists()


def test_the_place_of_addresses_is_looked_up_once_an_answer(commune, django_assert_num_queries):
    quotes = tuple(quotation(FEE, number=number) for number in range(4))
    answer = Answer("?", answered=True, quotations=quotes, near=quotes[:3])
    with django_assert_num_queries(1):
        shown = to_json(answer, commune.organisation, timezone.localdate())
    assert all(one["address"] for one in shown["quotes"])


def test_a_follow_up_is_asked_with_what_came_before(commune, engine):
    begin(commune, "khai sinh ở xã làm thế nào", "còn phường thì sao?")
    assert engine.asked[-1] == ("còn phường thì sao?", "khai sinh ở xã làm thế nào")


def test_what_is_hidden_is_not_searched_for_in_a_follow_up(commune, engine):
    begin(commune, "khai sinh thế nào, sđt 0912345678", "còn phường thì sao?")
    assert engine.asked[-1] == ("còn phường thì sao?", "khai sinh thế nào, sđt")


def test_a_complaint_is_nothing_to_lean_on(commune, engine):
    begin(commune, "khai sinh ở xã làm thế nào", "Tôi tố cáo ông Trưởng thôn nhận tiền của dân", "còn phường thì sao?")
    assert engine.asked[-1] == ("còn phường thì sao?", "khai sinh ở xã làm thế nào")


def test_personal_numbers_reach_neither_the_database_nor_the_engine(commune, engine):
    begin(commune, "số tôi 0912 345 678, cccd 001204005678, khai sinh thế nào")
    assert engine.asked[0][0] == "số tôi , cccd , khai sinh thế nào"  # nor a mark, which would be taken for a question
    assert Message.objects.filter(text__contains="[số điện thoại]", who=Who.ASKER).exists()
    assert not Message.objects.filter(text__regex="0912|001204").exists()


def test_a_complaint_is_not_kept_and_its_writer_is_told_where_to_go(commune, engine):
    commune.organisation.address = "Thôn Đình, xã Minh Họa"
    commune.organisation.save()
    talk = begin(commune, "Tôi tố cáo ông Trưởng thôn nhận tiền của dân")
    assert [one.text for one in talk.messages.filter(who=Who.ASKER)] == [wording.ERASED_COMPLAINT]
    reply = talk.messages.latest("pk")
    assert reply.kind == Kind.COMPLAINT and "Thôn Đình" in reply.text
    assert not engine.asked and not Unanswered.objects.exists()


def test_who_tells_of_harm_is_told_whom_to_call_and_nothing_of_it_is_kept(commune, engine):
    talk = begin(commune, "Con tôi tên Nguyễn Thị Lan bị hiếp dâm ở nhà ông Ba")
    assert [one.text for one in talk.messages.filter(who=Who.ASKER)] == [wording.ERASED_EMERGENCY]
    reply = talk.messages.latest("pk")
    assert all(number in reply.text for number in ("113", "115", "111"))
    assert not engine.asked and not Unanswered.objects.exists()


def test_who_asks_how_to_complain_gets_an_answer_and_the_address(commune):
    talk = begin(commune, "thủ tục khiếu nại việc cấp khai sinh như thế nào")
    assert said(talk) == [("asker", ""), ("machine", "answer"), ("machine", "courtesy")]
    assert talk.messages.latest("pk").text.startswith("Nơi nhận khiếu nại, tố cáo")


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("xin chào", speech.GREETING, "no question"),
        ("chào xã, làm khai sinh ở đâu", speech.QUESTION, "a greeting before a question"),
        ("cảm ơn nhé", speech.THANKS, "thanks"),
        ("cho tôi gặp cán bộ", speech.PERSON, "wants a person"),
        ("gap nguoi that di", speech.PERSON, "the same without marks"),
        ("muốn gặp cán bộ địa chính để làm sổ đỏ thì phải mang theo những giấy tờ gì", speech.QUESTION, "a question"),
        ("đm làm ăn thế à", speech.ABUSE, "rude"),
        ("nuoi lon o dau, cac thu tuc", speech.QUESTION, "pigs, without marks"),
        ("con cho hoi may gio lam viec", speech.QUESTION, "a child asks, without marks"),
        ("tôi muốn tố cáo hàng xóm", speech.COMPLAINT, "a denunciation"),
        ("toi khieu nai quyet dinh thu hoi dat", speech.COMPLAINT, "a complaint without marks"),
        ("nộp đơn tố cáo ở đâu", speech.QUESTION, "asks where"),
        ("nhà to cao quá có phải xin phép không", speech.QUESTION, "to cao: large and high"),
        (f"đơn tố cáo gửi ở đâu, tôi kể: {'ông ấy lấy tiền ' * 12}", speech.COMPLAINT, "asks, but tells the case"),
    ],
)
def test_kinds_of_talk(text, kind, why):
    assert speech.kind_of(text) == kind, why


def test_rudeness_gets_a_polite_word_and_no_lock(commune):
    talk = begin(commune, "đm máy ngu", "khai sinh thế nào")
    assert said(talk) == [("asker", ""), ("machine", "courtesy"), ("asker", ""), ("machine", "answer")]


@pytest.mark.parametrize("text", ["", "   ", "a" * 1001])
def test_nothing_and_too_much_are_refused_with_a_word(commune, text):
    with pytest.raises(InvalidInput) as refused:
        begin(commune, text)
    assert "text" in refused.value.fields


def test_a_closed_page_takes_nothing(commune):
    SettingValue.objects.create(name="conversations.open", organisation_id=commune.organisation.pk, value=False)
    with pytest.raises(NotFound):
        begin(commune, "khai sinh")


def test_an_unknown_key_is_not_found(commune):
    for key in ("", "no-such-key"):
        with pytest.raises(NotFound):
            services.say(key=key, text="khai sinh")


def test_while_a_person_is_waited_for_the_machine_only_quotes(commune):
    talk = begin(commune, "bao giờ tiêm phòng chó")
    services.ask_person(key=talk.key)
    services.say(key=talk.key, text="khai sinh thế nào")
    services.say(key=talk.key, text="nhà tôi hai con chó")
    talk.refresh_from_db()
    assert talk.state == State.WAITING
    assert [one.text for one in talk.messages.filter(who=Who.MACHINE)][-1] == wording.ADDED
    assert talk.messages.filter(kind=Kind.ANSWER).count() == 1
    assert Unanswered.objects.count() == 1


def test_an_answer_that_did_not_help_goes_on_the_work_list(commune, other_commune):
    talk, other = begin(commune, "khai sinh cho trẻ bị bỏ rơi"), begin(other_commune, "khai sinh")
    answer = talk.messages.get(kind=Kind.ANSWER)
    services.rate_answer(key=talk.key, message_id=answer.pk, feedback="not_helped")
    services.rate_answer(key=talk.key, message_id=answer.pk, feedback="helped")
    assert Unanswered.objects.get().reason == "not_helped"
    assert Message.objects.get(pk=answer.pk).feedback == "helped"
    with pytest.raises(NotFound):
        services.rate_answer(key=other.key, message_id=answer.pk, feedback="helped")


@pytest.mark.parametrize(
    ("said", "shown", "why"),
    [
        (FEE, FEE, "words of the quotation"),
        ("Không phải nộp lệ phí.", "", "the condition is gone"),
        (503, "", "the model is away"),
    ],
)
def test_a_model_may_only_say_the_quotation_shorter(commune, settings, said, shown, why):
    SettingValue.objects.create(name="conversations.reword", organisation_id=commune.organisation.pk, value=True)
    with FakeModel([said]) as fake:
        settings.LLM = {"LANTOA_LLM_ADDRESS": fake.address, "LANTOA_LLM_MODEL": "m", "LANTOA_LLM_KEY": ""}
        talk = begin(commune, "khai sinh, số tôi 0912345678")
        assert "0912345678" not in str(fake.requests)
    assert kept(talk.messages.latest("pk"))["reworded"] == shown, why


def test_no_model_is_asked_unless_it_is_turned_on(commune, settings):
    with FakeModel([FEE]) as fake:
        settings.LLM = {"LANTOA_LLM_ADDRESS": fake.address, "LANTOA_LLM_MODEL": "m", "LANTOA_LLM_KEY": ""}
        talk = begin(commune, "khai sinh")
        assert fake.requests == []
    assert "reworded" not in kept(talk.messages.latest("pk"))
