"""What officers see and do."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.answers.models import Question
from lantoa.answers.models import State as PieceState
from lantoa.conversations import services, wording
from lantoa.conversations.models import Conversation, Message, State, Unanswered, UnansweredState, Who
from lantoa.conversations.testing import FEE, RULES, begin
from lantoa.org.testing import parsed

pytestmark = pytest.mark.django_db

INBOX = "/admin/nguoi-dan-hoi/cuoc/"
ASK = "/admin/hoi-van-ban/"
QUESTIONS = "/admin/nguoi-dan-hoi/cau-hoi/"


@pytest.fixture
def officer(commune, sign_in) -> Client:
    client: Client = sign_in(commune.people["officer"])
    return client


@pytest.fixture
def talk(commune) -> Conversation:
    made = begin(commune, "bao giờ tiêm phòng chó")
    services.ask_person(key=made.key, phone="0912 345 678", consent=True)
    return made


def page_of(talk: Conversation) -> str:
    return reverse("conversations_desk:talk", args=[talk.pk])


def post(client: Client, talk: Conversation, action: str, **values: Any) -> Any:
    return client.post(page_of(talk), {"action": action, "text": "", "seen": talk.messages.latest("pk").pk, **values})


def test_who_waits_is_first_today_and_in_the_inbox(commune, officer, talk):
    begin(commune, "khai sinh")
    today = officer.get("/admin/").content.decode()
    assert "bao giờ tiêm phòng chó" in today and "chưa ai nhận" in today
    rows = parsed(officer.get(f"{INBOX}?state=").content).xpath("//tbody/tr")
    assert ["tiêm phòng" in row.text_content() for row in rows] == [True, False]


def test_an_officer_takes_answers_notes_and_ends(commune, officer, talk):
    officer.post(reverse("conversations_desk:take", args=[talk.pk]))
    assert post(officer, talk, "note", text="Hỏi thú y").status_code == 302
    assert post(officer, talk, "reply", text="Ngày 5/12.").status_code == 302
    page = officer.get(page_of(talk)).content.decode()
    assert "0912 345 678" in page and "Hỏi thú y" in page and "Ngày 5/12." in page
    officer.post(reverse("conversations_desk:hand_back", args=[talk.pk]))
    officer.post(reverse("conversations_desk:close", args=[talk.pk]))
    talk.refresh_from_db()
    assert talk.state == State.CLOSED
    assert "0912" not in officer.get(page_of(talk)).content.decode()


def test_ending_asks_where_nobody_noted_a_call(commune, officer, talk):
    services.take(actor=commune.actor("officer"), conversation_id=talk.pk)
    close = reverse("conversations_desk:close", args=[talk.pk])
    asked = officer.post(close, follow=True).content.decode()
    talk.refresh_from_db()
    assert talk.state == State.PERSON and "chưa ai ghi là đã gọi" in asked
    officer.post(close, {"sure": "1"})
    talk.refresh_from_db()
    assert talk.state == State.CLOSED


def test_who_has_not_taken_a_conversation_is_not_offered_its_end(officer, talk):
    page = officer.get(page_of(talk)).content.decode()
    assert "Nhận trả lời" in page and "Trả cho máy" not in page and "Kết thúc" not in page


def test_the_inbox_begins_with_what_needs_an_officer(commune, officer, talk):
    begin(commune, "khai sinh cho con", "khai sinh cho cháu")
    assert "khai sinh" not in officer.get(INBOX).content.decode()
    machine = officer.get(f"{INBOX}?state=machine").content.decode()
    assert "khai sinh cho con" in machine and "khai sinh cho cháu" not in machine  # titled by the first question
    assert "khai sinh cho con" in officer.get(f"{INBOX}?state=").content.decode()


def test_a_refused_reply_keeps_what_was_written(commune, officer, talk):
    seen = talk.messages.latest("pk").pk
    services.reply(actor=commune.actor("editor"), conversation_id=talk.pk, text="Ngày 5/12.", seen=seen)
    clash = officer.post(page_of(talk), {"action": "reply", "text": "Tuần sau nhé", "seen": seen})
    assert clash.status_code == 409 and "Tuần sau nhé" in clash.content.decode()
    assert post(officer, talk, "reply", text=" ").status_code == 422
    assert not talk.messages.filter(who=Who.OFFICER, text="Tuần sau nhé").exists()


def test_a_passage_is_inserted_with_its_source_and_nothing_internal(commune, officer, talk, engine):
    found = post(officer, talk, "search", text="Chào bà.", search="khai sinh")
    assert found.status_code == 200 and FEE in parsed(found.content).text_content()
    inserted = post(officer, talk, "insert-0", text="Chào bà.", search="khai sinh").content
    (box,) = parsed(inserted).xpath("//textarea[@name='text']")
    assert box.text.strip().startswith("Chào bà.") and FEE in box.text
    assert "(Theo Hướng dẫn đăng ký khai sinh (12/HD-UBND), mục II.2, trang 4; mục II.3, trang 4.)" in box.text
    assert engine.scopes[-2] == frozenset(  # what may be inserted; internal passages are looked up apart
        f"public-{pk}" for pk in (commune.organisation.pk, commune.organisation.parent_id)
    )


def test_internal_passages_are_read_beside_a_reply_and_not_inserted(commune, officer, talk):
    page = parsed(post(officer, talk, "search", search="phiếu trả kết quả lưu bao lâu").content)
    assert RULES in page.text_content() and "chỉ để cán bộ đọc, không chèn" in page.text_content()
    assert not page.xpath("//button[starts-with(@value, 'insert-')]")
    refused = post(officer, talk, "insert-0", text="Chào bà.", search="phiếu trả kết quả lưu bao lâu").content
    assert RULES not in parsed(refused).xpath("string(//textarea[@name='text'])")


def test_staff_ask_the_internal_papers_of_their_own_organisation(commune, officer, engine, sign_in):
    page = officer.post(ASK, {"text": "phiếu trả kết quả lưu bao lâu"})
    assert page.status_code == 200
    assert RULES in parsed(page.content).text_content() and "Nội bộ" in parsed(page.content).text_content()
    above = {f"public-{pk}" for pk in (commune.organisation.pk, commune.organisation.parent_id)}
    assert engine.scopes[-1] == above | {f"internal-{commune.organisation.pk}"}
    assert not Conversation.objects.exists() and not Unanswered.objects.exists()  # nothing of it is kept
    declined = officer.post(ASK, {"text": "bao giờ tiêm phòng chó"}).content.decode()
    assert wording.NO_GUESS in declined and "bao giờ tiêm phòng chó" in declined
    assert officer.post(ASK, {"text": " "}).status_code == 422
    assert "Hỏi văn bản" in officer.get("/admin/").content.decode()
    assert RULES not in Client().post("/hoi/", {"text": "phiếu trả kết quả lưu bao lâu"}, follow=True).content.decode()
    assert sign_in(commune.people["unit_head"], Client()).get(ASK).status_code in (302, 403)


def test_the_draft_is_kept_and_others_are_warned(commune, officer, sign_in, talk):
    editor = sign_in(commune.people["editor"], Client())
    draft = reverse("conversations_desk:draft", args=[talk.pk])
    editor.post(draft, {"text": "Để em hỏi", "seen": 0})
    answer = officer.post(draft, {"text": "", "seen": talk.messages.latest("pk").pk}).json()
    assert answer == {"others": ["Người editor đang viết câu trả lời."], "fresh": 0}
    assert "Người editor đang viết câu trả lời." in officer.get(page_of(talk)).content.decode()
    (box,) = parsed(editor.get(page_of(talk)).content).xpath("//textarea[@name='text']")
    assert box.text.strip() == "Để em hỏi"


def test_a_conversation_is_given_to_another_officer(commune, officer, talk):
    officer.post(reverse("conversations_desk:assign", args=[talk.pk]), {"user_id": commune.people["approver"].pk})
    talk.refresh_from_db()
    assert talk.assigned_to == commune.people["approver"]
    wrong = officer.post(reverse("conversations_desk:assign", args=[talk.pk]), {"user_id": "x"}, follow=True)
    assert "Chọn một cán bộ" in wrong.content.decode()


def test_a_reply_becomes_knowledge_once_it_is_approved(commune, officer, talk):
    post(officer, talk, "reply", text="Ngày 5/12, tại nhà văn hóa thôn.")
    said = Message.objects.get(who=Who.OFFICER)
    where = reverse("conversations_propose_reply", args=[said.pk])
    form = officer.get(where).content
    (topic,) = parsed(form).xpath("//input[@name='topic']")
    assert "bao giờ tiêm phòng chó" in form.decode() and "Ngày 5/12" in form.decode() and not topic.get("value")
    values = {"question": "Khi nào tiêm phòng chó?", "answer": "Ngày 5/12, tại nhà văn hóa thôn."}
    assert "Ghi tên văn bản làm căn cứ" in officer.post(where, values).content.decode()  # nobody knows on what it rests
    officer.post(where, {**values, "source_title": "Luật Thú y", "source_sign": "79/2015/QH13"})
    made = Question.objects.get()
    assert (made.source_title, made.source_sign, made.source_issuer) == ("Luật Thú y", "79/2015/QH13", "")
    assert (made.title, made.state, made.is_live) == ("Khi nào tiêm phòng chó?", PieceState.WAITING, False)
    assert Unanswered.objects.get().state == UnansweredState.ANSWERED


def test_a_follow_up_is_not_proposed_as_the_question(commune, officer, talk):
    talk = begin(commune, "xin chào", "lịch tiêm phòng chó ở thôn Đình", "còn mèo thì sao")
    post(officer, talk, "reply", text="Cùng ngày.")
    where = reverse("conversations_propose_reply", args=[Message.objects.get(who=Who.OFFICER).pk])
    (box,) = parsed(officer.get(where).content).xpath("//input[@name='question']")
    assert box.get("value") == "lịch tiêm phòng chó ở thôn Đình"


OWN = {"own": "on", "responsible": "Phòng Kinh tế"}


def test_the_work_list_is_worked_off(commune, officer):
    begin(commune, "bao giờ tiêm phòng chó", "bóng đá tối nay mấy giờ")
    vaccination, football = Unanswered.objects.order_by("pk")
    assert "bóng đá" in officer.get(f"{QUESTIONS}?state=open").content.decode()
    where = reverse("conversations_questions:question", args=[vaccination.pk])
    assert officer.post(where, {"question": "Khi nào tiêm?", "answer": "", "topic": ""}).status_code == 422
    officer.post(where, {"question": "Khi nào tiêm?", "answer": "Ngày 5/12.", "topic": "Thú y", **OWN})
    made = Question.objects.get()
    assert "Chờ duyệt" in officer.get(f"{QUESTIONS}?state=answered").content.decode()
    assert reverse("answers_questions:piece", args=[made.pk]) in officer.get(where).content.decode()
    assert (made.source_issuer, made.source_title.startswith("Trả lời của")) == ("Phòng Kinh tế", True)
    assert (made.topic, made.wordings) == ("Thú y", ["bao giờ tiêm phòng chó"])
    dismiss = reverse("conversations_questions:dismiss", args=[football.pk])
    officer.post(dismiss, {"reason": "Không phải việc của xã"})
    assert not Unanswered.objects.filter(state=UnansweredState.OPEN).exists()
    settled = officer.get(reverse("conversations_questions:question", args=[football.pk])).content.decode()
    assert "Không phải việc của xã" in settled and "Đưa trở lại danh sách" in settled


def test_who_only_reads_sees_no_number_and_no_form(commune, sign_in, talk):
    page = sign_in(commune.people["auditor"]).get(page_of(talk)).content.decode()
    assert "bao giờ tiêm phòng chó" in page
    assert "0912" not in page and "Gửi trả lời" not in page


def test_pages_cost_a_fixed_number_of_queries(commune, officer, talk, django_assert_max_num_queries):
    for number in range(12):
        services.ask_person(key=begin(commune, f"câu số {number}").key)
    Conversation.objects.update(assigned_to=commune.people["officer"], last_at=timezone.now())
    with django_assert_max_num_queries(22):
        officer.get(INBOX)
