"""Seals and stamps of a scan in grey: their ink is lighter than the print, and is lifted off by that."""

from dataclasses import dataclass

import numpy as np

from lantoakit.documents.readers.scan.ink import Patch
from lantoakit.documents.readers.scan.light import INK, Grey
from lantoakit.documents.readers.scan.ruling import Ruling
from lantoakit.documents.readers.scan.seals import Seal, seal_in

_SMALLEST, _LARGEST = (0.5, 0.2), (3.6, 2.2)  # inches, width and height of a stamp
_NEAR = 0.12  # inches
_LIGHTER = 38  # levels by which a stamp's ink is lighter than black
_PAD = 0.03  # inches around what is lifted off


@dataclass(frozen=True)
class Frame:
    """A ruled box in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def frames_in(across: list[Ruling], down: list[Ruling], dpi: float) -> list[Frame]:
    """Return the ruled boxes that have the size of a stamp and are no part of a larger table."""
    near = _NEAR * dpi
    found: list[Frame] = []
    for left in down:
        for right in down:
            width, height = right.at - left.at, left.end - left.start
            if not _SMALLEST[0] * dpi <= width <= _LARGEST[0] * dpi:
                continue
            if not _SMALLEST[1] * dpi <= height <= _LARGEST[1] * dpi or abs(right.start - left.start) > near:
                continue
            edges = [rule for rule in across if abs(rule.start - left.at) < near and abs(rule.end - right.at) < near]
            top = [rule for rule in edges if abs(rule.at - left.start) < near]
            bottom = [rule for rule in edges if abs(rule.at - left.end) < near]
            if top and bottom:
                found.append(Frame(round(left.at), round(top[0].at), round(right.at), round(bottom[0].at)))
    return found


def without_faint(page: Grey, frames: list[Frame], dpi: float) -> tuple[Grey, list[Patch], Seal | None]:
    """Return a straight page without stamps and the seal whose ink is lighter than black, these in patches, and a seal
    that is as black as the print and stays.
    """
    found: list[tuple[Frame, float]] = []
    for frame in frames:
        edges = (
            page[frame.top - 1 : frame.top + 2, frame.left : frame.right],
            page[frame.bottom - 1 : frame.bottom + 2, frame.left : frame.right],
            page[frame.top : frame.bottom, frame.left - 1 : frame.left + 2],
            page[frame.top : frame.bottom, frame.right - 1 : frame.right + 2],
        )
        found.append((frame, _level(np.concatenate([edge.ravel() for edge in edges]))))
    seal = seal_in(page < INK, dpi)
    if seal is not None and (level := _level(_ring(page, seal))) >= _LIGHTER:
        left, top, right, bottom = (round(edge) for edge in seal.box)
        found.append((Frame(max(0, left), max(0, top), right, bottom), level))
        seal = None
    cleaned = page
    patches: list[Patch] = []
    for frame, level in found:
        if level >= _LIGHTER:
            cleaned = page.copy() if cleaned is page else cleaned
            patches.append(_lifted(cleaned, frame, level, round(_PAD * dpi)))
    return cleaned, patches, seal


def _level(pixels: Grey) -> float:
    """Return how dark the ink of a line is: 0 for black."""
    ink = pixels[pixels < INK]
    return float(np.percentile(ink, 20)) if ink.size > 20 else 0.0


def _ring(page: Grey, seal: Seal) -> Grey:
    angles = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    columns = np.clip(np.round(seal.x + seal.radius * np.cos(angles)).astype(np.int64), 0, page.shape[1] - 1)
    rows = np.clip(np.round(seal.y + seal.radius * np.sin(angles)).astype(np.int64), 0, page.shape[0] - 1)
    return page[rows, columns]


def _lifted(page: Grey, frame: Frame, level: float, pad: int) -> Patch:
    """Take lighter ink out of a part of the page."""
    left, top = max(0, frame.left - pad), max(0, frame.top - pad)
    right, bottom = min(page.shape[1], frame.right + pad), min(page.shape[0], frame.bottom + pad)
    part = page[top:bottom, left:right]
    ink = np.where(part < 0.6 * level, np.uint8(255), part).astype(np.uint8)
    fill = float((ink < INK).sum()) / max(1, ink.size)
    page[top:bottom, left:right] = np.minimum(255, part * np.float32(255 / level)).astype(np.uint8)
    return Patch(left, top, right, bottom, "grey", fill, ink, straight=True)
