"""Ruled lines of a page image: long dark runs, found, measured and wiped out before the letters are read."""

from dataclasses import dataclass

import numpy as np

from lantoakit.documents.readers.scan.groups import regions_of
from lantoakit.documents.readers.scan.light import INK, Grey, Mask

SHORTEST = 0.55  # inches: no shorter run across is a rule
SHORTEST_DOWN = 0.24  # inches: letters are not as tall
_DENSE, _DENSER = 0.85, 0.96  # of a run is dark, of one that three rows make
_BROKEN = 0.12  # inches: pieces of a line that are as near as this are one
_THICKEST = 0.06  # inches


@dataclass(frozen=True)
class Ruling:
    """A ruled line in pixels: across its middle `at` and `thick`, along it from `start` to `end`."""

    at: float
    start: int
    end: int
    thick: int


def halved(grey: Grey) -> Mask:
    """Return where ink is at half the size: where any of four pixels is dark."""
    rows, columns = grey.shape[0] // 2 * 2, grey.shape[1] // 2 * 2
    even, odd = grey[:rows:2, :columns], grey[1:rows:2, :columns]
    darker = np.minimum(even, odd)
    return np.minimum(darker[:, ::2], darker[:, 1::2]) < INK


def rulings_of(
    ink: Mask, dpi: float, shortest: tuple[float, float] = (SHORTEST, SHORTEST_DOWN)
) -> tuple[list[Ruling], list[Ruling]]:
    """Return the lines across and down of a page, from its ink at half the size, in pixels of the page.

    `shortest` is the least length of either, in inches.
    """
    least_across, least_down = (share * dpi for share in shortest)
    # The bars of letters side by side would join to a line across; nothing in a text joins down a page.
    pieces = _found(_runs(ink, round(least_across / 2)), dpi)
    across = _joined([rule for rule in pieces if rule.end - rule.start >= least_across], dpi)
    down = _joined(_found(_runs(np.ascontiguousarray(ink.T), round(least_down / 2), drifting=True), dpi), dpi)
    return across, [rule for rule in down if rule.end - rule.start >= least_down]


def wiped(grey: Grey, across: list[Ruling], down: list[Ruling]) -> Grey:
    """Return the page without its lines; the strokes of letters that cross a line stay."""
    if not across and not down:
        return grey
    out = grey.copy()
    for rules, before, plane in ((across, grey, out), (down, grey.T, out.T)):
        for rule in rules:
            half = rule.thick / 2 + 1.5
            first, last = max(0, round(rule.at - half)), round(rule.at + half) + 1
            begin, end = max(0, rule.start - 2), rule.end + 2
            above = before[max(0, first - 2) : first, begin:end].min(axis=0, initial=255)
            below = before[last : last + 2, begin:end].min(axis=0, initial=255)
            crossed = (above < INK) & (below < INK)
            plane[first:last, begin:end][:, ~crossed] = 255
    return out


def _runs(ink: Mask, length: int, *, drifting: bool = False) -> Mask:
    """Return the pixels of all runs along the rows that are at least `length` long and nearly all dark.

    A thin line that is `drifting` goes on in the rows beside it. Only lines down a page are followed so: of lines
    across, letters in bold would be some.
    """
    if ink.shape[1] <= length or ink.shape[0] < 3:
        return np.zeros_like(ink)
    found = _covered(ink, length, _DENSE)
    if drifting:
        wide = ink.copy()
        wide[:-1] |= ink[1:]
        wide[1:] |= ink[:-1]
        found |= _covered(wide, length, _DENSER)
    return found & ink


def _covered(ink: Mask, length: int, share: float) -> Mask:
    """Return what windows along the rows cover that are dark for the most part."""
    sums = np.zeros((ink.shape[0], ink.shape[1] + 1), dtype=np.int32)
    np.cumsum(ink, axis=1, out=sums[:, 1:])
    rows, starts = np.nonzero((sums[:, length:] - sums[:, :-length]) >= share * length)
    edges = np.zeros((ink.shape[0], ink.shape[1] + 1), dtype=np.int32)
    np.add.at(edges, (rows, starts), 1)
    np.add.at(edges, (rows, starts + length), -1)
    return np.asarray(np.cumsum(edges, axis=1)[:, :-1] > 0)


def _found(runs: Mask, dpi: float) -> list[Ruling]:
    found: list[Ruling] = []
    for region in regions_of(runs, 1):
        long, rows = region.right - region.left, region.cells[:, 0]
        thick = max(1, round(len(rows) / long))
        if thick * 2 <= _THICKEST * dpi and region.bottom - region.top <= 4 * thick + 6:
            found.append(Ruling(2 * float(rows.mean()) + 1, 2 * region.left, 2 * region.right, 2 * thick))
    return found


def _joined(rules: list[Ruling], dpi: float) -> list[Ruling]:
    """Join the pieces of lines that a coarse scan broke."""
    done: list[Ruling] = []
    for rule in sorted(rules, key=lambda r: (r.start, r.at)):
        for n, other in enumerate(done):
            near = abs(rule.at - other.at) <= max(4, rule.thick, other.thick)
            if near and other.start <= rule.start <= other.end + _BROKEN * dpi:
                at = (rule.at + other.at) / 2
                done[n] = Ruling(at, other.start, max(rule.end, other.end), max(rule.thick, other.thick))
                break
        else:
            done.append(rule)
    return done
