"""Writing, approving and withdrawing answers and procedures, and what of them is quoted."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone, translation

from lantoa.answers import services
from lantoa.answers.models import Question, State
from lantoa.answers.testing import PROCEDURE, QUESTION, make_piece
from lantoa.library import knowledge
from lantoa.shared.errors import InvalidInput, PermissionRefused, Stale, WrongState
from lantoa.shared.models import AuditEntry, SettingValue

pytestmark = pytest.mark.django_db


def live(piece) -> list[knowledge.Entry]:
    return knowledge.entries(piece.KIND, {str(piece.pk)})


def answer_of(piece) -> str:
    (entry,) = live(piece)
    return entry.passages[0].text


@pytest.mark.parametrize("until", ["draft", "waiting"])
def test_nothing_is_quoted_before_somebody_approved_it(commune, until):
    assert live(make_piece(commune, until=until)) == []


def test_an_approved_answer_is_quoted_with_its_source_in_every_wording(commune):
    (entry,) = live(make_piece(commune))
    (passage,) = entry.passages
    assert passage.text == QUESTION["answer"]
    assert passage.asked == (QUESTION["title"], *QUESTION["wordings"])
    assert entry.source.sign == "226/2016/TT-BTC"
    assert entry.source.issued_on == date(2016, 11, 11)
    assert entry.source.scope == knowledge.public(commune.organisation.pk)


def test_what_is_quoted_is_vietnamese_whoever_caused_the_index_to_be_built(commune):
    piece = make_piece(commune, "procedure")
    with translation.override("en"):
        (entry,) = live(piece)
    assert (entry.source.kind, entry.source.audience) == ("thủ tục", "người dân")
    assert "Cần mang theo" in entry.passages[0].text


def test_an_answer_for_officers_is_internal(commune):
    (entry,) = live(make_piece(commune, audience="officer"))
    assert entry.source.scope == knowledge.internal(commune.organisation.pk)


def test_a_procedure_is_quoted_whole_whatever_part_of_it_is_asked_for(commune):
    (entry,) = live(make_piece(commune, "procedure"))
    (whole,) = entry.passages
    assert whole.asked == (PROCEDURE["title"], *PROCEDURE["wordings"])
    assert "Bước 1. Nộp hồ sơ. Nộp tại bộ phận một cửa của xã.\nBước 2. Nhận giấy khai sinh\n" in whole.text
    assert "Cần mang theo:\n- Giấy chứng sinh\n- Căn cước của cha hoặc mẹ\n" in whole.text
    assert "Lệ phí:\nKhông mất tiền." in whole.text


def test_a_correction_is_quoted_only_once_it_is_approved_too(commune):
    piece = make_piece(commune)
    editor, approver = commune.actor("editor"), commune.actor("approver")
    changed = services.change(
        actor=editor, kind="question", piece_id=piece.pk, version=piece.version, values={"answer": "3.000 đồng."}
    )
    assert (changed.state, answer_of(piece)) == (State.DRAFT, QUESTION["answer"])
    sent = services.submit(actor=editor, kind="question", piece_id=piece.pk, version=changed.version)
    services.approve(actor=approver, kind="question", piece_id=piece.pk, version=sent.version)
    assert answer_of(piece) == "3.000 đồng."


def test_what_is_withdrawn_is_quoted_no_more_and_can_come_back(commune):
    piece = make_piece(commune)
    gone = services.withdraw(actor=commune.actor("officer"), kind="question", piece_id=piece.pk, version=piece.version)
    assert live(piece) == []
    with pytest.raises(WrongState):
        services.withdraw(actor=commune.actor("officer"), kind="question", piece_id=piece.pk, version=gone.version)
    again = services.change(
        actor=commune.actor("editor"), kind="question", piece_id=piece.pk, version=gone.version, values={}
    )
    assert again.state == State.DRAFT and live(piece) == []


def test_a_draft_is_thrown_away_by_who_writes_what_is_quoted_only_by_who_approves(commune):
    editor = commune.actor("editor")
    draft, used = make_piece(commune, until="draft"), make_piece(commune)
    assert services.withdraw(actor=editor, kind="question", piece_id=draft.pk, version=draft.version)
    with pytest.raises(PermissionRefused):
        services.withdraw(actor=editor, kind="question", piece_id=used.pk, version=used.version)


def test_the_author_does_not_approve_unless_the_commune_lets_them(commune):
    officer = commune.actor("officer")
    draft = services.write_question(actor=officer, organisation_id=commune.organisation.pk, values=QUESTION)
    piece = services.submit(actor=officer, kind="question", piece_id=draft.pk, version=draft.version)
    with pytest.raises(WrongState) as caught:
        services.approve(actor=officer, kind="question", piece_id=piece.pk, version=piece.version)
    assert caught.value.code == "own_work"
    SettingValue.objects.create(name="answers.approve_own", organisation_id=commune.organisation.pk, value=True)
    services.approve(actor=officer, kind="question", piece_id=piece.pk, version=piece.version)
    assert live(piece)
    assert AuditEntry.objects.filter(action="answers.approve_own", target_id=piece.pk).exists()


def test_who_changed_it_last_does_not_approve_it_either(commune):
    officer, editor = commune.actor("officer"), commune.actor("editor")
    piece = make_piece(commune, until="waiting")
    piece = services.change(
        actor=officer, kind="question", piece_id=piece.pk, version=piece.version, values={"answer": "Khác."}
    )
    piece = services.submit(actor=editor, kind="question", piece_id=piece.pk, version=piece.version)
    with pytest.raises(WrongState):
        services.approve(actor=officer, kind="question", piece_id=piece.pk, version=piece.version)


def test_only_what_the_approver_saw_is_approved(commune):
    piece = make_piece(commune, until="waiting")
    changed = services.change(
        actor=commune.actor("editor"), kind="question", piece_id=piece.pk, version=piece.version, values={}
    )
    services.submit(actor=commune.actor("editor"), kind="question", piece_id=piece.pk, version=changed.version)
    with pytest.raises(Stale):
        services.approve(actor=commune.actor("approver"), kind="question", piece_id=piece.pk, version=piece.version)


def test_what_is_sent_back_carries_the_note_until_it_is_handed_in_again(commune):
    piece = make_piece(commune, until="waiting")
    with pytest.raises(InvalidInput):
        services.send_back(
            actor=commune.actor("approver"), kind="question", piece_id=piece.pk, version=piece.version, note=" "
        )
    back = services.send_back(
        actor=commune.actor("approver"), kind="question", piece_id=piece.pk, version=piece.version, note="Thiếu phí"
    )
    assert (back.state, back.note) == (State.DRAFT, "Thiếu phí")
    sent = services.submit(actor=commune.actor("editor"), kind="question", piece_id=piece.pk, version=back.version)
    assert sent.note == ""


def test_without_a_source_nothing_is_handed_in(commune):
    piece = make_piece(commune, until="draft", source_title="")
    with pytest.raises(InvalidInput):
        services.submit(actor=commune.actor("editor"), kind="question", piece_id=piece.pk, version=piece.version)


# What a form could send, and the field that is to be marked.
WRONG = [
    ({"title": " "}, "title"),
    ({"answer": ""}, "answer"),
    ({"source_url": "javascript:alert(1)"}, "source_url"),  # an address that would run in the reader's browser
    ({"audience": "everybody"}, "audience"),
    ({"title": "x" * 301}, "title"),
]


@pytest.mark.parametrize(("values", "field"), WRONG)
def test_what_cannot_be_kept_is_said_at_its_field(commune, values, field):
    with pytest.raises(InvalidInput) as caught:
        make_piece(commune, until="draft", **values)
    assert list(caught.value.fields) == [field]


def test_an_officers_answer_becomes_knowledge_after_one_more_approval(commune):
    proposed = services.propose_question(
        actor=commune.actor("officer"),
        organisation_id=commune.organisation.pk,
        question="Chợ họp lúc nào?",
        answer="Chợ họp từ 5 giờ sáng.",
    )
    assert (proposed.state, live(proposed)) == (State.WAITING, [])
    services.approve(actor=commune.actor("approver"), kind="question", piece_id=proposed.pk, version=proposed.version)
    (entry,) = live(proposed)
    assert entry.source.title == "Trả lời của Ủy ban nhân dân xã Minh Họa"
    assert entry.source.issued_on == timezone.localdate()


def test_a_deleted_answer_is_in_the_log(commune):
    piece = make_piece(commune)
    before = knowledge.end_of_log()
    Question.objects.get(pk=piece.pk).delete()
    news = knowledge.news_since(before)
    assert news is not None and news.changes == {"question": {str(piece.pk)}}
