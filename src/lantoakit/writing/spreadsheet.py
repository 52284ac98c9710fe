"""XLSX with numbers as numbers, dates as dates, and text that stays text.

A cell that begins with `=`, `+`, `-` or `@` is run as a formula by spreadsheet programs when they read it from text;
what people typed is therefore stored as a string and marked as quoted, so that it stays one after editing too.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from lantoakit.writing.ooxml import repack
from lantoakit.writing.styles import FACE

__all__ = ["CellValue", "Link", "Sheet", "SheetColumn", "spreadsheet"]

_VIETNAM = timezone(timedelta(hours=7))
_LONGEST = 32_767  # characters in one cell of XLSX
_LINE = 16.5  # points
_MOST_LINES = 24  # a row is at most 409 points high
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EDGE = Side(style="thin", color="999999")
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_HEAD_FILL = PatternFill("solid", fgColor="E6DCC8")


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens `url` (http, https or mailto)."""

    text: str
    url: str


CellValue: TypeAlias = str | int | float | Decimal | bool | date | datetime | Link | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its title, its width in characters, decimals of its numbers (None: 0 of a whole number, else 2)."""

    title: str
    width: float = 16
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `title` and `note` stand above the table where they are given; a row has a cell for each column."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[CellValue]]
    title: str = ""
    note: str = ""
    landscape: bool = True


def spreadsheet(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as XLSX: bold frozen header, filter, column widths, A4; the same sheets give the same bytes.

    Moments with a time zone are printed in Vietnam's. Raises ValueError for no sheets, a row of another length than the
    header, a number that is not finite, or a text longer than a cell can hold.
    """
    if not sheets:
        raise ValueError("a workbook has at least one sheet")
    book = Workbook()
    book.remove(book.worksheets[0])
    taken: set[str] = set()
    for sheet in sheets:
        _write_sheet(book.create_sheet(_sheet_name(sheet.name, taken)), sheet)
    book.properties.creator = ""
    out = io.BytesIO()
    book.save(out)
    return repack(out.getvalue(), without_times=True)


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that spreadsheet programs accept, different from those taken (they ignore case)."""
    clean = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip(" '")[:31].rstrip() or "Bảng"
    found, number = clean, 2
    while found.casefold() in taken:
        ending = f" ({number})"
        found, number = clean[: 31 - len(ending)] + ending, number + 1
    taken.add(found.casefold())
    return found


def _write_sheet(target: Any, sheet: Sheet) -> None:
    top = 1
    for text, bold in ((sheet.title, True), (sheet.note, False)):
        if text:
            cell = target.cell(row=top, column=1)
            _put_text(cell, text)
            cell.font = Font(name=FACE, size=14 if bold else 12, bold=bold, italic=not bold)
            top += 1
    top += top > 1  # an empty row between the title and the table
    for index, column in enumerate(sheet.columns, start=1):
        cell = target.cell(row=top, column=index)
        _put_text(cell, column.title)
        cell.font, cell.border, cell.fill = Font(name=FACE, size=12, bold=True), _BORDER, _HEAD_FILL
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        target.column_dimensions[get_column_letter(index)].width = column.width
    titles = [column.title for column in sheet.columns]
    target.row_dimensions[top].height = _LINE * _lines_of(titles, sheet.columns) + 4
    for number, row in enumerate(sheet.rows, start=1):
        if len(row) != len(sheet.columns):
            raise ValueError(f"row {number} has {len(row)} cells for {len(sheet.columns)} columns")
        for index, (value, column) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            cell = target.cell(row=top + number, column=index)
            cell.font, cell.border = Font(name=FACE, size=12), _BORDER
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            _put(cell, value, column.decimals)
        target.row_dimensions[top + number].height = _LINE * _lines_of(row, sheet.columns)
    _set_page(target, sheet, top)


def _lines_of(row: Sequence[CellValue], columns: tuple[SheetColumn, ...]) -> int:
    """How many lines the fullest cell of a row takes: a height is set, since not every program finds it by itself."""
    most = 1
    for value, column in zip(row, columns, strict=True):
        text = value.text if isinstance(value, Link) else value
        if isinstance(text, str):
            room = max(1.0, column.width - 1)
            most = max(most, sum(max(1, math.ceil(len(line) * 0.92 / room)) for line in text.split("\n")))
    return min(most, _MOST_LINES)


def _set_page(target: Any, sheet: Sheet, top: int) -> None:
    target.freeze_panes = target.cell(row=top + 1, column=1)
    target.print_title_rows = f"{top}:{top}"
    if sheet.columns:
        last = get_column_letter(len(sheet.columns))
        target.auto_filter.ref = f"A{top}:{last}{top + len(sheet.rows)}"
    target.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    target.page_setup.paperSize = target.PAPERSIZE_A4
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr.fitToPage = True


def _put(cell: Any, value: CellValue, decimals: int | None) -> None:
    match value:
        case None:
            return
        case Link(text=text, url=url):
            if not url.startswith(("https://", "http://", "mailto:")):
                raise ValueError(f"not an address to link to: {url!r}")
            _put_text(cell, text)
            cell.hyperlink = url
            cell.font = Font(name=FACE, size=12, color="0B5261", underline="single")
        case str():
            _put_text(cell, value)
        case bool():
            _put_text(cell, "Có" if value else "Không")
        case datetime():
            cell.value = value.astimezone(_VIETNAM).replace(tzinfo=None) if value.tzinfo else value
            cell.number_format = "dd/mm/yyyy hh:mm"
        case date():
            cell.value, cell.number_format = value, "dd/mm/yyyy"
        case _:
            _put_number(cell, value, decimals)


def _put_number(cell: Any, value: int | float | Decimal, decimals: int | None) -> None:
    if not math.isfinite(value):
        raise ValueError(f"not a number to print: {value}")
    whole = value == int(value)
    places = decimals if decimals is not None else 0 if whole else 2
    cell.value = value
    cell.number_format = "#,##0" + ("." + "0" * places if places else "")


def _put_text(cell: Any, text: str) -> None:
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    if len(clean) > _LONGEST:
        raise ValueError(f"a cell holds at most {_LONGEST} characters, not {len(clean)}")
    cell.value = clean
    cell.data_type = "s"  # openpyxl takes what begins with "=" for a formula
    if clean.startswith(_FORMULA):
        cell.quotePrefix = True
