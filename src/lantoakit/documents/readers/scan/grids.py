"""Ruled tables of a page image: rules -> a grid -> cells, merged ones included."""

from dataclasses import dataclass

from lantoakit.documents.model import Box, Cell
from lantoakit.documents.raw import Line, RawBlock, RawDocument
from lantoakit.documents.readers.ruled import NEAR, Rule, bands, distinct
from lantoakit.documents.readers.scan.continuing import Piece, go_on
from lantoakit.documents.reflow import reflow


@dataclass(frozen=True)
class Grid:
    """The lines of a table: heights of its rows, edges of its columns, and the rules themselves."""

    rows: tuple[float, ...]
    columns: tuple[float, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    @property
    def top(self) -> float:
        return self.rows[0]

    def holds(self, box: Box) -> bool:
        """Whether the middle of a box is inside the table."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return self.columns[0] - 2 <= x <= self.columns[-1] + 2 and self.rows[0] - 2 <= y <= self.rows[-1] + 2


def grids_from(across: list[Rule], down: list[Rule]) -> list[Grid]:
    """Return the tables that horizontal and vertical rules make, from top to bottom."""
    grids: list[Grid] = []
    for group in bands(down):
        top, bottom = min(r.start for r in group), max(r.end for r in group)
        inside = [r for r in across if top - NEAR <= r.at <= bottom + NEAR]
        rows = distinct([r.at for r in inside] + [top, bottom])
        columns = distinct([r.at for r in group])
        if len(rows) >= 3 and len(columns) >= 3:
            grids.append(Grid(tuple(rows), tuple(columns), tuple(inside), tuple(group)))
    return sorted(grids, key=lambda g: g.top)


def cells_of(raw: RawDocument, grid: Grid, lines: list[Line], table: int, goes_on: bool) -> int:
    """Add the cells of a grid to `raw`; a table that the page broke goes on. Returns the next table's number."""
    last = raw.blocks[-1].cell if raw.blocks else None
    found: list[tuple[Cell, list[RawBlock]]] = []
    for row, column, rows, columns, box in places_of(grid):
        inside = [line for line in lines if line.box and _in(box, line.box)]
        written = reflow(sorted(inside, key=lambda x: (round(x.box[1]) if x.box else 0, x.left)))
        found.append((Cell(table, row, column, rows, columns), written))
    if goes_on and last is not None:
        go_on(raw, last.table, Piece(found))
        return table
    raw.blocks += [RawBlock(block.lines, "cell", cell) for cell, written in found for block in written]
    return table + 1


def _in(box: Box, line: Box) -> bool:
    x, y = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def places_of(grid: Grid) -> list[tuple[int, int, int, int, Box]]:
    """Return row, column, height, width and box of each cell: neighbours without a rule between them are one."""
    taken: set[tuple[int, int]] = set()
    found: list[tuple[int, int, int, int, Box]] = []
    for row in range(len(grid.rows) - 1):
        for column in range(len(grid.columns) - 1):
            if (row, column) in taken:
                continue
            width = 1
            while column + width < len(grid.columns) - 1 and not _parted_down(grid, row, column + width):
                width += 1
            height = 1
            while row + height < len(grid.rows) - 1 and not _parted_across(grid, row + height, column):
                height += 1
            taken.update((row + r, column + c) for r in range(height) for c in range(width))
            box = (grid.columns[column], grid.rows[row], grid.columns[column + width], grid.rows[row + height])
            found.append((row, column, height, width, box))
    return found


def _parted_down(grid: Grid, row: int, edge: int) -> bool:
    middle = (grid.rows[row] + grid.rows[row + 1]) / 2
    return any(abs(r.at - grid.columns[edge]) <= NEAR and r.start <= middle <= r.end for r in grid.down)


def _parted_across(grid: Grid, edge: int, column: int) -> bool:
    middle = (grid.columns[column] + grid.columns[column + 1]) / 2
    return any(abs(r.at - grid.rows[edge]) <= NEAR and r.start <= middle <= r.end for r in grid.across)
