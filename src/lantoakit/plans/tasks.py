"""Who is to do what: headings, run-in headings, sentences with a unit as subject, rows of tables."""

import re
from dataclasses import replace

from lantoakit.documents import Document
from lantoakit.plans.deadlines import in_prose, normal
from lantoakit.plans.items import Item, value_at
from lantoakit.plans.leads import Lead, lead_by_place, lead_of
from lantoakit.plans.model import Task, Text
from lantoakit.plans.outline import Section
from lantoakit.plans.partners import partners
from lantoakit.plans.parts import Parts
from lantoakit.plans.tables import read_table, roles, tables
from lantoakit.text import fold
from lantoakit.text.bodies import HEAD, body_end, split_bodies, without_request

_ASSIGNS = re.compile(
    r"to chuc thuc hien|phan cong|trach nhiem|to chuc trien khai|giao nhiem vu|nhiem vu cua cac|to chuc, thuc hien"
)
_MAY_ASSIGN = re.compile(r"nhiem vu|giai phap|bien phap")
_MONEY = re.compile(r"kinh phi|ngan sach|nguon luc")
_SPREAD = re.compile(r"noi dung|hinh thuc|muc dich|yeu cau|thoi gian|trinh tu|thanh phan|muc tieu|quan diem")
_CALENDAR = re.compile(r"lich (?!su)")
_REQUEST = re.compile(r"(?:kính\s+)?đề nghị\s+(?=\S)", re.IGNORECASE)
_CLOSING = re.compile(
    r"trên đây là|(?:kế hoạch|chương trình(?: hành động)?|hướng dẫn|nghị quyết) này (?:được )?(?:phổ biến|có hiệu lực"
    r"|thay thế)"
    r"|trong quá trình (?:tổ chức |triển khai )?(?:thực hiện|triển khai)[^.]{0,80}(?:khó khăn|vướng mắc)",
    re.IGNORECASE,
)
_ENFORCES = re.compile(
    r"(?:quyết định|nghị quyết|quy chế|chương trình[^.;]{0,20}) này (?:có hiệu lực|được phổ biến|phổ biến)"
    r"|chịu trách nhiệm (?:thi hành|tổ chức thực hiện) (?:quyết định|nghị quyết|chỉ thị|quy chế) này",
    re.IGNORECASE,
)
_ORDERS = re.compile(r"(?<![^\W\d_])(?:yêu cầu|đề nghị|giao)\s+(?=[^\W\d_][^.;]{3,300}:\s*$)", re.IGNORECASE)
_PERSON = re.compile(r"(?:giao )?(?:các )?(?:đồng chí|đ/c|ông|bà|anh|chị|cô|thầy)\s", re.IGNORECASE)
_DEEPER = {("plus", "dash"), ("dash", "none"), ("plus", "none")}


class _Reader:
    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.tasks: list[Task] = []

    def top(self, sections: list[Section], addressee: Lead | None) -> None:
        """Read the top divisions; `addressee` is the unit that the preamble gives them to ("… yêu cầu các xã:")."""
        leads = self.leads_of(sections)
        for section, lead in zip(sections, leads, strict=True):
            title = self.title(section)
            if section.path == "PL":
                self.appendix(section)
            elif _ENFORCES.search(self.text, section.title[0], section.head.end if section.head else section.title[1]):
                continue
            elif lead and lead.form != "sentence":
                self.section(section, None, lead)
            elif _MONEY.search(title) and not _ASSIGNS.search(title):
                self.schedules(section)
            elif _ASSIGNS.search(title) or (lead and _gives(section)):
                self.section(section, None, lead)
            elif addressee and not _SPREAD.match(title):
                self.section(section, addressee, lead)
            elif _MAY_ASSIGN.search(title) and not re.match(r"noi dung tuyen truyen|hinh thuc", title):
                self.addressed(section)
            else:
                self.schedules(section)

    def appendix(self, section: Section) -> None:
        """Take tables; of an appendix without one, its parts that assign."""
        before = len(self.tasks)
        self.schedules(section)
        if len(self.tasks) == before and _ASSIGNS.search(self.title(section)):
            self.section(section, None, None)

    def schedules(self, section: Section) -> None:
        """Read the tables of a part that assigns nothing by its title; one with places is a programme of events."""
        assigns = bool(_ASSIGNS.search(self.title(section)))
        for table in tables(section.items):
            if _CALENDAR.match(self.title(section)) and "coordinating" not in roles(table)[1]:
                continue  # when things are held, by whom: no work is given
            self.tasks.extend(read_table(self.text, table, section.path, programme=assigns))
        for child in section.children:
            self.schedules(child)

    def addressed(self, section: Section) -> None:
        """Read a section of tasks and solutions: only its divisions whose headings are units."""
        self.tables(section)
        for child in section.children:
            lead = self.lead_of_section(child)
            if (lead and lead.form not in ("sentence", "open")) or _ASSIGNS.search(self.title(child)):
                self.section(child, None, lead)
            else:
                self.addressed(child)

    def title(self, section: Section) -> str:
        return fold(self.text[slice(*section.title)])

    def tables(self, section: Section) -> None:
        for table in tables(section.items):
            self.tasks.extend(read_table(self.text, table, section.path))

    def lead_of_section(self, section: Section) -> Lead | None:
        head = section.head
        return lead_of(self.text, head.start, head.end) if head else None

    def leads_of(self, sections: list[Section]) -> list[Lead | None]:
        """Return the unit of each division. Where most headings beside it are units, any short heading is one."""
        leads = [self.lead_of_section(s) for s in sections]
        named = sum(lead is not None and lead.form != "sentence" for lead in leads)
        if named < 2 or named * 2 < len(sections):
            return leads
        return [
            lead
            or (lead_by_place(self.text, s.head.start, s.head.end) if s.head and s.head.level == "arabic" else None)
            for s, lead in zip(sections, leads, strict=True)
        ]

    def section(self, section: Section, above: Lead | None, lead: Lead | None) -> None:
        """Read a division of the part that assigns: `lead` is its own unit, `above` that of the division around it."""
        head = section.head
        below = bool(section.items or section.children)
        if lead and lead.form == "open":
            lead = replace(lead, form="heading" if below else "sentence")
        if lead and above and lead.form == "sentence" and not (head and head.level == "arabic"):
            lead = None
        announces = bool(head and head.text.rstrip().endswith(":"))
        if lead and head and lead.form == "sentence":
            whole = lead_by_place(self.text, head.start, head.end)
            if below and not announces and self.only_heads(section) and whole and whole.form == "heading":
                lead = whole  # a name that goes on with a verb: "Tiểu ban Nhân sự và giải quyết khiếu nại"
            elif announces and below:
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
        if _MONEY.match(self.title(section)) and lead is None:
            return
        self.tables(section)
        items = [i for i in section.items if i.block.cell is None and i.block.kind == "paragraph"]
        current: Lead | None = None
        for n, item in enumerate(items):
            following = items[n + 1] if n + 1 < len(items) else None
            current = self.item(item, following, lead, current, section)
        for child, own in zip(section.children, self.leads_of(section.children), strict=True):
            self.section(child, lead, own)

    def item(
        self, item: Item, following: Item | None, lead: Lead | None, current: Lead | None, section: Section
    ) -> Lead | None:
        """Read a dash or paragraph; return the unit that the dashes below it belong to."""
        if _CLOSING.match(item.text):
            return current
        own = lead_of(self.text, item.start, item.end)
        deeper = following is not None and (following.level, item.level) in _DEEPER
        announces = item.text.rstrip().endswith(":") and following is not None
        if own and own.form == "open":
            own = replace(own, form="heading" if deeper or announces else "sentence")
        requested = bool(_REQUEST.match(item.text))
        if lead and not requested and _PERSON.match(item.text):
            own = None  # a person of the unit: the dash stays with the unit
        if own and (requested or lead is None or own.form != "sentence"):
            if own.form == "heading":  # with nothing below, a unit is only named
                return own if deeper or announces else current
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
        if not any(c.isalpha() for c in self.text[start:end]):
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


def _gives(section: Section) -> bool:
    """Whether a top division gives work in its own sentence: "3. Đề nghị … vận động …", "Điều 2. Giao …"."""
    return section.head is not None and section.head.level in ("arabic", "article")


def _addressee(text: str, parts: Parts) -> Lead | None:
    """Return whom the preamble asks or orders to do all that follows: "… yêu cầu các phòng, ban:"."""
    if not parts.preamble:
        return None
    block = parts.preamble[-1]
    found = next(reversed(list(_ORDERS.finditer(block.text))), None)
    if found is None:
        return None
    lead = lead_of(text, block.start + found.start(), block.end)
    return replace(lead, form="heading") if lead else None


def read_tasks(document: Document, sections: list[Section], parts: Parts) -> tuple[Task, ...]:
    """Return all tasks in the order of the text."""
    reader = _Reader(document)
    named = any(_ASSIGNS.search(reader.title(s)) for s in sections)
    reader.top(sections, None if named else _addressee(document.text, parts))
    return tuple(sorted(reader.tasks, key=lambda t: t.text.start))
