"""Lines rebuilt from single characters, for pages whose text layer is out of order.

A font without Vietnamese letters makes the writing program take those from another font; in the text layer they then
stand behind the line. Their places on the page are right, so the line is put together by place.
"""

import ctypes
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lantoakit.documents.model import Box
from lantoakit.documents.raw import Line

SPACE = 0.17  # of the size: a gap of this width is a space
DOUBLE = 0.12  # of the size: the same letter as near as this is drawn twice
MOST = 200_000  # characters of a page


@dataclass(frozen=True)
class _Char:
    letter: str
    x: float
    y: float
    box: Box
    size: float
    index: int


def is_heavy(textpage: pdfium.PdfTextPage, place: int) -> bool:
    """Whether a character is bold, by the weight or the name of its font."""
    if pdfium_c.FPDFText_GetFontWeight(textpage.raw, place) >= 600:
        return True
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium_c.FPDFText_GetFontInfo(textpage.raw, place, buffer, 128, flags)
    return 0 < length <= 128 and b"bold" in buffer.value.lower()


def out_of_order(boxes: list[Box]) -> bool:
    """Whether runs of one line go backwards, or stand inside one another."""
    for n, box in enumerate(boxes):
        for other in boxes[max(0, n - 4) : n]:
            tall = max(other[3] - other[1], box[3] - box[1])
            beside = abs((box[1] + box[3]) - (other[1] + other[3])) < 1.1 * tall
            if beside and box[0] < other[2] - 1.5 and box[2] > other[0] + 1.5:
                return True
    return False


def rebuilt(textpage: pdfium.PdfTextPage, height: float, number: int, column_gap: float) -> list[Line]:
    """Return the printed lines of a page by the places of its characters."""
    rows: dict[int, list[_Char]] = {}
    for char in _chars(textpage, height):
        # Letters of one line share their base line, whatever their font.
        rows.setdefault(round(char.y / 2), []).append(char)
    lines: list[Line] = []
    for row in _joined_rows(rows):
        lines.extend(_lines(textpage, sorted(row, key=lambda c: c.x), number, column_gap))
    return lines


def _chars(textpage: pdfium.PdfTextPage, height: float) -> list[_Char]:
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    page = textpage.raw
    found: list[_Char] = []
    for index in range(min(textpage.count_chars(), MOST)):
        code = pdfium_c.FPDFText_GetUnicode(page, index)
        if code < 32 or pdfium_c.FPDFText_IsGenerated(page, index) == 1 or 0xD800 <= code < 0xE000:
            continue
        if not pdfium_c.FPDFText_GetCharOrigin(page, index, x, y):
            continue
        pdfium_c.FPDFText_GetCharBox(page, index, left, right, bottom, top)
        size = pdfium_c.FPDFText_GetFontSize(page, index) or 12.0
        box = (left.value, height - top.value, right.value, height - bottom.value)
        if height - y.value - box[1] > 3 * size:
            continue
        found.append(_Char(chr(code), x.value, height - y.value, box, size, index))
    return found


def _joined_rows(rows: dict[int, list[_Char]]) -> list[list[_Char]]:
    """Join rows whose base lines differ by a rounding only."""
    found: list[list[_Char]] = []
    last: int | None = None
    for key in sorted(rows):
        if last is not None and key - last <= 1:
            found[-1].extend(rows[key])
        else:
            found.append(list(rows[key]))
        last = key
    return found


def _lines(textpage: pdfium.PdfTextPage, row: list[_Char], number: int, column_gap: float) -> list[Line]:
    """Put a row together; white space wider than a column's gap parts it."""
    found: list[Line] = []
    held: list[_Char] = []
    words = ""
    for char in row:
        if held and _doubled(held, char):
            continue
        space = char.letter.isspace()
        gap = char.box[0] - held[-1].box[2] if held and not space else 0.0
        if held and not space and gap > column_gap * char.size:
            found.append(_line(textpage, words, held, number))
            held, words = [], ""
        elif held and not space and gap > SPACE * char.size and not words.endswith(" "):
            words += " "
        words += " " if space else char.letter
        if not space:
            held.append(char)
    if held:
        found.append(_line(textpage, words, held, number))
    return found


def _doubled(held: list[_Char], char: _Char) -> bool:
    return any(c.letter == char.letter and abs(c.x - char.x) < DOUBLE * char.size for c in held[-3:])


def _line(textpage: pdfium.PdfTextPage, words: str, chars: list[_Char], number: int) -> Line:
    size = max(c.size for c in chars)
    base = chars[0].y
    box = (min(c.box[0] for c in chars), base - 0.8 * size, max(c.box[2] for c in chars), base + 0.2 * size)
    text = " ".join(words.split())
    return Line(
        text,
        left=box[0],
        right=box[2],
        page=number,
        box=box,
        bold=all(is_heavy(textpage, c.index) for c in (chars[0], chars[-1])),
    )
