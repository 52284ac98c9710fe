"""Light and shadow: the paper's brightness everywhere, so that paper becomes white and ink black."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Grey = NDArray[np.uint8]
Colour = NDArray[np.uint8]
Mask = NDArray[np.bool_]

INK = 128  # of an evened page: darker is ink
_CELL = 16  # pixels of the page for one of the map of its paper
_WHITE = 0.86  # of the paper's brightness: brighter is paper
_DARKEST_PAPER = 0.35  # of the brightest: darker is a border or the table below, not paper


@dataclass(frozen=True)
class Paper:
    """The brightness of the paper, a coarse map for each of red, green, blue and grey: shape (rows, columns, 4); and
    of the print: what black ink is where paper is 255.
    """

    levels: NDArray[np.float32]
    black: float

    def gain(
        self, channel: int, size: tuple[int, int], part: tuple[int, int, int, int] | None = None
    ) -> NDArray[np.float32]:
        """Return by what each pixel of a page of `size` (width, height), or of a part of it (left, top, right, bottom),
        is multiplied to make paper 255.
        """
        coarse = Image.fromarray(255.0 / self.levels[:, :, channel])
        left, top, right, bottom = part or (0, 0, *size)
        across, down = coarse.width / size[0], coarse.height / size[1]
        box = (left * across, top * down, right * across, bottom * down)
        return np.asarray(coarse.resize((right - left, bottom - top), Image.Resampling.BILINEAR, box=box))


def paper_of(page: Image.Image) -> Paper:
    """Look at what is brightest around each place of a page (RGB or L)."""
    small = page.reduce(4)
    pixels = np.asarray(small, dtype=np.float32)
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[:, :, None], 3, axis=2)
    grey = pixels @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    planes = np.concatenate([pixels, grey[:, :, None]], axis=2)
    step = _CELL // 4
    rows, columns = -(-planes.shape[0] // step), -(-planes.shape[1] // step)
    padded = np.pad(
        planes, ((0, rows * step - planes.shape[0]), (0, columns * step - planes.shape[1]), (0, 0)), mode="edge"
    )
    blocks = padded.reshape(rows, step, columns, step, 4).max(axis=(1, 3))
    levels = np.empty_like(blocks)
    for channel in range(4):
        # Letters fill a cell or two at most: the brightest neighbour is paper, and light changes slowly.
        image = Image.fromarray(blocks[:, :, channel].astype(np.uint8)).filter(ImageFilter.MaxFilter(5))
        smooth = np.asarray(image.filter(ImageFilter.GaussianBlur(3)), dtype=np.float32)
        levels[:, :, channel] = np.maximum(smooth, _DARKEST_PAPER * np.percentile(smooth, 95) + 1)
    return Paper(levels, _black(page, levels[:, :, 3]))


def _black(page: Image.Image, levels: NDArray[np.float32]) -> float:
    sample = np.asarray(page.convert("L"))[::7, ::7]
    rows = np.minimum(np.arange(sample.shape[0]) * 7 // _CELL, levels.shape[0] - 1)
    columns = np.minimum(np.arange(sample.shape[1]) * 7 // _CELL, levels.shape[1] - 1)
    values = sample * (255 / levels[rows[:, None], columns[None, :]])
    dark = values[values < 150]
    return min(float(np.percentile(dark, 20)), 90.0) if dark.size > 50 else 30.0


def evened(page: Image.Image, paper: Paper) -> Grey:
    """Return the page in grey with white paper and black ink."""
    grey = np.asarray(page.convert("L"))
    return stretched(grey * paper.gain(3, page.size), paper.black)


def stretched(values: NDArray[np.float32], black: float) -> Grey:
    """Return evened values (paper 255) with black ink at 0 and all that is nearly paper at 255."""
    out = (values - np.float32(black)) * np.float32(255 / (255 * _WHITE - black))
    return np.clip(out, 0, 255, out=out).astype(np.uint8)


def without_specks(grey: Grey) -> Grey:
    """Return a page without the grains of a coarse scan: ink that hardly any other ink touches."""
    ink = grey < INK
    near = np.zeros(grey.shape, dtype=np.uint8)
    padded = np.pad(ink, 1).view(np.uint8)
    for down in range(3):
        for across in range(3):
            near += padded[down : down + grey.shape[0], across : across + grey.shape[1]]
    lone = ink & (near <= 2)
    if int(lone.sum()) * 2_000 < grey.size:
        return grey
    cleaned = grey.copy()
    cleaned[lone] = 255
    return cleaned
