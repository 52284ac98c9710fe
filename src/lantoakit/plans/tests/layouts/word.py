"""A plan as DOCX: head and ending in tables without rules, an appendix on a landscape page, footnotes."""

import io
import zipfile
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from lantoakit.plans.tests.layouts.paper import Merged, Paper, Row, Table, inline, shown

_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def word(paper: Paper, *, size: float = 14, landscape: bool = True, indent: float = 36) -> bytes:
    """Return the file."""
    document = docx.Document()
    _styles(document, size)
    notes: list[str] = []
    _two_columns(document, [(*paper.left, paper.sign), (*paper.right, paper.place_date)], bold=True)
    for text in (paper.kind, *paper.title):
        _put(document.add_paragraph(), text, notes, bold=True, centre=True)
    for text in paper.preamble:
        _put(document.add_paragraph(), text, notes, indent=indent)
    for style, text in paper.body:
        head, colon, rest = text.partition(": ") if style == "run" else ("", "", "")
        paragraph = document.add_paragraph()
        if style == "run":
            paragraph.add_run(head + colon).bold = True
            _put(paragraph, rest, notes, indent=indent)
        else:
            _put(paragraph, text, notes, bold=style in ("h1", "h2"), indent=indent)
    _put(document.add_paragraph(), paper.closing, notes, indent=indent)
    recipients = ("Nơi nhận:", *("- " + r for r in paper.recipients))
    _two_columns(document, [recipients, (*paper.signer, "", "", "", paper.name)], bold=False)
    if paper.appendix:
        _appendix(document, paper.appendix, notes, landscape=landscape)
    out = io.BytesIO()
    document.save(out)
    return _with_notes(out.getvalue(), notes)


def _styles(document: Document, size: float) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(size)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    normal.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    field = section.header.paragraphs[0]
    field.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def _put(
    paragraph: Paragraph, text: str, notes: list[str], *, bold: bool = False, centre: bool = False, indent: float = 0
) -> None:
    for words, note in inline(text):
        paragraph.add_run(words).bold = bold
        if note:
            notes.append(note)
            run = paragraph.add_run()
            run.font.superscript = True
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), str(len(notes) + 1))
            run._r.append(reference)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.JUSTIFY
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(indent)


def _two_columns(document: Document, columns: list[tuple[str, ...]], *, bold: bool) -> None:
    table = document.add_table(rows=1, cols=len(columns))
    for cell, lines in zip(table.rows[0].cells, columns, strict=True):
        _fill(cell, lines, bold=bold, centre=bold or cell is table.rows[0].cells[-1])


def _fill(cell: _Cell, lines: tuple[str, ...], *, bold: bool, centre: bool) -> None:
    for n, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        run = paragraph.add_run(line)
        run.bold, run.font.size = bold, Pt(12)
        paragraph.paragraph_format.space_after = Pt(0)
        if centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _appendix(document: Document, table: Table, notes: list[str], *, landscape: bool) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    for text in ("PHỤ LỤC", table.title, table.attached):
        _put(document.add_paragraph(), text, notes, bold=text != table.attached, centre=True)
    rows = [*table.header, *table.rows]
    grid = document.add_table(rows=len(rows), cols=len(table.widths))
    grid.style = "Table Grid"
    for number, row in enumerate(rows):
        _cells(grid, number, row, bold=number < len(table.header))
    for number in range(len(table.header)):
        grid.rows[number]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    room = 240 if landscape else 165
    for column, width in enumerate(table.widths):
        grid.columns[column].width = Mm(room * width / sum(table.widths))


def _cells(grid: "docx.table.Table", number: int, row: Row, *, bold: bool) -> None:
    for column, cell in enumerate(row):
        if cell is None:
            continue
        place = grid.cell(number, column)
        if isinstance(cell, Merged):
            place = place.merge(grid.cell(number + cell.rows - 1, column + cell.columns - 1))
        _fill(place, (shown(cell),), bold=bold, centre=bold)


def _with_notes(data: bytes, notes: list[str]) -> bytes:
    """Add the part that holds footnotes; python-docx writes none."""
    if not notes:
        return data
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for n, (kind, mark) in enumerate(
            (("separator", "separator"), ("continuationSeparator", "continuationSeparator"))
        )
    )
    size = '<w:sz w:val="20"/>'
    body = "".join(
        f'<w:footnote w:id="{n}"><w:p>'
        f'<w:r><w:rPr>{size}<w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:rPr>{size}</w:rPr><w:t xml:space="preserve"> {escape(note)}</w:t></w:r>'
        "</w:p></w:footnote>"
        for n, note in enumerate(notes, start=2)
    )
    part = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{separators}{body}</w:footnotes>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info.filename)
            if info.filename == "[Content_Types].xml":
                row = f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPE}"/></Types>'
                content = content.replace(b"</Types>", row.encode())
            elif info.filename == "word/_rels/document.xml.rels":
                row = f'<Relationship Id="rIdNotes" Type="{_NOTES}" Target="footnotes.xml"/></Relationships>'
                content = content.replace(b"</Relationships>", row.encode())
            new.writestr(info, content)
        new.writestr("word/footnotes.xml", part)
    return out.getvalue()
