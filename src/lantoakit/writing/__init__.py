"""Data to documents: administrative DOCX by Decree 30/2020/NĐ-CP, spreadsheets, plain text, Vietnamese numbers."""

from lantoakit.writing import administrative, numbers, office
from lantoakit.writing.assignment import (
    Assignment,
    PlanReference,
    assignment_document,
    assignment_message,
    assignment_spreadsheet,
)
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
from lantoakit.writing.spreadsheet import CellValue, Link, Sheet, SheetColumn, spreadsheet

__all__ = [
    "AdministrativeDocument",
    "Align",
    "Appendix",
    "Assignment",
    "Block",
    "Bullets",
    "CellValue",
    "Column",
    "Heading",
    "Inline",
    "Link",
    "PageBreak",
    "Paragraph",
    "PlanReference",
    "Run",
    "Sheet",
    "SheetColumn",
    "Signature",
    "Table",
    "administrative",
    "assignment_document",
    "assignment_message",
    "assignment_spreadsheet",
    "numbers",
    "office",
    "plain_text_of",
    "spreadsheet",
    "write_plain",
]
