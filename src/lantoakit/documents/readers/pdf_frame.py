"""Where things stand on a page: PDF's own coordinates, the page as it is shown, and the page turned so that its text
runs from left to right.
"""

from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lantoakit.documents.model import Box
from lantoakit.documents.readers import pdf_calls as calls

_QUARTER = 1.5707963
SAMPLES = 4  # characters of a page whose direction is looked at
MORE_SAMPLES = 60


@dataclass(frozen=True)
class Frame:
    """A page's size as its text is read, and the quarter turns to the left from PDF's coordinates to the reader's
    (`turns`) and to what is shown (`shown`).
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int = 0
    shown: int = 0

    @property
    def height(self) -> float:
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def shown_height(self) -> float:
        return self.right - self.left if self.shown % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the PDF as (from the left, from the top) of the page as it is read."""
        return _turned(self, x, y, self.turns)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return a box of the PDF (two corners) as (left, top, right, bottom) of the page as it is read."""
        a, b = self.point(x0, y0), self.point(x1, y1)
        return (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))

    def on_page(self, box: Box) -> Box:
        """Return a box of the page as it is read as one of the page as it is shown."""
        if self.turns == self.shown:
            return box
        corners = [_turned(self, *_back(self, box[n], box[n + 1], self.turns), self.shown) for n in (0, 2)]
        (x0, y0), (x1, y1) = corners
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def frame_of(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Frame:
    """Return the frame of a page: its boxes, its rotation, and the direction of most of its text."""
    edges = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page.raw, edges)
    shown = pdfium_c.FPDFPage_GetRotation(page.raw) % 4
    return Frame(edges.left, edges.bottom, edges.right, edges.top, _direction(textpage, shown), shown)


def _direction(textpage: pdfium.PdfTextPage, shown: int) -> int:
    """Return the quarter turns of most letters: a few are looked at, and more where those are turned."""
    count = pdfium_c.FPDFText_CountChars(textpage.raw)
    if count <= 0:
        return shown
    page, angle = calls.handle(textpage.raw), calls.get_angle
    if not shown and not any(angle(page, n * count // SAMPLES) > 0 for n in range(SAMPLES)):
        return 0
    votes: dict[int, int] = {}
    for place in range(0, count, max(1, count // MORE_SAMPLES)):
        # White space that PDFium adds stands upright whatever stands beside it.
        if calls.is_generated(page, place) != 1:
            turns = -round(angle(page, place) / _QUARTER) % 4
            votes[turns] = votes.get(turns, 0) + 1
    return max(votes, key=lambda turns: votes[turns]) if votes else shown


def _turned(frame: Frame, x: float, y: float, turns: int) -> tuple[float, float]:
    if turns == 0:
        return x - frame.left, frame.top - y
    if turns == 1:
        return y - frame.bottom, x - frame.left
    if turns == 2:
        return frame.right - x, y - frame.bottom
    return frame.top - y, frame.right - x


def _back(frame: Frame, x: float, y: float, turns: int) -> tuple[float, float]:
    if turns == 0:
        return x + frame.left, frame.top - y
    if turns == 1:
        return y + frame.left, x + frame.bottom
    if turns == 2:
        return frame.right - x, y + frame.bottom
    return frame.right - y, frame.top - x


def size_as_shown(page: pdfium.PdfPage) -> tuple[float, float]:
    """Return width and height of a page in points as it is shown."""
    return pdfium_c.FPDF_GetPageWidthF(page.raw), pdfium_c.FPDF_GetPageHeightF(page.raw)
