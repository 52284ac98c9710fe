"""Bảng phân công nhiệm vụ: who does what of a plan, as DOCX, as XLSX, and as a message for one unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lantoakit.writing.administrative import write_sheet
from lantoakit.writing.model import Align, Column, Inline, Run, Table
from lantoakit.writing.numbers import format_date
from lantoakit.writing.spreadsheet import Link, Sheet, SheetColumn, spreadsheet

__all__ = ["Assignment", "PlanReference", "assignment_document", "assignment_message", "assignment_spreadsheet"]

TITLE = "Bảng phân công nhiệm vụ"


@dataclass(frozen=True, slots=True)
class PlanReference:
    """The plan behind the table: "27/KH-UBND", its date, its subject. What is not known yet is None."""

    subject: str
    sign: str | None = None
    issued_on: date | None = None

    @property
    def note(self) -> str:
        """ "(Thực hiện Kế hoạch số 27/KH-UBND ngày 05/10/2026: Phổ cập …)"; "(Dự thảo: …)" before it has a number."""
        if self.sign is None:
            return f"(Dự thảo Kế hoạch: {self.subject})"
        dated = f" ngày {format_date(self.issued_on)}" if self.issued_on else ""
        return f"(Thực hiện Kế hoạch số {self.sign}{dated}: {self.subject})"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One task. `deadline` is a date, or words as printed ("Thường xuyên"), or None where the plan gives none.

    `place` is where the plan says it ("IV.6.b"), `link` an address that shows it. `requested` marks bodies that are
    asked ("Đề nghị …"), which are not ordered and never late.
    """

    task: str
    lead: tuple[str, ...]
    coordinating: tuple[str, ...] = ()
    deadline: date | str | None = None
    place: str = ""
    link: str | None = None
    requested: bool = False

    @property
    def lead_text(self) -> str:
        units = "; ".join(self.lead)
        return f"Đề nghị: {units}" if self.requested and units else units

    @property
    def deadline_text(self) -> str:
        return format_date(self.deadline) if isinstance(self.deadline, date) else self.deadline or ""


_COLUMNS = (
    Column("TT", 1, Align.CENTER),
    Column("Nhiệm vụ", 9),
    Column("Đơn vị chủ trì", 4.5),
    Column("Đơn vị phối hợp", 4.5),
    Column("Thời hạn", 3.2, Align.CENTER),
    Column("Chỗ ghi trong kế hoạch", 2.6, Align.CENTER),
)


def assignment_document(plan: PlanReference, assignments: Sequence[Assignment]) -> bytes:
    """The table as DOCX, A4 landscape, in the order given; a place with a link opens it."""
    rows: list[tuple[Inline, ...]] = []
    for number, item in enumerate(assignments, start=1):
        place: Inline = Run(item.place or "Mở", link=item.link) if item.link else item.place
        units = (item.lead_text, "; ".join(item.coordinating))
        rows.append((str(number), item.task, *units, item.deadline_text, place))
    return write_sheet(TITLE, plan.note, (Table(_COLUMNS, tuple(rows)),))


def assignment_spreadsheet(plan: PlanReference, assignments: Sequence[Assignment]) -> bytes:
    """The same table as XLSX; a deadline that is a date is a date there, so that it can be sorted."""
    rows = [
        (
            number,
            item.task,
            item.lead_text,
            "; ".join(item.coordinating),
            item.deadline,
            Link(item.place or "Mở", item.link) if item.link else item.place,
        )
        for number, item in enumerate(assignments, start=1)
    ]
    widths = (6, 60, 30, 30, 18, 18)
    columns = tuple(SheetColumn(column.title, width) for column, width in zip(_COLUMNS, widths, strict=True))
    return spreadsheet([Sheet("Phân công", columns, rows, title=TITLE.upper(), note=plan.note)])


def assignment_message(plan: PlanReference, unit: str, assignments: Sequence[Assignment]) -> str:
    """A short text for the messaging group of one unit: its tasks as lead, then those it helps with.

    `assignments` are those of the unit; a task counts as led where `unit` stands among its lead units.
    """
    sign = f"Kế hoạch số {plan.sign}" if plan.sign else "Dự thảo Kế hoạch"
    led = [item for item in assignments if unit in item.lead]
    helped = [item for item in assignments if unit not in item.lead]
    lines = [f"{unit}: việc theo {sign}, {plan.subject}."]
    for heading, items in (("Chủ trì:", led), ("Phối hợp:", helped)):
        if items:
            lines += ["", heading]
            lines += [_message_line(number, item) for number, item in enumerate(items, start=1)]
    return "\n".join(lines) + "\n"


def _message_line(number: int, item: Assignment) -> str:
    due = f" Hạn: {item.deadline_text}." if item.deadline_text else ""
    place = f" ({item.place})" if item.place else ""
    task = item.task.rstrip(" .;")
    return f"{number}. {task}{place}.{due}"
