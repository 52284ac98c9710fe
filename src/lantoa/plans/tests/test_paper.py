"""The original beside a task: its pages with boxes, mends of a scan, other values of a field."""

from __future__ import annotations

import pytest

from lantoa.org.models import Unit
from lantoa.plans.chips import Others, of_deadline, of_head, of_text, of_unit
from lantoa.plans.mends import Mend, swapped
from lantoa.plans.paper import paper
from lantoa.plans.proposals import Meaning
from lantoa.plans.source import Light, window

SIZES = [{"width": 500.0, "height": 1000.0}] * 4


def place(start: int, end: int, page: int, box: list[float], **more: object) -> dict[str, object]:
    return {"start": start, "end": end, "page": page, "box": box, "candidates": [], **more}


READING = {
    "pages": SIZES,
    "fields": {
        "/tasks/0/text": place(10, 90, 3, [50, 100, 450, 200]),
        "/tasks/0/lead/0": place(0, 8, 2, [50, 900, 150, 920]),
        "/tasks/0/deadline": place(70, 90, 3, [50, 180, 200, 200]),
    },
    "marks": [
        {"kind": "seal", "page": 3, "box": [300, 500, 400, 600], "confidence": 0.9},
        {"kind": "shadow", "page": 3, "box": [0, 0, 20, 20], "confidence": 0.9},
        {"kind": "handwriting", "page": 1, "box": [0, 0, 20, 20], "confidence": 0.9},
    ],
}
LIGHTS = [Light(70, 90, 1, True), Light(0, 8, 2, False)]


def test_the_pages_of_a_task_have_their_boxes_in_percent():
    found = paper(READING, [10, 90], LIGHTS)
    assert [page.number for page in found.pages] == [2, 3]
    assert (found.count, found.previous, found.following, found.numbers) == (4, 1, 4, "2, 3")
    heading, task = found.pages
    assert [(box.number, box.unsure) for box in heading.boxes] == [(2, False)]
    (box,) = task.boxes
    assert (box.frame.left, box.frame.top, box.frame.width, box.frame.height) == ("10.00%", "18.00%", "30.00%", "2.00%")
    assert (task.own[0].height, task.margin, heading.margin) == ("10.00%", "10.00%", "10.00%")
    assert [str(mark.name) for mark in task.marks] == ["Con dấu"]  # shadows of the glass are nothing to look at


def test_a_page_that_was_paged_to_stands_alone():
    found = paper(READING, [10, 90], LIGHTS, wanted=1)
    assert ([page.number for page in found.pages], found.previous, found.following) == ([1], None, 2)
    assert [str(mark.name) for mark in found.pages[0].marks] == ["Chữ viết tay"]
    assert paper(READING, [10, 90], LIGHTS, wanted=99).pages[0].number == 4


@pytest.mark.parametrize(
    "reading",
    [
        {},
        {"fields": READING["fields"]},  # read before pages had their sizes
        {"pages": SIZES, "fields": {"/tasks/0/text": place(10, 90, 3, [1, 2, 3, 4]) | {"box": None}}},
        {"pages": SIZES, "fields": {"/tasks/0/text": {"start": 10, "end": 90, "page": None, "box": None}}},
    ],
)
def test_a_reading_that_says_less_shows_less(reading):
    found = paper(reading, [10, 90], LIGHTS)
    assert found.pages
    assert not [box for page in found.pages for box in page.boxes]


def test_a_task_added_by_hand_shows_the_first_page():
    assert [page.number for page in paper(READING, None, []).pages] == [1]


def test_numbers_side_by_side_do_not_cover_one_another():
    reading = {
        **READING,
        "fields": {"/a": place(0, 1, 1, [50, 100, 90, 110]), "/b": place(2, 3, 1, [50, 115, 90, 125])},
    }
    boxes = paper(reading, None, [Light(0, 1, 1, True), Light(2, 3, 2, True)]).pages[0].boxes
    assert [box.column for box in boxes] == [0, 1]


def test_boxes_that_reach_over_the_page_stay_on_it():
    reading = {**READING, "fields": {"/a": place(0, 1, 1, [-20, 990, 700, 1200])}}
    (box,) = paper(reading, None, [Light(0, 1, 1, True)]).pages[0].boxes
    assert (box.frame.left, box.frame.width, box.frame.height) == ("0.00%", "100.00%", "1.00%")


TEXT = "1. UBND tỉnh mở lớp trước ngày 30/11/2026."
TINH = Mend(TEXT.index("tỉnh"), TEXT.index("tỉnh") + 4, "tính", "tỉnh", "body")


def test_a_mended_word_is_shown_whole_also_where_a_light_ends_in_it():
    light = Light(3, TINH.start + 2, 1, True)
    pieces = window(TEXT, (3, len(TEXT)), [light], mends=[TINH]).paragraphs[0].pieces
    assert "".join(piece.text for piece in pieces) == TEXT
    assert [piece.text for piece in pieces if piece.mend] == ["tỉnh"]


def test_a_word_that_was_taken_back_stands_as_printed():
    back = Mend(TINH.start, TINH.end, "tính", "tỉnh", "body", undone=True)
    pieces = window(TEXT, (3, len(TEXT)), [Light(3, 12, 1, True)], mends=[back]).paragraphs[0].pieces
    assert "".join(piece.text for piece in pieces) == TEXT.replace("tỉnh", "tính")
    assert [piece.opens for piece in pieces if piece.light] == [True, False]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("UBND tỉnh mở lớp ở tỉnh", "UBND tính mở lớp ở tỉnh"),  # where it was read, not the other one
        ("Nay UBND tỉnh mở lớp", "Nay UBND tính mở lớp"),  # a person put a word before it: there is only one
        ("Xã mở lớp", "Xã mở lớp"),  # a person wrote something else
        ("Nay tỉnh và tỉnh bạn", "Nay tỉnh và tỉnh bạn"),  # which one is meant cannot be told
    ],
)
def test_the_printed_word_comes_back_where_it_was(words, expected):
    assert swapped(words, [3, len(TEXT)], TINH, [TINH]) == expected


def test_a_word_taken_back_before_it_has_moved_the_place():
    first = Mend(3, 7, "UB ND", "UBND", "body", undone=True)
    assert swapped("UB ND tỉnh mở lớp, tỉnh", [3, len(TEXT)], TINH, [first, TINH]) == "UB ND tính mở lớp, tỉnh"


def others(**more: object) -> Others:
    fields = {"/tasks/0/deadline": place(1, 5, 1, [0, 0, 1, 1], **more)}
    return Others({"fields": fields})


def test_what_a_model_proposes_comes_last_and_is_marked():
    proposals = [{"value": "ngày 20/12/2026", "quote": "xong ngày 20/12/2026", "start": 0, "end": 1}]
    found = others(candidates=["ngày 30/11/2026", "ngày 20/12/2026"], proposals=proposals)
    assert [(one.value, one.by_model) for one in found.of("deadline", [1, 5])] == [
        ("ngày 30/11/2026", False),
        ("ngày 20/12/2026", False),  # said by both: the reading's own
    ]
    (chip,) = of_deadline(others(proposals=proposals).of("deadline", [1, 5]))
    assert (chip.by_model, chip.quote) == (True, "xong ngày 20/12/2026")
    assert chip.plain == {"deadline": "own", "deadline_kind": "date", "deadline_on": "20/12/2026", "deadline_day": ""}
    assert found.of("text", [1, 5]) == found.of("deadline", [1, 6]) == found.of("deadline", None) == []


def test_a_deadline_that_says_nothing_is_no_chip():
    assert list(of_deadline(others(candidates=["theo kế hoạch"]).of("deadline", [1, 5]))) == []


def test_the_words_that_stand_there_are_no_chip():
    said = others(candidates=["Mở lớp", "Mở lớp học"]).of("deadline", [1, 5])
    assert [chip.label for chip in of_text(said, "Mở lớp")] == ["Mở lớp học"]


class Row:
    pk, printed, candidates = 7, "Phòng Văn hóa", [1, 2, 99]

    def __init__(self, *known: Unit) -> None:
        self.known = known

    @property
    def units(self):
        return self

    def all(self):
        return self.known


UNITS = {1: Unit(pk=1, name="Phòng Văn hóa - Xã hội"), 2: Unit(pk=2, name="Công an xã")}


def meaning(printed: str) -> Meaning:
    return Meaning((2,)) if printed == "Công an" else Meaning()


def test_units_of_the_tree_come_first_and_only_where_the_name_is_asked_about():
    said = others(candidates=["Phòng Văn hóa", "Công an", "Đội chiếu phim"]).of("deadline", [1, 5])
    asked = list(of_unit(Row(), said, UNITS, meaning))  # type: ignore[arg-type]
    assert [(chip.label, dict(chip.fills)) for chip in asked] == [
        ("Phòng Văn hóa - Xã hội", {"unit-7": "1"}),
        ("Công an xã", {"unit-7": "2"}),
        ("Công an", {"unit-7": "2"}),
        ("Đội chiếu phim", {"printed-7": "Đội chiếu phim", "ids-7": []}),
    ]
    assert not asked[-1].plain  # what a person does not see is filled by the server
    known = list(of_unit(Row(UNITS[1]), said, UNITS, meaning))  # type: ignore[arg-type]
    assert [(chip.label, chip.fills["ids-7"]) for chip in known] == [("Công an", ["2"]), ("Đội chiếu phim", [])]


def test_other_values_of_the_head():
    fields = {
        "/document/date": {"start": 0, "end": 1, "candidates": ["2026-10-05", "2026-10-06", "2026-10"]},
        "/document/title": {"start": 0, "end": 1, "candidates": ["Một", "Hai"]},
    }
    found = of_head({"document": {"date": "2026-10-05", "title": "Một"}, "fields": fields})
    assert {name: [chip.label for chip in chips] for name, chips in found.items()} == {
        "title": ["Hai"],
        "issued_on": ["06/10/2026"],
    }
