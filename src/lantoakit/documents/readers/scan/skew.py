"""Laying a page straight: the angle at which its lines of text give the sharpest profile."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lantoakit.documents.readers.scan.light import Grey, Mask

MOST = 5.0  # degrees
STEP = 0.1
_POINTS = 60_000


def skew_of(ink: Mask, most: float = MOST) -> float:
    """Return by how many degrees the lines of a page go down to the right, to a tenth; 0.0 where none can be told."""
    rows, columns = _points(ink)
    if rows.size < 200:
        return 0.0
    coarse = np.arange(-most, most + 0.01, 0.5)
    best = float(coarse[int(np.argmax([_sharpness(rows, columns, a) for a in coarse]))])
    fine = np.arange(best - 0.4, best + 0.41, STEP)
    return round(float(fine[int(np.argmax([_sharpness(rows, columns, a) for a in fine]))]), 1) + 0.0


def lies_on_its_side(ink: Mask) -> bool:
    """Whether lines of text run from top to bottom."""
    rows, columns = _points(ink)
    if rows.size < 200:
        return False
    upright = max(_sharpness(rows, columns, a) for a in np.arange(-2, 2.1, 0.5))
    turned = max(_sharpness(columns, rows, a) for a in np.arange(-2, 2.1, 0.5))
    return turned > 1.6 * upright


def straightened(grey: Grey, angle: float) -> Grey:
    """Return the page turned by an angle that `skew_of` found."""
    if abs(angle) < STEP / 2:
        return grey
    turned = Image.fromarray(grey).rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=255)
    return np.asarray(turned)


def _points(ink: Mask) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return rows and columns of the lower edges of ink, at most some tens of thousands."""
    edges = ink[:-1] & ~ink[1:]
    rows, columns = np.nonzero(edges)
    step = max(1, rows.size // _POINTS)
    return rows[::step].astype(np.float32), columns[::step].astype(np.float32)


def _sharpness(rows: NDArray[np.float32], columns: NDArray[np.float32], angle: float) -> float:
    """Return how unevenly ink falls on lines at an angle."""
    at = rows - columns * np.float32(np.tan(np.radians(angle)))
    counts = np.bincount((at - at.min()).astype(np.int32))
    steps = np.diff(counts.astype(np.float64))
    return float(np.dot(steps, steps))
