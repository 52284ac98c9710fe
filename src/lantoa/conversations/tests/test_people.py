"""Between asker and officer: handing over and back, the telephone number, terms, the states."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lantoa.answers.models import Question
from lantoa.answers.models import State as PieceState
from lantoa.conversations import selectors, services
from lantoa.conversations.models import Callback, Conversation, Seat, State, Unanswered, UnansweredState, Who
from lantoa.conversations.services import Basis
from lantoa.conversations.testing import begin
from lantoa.org.testing import Commune, make_commune
from lantoa.shared.errors import InvalidInput, NotFound, PermissionRefused, Stale, WrongState
from lantoa.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


def last(talk: Conversation) -> int:
    return talk.messages.latest("pk").pk


def test_an_officer_answers_and_hands_back(commune):
    officer = commune.actor("officer")
    talk = begin(commune, "bao giờ tiêm phòng chó")
    services.ask_person(key=talk.key)
    services.take(actor=officer, conversation_id=talk.pk)
    services.note(actor=officer, conversation_id=talk.pk, text="Đã hỏi thú y, số 0912345678")
    services.reply(actor=officer, conversation_id=talk.pk, text="Ngày 5/12 bà ạ.", seen=last(talk))
    talk.refresh_from_db()
    assert talk.state == State.PERSON and talk.assigned_to_id == officer.user_id and talk.reached_at
    shown = list(selectors.shown_to_asker(talk))
    assert shown[-1].text == "Ngày 5/12 bà ạ." and all(one.who != Who.NOTE for one in shown)
    assert talk.messages.get(who=Who.NOTE).text == "Đã hỏi thú y, số [số điện thoại]"
    services.say(key=talk.key, text="khai sinh thế nào")  # to the officer: the machine is silent
    assert talk.messages.latest("pk").who == Who.ASKER
    services.hand_back(actor=officer, conversation_id=talk.pk)
    services.say(key=talk.key, text="khai sinh thế nào")
    assert talk.messages.latest("pk").kind == "answer"
    actions = set(AuditEntry.objects.filter(target_id=str(talk.pk)).values_list("action", flat=True))
    assert {"conversations.take", "conversations.note", "conversations.reply", "conversations.hand_back"} == actions


def test_two_officers_do_not_answer_past_each_other(commune):
    one, two = commune.actor("officer"), commune.actor("editor")
    talk = begin(commune, "bao giờ tiêm phòng chó")
    seen = last(talk)
    services.keep_draft(actor=two, conversation_id=talk.pk, text="Tuần sau")
    assert [seat.user_id for seat in selectors.others_here(talk, one.user_id, timezone.now())] == [two.user_id]
    services.reply(actor=one, conversation_id=talk.pk, text="Ngày 5/12.", seen=seen)
    with pytest.raises(Stale):
        services.reply(actor=two, conversation_id=talk.pk, text="Tuần sau", seen=seen)
    assert selectors.draft(talk, two.user_id) == "Tuần sau"
    services.reply(actor=one, conversation_id=talk.pk, text="Buổi sáng.", seen=seen)  # one's own is no collision
    with pytest.raises(WrongState):
        services.take(actor=two, conversation_id=talk.pk)
    Seat.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert selectors.others_here(talk, one.user_id, timezone.now()) == []


def test_only_who_may_answer_is_given_a_conversation(commune, other_commune):
    talk, officer = begin(commune, "bao giờ tiêm phòng chó"), commune.actor("officer")
    for person in (commune.people["unit_head"], other_commune.people["officer"]):
        with pytest.raises(InvalidInput):
            services.assign(actor=officer, conversation_id=talk.pk, user_id=person.pk)
    services.assign(actor=officer, conversation_id=talk.pk, user_id=commune.people["editor"].pk)
    talk.refresh_from_db()
    assert (talk.assigned_to_id, talk.state) == (commune.people["editor"].pk, State.PERSON)
    assert {one.pk for one in selectors.officers(commune.organisation)} == {
        commune.people[role].pk for role in ("officer", "approver", "editor")
    }


def test_nobody_answers_for_another_commune(commune, other_commune):
    talk = begin(commune, "bao giờ tiêm phòng chó")
    with pytest.raises(NotFound):
        services.reply(actor=other_commune.actor("officer"), conversation_id=talk.pk, text="…", seen=0)
    with pytest.raises(PermissionRefused):
        services.reply(actor=commune.actor("auditor"), conversation_id=talk.pk, text="…", seen=0)
    assert not selectors.conversations(other_commune.actor("officer"), commune.organisation).exists()
    assert not selectors.conversations(commune.actor("unit_head"), commune.organisation).exists()


def test_a_number_is_kept_with_consent_until_the_end(commune):
    talk = begin(commune, "bao giờ tiêm phòng chó")
    with pytest.raises(InvalidInput) as refused:
        services.ask_person(key=talk.key, phone="0912 345 678")
    assert "consent" in refused.value.fields
    with pytest.raises(InvalidInput):
        services.ask_person(key=talk.key, phone="12", consent=True)
    services.ask_person(key=talk.key, phone="0912 345 678", consent=True)
    kept = Callback.objects.get()
    assert kept.phone == "+84912345678" and kept.erase_on == timezone.localdate() + timedelta(days=30)
    services.close(actor=commune.actor("officer"), conversation_id=talk.pk)
    assert not Callback.objects.exists()


@pytest.mark.parametrize("ends", ["stop_waiting", "forget"])
def test_the_asker_takes_the_number_back(commune, ends):
    talk = begin(commune, "bao giờ tiêm phòng chó")
    services.ask_person(key=talk.key, phone="0912 345 678", consent=True)
    getattr(services, ends)(key=talk.key)
    assert not Callback.objects.exists()


def test_forgetting_leaves_no_words_and_no_way_back(commune):
    talk = begin(commune, "khai sinh cho con tôi tên Na")
    services.forget(key=talk.key)
    assert not talk.messages.exclude(text="", answer=None).exists()
    assert talk.messages.count() == 2  # the month still knows that somebody asked
    with pytest.raises(NotFound):
        services.say(key=talk.key, text="khai sinh")


def test_forgetting_takes_the_wording_off_the_work_list(commune):
    begin(commune, "mấy giờ xã mở cửa")
    alone = begin(commune, "Con tôi tên Na bao giờ được tiêm phòng?")
    first = begin(commune, "Hàng xóm là ông Ba xây tường lấn ngõ thì đòi lại thế nào?")
    begin(commune, "hàng xóm xây tường lấn ngõ, đòi lại thế nào")
    for talk in (alone, first):
        services.forget(key=talk.key)
        assert not talk.messages.filter(unanswered__isnull=False).exists()
    left = [(one.question, one.count) for one in Unanswered.objects.order_by("pk")]
    assert left == [("mấy giờ xã mở cửa", 1), ("hàng xóm xây tường lấn ngõ, đòi lại thế nào", 2)]
    assert "ong ba" not in Unanswered.objects.latest("pk").folded


def test_a_kiosk_that_was_left_leaves_its_question_without_a_way_back(commune):
    talk = begin(commune, "bao giờ tiêm phòng chó", channel="kiosk")
    services.forget(key=talk.key, left=True)
    assert Unanswered.objects.get().question == "bao giờ tiêm phòng chó"
    assert not talk.messages.filter(unanswered__isnull=False).exists()


def test_old_conversations_numbers_and_questions_go(commune, other_commune):
    old, recent, foreign = (begin(where, "bao giờ tiêm phòng") for where in (commune, commune, other_commune))
    services.ask_person(key=recent.key, phone="0912 345 678", consent=True)
    long_ago = timezone.now() - timedelta(days=91)
    Conversation.objects.filter(pk__in=[old.pk, foreign.pk]).update(last_at=long_ago)
    Unanswered.objects.update(last_at=long_ago)
    today = timezone.localdate()
    assert services.erase_old(organisation=commune.organisation, today=today) == 1
    assert services.erase_old(organisation=commune.organisation, today=today) == 0
    assert set(Conversation.objects.values_list("pk", flat=True)) == {recent.pk, foreign.pk}
    assert list(Unanswered.objects.values_list("organisation", flat=True)) == [other_commune.organisation.pk]
    assert Callback.objects.exists()
    services.erase_old(organisation=commune.organisation, today=today + timedelta(days=30))
    assert not Callback.objects.exists()


def test_the_wait_is_told_once_it_is_known(commune):
    assert selectors.wait(commune.organisation, timezone.now()).minutes is None
    for minutes in (5, 10, 15, 20, 600):
        talk = begin(commune, "bao giờ tiêm phòng")
        now = timezone.now()
        Conversation.objects.filter(pk=talk.pk).update(waiting_since=now - timedelta(minutes=minutes), reached_at=now)
    assert selectors.wait(commune.organisation, timezone.now()).minutes == 15


def test_the_inbox_begins_with_who_waits_longest(commune):
    machine, late, early = (begin(commune, f"câu {number}") for number in range(3))
    empty = begin(commune)
    for talk, minutes in ((late, 5), (early, 50)):
        services.ask_person(key=talk.key)
        Conversation.objects.filter(pk=talk.pk).update(waiting_since=timezone.now() - timedelta(minutes=minutes))
    shown = list(selectors.conversations(commune.actor("officer"), commune.organisation))
    assert shown == [early, late, machine] and empty not in shown


def test_a_question_is_answered_or_dismissed_with_a_reason(commune):
    officer = commune.actor("officer")
    begin(commune, "bao giờ tiêm phòng chó", "mấy giờ rồi")
    first, second = Unanswered.objects.order_by("pk")
    with pytest.raises(InvalidInput):
        services.answer_unanswered(
            actor=officer, unanswered_id=first.pk, question="Khi nào tiêm?", answer=" ", basis=OWN
        )
    told = {"actor": officer, "unanswered_id": first.pk, "question": "Khi nào tiêm?", "answer": "5/12."}
    for nothing in (Basis(), Basis(own=True), Basis(title=" ", responsible="Trưởng phòng")):
        with pytest.raises(InvalidInput):
            services.answer_unanswered(**told, basis=nothing)
    done = services.answer_unanswered(**told, basis=OWN)
    assert (done.state, done.answer, done.settled_by_id) == (UnansweredState.ANSWERED, "5/12.", officer.user_id)
    with pytest.raises(InvalidInput):
        services.dismiss_unanswered(actor=officer, unanswered_id=second.pk, reason="")
    services.dismiss_unanswered(actor=officer, unanswered_id=second.pk, reason="Không phải việc của xã")
    assert not selectors.open_questions(commune.organisation).exists()
    services.reopen_unanswered(actor=officer, unanswered_id=second.pk)
    assert [one.pk for one in selectors.open_questions(commune.organisation)] == [second.pk]


def test_a_number_in_an_answer_for_everybody_is_asked_about(commune):
    officer = commune.actor("officer")
    talk = begin(commune, "bao giờ tiêm phòng chó")
    message = services.reply(
        actor=officer, conversation_id=talk.pk, text="Bà gọi bác Ba, 0912 345 678.", seen=last(talk)
    )
    private = {"actor": officer, "question": "Khi nào tiêm?", "answer": message.text, "basis": OWN}
    line = Unanswered.objects.get()
    for refused in (
        lambda: services.propose_reply(message_id=message.pk, **private),
        lambda: services.answer_unanswered(unanswered_id=line.pk, **private),
    ):
        with pytest.raises(InvalidInput) as told:
            refused()
        assert "numbers_are_public" in told.value.fields
    assert not Question.objects.exists()
    office = private | {"answer": "Gọi trạm thú y: 0239 388 5123.", "numbers_are_public": True}
    services.propose_reply(message_id=message.pk, **office)
    assert Question.objects.get().answer == "Gọi trạm thú y: 0239 388 5123."


@pytest.mark.parametrize(
    ("state", "after", "why"),
    [
        (PieceState.WAITING, UnansweredState.ANSWERED, "the answer is about to be approved"),
        (PieceState.WITHDRAWN, UnansweredState.OPEN, "the answer is gone"),
        (PieceState.DRAFT, UnansweredState.OPEN, "it was sent back"),
        (PieceState.APPROVED, UnansweredState.OPEN, "it does not answer these words"),
    ],
)
def test_a_settled_question_that_still_comes_is_open_again(commune, state, after, why):
    begin(commune, "bao giờ tiêm phòng chó")
    line = Unanswered.objects.get()
    services.answer_unanswered(
        actor=commune.actor("officer"), unanswered_id=line.pk, question="Khi nào tiêm?", answer="5/12.", basis=OWN
    )
    Question.objects.update(state=state)
    begin(commune, "bao giờ tiêm phòng chó")
    line.refresh_from_db()
    assert (line.state, line.count) == (after, 2), why


def test_a_dismissed_question_stays_dismissed_and_is_counted(commune):
    begin(commune, "bao giờ tiêm phòng chó")
    services.dismiss_unanswered(
        actor=commune.actor("officer"), unanswered_id=Unanswered.objects.get().pk, reason="Việc của thú y"
    )
    begin(commune, "bao giờ tiêm phòng chó")
    line = Unanswered.objects.get()
    assert (line.state, line.count) == (UnansweredState.DISMISSED, 2)


def test_the_months_questions_are_counted_without_words(commune):
    officer, today = commune.actor("officer"), timezone.localdate()
    talk = begin(commune, "xin chào", "khai sinh", "bao giờ tiêm phòng")
    services.ask_person(key=talk.key)
    services.say(key=talk.key, text="nhà ở thôn Đình")
    services.reply(actor=officer, conversation_id=talk.pk, text="Ngày 5/12.", seen=last(talk))
    services.forget(key=talk.key)
    asked = selectors.asked_between(commune.organisation.pk, today, today)
    assert [one.outcome for one in asked] == ["answer", "declined", "person"]
    assert selectors.asked_between(commune.organisation.pk, today + timedelta(days=1), today + timedelta(days=9)) == []


OWN = Basis(own=True, responsible="Phòng Kinh tế")
STEPS = (
    *(("say", text) for text in ("khai sinh", "bao giờ", "tôi tố cáo ông A", "xin chào")),
    ("ask_person", ""),
    ("ask_person", "0912345678"),
    ("stop_waiting", ""),
    *((step, role) for step in ("take", "hand_back", "close", "reply", "assign") for role in ("officer", "editor")),
)


class TestAnyOrder(TestCase):
    """Whatever asker and officers do in whatever order, the conversation stays in a state that makes sense."""

    commune: Commune

    @classmethod
    def setUpTestData(cls) -> None:
        cls.commune = make_commune()

    @settings(max_examples=40)
    @given(st.lists(st.sampled_from(STEPS), min_size=4, max_size=14))
    def test_states(self, steps):
        talk = begin(self.commune, "bao giờ tiêm phòng")
        for step, how in steps:
            with suppress(WrongState):
                self.do(talk, step, how)
            self.makes_sense(Conversation.objects.get(pk=talk.pk))

    def do(self, talk: Conversation, step: str, how: str) -> None:
        if step == "say":
            services.say(key=talk.key, text=how)
        elif step == "ask_person":
            services.ask_person(key=talk.key, phone=how, consent=True)
        elif step == "stop_waiting":
            services.stop_waiting(key=talk.key)
        else:
            further = {"reply": {"text": "Vâng.", "seen": last(talk)}, "assign": {"user_id": self.editor}}.get(step, {})
            getattr(services, step)(actor=self.commune.actor(how), conversation_id=talk.pk, **further)

    @property
    def editor(self) -> int:
        return self.commune.people["editor"].pk

    def makes_sense(self, talk: Conversation) -> None:
        assert (talk.state == State.CLOSED) == (talk.closed_at is not None)
        assert (talk.state == State.PERSON) <= (talk.assigned_to_id is not None)
        assert (talk.state in (State.MACHINE, State.WAITING)) <= (talk.assigned_to_id is None)
        assert talk.is_with_staff <= (talk.waiting_since is not None)
        assert (talk.state == State.CLOSED) <= (not Callback.objects.exists())
        if talk.reached_at:
            assert talk.waiting_since and talk.reached_at >= talk.waiting_since
