"""The part of a document's text around a task, cut into pieces so that the words of each field can be lit."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from lantoa.plans.mends import Mend

BEFORE, AFTER = 4, 6
"""Paragraphs shown before and behind the task's own."""
_HEADING = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*)\.\s|PHỤ LỤC|KẾ HOẠCH")
_LONGEST_HEADING = 110


@dataclass(frozen=True, slots=True)
class Light:
    """Words of one field: [start, end) in the text, its number on the page, and whether they are doubtful."""

    start: int
    end: int
    number: int
    unsure: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: `light` where it is lit, `opens` where that light begins, `mend` where a scan's word
    was put right."""

    text: str
    light: Light | None = None
    opens: bool = False
    mend: Mend | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text: `own` belongs to the task, `gap` says that something is left out before it."""

    index: int
    pieces: tuple[Piece, ...]
    own: bool
    heading: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Window:
    """What is shown; `previous` and `following`: the paragraphs at which the pages beside it start, None for none."""

    paragraphs: tuple[Paragraph, ...]
    previous: int | None
    following: int | None


def window(
    text: str,
    own: tuple[int, int] | None,
    lights: Sequence[Light],
    first: int | None = None,
    mends: Sequence[Mend] = (),
) -> Window:
    """The text around `own` with `lights` lit, or from paragraph `first` on. An empty text gives an empty window."""
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    if not text.strip():
        return Window((), None, None)

    def at(offset: int) -> int:
        return bisect_right(starts, offset) - 1

    begin, end = (at(own[0]), at(max(own[0], own[1] - 1))) if own else (0, 0)
    low = max(0, begin - BEFORE) if first is None else max(0, min(first, len(starts) - 1))
    high = min(len(starts), (end if first is None else low + BEFORE) + AFTER + 1)
    far = {at(light.start) for light in lights} - set(range(low, high)) if first is None else set()
    shown = sorted({*far, *range(low, high)})
    cutter = _Cutter(text, lights, mends)
    paragraphs = tuple(_paragraphs(cutter, starts, shown, (begin, end) if own else None))
    size = BEFORE + AFTER + 1
    return Window(paragraphs, max(0, low - size) if low else None, high if high < len(starts) else None)


def _paragraphs(
    cutter: _Cutter, starts: list[int], shown: list[int], own: tuple[int, int] | None
) -> Iterator[Paragraph]:
    text = cutter.text
    last = shown[0] - 1 if shown[0] == 0 else -1
    for index in shown:
        start = starts[index]
        end = starts[index + 1] - 1 if index + 1 < len(starts) else len(text)
        line = text[start:end]
        if line.strip():
            heading = len(line) <= _LONGEST_HEADING and bool(_HEADING.match(line))
            mine = own is not None and own[0] <= index <= own[1]
            yield Paragraph(index, tuple(cutter.pieces(start, end)), mine, heading, gap=index != last + 1)
        last = index


class _Cutter:
    """Cuts stretches of the text where lights and mends begin and end. Of lights that overlap the first is lit."""

    def __init__(self, text: str, lights: Sequence[Light], mends: Sequence[Mend]) -> None:
        self.text = text
        self._lights = sorted(lights, key=lambda one: one.start)
        self._mends = mends

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        edges = {edge for light in self._lights for edge in (light.start, light.end)}
        edges |= {edge for mend in self._mends for edge in (mend.start, mend.end)}
        parts = pairwise(sorted({start, *(edge for edge in edges if start < edge < end), end}))
        lit: Light | None = None
        for (light, mend), group in groupby(parts, key=lambda part: self._over(part[0])):
            ends = list(group)
            # A mend is shown whole where it begins, also where a field begins inside it.
            if mend is None or ends[0][0] == max(mend.start, start):
                words = mend.words if mend else self.text[ends[0][0] : ends[-1][1]]
                yield Piece(words, light, light is not None and light != lit, mend)
                lit = light

    def _over(self, at: int) -> tuple[Light | None, Mend | None]:
        light = next((one for one in self._lights if one.start <= at < one.end), None)
        return light, next((one for one in self._mends if one.start <= at < one.end), None)
