"""PDF: pages into lines, tables and footnotes, those that are pictures by the scan reader; then, over all pages,
margins, columns, paragraphs.
"""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from lantoakit.documents.assemble import clean
from lantoakit.documents.errors import (
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    SecretDocument,
    TooLarge,
    UnreadableFont,
)
from lantoakit.documents.limits import Limits
from lantoakit.documents.model import Mark
from lantoakit.documents.raw import Line, RawBlock, RawDocument
from lantoakit.documents.readers.pdf_cells import PdfTable
from lantoakit.documents.readers.pdf_chars import rebuilt, strays
from lantoakit.documents.readers.pdf_frame import Frame, frame_of, size_as_shown
from lantoakit.documents.readers.pdf_lines import Printed, TextLayer, around
from lantoakit.documents.readers.pdf_margins import Margins, in_margin
from lantoakit.documents.readers.pdf_notes import Note, notes_of
from lantoakit.documents.readers.pdf_open_tables import open_tables
from lantoakit.documents.readers.pdf_order import ordered, parted
from lantoakit.documents.readers.pdf_rules import Rules, rules_of, text_objects
from lantoakit.documents.readers.pdf_tables import TablePiece, grids_of, ruled_tables
from lantoakit.documents.readers.scan.flow import add_page, refuse_stamped, without_number
from lantoakit.documents.readers.scanned import Progress, Scans
from lantoakit.documents.reflow import reflow
from lantoakit.documents.secrecy import is_secret, may_be_secret
from lantoakit.documents.stamps import may_hold_marks, signing_marks

if TYPE_CHECKING:
    from lantoakit.documents.readers.scan.page import PageReading

_PASSWORD_ERROR = 4
# PDFium compares each with those before it: a page with more takes seconds. A page of small type has 6,000 letters.
MOST_TEXT_OBJECTS = 12_000
_LEAST_LETTERS = 20  # of a document with a text layer


@dataclass
class _Sheet:
    """What a page holds: running lines, tables, footnotes, marks of signing."""

    number: int
    frame: Frame
    lines: list[Printed]
    tables: list[TablePiece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    strays: list[Printed] = field(default_factory=list)  # of a page read sideways: in places of the page as shown
    seen: "PageReading | None" = None  # what the scan reader saw, of a page that is a picture


def read_pdf(data: bytes, limits: Limits, progress: Progress | None = None) -> RawDocument:
    """Read a PDF; pages that are pictures by Tesseract. `progress` is called with page and pages.

    Raises MissingProgram where all of it is pictures and Tesseract is not there, EncryptedDocument, DamagedDocument,
    TooLarge.
    """
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
        return _Reader(document, limits, progress).read()
    finally:
        document.close()


class _Reader:
    def __init__(self, document: pdfium.PdfDocument, limits: Limits, progress: Progress | None) -> None:
        self.document = document
        self.limits = limits
        self.progress = progress
        self.scans = Scans(len(document), progress)
        self.raw = RawDocument("pdf")
        self.letters = 0
        self.unmapped = 0
        self.margins = Margins()
        self.columns: list[float] | None = None  # of a table without vertical rules that ended the page before

    def read(self) -> RawDocument:
        sheets = [self.page(number) for number in range(1, len(self.document) + 1)]
        if self.letters < _LEAST_LETTERS and self.unmapped and self.scans.missing:
            raise UnreadableFont
        _Flow(self.raw, sheets, self.margins.running).run()
        if self.scans.missing is not None and not any(b.lines for b in self.raw.blocks):
            raise self.scans.missing
        self.raw.marks += self.scans.marks
        self.raw.unread = self.scans.unread
        return self.raw

    def page(self, number: int) -> _Sheet:
        """Read a page while it is open."""
        if self.progress is not None:
            self.progress(number, len(self.document))
        page = self.document[number - 1]
        if text_objects(page) > MOST_TEXT_OBJECTS:
            page.close()
            raise TooLarge
        textpage = page.get_textpage()
        try:
            self.raw.sizes.append(size_as_shown(page))
            frame = frame_of(page, textpage)
            layer = TextLayer(textpage, frame)
            hidden = self.unmapped
            lines = self.lines(layer)
            seen = self.scans.read(page, number, lines, hidden=self.unmapped > hidden)
            if seen is not None:
                refuse_stamped(seen.lines)
                return _Sheet(number, frame, [], seen=seen)
            if not lines:
                return _Sheet(number, frame, [])
            rules = rules_of(page, frame)
            return self.sheet(number, lines, rules, layer)
        finally:
            textpage.close()
            page.close()

    def lines(self, layer: TextLayer) -> list[Printed]:
        """Return the lines of a page; looks at limits, at stamps of secrecy, at fonts that hide their letters."""
        if layer.unmapped():
            self.unmapped += 1
            return []
        # Of a page that is read sideways the head and the foot run another way, and the text layer mixes them.
        lines = layer.lines() if layer.frame.turns == layer.frame.shown else None
        if lines is None:
            lines = rebuilt(layer)
        _refuse_stamped(lines)
        self.letters += sum(len(line.text) for line in lines)
        if self.letters > self.limits.characters:
            raise TooLarge
        return lines

    def sheet(self, number: int, lines: list[Printed], rules: Rules, layer: TextLayer) -> _Sheet:
        frame = layer.frame
        grids = grids_of(rules) if rules.down else []
        lines, marks = _without_stamps(lines)
        for words, box in marks:
            self.raw.marks.append(Mark("signing", number, frame.on_page(box), text=words))
        free = [r for r in rules.across if not any(g.rows[0] - 3 <= r.at <= g.rows[-1] + 3 for g in grids)]
        inside = [line for line in lines if any(grid.holds(line) for grid in grids)] if grids else []
        kept = set(map(id, inside))
        lines = self.margins.sift(frame, [line for line in lines if id(line) not in kept] if inside else lines)
        notes, lines = notes_of([*lines, *inside], free, frame, layer) if free else ([], [*lines, *inside])
        tables, lines = ruled_tables(grids, lines, layer) if grids else ([], lines)
        more, lines = open_tables(lines, free, layer, self.columns)
        last = max((t.bottom for t in more), default=-1.0)
        below = [line for line in lines if line.top > last and line.base < 0.9 * frame.height]
        self.columns = more[-1].columns if more and not below else None
        tables = sorted([*tables, *more], key=lambda t: t.top)
        return _Sheet(number, frame, parted(lines, layer), tables, notes, self.strays(layer))

    def strays(self, layer: TextLayer) -> list[Printed]:
        """Return the lines of a page read sideways that run another way and stand in no margin."""
        frame = layer.frame
        if frame.turns == frame.shown:
            return []
        shown = replace(frame, turns=frame.shown)
        found = [line for line in self.margins.sift(shown, strays(layer)) if not in_margin(shown, line)]
        _refuse_stamped(found)
        return found


def _refuse_stamped(lines: list[Printed]) -> None:
    """Look for a stamp of secrecy before lines side by side are joined. Raises SecretDocument."""
    before = ""
    if not may_be_secret("\n".join(line.text for line in lines)):
        return
    for line in lines:
        text = clean(line.text)
        if is_secret(text, before):
            raise SecretDocument
        before = text


def _without_stamps(lines: list[Printed]) -> tuple[list[Printed], list[tuple[str, tuple[float, float, float, float]]]]:
    """Return the lines without marks of electronic signing, and those marks."""
    texts = [line.text for line in lines]
    if not may_hold_marks(texts):
        return lines, []
    near = [True] * len(lines)
    for n in range(1, len(lines)):
        above, line = lines[n - 1], lines[n]
        under = line.left < above.right and above.left < line.right and abs(line.size - above.size) < 0.5
        near[n] = under and 0 < line.base - above.base < 2.2 * above.size
    found = signing_marks(texts, near)
    if not found:
        return lines, []
    dropped = {n for places in found for n in places}
    marks = [(" ".join(texts[n] for n in places), around(lines[n].box for n in places)) for places in found]
    return [line for n, line in enumerate(lines) if n not in dropped], marks


class _Flow:
    """Puts the pages together: running text into paragraphs, tables across pages into one."""

    def __init__(self, raw: RawDocument, sheets: list[_Sheet], running: set[int]) -> None:
        self.raw = raw
        self.sheets = sheets
        self.running = running
        self.frames = {sheet.number: sheet.frame for sheet in sheets}
        self.held: list[Line] = []
        self.notes: dict[int, list[RawBlock]] = {}  # by the identity of the line behind whose paragraph they stand
        self.table: PdfTable | None = None
        self.tables = 0

    def run(self) -> None:
        for sheet in self.sheets:
            self.sheet(sheet)
        self.end_table()
        self.flush()

    def sheet(self, sheet: _Sheet) -> None:
        if sheet.seen is not None:
            self.picture(sheet.seen, sheet.frame)
            return
        notes = {note.mark: self.note(note, sheet) for note in sheet.notes}
        lines = sheet.lines
        if self.running:
            lines = [line for line in lines if id(line.origin or line) not in self.running]
        for piece in sheet.tables:
            above = [line for line in lines if line.base < piece.top]
            lines = [line for line in lines if line.base >= piece.top]
            self.add(above, sheet, notes)
            self.add_table(piece, sheet, notes)
        self.add(lines, sheet, notes)
        if sheet.strays:
            shown = replace(sheet, frame=replace(sheet.frame, turns=sheet.frame.shown))
            self.add(sheet.strays, shown, notes)
        rest = [block for block in notes.values() if block is not None]
        if rest and self.held:
            self.notes.setdefault(id(self.held[-1]), []).extend(rest)
        elif rest:
            self.end_table()
            self.raw.blocks.extend(rest)

    def picture(self, seen: "PageReading", frame: Frame) -> None:
        """Add a page that is a picture: its lines flow on from the page before, its ruled tables too."""
        self.end_table()
        if self.notes:
            self.flush()
        lines = without_number(seen.lines, frame.shown_height)
        self.tables = add_page(self.raw, self.held, lines, seen.grids, table=self.tables)

    def note(self, note: Note, sheet: _Sheet) -> RawBlock | None:
        lines = tuple(self.line(line, sheet) for line in note.lines if id(line.origin or line) not in self.running)
        return RawBlock(lines, "footnote") if lines else None

    def add(self, lines: list[Printed], sheet: _Sheet, notes: dict[str, RawBlock | None]) -> None:
        """Hold running lines; a table that stood before them is over."""
        if not lines:
            return
        self.end_table()
        for line in ordered(lines):
            held = self.line(line, sheet)
            self.held.append(held)
            if line.notes:
                called = [block for mark in line.notes if (block := notes.pop(mark, None)) is not None]
                self.notes.setdefault(id(held), []).extend(called)

    def add_table(self, piece: TablePiece, sheet: _Sheet, notes: dict[str, RawBlock | None]) -> None:
        if self.table is not None and not self.held and self.table.fits(piece):
            self.table.add(piece, sheet.number)
        else:
            self.end_table()
            self.flush()
            self.table = PdfTable(piece, sheet.number)
        called = [mark for cell in piece.cells for line in cell.lines for mark in line.notes]
        self.table.notes += [block for mark in called if (block := notes.pop(mark, None)) is not None]

    def end_table(self) -> None:
        if self.table is not None:
            self.table.add_to(self.raw, self.tables, self.frames)
            self.raw.blocks.extend(self.table.notes)
            self.tables += 1
            self.table = None

    def flush(self) -> None:
        """Join the lines held into paragraphs, each followed by the footnotes that it calls."""
        for block in reflow(self.held):
            self.raw.blocks.append(block)
            if self.notes:
                for line in block.lines:
                    self.raw.blocks.extend(self.notes.pop(id(line), ()))
        self.held = []

    def line(self, line: Printed, sheet: _Sheet) -> Line:
        box = (line.left, line.top, line.right, line.bottom)
        if sheet.frame.turns != sheet.frame.shown:
            box = sheet.frame.on_page(box)
        return Line(line.text, line.left, line.right, sheet.number, box, line.gap, line.bold, line.fixed)
