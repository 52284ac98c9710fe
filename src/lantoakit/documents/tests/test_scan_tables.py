"""Tables of scans over two pages: headings once, a row that the page broke in one piece."""

from lantoakit.documents import Cell
from lantoakit.documents.raw import Line, RawBlock, RawDocument
from lantoakit.documents.readers.scan.continuing import Piece, go_on, text_of

HEADINGS = ("TT", "Nội dung", "Thời gian")


def block(text: str, cell: Cell) -> RawBlock:
    return RawBlock((Line(text, 0, 100, 1),), "cell", cell)


def piece(*rows: tuple[str, ...]) -> Piece:
    cells = [(Cell(0, r, c), text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Piece([(cell, [block(text, cell)] if text else []) for cell, text in cells])


def table(first: Piece, second: Piece) -> dict[tuple[int, int], list[str]]:
    """The texts by row and column after both pages."""
    raw = RawDocument("pdf")
    raw.blocks += [one for _, blocks in first.cells for one in blocks]
    go_on(raw, 0, second)
    found: dict[tuple[int, int], list[str]] = {}
    for one in raw.blocks:
        assert one.cell is not None
        found.setdefault((one.cell.row, one.cell.column), []).append(text_of(one))
    return found


def test_repeated_headings_are_dropped_though_a_mark_was_misread() -> None:
    found = table(
        piece(HEADINGS, ("1", "Mở lớp.", "Tháng 3"), ("2", "Phát tờ rơi.", "Tháng 4")),
        piece(("TT", "Nội dùng", "Thời gian"), ("3", "Thi vẽ tranh.", "Tháng 5")),
    )
    assert [found[row, 0] for row in range(4)] == [["TT"], ["1"], ["2"], ["3"]]
    assert max(row for row, _ in found) == 3


def test_a_row_that_the_page_broke_is_one() -> None:
    found = table(
        piece(HEADINGS, ("1", "Mở lớp.", "Tháng 3"), ("2", "Phát tờ rơi đến", "Sáng thứ Năm")),
        piece(HEADINGS, ("", "từng hộ dân.", "(11/6/2026)"), ("3", "Thi vẽ tranh.", "Tháng 5")),
    )
    assert found[2, 1] == ["Phát tờ rơi đến từng hộ dân."]
    assert found[2, 2] == ["Sáng thứ Năm (11/6/2026)"]
    assert found[3, 1] == ["Thi vẽ tranh."]


def test_a_new_row_of_a_table_without_numbers_stays_one() -> None:
    found = table(piece(("Đơn vị", "Nội dung"), ("Công an xã", "Tuần tra.")), piece(("Trạm Y tế", "Trực cấp cứu.")))
    assert found[2, 0] == ["Trạm Y tế"]
    assert found[1, 1] == ["Tuần tra."]
