"""HTML: paragraphs, headings, lists with the numbers that a browser gives them, tables with merged cells.

Scripts, styles and what is hidden are no text. Nothing is fetched, and no entity but the characters of HTML is known.
"""

import codecs
import re
from dataclasses import dataclass, field

from lxml import etree

from lantoakit.documents.errors import EmptyDocument
from lantoakit.documents.model import Cell
from lantoakit.documents.raw import Line, RawBlock, RawDocument
from lantoakit.documents.readers.html_parts import Lists, cells_in
from lantoakit.documents.readers.text import decode, paragraphs, printed_lines

_BLOCKS = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html li main menu ol p section summary tbody td tfoot th thead tr ul
    """
_SKIPPED = """
    applet area audio base button canvas datalist embed frame frameset head iframe img input link map math meta nav
    noframes noscript object optgroup option param picture script select source style svg template textarea title track
    video
    """
_BOLD = "b strong h1 h2 h3 h4 h5 h6 th"
_BLOCK_TAGS, _SKIPPED_TAGS, _BOLD_TAGS = (frozenset(tags.split()) for tags in (_BLOCKS, _SKIPPED, _BOLD))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(?:(bold|bolder|[6-9]00)|(normal|lighter|[1-5]00))", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_OPENS = re.compile(
    r"\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,9}<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:p|div|pre|table|h[1-6]|br|span|body|ul|ol)\b[^>]{0,500}>", re.IGNORECASE)
_NOTE = re.compile(r"#_?(?:ftn|edn|footnote|endnote)", re.IGNORECASE)
_MARKED = re.compile(r"[-–+•]\s|\(?[\dIVXa-zđ]{1,5}[.)]\s")
DEEPEST = 200  # elements inside one another; what is deeper is left out


def looks_like_html(text: str, name: str = "") -> bool:
    """Whether text is HTML: by its first tag, or by its name where a tag stands near its start."""
    if _OPENS.match(text[:20_000]):
        return True
    return name.lower().endswith((".html", ".htm", ".xhtml")) and _TAG.search(text[:20_000]) is not None


def decode_html(data: bytes) -> str:
    """Return the text of a page: by its mark, by the character set that it names, or as plain text is decoded."""
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(codecs.lookup(named.group(1).decode("ascii", "replace")).name)
        except (LookupError, UnicodeError, ValueError, AssertionError):
            pass  # a wrong name, or not one of text: the bytes tell
    return decode(data)


def read_html(data: bytes) -> RawDocument:
    """Read a page. Raises EmptyDocument where there is no element in it."""
    text = _DECLARATION.sub("", decode_html(data).replace("\x00", ""), count=1)
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise EmptyDocument from error
    if root is None:
        raise EmptyDocument
    reader = _Reader()
    reader.element(root, _Place())
    reader.flush(_Place())
    return reader.raw


@dataclass(frozen=True)
class _Place:
    """Where an element stands: whether its letters are bold, its cell, how deep it is."""

    bold: bool = False
    cell: Cell | None = None
    depth: int = 0


@dataclass
class _Paragraph:
    """A paragraph as it is collected: its lines, its letters and how many of them are bold, its list's mark."""

    lines: list[str] = field(default_factory=lambda: [""])
    letters: int = 0
    bold: int = 0
    label: str = ""


class _Reader:
    def __init__(self) -> None:
        self.raw = RawDocument("html")
        self.held = _Paragraph()
        self.lists = Lists()
        self.table = 0

    def flush(self, place: _Place) -> None:
        """End the paragraph."""
        held, label = self.held, self.held.label
        lines = [line for line in held.lines if line.strip()]
        if not lines:
            return  # its mark waits for the words that may still come
        if label and not _MARKED.match(lines[0].lstrip()):
            lines[0] = f"{label} {lines[0].lstrip()}"
        bold = held.letters > 0 and held.bold >= 0.9 * held.letters
        kind = "cell" if place.cell else "paragraph"
        for part in _parted(lines):
            self.raw.blocks.append(RawBlock(tuple(Line(x, bold=bold) for x in part), kind, place.cell))
        self.held = _Paragraph()

    def text(self, words: str | None, bold: bool) -> None:
        if words:
            letters = sum(c.isalnum() for c in words)
            self.held.lines[-1] += re.sub(r"\s+", " ", words)
            self.held.letters += letters
            self.held.bold += letters if bold else 0

    def element(self, element: etree._Element, place: _Place) -> None:
        """Read an element and what is in it, but not what follows it."""
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if not tag or tag in _SKIPPED_TAGS or place.depth > DEEPEST or _is_hidden(element):
            return
        if tag == "br":
            self.held.lines.append("")
        elif tag == "pre":
            self.preformatted(element, place)
        elif tag == "table":
            self.rows(element, place)
        elif not (tag == "a" and _NOTE.match(element.get("href", ""))):
            self.inside(element, tag, place)

    def inside(self, element: etree._Element, tag: str, place: _Place) -> None:
        """Read an element's words and elements; one that is a block stands apart from what is around it."""
        block = tag in _BLOCK_TAGS
        inner = _Place(_is_bold(element, tag, place.bold), place.cell, place.depth + 1)
        if block:
            self.flush(place)
        if tag == "li":
            self.held.label = self.lists.label_of(element)
        self.text(element.text, inner.bold)
        for child in element:
            self.element(child, inner)
            self.text(child.tail, inner.bold)
        if block:
            self.flush(place)
        if tag == "li":
            self.held.label = ""

    def preformatted(self, element: etree._Element, place: _Place) -> None:
        """Read words whose lines stand as they were typed."""
        self.flush(place)
        words = "".join(str(piece) for piece in element.itertext())
        for block in paragraphs(printed_lines(words)):
            self.raw.blocks.append(RawBlock(block.lines, "cell" if place.cell else "paragraph", place.cell))

    def rows(self, table: etree._Element, place: _Place) -> None:
        """Read a table; one inside a cell is read as that cell's paragraphs."""
        self.flush(place)
        number = self.table
        if place.cell is None:
            self.table += 1
        for element, row, column, rows, columns in cells_in(table):
            if _is_hidden(element):
                continue
            cell = place.cell or Cell(number, row, column, rows, columns)
            self.inside(element, str(element.tag).lower(), _Place(place.bold, cell, place.depth + 1))
            self.flush(_Place(cell=cell))


def _is_hidden(element: etree._Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
    )


def _is_bold(element: etree._Element, tag: str, outside: bool) -> bool:
    weight = _WEIGHT.search(element.get("style", ""))
    if weight:
        return weight.group(1) is not None
    return outside or tag in _BOLD_TAGS


def _parted(lines: list[str]) -> list[list[str]]:
    """Part a paragraph at its line breaks, but not inside a sentence that goes on in small letters."""
    parts: list[list[str]] = []
    for line in lines:
        if parts and line.strip()[:1].islower() and not parts[-1][-1].rstrip().endswith((".", ";", ":")):
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts
