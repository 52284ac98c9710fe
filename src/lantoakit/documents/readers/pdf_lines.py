"""The printed lines of a PDF page: their words, boxes, base line, size and weight; cut at columns on demand.

PDFium's text layer comes line by line; the boxes of a line's runs are cheap, single characters cost three times as
much as all else. So characters are looked at only where a line must be cut, and there by halving.
"""

import ctypes
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lantoakit.documents.model import Box
from lantoakit.documents.readers import pdf_calls as calls
from lantoakit.documents.readers.pdf_frame import Frame

# PDFium writes U+FFFE for a hyphen at the end of a line and joins the next line to it.
_BREAK = re.compile("(\r\n|\n|\r|\ufffe)")
_WHITE = " \t\r\n\x00\xa0\ufffe"
COLUMN_GAP = 2.2  # of the letters' size: white space that parts columns
OVER = 1.2  # of the letters' size: by less, words reach over the edge of their cell
CLOSE = 0.4  # of the letters' size: words are nearer to one another than cells
FEW_RUNS = 8  # of one line: what is bold at both its ends is bold in the middle
MOST_RUNS = 2_000  # of one line
_HEAVY = 600
_FORCED_BOLD = 1 << 18
_FILLED_AND_STROKED = 2
_HEAVY_NAME = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
_NEAR = 3  # lines above that a line is compared with
_QUARTER = 1.5707963


class Printed:
    """A printed line, or its part in one column. Places are points from the left and the top of the page as it is read.

    `runs` are the boxes of its runs (none where it has one only); `places` the numbers of its characters in the text
    layer, one for each letter of `text`.
    """

    __slots__ = (
        "base", "bold", "bottom", "fixed", "gap", "left", "mixed", "notes", "origin", "places", "right", "runs", "size",
        "text", "top",
    )  # fmt: skip

    def __init__(  # noqa: PLR0917 - there is one for each printed line, and names take time
        self, text: str, box: Box, base: float, size: float, bold: bool, runs: list[Box] | None = None,
        places: Sequence[int] = (),
    ) -> None:  # fmt: skip
        self.text = text
        self.left, self.top, self.right, self.bottom = box
        self.base = base
        self.size = size
        self.bold = bold
        self.runs = runs or []
        self.places = places
        self.mixed = False  # whether parts of it may be bold and others not
        self.fixed = False
        self.gap = False
        self.notes: tuple[str, ...] = ()
        self.origin: Printed | None = None  # the line that this is a part of

    @property
    def box(self) -> Box:
        return (self.left, self.top, self.right, self.bottom)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def __repr__(self) -> str:
        return f"Printed({self.text!r}, {self.left:.0f}, {self.base:.0f}, {self.right:.0f})"


class TextLayer:
    """The text layer of an open page."""

    def __init__(self, textpage: pdfium.PdfTextPage, frame: Frame) -> None:
        self.textpage = textpage
        self.raw = textpage.raw
        self.page = calls.handle(textpage.raw)
        self.frame = frame
        self.chars = max(0, pdfium_c.FPDFText_CountChars(self.raw))
        self._fonts: dict[int, bool] = {}
        self._bold_above = True
        doubles = calls.Doubles()
        self._values, self._where = doubles.values, doubles.places
        self._scale: float | None = None

    def text(self) -> str:
        """Return the words of the page; where all characters have a letter, one letter stands for each character."""
        if self.chars == 0:
            return ""
        buffer = (ctypes.c_ushort * (self.chars + 1))()
        written = pdfium_c.FPDFText_GetText(self.raw, 0, self.chars, buffer)
        return bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")

    def unmapped(self) -> bool:
        """Whether the page's fonts do not say which letter a character is, by a few of its characters."""
        asked = [(2 * n + 1) * self.chars // 16 for n in range(8)] if self.chars else []
        wrong = sum(calls.has_map_error(self.page, place) == 1 for place in asked)
        return 2 * wrong > len(asked)

    def lines(self) -> list[Printed] | None:
        """Return the printed lines; None where the text layer is out of order."""
        text = self.text()
        same = len(text) == self.chars
        found: list[Printed] = []
        at = 0
        for piece in _BREAK.split(text):
            words = piece.strip(_WHITE)
            if words:
                start = at + (piece.find(words[0]) if piece[0] != words[0] else 0)
                places = range(start, start + len(words)) if same else self._numbers(start, len(words))
                for line in self._pieces(words, places):
                    if _broken(line, found):
                        return None
                    found.append(line)
            elif piece == "\ufffe" and found:
                found[-1].text += "-"
            at += len(piece)
        return found

    def _numbers(self, start: int, count: int) -> list[int]:
        """Return the numbers of characters for places in the text, where some characters have no letter."""
        number = pdfium_c.FPDFText_GetCharIndexFromTextIndex
        return [max(0, number(self.raw, place)) for place in range(start, start + count)]

    def _pieces(self, words: str, places: Sequence[int]) -> list[Printed]:
        """Return a line of the text layer; in several where it goes back to a column or up to another line."""
        first = places[0]
        runs = self._runs(first, places[-1] - first + 1)
        if not runs:
            return []
        if len(runs) > 1 and _jumps(runs):
            return self._apart(words, places, runs)
        line = self._line(words, places, runs)
        if runs[0][3] - runs[0][1] > 3 * line.size and self.turns_of(first) is None:
            return []  # words across the page, as of a watermark
        return [line]

    def _apart(self, words: str, places: Sequence[int], runs: list[Box]) -> list[Printed]:
        """Return the parts of a line whose runs do not follow one another."""
        groups = _groups(runs)
        found: list[Printed] = []
        start = 0
        for n, group in enumerate(groups):
            box = around(group)
            end = start if n < len(groups) - 1 else len(words)
            while end < len(words) and (words[end].isspace() or self._stands_in(places[end], box)):
                end += 1
            part = words[start:end].strip()
            if part:
                begin = words.index(part[0], start)
                found.append(self._line(part, places[begin : begin + len(part)], group))
            start = end
        return found

    def _stands_in(self, place: int, box: Box) -> bool:
        x, y = self._origin(place)
        return box[0] - 3 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1

    def _line(self, words: str, places: Sequence[int], runs: list[Box]) -> Printed:
        first = places[0]
        # A line in small letters goes on with the one above it: where that is light, so is the paragraph.
        bold = self._bold_above = (self._bold_above or not words[0].islower()) and self.bold(first)
        if len(runs) == 1:
            return Printed(words, runs[0], self._origin(first)[1], self.size(first), bold, None, places)
        last = places[-1]
        # A line may begin with a raised mark.
        widest = last if _width(runs[-1]) > _width(runs[0]) else first
        ends_bold = self.bold(last)
        line = Printed(
            words, around(runs), self._origin(widest)[1], self.size(widest), bold and ends_bold, runs, places
        )
        line.mixed = bold != ends_bold or len(runs) > FEW_RUNS
        return line

    def _runs(self, start: int, count: int) -> list[Box]:
        """Return the boxes of the runs of characters."""
        page, frame = self.page, self.frame
        x, y = frame.left, frame.top
        found: list[Box] = []
        for index in range(min(calls.count_rects(page, start, count), MOST_RUNS)):
            calls.get_rect(page, index, *self._where)
            left, top, right, bottom = self._values
            if right <= left:
                continue
            if frame.turns:
                found.append(frame.box(left, bottom, right, top))
            else:
                found.append((left - x, y - top, right - x, y - bottom))
        return found

    def _origin(self, place: int) -> tuple[float, float]:
        calls.get_origin(self.page, place, self._where[0], self._where[1])
        frame, values = self.frame, self._values
        if frame.turns:
            return frame.point(values[0], values[1])
        return values[0] - frame.left, frame.top - values[1]

    def left_of(self, place: int) -> float:
        """Return where a character begins."""
        return self._origin(place)[0]

    def size(self, place: int) -> float:
        """Return the size of a character in points on the page."""
        size: float = calls.get_size(self.page, place)
        if self._scale is not None and size >= 3:
            return size * self._scale
        # Some programs write size 1 and stretch it.
        matrix = pdfium_c.FS_MATRIX()
        scale = 1.0
        if pdfium_c.FPDFText_GetMatrix(self.raw, place, matrix):
            scale = (matrix.c * matrix.c + matrix.d * matrix.d) ** 0.5 or 1.0
        if size >= 3:
            self._scale = scale
        return max(size * scale, 0.5)

    def turns_of(self, place: int) -> int | None:
        """Return the quarter turns to the left by which a character is turned; None where it stands aslant."""
        turned: float = calls.get_angle(self.page, place) / _QUARTER
        quarters = round(turned)
        return -quarters % 4 if abs(turned - quarters) < 0.03 else None

    def bold(self, place: int) -> bool:
        """Whether a character is heavy: by its font, or drawn with an outline."""
        shape = calls.get_text_object(self.page, place)
        if not shape:
            return False
        font = calls.get_font(shape)
        heavy = self._fonts.get(font)
        if heavy is None:
            heavy = self._fonts[font] = bool(font) and _is_heavy(ctypes.cast(font, pdfium_c.FPDF_FONT))
        return heavy or calls.get_render_mode(shape) == _FILLED_AND_STROKED


def _is_heavy(font: object) -> bool:
    if pdfium_c.FPDFFont_GetWeight(font) >= _HEAVY:
        return True
    flags = ctypes.c_int()
    if pdfium_c.FPDFFont_GetFlags(font, flags) and flags.value & _FORCED_BOLD:
        return True
    name = ctypes.create_string_buffer(128)
    pdfium_c.FPDFFont_GetBaseFontName(font, name, 128)
    return _HEAVY_NAME.search(name.value) is not None


def _width(run: Box) -> float:
    return run[2] - run[0]


def _jumps(runs: list[Box]) -> bool:
    """Whether a run stands left of the one before it, or far from it and at another height."""
    for a, b in pairwise(runs):
        tall = max(a[3] - a[1], b[3] - b[1])
        if b[0] < a[2] - 1.5 or (b[0] - a[2] > 0.5 * tall and abs(b[3] - a[3]) > 0.35 * tall):
            return True
    return False


def _groups(runs: list[Box]) -> list[list[Box]]:
    groups = [runs[:1]]
    for run in runs[1:]:
        if _jumps([groups[-1][-1], run]):
            groups.append([run])
        else:
            groups[-1].append(run)
    return groups


def _broken(line: Printed, above: list[Printed]) -> bool:
    """Whether a line's runs stand inside the lines before it, or go back to close beside them: then single letters of
    theirs were left out, and the layer is out of order.
    """
    base, left, right = line.base, line.left, line.right
    for other in above[-_NEAR:]:
        if abs(base - other.base) < 0.5 * other.size and left < other.right - 1.5:
            reach = CLOSE * other.size
            if any(left < run[2] + reach and right > run[0] - reach for run in other.runs or [other.box]):
                return True
    return False


def around(boxes: Iterable[Box]) -> Box:
    """Return the box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def cut(line: Printed, edges: Iterable[float], layer: TextLayer) -> list[Printed]:
    """Return the parts of a line between edges (places from the left of the page, rising)."""
    inner = [edge for edge in edges if line.left + 1 < edge < line.right - 1]
    if not inner:
        return [line]
    bounds = [0, *(letter_right_of(line, edge, layer) for edge in inner), len(line.text)]
    sides = [line.left - 1, *inner, line.right + 1]
    parts = [
        part
        for n in range(len(sides) - 1)
        if (part := _part(line, (bounds[n], bounds[n + 1]), (sides[n], sides[n + 1]), layer)) is not None
    ]
    for part in parts:
        part.origin = line.origin or line
    if parts:
        parts[-1].notes = line.notes
    return parts or [line]


def letter_right_of(line: Printed, edge: float, layer: TextLayer) -> int:
    """Return the number of the first letter of a line that begins right of an edge: by a guess, then by halving."""
    low, high = 0, len(line.places)
    before = sum(min(run[2], edge) - run[0] for run in line.runs if run[0] < edge)
    whole = sum(run[2] - run[0] for run in line.runs)
    middle = int(high * before / whole) if whole else high // 2
    middle = min(max(middle, 0), high - 1)
    step = 2
    while low < high:
        if layer.left_of(line.places[middle]) < edge - 0.5:
            low = middle + 1
            middle = min(low + step, (low + high) // 2)
        else:
            high = middle
            middle = max(high - step, (low + high) // 2)
        step *= 2
    return low


def _part(line: Printed, letters: tuple[int, int], sides: tuple[float, float], layer: TextLayer) -> Printed | None:
    words = line.text[letters[0] : letters[1]]
    first = letters[0] + len(words) - len(words.lstrip())
    words = words.strip()
    places = line.places[first : first + len(words)]
    if not words or not places:
        return None
    left, right = sides
    runs = [
        (run[0] if run[0] > left else left, run[1], run[2] if run[2] < right else right, run[3])
        for run in line.runs or [line.box]
        if run[0] < right - 0.5 and run[2] > left + 0.5
    ]
    bold = line.bold
    if line.mixed:
        bold = layer.bold(places[0]) and (len(runs) == 1 or layer.bold(places[-1]))
    if len(runs) == 1:
        return Printed(words, runs[0], line.base, line.size, bold, None, places)
    box = around(runs) if runs else (max(line.left, left), line.top, min(line.right, right), line.bottom)
    return Printed(words, box, line.base, line.size, bold, runs, places)


def run_edges(line: Printed, columns: list[float]) -> list[float]:
    """Return where to cut a line so that each part stands in one column; `columns` are the edges between columns.

    A run that reaches a little over an edge is whole; one that fills two columns is cut at the edge.
    """
    runs = line.runs or [line.box]
    reach = OVER * line.size
    found = {e for run in runs for e in columns if run[0] + 0.5 * line.size < e < run[2] - reach}
    for a, b in pairwise(runs):
        if bisect_right(columns, (a[0] + a[2]) / 2) != bisect_right(columns, (b[0] + b[2]) / 2):
            found.add((a[2] + b[0]) / 2)
    return sorted(found)


def column_edges(line: Printed) -> list[float]:
    """Return the middles of the white spaces of a line that are wide enough to part columns."""
    reach = COLUMN_GAP * line.size
    return [(a[2] + b[0]) / 2 for a, b in pairwise(line.runs) if b[0] - a[2] > reach]
