"""The rules drawn on a PDF page: what is thin and straight, alone or as part of a larger drawing."""

import ctypes
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lantoakit.documents.readers import pdf_calls as calls
from lantoakit.documents.readers.pdf_frame import Frame
from lantoakit.documents.readers.ruled import Rule

THIN = 2.5  # points: a drawn shape of this height or width is a rule
MOST_RULES = 4_000
MOST_OBJECTS = 20_000
MOST_SEGMENTS = 2_000
_DEEPEST = 3
_TEXT, _PATH, _FORM = pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_FORM
_Matrix = tuple[float, float, float, float, float, float]


@dataclass
class Rules:
    """The rules of a page, in points of the page as it is read."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.across or self.down)

    def add(self, x0: float, y0: float, x1: float, y1: float, *, outline: bool) -> None:
        """Add a drawn shape by its box: a rule, or the four sides of a box that is drawn as an outline."""
        wide, tall = x1 - x0, y1 - y0
        if tall <= THIN < wide:
            self.across.append(Rule((y0 + y1) / 2, x0, x1))
        elif wide <= THIN < tall:
            self.down.append(Rule((x0 + x1) / 2, y0, y1))
        elif outline and wide > 12 and tall > 8:
            self.across += [Rule(y0, x0, x1), Rule(y1, x0, x1)]
            self.down += [Rule(x0, y0, y1), Rule(x1, y0, y1)]


def text_objects(page: pdfium.PdfPage) -> int:
    """Return how many texts a page draws, of few objects without a look at each."""
    count: int = pdfium_c.FPDFPage_CountObjects(page.raw)
    if count < MOST_OBJECTS // 2:
        return count
    kind, take, handle = calls.get_object_type, calls.get_object, calls.handle(page.raw)
    return sum(kind(take(handle, index)) == _TEXT for index in range(count))


def rules_of(page: pdfium.PdfPage, frame: Frame) -> Rules:
    """Return the rules of a page; none where there are so many that they are a picture."""
    rules = Rules()
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    if count > MOST_OBJECTS:
        return rules
    kind, take, handle = calls.get_object_type, calls.get_object, calls.handle(page.raw)
    for index in range(count):
        shape = take(handle, index)
        of = kind(shape)
        if of == _PATH:
            _add_path(rules, ctypes.cast(shape, pdfium_c.FPDF_PAGEOBJECT), frame, None)
        elif of == _FORM:
            _add_form(rules, ctypes.cast(shape, pdfium_c.FPDF_PAGEOBJECT), frame, None, 1)
        if len(rules.across) + len(rules.down) > MOST_RULES:
            return Rules()
    return rules


def _add_form(rules: Rules, form: object, frame: Frame, outer: _Matrix | None, depth: int) -> None:
    """Add what a group of drawings holds, in the places where the group stands."""
    own = pdfium_c.FS_MATRIX()
    if depth > _DEEPEST or not pdfium_c.FPDFPageObj_GetMatrix(form, own):
        return
    matrix = (own.a, own.b, own.c, own.d, own.e, own.f)
    if outer is not None:
        matrix = _product(matrix, outer)
    for index in range(min(pdfium_c.FPDFFormObj_CountObjects(form), MOST_OBJECTS)):
        shape = pdfium_c.FPDFFormObj_GetObject(form, index)
        of = pdfium_c.FPDFPageObj_GetType(shape)
        if of == _PATH:
            _add_path(rules, shape, frame, matrix)
        elif of == _FORM:
            _add_form(rules, shape, frame, matrix, depth + 1)
        if len(rules.across) + len(rules.down) > MOST_RULES:
            return


def _product(a: _Matrix, b: _Matrix) -> _Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _add_path(rules: Rules, shape: object, frame: Frame, matrix: _Matrix | None) -> None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
        return
    x0, y0, x1, y1 = _placed(frame, matrix, left.value, bottom.value, right.value, top.value)
    if y1 - y0 <= THIN or x1 - x0 <= THIN:
        rules.add(x0, y0, x1, y1, outline=False)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(shape, fill, stroke):
        return
    segments = pdfium_c.FPDFPath_CountSegments(shape)
    if segments <= 5 and stroke.value:
        rules.add(x0, y0, x1, y1, outline=True)  # a rectangle; a filled one is shading
    elif 5 < segments <= MOST_SEGMENTS:
        _add_segments(rules, shape, frame, matrix, filled=not stroke.value)


def _placed(frame: Frame, matrix: _Matrix | None, *places: float) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = places
    if matrix is not None:
        a, b, c, d, e, f = matrix
        x0, y0, x1, y1 = x0 * a + y0 * c + e, x0 * b + y0 * d + f, x1 * a + y1 * c + e, x1 * b + y1 * d + f
    return frame.box(x0, y0, x1, y1)


def _add_segments(rules: Rules, shape: object, frame: Frame, matrix: _Matrix | None, *, filled: bool) -> None:
    """Add the straight parts of a drawing that holds several: strokes, or thin filled boxes."""
    own = pdfium_c.FS_MATRIX()
    if pdfium_c.FPDFPageObj_GetMatrix(shape, own):
        inner = (own.a, own.b, own.c, own.d, own.e, own.f)
        matrix = _product(inner, matrix) if matrix is not None else inner
    x, y = ctypes.c_float(), ctypes.c_float()
    part: list[tuple[float, float]] = []
    for index in range(pdfium_c.FPDFPath_CountSegments(shape) + 1):
        segment = pdfium_c.FPDFPath_GetPathSegment(shape, index)
        kind = pdfium_c.FPDFPathSegment_GetType(segment) if segment else pdfium_c.FPDF_SEGMENT_MOVETO
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            _add_part(rules, part, frame, matrix, filled=filled)
            part = []
        if segment and kind in (pdfium_c.FPDF_SEGMENT_MOVETO, pdfium_c.FPDF_SEGMENT_LINETO):
            pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
            part.append((x.value, y.value))


def _add_part(
    rules: Rules, part: list[tuple[float, float]], frame: Frame, matrix: _Matrix | None, *, filled: bool
) -> None:
    if filled and len(part) >= 4:
        xs, ys = [p[0] for p in part], [p[1] for p in part]
        rules.add(*_placed(frame, matrix, min(xs), min(ys), max(xs), max(ys)), outline=False)
        return
    for (x0, y0), (x1, y1) in pairwise(part):
        rules.add(*_placed(frame, matrix, x0, y0, x1, y1), outline=False)
