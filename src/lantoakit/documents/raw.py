"""What a reader hands over: printed lines and raw blocks, before the text is put together."""

from dataclasses import dataclass, field

from lantoakit.documents.model import Box, Cell, Mark


@dataclass(frozen=True)
class SeenWord:
    """A word seen in an image: where it stands on the page as it lies in the file, and how sure it is, from 0 to 1."""

    text: str
    box: Box
    confidence: float


@dataclass(slots=True)
class Line:
    """A printed line. `left` and `right` are its edges (points, or estimated widths of plain text); `gap` says that
    white space parts it from the line above; `fixed` that it begins a paragraph, and a line that does not look like the
    rest of it begins the next. A line of an image has `words`; its own box is then that on the page laid straight. Not
    frozen: there is one for each printed line, and a frozen class takes thrice as long.
    """

    text: str
    left: float = 0.0
    right: float = 0.0
    page: int | None = None
    box: Box | None = None
    gap: bool = False
    bold: bool = False
    fixed: bool = False
    words: tuple[SeenWord, ...] = ()


@dataclass(frozen=True)
class RawBlock:
    """A paragraph as its printed lines."""

    lines: tuple[Line, ...]
    kind: str = "paragraph"
    cell: Cell | None = None

    @property
    def bold(self) -> bool:
        return not any(not line.bold and line.text.strip() for line in self.lines)


@dataclass
class RawDocument:
    """All that a reader found. `sizes` are the pages' width and height in points."""

    format: str
    blocks: list[RawBlock] = field(default_factory=list)
    sizes: list[tuple[float, float]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)

    def add(self, text: str, *, bold: bool = False, kind: str = "paragraph", cell: Cell | None = None) -> None:
        """Append a paragraph that stands on no known page."""
        self.blocks.append(RawBlock((Line(text, bold=bold),), kind, cell))
