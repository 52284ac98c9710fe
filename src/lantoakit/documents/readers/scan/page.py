"""One page: laid straight, cleaned, its columns, cells and stamps read in one run of Tesseract."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from lantoakit.documents.errors import SecretDocument
from lantoakit.documents.model import Mark
from lantoakit.documents.raw import Line
from lantoakit.documents.readers.scan import marks, tesseract
from lantoakit.documents.readers.scan.cleaning import Clean, Pixels, cleaned
from lantoakit.documents.readers.scan.faint import Frame
from lantoakit.documents.readers.scan.grids import Grid
from lantoakit.documents.readers.scan.layout import Strip, strips_of
from lantoakit.documents.readers.scan.light import Grey
from lantoakit.documents.readers.scan.ruling import halved
from lantoakit.documents.readers.scan.sheet import Placing, Sheet
from lantoakit.documents.readers.scan.skew import lies_on_its_side
from lantoakit.documents.readers.scan.tables import grids_in, strips_in
from lantoakit.documents.readers.scan.tesseract import Word
from lantoakit.documents.readers.scan.words import SURE, likely, lines_of, with_weights, without_margins
from lantoakit.documents.secrecy import is_secret_seen

Tick = Callable[[], None] | None
POOR = 55.0  # mean confidence of a page's words below which it may lie upside down


@dataclass
class PageReading:
    """What was read on a page: lines in reading order (boxes of the page laid straight), its tables, its marks."""

    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    confidence: float = 0.0


@dataclass(frozen=True)
class _Part:
    """An image to be read, with the place of its top left corner on the page; `beside`: a column beside another."""

    image: Grey
    left: int
    top: int
    beside: bool = False


def read_sheet(sheet: Sheet, number: int, tick: Tick = None) -> PageReading:
    """Read a page. `tick` is called several times a second; what it raises ends the reading.

    Raises SecretDocument for a stamp of secrecy, MissingProgram, TooSlow, DamagedDocument.
    """
    page = cleaned(sheet)
    if lies_on_its_side(halved(page.print)):
        sheet = sheet.turned(90)
        page = cleaned(sheet)
    reading = _read(page, number, tick)
    if reading.confidence >= POOR or not reading.lines:
        return reading
    degrees = tesseract.turned_by(page.print, sheet.dpi, tick)
    if degrees == 0:
        return reading
    other = _read(cleaned(sheet.turned(degrees or 180)), number, tick)
    return other if other.confidence > reading.confidence + 10 else reading


def _read(page: Clean, number: int, tick: Tick) -> PageReading:
    placing, dpi = page.placing, page.placing.sheet.dpi
    reading = PageReading(grids=grids_in(page.across, page.down, placing))
    patches = marks.looked_at(page.patches, dpi, placing.angle)
    parts = _parts(page, reading.grids)
    stamps = [patch.image for patch in patches]
    boxes = [page.print[f.top : f.bottom, f.left : f.right] for f in page.frames]
    extra = [image for image in [*stamps, *boxes] if image is not None]
    seen = tesseract.recognised([*(part.image for part in parts), *extra], dpi, tick)
    texts = iter([marks.words_of_stamp(words) for words in seen[len(parts) :]])
    stamped = [next(texts) if image is not None else "" for image in stamps]
    framed = list(texts)
    if any(marks.is_secret_stamp(text) for text in [*stamped, *framed]):
        raise SecretDocument
    for patch, text in zip(patches, stamped, strict=True):
        reading.marks += marks.marks_of(patch, text, placing, number)
    reading.marks += [Mark("shadow", number, placing.original(*box), 0.5) for box in page.shadows]
    words = [
        (part, [word.moved(part.left, part.top) for word in found]) for part, found in zip(parts, seen, strict=False)
    ]
    words = _without_stamps(page, _without_remnants(page, words), framed, reading, number)
    for part, found in words:
        here = lines_of(found, page.print, placing, number, beside=part.beside)
        reading.lines += here.lines
        reading.marks += _debris(here.debris, placing, number)
    if any(is_secret_seen(line.text) for line in reading.lines):
        raise SecretDocument
    reading.lines = with_weights(without_margins(reading.lines), page.print, placing)
    # A word of no language counts as not seen: upside down, strokes are taken for such.
    every = [word.confidence if likely(word.text) else 0.0 for _, found in words for word in found]
    reading.confidence = sum(every) / len(every) if every else 0.0
    return reading


def _parts(page: Clean, grids: list[Grid]) -> list[_Part]:
    """Return the images of a page: its columns above, between and below the tables, and the columns of the tables."""
    placing, points = page.placing, page.placing.points
    height, width = page.print.shape
    half = halved(page.print)
    parts: list[_Part] = []
    top = 0
    for grid in [*grids, None]:
        bottom = round(grid.rows[0] / points) if grid else height
        if bottom > top:
            strips = strips_of(half, placing.sheet.dpi, Strip(0, top, width, bottom))
            for strip in strips:
                image = page.print[strip.top : strip.bottom, strip.left : strip.right]
                parts.append(_Part(image, strip.left, strip.top, strip.beside))
        if grid:
            parts += [_Part(cell.image, cell.left, cell.top) for cell in strips_in(grid, page.print, placing)]
            top = round(grid.rows[-1] / points)
    return parts


def _without_stamps(
    page: Clean, words: list[tuple[_Part, list[Word]]], framed: list[str], reading: PageReading, number: int
) -> list[tuple[_Part, list[Word]]]:
    """Find the seal and the incoming stamp of a scan without colour, and leave out what was read in them.

    `framed` are the words in each of the page's ruled boxes.
    """
    taken: list[Frame] = []
    for frame, text in zip(page.frames, framed, strict=True):
        if marks.says_incoming(text):
            taken.append(frame)
            box = page.placing.original(frame.left, frame.top, frame.right, frame.bottom)
            if not any(mark.kind == "incoming_stamp" for mark in reading.marks):
                reading.marks.append(Mark("incoming_stamp", number, box, 0.7))
    seal = None if any(mark.kind == "seal" for mark in reading.marks) else page.seal
    if seal is not None:
        reading.marks.append(Mark("seal", number, page.placing.original(*seal.box), round(0.8 * seal.seen, 2)))

    def is_stamp(word: Word) -> bool:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        if any(frame.holds(x, y) for frame in taken):
            return True
        return seal is not None and np.hypot(x - seal.x, y - seal.y) < seal.radius and word.confidence < SURE

    return [(part, [word for word in found if not is_stamp(word)]) for part, found in words]


def _without_remnants(page: Clean, words: list[tuple[_Part, list[Word]]]) -> list[tuple[_Part, list[Word]]]:
    """Leave out what was seen of ink that was lifted off, where two inks cross: neither sure nor a word."""
    boxes: list[Pixels] = []
    for patch in page.patches:
        left, top, right, bottom = patch.box
        corners = [page.placing.to_straight(x, y) for x in (left, right) for y in (top, bottom)]
        if patch.straight:
            corners = [(left, top), (right, bottom)]
        across, down = [c[0] for c in corners], [c[1] for c in corners]
        boxes.append((round(min(across)), round(min(down)), round(max(across)), round(max(down))))

    def is_remnant(word: Word) -> bool:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        inside = any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)
        letters = sum(c.isalnum() for c in word.text)
        return inside and word.confidence < SURE and (letters <= 2 or not likely(word.text))

    return [(part, [word for word in found if not is_remnant(word)]) for part, found in words]


def _debris(boxes: list[Pixels], placing: Placing, number: int) -> list[Mark]:
    """Return what only looked like letters as strokes of a pen, with little confidence; specks are passed over."""
    least = 0.1 * placing.sheet.dpi
    return [
        Mark("handwriting", number, placing.original(*box), 0.3)
        for box in boxes
        if box[2] - box[0] > least and box[3] - box[1] > least
    ]
