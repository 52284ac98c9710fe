"""The DOCX is read back: paper, styles, texts, fields and order; then LibreOffice turns it into a PDF."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lantoakit.writing import PageBreak, Paragraph, Run, Table, administrative, office
from lantoakit.writing.model import Column, Heading
from lantoakit.writing.styles import STYLES, style_name
from lantoakit.writing.tests.sample import REPORT


def opened(data):
    return docx.Document(io.BytesIO(data))


@pytest.fixture(scope="module")
def report():
    return opened(administrative.write(REPORT))


def texts(doc):
    return [paragraph.text for paragraph in doc.paragraphs]


def test_paper_is_a4_with_the_margins_of_the_decree(report):
    first = report.sections[0]
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    assert [round(side.mm) for side in (first.top_margin, first.bottom_margin)] == [20, 20]
    assert [round(side.mm) for side in (first.left_margin, first.right_margin)] == [30, 20]


def test_appendices_have_sections_and_page_numbers_of_their_own(report):
    portrait, landscape = report.sections[1:]
    assert portrait.orientation == WD_ORIENT.PORTRAIT
    assert landscape.orientation == WD_ORIENT.LANDSCAPE
    assert landscape.page_width > landscape.page_height
    for section in (portrait, landscape):
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_page_number_is_a_centred_field_and_not_on_the_first_page(report):
    for section in report.sections:
        assert section.different_first_page_header_footer
        header = section.header.paragraphs[0]
        assert "PAGE" in "".join(node.text for node in header._p.iter(qn("w:instrText")))
        assert header.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert header.style.font.size == Pt(13)
        assert not "".join(paragraph.text for paragraph in section.first_page_header.paragraphs)


@pytest.mark.parametrize("row", STYLES, ids=lambda row: row.code)
def test_styles_hold_face_size_and_weight(report, row):
    style = report.styles[row.name]
    assert (style.font.name, style.font.size, style.font.bold) == ("Times New Roman", Pt(row.size), row.bold)


@pytest.mark.parametrize(
    ("code", "low", "high"),
    [
        ("state", 12, 13),
        ("motto", 13, 14),
        ("issuer", 12, 13),
        ("sign", 13, 13),
        ("date", 13, 14),
        ("kind", 13, 14),
        ("body", 13, 14),
        ("recipients", 12, 12),
        ("recipient", 11, 11),
        ("authority", 13, 14),
        ("appendix", 14, 14),
    ],
)
def test_sizes_are_those_of_the_decree(report, code, low, high):
    assert low <= report.styles[style_name(code)].font.size.pt <= high


def test_body_is_justified_with_an_indent_and_space(report):
    shape = report.styles[style_name("body")].paragraph_format
    assert shape.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(shape.first_line_indent.cm, 2) == 1.27
    assert shape.space_before >= Pt(6)
    assert 1 <= shape.line_spacing <= 1.5


def test_runs_have_no_formatting_of_their_own(report):
    # A clerk changes the style once; nothing on the runs then stands against it.
    for paragraph in report.element.body.iter(qn("w:rPr")):
        assert {child.tag for child in paragraph} <= {qn("w:rStyle")}


def test_head(report):
    head = report.tables[0]
    left = [paragraph.text for paragraph in head.cell(0, 0).paragraphs]
    assert left[:2] == ["ỦY BAN NHÂN DÂN\nTỈNH BÌNH MINH", "ỦY BAN NHÂN DÂN\nXÃ MINH HỌA"]
    assert head.cell(0, 1).text.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert head.cell(1, 0).text == "Số:       /BC-UBND"
    assert head.cell(1, 1).text == "Minh Họa, ngày       tháng 11 năm 2026"
    assert texts(report)[0] == "BÁO CÁO"
    assert texts(report)[1].replace("\n", " ") == REPORT.subject


def test_rules_are_borders_shorter_than_their_column(report):
    rules = [p for p in report.element.body.iter(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None]
    assert len(rules) == 3
    for rule in rules:
        indent = rule.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        assert int(indent.get(qn("w:left"))) > 0
        assert int(indent.get(qn("w:right"))) > 0


def test_number_and_date_of_an_issued_document():
    doc = opened(administrative.write(replace(REPORT, number=5, issued_on=date(2027, 2, 3))))
    assert doc.tables[0].cell(1, 0).text == "Số: 05/BC-UBND"
    assert doc.tables[0].cell(1, 1).text == "Minh Họa, ngày 03 tháng 02 năm 2027"


def test_bases_end_in_semicolons_and_the_last_in_a_stop(report):
    bases = [paragraph.text for paragraph in report.paragraphs if paragraph.style.name == style_name("base")]
    assert [base[-1] for base in bases] == [";", "."]


def test_links_keep_their_address(report):
    targets = {relation.target_ref for relation in report.part.rels.values() if relation.is_external}
    assert targets == {"https://example.org/ho?a=1&b=2", "https://example.org/so"}


def test_header_row_repeats_and_rows_stay_whole(report):
    table = report.tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [cell.text for cell in table.rows[1].cells[:2]] == ["1", "Chỉ tiêu thứ 1"]


def test_a_page_break_moves_what_follows():
    doc = opened(administrative.write(replace(REPORT, blocks=(Paragraph("a"), PageBreak(), Heading(1, "I. B")))))
    assert [p.text for p in doc.paragraphs if p.paragraph_format.page_break_before] == ["I. B"]
    table = Table((Column("A"),), (("x",),))
    doc = opened(administrative.write(replace(REPORT, blocks=(Paragraph("a"), PageBreak(), table)), as_section=True))
    broken = [p for p in doc.paragraphs if p.paragraph_format.page_break_before]
    assert len(broken) == 1
    assert broken[0]._p.getnext().tag == qn("w:tbl")


def test_signature_leaves_room_and_no_name(report):
    left, right = report.tables[2].rows[0].cells
    assert [p.text for p in right.paragraphs] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", ""]
    assert report.styles[style_name("signer")].paragraph_format.space_before >= Pt(60)
    assert [p.text for p in left.paragraphs] == [
        "Nơi nhận:",
        "- UBND tỉnh (để b/c);",
        "- Các đơn vị (th/h);",
        "- Lưu: VT, VHXH.",
    ]


def test_appendix_names_the_document(report):
    lines = texts(report)
    assert "PHỤ LỤC I" in lines
    assert any(line.startswith("(Kèm theo Báo cáo số       /BC-UBND ngày") for line in lines)


def test_as_section_is_the_body_alone():
    doc = opened(administrative.write(REPORT, as_section=True))
    assert texts(doc)[0] == "I. KẾT QUẢ"
    assert len(doc.tables) == 1
    assert len(doc.sections) == 1
    assert not any("Nơi nhận" in line for line in texts(doc))


def test_same_content_same_bytes():
    assert administrative.write(REPORT) == administrative.write(REPORT)


def test_nothing_of_the_template_is_left():
    names = zipfile.ZipFile(io.BytesIO(administrative.write(REPORT))).namelist()
    assert not [name for name in names if "thumbnail" in name or "customXml" in name or "Effects" in name]
    doc = opened(administrative.write(REPORT))
    assert doc.core_properties.language == "vi-VN"
    assert {style.name for style in doc.styles} >= {row.name for row in STYLES}
    assert len(doc.styles) < 50
    assert all(style.style_id.isascii() and "," not in style.name for style in doc.styles)


def test_thirteen_points_or_fourteen_and_nothing_else():
    doc = opened(administrative.write(REPORT, body_size=13))
    assert doc.styles[style_name("body")].font.size == Pt(13)
    with pytest.raises(ValueError, match="13 or 14"):
        administrative.write(REPORT, body_size=11)


def test_a_link_must_be_an_address():
    bad = replace(REPORT, blocks=(Paragraph(Run("x", link="javascript:alert(1)")),))
    with pytest.raises(ValueError, match="not an address"):
        administrative.write(bad)


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="row 1 has 1 cells for 2 columns"):
        Table((Column("A"), Column("B")), (("x",),))
    with pytest.raises(ValueError, match="level 1, 2 or 3"):
        Heading(4, "x")


def test_widths_of_a_table_fill_the_page(report):
    section = report.sections[0]
    whole = section.page_width - section.left_margin - section.right_margin
    assert abs(sum(column.width for column in report.tables[1].columns) - whole) < Mm(1)


@pytest.fixture(scope="module")
def pdf():
    if office.available() is None:
        pytest.skip("LibreOffice is not installed, so the DOCX cannot be turned into a PDF here")
    return pypdfium2.PdfDocument(office.to_pdf(administrative.write(REPORT)))


def page_text(pdf, index):
    return pdf[index].get_textpage().get_text_range()


@pytest.mark.office
def test_pdf_has_all_pages_in_order(pdf):
    pages = [page_text(pdf, index) for index in range(len(pdf))]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0]
    assert pages[1].split()[0] == "2"  # the number stands first, in the top margin
    assert "Chỉ tiêu" in pages[1]
    assert "Kết quả" in pages[1]  # the header row again
    first_appendix = next(index for index, text in enumerate(pages) if "PHỤ LỤC I" in text)
    assert pages[first_appendix].lstrip().startswith("PHỤ LỤC I")  # no number on its first page
    second_appendix = next(index for index, text in enumerate(pages) if "PHỤ LỤC II" in text)
    assert pages[second_appendix + 1].split()[0] == "2"  # it counts from 1 again


@pytest.mark.office
def test_pdf_pages_turn_for_a_landscape_appendix(pdf):
    width, height = pdf[len(pdf) - 1].get_size()
    assert width > height
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (595, 842)


@pytest.mark.office
def test_a_document_that_is_none_gives_a_plain_error():
    if office.available() is None:
        pytest.skip("LibreOffice is not installed, so it cannot refuse a file here")
    with pytest.raises(office.ConversionError):
        office.to_pdf(b"PK\x03\x04 no document", timeout=60)


def test_without_libreoffice_the_error_says_so(monkeypatch):
    monkeypatch.setattr(office, "available", lambda: None)
    with pytest.raises(office.OfficeMissingError, match="not installed"):
        office.to_pdf(b"")
