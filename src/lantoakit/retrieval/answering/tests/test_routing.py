"""Which sources a question names."""

import pytest

from lantoakit.retrieval.answering.routing import Routes
from lantoakit.retrieval.model import Source
from lantoakit.retrieval.sources import place_of

SOURCES = [
    Source("a", "Kế hoạch", issuer="Ủy ban nhân dân xã Bến Đò", place="xã Bến Đò"),
    Source("b", "Kế hoạch", issuer="Hội Liên hiệp Phụ nữ xã Bến Đò", place="xã Bến Đò"),
    Source("c", "Kế hoạch", issuer="Văn phòng UBND tỉnh"),
    Source("d", "Kế hoạch", issuer="Trường THCS Lê Văn Tám", place="phường An Hải"),
]
CASES = [
    # the place alone means every body of it
    ("Ở xã Bến Đò có lớp học không?", {"a": 1.0, "b": 1.0}),
    # typed without marks, without the level
    ("ben do co lop hoc ko", {"a": 1.0, "b": 1.0}),
    # a body with its place is nearer than the place alone
    ("Hội phụ nữ xã Bến Đò làm gì?", {"b": 1.0, "a": 0.5}),
    ("UBND xã Bến Đò giao ai?", {"a": 1.0, "b": 0.8}),
    # bodies without a place, short and long
    ("vp ubnd tỉnh nộp báo cáo khi nào", {"c": 1.0}),
    ("Văn phòng Ủy ban nhân dân tỉnh nộp báo cáo khi nào", {"c": 1.0}),
    ("trường trung học cơ sở Lê Văn Tám dạy gì", {"d": 1.0}),
    # nothing is named: "ubnd" and "xã" mean everybody
    ("UBND xã làm gì?", {}),
    ("", {}),
]


@pytest.mark.parametrize(("question", "expected"), CASES)
def test_a_question_is_led_to_the_sources_that_it_names(question: str, expected: dict[str, float]) -> None:
    route = Routes(SOURCES).of(question)
    assert {SOURCES[n].key: round(fit, 1) for n, fit in route.fit.items()} == expected


def test_the_words_of_a_name_are_told() -> None:
    assert Routes(SOURCES).of("Ở xã Bến Đò có lớp học không?").words == {"xa", "ben", "do"}


@pytest.mark.parametrize(
    ("issuer", "text", "place"),
    [
        ("Ủy ban nhân dân xã Bến Đò", "", "xã Bến Đò"),
        ("Văn phòng UBND tỉnh", "xã An Bình " * 9, ""),  # the issuer is known and has no place of its own
        ("", "Nhân dân xã An Bình. " * 3 + "xã Bến Đò", "xã An Bình"),
        ("", "Nhân dân xã An Bình.", ""),  # once is no proof
    ],
)
def test_the_place_of_a_source(issuer: str, text: str, place: str) -> None:
    assert place_of(issuer, "", text) == place
