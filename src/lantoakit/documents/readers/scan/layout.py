"""Where the columns of a page are: strips that are read one by one, in the order in which a person reads them."""

from dataclasses import dataclass

import numpy as np

from lantoakit.documents.readers.scan.groups import cells_of
from lantoakit.documents.readers.scan.light import Mask

NARROWEST = 0.14  # inches of white space between two columns
_SHORT, _WIDE = 0.62, 0.42  # inches: a corridor as short as this has to be as wide as that
_SHORTEST = 0.36  # inches: two lines
_GRAINS = 3  # inked pixels of a cell (of about 16): fewer are noise
_NARROW = 0.3  # inches: a column of text is wider
_LONGER = 1.5  # times: a corridor beside the topmost one that is as much longer is the one meant
_LINE = 0.25  # inches: a line of a heading, its marks above and below with it
_NEXT = 0.32  # inches: a line as near as this below a column is of it


@dataclass(frozen=True)
class Strip:
    """A part of a page to be read by itself, in pixels, right and bottom excluded; `beside` another column or not."""

    left: int
    top: int
    right: int
    bottom: int
    beside: bool = False


@dataclass(frozen=True)
class _Corridor:
    """White space between two columns, in cells: `top` and `bottom` are the rows of the columns beside it."""

    left: int
    right: int
    top: int
    bottom: int


def strips_of(ink: Mask, dpi: float, area: Strip) -> list[Strip]:
    """Return the strips of a part of a page in reading order. `ink` is the page at half the size."""
    cell = max(2, round(dpi / 50))  # of the half-size page: about 1 mm
    left, top = area.left // 2, area.top // 2
    cells = cells_of(ink[top : -(-area.bottom // 2), left : -(-area.right // 2)], cell) >= _GRAINS
    if not cells.any():
        return []
    scale = 2 * cell
    inch = dpi / scale
    found = _cut(cells, inch)
    strips: list[Strip] = []
    for rows, columns, beside in found:
        strips.append(
            Strip(
                area.left + columns.start * scale,
                area.top + rows.start * scale,
                min(area.right, area.left + columns.stop * scale),
                min(area.bottom, area.top + rows.stop * scale),
                beside,
            )
        )
    return strips


def _cut(cells: Mask, inch: float, depth: int = 0, beside: bool = False) -> list[tuple[slice, slice, bool]]:
    """Return the parts of a map in reading order: above a pair of columns, left, right, below; and which are beside."""
    rows = np.flatnonzero(cells.any(axis=1))
    columns = np.flatnonzero(cells.any(axis=0))
    if rows.size == 0:
        return []
    whole = (slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1))
    corridor = _first_corridor(cells, inch) if depth < 6 else None
    if corridor is None:
        return [(*whole, beside)]
    middle = (corridor.left + corridor.right) // 2
    parts = (
        (slice(0, corridor.top), slice(0, cells.shape[1]), beside),
        (slice(corridor.top, corridor.bottom), slice(0, middle), True),
        (slice(corridor.top, corridor.bottom), slice(middle, cells.shape[1]), True),
        (slice(corridor.bottom, cells.shape[0]), slice(0, cells.shape[1]), beside),
    )
    found: list[tuple[slice, slice, bool]] = []
    for down, across, inside in parts:
        for rows_within, columns_within, near in _cut(cells[down, across], inch, depth + 1, inside):
            found.append((_moved(rows_within, down.start), _moved(columns_within, across.start), near))
    return found


def _moved(part: slice, by: int) -> slice:
    return slice(part.start + by, part.stop + by)


def _first_corridor(cells: Mask, inch: float) -> _Corridor | None:
    """Return the topmost corridor that parts two columns."""
    narrowest = max(2, round(NARROWEST * inch))
    open_: list[_Track] = []
    done: list[_Track] = []
    for row in range(cells.shape[0]):
        gaps = _gaps(cells[row], narrowest)
        still: list[_Track] = []
        for track in open_:
            (still if track.goes_on(cells[row], row, narrowest) else done).append(track)
        for left, right in gaps:
            # One that is followed already may have begun in the white among the marks below a line: a much wider gap
            # is another.
            if not any(2 * (min(t.right, right) - max(t.left, left)) > right - left for t in still):
                still.append(_Track(left, right, row))
        open_ = still
    found = [t for t in done + open_ if t.parts_columns(cells, inch)]
    if not found:
        return None
    track = min(found, key=lambda t: (t.first, -(t.right - t.left)))
    beside = [t for t in found if t.first < track.last and t.height > _LONGER * track.height]
    track = max(beside, key=lambda t: t.height, default=track)
    return _Corridor(track.left, track.right, *track.reach(cells, inch))


def _gaps(row: Mask, narrowest: int) -> list[tuple[int, int]]:
    """Return the white gaps between inked cells of a row that are wide enough."""
    inked = np.flatnonzero(row)
    if inked.size < 2:
        return []
    wide = np.flatnonzero(np.diff(inked) > narrowest)
    return [(int(inked[n]) + 1, int(inked[n + 1])) for n in wide]


@dataclass
class _Track:
    """A corridor while it is followed down the rows: `first` and `last` have ink at both sides."""

    left: int
    right: int
    first: int
    last: int = -1

    def __post_init__(self) -> None:
        self.last = self.first

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self.last + 1 - self.first

    def goes_on(self, row: Mask, number: int, narrowest: int) -> bool:
        """Take the next row in, narrower where its ink reaches into the corridor; False where that closes it."""
        inside = np.flatnonzero(row[self.left : self.right])
        left, right = self.left, self.right
        if inside.size:
            edges = np.r_[-1, inside, right - left]
            widest = int(np.argmax(np.diff(edges)))
            left, right = self.left + int(edges[widest]) + 1, self.left + int(edges[widest + 1])
            if right - left < narrowest:
                return False
        self.left, self.right = left, right
        if row[:left].any() and row[right:].any():
            self.last = number
        return True

    def parts_columns(self, cells: Mask, inch: float) -> bool:
        """Whether it is long and wide enough, with lines of text at both sides."""
        top, bottom = self.reach(cells, inch)
        width = self.right - self.left
        # Beside the recipients there may stand one line, and the name far below.
        height = self.height if width < _WIDE * inch else max(self.height, bottom - max(self.first, top))
        if height < _SHORTEST * inch or (height < _SHORT * inch and width < _WIDE * inch):
            return False
        # What hangs down from the line above, and the marks of the line that closes it, say nothing of the columns.
        start = max(self.first, min(self.last, top))
        rows = slice(start, max(start, min(self.last, bottom - 1)) + 1)
        for side in (cells[rows, : self.left], cells[rows, self.right :]):
            inked = int(side.any(axis=1).sum())
            wide = np.flatnonzero(side.any(axis=0))
            if (inked * 3 < self.height and inked < 0.3 * inch) or wide[-1] - wide[0] < _NARROW * inch:
                return False
            if int(side.sum(axis=1).max()) < _NARROW * inch:  # numbers and dashes that the lines hang on
                return False
        return True

    def reach(self, cells: Mask, inch: float) -> tuple[int, int]:
        """Return the rows of the columns: to the white space above, and on to lines close below that stay beside."""
        top, bottom = self.first, self.last + 1
        inked: Mask = np.asarray(cells.any(axis=1))
        crossed: Mask = np.asarray(cells[:, self.left : self.right].any(axis=1))
        while top > 0 and inked[top - 1] and not crossed[top - 1]:
            top -= 1
        if top > 0 and inked[top - 1]:  # ink of the line above hangs into it: on to the white below
            white = np.flatnonzero(~inked[self.first : self.last])
            top = self.first + int(white[0]) if white.size else top
        near, blank = round(_NEXT * inch), 0
        for row in range(bottom, cells.shape[0]):
            if crossed[row] or blank > near:
                break
            blank = 0 if inked[row] else blank + 1
            if inked[row]:
                bottom = row + 1
        if bottom < cells.shape[0] and inked[bottom]:
            bottom = self._line_above(cells, bottom, inch)
        return top, bottom

    def _line_above(self, cells: Mask, row: int, inch: float) -> int:
        """Return where the line begins that closes the corridor in a row: its marks may stand at both sides above it.

        That is below the nearest white row, or where the least ink is: what is left of a stamp may fill the white.
        """
        start = max(self.first + 1, row - round(_LINE * inch))
        ink = cells[start : row + 1].sum(axis=1)
        white = np.flatnonzero(ink == 0)
        if white.size:
            return start + int(white[-1]) + 1
        return start + int(np.flatnonzero(ink == ink.min())[-1])
