"""Numbered divisions: their paths, titles, and what stands in each."""

import re
from dataclasses import dataclass, field

from lantoakit.documents import Document
from lantoakit.plans.items import DIVISIONS, Item, trimmed, value_at
from lantoakit.plans.model import Division
from lantoakit.plans.parts import APPENDIX, Parts
from lantoakit.text import sentences
from lantoakit.text.bodies import body_end, without_request

CUT = 120
NAME = 6  # words that a name of a division has at most where small letters go on behind its colon
_ORDER = {"part": 0, "upper": 1, "article": 2, "roman": 2, "arabic": 3, "letter": 4}
_VALUE = {"I": 1, "V": 5, "X": 10}
_ATTACHED = re.compile(r"\(?\s*(?:ban hành )?kèm theo", re.IGNORECASE)


@dataclass
class Section:
    """A division with the items right under it (dashes, paragraphs, cells) and its sub-divisions."""

    path: str
    head: Item | None
    title: tuple[int, int]
    depth: int
    items: list[Item] = field(default_factory=list)
    children: list["Section"] = field(default_factory=list)


def roman(label: str) -> int:
    """Return the value of a roman number below 40."""
    total = 0
    for here, following in zip(label, [*label[1:], ""], strict=True):
        value = _VALUE[here]
        total += -value if following and _VALUE[following] > value else value
    return total


class _Builder:
    """Follows the marks down the document."""

    def __init__(self, text: str, prefix: str = "") -> None:
        self.text = text
        self.top: list[Section] = []
        self.stack: list[Section] = []
        self.prefix = prefix
        self.roman = 0

    def add(self, item: Item) -> None:
        if item.level not in DIVISIONS or item.block.kind != "paragraph" or not self._plausible(item):
            if self.stack and not self._titles(item):
                self.stack[-1].items.append(item)
            return
        depth = _ORDER[item.level] * 10 + item.label.count(".")
        while self.stack and self.stack[-1].depth >= depth:
            self.stack.pop()
        section = Section(self._path(item), item, title_place(self.text, item), depth)
        (self.stack[-1].children if self.stack else self.top).append(section)
        self.stack.append(section)

    def _titles(self, item: Item) -> bool:
        """Take a line as the title of the part right above it ("Phần thứ nhất")."""
        part = self.stack[-1]
        if part.head is None or part.head.level != "part" or part.items or part.title[1] > part.title[0]:
            return False
        if item.block.kind != "paragraph" or not (item.block.bold or item.text.isupper()):
            return False
        part.title = trimmed(self.text, item.start, item.end)
        return True

    def _plausible(self, item: Item) -> bool:
        if item.level != "roman":
            return True
        value = roman(item.label)
        fits = value in (self.roman, self.roman + 1, self.roman + 2) or item.block.bold or item.text.isupper()
        if fits:
            self.roman = value
        return fits

    def _path(self, item: Item) -> str:
        above = [self.prefix] if self.prefix else []
        for section in self.stack:
            head = section.head
            if head is None or (item.level == "arabic" and head.level == "arabic"):
                continue
            if not (item.label.startswith(head.label + ".") and item.level == "arabic"):
                above.append(head.label)
        # "1.2" under "1": the arabic label holds its parents already.
        if item.level == "letter":
            above = [a for n, a in enumerate(above) if not (n + 1 < len(above) and above[n + 1].startswith(a + "."))]
        return ".".join([*above, item.label])


def build(document: Document, parts: Parts) -> list[Section]:
    """Return the top divisions of body and appendices."""
    builder = _Builder(document.text)
    for item in parts.body:
        builder.add(item)
    sections = builder.top
    for items in parts.appendices:
        sections.append(_appendix(document.text, items))
    return sections


def _appendix(text: str, items: list[Item]) -> Section:
    first = items[0]
    found = APPENDIX.match(first.block.text)
    start = first.block.start + (found.end() if found else 0)
    end = first.block.end
    taken = 1
    for item in items[1:6]:
        block = item.block
        if block.kind != "paragraph" or item.level in DIVISIONS or _ATTACHED.match(block.text):
            break
        if start >= first.block.end and end == first.block.end:
            start = block.start
        end = block.end
        taken += 1
    section = Section("PL", first, trimmed(text, start, end), -1)
    builder = _Builder(text, "PL")
    builder.stack = []
    holder = Section("PL", None, section.title, -1)
    builder.stack.append(holder)
    for item in items[taken:]:
        builder.add(item)
    section.items, section.children = holder.items, holder.children
    return section


def title_place(text: str, item: Item) -> tuple[int, int]:
    """Return where the title of a division stands: the heading, or the first sentence of a numbered paragraph."""
    body = item.text
    run_in = run_in_end(item)
    if run_in:
        return trimmed(text, item.start, item.start + run_in)
    if item.block.bold or body.endswith(":") or not re.search(r"[.;!?]", body):
        return trimmed(text, item.start, item.end)
    first = sentences(body)
    end = item.start + (first[0].end if first else len(body))
    start, end = trimmed(text, item.start, end)
    return start, min(end, start + CUT)


def run_in_end(item: Item) -> int:
    """Return the length of a run-in heading ("Công an xã: Chủ động …"), 0 where there is none."""
    colon = item.text.find(":")
    if colon < 0 or colon > CUT or colon >= len(item.text.rstrip()) - 1:
        return 0
    head, rest = item.text[:colon], item.text[colon + 1 :].strip()
    if item.block.bold and len(item.text) < 2 * CUT:
        return 0
    name = without_request(head)
    unit = body_end(head, name)
    wish = head[unit:].strip()
    if unit > name and len(wish) < 30 and (rest[:1].isupper() or not wish):
        return colon
    if re.search(r"[.;]\s", head):
        return 0
    capital = rest.lstrip('“"')[:1].isupper()
    # "Cổ động trực quan: treo 400 phướn …": a few words that name what the sentence behind them is about.
    named = (
        len(head.split()) <= NAME
        and not (unit > name and wish[:1].isalpha())
        and rest[-1:] == "."
        and head[:1].isupper()
    )
    return colon if (capital and len(head.split()) <= 14) or named else 0


def flat(sections: list[Section]) -> list[Section]:
    """Return all divisions in the order of the text."""
    found: list[Section] = []
    for section in sections:
        found.append(section)
        found.extend(flat(section.children))
    return found


def divisions(text: str, sections: list[Section]) -> tuple[Division, ...]:
    """Return the outline."""
    return tuple(
        Division(s.path, value_at(text, *s.title, 0.9 if s.title[1] > s.title[0] else 0.5)) for s in flat(sections)
    )
