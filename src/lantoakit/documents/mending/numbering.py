"""Mends that the numbering proves: roman numbers of headings and quarters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lantoakit.documents.mending.tokens import Token
from lantoakit.documents.model import Document, Mend

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_VALUES = {roman: n for n, roman in enumerate(_ROMAN, start=1)}
_HEADING = re.compile(
    r"(?P<number>[IVXHTLlỊÌY1|!]{1,5})"
    r"(?:(?=\s?[.\-/)]\s?(?P<title>[^\W\d_]{2,}))|(?=\s(?P<bare>[^\W\d_]{2,}\s[^\W\d_]{2,})))"
)
_QUARTER = re.compile(r"\b[Qq][uU][ýÝ]\s+(?P<number>[IVHTLl1|!]{1,4})(?=\s?[/.,;)]|\s|$)")
_STROKES = str.maketrans({"T": "I", "L": "I", "l": "I", "1": "I", "|": "I", "!": "I", "Ị": "I", "Ì": "I", "Y": "V"})


def numbers(document: Document, tokens: Sequence[Token]) -> Iterator[Mend]:
    """Yield mends of roman numbers: of headings that stand between others, and of quarters."""
    yield from _headings(document)
    for found in _QUARTER.finditer(document.text):
        meant = strokes(found["number"])
        if meant in _ROMAN[:4] and meant != found["number"]:
            yield _mend(document, found.start("number"), found.end("number"), meant)


def strokes(printed: str) -> str:
    """Return a roman number as its strokes are most likely meant.

    >>> strokes("H"), strokes("I1"), strokes("VỊ")
    ('II', 'II', 'VI')
    """
    return printed.replace("H", "II").translate(_STROKES)


@dataclass(frozen=True)
class _Heading:
    """A heading: where it starts, its number as printed, and as its strokes are meant; `end` ends a mended number."""

    start: int
    printed: str
    meant: str
    end: str = ""


def _headings(document: Document) -> Iterator[Mend]:
    """Between two headings whose numbers are as far apart as they are, all others are numbered in order."""
    rows = _rows(document)
    n = 0
    while n < len(rows):
        value = _VALUES.get(rows[n].meant)
        if value is None or (n == 0 and value != 1):
            n += 1
            continue
        last = _anchor(rows, n, value)
        for m in range(n, max(last, n + 1)):
            right = _ROMAN[value + m - n - 1] + rows[m].end
            if rows[m].printed != right:
                yield _mend(document, rows[m].start, rows[m].start + len(rows[m].printed), right)
        n = max(last, n + 1)


def _rows(document: Document) -> list[_Heading]:
    rows: list[_Heading] = []
    for block in document.blocks:
        found = _HEADING.match(block.text) if block.cell is None else None
        if not found:
            continue
        number = found["number"]
        if found["title"] and found["title"].isupper():
            rows.append(_Heading(block.start, number, strokes(number)))
        elif found["bare"] and found["bare"].isupper() and len(number) > 1 and number[-1] not in "IVX":
            # The full stop was taken for a stroke: "IIIL KINH PHÍ".
            rows.append(_Heading(block.start, number, strokes(number[:-1]), "."))
    return rows


def _anchor(rows: Sequence[_Heading], n: int, value: int) -> int:
    """Return the next heading that has the number it must have if all between are in order; n where there is none."""
    for m in range(n + 1, min(len(rows), n + 8)):
        expected = value + m - n
        if expected > len(_ROMAN):
            break
        if rows[m].meant == _ROMAN[expected - 1]:
            return m
        if not _near(rows[m].meant, _ROMAN[expected - 1]):
            break
    return n


def _near(printed: str, meant: str) -> bool:
    """Whether one stroke was seen too little or too much."""
    shorter, longer = sorted((printed, meant), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    if len(longer) == len(shorter):
        return sum(a != b for a, b in zip(shorter, longer, strict=True)) <= 1
    return any(longer[:k] + longer[k + 1 :] == shorter for k in range(len(longer)))


def _mend(document: Document, start: int, end: int, meant: str) -> Mend:
    seen = [word.confidence for word in document.words_in(start, end) if word.confidence is not None]
    return Mend(start, end, document.text[start:end], meant, "number", min(seen, default=0.5))
