"""The order in which the lines of a page are read: of columns side by side (head, signature) one after the other."""

import re
from itertools import pairwise

from lantoakit.documents import markers
from lantoakit.documents.readers.pdf_lines import Printed, TextLayer, around, column_edges, cut

# A list's mark, which a tab may part from its words.
_MARK = re.compile(r"(?:[IVX]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])\s?[.)/-]|[-–+•]|Điều \d{1,3}\.")
_ENDS_COLUMNS = re.compile(r"kính gửi\b|căn cứ\b|thực hiện\b", re.IGNORECASE)
REACH = 9.0  # of the letters' size: a lone line as near as this belongs to a column above it
UP = 2.6  # the same for a lone line above two columns
NEARBY = 10.0  # of the letters' size: lines that may share the white space between two columns
NARROW = 0.6  # of the letters' size: the least white space between two columns
SHORT = 12  # lines: a column with as many at most is no running text
GUTTER = 6.0  # points between two columns at least
CLOSE = -3.0  # points between a line and the other column: lines of different rows may reach over a little
WIDER = 1.22  # of the usual step: more white space than this parts paragraphs


def parted(lines: list[Printed], layer: TextLayer) -> list[Printed]:
    """Return the lines, cut where white space is wide enough to part columns, or stands where it does nearby."""
    if not any(line.runs for line in lines):
        return lines
    edges = [column_edges(line) if line.runs else [] for line in lines]
    by_height = sorted(lines, key=lambda x: (x.base, x.left))
    gutters = [(a.base, a.right, b.left) for a, b in pairwise(by_height) if a.right < b.left and _beside(a, b)]
    for line, gaps in zip(lines, edges, strict=True):
        if len(gaps) == 1:
            gutters += [(line.base, a[2], b[0]) for a, b in pairwise(line.runs) if a[2] < gaps[0] < b[0]]
    found: list[Printed] = []
    for line, wide in zip(lines, edges, strict=True):
        own = wide or (_narrow_edges(line, gutters) if gutters and line.runs else [])
        found += _with_marks(cut(line, own, layer)) if own else [line]
    return found


def _narrow_edges(line: Printed, gutters: list[tuple[float, float, float]]) -> list[float]:
    """Return the places of narrower white space in a line that stands over the white space between two columns."""
    near = [(left, right) for base, left, right in gutters if abs(base - line.base) < NEARBY * line.size]
    return [
        (a[2] + b[0]) / 2
        for a, b in pairwise(line.runs)
        if b[0] - a[2] > NARROW * line.size and any(min(b[0], right) - max(a[2], left) > 2 for left, right in near)
    ]


def _with_marks(parts: list[Printed]) -> list[Printed]:
    """Join the mark of a list to its words, and a row of several parts that no column explains."""
    found = parts[:1]
    for part in parts[1:]:
        if _MARK.fullmatch(found[-1].text) or len(parts) > 2:
            found[-1] = joined([found[-1], part])
        else:
            found.append(part)
    return found


def joined(parts: list[Printed]) -> Printed:
    """Return parts of one row as one line."""
    if len(parts) == 1:
        return parts[0]
    line = Printed(
        " ".join(part.text for part in parts),
        around(part.box for part in parts),
        base=parts[0].base,
        size=max(part.size for part in parts),
        bold=all(part.bold for part in parts),
    )
    line.notes = tuple(note for part in parts for note in part.notes)
    line.origin = parts[0].origin or parts[0]
    return line


def ordered(lines: list[Printed]) -> list[Printed]:
    """Return the lines of a page as they are read, with the white space above them marked."""
    rows = _rows(lines)
    flat = [line for row in rows for line in row]
    if all(len(row) == 1 for row in rows) and not _overlap(flat):
        return with_gaps(flat)
    found: list[Printed] = []
    at = 0
    while at < len(flat):
        partner = _partner(flat, at)
        if partner is None:
            found.append(flat[at])
            at += 1
            continue
        left, right, end = _columns(flat, at, partner)
        if len(left) + len(right) == 2 and not _apart(left[0], right[0]):
            found.append(joined([left[0], right[0]]))
        else:
            _take_above(found, left, right)
            left, right = _whole(left), _whole(right)
            for column in (left, right):
                for line in column:
                    line.fixed = line is column[0] or (_begins(line.text) and len(column) <= SHORT)
            found += left + right
        at = end
    return with_gaps(found)


def _begins(text: str) -> bool:
    """Whether a line in a column looks like no rest of the line above it."""
    if text[:1].isdigit():
        return markers.is_heading_mark(text)
    return not text[:1].islower() and text[:1] != "("


def _rows(lines: list[Printed]) -> list[list[Printed]]:
    """Group lines of one height from top to bottom; marks of lists are joined to their words."""
    rows: list[list[Printed]] = []
    for line in sorted(lines, key=lambda x: (x.base, x.left)):
        if rows and abs(rows[-1][0].base - line.base) < 0.3 * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_row(sorted(row, key=lambda x: x.left)) if len(row) > 1 else row for row in rows]


def _row(row: list[Printed]) -> list[Printed]:
    found = row[:1]
    for line in row[1:]:
        last = found[-1]
        if _MARK.fullmatch(last.text) or line.left - last.right < min(NARROW * line.size, GUTTER) or len(row) > 2:
            found[-1] = joined([last, line])
        else:
            found.append(line)
    return found


def _overlap(flat: list[Printed]) -> bool:
    """Whether any two neighbouring lines stand beside one another."""
    return any(_beside(a, b) for a, b in pairwise(flat))


def _beside(a: Printed, b: Printed) -> bool:
    return abs(a.base - b.base) < 0.8 * min(a.size, b.size) and (
        a.right + GUTTER <= b.left or b.right + GUTTER <= a.left
    )


def _partner(flat: list[Printed], at: int) -> int | None:
    """Return the number of the line that stands beside line `at`, None for none."""
    for n in range(at + 1, min(at + 4, len(flat))):
        if _beside(flat[at], flat[n]):
            return n
    return None


def _columns(flat: list[Printed], at: int, partner: int) -> tuple[list[Printed], list[Printed], int]:
    """Return the lines of the two columns that begin with two lines, and the number of the line behind them."""
    first = flat[at : partner + 1]
    a, b = (flat[at], flat[partner]) if flat[at].left < flat[partner].left else (flat[partner], flat[at])
    left, right = [a], [b]
    edges = [a.right, b.left]
    for line in first[1:-1]:
        if not _put(line, left, right, edges):
            return left, right, partner + 1
    end = partner + 1
    reached = max(line.base for line in first)
    while end < len(flat):
        line = flat[end]
        beside = _beside(flat[end - 1], line) or (end + 1 < len(flat) and _beside(line, flat[end + 1]))
        if line.base - reached > REACH * line.size or (not beside and _parts(line)):
            break
        if not _put(line, left, right, edges):
            break
        reached = line.base
        end += 1
    return left, right, end


def _parts(line: Printed) -> bool:
    """Whether a lone line begins what follows the columns."""
    text = line.text
    return bool(markers.is_kind_line(text) or markers.is_heading_mark(text) or _ENDS_COLUMNS.match(text))


def _put(line: Printed, left: list[Printed], right: list[Printed], edges: list[float]) -> bool:
    """Put a line into its column, unless it crosses the space between the two."""
    fits_left, fits_right = line.right + CLOSE <= edges[1], line.left >= edges[0] + CLOSE
    if fits_left and fits_right:
        fits_left = abs(line.middle - left[-1].middle) < abs(line.middle - right[-1].middle)
    if fits_left:
        left.append(line)
        edges[0] = max(edges[0], line.right)
    elif fits_right:
        right.append(line)
        edges[1] = min(edges[1], line.left)
    return fits_left or fits_right


def _apart(a: Printed, b: Printed) -> bool:
    """Whether two lone parts of a row are parts of columns by their words."""
    return markers.is_fixed(a.text) or markers.is_fixed(b.text) or (a.text.isupper() and b.text.isupper())


def _whole(column: list[Printed]) -> list[Printed]:
    """Return a column with a last word in capitals joined to its line: "PHÓ BÍ THƯ THƯỜNG" / "TRỰC"."""
    widest = max(line.right - line.left for line in column)
    found = column[:1]
    for line in column[1:]:
        above = found[-1]
        alone = line.text.isupper() and line.text.isalpha() and above.text.isupper() and above.bold == line.bold
        near = line.base - above.base < 1.9 * line.size and above.size == line.size
        if alone and near and above.right - above.left + line.right - line.left > widest:
            found[-1] = joined([above, line])
        else:
            found.append(line)
    return found


def _take_above(found: list[Printed], left: list[Printed], right: list[Printed]) -> None:
    """Take a line right above two columns into the right one where it stands over it."""
    edge = max(line.right for line in left)
    while found:
        line = found[-1]
        if line.left < edge + GUTTER or right[0].base - line.base > UP * line.size or line.fixed:
            return
        right.insert(0, found.pop())


def with_gaps(lines: list[Printed]) -> list[Printed]:
    """Mark lines that more white space than usual parts from the line above."""
    steps = sorted(b.base - a.base for a, b in pairwise(lines) if b.base > a.base)
    usual = steps[len(steps) // 4] if steps else 0.0
    for above, line in pairwise(lines):
        line.gap = line.base - above.base > WIDER * usual + 0.5
    return lines
