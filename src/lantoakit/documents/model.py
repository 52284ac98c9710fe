"""What reading a file gives: cleaned text, and where each part of it stood."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Span:
    """A stretch of the cleaned text: code points, end excluded; its page from 1 and its box, where the format has them.

    A box is (left, top, right, bottom) in PDF points from the page's top left.
    """

    start: int
    end: int
    page: int | None = None
    box: Box | None = None


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
class Mark:
    """Something on a page that is no text of the document: `kind` is "signing" (who signed electronically, and when).
    Its box as of a Span; `confidence` is how sure it is what it is; `text` what it says, where it has words.
    """

    kind: str
    page: int
    box: Box
    confidence: float
    text: str = ""


@dataclass(frozen=True)
class Document:
    """A file that was read. `text[b.start:b.end] == b.text` for each block; blocks are separated by line feeds.

    `spans` are the printed lines (one for a block where the format has none), in order. `marks` are no part of `text`.
    """

    name: str
    format: str
    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    spans: tuple[Span, ...] = field(repr=False)
    marks: tuple[Mark, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self.spans]

    def locate(self, start: int, end: int) -> Span:
        """Return the span of `text[start:end]` with the page where it begins and the box of its lines on that page."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, max(end, start + 1))
        lines = [span for span in self.spans[first:last] if span.end > start]
        if not lines:
            return Span(start, end)
        boxes = [line.box for line in lines if line.page == lines[0].page and line.box is not None]
        return Span(start, end, lines[0].page, union(boxes))


def union(boxes: list[Box]) -> Box | None:
    """Return the smallest box around `boxes`, None for no box."""
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
