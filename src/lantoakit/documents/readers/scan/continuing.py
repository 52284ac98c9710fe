"""A table that goes on over the page in a scan: headings that the page repeats, a row that it broke."""

import re
from collections import Counter
from dataclasses import dataclass

from lantoakit.documents.model import Cell
from lantoakit.documents.raw import RawBlock, RawDocument
from lantoakit.text import fold

_ROW_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})*[.)]?|[IVX]{1,6}[.)]?")
_MOST_HEADINGS = 4  # rows that a page may repeat
_ALIKE = 0.8  # of the words of a heading that are seen alike on both pages
_CLOSED = (".", ";", ":", "!", "?")


@dataclass(frozen=True)
class Piece:
    """The part of a table on one page: its cells, rows counted from 0, with what stands in them."""

    cells: list[tuple[Cell, list[RawBlock]]]

    def text(self, row: int) -> list[str]:
        """Return the words of the cells that begin in a row, without marks, one string for each."""
        return [fold(" ".join(map(text_of, blocks))) for cell, blocks in self.cells if cell.row == row]

    def under(self, row: int) -> "Piece":
        """Return the piece without the rows above one."""
        kept = [(cell, blocks) for cell, blocks in self.cells if cell.row + cell.rows > row]
        return Piece([(_moved(cell, row), blocks) for cell, blocks in kept])


def text_of(block: RawBlock) -> str:
    """Return the words of a block."""
    return " ".join(line.text.strip() for line in block.lines)


def go_on(raw: RawDocument, table: int, piece: Piece) -> None:
    """Add the next page's part of a table: without the headings that it repeats, its first row joined to the last one
    where the page broke it.
    """
    before = _table_of(raw, table)
    piece = piece.under(_repeated(before, piece))
    last = max(cell.row + cell.rows for cell, _ in before.cells) - 1
    joined = _is_broken(before, last, piece)
    for cell, blocks in piece.cells:
        number = last + cell.row + (0 if joined else 1)
        above = next((a for a, _ in before.cells if a.column == cell.column and a.row + a.rows > last), None)
        if joined and cell.row == 0 and above is not None:
            _append(raw, above, blocks)
        else:
            placed = Cell(table, number, cell.column, cell.rows, cell.columns)
            raw.blocks += [RawBlock(block.lines, "cell", placed) for block in blocks]


def _table_of(raw: RawDocument, table: int) -> Piece:
    found: dict[Cell, list[RawBlock]] = {}
    for block in raw.blocks:
        if block.cell is not None and block.cell.table == table:
            found.setdefault(block.cell, []).append(block)
    return Piece(list(found.items()))


def _repeated(before: Piece, piece: Piece) -> int:
    """Return how many rows at the top of a piece repeat the table's own first rows."""
    rows = max((cell.row for cell, _ in piece.cells), default=0)
    for row in range(min(_MOST_HEADINGS, rows)):
        own, other = before.text(row), piece.text(row)
        if not any(own) or not _alike(" ".join(own), " ".join(other)):
            return row
    return min(_MOST_HEADINGS, rows)


def _alike(one: str, other: str) -> bool:
    mine, theirs = Counter(one.split()), Counter(other.split())
    return 2 * sum((mine & theirs).values()) >= _ALIKE * (sum(mine.values()) + sum(theirs.values()))


def _is_broken(before: Piece, last: int, piece: Piece) -> bool:
    """Whether the first row of a page is the rest of the last one of the page before."""
    ends = {cell.column: blocks for cell, blocks in before.cells if cell.row + cell.rows > last}
    first = [(cell, blocks) for cell, blocks in piece.cells if cell.row == 0 and blocks]
    if not first or any(cell.column not in ends for cell, _ in first):
        return False
    numbers = [blocks for cell, blocks in before.cells if cell.column == 0]
    numbered = sum(bool(_ROW_NUMBER.fullmatch(text_of(blocks[0]))) for blocks in numbers)
    if numbered >= 2:
        return all(cell.column != 0 for cell, _ in first)
    starts = [text_of(blocks[0])[:1] for _, blocks in first]
    closed = [text_of(ends[cell.column][-1]).endswith(_CLOSED) for cell, _ in first]
    return any(start.islower() for start in starts) and not all(closed)


def _append(raw: RawDocument, cell: Cell, blocks: list[RawBlock]) -> None:
    """Add to a cell what the next page has of it; its first lines go on with the last paragraph where that is open."""
    at = max(n for n, block in enumerate(raw.blocks) if block.cell == cell)
    end = raw.blocks[at]
    first, rest = blocks[:1], blocks[1:]
    if first and not text_of(end).endswith(_CLOSED):
        raw.blocks[at] = RawBlock(end.lines + first[0].lines, "cell", cell)
    else:
        rest = blocks
    raw.blocks[at + 1 : at + 1] = [RawBlock(block.lines, "cell", cell) for block in rest]


def _moved(cell: Cell, row: int) -> Cell:
    start = max(0, cell.row - row)
    return Cell(cell.table, start, cell.column, cell.row + cell.rows - row - start, cell.columns)
