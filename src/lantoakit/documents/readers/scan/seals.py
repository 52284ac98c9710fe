"""Round seals, by their ring: in coloured ink, and in the black ink of a scan without colour."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lantoakit.documents.readers.scan.groups import cells_of
from lantoakit.documents.readers.scan.light import Mask

_RADII = (0.42, 0.95)  # inches: official seals are 30 to 42 mm across
_COARSE = 0.62  # of the ring's cells are inked: worth a closer look
_DIRECTIONS = 120
_CLOSED = 0.82  # of the directions meet the ring
_CLEARER = 0.25  # by so much more than just outside it


@dataclass(frozen=True)
class Seal:
    """A ring: its middle and radius in pixels of the mask, and how much of it was seen, from 0 to 1."""

    x: float
    y: float
    radius: float
    seen: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius


def seal_in(ink: Mask, dpi: float) -> Seal | None:
    """Return the clearest ring in a mask of ink with `dpi` pixels an inch, None where there is none."""
    size = max(1, round(dpi / 25))
    cells = cells_of(ink, size) > 0
    inch = dpi / size
    radii = np.arange(_RADII[0] * inch, _RADII[1] * inch + 0.5, 1.0)
    if min(cells.shape) < 2 * radii[0] or not cells.any():
        return None
    shape = tuple(_good_size(n + 2 * int(radii[-1]) + 2) for n in cells.shape)
    spectrum = np.fft.rfft2(cells.astype(np.float32), shape)
    best: Seal | None = None
    for radius in radii:
        ring = _ring(radius)
        hits = np.fft.irfft2(spectrum * np.conj(np.fft.rfft2(ring, shape)), shape)[: cells.shape[0], : cells.shape[1]]
        share = hits / ring.sum()
        row, column = divmod(int(np.argmax(share)), share.shape[1])
        if share[row, column] < _COARSE:
            continue
        middle = (ring.shape[0] - 1) / 2
        found = _closer(ink, (column + middle + 0.5) * size, (row + middle + 0.5) * size, float(radius) * size, dpi)
        if found and (best is None or (round(found.seen, 1), found.radius) > (round(best.seen, 1), best.radius)):
            best = found
    return best


def _good_size(n: int) -> int:
    """Return a length for which the transform is fast."""
    while True:
        rest = n
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return n
        n += 1


def _ring(radius: float) -> NDArray[np.float32]:
    reach = int(np.ceil(radius)) + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    return (np.abs(np.hypot(x, y) - radius) < 0.6).astype(np.float32)


def _closer(ink: Mask, x: float, y: float, radius: float, dpi: float) -> Seal | None:
    """Measure a ring: in how many directions ink stands at its radius, and how many just outside."""
    angles = np.linspace(0, 2 * np.pi, _DIRECTIONS, endpoint=False)
    best = (0.0, x, y, radius)
    step = dpi / 50
    for dy in (-step, 0.0, step):
        for dx in (-step, 0.0, step):
            for dr in (-1.5 * step, -0.75 * step, 0.0, 0.75 * step, 1.5 * step):
                seen = _met(ink, (x + dx, y + dy, radius + dr), angles, 0.02 * dpi)
                best = max(best, (seen, x + dx, y + dy, radius + dr))
    if best[0] < _CLOSED:
        return None
    outside = _met(ink, (best[1], best[2], best[3] + 0.1 * dpi), angles, 0.02 * dpi)
    return Seal(best[1], best[2], best[3], best[0]) if best[0] - outside > _CLEARER else None


def _met(ink: Mask, ring: tuple[float, float, float], angles: NDArray[np.float64], reach: float) -> float:
    """Return in what share of the directions ink stands within `reach` of a ring (x, y, radius)."""
    x, y, radius = ring
    reaches = radius + np.linspace(-reach, reach, 5)[:, None]
    columns = np.rint(x + reaches * np.cos(angles)).astype(np.int64)
    rows = np.rint(y + reaches * np.sin(angles)).astype(np.int64)
    valid = (rows >= 0) & (rows < ink.shape[0]) & (columns >= 0) & (columns < ink.shape[1])
    met = (ink[np.where(valid, rows, 0), np.where(valid, columns, 0)] & valid).any(axis=0)
    inside = valid.any(axis=0)
    return float(met.sum()) / max(1, int(inside.sum())) if inside.mean() > 0.7 else 0.0
