"""Where the kind of thing that is asked for stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.retrieval.answering.evidence import counts, is_marked, needed, stretches, without_cited_dates

CASES = [
    # money in figures, in words, with a rate, and for nothing
    ("amount", "Hỗ trợ 45.000.000 đồng và 1,5 tỷ đồng.", ["45.000.000 đồng", "1,5 tỷ đồng"]),
    ("amount", "Mỗi hộ năm trăm nghìn đồng.", ["năm trăm nghìn đồng"]),
    ("amount", "Lệ phí 8.000 đồng/bản; làm lần đầu miễn phí.", ["8.000 đồng/bản", "miễn phí"]),
    # a year, a share and a sign are no money
    ("amount", "Năm 2026 đạt 80% theo 12/KH-UBND.", []),
    ("phone", "Gọi 0256 3123 456 hoặc 0912.345.678.", ["0256 3123 456", "0912.345.678"]),
    ("phone", "Nhắn tin đến đầu số 156, tổng đài 1900 1234.", ["156", "1900 1234"]),
    # neither a day nor a long number of an account
    ("phone", "Ngày 05/03/2026, tài khoản 01234567890123.", []),
    ("date", "Hoàn thành trước ngày 15/10/2026, báo cáo quý III/2026.", ["ngày 15/10/2026", "quý III/2026"]),
    ("date", "Giai đoạn 2025 – 2030; khi có yêu cầu.", ["Giai đoạn 2025 – 2030", "khi có yêu cầu"]),
    ("date", "Ngày 10/10 hằng năm.", ["Ngày 10/10", "hằng năm"]),
    ("time", "Từ 7 giờ 30 đến 11h.", ["7 giờ 30", "11h"]),
    ("share", "Đạt 80% và 92,5 phần trăm.", ["80%", "92,5 phần trăm"]),
    ("person", "Đồng chí Trần Thị Sen và ông Y Bhin Niê.", ["Trần Thị Sen", "Y Bhin Niê"]),
    # a body and a place are no persons
    ("person", "Phòng Văn hóa - Xã hội xã Bến Đò.", []),
    ("unit", "Giao Công an xã chủ trì.", ["Công an xã"]),
    ("sign", "Theo Kế hoạch số 12/KH-UBND.", ["12/KH-UBND"]),
    ("territory", "Tại xã Bến Đò, tỉnh Hải Sơn; ấp 3.", ["xã Bến Đò", "tỉnh Hải Sơn", "ấp 3"]),
    ("place", "Mở lớp tại nhà văn hóa thôn, ở ấp 3.", ["tại nhà văn hóa thôn", "ở ấp 3"]),
    ("title", "Cuộc thi “Công dân số tương lai”.", ["“Công dân số tương lai”"]),
    ("email", "Gửi về vhxh@bendo.gov.vn.", ["vhxh@bendo.gov.vn"]),
]


@pytest.mark.parametrize(("kind", "text", "expected"), CASES)
def test_stretches(kind: str, text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in stretches(kind, text)] == expected


def test_counts_need_their_noun() -> None:
    text = "Xã có 5 thôn, mười hai Tổ công nghệ số cộng đồng và 3 trường."
    assert [text[a:b] for a, b in counts(text, "to cong nghe so")] == ["mười hai"]
    assert [text[a:b] for a, b in counts(text, "thon")] == ["5"]
    assert counts(text, "lop hoc") == ()


@pytest.mark.parametrize(
    ("text", "noun", "expected"),
    [
        ("11/11 ấp có tổ.", "ap", ["11/11"]),  # all of them, told as a fraction
        ("100% khu phố (16/16) hoạt động.", "khu pho", ["16/16"]),
        ("Mỗi tháng 04 tin, bài.", "tin bai", ["04"]),
        ("Vào sâu 55 km.", "cay so", ["55"]),  # spoken otherwise than written
        ("Ba khu công nghiệp và 30 công nhân.", "cong nhan", ["30"]),
    ],
)
def test_counts_in_other_forms(text: str, noun: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in counts(text, noun)] == expected


@pytest.mark.parametrize(
    ("kind", "words", "need"),
    [
        ("count", "bao nhiêu thôn", "count"),
        ("count", "mấy bước", ""),  # steps need not be numbered
        ("person", "ai", ""),  # an office may be who
        ("person", "ai là trưởng ấp", "person"),
        ("place", "ở đâu", ""),
        ("place", "tỉnh nào", "territory"),
    ],
)
def test_what_must_stand_in_an_answer(kind: str, words: str, need: str) -> None:
    assert needed(kind, words) == need


def test_days_of_cited_documents_are_left_out() -> None:
    def days(text: str) -> list[str]:
        return [text[a:b] for a, b in without_cited_dates(text, stretches("date", text))]

    assert days("Kế hoạch số 01-KH/BCĐTW ngày 21/3/2025; xong trước ngày 20/4/2025.") == ["ngày 20/4/2025"]
    assert days("Tuần lễ Kinh tế số vào tháng 10; bộ điểm đọc số trong quý III/2026.") == ["tháng 10", "quý III/2026"]


def test_kinds_without_marks_have_no_place() -> None:
    assert not is_marked("manner")
    assert stretches("manner", "Bằng cách 3 bước.") == ()


@given(st.text(max_size=300))
def test_stretches_lie_in_order_within_any_text(text: str) -> None:
    for kind in ("amount", "phone", "date", "share", "count", "person", "unit", "sign", "place", "title", "address"):
        end = 0
        for a, b in stretches(kind, text):
            assert end <= a < b <= len(text)
            end = b
