"""Signs: every family, as printed in real documents."""
# ruff: noqa: E501 - the cases of a table stay on their lines

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.citations import annotate, find, resolve


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Kế hoạch số 139/KH-UBND", ["139/KH-UBND"]),  # administrative
        ("Quyết định số 1169/QĐ-TTg ngày", ["1169/QĐ-TTg"]),  # small letters in the body
        ("Nghị định 42/2022/NĐ-CP", ["42/2022/NĐ-CP"]),  # normative, with its year
        ("Luật số 91/2025/QH15", ["91/2025/QH15"]),  # a law has no hyphen
        ("Công văn số 7322/UBND-KGVX", ["7322/UBND-KGVX"]),  # công văn
        ("Văn bản 3139/BTTTT-KTS&XHS", ["3139/BTTTT-KTS&XHS"]),  # an ampersand inside
        ("Nghị quyết số 57-NQ/TW", ["57-NQ/TW"]),  # Party
        ("Hướng dẫn 10-HD/BTGDVTU", ["10-HD/BTGDVTU"]),
        ("Quyết định 8602 - QĐ/TU", ["8602-QĐ/TU"]),  # white space inside
        ("số 57-\nNQ/TW", ["57-NQ/TW"]),  # a line feed inside
        ("Quyết định số 06/QĐ – TTg ngày", ["06/QĐ–TTg"]),  # a dash between spaces
        ("Công văn số 1987/SGDĐT – GDCN – TX ngày", ["1987/SGDĐT–GDCN–TX"]),
        ("Nghị quyết 57-NQ/TW – MỘT SỐ NHIỆM VỤ", ["57-NQ/TW"]),  # the title behind it is none of it
        ("Nghị quyết số 193/2025/QH 15 ngày", ["193/2025/QH15"]),  # a space before the term
        ("Thông báo số 70-TB/TWngày 10/3/2025", ["70-TB/TW"]),  # the next word glued on
        ("số 71//NQ-CP", ["71/NQ-CP"]),  # a doubled separator
        ("số 16/KH-MTTQ-BTT ngày", ["16/KH-MTTQ-BTT"]),
        (
            "số 72/2025/NQLT/UBTVQH15-CP- ĐCTUBTWMTTQVN",
            ["72/2025/NQLT/UBTVQH15-CP-ĐCTUBTWMTTQVN"],
        ),  # a slash behind the kind
        ("số 102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN, ngày", ["102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN"]),
        ("Kế hoạch số 05, 07/KH-UBND", ["05/KH-UBND", "07/KH-UBND"]),  # numbers that share a sign
        ("theo Mẫu số 01/BCĐBHĐND-MT", []),  # a form
        ("Số: /KH-UBND", []),  # a blank number
        ("đề án 06, Nghị quyết 57", []),  # bare numbers
        ("ngày 22/12/2024, tháng 6/2025, 24/7", []),  # dates
        ("Nghị quyết 57-NQ/TW\n- Tuyên truyền", ["57-NQ/TW"]),  # the dash of the next line is none of it
    ],
)
def test_signs(text: str, signs: list[str]) -> None:
    assert [c.sign for c in find(text)] == signs


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kế hoạch hành động số 266-KH/TU ngày 26/4/2025 của Ban Thường vụ Tỉnh ủy thực hiện", ("kế hoạch", "2025-04-26", "Ban Thường vụ Tỉnh ủy")),
        ("Nghị quyết 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị về", ("nghị quyết", "2024-12-22", "Bộ Chính trị")),
        ("Văn bản số 7322/UBND-KGVX của UBND tỉnh về", ("văn bản", None, "UBND tỉnh")),  # no date
        ("Kế hoạch số 02/KH-UBBC ngày 28/11/2025 của Ủy ban bầu cử tỉnh và Kế hoạch số 31-KH", ("kế hoạch", "2025-11-28", "Ủy ban bầu cử tỉnh")),  # the next document
        ("Thông tri số 04/TT-MTTW-BTT của Ủy ban Trung ương Mặt trận Tổ quốc (MTTQ) Việt Nam, hướng dẫn", ("thông tri", None, "Ủy ban Trung ương Mặt trận Tổ quốc (MTTQ) Việt Nam")),  # a short form inside
        ("Kế hoạch số 2-KH/ĐU ngày 11/9/2025 của Đảng ủy xã Thực hiện Nghị quyết", ("kế hoạch", "2025-09-11", "Đảng ủy xã")),  # the title begins at once
        ("số 12/KH-UBND ngày 31/02/2025", ("kế hoạch", None, None)),  # no such day: nothing is guessed
    ],
)  # fmt: skip
def test_what_stands_beside_a_sign(text: str, said: tuple[str | None, ...]) -> None:
    (citation,) = find(text)
    assert (citation.kind, citation.issued_on, citation.issuer) == said


def test_a_misprint_stays_and_names_what_it_probably_means() -> None:
    text = "Kế hoạch số 01-KH/BCĐTW ngày 21/3/2025; Kế hoạch số 01-KH/BCDTW"
    first, second = resolve(find(text))
    assert (first.sign, first.misprint_of) == ("01-KH/BCĐTW", None)
    assert (second.sign, second.misprint_of) == ("01-KH/BCDTW", "01-KH/BCĐTW")


def test_another_date_makes_another_document() -> None:
    text = "số 12-KH/TU ngày 01/3/2025 và số 12-KH/TW ngày 02/4/2025"
    assert [r.misprint_of for r in resolve(find(text))] == [None, None]


def test_annotating_keeps_the_text() -> None:
    text = "theo 57-NQ/TW và 71/NQ-CP."
    assert annotate(text, find(text), lambda _: ("<", ">")) == "theo <57-NQ/TW> và <71/NQ-CP>."


@given(st.text(alphabet="0123456789/-–NQTWKHĐcăn ngày\n.,&", max_size=400))
def test_places_hold_what_they_claim(text: str) -> None:
    for citation in find(text):
        assert 0 <= citation.start < citation.end <= len(text)
        for place in (citation.kind_place, citation.date_place, citation.issuer_place):
            assert place is None or 0 <= place[0] < place[1] <= len(text)
        assert citation.number in text


def test_a_long_line_takes_linear_time() -> None:
    for piece in ("1/", "1-A/", "57-NQ/TW-", "số 1, ", "của Ban và "):
        find(piece * 20_000)
