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
        # What the next page is compared with: most tables end on their page.
        self._first: list[list[str]] | None = None
        self._last: dict[int, TableCell] = {}
        self._numbered = 0

    def fits(self, piece: TablePiece) -> bool:
        """Whether a piece has the columns of this table, wherever it stands on its page."""
        if len(piece.columns) != len(self.columns):
            return False
        own, other = _parts(self.columns), _parts(piece.columns)
        return all(abs(a - b) <= _SAME_EDGE for a, b in zip(own, other, strict=True))

    def add(self, piece: TablePiece, page: int) -> None:
        """Add the part of the table on the next page."""
        if self._first is None:
            self._first = _rows(self.cells)
            self._last = self._ends(self.cells)
            self._numbered = _numbered(self.cells)
        dropped = self._repeated(piece)
        first = [cell for cell in piece.cells if cell.row == dropped]
        joined = self._goes_on(first)
        last = self._last
        added: list[TableCell] = []
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
            added.append(cell)
            self.parts[id(cell)] = [(page, cell)]
        self.cells.extend(added)
        self.rows += piece.rows - dropped - (1 if joined else 0)
        self._numbered += _numbered(added)
        self._last = self._ends([*last.values(), *added])

    def _ends(self, cells: list[TableCell]) -> dict[int, TableCell]:
        """Return the cells that reach the last row, by their columns."""
        return {c.column: c for c in cells if c.row + c.rows >= self.rows}

    def _repeated(self, piece: TablePiece) -> int:
        """Return how many rows at the top of a piece repeat the table's own first rows."""
        dropped = 0
        for own, other in zip(self._first or [], _rows(piece.cells), strict=False):
            if own != other or not any(own):
                break
            dropped += 1
        return dropped if dropped < piece.rows else max(0, dropped - 1)

    def _goes_on(self, first: list[TableCell]) -> bool:
        """Whether the first row of a page is the rest of the last one of the page before."""
        last = self._last
        filled = [c for c in first if c.lines]
        if not filled or any(c.column not in last or not last[c.column].lines for c in filled):
            return False
        by_number = self._numbered * 2 > self.rows - 1 > 0 and 0 in last
        if by_number and filled[0].column == 0:
            return False
        if by_number and last[0].rows == 1:
            return True
        return any(c.text[:1].islower() and not last[c.column].text.endswith(_CLOSED) for c in filled)

    def add_to(self, raw: RawDocument, number: int, frames: dict[int, Frame]) -> None:
        """Add the cells to a document as table `number`."""
        insets = self._insets()
        blocks = raw.blocks
        for cell in sorted(self.cells, key=lambda c: (c.row, c.column)):
            if len(cell.lines) == 1 and len(self.parts[id(cell)]) == 1:
                page, _ = self.parts[id(cell)][0]
                paragraphs = [[_line(cell.lines[0], cell, page, frames[page])]]
            else:
                lines = [_line(x, part, page, frames[page]) for page, part in self.parts[id(cell)] for x in part.lines]
                paragraphs = reflow_cell(lines, cell.right - cell.left, insets.get(cell.column, 0.0))
            place = Cell(number, cell.row, cell.column, cell.rows, cell.columns) if paragraphs else None
            blocks += [RawBlock(tuple(paragraph), "cell", place) for paragraph in paragraphs]

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


def _rows(cells: list[TableCell]) -> list[list[str]]:
    """Return the words of the first rows."""
    rows: list[list[str]] = [[] for _ in range(_MOST_HEADINGS)]
    for cell in cells:
        if cell.row < _MOST_HEADINGS:
            rows[cell.row].append(cell.text)
    return rows


def _numbered(cells: list[TableCell]) -> int:
    return sum(1 for cell in cells if cell.column == 0 and _ROW_NUMBER.fullmatch(cell.text))


def _parts(columns: list[float]) -> list[float]:
    whole = max(columns[-1] - columns[0], 1.0)
    return [(x - columns[0]) / whole for x in columns]


def _line(line: Printed, cell: TableCell, page: int, frame: Frame) -> Line:
    left, box = cell.left, line.box
    if frame.turns != frame.shown:
        box = frame.on_page(box)
    return Line(line.text, line.left - left, line.right - left, page, box, False, line.bold)
