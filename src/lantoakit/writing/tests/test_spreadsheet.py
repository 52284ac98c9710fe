"""XLSX read back: real numbers and dates, text that stays text; and the table of assignments."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from hypothesis import given
from hypothesis import strategies as st

from lantoakit.writing import (
    Assignment,
    Link,
    PlanReference,
    Sheet,
    SheetColumn,
    assignment_document,
    assignment_message,
    assignment_spreadsheet,
    spreadsheet,
)


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def one_cell(value, **column):
    book = opened(spreadsheet([Sheet("A", (SheetColumn("Cột", **column),), [[value]])]))
    return book["A"]["A2"]


@pytest.mark.parametrize("text", ["=1+1", "+84 900", "-", "@cmd", '=HYPERLINK("http://x")', "\t=1"])
def test_what_looks_like_a_formula_stays_text(text):
    cell = one_cell(text)
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix


@pytest.mark.parametrize(
    ("value", "read", "form"),
    [
        (1234, 1234, "#,##0"),
        (1234.5, 1234.5, "#,##0.00"),
        (Decimal("58.6"), 58.6, "#,##0.00"),
        (date(2026, 11, 20), datetime(2026, 11, 20), "dd/mm/yyyy"),
        (datetime(2026, 11, 20, 20, 0, tzinfo=UTC), datetime(2026, 11, 21, 3, 0), "dd/mm/yyyy hh:mm"),  # Vietnam's
    ],
)
def test_numbers_and_dates_are_real(value, read, form):
    cell = one_cell(value)
    assert (cell.value, cell.number_format) == (read, form)


def test_decimals_of_a_column():
    assert one_cell(2, decimals=1).number_format == "#,##0.0"


def test_truth_and_nothing():
    assert one_cell(True).value == "Có"
    assert one_cell(None).value is None


def test_links_open_and_must_be_addresses():
    cell = one_cell(Link("Mở", "https://example.org"))
    assert (cell.value, cell.hyperlink.target) == ("Mở", "https://example.org")
    with pytest.raises(ValueError, match="not an address"):
        one_cell(Link("Mở", "file:///etc/passwd"))


def test_control_characters_are_left_out_and_endless_text_refused():
    assert one_cell("a\x00b").value == "ab"
    with pytest.raises(ValueError, match="at most"):
        one_cell("a" * 40_000)
    with pytest.raises(ValueError, match="not a number"):
        one_cell(float("nan"))


def test_sheet_is_ready_to_print():
    columns = (SheetColumn("TT", 6), SheetColumn("Nhiệm vụ", 60))
    sheet = opened(spreadsheet([Sheet("Bảng", columns, [[1, "a"]], title="BẢNG", note="(ghi chú)")]))["Bảng"]
    assert (sheet["A1"].value, sheet["A2"].value, sheet["A4"].value) == ("BẢNG", "(ghi chú)", "TT")
    assert sheet["B4"].font.bold
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:B5"
    assert sheet.column_dimensions["B"].width == 60
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (9, "landscape")


def test_names_of_sheets_are_made_fit_and_different():
    columns = (SheetColumn("A"),)
    names = ["Tháng 10/2026: [a]", "tháng 10 2026   a", "", "x" * 40, "X" * 31]
    book = opened(spreadsheet([Sheet(name, columns, []) for name in names]))
    assert len({name.casefold() for name in book.sheetnames}) == len(names)
    assert all(0 < len(name) <= 31 for name in book.sheetnames)


def test_errors_of_shape():
    with pytest.raises(ValueError, match="at least one"):
        spreadsheet([])
    with pytest.raises(ValueError, match="row 1 has 2 cells for 1 columns"):
        spreadsheet([Sheet("A", (SheetColumn("A"),), [[1, 2]])])


@given(st.text(max_size=80))
def test_any_text_comes_back_as_text(text):
    cell = one_cell(text)
    assert cell.data_type in ("s", "inlineStr", "n")
    assert cell.data_type != "f"


PLAN = PlanReference("Phổ cập kỹ năng số", "27/KH-UBND", date(2026, 10, 5))
ROWS = (
    Assignment(
        "Rà soát tài khoản", ("Công an xã",), ("Trưởng các thôn",), date(2026, 10, 25), "IV.4.a", "https://x.vn/1"
    ),
    Assignment("Đọc cảnh báo trên loa.", ("Trưởng các thôn",), ("Công an xã",), "Thường xuyên", "PL.5"),
    Assignment("Lồng ghép nội dung", ("Ủy ban MTTQ Việt Nam xã",), requested=True),
)


def test_assignments_as_docx():
    doc = docx.Document(io.BytesIO(assignment_document(PLAN, ROWS)))
    assert doc.paragraphs[0].text == "BẢNG PHÂN CÔNG NHIỆM VỤ"
    assert doc.paragraphs[1].text == "(Thực hiện Kế hoạch số 27/KH-UBND ngày 05/10/2026: Phổ cập kỹ năng số)"
    table = doc.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "TT",
        "Nhiệm vụ",
        "Đơn vị chủ trì",
        "Đơn vị phối hợp",
        "Thời hạn",
        "Chỗ ghi trong kế hoạch",
    ]
    assert table.cell(1, 4).text == "25/10/2026"
    assert table.cell(2, 4).text == "Thường xuyên"
    assert table.cell(3, 2).text == "Đề nghị: Ủy ban MTTQ Việt Nam xã"
    assert doc.sections[0].orientation == WD_ORIENT.LANDSCAPE


def test_assignments_as_xlsx():
    sheet = opened(assignment_spreadsheet(PLAN, ROWS))["Phân công"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert rows[0] == [1, "Rà soát tài khoản", "Công an xã", "Trưởng các thôn", datetime(2026, 10, 25), "IV.4.a"]
    assert sheet["F5"].hyperlink.target == "https://x.vn/1"
    assert rows[2][4] is None


def test_same_assignments_same_bytes():
    assert assignment_spreadsheet(PLAN, ROWS) == assignment_spreadsheet(PLAN, ROWS)
    assert assignment_document(PLAN, ROWS) == assignment_document(PLAN, ROWS)


def test_message_for_a_unit():
    assert assignment_message(PLAN, "Công an xã", ROWS[:2]) == (
        "Công an xã: việc theo Kế hoạch số 27/KH-UBND, Phổ cập kỹ năng số.\n\n"
        "Chủ trì:\n1. Rà soát tài khoản (IV.4.a). Hạn: 25/10/2026.\n\n"
        "Phối hợp:\n1. Đọc cảnh báo trên loa (PL.5). Hạn: Thường xuyên.\n"
    )


def test_a_draft_has_no_number():
    assert PlanReference("Phổ cập kỹ năng số").note == "(Dự thảo Kế hoạch: Phổ cập kỹ năng số)"
