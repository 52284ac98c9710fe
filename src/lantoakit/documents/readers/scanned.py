"""Pages of a PDF that are pictures: told from pages with a good text layer, and read by the scan reader.

NumPy and Tesseract are needed from here on only, and are loaded when the first such page comes.
"""

import ctypes
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from lantoakit.documents.errors import MissingProgram, TooLarge
from lantoakit.documents.model import Mark
from lantoakit.text import nfc
from lantoakit.text.inventory import is_syllable
from lantoakit.text.letters import LOWER, UPPER

if TYPE_CHECKING:
    from lantoakit.documents.readers.scan.page import PageReading

Progress = Callable[[int, int], None]
MOST_PIXELS = 40_000_000  # of a page that is drawn for reading
_BOMB_PIXELS = 250_000_000  # of one picture inside a page
_USUAL, _FINEST, _COARSEST, _REDUCED = 200.0, 320.0, 140.0, 250.0  # pixels an inch
_FEW_LETTERS, _STAMP_LETTERS = 20, 250
_MOST_OF_PAGE, _SOME_OF_PAGE = 0.6, 0.05
_SOME_LINES = 5  # that tell the language of a page
_DRAWN_LETTERS = 200  # outlines on a page without text: letters turned into drawings
_FOREIGN = re.compile(rf"[^\W\d_{LOWER}{UPPER}]|[\ue000-\uf8ff\ufffd©®¸·µ¶§¬]")
_WORD = re.compile(r"\S*[^\W\d_]\S*")


class HasText(Protocol):
    """A printed line of a text layer, as far as it matters here."""

    text: str


class Scans:
    """The pictures of pages of one PDF. `marks` and `unread` (numbers of pages) grow while pages are read."""

    def __init__(self, pages: int, progress: Progress | None = None) -> None:
        self.pages = pages
        self.progress = progress
        self.marks: list[Mark] = []
        self.unread: list[int] = []
        self.missing: MissingProgram | None = None

    def read(
        self, page: pdfium.PdfPage, number: int, lines: Sequence[HasText], *, hidden: bool = False
    ) -> "PageReading | None":
        """Read a page whose text layer is missing, or is no text. None where its `lines` stand. `hidden`: the fonts do
        not say which letter is which, so that only the picture tells.

        Where Tesseract is missing the page is kept in `unread`, and what is returned is empty.
        """
        if not hidden and not is_picture(page, lines):
            return None
        from lantoakit.documents.readers.scan.page import PageReading, read_sheet  # noqa: PLC0415 - loads NumPy
        from lantoakit.documents.readers.scan.sheet import sheet_of  # noqa: PLC0415

        progress = self.progress
        tick = (lambda: progress(number, self.pages)) if progress else None
        try:
            width, height = page.get_size()
            scale = _scale(page, width, height)
            image = page.render(scale=scale).to_pil()
            reading = read_sheet(sheet_of(image, scale * 72, width, height), number, tick)
        except MissingProgram as error:
            self.missing = error
            self.unread.append(number)
            return PageReading()
        self.marks += reading.marks
        return reading


def is_picture(page: pdfium.PdfPage, lines: Sequence[HasText]) -> bool:
    """Whether what a page says stands in a picture: there is no text layer, only stamps, or letters of no language."""
    letters = sum(len(line.text) for line in lines)
    if letters < _FEW_LETTERS:
        pictured, outlines = _covered(page)
        return pictured > _SOME_OF_PAGE or outlines > _DRAWN_LETTERS
    if is_garbage(line.text for line in lines):
        return True
    if letters < _STAMP_LETTERS or not _is_vietnamese(lines):
        return _covered(page)[0] > _MOST_OF_PAGE
    return False


def is_garbage(texts: Iterable[str]) -> bool:
    """Whether words are in an encoding before Unicode or of a font without its table: full of letters of no language.

    >>> is_garbage(["ñy ban nh©n d©n x· S¬n Khª, tØnh B¾c An, kÕ ho¹ch tuyªn truyÒn vµ phæ biÕn ph¸p luËt"])
    True
    """
    text = nfc("\n".join(texts))
    if _FOREIGN.search(text) is None:
        return False
    words = _WORD.findall(text)
    foreign = sum(bool(_FOREIGN.search(word)) for word in words)
    return len(words) >= 10 and foreign * 6 > len(words)


def _is_vietnamese(lines: Sequence[HasText]) -> bool:
    """Whether most words are spelled as Vietnamese ones, by some lines; a bad text layer under a picture is not."""
    some = "\n".join([line.text for line in lines[:: max(1, len(lines) // _SOME_LINES)]])
    words = [word.strip(',.;:()“”"') for word in _WORD.findall(nfc(some))]
    known = sum(is_syllable(word) or word.isupper() for word in words)
    return known * 4 > len(words) * 3


def _covered(page: pdfium.PdfPage) -> tuple[float, int]:
    """Return what share of a page pictures cover, and how many outlines are drawn on it."""
    width, height = page.get_size()
    area, outlines = 0.0, 0
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for shape in _shapes(page.raw, 0):
        kind = pdfium_c.FPDFPageObj_GetType(shape)
        outlines += kind == pdfium_c.FPDF_PAGEOBJ_PATH
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE and pdfium_c.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
            area += max(0.0, right.value - left.value) * max(0.0, top.value - bottom.value)
    return area / max(1.0, width * height), outlines


def _shapes(container: object, depth: int) -> Iterable[object]:
    """Yield the objects of a page, those inside forms too."""
    count = pdfium_c.FPDFPage_CountObjects(container) if depth == 0 else pdfium_c.FPDFFormObj_CountObjects(container)
    take = pdfium_c.FPDFPage_GetObject if depth == 0 else pdfium_c.FPDFFormObj_GetObject
    for index in range(min(count, 20_000)):
        shape = take(container, index)
        if pdfium_c.FPDFPageObj_GetType(shape) == pdfium_c.FPDF_PAGEOBJ_FORM and depth < 4:
            yield from _shapes(shape, depth + 1)
        else:
            yield shape


def _scale(page: pdfium.PdfPage, width: float, height: float) -> float:
    """Return at what scale to draw a page: that of its own picture where it fits, so that no pixel is made up.

    Raises TooLarge for a picture that would take too much memory.
    """
    dpi = _USUAL
    across, down = ctypes.c_uint(), ctypes.c_uint()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for shape in _shapes(page.raw, 0):
        if pdfium_c.FPDFPageObj_GetType(shape) != pdfium_c.FPDF_PAGEOBJ_IMAGE:
            continue
        if not pdfium_c.FPDFImageObj_GetImagePixelSize(shape, across, down):
            continue
        if across.value * down.value > _BOMB_PIXELS:
            raise TooLarge
        if not pdfium_c.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
            continue
        wide, high = right.value - left.value, top.value - bottom.value
        if wide > 0.5 * width and high > 0.5 * height:
            # A picture that lies on its side has its longer edge across.
            turned = (across.value > down.value) != (wide > high)
            own = 72 * (down.value if turned else across.value) / wide
            dpi = own if _COARSEST <= own <= _FINEST else _REDUCED if own > _FINEST else _USUAL
    most = (MOST_PIXELS / max(1.0, width * height)) ** 0.5
    return min(dpi / 72, most)
