"""All together: what is understood of a question, and that nothing that is typed breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.retrieval.asking import expecting, in_context, speech, understand


def names(term) -> list[str]:
    return [alternative.words for alternative in term.alternatives]


def test_a_question_of_a_resident():
    asked = understand("cho e hỏi xã giao ai lo vụ cđs vậy ạ")
    assert asked.marked
    assert asked.speech == "question"
    assert asked.expected.kind == "unit"
    assert [term.words for term in asked.words][-1] == "cđs"
    assert "chuyển đổi số" in names(asked.words[-1])


def test_a_question_without_marks():
    asked = understand("kinh phi tuyen truyen cds la bao nhieu")
    assert not asked.marked
    assert asked.expected.kind == "amount"
    assert "tiền" in names(asked.words[0])
    assert [term.folded for term in asked.words] == ["kinh phi", "tuyen truyen", "cds"]


def test_a_document_is_one_term_with_its_other_spellings():
    (term, *_rest) = understand("nq57 nói gì").words
    assert term.words == "nq 57"
    assert {"nghị quyết 57", "nghị quyết số 57"} <= set(names(term))


def test_signs_in_small_letters():
    asked = understand("kế hoạch 139/kh-ubnd ai ký")
    assert [citation.sign for citation in asked.signs] == ["139/KH-UBND"]
    assert asked.cleaned[asked.signs[0].start : asked.signs[0].end] == "139/kh-ubnd"
    assert asked.expected.kind == "signer"


def test_a_question_of_law():
    asked = understand("Theo Bộ luật Hình sự năm 2015, tội đánh bạc bị phạt tù bao nhiêu năm?")
    assert [(one.kind, one.name, one.year) for one in asked.named] == [("bộ luật", "Hình sự", "2015")]
    assert asked.expected.kind == "time"


def test_signs_and_laws_are_no_bodies():
    asked = understand("Kế hoạch 139/KH-UBND và Bộ luật Hình sự 2015 giao Phòng VH-XH việc gì")
    assert [body.kind for body in asked.bodies] == ["culture_society"]


def test_frames_are_no_terms():
    asked = understand("Dạ thưa cán bộ, cho tôi hỏi hộ nghèo được hỗ trợ những gì ạ?")
    assert [term.words for term in asked.words if term.weight == 1] == ["hộ nghèo", "hỗ trợ"]


@pytest.mark.parametrize("digits", ["57", "10/10", "156", "139/KH-UBND", "0912345678", "1.234,5"])
def test_numbers_stay(digits):
    asked = understand(f"số {digits} là gì")
    assert digits in asked.cleaned


TYPED = (
    "cho em hỏi xã Minh Họa tdp3 nq57 139/kh-ubnd luật an ninh mạng 2018 bao nhieu may gio ai ký ko dc j z ntn ddieenj"
    " d9ie65n thôn Đình UBND còn thì sao ? ! . , % bộ luật theo khi nào ở đâu việc đó này 57-NQ/TW"
)
PIECES = st.sampled_from(TYPED.split())
ANY = st.one_of(st.text(), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=9).map("".join))


@given(ANY)
def test_any_text_is_understood(text):
    asked = understand(text)
    assert asked.text == text[:2000]
    assert asked.expected.kind in expecting.KINDS
    assert set(asked.expected.also) <= set(expecting.KINDS)
    assert asked.speech in speech.KINDS
    assert understand(asked.cleaned).cleaned == asked.cleaned
    places = [(term.start, term.end) for term in asked.words]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(asked.cleaned) for start, end in places)
    assert all(0 < term.weight <= 1 for term in asked.words)


@given(ANY, ANY)
def test_any_pair_of_questions(question, before):
    assert in_context(question, before)[: len(question)] or not question


@pytest.mark.parametrize(
    "piece", ["a", "còn ", "bao nhiêu ", "1/2-", "luật ", "xã ", "tên ", "tôi tố cáo ", "ạ ", "\u0301", "Sở Nội vụ "]
)
def test_long_texts(piece):
    long = piece * (100_000 // len(piece))
    assert len(understand(long).text) == 2000
    in_context(long, before=long)
