"""Tables of tasks: which columns they have, and a task for each row."""

import re
from dataclasses import dataclass, field

from lantoakit.documents.columns import role_of
from lantoakit.plans.deadlines import normal
from lantoakit.plans.items import Item, trimmed, value_at
from lantoakit.plans.model import Deadline, Task, Text, Value
from lantoakit.text.bodies import split_bodies


@dataclass
class Table:
    """The cells of a table: (row, column) -> its items; `covers` maps every covered place to the cell's own."""

    cells: dict[tuple[int, int], list[Item]] = field(default_factory=dict)
    covers: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return 1 + max((row for row, _ in self.covers), default=-1)

    @property
    def columns(self) -> int:
        return 1 + max((column for _, column in self.covers), default=-1)

    def at(self, row: int, column: int) -> list[Item]:
        """Return the items of the cell that covers a place."""
        return self.cells.get(self.covers.get((row, column), (-1, -1)), [])


def tables(items: list[Item]) -> list[Table]:
    """Group cells by table, in order."""
    found: dict[int, Table] = {}
    for item in items:
        cell = item.block.cell
        if cell is None:
            continue
        table = found.setdefault(cell.table, Table())
        table.cells.setdefault((cell.row, cell.column), []).append(item)
        for row in range(cell.row, cell.row + min(cell.rows, 500)):
            for column in range(cell.column, cell.column + min(cell.columns, 60)):
                table.covers.setdefault((row, column), (cell.row, cell.column))
    return list(found.values())


def roles(table: Table) -> tuple[int, dict[str, int]]:
    """Return the first row of tasks and the column of each role; no roles where the table is none of tasks."""
    for first in range(min(3, table.rows)):
        found: dict[str, int] = {}
        for column in range(min(table.columns, 30)):
            role = _role(table, first, column)
            if role and (role not in found or (role == "text" and _is_group(table, first, found[role]))):
                found[role] = column
        below = table.covers.get((first + 1, 0))
        if "text" in found and "lead" in found and not (below and below[0] <= first):
            return first + 1, found
    return 0, {}


def _role(table: Table, last: int, column: int) -> str | None:
    """Return what a column holds: by its lowest heading cell ("Phối hợp"), else by all that stand over it."""
    lowest = " ".join(i.block.text for i in _distinct(table, last, column))
    words = " ".join(i.block.text for row in range(last + 1) for i in _distinct(table, row, column))
    return (role_of(lowest) or role_of(words)) if len(words) < 160 else None


def _is_group(table: Table, last: int, column: int) -> bool:
    """Whether a column names what the rows are about ("Tiêu chí"), so that the work itself stands in a later one."""
    words = " ".join(i.block.text for i in _distinct(table, last, column)).lower()
    return bool(re.search(r"tiêu chí|chỉ tiêu|mục tiêu|nhóm|lĩnh vực", words)) and not re.search(
        r"nhiệm vụ|công việc", words
    )


def _distinct(table: Table, row: int, column: int) -> list[Item]:
    """Return the items of a heading cell, once if it covers several rows."""
    return table.at(row, column) if table.covers.get((row, column), (row, 0))[0] == row else []


def read_table(text: str, table: Table, path: str, *, programme: bool = True) -> list[Task]:
    """Return the tasks of a table, one for each row with a text and a unit.

    `programme` says whether a table with a column of places is one of tasks too, not only a programme of events.
    """
    first, columns = roles(table)
    if not columns or ("place" in columns and not programme):
        return []
    found: list[Task] = []
    for row in range(first, table.rows):
        task = _row(text, table, row, columns, path)
        if task:
            found.append(task)
    return found


def _row(text: str, table: Table, row: int, columns: dict[str, int], path: str) -> Task | None:
    own = table.covers.get((row, columns["text"]))
    words = table.at(row, columns["text"])
    # A row that one cell fills is a heading of a group; a text cell over several rows is one task.
    if not words or own is None or own[0] != row or own == table.covers.get((row, columns["lead"])):
        return None
    lead = _units(text, table.at(row, columns["lead"]))
    coordinating = _units(text, table.at(row, columns["coordinating"])) if "coordinating" in columns else ()
    deadline = _joined(table.at(row, columns["time"])) if "time" in columns else None
    if not lead and not coordinating and deadline is None:
        return None
    start, end = words[0].start, words[-1].end
    confidence = 0.9 if lead else 0.5
    norm = normal(deadline.value) if deadline else Deadline()
    return Task(value_at(text, start, end, confidence), lead, coordinating, deadline, norm, "assigned", path)


def _joined(items: list[Item]) -> Text | None:
    words = " ".join(i.text for i in items).strip()
    if not words or not any(c.isalnum() for c in words):
        return None
    return Value(words, items[0].start, items[-1].end, 0.9)


def _units(text: str, items: list[Item]) -> tuple[Text, ...]:
    """Return the units of a cell: one for each paragraph, split as names are."""
    found: list[Text] = []
    start: int | None = None
    for n, item in enumerate(items):
        start = item.start if start is None else start
        following = items[n + 1] if n + 1 < len(items) else None
        if (
            following
            and not item.text.endswith((";", "."))
            and (following.text[:1].islower() or item.text.endswith((",", "và", "-", "–")))
        ):
            continue
        for a, b in split_bodies(text, start, item.end):
            begin, end = trimmed(text, a, b)
            if any(c.isalnum() for c in text[begin:end]):
                found.append(value_at(text, begin, end, 0.9))
        start = None
    return tuple(found)
