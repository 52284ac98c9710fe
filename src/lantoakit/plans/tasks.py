"""Who is to do what: headings, run-in headings, sentences with a unit as subject, rows of tables."""

import re
from dataclasses import replace

from lantoakit.documents import Document
from lantoakit.plans.deadlines import in_prose, normal
from lantoakit.plans.items import Item, value_at
from lantoakit.plans.leads import Lead, lead_of
from lantoakit.plans.model import Task, Text
from lantoakit.plans.outline import Section
from lantoakit.plans.partners import partners
from lantoakit.plans.tables import read_table, tables
from lantoakit.text import fold
from lantoakit.text.bodies import HEAD, body_end, split_bodies, without_request

_ASSIGNS = re.compile(
    r"to chuc thuc hien|phan cong|trach nhiem|to chuc trien khai|giao nhiem vu|nhiem vu cua cac|to chuc, thuc hien"
)
_MAY_ASSIGN = re.compile(r"nhiem vu|giai phap|bien phap")
_MONEY = re.compile(r"kinh phi|ngan sach|nguon luc")
_SPREAD = re.compile(r"noi dung|hinh thuc|muc dich|yeu cau|thoi gian|trinh tu|thanh phan|muc tieu|quan diem")
_REQUEST = re.compile(r"(?:kính\s+)?đề nghị\s+(?=\S)", re.IGNORECASE)
_CLOSING = re.compile(
    r"trên đây là|(?:kế hoạch|chương trình|hướng dẫn|nghị quyết) này (?:được )?(?:phổ biến|có hiệu lực|thay thế)"
    r"|trong quá trình (?:tổ chức |triển khai )?(?:thực hiện|triển khai)[^.]{0,80}(?:khó khăn|vướng mắc)",
    re.IGNORECASE,
)


class _Reader:
    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.tasks: list[Task] = []

    def top(self, sections: list[Section]) -> None:
        for section in sections:
            title = fold(self.text[slice(*section.title)])
            if section.path == "PL":
                self.appendix(section)
            elif _MONEY.search(title) and not _ASSIGNS.search(title):
                self.all_tables(section)
            elif _ASSIGNS.search(title):
                self.section(section, None)
            elif _MAY_ASSIGN.search(title) and not re.match(r"noi dung tuyen truyen|hinh thuc", title):
                self.addressed(section)
            else:
                self.all_tables(section)

    def unnamed(self, sections: list[Section]) -> None:
        """Read a document without a part that assigns (công văn, quyết định): divisions that begin with units."""
        for section in sections:
            title = fold(self.text[slice(*section.title)])
            if section.path == "PL" or _SPREAD.match(title) or _MONEY.match(title):
                continue
            lead = self.lead_of_section(section)
            if lead and (lead.form != "sentence" or (section.head and section.head.level == "arabic")):
                self.section(section, None)

    def appendix(self, section: Section) -> None:
        """Take tables; of an appendix without one, its parts that assign."""
        before = len(self.tasks)
        self.all_tables(section)
        if len(self.tasks) == before and _ASSIGNS.search(fold(self.text[slice(*section.title)])):
            self.section(section, None)

    def all_tables(self, section: Section) -> None:
        for table in tables(section.items):
            self.tasks.extend(read_table(self.text, table, section.path))
        for child in section.children:
            self.all_tables(child)

    def addressed(self, section: Section) -> None:
        """Read a section of tasks and solutions: only its divisions whose headings are units."""
        for table in tables(section.items):
            self.tasks.extend(read_table(self.text, table, section.path))
        for child in section.children:
            lead = self.lead_of_section(child)
            if (lead and lead.form != "sentence") or _ASSIGNS.search(fold(self.text[slice(*child.title)])):
                self.section(child, None)
            else:
                self.addressed(child)

    def lead_of_section(self, section: Section) -> Lead | None:
        head = section.head
        if head is None:
            return None
        return lead_of(self.text, head.start, head.end)

    def section(self, section: Section, above: Lead | None) -> None:
        """Read a division of the part that assigns; `above` is the unit of the division around it."""
        head = section.head
        lead = self.lead_of_section(section)
        if lead and above and lead.form == "sentence":
            lead = None
        announces = bool(head and head.text.rstrip().endswith(":"))
        if lead and head and lead.form == "sentence":
            if announces and (section.items or section.children):
                lead = replace(lead, form="heading")
            else:
                self.add(head.start, head.end, lead, section.path)
        elif lead and head and lead.form == "run_in":
            self.add(lead.rest, head.end, lead, section.path, run_in=True)
        elif above and head and not lead and not self.only_heads(section):
            self.add(head.start, head.end, above, section.path)
        self.content(section, lead or above)

    def only_heads(self, section: Section) -> bool:
        """Whether a lettered or numbered line only heads what follows."""
        if not section.items and not section.children:
            return False
        head = section.head
        return head is not None and (head.block.bold or head.text.rstrip()[-1:] not in ".;")

    def content(self, section: Section, lead: Lead | None) -> None:
        title = fold(self.text[slice(*section.title)])
        if _MONEY.match(title) and lead is None:
            return
        for table in tables(section.items):
            self.tasks.extend(read_table(self.text, table, section.path))
        items = [i for i in section.items if i.block.cell is None and i.block.kind == "paragraph"]
        current: Lead | None = None
        for n, item in enumerate(items):
            following = items[n + 1] if n + 1 < len(items) else None
            current = self.item(item, following, lead, current, section)
        for child in section.children:
            self.section(child, lead)

    def item(
        self, item: Item, following: Item | None, lead: Lead | None, current: Lead | None, section: Section
    ) -> Lead | None:
        """Read a dash or paragraph; return the unit that the dashes below it belong to."""
        if _CLOSING.match(item.text):
            return current
        own = lead_of(self.text, item.start, item.end)
        deeper = following is not None and (following.level, item.level) in {
            ("plus", "dash"),
            ("dash", "none"),
            ("plus", "none"),
        }
        announces = item.text.rstrip().endswith(":") and following is not None
        requested = bool(_REQUEST.match(item.text))
        if own and (requested or lead is None or own.form != "sentence"):
            if own.form == "heading" and (deeper or announces):
                return own
            if own.form != "sentence" or lead is None or requested:
                start = own.rest if own.form == "run_in" else item.start
                self.add(start, item.end, own, section.path, run_in=own.form == "run_in", request=requested)
                return own if announces else None
        if announces and (deeper or (following is not None and item.level == "none")):
            return current if item.level != "none" else None
        active = current if current and item.level == "plus" else lead
        if active:
            self.add(item.start, item.end, active, section.path)
        return current if item.level == "plus" else None

    def add(self, start: int, end: int, lead: Lead, path: str, *, run_in: bool = False, request: bool = False) -> None:
        while start < end and self.text[start].isspace():
            start += 1
        if start >= end:
            return
        units = lead.units
        with_whom = partners(self.text, start, end)
        if request:
            units, with_whom = self._asked(start, end, units, with_whom)
        deadline = in_prose(self.text, start, end)
        confidence = 0.9 if lead.form != "sentence" or path else 0.7
        if lead.form == "sentence" and not request:
            confidence = 0.75
        task = Task(
            value_at(self.text, start, end, confidence),
            units,
            tuple(p for p in with_whom if p.value.lower() not in {u.value.lower() for u in units}),
            deadline,
            normal(deadline.value if deadline else None),
            "requested" if lead.requested or request else "assigned",
            path,
        )
        self.tasks.append(task)

    def _asked(
        self, start: int, end: int, units: tuple[Text, ...], found: tuple[Text, ...]
    ) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
        """Split the units of "Đề nghị X, Y phối hợp Z" at commas too."""
        at = start + without_request(self.text[start:end])
        if not HEAD.match(self.text, at):
            return units, found
        stop = min(body_end(self.text, at), end)
        return tuple(value_at(self.text, a, b, 0.8) for a, b in split_bodies(self.text, at, stop)), found


def read_tasks(document: Document, sections: list[Section]) -> tuple[Task, ...]:
    """Return all tasks in the order of the text."""
    reader = _Reader(document)
    reader.top(sections)
    if not reader.tasks:
        reader.unnamed(sections)
    return tuple(sorted(reader.tasks, key=lambda t: t.text.start))
