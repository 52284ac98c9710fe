"""DOCX: paragraphs, automatic numbers, tables with merged cells, text boxes, footnotes, tracked changes.

Headers and footers are left out; what a tracked change deleted is gone and what it inserted stands.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from lantoakit.documents.assemble import clean
from lantoakit.documents.errors import DamagedDocument, SecretDocument, UnsupportedFormat
from lantoakit.documents.limits import Limits, check_package, part
from lantoakit.documents.model import Cell
from lantoakit.documents.raw import Line, RawBlock, RawDocument
from lantoakit.documents.readers.docx_numbering import Numbering
from lantoakit.documents.secrecy import is_secret

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", f"{_MC}Fallback", f"{W}rt"}
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/wordprocessingml/main")
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFF = {"0", "false", "off", "none"}


@dataclass
class _Paragraph:
    """A paragraph as it is collected: its lines in pieces (line breaks part them), boxes and footnotes found in it."""

    pieces: list[list[str]] = field(default_factory=lambda: [[]])
    letters: int = 0
    bold: int = 0
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class _Reader:
    def __init__(self, body: etree._Element, numbering: Numbering, notes: dict[str, etree._Element]) -> None:
        self.raw = RawDocument("docx")
        self.body = body
        self.numbering = numbering
        self.notes = notes
        self.table = 0

    def blocks(self, parent: etree._Element, cell: Cell | None, depth: int = 0) -> None:
        """Read the paragraphs and tables right inside an element."""
        for element in _children(parent):
            if element.tag == f"{W}p":
                self.paragraph(element, cell, depth)
            elif element.tag == f"{W}tbl":
                self.rows(element, cell, depth)

    def paragraph(self, element: etree._Element, cell: Cell | None, depth: int) -> None:
        found = _Paragraph()
        style_bold = self.numbering.bold_style(element)
        self.runs(element, found, style_bold)
        pieces = ["".join(line) for line in found.pieces]
        label = self.numbering.label(element) if any(x.strip() for x in pieces) else ""
        if label:
            pieces[0] = f"{label} {pieces[0].lstrip()}"
        bold = found.letters > 0 and found.bold >= 0.9 * found.letters
        kind = "cell" if cell else "paragraph"
        for lines in _parted(pieces):
            self.raw.blocks.append(RawBlock(tuple(Line(x, bold=bold) for x in lines), kind, cell))
        if depth < 8:
            for box in found.boxes:
                self.blocks(box, cell, depth + 1)
        for number in found.notes:
            note = self.notes.pop(number, None)
            if note is not None and depth < 8:
                self.footnote(note)

    def footnote(self, note: etree._Element) -> None:
        text = []
        for element in note.iter(f"{W}p"):
            found = _Paragraph()
            self.runs(element, found, False)
            text.append(" ".join("".join(line) for line in found.pieces))
        self.raw.add(" ".join(text), kind="footnote")

    def runs(self, parent: etree._Element, found: _Paragraph, bold: bool) -> None:
        """Collect the words of runs, whatever holds them (links, fields, insertions, content controls)."""
        for element in parent:
            tag = element.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                self.run(element, found, bold)
            elif tag == f"{W}txbxContent":
                found.boxes.append(element)
            else:
                self.runs(element, found, bold)

    def run(self, run: etree._Element, found: _Paragraph, bold: bool) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None and _on(properties.find(f"{W}vanish")) and properties.find(f"{W}vanish") is not None:
            return
        mark = properties.find(f"{W}b") if properties is not None else None
        heavy = _on(mark) if mark is not None else bold
        for element in run:
            text = self.piece(element, found, bold)
            if text:
                found.pieces[-1].append(text)
                letters = sum(c.isalnum() for c in text)
                found.letters += letters
                found.bold += letters if heavy else 0

    def piece(self, element: etree._Element, found: _Paragraph, bold: bool) -> str:
        tag = element.tag
        if tag == f"{W}t":
            return element.text or ""
        if tag in (f"{W}tab", f"{W}ptab"):
            return " "
        if tag == f"{W}noBreakHyphen":
            return "-"
        if tag in (f"{W}br", f"{W}cr"):
            found.pieces.append([])
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            found.notes.append(("e" if tag.endswith("endnoteReference") else "f") + (element.get(f"{W}id") or ""))
        elif tag == f"{W}sym":
            return _symbol(element)
        elif isinstance(tag, str) and tag not in _SKIPPED and len(element):
            self.runs(element, found, bold)
        return ""

    def rows(self, table: etree._Element, cell: Cell | None, depth: int) -> None:
        """Read a table; one inside a cell is read as that cell's paragraphs."""
        number = self.table
        if cell is None:
            self.table += 1
        grid = _grid(table)
        for row, column, height, span, element in grid:
            place = cell or Cell(number, row, column, height, span)
            if depth < 8:
                self.blocks(element, place, depth + 1)


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield paragraphs and tables, out of content controls and the like."""
    for element in parent:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag in (
            f"{W}sdt",
            f"{W}sdtContent",
            f"{W}ins",
            f"{W}customXml",
            f"{W}smartTag",
            f"{_MC}AlternateContent",
            f"{_MC}Choice",
        ):
            yield from _children(element)


def _grid(table: etree._Element) -> list[tuple[int, int, int, int, etree._Element]]:
    """Return row, column, height, width and element of each cell; merged cells once."""
    cells: list[list[int]] = []
    elements: list[etree._Element] = []
    open_above: dict[int, int] = {}
    for row, tr in enumerate(_inside(table, "tr")):
        properties = tr.find(f"{W}trPr")
        column = (
            _number(properties.find(f"{W}gridBefore"))
            if properties is not None and properties.find(f"{W}gridBefore") is not None
            else 0
        )
        for tc in _inside(tr, "tc"):
            tc_properties = tc.find(f"{W}tcPr")
            span_element = tc_properties.find(f"{W}gridSpan") if tc_properties is not None else None
            span = max(1, min(60, _number(span_element))) if span_element is not None else 1
            merge = tc_properties.find(f"{W}vMerge") if tc_properties is not None else None
            if merge is not None and merge.get(f"{W}val", "continue") == "continue" and column in open_above:
                cells[open_above[column]][2] += 1
            else:
                cells.append([row, column, 1, span])
                elements.append(tc)
                open_above[column] = len(cells) - 1
            column += span
    return [(c[0], c[1], c[2], c[3], e) for c, e in zip(cells, elements, strict=True)]


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    for element in parent:
        if element.tag == f"{W}{name}":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _inside(element, name)


def _number(element: etree._Element | None) -> int:
    value = element.get(f"{W}val", "0") if element is not None else "0"
    return int(value) if value.lstrip("-").isdigit() else 0


def _on(element: etree._Element | None) -> bool:
    return element is not None and (element.get(f"{W}val") or "true").lower() not in _OFF


def _symbol(element: etree._Element) -> str:
    code = element.get(f"{W}char", "")
    return "-" if re.fullmatch(r"[Ff]0[0-9A-Fa-f]{2}", code) else ""


def _parted(lines: list[str]) -> list[list[str]]:
    """Part a paragraph at its line breaks, but not inside a sentence that goes on in small letters."""
    parts: list[list[str]] = []
    for line in lines:
        if not line.strip():
            continue
        goes_on = line.strip()[:1].islower() and parts and not parts[-1][-1].rstrip().endswith((".", ";", ":"))
        if goes_on:
            parts[-1].append(line)
        else:
            parts.append([line])
    return parts


def parse(data: bytes) -> etree._Element:
    """Parse XML without entities, network or deep trees. Raises DamagedDocument."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(_STRICT.sub(_TRANSITIONAL, data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedDocument from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedDocument
    return root


def _refuse_stamped_margins(package: zipfile.ZipFile, limits: Limits) -> None:
    """Look for a stamp of secrecy in headers and footers, which are no text otherwise. Raises SecretDocument."""
    for name in package.namelist():
        if not re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
            continue
        for paragraph in parse(part(package, name, limits) or b"<x/>").iter(f"{W}p"):
            words = "".join(str(t.text or "") for t in paragraph.iter(f"{W}t"))
            if is_secret(clean(words)):
                raise SecretDocument


def read_docx(data: bytes, limits: Limits) -> RawDocument:
    """Read a DOCX file. Raises UnsupportedFormat for other packages, DamagedDocument, TooLarge, EncryptedDocument."""
    package = check_package(data, limits)
    main = part(package, "word/document.xml", limits) or part(package, "word/document2.xml", limits)
    if main is None:
        raise UnsupportedFormat
    body = parse(main).find(f"{W}body")
    if body is None:
        raise DamagedDocument
    numbering_part, styles_part = part(package, "word/numbering.xml", limits), part(package, "word/styles.xml", limits)
    numbering = Numbering(
        parse(numbering_part) if numbering_part else None, parse(styles_part) if styles_part else None
    )
    notes: dict[str, etree._Element] = {}
    for name, letter in (("footnote", "f"), ("endnote", "e")):
        content = part(package, f"word/{name}s.xml", limits)
        if content:
            for note in parse(content).iter(f"{W}{name}"):
                if note.get(f"{W}type") in (None, "normal"):
                    notes[letter + (note.get(f"{W}id") or "")] = note
    _refuse_stamped_margins(package, limits)
    reader = _Reader(body, numbering, notes)
    reader.blocks(body, None)
    return reader.raw
