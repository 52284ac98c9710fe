"""What reading a file gives: cleaned text, and where each part of it stood."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Span:
    """A stretch of the cleaned text: code points, end excluded; its page from 1 and its box, where the format has them.

    A box is (left, top, right, bottom) in PDF points from the page's top left. `confidence` is how sure the letters
    are, from 0 to 1: None where they stand in the file itself, and only words of a scan have one.
    """

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True)
class Mark:
    """Something on a page that is no text of the document: `kind` is "signing" (what an electronic signature prints),
    "seal", "incoming_stamp", "stamp", "handwriting" or "shadow" (of a staple, a fold, the edge of the glass). Its box
    is as of a Span; `text` is what it says, where that was read.
    """

    kind: str
    page: int
    box: Box
    confidence: float = 1.0
    text: str = ""


@dataclass(frozen=True)
class Mend:
    """A misread stretch that was put right: `text[start:end] == mended`, `printed` is what was seen before.

    `proof` says by what: "document" (the same words stand elsewhere, seen better), "syllable" (only one syllable of the
    language looks like it), "sign", "body" or "phrase" (a known one), "number" (the numbering asks for it).
    `confidence` is how sure the printed letters were.
    """

    start: int
    end: int
    printed: str
    mended: str
    proof: str
    confidence: float = 0.5


@dataclass(frozen=True)
class Page:
    """A page: its number from 1, its stretch of the text, its size in points (0 where unknown)."""

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True)
class Cell:
    """The place of a block in a table: numbers from 0, and how many rows and columns the cell covers."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Block:
    """A paragraph. `kind` is "paragraph", "cell" or "footnote"; `bold`: all of it is bold or a Markdown heading."""

    text: str
    start: int
    end: int
    kind: str = "paragraph"
    page: int | None = None
    box: Box | None = None
    bold: bool = False
    cell: Cell | None = None


@dataclass(frozen=True)
class Document:
    """A file that was read. `text[b.start:b.end] == b.text` for each block; blocks are separated by line feeds.

    `spans` are the printed lines (one for a block where the format has none), in order. Of scanned pages there are also
    `words`, each with its box and confidence, `marks`, and the `mends` that were made. `unread_pages` are pictures of
    pages that could not be read because a program is missing.
    """

    name: str
    format: str
    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    spans: tuple[Span, ...] = field(repr=False)
    marks: tuple[Mark, ...] = ()
    words: tuple[Span, ...] = field(default=(), repr=False)
    mends: tuple[Mend, ...] = ()
    unread_pages: tuple[int, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.spans]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    def locate(self, start: int, end: int) -> Span:
        """Return the span of `text[start:end]` with the page where it begins and the box of its lines on that page."""
        lines = self.words_in(start, end) or _within(self.spans, self._starts, start, end)
        if not lines:
            return Span(start, end)
        boxes = [line.box for line in lines if line.page == lines[0].page and line.box is not None]
        return Span(start, end, lines[0].page, union(boxes))

    def words_in(self, start: int, end: int) -> list[Span]:
        """Return the words of a scan that `text[start:end]` touches; none where the letters stand in the file."""
        return _within(self.words, self._word_starts, start, end)

    def without_mend(self, mend: Mend) -> "Document":
        """Return the document with what was printed in place of a mend. Raises ValueError for one it does not have."""
        from lantoakit.documents.changing import undone  # noqa: PLC0415 - changing knows Document

        return undone(self, mend)


def _within(spans: tuple[Span, ...], starts: list[int], start: int, end: int) -> list[Span]:
    first = max(0, bisect_right(starts, start) - 1)
    last = bisect_left(starts, max(end, start + 1))
    return [span for span in spans[first:last] if span.end > start]


def union(boxes: list[Box]) -> Box | None:
    """Return the smallest box around `boxes`, None for no box."""
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
