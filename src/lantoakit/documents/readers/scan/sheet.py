"""A page as an image, and the way from places on the page laid straight back to places on the page as it lies."""

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image

from lantoakit.documents.model import Box

_COLOURLESS = 14  # levels between the channels of the most colourful part of a grey page


@dataclass(frozen=True)
class Sheet:
    """A page to be read: its image (RGB or L), pixels an inch, size in points as it lies in the file."""

    image: Image.Image
    dpi: float
    width: float
    height: float
    turn: int = 0

    def turned(self, degrees: int) -> "Sheet":
        """Return the sheet turned clockwise by 90, 180 or 270 degrees more."""
        ways = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
        return Sheet(
            self.image.transpose(ways[degrees]), self.dpi, self.width, self.height, (self.turn + degrees) % 360
        )


def sheet_of(image: Image.Image, dpi: float, width: float, height: float) -> Sheet:
    """Return a page for reading; one without any colour becomes grey, which is quicker to look at."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.convert("RGBA").getchannel("A"))
        image = flat
    if image.mode in ("1", "L", "I", "F", "I;16"):
        return Sheet(image.convert("L"), dpi, width, height)
    image = image.convert("RGB")
    small = np.asarray(image.reduce(8), dtype=np.int16)
    colourless = int((small.max(axis=2) - small.min(axis=2)).max(initial=0)) < _COLOURLESS
    return Sheet(image.convert("L") if colourless else image, dpi, width, height)


@dataclass(frozen=True)
class Placing:
    """How a sheet was laid straight: first turned by quarters, then by `angle` degrees around its middle."""

    sheet: Sheet
    angle: float

    @property
    def points(self) -> float:
        """How many points a pixel is."""
        return 72.0 / self.sheet.dpi

    def straight(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return a box of the straight page, given in pixels, in points."""
        return (left * self.points, top * self.points, right * self.points, bottom * self.points)

    def original(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return where a box of the straight page (pixels) stands on the page as it lies in the file, in points."""
        middle = self._back((left + right) / 2, (top + bottom) / 2, self.angle)
        half = ((right - left) / 2, (bottom - top) / 2)
        return self._lying(middle[0] - half[0], middle[1] - half[1], middle[0] + half[0], middle[1] + half[1])

    def aslant(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return the same for a box that was measured before the page was laid straight."""
        return self._lying(left, top, right, bottom)

    def to_straight(self, x: float, y: float) -> tuple[float, float]:
        """Return where a pixel of the page before it was laid straight is after."""
        return self._back(x, y, -self.angle)

    def _back(self, x: float, y: float, angle: float) -> tuple[float, float]:
        cx, cy = self.sheet.image.width / 2, self.sheet.image.height / 2
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        dx, dy = x - cx, y - cy
        return cx + cos * dx - sin * dy, cy + sin * dx + cos * dy

    def _lying(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Undo the quarter turns: boxes in pixels of the turned image to points of the file's page."""
        wide, high = self.sheet.image.size
        if self.sheet.turn == 90:  # the file's left edge is now at the top
            left, top, right, bottom = top, wide - right, bottom, wide - left
        elif self.sheet.turn == 180:
            left, top, right, bottom = wide - right, high - bottom, wide - left, high - top
        elif self.sheet.turn == 270:
            left, top, right, bottom = high - bottom, left, high - top, right
        return (left * self.points, top * self.points, right * self.points, bottom * self.points)
