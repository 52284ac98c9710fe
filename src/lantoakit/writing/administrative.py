"""DOCX in the form of Decree 30/2020/NĐ-CP, Appendix I (A4, Times New Roman, named styles)."""

from __future__ import annotations

import io
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.section import Section
from docx.shared import Pt

from lantoakit.writing.body import write_blocks, write_inline
from lantoakit.writing.head import write_end, write_head
from lantoakit.writing.model import AdministrativeDocument, Appendix, Block
from lantoakit.writing.ooxml import (
    add_field,
    drop_leftovers,
    modern_layout,
    page,
    repack,
    restart_page_numbers,
)
from lantoakit.writing.plain import attachment_line
from lantoakit.writing.styles import install_styles, style_name

__all__ = ["write", "write_sheet"]

_GAP = Pt(12)


def write(content: AdministrativeDocument, *, as_section: bool = False, body_size: float = 14) -> bytes:
    """The document as DOCX; the same content gives the same bytes.

    `as_section` writes the body blocks alone, in the same styles, to be put into another report: no head, bases,
    signature, recipients or appendices. `body_size` is 13 or 14 points (ValueError otherwise).
    """
    doc = _blank(content.subject, content.issuer, body_size)
    if content.issued_on is not None:
        moment = datetime(content.issued_on.year, content.issued_on.month, content.issued_on.day)
        doc.core_properties.created = doc.core_properties.modified = moment
    if as_section:
        write_blocks(doc, content.blocks)
        return _bytes(doc)
    write_head(doc, content)
    for index, base in enumerate(content.bases, start=1):
        doc.add_paragraph(base + ("." if index == len(content.bases) else ";"), style=style_name("base"))
    if content.opening is not None:
        write_inline(doc.add_paragraph(style=style_name("body")), content.opening)
    write_blocks(doc, content.blocks)
    if content.signature is not None and doc.paragraphs:
        doc.paragraphs[-1].paragraph_format.keep_with_next = True  # a signature never stands on a page alone
        doc.paragraphs[-1].paragraph_format.space_after = _GAP
    write_end(doc, content)
    for appendix in content.appendices:
        _write_appendix(doc, content, appendix)
    return _bytes(doc)


def write_sheet(title: str, note: str, blocks: tuple[Block, ...], *, landscape: bool = True) -> bytes:
    """A list on its own: a title in capitals, a note in brackets or "", and blocks; no head and no signature."""
    doc = _blank(title, "", 14, landscape=landscape)
    doc.add_paragraph(title.upper(), style=style_name("appendix"))
    if note:
        doc.add_paragraph(note, style=style_name("appendix_note"))
    write_blocks(doc, blocks)
    return _bytes(doc)


def _blank(title: str, author: str, body_size: float, *, landscape: bool = False) -> Document:
    doc = docx.Document()
    drop_leftovers(doc)
    modern_layout(doc)
    install_styles(doc, body_size)
    core = doc.core_properties
    core.title, core.author, core.last_modified_by, core.comments = title, author, "", ""
    core.language, core.keywords, core.revision = "vi-VN", "", 1
    core.created = core.modified = datetime(2025, 7, 1)
    page(doc.sections[0], landscape=landscape)
    _number_pages(doc.sections[0])
    return doc


def _number_pages(section: Section) -> None:
    """Page numbers centred in the top margin, none on the section's first page."""
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.style = style_name("page_number")
    add_field(paragraph, "PAGE")


def _write_appendix(doc: Document, content: AdministrativeDocument, appendix: Appendix) -> None:
    section = doc.add_section(WD_SECTION.NEW_PAGE)
    page(section, landscape=appendix.landscape)
    _number_pages(section)
    restart_page_numbers(section)
    doc.add_paragraph(f"PHỤ LỤC {appendix.number}".strip(), style=style_name("appendix"))
    doc.add_paragraph(appendix.title, style=style_name("appendix_title"))
    doc.add_paragraph(attachment_line(content), style=style_name("appendix_note"))
    write_blocks(doc, appendix.blocks)


def _bytes(doc: Document) -> bytes:
    out = io.BytesIO()
    doc.save(out)
    return repack(out.getvalue())
