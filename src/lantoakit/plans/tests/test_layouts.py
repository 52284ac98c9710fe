"""The same plan in many layouts reads to the same plan."""

from typing import Any

import pytest

from lantoakit import plans
from lantoakit.plans.tests.layouts.paper import without_notes
from lantoakit.plans.tests.layouts.papers import COMMUNE, DEPARTMENT, PARTY
from lantoakit.plans.tests.layouts.plain import plain
from lantoakit.plans.tests.layouts.typeset import Layout, pdf
from lantoakit.plans.tests.layouts.word import word
from lantoakit.writing import office

PAPERS = {"commune": COMMUNE, "party": PARTY, "department": DEPARTMENT}
LAYOUTS = {
    "as Decree 30 has it": Layout(),
    "narrow page, numbers between dashes, a head on each page": Layout(
        page=(182, 257), size=13, number="dash", running="UBND xã Đồng Mây - Kế hoạch năm 2026", appendix="portrait",
        margins=(22, 20, 25, 15),
    ),
    "a foot on each page, the signing mark of the portal above the head": Layout(
        stamp="signer", foot="Lưu hành nội bộ", spacing=1.0
    ),
    "no indents, ragged, signing mark under the signature": Layout(
        stamp="by", justify=False, number="none", size=13, indent=0, spacing=1.0
    ),
    "a sans face, English signing mark, wide lines": Layout(
        stamp="english", leading=1.0, spacing=1.0, face="Be Vietnam Pro", size=11, number="of"
    ),
    "time stamps alone, headings of the table not repeated": Layout(
        stamp="iso", appendix="portrait", repeat=False, page=(182, 257), size=12
    ),
    "the appendix stands sideways on an upright page": Layout(appendix="sideways", table_size=11, foot="Bản chính"),
    "the appendix on a page that is shown turned": Layout(appendix="turned", number="trang"),
    "rows of the table broken by pages": Layout(page=(148, 210), size=11, appendix="landscape", broken_rows=True),
    "rows of the table whole": Layout(page=(148, 210), size=11, appendix="landscape", broken_rows=False),
    "a table without vertical rules": Layout(rules="across", appendix="portrait", table_size=11),
    "the same on small pages": Layout(rules="across", page=(182, 257), size=12, repeat=False, number="of"),
}  # fmt: skip
UNRULED = {
    "a table without rules": Layout(rules="none", number="trang"),
    "the same over several pages, its headings once": Layout(
        rules="none", page=(182, 257), size=12, appendix="portrait", repeat=False
    ),
    "the same with headings on each page": Layout(rules="none", page=(182, 257), size=11, appendix="landscape"),
}


def reading(source: bytes, name: str) -> dict[str, Any]:
    """Return what a plan says, without its text, places and what stands on its pages beside it."""
    content = plans.read(source, name=name).to_json()
    for key in ("text", "fields", "pages", "warnings", "marks"):
        del content[key]
    return content


@pytest.fixture(scope="module")
def wanted() -> dict[str, dict[str, Any]]:
    return {name: reading(word(paper), "a.docx") for name, paper in PAPERS.items()}


def test_the_word_file_says_what_the_paper_says(wanted: dict[str, dict[str, Any]]) -> None:
    """The others are compared with it, so it must hold what there is."""
    commune, party, department = (wanted[name] for name in PAPERS)
    assert [len(p["tasks"]) for p in (commune, party, department)] == [17, 6, 8]
    assert [b["sign"] for b in commune["legal_bases"]] == ["57-NQ/TW", "18/TB-UBND", "118/2025/NĐ-CP", "305/KH-UBND"]
    assert commune["tasks"][11]["coordinating"] == ["Công an xã", "Trưởng các thôn"]
    assert party["document"]["signer"] == {
        "name": "Vi Thị Hồng Lam", "position": "PHÓ BÍ THƯ THƯỜNG TRỰC", "on_behalf": "T/M BAN THƯỜNG VỤ",
    }  # fmt: skip
    # Rows 1 and 2 share the leading unit, rows 4 and 5 the time.
    assert [t["lead"] for t in department["tasks"][3:5]] == [["Phòng Quản lý văn hóa"]] * 2
    assert [t["deadline"] for t in department["tasks"][6:]] == ["Quý IV/2026"] * 2


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("name", PAPERS)
def test_a_typeset_pdf_reads_as_the_word_file(name: str, layout: Layout, wanted: dict[str, dict[str, Any]]) -> None:
    assert reading(pdf(PAPERS[name], layout), "a.pdf") == wanted[name]


@pytest.mark.parametrize("layout", UNRULED.values(), ids=UNRULED.keys())
def test_a_table_without_rules_reads_as_the_word_file(layout: Layout, wanted: dict[str, dict[str, Any]]) -> None:
    """Without any rule nothing shows that cells are merged, so this holds for a table that has no merged ones."""
    assert reading(pdf(COMMUNE, layout), "a.pdf") == wanted["commune"]


@pytest.mark.parametrize("name", ["commune", "party"])
def test_plain_text_reads_as_the_word_file(name: str) -> None:
    paper = without_notes(PAPERS[name])
    assert reading(plain(paper).encode(), "a.txt") == reading(word(paper), "a.docx")


@pytest.mark.office
@pytest.mark.parametrize("name", PAPERS)
def test_a_pdf_of_libreoffice_reads_as_the_word_file(name: str, wanted: dict[str, dict[str, Any]]) -> None:
    if office.available() is None:
        pytest.skip("LibreOffice is not installed here")
    assert reading(office.to_pdf(word(PAPERS[name])), "a.pdf") == wanted[name]
