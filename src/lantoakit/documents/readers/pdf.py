"""PDF with a text layer: printed lines with their boxes, columns apart, page numbers away, ruled tables as cells."""

import ctypes
import re
from dataclasses import replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lantoakit.documents.assemble import clean
from lantoakit.documents.errors import (
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    ScannedDocument,
    SecretDocument,
    TooLarge,
)
from lantoakit.documents.limits import Limits
from lantoakit.documents.markers import is_heading_mark, is_kind_line
from lantoakit.documents.model import Box
from lantoakit.documents.raw import Line, RawDocument
from lantoakit.documents.readers.pdf_chars import is_heavy, out_of_order, rebuilt
from lantoakit.documents.readers.pdf_tables import Grid, cells_of, grids_of
from lantoakit.documents.reflow import reflow
from lantoakit.documents.secrecy import is_secret

_PAGE_NUMBER = re.compile(r"\s*(?:trang\s*)?[-–]?\s*\d{1,4}(?:\s*/\s*\d{1,4})?\s*[-–]?\s*", re.IGNORECASE)
# A list's mark, which a tab may part from its words.
_MARK = re.compile(r"(?:[IVX]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\s?[.)/-]|[-–+•]|Điều \d{1,3}\.")
COLUMN_GAP = 2.2  # of the line's height: white space that parts columns
_PASSWORD_ERROR = 4


def read_pdf(data: bytes, limits: Limits) -> RawDocument:
    """Read a PDF. Raises ScannedDocument where no page has text, EncryptedDocument, DamagedDocument, TooLarge."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
            raise EncryptedDocument from error
        raise DamagedDocument from error
    try:
        if len(document) > limits.pages:
            raise TooLarge
        if len(document) == 0:
            raise EmptyDocument
        return _read(document, limits)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument, limits: Limits) -> RawDocument:
    raw = RawDocument("pdf")
    held: list[Line] = []
    letters = pictures = 0
    table = 0
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        textpage = page.get_textpage()
        try:
            raw.sizes.append(page.get_size())
            lines = _lines(textpage, page, number)
            _refuse_stamped(lines)
            letters += sum(len(line.text) for line in lines)
            if letters > limits.characters:
                raise TooLarge
            pictures += not lines
            grids = grids_of(page) if lines else []
            table = _add_page(raw, held, _without_number(lines, page.get_height()), grids, table)
        finally:
            textpage.close()
            page.close()
    raw.blocks.extend(reflow(held))
    if letters < 20 and pictures:
        raise ScannedDocument
    return raw


def _refuse_stamped(lines: list[Line]) -> None:
    """Look for a stamp of secrecy before lines side by side are joined. Raises SecretDocument."""
    before = ""
    for line in lines:
        text = clean(line.text)
        if is_secret(text, before):
            raise SecretDocument
        before = text


def _add_page(raw: RawDocument, held: list[Line], lines: list[Line], grids: list[Grid], table: int) -> int:
    """Add a page: what stands in a ruled table as cells, the rest as flowing lines. Returns the next table's number."""
    for grid in grids:
        inside = [line for line in lines if line.box and grid.holds(line.box)]
        if not inside:
            continue
        above = [line for line in lines if line not in inside and line.box and line.box[1] < grid.top]
        lines = [line for line in lines if line not in inside and line not in above]
        held.extend(_ordered(above))
        goes_on = not held and bool(raw.blocks) and raw.blocks[-1].cell is not None
        raw.blocks.extend(reflow(held))
        held.clear()
        table = cells_of(raw, grid, inside, table, goes_on)
    held.extend(_ordered(lines))
    return table


def _lines(textpage: pdfium.PdfTextPage, page: pdfium.PdfPage, number: int) -> list[Line]:
    """Return the printed lines of a page; text that white space parts is several lines."""
    text = textpage.get_text_range()
    height = page.get_height()
    found: list[Line] = []
    at = 0
    recent: list[Box] = []
    for piece in re.split(r"(\r\n|\n|\r)", text):
        if piece.strip():
            boxes = _rects(textpage, at, len(piece), height)
            recent = [*recent[-4:], *boxes]
            if out_of_order(recent):
                return rebuilt(textpage, height, number, COLUMN_GAP)
            found.extend(_segments(textpage, piece, at=at, boxes=boxes, height=height, number=number))
        at += len(piece)
    return found


def _segments(
    textpage: pdfium.PdfTextPage, piece: str, *, at: int, boxes: list[Box], height: float, number: int
) -> list[Line]:
    """Return the parts of one line of the text layer, by the boxes of its runs."""
    if not boxes:
        return []
    tall = max(b[3] - b[1] for b in boxes)
    groups: list[list[Box]] = [[boxes[0]]]
    for box in boxes[1:]:
        last = groups[-1][-1]
        if box[0] - last[2] > COLUMN_GAP * tall or box[1] > last[3] + tall or box[2] < last[0]:
            groups.append([box])
        else:
            groups[-1].append(box)
    bold = _is_bold(textpage, at, piece)
    if len(groups) == 1:
        return [_line(piece, _around(boxes), number, bold)]
    lines: list[Line] = []
    for group in groups:
        box = _around(group)
        words = textpage.get_text_bounded(box[0] - 0.5, height - box[3] - 0.5, box[2] + 0.5, height - box[1] + 0.5)
        if words.strip():
            lines.append(_line(" ".join(words.split()), box, number, bold))
    return lines


def _line(text: str, box: Box, number: int, bold: bool) -> Line:
    return Line(text, left=box[0], right=box[2], page=number, box=box, bold=bold)


def _rects(textpage: pdfium.PdfTextPage, at: int, count: int, height: float) -> list[Box]:
    """Return the boxes of the runs of characters, from the page's top left."""
    number = pdfium_c.FPDFText_CountRects(textpage.raw, at, count)
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    found: list[Box] = []
    for index in range(min(number, 2000)):
        if pdfium_c.FPDFText_GetRect(textpage.raw, index, left, top, right, bottom) and right.value > left.value:
            found.append((left.value, height - top.value, right.value, height - bottom.value))
    return found


def _is_bold(textpage: pdfium.PdfTextPage, at: int, piece: str) -> bool:
    """Whether the first and the last letter of a line are heavy."""
    body = piece.rstrip()
    first = at + len(piece) - len(piece.lstrip())
    places = (first, at + len(body) - 1)
    return all(is_heavy(textpage, place) for place in places)


def _around(boxes: list[Box]) -> Box:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _without_number(lines: list[Line], height: float) -> list[Line]:
    """Drop the page number: a lone number in the top or bottom margin."""
    return [
        line
        for line in lines
        if not (
            line.box
            and _PAGE_NUMBER.fullmatch(line.text)
            and (line.box[3] < 0.1 * height or line.box[1] > 0.9 * height)
        )
    ]


def _ordered(lines: list[Line]) -> list[Line]:
    """Return the lines as they are read: of two columns side by side (head, signature) one after the other."""
    rows = _rows(lines)
    found: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for n, parts in enumerate(rows):
        row = _one(parts) if len(parts) == 2 and not _columns_near(rows, n) else parts
        if len(row) == 2 or ((left or right) and len(row) == 1 and _beside(row[0], left, right, rows, n)):
            for line in row:
                column = right if _in_right(line, left, right, row) else left
                column.append(replace(line, fixed=_keeps_apart(line, column)))
            continue
        found.extend(left + right)
        left, right = [], []
        found.extend(row)
    return _with_gaps(found + left + right)


def _columns_near(rows: list[list[Line]], n: int) -> bool:
    """Whether a row with white space inside has another near it with white space at the same place."""
    left, right = rows[n][0].right, rows[n][1].left
    lines = [line for row in rows for line in row]
    full = rows[n][0].left < min(x.left for x in lines) + 40 and rows[n][1].right > max(x.right for x in lines) - 4
    reach = 4 if full else 14
    for other in rows[max(0, n - reach) : n] + rows[n + 1 : n + 1 + reach]:
        if len(other) == 2 and other[0].right < right and other[1].left > left:
            return True
    return False


def _one(row: list[Line]) -> list[Line]:
    """Join a row that only wide spaces part."""
    first, last = row[0], row[-1]
    boxes = [line.box for line in row if line.box]
    text = " ".join(line.text for line in row)
    return [replace(first, text=text, right=last.right, box=_around(boxes), bold=all(line.bold for line in row))]


def _keeps_apart(line: Line, column: list[Line]) -> bool:
    return not column or not line.text[:1].islower()


def _in_right(line: Line, left: list[Line], right: list[Line], row: list[Line]) -> bool:
    if len(row) == 2:
        return line is row[1]
    middle = (line.left + line.right) / 2
    edge = max((x.right for x in left), default=0.0)
    return bool(right) and (line.left >= edge or abs(middle - _middle(right)) < abs(middle - _middle(left)))


def _middle(lines: list[Line]) -> float:
    if not lines:
        return -1e6
    return sum((x.left + x.right) / 2 for x in lines) / len(lines)


def _beside(line: Line, left: list[Line], right: list[Line], rows: list[list[Line]], n: int) -> bool:
    """Whether a lone line belongs to one of two columns: it does not cross the space between them."""
    if not left or not right or is_kind_line(line.text) or is_heading_mark(line.text):
        return False
    left_edge, right_edge = max(x.right for x in left), min(x.left for x in right)
    inside = line.right <= right_edge + 2 or line.left >= left_edge - 2
    near = line.box is not None and left[-1].box is not None and right[-1].box is not None
    if not near or line.box is None:
        return False
    last = max(x.box[3] for x in (left[-1], right[-1]) if x.box)
    return inside and line.box[1] - last < 9 * (line.box[3] - line.box[1])


def _rows(lines: list[Line]) -> list[list[Line]]:
    """Group lines that stand side by side, keeping the order of the text layer otherwise."""
    ordered = sorted(lines, key=lambda x: (round((x.box[1] + x.box[3]) / 2, 1) if x.box else 0.0, x.left))
    rows: list[list[Line]] = []
    for line in ordered:
        last = rows[-1][-1] if rows else None
        if last and last.box and line.box and _same_height(last.box, line.box):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_merged(sorted(row, key=lambda x: x.left)) for row in rows]


def _same_height(a: Box, b: Box) -> bool:
    return abs((a[1] + a[3]) - (b[1] + b[3])) / 2 < 0.35 * max(a[3] - a[1], b[3] - b[1])


def _merged(row: list[Line]) -> list[Line]:
    """Join parts of a row that no column parts."""
    found = [row[0]]
    for line in row[1:]:
        last = found[-1]
        assert last.box is not None and line.box is not None
        tall = max(last.box[3] - last.box[1], line.box[3] - line.box[1])
        if _MARK.fullmatch(last.text) or line.left - last.right <= COLUMN_GAP * tall or len(row) > 2:
            box = _around([last.box, line.box])
            found[-1] = replace(
                last, text=f"{last.text} {line.text}", right=box[2], box=box, bold=last.bold and line.bold
            )
        else:
            found.append(line)
    return found


def _with_gaps(lines: list[Line]) -> list[Line]:
    """Mark lines that more white space than usual parts from the line above."""
    steps = [b.box[1] - a.box[1] for a, b in pairwise(lines) if a.box and b.box and b.box[1] > a.box[1]]
    usual = sorted(steps)[len(steps) // 4] if steps else 0.0
    found = lines[:1]
    for above, line in pairwise(lines):
        far = bool(above.box and line.box and line.box[1] - above.box[1] > 1.22 * usual + 0.5)
        found.append(replace(line, gap=far))
    return found
