"""Ruled tables of a PDF page: the rules -> a grid -> its cells, merged ones included, with the lines inside."""

from bisect import bisect_right

from lantoakit.documents.readers.pdf_lines import Printed, TextLayer, cut, run_edges
from lantoakit.documents.readers.pdf_rules import Rules
from lantoakit.documents.readers.ruled import NEAR, Rule, bands, distinct

_MOST_PLACES = 20_000  # of a grid: more is a picture


class TableCell:
    """A cell: its place in the table, how many rows and columns it covers, its edges, the lines in it."""

    __slots__ = ("column", "columns", "left", "lines", "right", "row", "rows")

    def __init__(
        self, row: int, column: int, rows: int = 1, columns: int = 1, *, left: float = 0.0, right: float = 0.0
    ) -> None:
        self.row, self.column, self.rows, self.columns = row, column, rows, columns
        self.left, self.right = left, right
        self.lines: list[Printed] = []

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


class TablePiece:
    """A table, or the part of it on one page: edges of its columns, its cells, where it begins and ends."""

    def __init__(self, columns: list[float], rows: int, cells: list[TableCell], top: float, bottom: float) -> None:
        self.columns = columns
        self.rows = rows
        self.cells = cells
        self.top = top
        self.bottom = bottom


class Grid:
    """The rules of a table, by the edges of rows and columns that they stand on."""

    def __init__(self, rows: list[float], columns: list[float], across: list[Rule], down: list[Rule]) -> None:
        self.rows = rows
        self.columns = columns
        self.across = _by_edge(rows, across)
        self.down = _by_edge(columns, down)

    def holds(self, line: Printed) -> bool:
        """Whether a line stands in the table."""
        x, y = line.middle, _height(line)
        return self.columns[0] - 2 <= x <= self.columns[-1] + 2 and self.rows[0] - 2 <= y <= self.rows[-1] + 2

    def parted_down(self, y: float, edge: int) -> bool:
        return any(r.start <= y <= r.end for r in self.down[edge])

    def parted_across(self, x: float, edge: int) -> bool:
        return any(r.start <= x <= r.end for r in self.across[edge])


def ruled_tables(grids: list[Grid], lines: list[Printed], layer: TextLayer) -> tuple[list[TablePiece], list[Printed]]:
    """Return the tables of a page's grids with their lines, and the lines outside them."""
    found: list[TablePiece] = []
    for grid in grids:
        inside = [line for line in lines if grid.holds(line)]
        if inside:
            kept = set(map(id, inside))
            lines = [line for line in lines if id(line) not in kept]
            found.append(_piece(grid, inside, layer))
    return found, lines


def _height(line: Printed) -> float:
    return line.base - 0.3 * line.size


def grids_of(rules: Rules) -> list[Grid]:
    """Return the grids that the rules of a page make, from top to bottom."""
    grids: list[Grid] = []
    for group in bands(rules.down):
        top, bottom = min(r.start for r in group), max(r.end for r in group)
        left, right = min(r.at for r in group), max(r.at for r in group)
        inside = [r for r in rules.across if top - NEAR <= r.at <= bottom + NEAR and r.end > left and r.start < right]
        rows = distinct([r.at for r in inside] + [top, bottom])
        columns = distinct([r.at for r in group])
        # A single row is a table only where it has several cells: the rest of one on the page before.
        several = (len(rows) >= 3 and len(columns) >= 3) or (len(rows) == 2 and len(columns) >= 4)
        if several and len(rows) * len(columns) <= _MOST_PLACES:
            grids.append(Grid(rows, columns, inside, group))
    return sorted(grids, key=lambda g: g.rows[0])


def _by_edge(edges: list[float], rules: list[Rule]) -> list[list[Rule]]:
    found: list[list[Rule]] = [[] for _ in edges]
    for rule in rules:
        near = bisect_right(edges, rule.at + NEAR) - 1
        if near >= 0 and abs(edges[near] - rule.at) <= NEAR:
            found[near].append(rule)
    return found


def _piece(grid: Grid, lines: list[Printed], layer: TextLayer) -> TablePiece:
    owners, cells = _cells(grid)
    for line in lines:
        y = min(max(_height(line), grid.rows[0]), grid.rows[-1])
        row = min(max(bisect_right(grid.rows, y) - 1, 0), len(grid.rows) - 2)
        edges = [x for n, x in enumerate(grid.columns) if line.left < x < line.right and grid.parted_down(y, n)]
        for part in cut(line, run_edges(line, edges), layer) if edges else [line]:
            column = min(max(bisect_right(grid.columns, part.middle) - 1, 0), len(grid.columns) - 2)
            owners[row, column].lines.append(part)
    for cell in cells:
        cell.lines.sort(key=lambda line: (round(line.base), line.left))
    return TablePiece(grid.columns, len(grid.rows) - 1, cells, grid.rows[0], grid.rows[-1])


def _cells(grid: Grid) -> tuple[dict[tuple[int, int], TableCell], list[TableCell]]:
    """Return the cell that holds each place, and the cells: neighbours without a rule between them are one."""
    owners: dict[tuple[int, int], TableCell] = {}
    cells: list[TableCell] = []
    rows, columns = grid.rows, grid.columns
    for row in range(len(rows) - 1):
        y = (rows[row] + rows[row + 1]) / 2
        for column in range(len(columns) - 1):
            if (row, column) in owners:
                continue
            x = (columns[column] + columns[column + 1]) / 2
            width = height = 1
            while (
                column + width < len(columns) - 1
                and (row, column + width) not in owners
                and not grid.parted_down(y, column + width)
            ):
                width += 1
            while row + height < len(rows) - 1 and not grid.parted_across(x, row + height):
                height += 1
            cell = TableCell(row, column, height, width, left=columns[column], right=columns[column + width])
            cells.append(cell)
            for r in range(row, row + height):
                for c in range(column, column + width):
                    owners.setdefault((r, c), cell)
    return owners, cells
