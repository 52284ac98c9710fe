"""Mentions without a sign, divisions, relations and dates."""
# ruff: noqa: E501 - the cases of a table stay on their lines

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.citations import find, find_dates, relations, resolve


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("theo Luật Giao dịch điện tử ngày 22/6/2023;", [("Luật Giao dịch điện tử", "2023-06-22")]),
        ("Bộ luật Dân sự năm 2015 và Luật Cư trú.", [("Bộ luật Dân sự", "2015"), ("Luật Cư trú", None)]),
        ("Hiến pháp năm 2013", [("Hiến pháp", "2013")]),  # a name of one word
        ("Luật Khoa học, công nghệ và đổi mới sáng tạo quy định về", [("Luật Khoa học, công nghệ và đổi mới sáng tạo", None)]),  # commas and "và" of its own
        ("Luật sửa đổi, bổ sung một số điều của Luật Quảng cáo năm 2025", [("Luật sửa đổi, bổ sung một số điều của Luật Quảng cáo", "2025")]),  # one law, not two
        ("Luật Ngân sách nhà nước, quy định của pháp luật", [("Luật Ngân sách nhà nước", None)]),
        ("tuyên truyền Luật Trẻ em đến cán bộ, giáo viên", [("Luật Trẻ em", None)]),
        ("luật sư, Luật sư, quy định của luật", []),  # no law's name
        ("Luật số 91/2025/QH15", []),  # only its number: found by its sign
    ],
)  # fmt: skip
def test_laws_by_name(text: str, laws: list[tuple[str, str | None]]) -> None:
    assert [(c.name, c.issued_on) for c in find(text) if c.form == "name"] == laws


@pytest.mark.parametrize(
    "text",
    [
        "Luật Dữ liệu số 60/2024/QH15",
        "Luật Dữ liệu (Luật số 60/2024/QH15)",
        "Luật Dữ liệu, số 60/2024/QH15",
    ],
)
def test_a_law_with_its_number_is_one_mention(text: str) -> None:
    (citation,) = find(text)
    assert (citation.sign, citation.name, citation.kind) == ("60/2024/QH15", "Luật Dữ liệu", "luật")


def test_the_name_alone_is_the_law_whose_number_stands_elsewhere() -> None:
    (resource,) = resolve(find("Căn cứ Luật Dữ liệu số 60/2024/QH15;\nTheo Luật Dữ liệu, các xã"))
    assert (resource.sign, resource.name, len(resource.citations)) == ("60/2024/QH15", "Luật Dữ liệu", 2)


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Kế hoạch số 05/KH-UBND (sau đây gọi tắt là Kế hoạch 05); thực hiện Kế hoạch 05", [("alias", "05/KH-UBND")]),
        ("Nghị quyết số 57-NQ/TW. Quán triệt Nghị quyết 57 và Nghị quyết số 57", [("number", "57-NQ/TW")] * 2),
        ("Nghị quyết số 57-NQ/TW, Nghị quyết số 57/NQ-CP. Nghị quyết 57", []),  # two bear the number: not guessed
        ("Nghị quyết 57. Nghị quyết số 57-NQ/TW", []),  # not yet cited in full
        ("Đề án 06 và Nghị quyết số 57-NQ/TW", []),  # explained nowhere
        ("Chương trình số 12-CTr/TU thực hiện Nghị quyết số 57-NQ/TW (gọi tắt là “Chương trình”); Chương trình nêu", [("alias", "12-CTr/TU")]),  # the clause is about the programme
    ],
)  # fmt: skip
def test_short_mentions_of_what_was_cited_in_full(text: str, again: list[tuple[str, str]]) -> None:
    text_after = text[text.find(")") :] if "gọi tắt" in text else text
    found = [
        (c.form, c.sign) for c in find(text) if c.form in ("alias", "number") and c.start >= len(text) - len(text_after)
    ]
    assert found == again


@pytest.mark.parametrize(
    ("text", "divisions"),
    [
        ("khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP", [("khoản", ("2",)), ("điều", ("5",))]),
        ("điểm a, b và c khoản 1 Điều 3 của Nghị định số 30/2020/NĐ-CP", [("điểm", ("a", "b", "c")), ("khoản", ("1",)), ("điều", ("3",))]),
        ("Mục II Phụ lục kèm theo Quyết định số 1169/QĐ-TTg", [("mục", ("II",)), ("phụ lục", ())]),  # an only appendix
        ("Điều 12 Luật Tiếp cận thông tin năm 2016", [("điều", ("12",))]),  # a law by name
        ("Điều 5. Căn cứ Nghị định số 30/2020/NĐ-CP", []),  # a division of this document
    ],
)  # fmt: skip
def test_divisions(text: str, divisions: list[tuple[str, tuple[str, ...]]]) -> None:
    (citation,) = find(text)
    assert [(d.unit, d.labels) for d in citation.divisions] == divisions
    assert not divisions or text[citation.opening :] == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Quyết định này thay thế Quyết định số 12/QĐ-UBND", [("replaces", "", "12/QĐ-UBND")]),
        ("bãi bỏ khoản 1 Điều 3 Quyết định số 13/2022/QĐ-UBND", [("repeals", "", "13/2022/QĐ-UBND")]),
        ("Căn cứ Nghị định số 30/2020/NĐ-CP; Thông tư số 02/2025/TT-BGDĐT;", [("rests_on", "", "30/2020/NĐ-CP"), ("rests_on", "", "02/2025/TT-BGDĐT")]),  # the verb goes on
        ("Thực hiện Kế hoạch số 10/KH-UBND triển khai Nghị quyết số 57-NQ/TW", [("carries_out", "", "10/KH-UBND"), ("carries_out", "10/KH-UBND", "57-NQ/TW")]),
        ("Căn cứ tình hình thực tế. Nghị quyết số 57-NQ/TW nêu", []),  # the verb is of another sentence
    ],
)  # fmt: skip
def test_relations(text: str, said: list[tuple[str, str, str]]) -> None:
    found = relations(text, find(text))
    assert [(r.kind, r.subject.sign if r.subject else "", r.object.sign) for r in found] == said


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ngày 22/12/2024", ("2024-12-22", "2024-12-22")),
        ("22.12.2024", ("2024-12-22", "2024-12-22")),
        ("ngày 05 tháng 9 năm 2025", ("2025-09-05", "2025-09-05")),
        ("ngày 05 tháng 9/2025", ("2025-09-05", "2025-09-05")),
        ("từ ngày 01/10 đến hết ngày 10/10/2025", ("2025-10-01", "2025-10-10")),
        ("tháng 02 năm 2028", ("2028-02-01", "2028-02-29")),  # a leap year
        ("tháng 6/2025", ("2025-06-01", "2025-06-30")),
        ("quý III năm 2025", ("2025-07-01", "2025-09-30")),
        ("6 tháng cuối năm 2025", ("2025-07-01", "2025-12-31")),
        ("giai đoạn 2025 – 2030", ("2025-01-01", "2030-12-31")),
        ("năm 2026", ("2026-01-01", "2026-12-31")),
    ],
)
def test_dates(text: str, days: tuple[str, str]) -> None:
    assert [(d.first, d.last) for d in find_dates(text)] == [days]


@pytest.mark.parametrize("text", ["ngày 31/02/2025", "tháng 13/2025", "ngày 12", "24/7", "số 139/KH-UBND"])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert find_dates(text) == []


@given(st.text(alphabet="Luật Dữ liệu sốKH-UBND/057đ()gọi tắt là;.,\n“”căn cứ khoảnĐiều ", max_size=300))
def test_places_stand_in_order(text: str) -> None:
    found = find(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= c.opening <= c.start < c.end <= len(text) for c in found)
    relations(text, found)
    find_dates(text)
