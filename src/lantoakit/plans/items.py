"""Blocks with their marks: roman, arabic, letter, dash."""

import re
from dataclasses import dataclass

from lantoakit.documents import Block
from lantoakit.documents import markers as m
from lantoakit.plans.model import Value
from lantoakit.text.letters import UPPER

_ORDINALS = {"nhất": "I", "hai": "II", "ba": "III", "tư": "IV", "bốn": "IV", "năm": "V", "sáu": "VI", "bảy": "VII"}
_LABELS = (
    ("part", re.compile(rf"Phần thứ ({'|'.join(_ORDINALS)})(?![^\W\d_])\s*[.:-]?\s*", re.IGNORECASE)),
    ("roman", re.compile(r"(?:(?:PHẦN|Phần)\s+)?([IVX]{1,6})\s?[.\-/):]\s?(?=\S)")),
    ("article", re.compile(r"((?:Điều)\s+\d{1,3})\s*[.:]\s*(?=\S)")),
    ("arabic", re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})(?:\s?[.)]?\s+(?=\D)|\s?[-/]\s(?=[^\W\d_]))")),
    ("arabic", re.compile(r"(\d{1,2})\s?(?:[.)]\s?(?=[^\W\d_]|[\"“(\[]|\d{1,3}(?:,\d+)?\s?%)|[-/]\s(?=[^\W\d_]))")),
    ("letter", re.compile(r"([a-zđ])\s?(?:\)\s?(?=\S)|\.\s+(?=[^\W\d_]))")),
    ("upper", re.compile(rf"([A-H])\s?[.\-)]\s+(?=[{UPPER}]{{2}})")),
)
_PLUS = re.compile(r"\+\s*(?=\S)")
DIVISIONS = {"part", "upper", "roman", "article", "arabic", "letter"}


@dataclass(frozen=True)
class Item:
    """A block: the kind of its mark ("roman", …, "dash", "plus", "none"), its label, its words behind the mark."""

    block: Block
    level: str
    label: str
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def item_of(block: Block) -> Item:
    """Read the mark of a block."""
    text = block.text
    if block.kind != "footnote":
        for level, pattern in _LABELS:
            found = pattern.match(text)
            if found:
                label = _ORDINALS[found.group(1).lower()] if level == "part" else found.group(1)
                return _item(block, level, label, found.end())
    plus = _PLUS.match(text)
    if plus:
        return _item(block, "plus", "+", plus.end())
    dash = m.BULLET.match(text)
    if dash:
        return _item(block, "dash", "-", dash.end())
    return _item(block, "none", "", 0)


def _item(block: Block, level: str, label: str, at: int) -> Item:
    return Item(block, level, label, block.start + at, block.text[at:])


def value_at(text: str, start: int, end: int, confidence: float = 0.9, candidates: tuple[str, ...] = ()) -> Value[str]:
    """Return the words at a place as a value, line feeds between blocks as spaces."""
    return Value(text[start:end].replace("\n", " "), start, end, confidence, candidates)


def trimmed(text: str, start: int, end: int, marks: str = " .;:,") -> tuple[int, int]:
    """Return the place without marks and white space at its end (and white space at its start)."""
    while end > start and (text[end - 1] in marks or text[end - 1].isspace()):
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
