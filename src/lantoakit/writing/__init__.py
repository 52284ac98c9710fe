"""Data to documents: administrative DOCX by Decree 30/2020/NĐ-CP, spreadsheets, plain text, Vietnamese numbers."""

from lantoakit.writing import administrative, numbers, office
from lantoakit.writing.model import (
    AdministrativeDocument,
    Align,
    Appendix,
    Block,
    Bullets,
    Column,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    plain_text_of,
)
from lantoakit.writing.plain import write_plain

__all__ = [
    "AdministrativeDocument",
    "Align",
    "Appendix",
    "Block",
    "Bullets",
    "Column",
    "Heading",
    "Inline",
    "PageBreak",
    "Paragraph",
    "Run",
    "Signature",
    "Table",
    "administrative",
    "numbers",
    "office",
    "plain_text_of",
    "write_plain",
]
