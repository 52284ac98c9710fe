"""Body blocks: headings, paragraphs, dashes, tables."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Length
from docx.text.paragraph import Paragraph as DocxParagraph

from lantoakit.writing.model import Align, Block, Bullets, Heading, Inline, PageBreak, Paragraph, Run, Table
from lantoakit.writing.ooxml import add_hyperlink, fix_widths, keep_row_together, repeat_row, text_width
from lantoakit.writing.styles import EMPHASIS, LINK, STRONG, style_name

__all__ = ["write_blocks", "write_inline"]

_CELLS = {Align.LEFT: "cell", Align.CENTER: "cell_center", Align.RIGHT: "cell_right"}
_LINKS = ("http://", "https://", "mailto:", "tel:")


def write_blocks(doc: Document, blocks: tuple[Block, ...]) -> None:
    """Write the blocks at the end of the document, in the section that is open."""
    broken = False
    for block in blocks:
        before = len(doc.element.body)
        match block:
            case Heading(level=level, text=text):
                doc.add_paragraph(text, style=style_name(f"heading{level}"))
            case Paragraph(text=text):
                write_inline(doc.add_paragraph(style=style_name("body")), text)
            case Bullets(items=items):
                for item in items:
                    paragraph = doc.add_paragraph("- ", style=style_name("body"))
                    write_inline(paragraph, item)
            case Table():
                _write_table(doc, block)
            case PageBreak():
                broken = True
                continue
        if broken:
            _break_before(doc, before)
            broken = False


def _break_before(doc: Document, index: int) -> None:
    """Begin a page with what was written at `index` of the body; a table has a paragraph put before it."""
    written = doc.element.body[index - 1]  # the section properties stay last, so new blocks stand before them
    if written.tag.endswith("}p"):
        DocxParagraph(written, doc._body).paragraph_format.page_break_before = True
        return
    paragraph = doc.add_paragraph(style=style_name("after_table"))
    paragraph.paragraph_format.page_break_before = True
    written.addprevious(paragraph._p)


def write_inline(paragraph: DocxParagraph, inline: Inline) -> None:
    """Add text with its marks. ValueError for a link that is no web, mail or telephone address."""
    parts = [inline] if isinstance(inline, (str, Run)) else list(inline)
    for part in parts:
        run = Run(part) if isinstance(part, str) else part
        if run.link is not None:
            if not run.link.startswith(_LINKS):
                raise ValueError(f"not an address to link to: {run.link!r}")
            add_hyperlink(paragraph, run.text, run.link, LINK)
        elif run.bold:
            paragraph.add_run(run.text, style=STRONG).italic = True if run.italic else None
        else:
            paragraph.add_run(run.text, style=EMPHASIS if run.italic else None)


def _write_table(doc: Document, block: Table) -> None:
    if block.caption:
        doc.add_paragraph(block.caption, style=style_name("caption"))
    table = doc.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Table Grid")
    whole = text_width(doc.sections[-1])
    shares = sum(column.width for column in block.columns)
    fix_widths(table, [Length(int(whole * column.width / shares)) for column in block.columns])
    rows = list(table.rows)
    repeat_row(rows[0])
    for cell, column in zip(rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].style = style_name("head_cell")
        cell.paragraphs[0].add_run(column.title)
    for row, values in zip(rows[1:], block.rows, strict=True):
        keep_row_together(row)
        for cell, column, value in zip(row.cells, block.columns, values, strict=True):
            cell.paragraphs[0].style = style_name(_CELLS[column.align])
            write_inline(cell.paragraphs[0], value)
    keep_row_together(rows[0])
    doc.add_paragraph(style=style_name("after_table"))
