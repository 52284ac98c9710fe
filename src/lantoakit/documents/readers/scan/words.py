"""Words that were seen -> printed lines with their boxes; what is no writing is left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

import numpy as np

from lantoakit.documents.raw import Line, SeenWord
from lantoakit.documents.readers.scan.cleaning import Pixels
from lantoakit.documents.readers.scan.light import INK, Grey
from lantoakit.documents.readers.scan.sheet import Placing
from lantoakit.documents.readers.scan.tesseract import Word
from lantoakit.text.inventory import is_syllable

_NO_LETTER = re.compile(r"[|¦_~^ˆ˜`°«»<>\\{}=¬¿¡§©®™]+")
_DASHES = re.compile(r"[-–—_~]{1,3}")
_NO_START = re.compile(r"[.,:;'’‘`\"]+")  # a line begins with no such mark alone
_PRINTED = re.compile(
    r"[\d.,/:%()–-]+|[A-ZĐ&.\-/]{2,}\W*|\d+[/-][\w/&.-]+|[\"“”'’(.,;:)…!?*•+–-]+|[IVX]+[.)]?|[a-zđ][.)]"
)
_QUOTES = re.compile(r"[“”\"]")
_EDGES = "\"“”'’(),.;:!?…/-–"
DASH = 80.0  # confidence of a dash that is seen by its shape alone
SURE = 85.0  # confidence from which a word of any spelling stands
_DOUBT, _NOISE = 60.0, 40.0
_FEW = 4  # letters that strokes of a pen are sometimes taken for
_BOLD = 1.22  # times the usual stroke


@dataclass(frozen=True)
class Seen:
    """The lines of a strip, and the boxes (pixels of the straight page) of what looked like letters and is none."""

    lines: list[Line]
    debris: list[Pixels]


def likely(text: str) -> bool:
    """Whether a word is spelled like one: a syllable, a number, a sign, an abbreviation or a mark.

    >>> [likely(text) for text in ("tỉnh,", "57-NQ/TW", "chính-trị", "JYỜN")]
    [True, True, True, False]
    """
    if _PRINTED.fullmatch(text):
        return True
    parts = [part for part in re.split(r"[-–/]", text.strip(_EDGES)) if part]
    return bool(parts) and all(is_syllable(part) for part in parts)


def lines_of(words: Sequence[Word], page: Grey, placing: Placing, number: int, *, beside: bool) -> Seen:
    """Put the words of a strip (pixels of the straight page) into lines. `beside` is a column beside another."""
    lines: list[Line] = []
    debris: list[Pixels] = []
    for _, members in groupby(_without_stray_quotes(words), key=lambda word: word.line):
        row = [word for word in members if not _NO_LETTER.fullmatch(word.text)]
        while row and _NO_START.fullmatch(row[0].text):
            row = row[1:]
        if row and _DASHES.fullmatch(row[0].text):
            row = [replace(row[0], text="-"), *row[1:]]
        if row and not _is_scrawl(row):
            dash = _dash_before(row[0], page)
            lines.append(_line([dash, *row] if dash else row, placing, number, beside))
        else:
            debris += [(word.left, word.top, word.right, word.bottom) for word in row]
    return Seen(_with_gaps(lines), debris)


def _without_stray_quotes(words: Sequence[Word]) -> list[Word]:
    """Take the quotation mark off a word that begins a line where the word is not sure and nothing closes the quotation
    before another one opens: what is left of a stamp's frame looks like one.
    """
    kept = list(words)
    closed = False
    for n in range(len(words) - 1, -1, -1):
        word = words[n]
        begins = n == 0 or words[n - 1].line != word.line
        if begins and not closed and word.confidence < SURE and re.match(r"[“\"]\w", word.text):
            kept[n] = replace(word, text=word.text[1:])
            continue
        quotes = _QUOTES.findall(word.text)
        if quotes:
            closed = quotes[0] != "“"
    return kept


def _is_scrawl(row: list[Word]) -> bool:
    """Whether hardly a word of a line is one."""
    sure = sum(word.confidence for word in row) / len(row)
    letters = [c for word in row for c in word.text if c.isalnum()]
    if not letters:
        return sure < SURE
    if len(letters) <= _FEW and not any(c.isdigit() for c in letters):
        return sure < _DOUBT
    known = sum(likely(word.text) for word in row)
    return sure < _DOUBT and (3 * known <= len(row) or (2 * known <= len(row) and sure < _NOISE))


def _dash_before(word: Word, page: Grey) -> Word | None:
    """Return the dash that stands before the first word of a line and was passed over as a speck."""
    if not word.text[:1].isalpha():
        return None
    high = word.bottom - word.top
    left, right = max(0, word.left - round(1.1 * high)), max(0, word.left - round(0.12 * high))
    ink = page[word.top : word.bottom, left:right] < INK
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if rows.size == 0:
        return None
    thick, wide = int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1
    middle = (rows[0] + rows[-1]) / 2 / high
    if not (thick <= 0.2 * high and 0.15 * high <= wide <= 0.65 * high and wide >= 1.5 * thick and 0.35 < middle < 0.8):
        return None
    begin, top = left + int(columns[0]), word.top + int(rows[0])
    return Word("-", begin, top, begin + wide, top + thick, DASH, word.line)


def _line(row: list[Word], placing: Placing, number: int, beside: bool) -> Line:
    box = placing.straight(
        min(w.left for w in row), min(w.top for w in row), max(w.right for w in row), max(w.bottom for w in row)
    )
    seen = tuple(
        SeenWord(w.text, placing.original(w.left, w.top, w.right, w.bottom), min(1.0, w.confidence / 100)) for w in row
    )
    text = " ".join(word.text for word in row)
    return Line(text, box[0], box[2], number, box, fixed=beside and not text[:1].islower(), words=seen)


def _with_gaps(lines: list[Line]) -> list[Line]:
    """Mark lines that more white space than usual parts from the line above."""
    middles = [(line.box[1] + line.box[3]) / 2 for line in lines if line.box]
    steps = [b - a for a, b in pairwise(middles)]
    usual = sorted(steps)[len(steps) // 4] if steps else 0.0
    return [replace(line, gap=n > 0 and steps[n - 1] > 1.22 * usual + 0.5) for n, line in enumerate(lines)]


def without_margins(lines: list[Line]) -> list[Line]:
    """Leave out what stands wholly beside the text, in the margin at its left: staples, holes, folds."""
    edges = sorted(line.left for line in lines for _ in line.text)
    if len(lines) < 6 or not edges:
        return lines
    edge = edges[len(edges) // 20]
    return [line for line in lines if line.right >= edge - 6 or not _is_fleck(line)]


def _is_fleck(line: Line) -> bool:
    letters = [c for c in line.text if c.isalnum()]
    sure = sum(word.confidence for word in line.words) / max(1, len(line.words))
    return len(letters) <= _FEW and sure * 100 < SURE and not any(c.isdigit() for c in letters)


def with_weights(lines: list[Line], grey: Grey, placing: Placing) -> list[Line]:
    """Mark the bold lines: those whose strokes are thicker than those of most letters of the page."""
    strokes = [_stroke(line, grey, placing) for line in lines]
    weighed = [stroke for stroke, line in zip(strokes, lines, strict=True) for _ in line.text[:80] if stroke > 0]
    if not weighed:
        return lines
    usual = median(weighed)
    return [replace(line, bold=stroke > _BOLD * usual) for stroke, line in zip(strokes, lines, strict=True)]


def _stroke(line: Line, grey: Grey, placing: Placing) -> float:
    """Return how thick the strokes of a line are, in pixels; 0.0 where there is no ink."""
    if line.box is None:
        return 0.0
    left, top, right, bottom = (max(0, round(edge / placing.points)) for edge in line.box)
    ink = grey[top:bottom, left:right] < INK
    starts = int((ink[:, 1:] & ~ink[:, :-1]).sum()) + int(ink[:, :1].sum())
    return float(ink.sum()) / starts if starts else 0.0
