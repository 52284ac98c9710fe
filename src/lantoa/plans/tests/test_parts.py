"""The small parts: lit words, proposed proof, what is a difference, what a form sends."""

from __future__ import annotations

from datetime import date

import pytest

from lantoa.plans import evidence, sheet, wording
from lantoa.plans.comparison import compare
from lantoa.plans.models import DeadlineKind, PlanTask
from lantoa.plans.proposals import Meaning, propose
from lantoa.plans.source import Light, window
from lantoa.shared.errors import InvalidInput

TEXT = "\n".join(
    ["I. MỞ ĐẦU", *(f"đoạn {n}" for n in range(1, 30)), "1. Công an xã", "a) Trực đêm trước ngày 30/11/2026."]
)


def test_the_window_holds_the_task_and_the_far_heading():
    task = TEXT.index("đoạn 20"), TEXT.index("đoạn 20") + 7
    heading = Light(0, len("I. MỞ ĐẦU"), 1, unsure=False)
    found = window(TEXT, task, [heading])
    assert [line.index for line in found.paragraphs] == [0, *range(16, 27)]
    assert [line.gap for line in found.paragraphs][:3] == [False, True, False]
    assert [line.index for line in found.paragraphs if line.own] == [20]
    assert found.paragraphs[0].heading
    assert (found.previous, found.following) == (5, 27)


def test_lit_words_that_overlap_are_lit_once():
    start = TEXT.index("ngày 30")
    lights = [Light(start, start + 15, 1, unsure=True), Light(start + 5, start + 9, 2, unsure=False)]
    line = window(TEXT, (start, start + 15), lights).paragraphs[-1]
    assert "".join(piece.text for piece in line.pieces) == "a) Trực đêm trước ngày 30/11/2026."
    assert [piece.light.number for piece in line.pieces if piece.light] == [1]


def test_an_empty_text_has_no_window():
    assert window(" \n", (0, 1), []).paragraphs == ()


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("Tổ chức tập huấn kỹ năng số cho người dân", "Ảnh buổi học, số người dự"),
        ("Tuyên truyền trên loa truyền thanh của thôn", "Sổ phát thanh hoặc ảnh lịch phát, số lượt phát"),  # loa first
        ("Đăng tải trên Trang thông tin điện tử xã", "Đường dẫn bài đăng, số tin bài"),
        ("Lập dự toán kinh phí", "Văn bản dự toán hoặc quyết toán"),
        ("Giữ gìn đoàn kết", ""),  # nothing is guessed where no rule fits
    ],
)
def test_proposed_proof(text, proposal):
    assert evidence.proposal(text) == proposal


@pytest.mark.parametrize(
    ("kind", "on", "day", "words"),
    [
        (DeadlineKind.DATE, date(2026, 11, 30), None, "30/11/2026"),
        (DeadlineKind.MONTHLY, None, 15, "Ngày 15 hằng tháng"),
        (DeadlineKind.MONTHLY, None, None, "Hằng tháng"),
        (DeadlineKind.ON_REQUEST, None, None, "Khi có yêu cầu"),
        (DeadlineKind.NONE, None, None, "Chưa xác định hạn"),
    ],
)
def test_deadlines_in_words(kind, on, day, words):
    assert wording.deadline(kind, on, day) == words


@pytest.mark.parametrize("words", ["30/11/2026", "2026-11-30", " 30-11-2026 ", "30.11.2026"])
def test_days_as_people_write_them(words):
    assert sheet.parse_day(words) == date(2026, 11, 30)


def test_an_impossible_day_is_none():
    with pytest.raises(InvalidInput):
        sheet.parse_day("31/02/2026")


@pytest.mark.parametrize(("words", "number"), [("12", 12), ("", 0), ("-1", 0), ("²", 0), ("9" * 30, 0), ("1;drop", 0)])
def test_numbers_that_a_form_sends(words, number):
    assert sheet.number(words) == number


def proposed(*texts: str, lead: str = "Công an xã"):
    tasks = [{"text": text, "lead": [lead], "path": f"II.{n}", "deadline_norm": {}} for n, text in enumerate(texts)]
    return list(propose({"tasks": tasks}, lambda _printed: Meaning((1,))))


def test_a_task_that_moved_is_the_same_task():
    old = proposed("Trực đêm ở nhà văn hóa", "Tuyên truyền phòng cháy", "Kiểm tra an toàn điện")
    current = [PlanTask(pk=n, text=one.text, path=one.path, as_read=one.as_read) for n, one in enumerate(old, start=1)]
    new = proposed("Kiểm tra an toàn điện", "Trực đêm ở nhà văn hóa", "Mở lớp bơi cho trẻ em")
    found = compare(current, new)
    assert [one.text for _n, one in found.added] == ["Mở lớp bơi cho trẻ em"]
    assert [task.text for task in found.removed] == ["Tuyên truyền phòng cháy"]
    assert found.changed == ()


def test_another_lead_is_a_difference_and_marks_at_the_end_are_none():
    current = [PlanTask(pk=1, text="Trực đêm.", path="II.0", as_read=proposed("Trực đêm.")[0].as_read)]
    assert compare(current, proposed("Trực  đêm;")).is_empty
    (change,) = compare(current, proposed("Trực đêm.", lead="Trạm Y tế xã")).changed
    assert change.differences == {"lead": (["Công an xã"], ["Trạm Y tế xã"])}
