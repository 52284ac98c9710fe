"""Tables of tasks in plain text, whose rules are gone: pasted with tabs between the cells; or a line of headings, row
numbers on lines of their own, and the lines of the cells one under another. Those are told apart by what they hold:
words, bodies, times.
"""

import re
from dataclasses import dataclass, field
from itertools import islice

from lantoakit.documents import markers
from lantoakit.documents.columns import roles_in
from lantoakit.documents.model import Cell
from lantoakit.documents.raw import Line, RawBlock, RawDocument
from lantoakit.text.bodies import starts_body

_HEADER = re.compile(r"\s*(?:stt|tt|số tt)\b", re.IGNORECASE)
_ROW = re.compile(r"\s*(\d{1,3})[.)]?\s*")
_ROW_TEXT = re.compile(r"\s*(\d{1,3})[.)]?\s+(?=[^\W\d_])")
_TIME = re.compile(
    r"(?:thường xuyên|mỗi (?:tuần|tháng|quý|năm|học kỳ)|"
    r"tháng \d|quý|năm \d|ngày \d|trước|hằng|hàng|định kỳ|khi (?:có|được|phát)|theo|trong|từ"
    r"|đến|cả năm|xong"
    r"|hoàn thành|giai đoạn|sau khi|\d{1,2}[/-]\d{4}|\d{1,2}/\d{1,2}|\d{4}\b|đầu|cuối|suốt|đột xuất)",
    re.IGNORECASE,
)
LEAST_COLUMNS = 3  # of a table with tabs
_OPEN_END = re.compile(r"(?:[,–-]|\b(?:về|của|cho|với|các|và|tại|đến|do|giữa|trên|trong|theo|là|từ|bởi|tới))$")


@dataclass
class _Row:
    number: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class TextTable:
    """A table that was found: its cells as blocks, and the number of the line behind it."""

    blocks: list[RawBlock]
    end: int


def find_table(lines: list[Line], at: int, raw: RawDocument) -> TextTable | None:
    """Return the table whose headings begin at line `at`, None where none does."""
    if lines[at].text.count("\t") >= LEAST_COLUMNS - 1:
        return _tabbed(lines, at, raw)
    if not _HEADER.match(lines[at].text):
        return None
    header, roles, first = _headings(lines, at)
    if not roles:
        return None
    rows, end = _rows(lines, first)
    if not rows:
        return None
    table = _next_table(raw)
    blocks = [_cell([Line(text)], Cell(table, 0, n)) for n, text in enumerate(header)]
    for number, row in enumerate(rows, start=1):
        for column, cell_lines in _cells(row, roles):
            if cell_lines:
                blocks.append(_cell(cell_lines, Cell(table, number, column)))
    return TextTable(blocks, end)


def _tabbed(lines: list[Line], at: int, raw: RawDocument) -> TextTable | None:
    """Return the table whose cells have tabs between them, as a word processor pastes it; a last cell may be left out.

    Two words that tabs hold apart, as in a head of two columns, are none.
    """
    rows: list[list[str]] = []
    for line in islice(lines, at, None):
        cells = [cell.strip() for cell in line.text.rstrip().split("\t")]
        if len(cells) < 2 or (rows and len(cells) > len(rows[0])):
            break
        rows.append(cells)
        if len(rows) == 1 and sum(map(bool, cells)) < LEAST_COLUMNS:
            return None
    if len(rows) < 2:
        return None
    table = _next_table(raw)
    blocks = [
        _cell([Line(text)], Cell(table, number, column))
        for number, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]
    return TextTable(blocks, at + len(rows))


def _next_table(raw: RawDocument) -> int:
    return 1 + max((b.cell.table for b in raw.blocks if b.cell), default=-1)


def _cell(lines: list[Line], cell: Cell) -> RawBlock:
    return RawBlock(tuple(lines), "cell", cell)


def _headings(lines: list[Line], at: int) -> tuple[list[str], list[str], int]:
    """Return the headings, their roles and the number of the first line behind them."""
    text = ""
    for number in range(at, min(at + 16, len(lines))):
        line = lines[number].text.strip()
        if text and _ROW.fullmatch(line):
            break
        text = f"{text} {line}".strip()
        if len(text) > 300:
            return [], [], at
        columns = roles_in(text)
        roles = [role for _, _, role in columns]
        if {"text", "lead"} <= set(roles) or {"text", "time"} <= set(roles):
            upcoming = next((x.text for x in islice(lines, number + 1, None) if x.text.strip()), "")
            if _ROW.fullmatch(upcoming) or _ROW_TEXT.match(upcoming):
                return [text[a:b] for a, b, _ in columns], roles, number + 1
    return [], [], at


def _rows(lines: list[Line], at: int) -> tuple[list[_Row], int]:
    rows: list[_Row] = []
    number = at
    for number in range(at, len(lines)):
        text = lines[number].text
        found = _ROW.fullmatch(text) or _ROW_TEXT.match(text)
        if found and (not rows or 0 <= int(found.group(1)) - int(rows[-1].number) <= 2):
            rows.append(_Row(found.group(1)))
            text = text[found.end() :]
        elif text.strip() and (not rows or markers.is_fixed(text.strip()) or markers.ROMAN.match(text.strip())):
            return rows, number
        if rows and text.strip():
            rows[-1].lines.append(Line(" ".join(text.split())))
    return rows, number + 1


def _cells(row: _Row, roles: list[str]) -> list[tuple[int, list[Line]]]:
    """Return the cells of a row: number of the column, lines."""
    cells: dict[int, list[Line]] = {n: [] for n in range(len(roles))}
    cells[0] = [Line(row.number)]
    column = 1
    for line in row.lines:
        column = _column(line.text, cells, roles, column)
        if roles[column] == "time" and cells[column] and _back_to_text(line.text, cells[column]):
            cells[1].append(line)
        else:
            cells[column].append(line)
    return sorted(cells.items())


def _back_to_text(text: str, above: list[Line]) -> bool:
    """Whether a line below the last cell is the rest of the first one, which a page broke."""
    return text[:1].isupper() and not _TIME.match(text) and not _OPEN_END.search(above[-1].text)


def _column(text: str, cells: dict[int, list[Line]], roles: list[str], column: int) -> int:
    held = cells[column]
    if not held or not (text[:1].isupper() or text[:1].isdigit()) or _OPEN_END.search(held[-1].text):
        return column
    wanted = "time" if _TIME.match(text) else "body" if starts_body(text) else ""
    for later in range(column + 1, len(roles)):
        role = roles[later]
        if (wanted == "time" and role == "time") or (wanted == "body" and role in ("lead", "coordinating")):
            return later
    return column
