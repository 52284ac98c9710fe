"""What stands in the margins of pages: page numbers, and heads and feet that run from page to page."""

import re
from bisect import bisect_right
from itertools import pairwise

from lantoakit.documents.readers.pdf_frame import Frame
from lantoakit.documents.readers.pdf_lines import Printed

MARGIN = 0.1  # of the page's height: page numbers stand in it
RUNNING = 0.12  # the same for heads and feet that run
LEAST = 72.0  # points: a margin is as high at least
APART = 1.4  # of the usual step from line to line: white space that parts a margin from the text
SOME = 24  # lines of a page that tell its usual step and size
SMALL = 0.9  # of the text's size: a smaller line in a margin is none of the text
NEAR = 3.0  # points: a running line stands on every page at the same height
_NUMBER = re.compile(
    r"\W{0,3}(?:(?:trang|tr\.|page)\s*(?:số\s*)?)?[-–\s]*\d{1,4}(?:\s*(?:/|trên|of)\s*\d{1,4})?\W{0,3}", re.IGNORECASE
)
_LONGEST_NUMBER = 40
_VARYING = re.compile(r"\d+|\s+")


class Margins:
    """The lines in the margins of the pages seen so far."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str, int], Printed] = {}
        self.running: set[int] = set()  # identities of lines that turned out to run when a later page repeated them

    def sift(self, frame: Frame, lines: list[Printed]) -> list[Printed]:
        """Return the lines of the next page without its number and without what an earlier page has at the same
        place.
        """
        leaving = {id(line) for line in _outer(frame, lines) if self._leaves(frame, line, lines)}
        return [line for line in lines if id(line) not in leaving] if leaving else lines

    def _leaves(self, frame: Frame, line: Printed, lines: list[Printed]) -> bool:
        if is_number(frame, line):
            return not any(_marks(line, other) for other in lines)
        zone = in_margin(frame, line)
        if zone is None:
            return False
        name, place = zone
        words = _VARYING.sub("#", line.text)
        step = round(place / NEAR)
        for near in (step, step - 1, step + 1):
            other = self._first.get((name, words, near))
            if other is not None:
                self.running.add(id(other))
                return True
        self._first[name, words, step] = line
        return False


def _outer(frame: Frame, lines: list[Printed]) -> list[Printed]:
    """Return the lines in the margins that more white space than usual, or another size, parts from the text."""
    if frame.turns != frame.shown:
        return [line for line in lines if in_margin(frame, line)]
    height = frame.shown_height
    zone = max(RUNNING * height, LEAST)
    top = sorted((line for line in lines if line.bottom < zone), key=lambda x: x.base)
    bottom = sorted((line for line in lines if line.top > height - zone), key=lambda x: -x.base)
    if not top and not bottom:
        return []
    bases = sorted([line.base for line in lines])
    some = lines[:SOME]
    steps = sorted([b.base - a.base for a, b in pairwise(some) if b.base - a.base > 1])
    body = sorted([line.size for line in some])[len(some) // 2]
    usual = APART * min(steps[len(steps) // 3], 2 * body) if steps else 0.0
    below = [-base for base in reversed(bases)]
    return _parted(frame, top, bases, usual=usual, body=body) + _parted(frame, bottom, below, usual=usual, body=body)


def _parted(frame: Frame, edge: list[Printed], bases: list[float], *, usual: float, body: float) -> list[Printed]:
    """Return the lines at one edge (from outside in) down to the last that white space or its size parts from what
    is inside; a page's number needs neither. `bases` are those of all lines, rising from that edge.
    """
    last = 0
    sign = 1 if edge and abs(bases[0] - edge[0].base) < 1 else -1
    for n, line in enumerate(edge, start=1):
        base = sign * line.base
        inside = bisect_right(bases, base + 0.3 * line.size)
        alone = n == 1 and inside == 1 and is_number(frame, line)
        if alone or inside == len(bases) or bases[inside] - base > usual or line.size < SMALL * body:
            last = n
    return edge[:last]


def in_margin(frame: Frame, line: Printed) -> tuple[str, float] | None:
    """Return in which margin of the page as it is shown a line stands, and how far from the edge; None for none."""
    height = frame.shown_height
    box = line.box if frame.turns == frame.shown else frame.on_page(line.box)
    zone = max(RUNNING * height, LEAST)
    if box[3] < zone:
        return "top", box[3]
    if box[1] > height - zone:
        return "bottom", height - box[3]
    return None


def _marks(line: Printed, other: Printed) -> bool:
    """Whether a number is the mark of a footnote, whose words stand right beside it."""
    return abs(line.base - other.base) < other.size and 0 < other.left - line.right < 1.5 * other.size


def is_number(frame: Frame, line: Printed) -> bool:
    """Whether a line is a page's number in a margin."""
    if len(line.text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(line.text):
        return False
    box = line.box if frame.turns == frame.shown else frame.on_page(line.box)
    height = frame.shown_height
    zone = max(MARGIN * height, LEAST)
    return box[3] < zone or box[1] > height - zone
