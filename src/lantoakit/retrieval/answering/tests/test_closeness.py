"""Whether what a passage holds is what is asked for."""

import pytest

from lantoakit.retrieval.answering.closeness import NAMES, closeness, is_amiss, plain, sought
from lantoakit.retrieval.answering.evidence import stretches
from lantoakit.retrieval.answering.routing import Route
from lantoakit.retrieval.asking import understand
from lantoakit.retrieval.model import Passage

NOWHERE = Route({}, frozenset())
CASES = [
    # a day is asked for, a quarter is told
    ("Diễn tập vào ngày mấy?", "date", "Quý III diễn tập tại chợ.", True),
    ("Diễn tập vào ngày mấy?", "date", "Diễn tập ngày 12/7.", False),
    ("Lễ tổ chức vào tháng mấy?", "date", "Tổ chức lễ ngày 12/7.", False),
    ("Nhận hồ sơ đến mấy giờ?", "time", "Nhận hồ sơ vào buổi tối.", True),
    ("Nhận hồ sơ đến mấy giờ?", "time", "Từ 17 giờ đến 20 giờ.", False),
    # money of another year, before it and behind it
    ("Kinh phí năm 2027 là mấy triệu đồng?", "amount", "Năm 2025 là 54 triệu đồng; năm 2027 theo dự toán.", True),
    ("Kinh phí năm 2025 là mấy triệu đồng?", "amount", "Năm 2025 là 54 triệu đồng; năm 2027 theo dự toán.", False),
    ("Năm 2026 chi bao nhiêu tiền?", "amount", "Chi 96.400.000 đồng cho năm 2025.", True),
    # what is to be reached is not what is
    ("Hiện nay bao nhiêu phần trăm hộ có mã QR?", "share", "Phấn đấu 70% hộ có mã QR.", True),
    ("Phải đạt bao nhiêu phần trăm hộ có mã QR?", "share", "Phấn đấu 70% hộ có mã QR.", False),
]


@pytest.mark.parametrize(("question", "kind", "text", "expected"), CASES)
def test_what_is_amiss(question: str, kind: str, text: str, expected: bool) -> None:
    want = sought(understand(question), NOWHERE)
    assert is_amiss(Passage("a", 0, text), stretches(kind, text), kind, want) is expected


def test_the_bodies_asked_about_are_sought_in_all_their_ways_but_for_the_source() -> None:
    route = Route({0: 1.0}, frozenset(["xa", "ben", "do"]))
    found = sought(understand("Hội Phụ nữ xã Bến Đò được giao việc gì?"), route).bodies
    assert " hoi lien hiep phu nu " in found[0]
    assert sought(understand("UBND xã Bến Đò làm gì?"), route).bodies == ()


@pytest.mark.parametrize(
    ("question", "text", "heading", "fits"),
    [
        ("Tiền làm việc này lấy từ đâu?", "Do ngân sách xã bảo đảm.", "Kinh phí thực hiện", 1.0),
        ("Tiền làm việc này lấy từ đâu?", "Kinh phí: do ngân sách xã.", "", 1.0),
        ("Tiền làm việc này lấy từ đâu?", "Mở lớp tại nhà văn hóa.", "Tổ chức thực hiện", 0.0),
    ],
)
def test_the_division_in_which_such_a_question_is_answered(question: str, text: str, heading: str, fits: float) -> None:
    want = sought(understand(question), NOWHERE)
    values = closeness(Passage("a", 0, text, heading=(heading,)), plain(text), plain(heading), (), want)
    told = dict(zip(NAMES, values, strict=True))
    assert told["section_fits"] >= fits if fits else told["section_fits"] == 0.0
