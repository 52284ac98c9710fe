"""A plan as one HTML page: the document's words at the left with every field lit in place, the fields at the right."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from itertools import groupby, pairwise
from typing import Any

from lantoakit.documents import Cell
from lantoakit.plans.model import Plan

GROUPS = {
    "document": "Văn bản",
    "legal_bases": "Căn cứ",
    "citations": "Văn bản được dẫn",
    "outline": "Đề mục",
    "tasks": "Nhiệm vụ",
    "reporting": "Báo cáo định kỳ",
    "funding": "Kinh phí",
    "channels": "Kênh",
    "events": "Ngày, tuần lễ",
    "recipients": "Nơi nhận",
    "targets": "Chỉ tiêu",
}
LABELS = {
    "type": "Loại", "sign": "Số, ký hiệu", "issuer": "Cơ quan ban hành", "place": "Nơi", "date": "Ngày",
    "title": "Trích yếu", "name": "Tên", "position": "Chức vụ", "on_behalf": "Thay mặt", "issued_on": "Ngày ban hành",
    "lead": "Chủ trì", "coordinating": "Phối hợp", "text": "Nội dung", "deadline": "Thời hạn", "period": "Kỳ",
    "due": "Hạn gửi", "to": "Nơi nhận báo cáo", "purpose": "Để làm gì",
}  # fmt: skip


@dataclass(frozen=True)
class _Field:
    """A value at a JSON Pointer: its place in the text, and how sure the reading is."""

    pointer: str
    value: Any
    start: int
    end: int
    doubtful: bool
    candidates: tuple[str, ...]
    proposals: tuple[str, ...]

    @property
    def key(self) -> str:
        """The pointer as a name inside the page."""
        return self.pointer.strip("/").replace("/", "-")


def page(plan: Plan, content: dict[str, Any] | None = None) -> str:
    """Return a page that stands alone (no scripts, nothing loaded): each field links to its lit words.

    `content` is the plan's contract, where something was added to it (proposals).
    """
    content = content or plan.to_json()
    fields = [
        _Field(
            p, _at(content, p), f["start"], f["end"], f["doubtful"], tuple(f["candidates"]),
            tuple(proposal["value"] for proposal in f.get("proposals", ())),
        )
        for p, f in content["fields"].items()
    ]  # fmt: skip
    title = escape((plan.document.title.value if plan.document.title else "") or plan.source.name or "Văn bản")
    style = files("lantoakit.plans").joinpath("page.css").read_text(encoding="utf-8")
    doubtful = sum(field.doubtful for field in fields)
    said = f"Máy đọc được {len(fields)} chỗ; {doubtful} chỗ chưa chắc, cần người xem lại."
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{style}</style></head>\n<body>\n<header><h1>{title}</h1><p>{said}</p></header>\n"
        f'<main><article aria-label="Toàn văn">{"".join(_source(plan, fields))}</article>\n'
        f'<nav aria-label="Các chỗ đã đọc">{"".join(_listed(fields))}</nav></main>\n</body></html>\n'
    )


def _at(content: dict[str, Any], pointer: str) -> Any:
    value: Any = content
    for key in pointer.strip("/").split("/"):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def _source(plan: Plan, fields: list[_Field]) -> Iterator[str]:
    """Yield the blocks of the document, tables as tables; words that belong to fields are marked."""
    by_start = sorted(fields, key=lambda f: f.start)
    opened: list[_Field] = []
    at = 0
    for table, blocks in groupby(plan.source.blocks, key=lambda b: b.cell.table if b.cell else None):
        rows: dict[int, dict[int, tuple[Cell, list[str]]]] = {}
        for block in blocks:
            while at < len(by_start) and by_start[at].start < block.end:
                opened.append(by_start[at])
                at += 1
            opened = [f for f in opened if f.end > block.start]
            words = "".join(_marked(plan.text, block.start, block.end, opened))
            paragraph = f"<p{' class=bold' if block.bold else ''}>{words}</p>\n"
            if block.cell is None:
                yield paragraph
            else:
                row = rows.setdefault(block.cell.row, {})
                row.setdefault(block.cell.column, (block.cell, []))[1].append(paragraph)
        if table is not None:
            yield from _table(rows)


def _table(rows: dict[int, dict[int, tuple[Cell, list[str]]]]) -> Iterator[str]:
    """Yield a table; places that no cell covers are empty cells, so that what stands right of them keeps its column."""
    cells = [cell for row in rows.values() for cell, _ in row.values()]
    covered = {(c.row + r, c.column + n) for c in cells for r in range(c.rows) for n in range(c.columns)}
    width = 1 + max(column for _, column in covered)
    yield '<div class="wide"><table>'
    for number, row in sorted(rows.items()):
        yield "<tr>"
        for column in range(width):
            if column in row:
                cell, words = row[column]
                yield f'<td rowspan="{cell.rows}" colspan="{cell.columns}">{"".join(words)}</td>'
            elif (number, column) not in covered:
                yield "<td></td>"
        yield "</tr>\n"
    yield "</table></div>\n"


def _marked(text: str, start: int, end: int, fields: list[_Field]) -> Iterator[str]:
    """Yield `text[start:end]` stretch by stretch, each stretch under the same fields."""
    cuts = sorted({start, end, *(c for f in fields for c in (f.start, f.end) if start < c < end)})
    for left, right in pairwise(cuts):
        words = escape(text[left:right])
        covering = [f for f in fields if f.start <= left and right <= f.end]
        if not covering:
            yield words
            continue
        anchors = "".join(f'<a id="{f.key}"></a>' for f in covering if f.start == left)
        doubtful = ' class="doubtful"' if any(f.doubtful for f in covering) else ""
        said = escape("; ".join(_label(f.pointer) for f in covering))
        yield f'<mark{doubtful} title="{said}">{anchors}{words}</mark>'


def _listed(fields: list[_Field]) -> Iterator[str]:
    for group, title in GROUPS.items():
        inside = [f for f in fields if f.pointer.split("/")[1] == group]
        if not inside:
            continue
        yield f"<h2>{title}</h2>\n<dl>"
        before = ""
        for field in inside:
            number = field.pointer.split("/")[2] if group in ("tasks", "legal_bases") else ""
            if number and number != before:
                yield f'<dt class="number">{int(number) + 1}</dt>'
            before = number
            mark = ' <span class="hook">chưa chắc</span>' if field.doubtful else ""
            others = f" <small>có thể là: {escape('; '.join(field.candidates))}</small>" if field.candidates else ""
            if field.proposals:
                others += f" <small>mô hình gợi ý: {escape('; '.join(field.proposals))}</small>"
            link = f'<a href="#{field.key}">{escape(str(field.value))}</a>'
            yield f"<dt>{_label(field.pointer)}</dt><dd>{link}{mark}{others}</dd>"
        yield "</dl>\n"


def _label(pointer: str) -> str:
    """Return what a field is called: by the last name in its pointer."""
    keys = [key for key in pointer.strip("/").split("/") if not key.isdigit()]
    if len(keys) > 1 and keys[-1] in LABELS:
        return LABELS[keys[-1]]
    return GROUPS[keys[0]]
