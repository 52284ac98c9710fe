"""The edges of a scan: shadows of the glass and of folds, staples, punched holes, whatever lies in the outer margin."""

import numpy as np

from lantoakit.documents.readers.scan.groups import Region, cells_of, grown, regions_of
from lantoakit.documents.readers.scan.light import Grey
from lantoakit.documents.readers.scan.ruling import halved

_DENSE = 0.45  # of a cell is dark: no letter
_FRAME = 0.24  # inches from the edge of the page: what lies in it as a whole is no print
_BORDER = 0.1  # inches from the edge: no printer reaches there


def without_border(grey: Grey, dpi: float) -> Grey:
    """Return the page with a white border, as wide as no printer prints."""
    out = grey.copy()
    wide = max(1, round(_BORDER * dpi))
    for edge in (out[:wide], out[-wide:], out[:, :wide], out[:, -wide:]):
        edge[:] = 255
    return out


def without_edges(grey: Grey, dpi: float) -> tuple[Grey, list[tuple[int, int, int, int]]]:
    """Return the page without what the scanner's edges left on it, and where that was, in pixels."""
    size = max(2, round(dpi / 50))
    counts = cells_of(halved(grey), size)
    grey = without_border(grey, dpi)
    frame = round(_FRAME * dpi / (2 * size))
    rows, columns = counts.shape
    if min(rows, columns) < 4 * frame:
        return grey, []
    inked = counts > 0
    edge = np.ones((rows, columns), dtype=bool)
    edge[frame : rows - frame, frame : columns - frame] = False
    if not (inked & edge).any():
        return grey, []
    found = [r for r in regions_of(counts >= _DENSE * size * size, 1) if _touches(r, rows, columns)]
    gone = np.zeros((rows, columns), dtype=bool)
    for region in found:
        gone[region.cells[:, 0], region.cells[:, 1]] = True
    gone = grown(gone, 2) & inked
    loose = [r for r in regions_of(inked & ~gone, 2) if edge[r.cells[:, 0], r.cells[:, 1]].all()]
    for region in loose:
        gone[region.cells[:, 0], region.cells[:, 1]] = True
    # Faint grains beside what was found would still be seen as letters: the whole frame goes, but for what reaches in.
    kept = grown(inked & ~gone, 2)
    gone |= edge & ~kept
    if not gone.any():
        return grey, []
    scale = 2 * size
    wiped = np.repeat(np.repeat(gone, scale, axis=0), scale, axis=1)[: grey.shape[0], : grey.shape[1]]
    grey[: wiped.shape[0], : wiped.shape[1]][wiped] = 255
    # Grains that stand near one another are of one shadow.
    whole = [r for r in regions_of(gone & inked, frame) if len(r.cells) > 3]
    return grey, [(r.left * scale, r.top * scale, r.right * scale, r.bottom * scale) for r in whole]


def _touches(region: Region, rows: int, columns: int) -> bool:
    return region.left <= 1 or region.top <= 1 or region.right >= columns - 1 or region.bottom >= rows - 1
