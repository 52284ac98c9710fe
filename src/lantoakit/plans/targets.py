"""Figures to reach: a number with its measure and year."""

import re

from lantoakit.documents import Document
from lantoakit.plans.items import Item, value_at
from lantoakit.plans.model import Target
from lantoakit.plans.outline import Section, flat
from lantoakit.text import sentences

_FIGURE = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{3})+|\d{1,9}(?:,\d{1,3})?)\s?(?P<measure>%|phần trăm|lượt|buổi|lớp|tin, bài"
    r"|tin bài|bài viết"
    r"|cuộc|người|hộ|mô hình|video|hội nghị|cuộc thi|tổ|điểm)(?![^\W\d_])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:năm|cuối năm|đến năm)\s+(20\d\d)(?!\d)|(?:tháng\s+)?\d{1,2}/(20\d\d)", re.IGNORECASE)
LONGEST = 1_200  # characters of a sentence that is shown whole
_GOAL = re.compile(r"phấn đấu|ít nhất|tối thiểu|đạt|trên|từ|chỉ tiêu|mục tiêu|bảo đảm|đảm bảo|có|100", re.IGNORECASE)


def read_targets(document: Document, sections: list[Section]) -> tuple[Target, ...]:
    """Return the figures that the body sets, each with its sentence."""
    found: list[Target] = []
    for section in flat(sections):
        items: list[Item] = ([section.head] if section.head else []) + section.items
        for item in items:
            found.extend(_item(document.text, item, section.path))
    return tuple(found)


def _clause(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of a sentence that says what a figure is of: all of it, of a very long one what is near."""
    if len(sentence) <= LONGEST:
        return 0, len(sentence)
    first = sentence.rfind("; ", max(0, start - LONGEST // 2), start)
    last = sentence.find(";", end, end + LONGEST // 2)
    return first + 2 if first >= 0 else max(0, start - LONGEST // 2), last + 1 or min(len(sentence), end + LONGEST // 2)


def _item(text: str, item: Item, path: str) -> list[Target]:
    found: list[Target] = []
    for sentence in sentences(item.text):
        year = _YEAR.search(sentence.text)
        for figure in _FIGURE.finditer(sentence.text):
            percent = figure["measure"] in ("%", "phần trăm")
            if not percent and not _GOAL.search(sentence.text[max(0, figure.start() - 30) : figure.start()]):
                continue
            start, end = _clause(sentence.text, figure.start(), figure.end())
            start, end = item.start + sentence.start + start, item.start + sentence.start + end
            number = float(figure["number"].replace(".", "").replace(",", "."))
            when = int(year.group(1) or year.group(2)) if year else None
            measure = "%" if percent else figure["measure"].lower()
            found.append(Target(value_at(text, start, end, 0.75 if percent else 0.6), measure, number, when, path))
    return found
