"""Coloured ink told from black print: seals, stamps and pens are lifted off, black letters under them stay."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lantoakit.documents.readers.scan.groups import Region, cells_of, grown, regions_of
from lantoakit.documents.readers.scan.light import Grey, Mask, Paper, stretched

CHROMA = 52  # levels between the strongest and the weakest channel from which ink is coloured
_PALE = 205  # a pixel whose weakest channel is above this is tinted paper
# The same two for the page at a quarter of its size, where strokes are mixed with the paper beside them and the
# coloured fringes of black letters cancel out.
_SMALL_CHROMA, _SMALL_PALE = 30, 225
_CELL = 2  # pixels of the quarter-size page for one cell of the map, about 1 mm at 200 dpi
_REACH = 3  # cells: ink as near as this is of one mark
_LEAST = 12  # cells of a mark
_MOSTLY = 0.6  # of all ink: where more is coloured, the print itself is


@dataclass(frozen=True)
class Patch:
    """Ink beside the print that belongs together: edges in pixels of the sheet, or of the page laid straight, its hue
    ("red", "blue", "grey", "other"), how much of its box is inked, and the ink alone as grey (black on white).
    """

    left: int
    top: int
    right: int
    bottom: int
    hue: str
    fill: float
    ink: Grey
    straight: bool = False

    @property
    def box(self) -> tuple[int, int, int, int]:
        return self.left, self.top, self.right, self.bottom


def lifted(page: Image.Image, paper: Paper, grey: Grey) -> tuple[Grey, list[Patch]]:
    """Return the evened grey page without its coloured ink, and that ink in patches.

    A page whose print itself is coloured, or without colour, is returned as it is.
    """
    if page.mode != "RGB":
        return grey, []
    mask, black = _coloured(page, paper)
    count = int(mask.sum())
    if not count or count > _MOSTLY * (count + int(black.sum())):
        return grey, []
    counts, dark = cells_of(mask, _CELL), cells_of(black, _CELL)
    cells = (counts >= 2) & (counts * 3 >= dark)
    regions = [r for r in regions_of(cells, _REACH) if len(r.cells) >= _LEAST]
    cleaned = grey.copy() if regions else grey
    patches = [_patch(page, paper, cleaned, region) for region in regions]
    return cleaned, patches


def _coloured(page: Image.Image, paper: Paper) -> tuple[Mask, Mask]:
    """Return where the ink of the quarter-size page is coloured and where it is black."""
    small = page.reduce(4)
    red, green, blue = (
        np.asarray(plane, dtype=np.float32) * paper.gain(channel, small.size)
        for channel, plane in enumerate(small.split())
    )
    strongest, weakest = np.maximum(np.maximum(red, green), blue), np.minimum(np.minimum(red, green), blue)
    coloured = (strongest - weakest > _SMALL_CHROMA) & (weakest < _SMALL_PALE)
    return coloured, (strongest < 170) & ~coloured


def _patch(page: Image.Image, paper: Paper, cleaned: Grey, region: Region) -> Patch:
    """Take one patch out of `cleaned`."""
    scale = 4 * _CELL
    pad = scale
    left, top = max(0, region.left * scale - pad), max(0, region.top * scale - pad)
    right, bottom = min(page.width, region.right * scale + pad), min(page.height, region.bottom * scale + pad)
    pixels = np.asarray(page.crop((left, top, right, bottom)), dtype=np.float32).copy()
    for channel in range(3):
        pixels[:, :, channel] *= paper.gain(channel, page.size, (left, top, right, bottom))
    strongest, weakest = pixels.max(axis=2), pixels.min(axis=2)
    core = (strongest - weakest > CHROMA) & (weakest < _PALE)
    inside = np.zeros((region.bottom - region.top, region.right - region.left), dtype=bool)
    inside[region.cells[:, 0] - region.top, region.cells[:, 1] - region.left] = True
    near = np.zeros_like(core)
    blown = np.kron(grown(inside, 2), np.ones((scale, scale), dtype=bool))
    y, x = region.top * scale - top, region.left * scale - left
    part = blown[: near.shape[0] - y, : near.shape[1] - x]
    near[y : y + part.shape[0], x : x + part.shape[1]] = part
    core &= near
    _whiten(cleaned[top:bottom, left:right], pixels, core, grown(core, 2) & near, paper.black)
    ink = np.where(core, stretched(weakest, paper.black), np.uint8(255)).astype(np.uint8)
    fill = float(core.sum()) / core.size
    return Patch(left, top, right, bottom, _hue(pixels[core]), fill, ink)


def _whiten(target: Grey, pixels: NDArray[np.float32], core: Mask, around: Mask, black: float) -> None:
    """Make coloured ink white in `target`: seen through its own colour, it is nearly as bright as paper."""
    if not core.any():
        return
    strongest = pixels.max(axis=2)
    for channel in (0, 1, 2):
        own = around & (pixels.argmax(axis=2) == channel)
        sample = strongest[own & core]
        if sample.size < 20:
            continue
        level = max(float(np.percentile(sample, 15)), 90.0)
        seen = stretched(strongest[own] * np.float32(255 / level), black)
        target[own] = np.maximum(target[own], seen)


def _hue(pixels: NDArray[np.float32]) -> str:
    if pixels.size == 0:
        return "other"
    red, green, blue = (float(x) for x in np.median(pixels, axis=0))
    if red > max(green, blue) + 25 and abs(green - blue) < 0.6 * (red - min(green, blue)):
        return "red"
    return "blue" if blue > red + 15 and blue >= green - 10 else "other"
