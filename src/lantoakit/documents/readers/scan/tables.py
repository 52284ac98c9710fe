"""Ruled tables of a page image: lines -> a grid as of a drawn page, and the strips in which its cells are read."""

from dataclasses import dataclass

import numpy as np

from lantoakit.documents.readers.ruled import Rule
from lantoakit.documents.readers.scan.grids import Grid, grids_from, places_of
from lantoakit.documents.readers.scan.light import INK, Grey
from lantoakit.documents.readers.scan.ruling import Ruling
from lantoakit.documents.readers.scan.sheet import Placing

_LOWEST = 32.0  # points: a table of two rows is as high
_INSET = 4  # pixels between a rule's middle and the words of its cell


@dataclass(frozen=True)
class CellStrip:
    """A column of cells, or one wide cell: its image and the place of its top left corner on the page, in pixels."""

    image: Grey
    left: int
    top: int


def grids_in(across: list[Ruling], down: list[Ruling], placing: Placing) -> list[Grid]:
    """Return the tables that lines (pixels of the straight page) make, in points."""
    scale = placing.points
    return grids_from(
        [Rule(r.at * scale, r.start * scale, r.end * scale) for r in across],
        [Rule(r.at * scale, r.start * scale, r.end * scale) for r in down if r.end - r.start > _LOWEST / scale],
    )


def strips_in(grid: Grid, page: Grey, placing: Placing) -> list[CellStrip]:
    """Return the strips of a table: one for each column, and one for each cell that covers several columns."""
    scale = placing.points
    columns: dict[int, list[tuple[int, int, int, int]]] = {}
    wide: list[tuple[int, int, int, int]] = []
    for _, column, _, span, box in places_of(grid):
        left, top, right, bottom = (round(edge / scale) for edge in box)
        inner = (left + _INSET, top + _INSET, right - _INSET, bottom - _INSET)
        if inner[2] - inner[0] < 8 or inner[3] - inner[1] < 8:
            continue
        if span == 1:
            columns.setdefault(column, []).append(inner)
        else:
            wide.append(inner)
    groups = [columns[column] for column in sorted(columns)] + [[cell] for cell in wide]
    return [strip for cells in groups if (strip := _strip(page, cells)) is not None]


def _strip(page: Grey, cells: list[tuple[int, int, int, int]]) -> CellStrip | None:
    left, top = min(c[0] for c in cells), min(c[1] for c in cells)
    right, bottom = max(c[2] for c in cells), max(c[3] for c in cells)
    image = np.full((bottom - top, right - left), 255, dtype=np.uint8)
    for cell in cells:
        part = page[cell[1] : cell[3], cell[0] : cell[2]]
        image[cell[1] - top : cell[1] - top + part.shape[0], cell[0] - left : cell[0] - left + part.shape[1]] = part
    return CellStrip(image, left, top) if (image < INK).any() else None
