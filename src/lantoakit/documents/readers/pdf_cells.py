"""Tables over several pages: repeated headings away, a row that a page broke whole again, cells as blocks."""

import re
from itertools import pairwise

from lantoakit.documents.model import Cell
from lantoakit.documents.raw import Line, RawBlock, RawDocument
from lantoakit.documents.readers.pdf_frame import Frame
from lantoakit.documents.readers.pdf_lines import Printed
from lantoakit.documents.readers.pdf_tables import TableCell, TablePiece
from lantoakit.documents.reflow import reflow_cell

_ROW_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})*[.)]?|[IVX]{1,6}[.)]?")
_MOST_HEADINGS = 4  # rows that a page may repeat
_SAME_EDGE = 0.025  # of the table's width: columns as near as this are the same
_CLOSED = (".", ";", ":", "!", "?")


class PdfTable:
    """A table as it is put together from page to page."""

    def __init__(self, piece: TablePiece, page: int) -> None:
        self.columns = piece.columns
        self.rows = piece.rows
        self.cells = piece.cells
        self.notes: list[RawBlock] = []
        self.parts: dict[int, list[tuple[int, TableCell]]] = {id(cell): [(page, cell)] for cell in piece.cells}

    def fits(self, piece: TablePiece) -> bool:
        """Whether a piece has the columns of this table, wherever it stands on its page."""
        if len(piece.columns) != len(self.columns):
            return False
        own, other = _parts(self.columns), _parts(piece.columns)
        return all(abs(a - b) <= _SAME_EDGE for a, b in zip(own, other, strict=True))

    def add(self, piece: TablePiece, page: int) -> None:
        """Add the part of the table on the next page."""
        dropped = self._repeated(piece)
        first = [cell for cell in piece.cells if cell.row == dropped]
        joined = self._goes_on(first)
        last = self._last_row()
        for cell in piece.cells:
            if cell.row + cell.rows <= dropped:
                continue
            if joined and cell.row == dropped:
                above = last.get(cell.column)
                if above is not None:
                    self.parts[id(above)].append((page, cell))
                    continue
            cell.rows -= max(0, dropped - cell.row)
            cell.row = self.rows + max(0, cell.row - dropped) - (1 if joined else 0)
            above = last.get(cell.column)
            if not cell.lines and above is not None and above.rows > 1 and cell.row == self.rows:
                above.rows += cell.rows  # a merged cell goes on
                continue
            self.cells.append(cell)
            self.parts[id(cell)] = [(page, cell)]
        self.rows += piece.rows - dropped - (1 if joined else 0)

    def _repeated(self, piece: TablePiece) -> int:
        """Return how many rows at the top of a piece repeat the table's own first rows."""
        dropped = 0
        for row in range(min(_MOST_HEADINGS, self.rows, piece.rows)):
            own = [c.text for c in self.cells if c.row == row]
            other = [c.text for c in piece.cells if c.row == row]
            if own != other or not any(own):
                break
            dropped = row + 1
        return dropped if dropped < piece.rows else max(0, dropped - 1)

    def _last_row(self) -> dict[int, TableCell]:
        return {c.column: c for c in self.cells if c.row + c.rows >= self.rows}

    def _goes_on(self, first: list[TableCell]) -> bool:
        """Whether the first row of a page is the rest of the last one of the page before."""
        last = self._last_row()
        filled = [c for c in first if c.lines]
        if not filled or any(c.column not in last or not last[c.column].lines for c in filled):
            return False
        numbered = [c for c in self.cells if c.column == 0 and _ROW_NUMBER.fullmatch(c.text)]
        by_number = len(numbered) * 2 > self.rows - 1 > 0 and 0 in last
        if by_number and filled[0].column == 0:
            return False
        if by_number and last[0].rows == 1:
            return True
        return any(c.text[:1].islower() and not last[c.column].text.endswith(_CLOSED) for c in filled)

    def add_to(self, raw: RawDocument, number: int, frames: dict[int, Frame]) -> None:
        """Add the cells to a document as table `number`."""
        insets = self._insets()
        for cell in sorted(self.cells, key=lambda c: (c.row, c.column)):
            place = Cell(number, cell.row, cell.column, cell.rows, cell.columns)
            lines = [_line(x, part, page, frames[page]) for page, part in self.parts[id(cell)] for x in part.lines]
            for block in reflow_cell(lines, cell.right - cell.left, insets.get(cell.column, 0.0)):
                raw.blocks.append(RawBlock(block.lines, "cell", place))

    def _insets(self) -> dict[int, float]:
        """Return the white space at the left of each column: the least that two cells share."""
        lefts: dict[int, list[float]] = {}
        for cell in self.cells:
            if cell.lines:
                lefts.setdefault(cell.column, []).append(min(line.left for line in cell.lines) - cell.left)
        insets: dict[int, float] = {}
        for column, found in lefts.items():
            found.sort()
            shared = [a for a, b in pairwise(found) if b - a < 1.5]
            insets[column] = max(0.0, shared[0] if shared else found[0])
        return insets


def _parts(columns: list[float]) -> list[float]:
    whole = max(columns[-1] - columns[0], 1.0)
    return [(x - columns[0]) / whole for x in columns]


def _line(line: Printed, cell: TableCell, page: int, frame: Frame) -> Line:
    return Line(
        line.text,
        left=line.left - cell.left,
        right=line.right - cell.left,
        page=page,
        box=frame.on_page(line.box),
        bold=line.bold,
    )
