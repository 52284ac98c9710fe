"""Tables of a PDF page without vertical rules: columns told by white space, rows by numbers, rules or white space."""

import re
from bisect import bisect_right
from itertools import pairwise

from lantoakit.documents import markers
from lantoakit.documents.columns import role_of
from lantoakit.documents.readers.pdf_lines import OVER, Printed, TextLayer, cut, run_edges
from lantoakit.documents.readers.pdf_tables import TableCell, TablePiece
from lantoakit.documents.readers.ruled import Rule

GAP = 0.5  # of the letters' size: white space between two cells of a row
CLEAR = 0.8  # the same on both sides of a column that no row above used
HEADINGS = 6  # printed lines that headings take at most
SEED = 12  # rows from the headings on among which the one with most cells is sought
FAR = 3.2  # of the letters' size: white space below which no row of the table stands
_NUMBER = re.compile(r"\d{1,3}[.)]?|[IVX]{1,6}[.)]?|[A-Z][.)]?")
_LEAST_RULES = 3
_Interval = tuple[float, float]


def open_tables(
    lines: list[Printed], across: list[Rule], layer: TextLayer, before: list[float] | None
) -> tuple[list[TablePiece], list[Printed]]:
    """Return the tables without vertical rules and the lines outside them.

    `before` are the columns of a table that ended the page before: it may go on at the top of this one.
    """
    if before is None and not _may_hold_tables(lines):
        return [], lines
    rows = _rows(lines)
    found: list[TablePiece] = []
    rest: list[list[Printed]] = []
    at = 0
    if before and len(before) > 2:
        end = _goes_on(rows, before)
        if end:
            repeated = len(_segments(rows[0])) >= 3 and _has_roles(rows[:1], before, layer)
            found.append(_piece(rows[:end], before, across, layer, header=int(repeated)))
            at = end
    while at < len(rows):
        table = _table(rows, at, across, layer) if len(_segments(rows[at])) >= 3 else None
        if table is None:
            rest.append(rows[at])
            at += 1
            continue
        first, end, edges = table
        del rest[len(rest) - (at - first) :]  # the upper lines of its headings
        found.append(_piece(rows[first:end], edges, across, layer, header=1 + at - first))
        at = end
    return found, [line for row in rest for line in row]


def _may_hold_tables(lines: list[Printed]) -> bool:
    """Whether a row of three stretches may stand among lines: a quick look."""
    bases: dict[int, int] = {}
    for line in lines:
        place = int(line.base / 4)
        bases[place] = bases.get(place, 0) + (len(line.runs) or 1)
    return any(count + bases.get(place + 1, 0) >= 3 for place, count in bases.items())


def _rows(lines: list[Printed]) -> list[list[Printed]]:
    """Group lines that share a base line, from top to bottom."""
    rows: list[list[Printed]] = []
    for line in sorted(lines, key=lambda x: (x.base, x.left)):
        if rows and abs(rows[-1][0].base - line.base) < 0.35 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _segments(row: list[Printed]) -> list[_Interval]:
    """Return the stretches of a row that white space parts."""
    runs = sorted((run[0], run[2]) for line in row for run in (line.runs or [line.box]))
    reach = GAP * row[0].size
    found: list[_Interval] = []
    for left, right in runs:
        if found and left - found[-1][1] <= reach:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _table(
    rows: list[list[Printed]], at: int, across: list[Rule], layer: TextLayer
) -> tuple[int, int, list[float]] | None:
    """Return first row, end and edges of the columns of the table whose headings stand in row `at`."""
    band = _band(rows[at][0].base, across)
    if not band and not _may_head(rows[at], layer):
        return None
    pitch = rows[at][0].size
    reach = CLEAR * pitch
    # Headings may stand closer to one another than the cells below them.
    columns = max((_segments(row) for row in rows[at : at + SEED]), key=len)
    end = at + 1
    while end < len(rows):
        row = rows[end]
        inside = band is not None and row[0].base < band[-1] + 1
        if band and not inside:
            break
        wider = _widened(columns, _segments(row), reach)
        if wider is None and not inside and end > at + 2:
            break
        if not inside and (row[0].base - rows[end - 1][0].base > FAR * pitch or _ends(row, columns[0][1])):
            break
        columns = wider or columns
        end += 1
    columns = _widened(columns, _segments(rows[at]), reach) or columns
    first = at
    while first > 0 and at - first < 2 and rows[at][0].base - rows[first - 1][0].base < 2.4 * pitch * (at - first + 1):
        above = rows[first - 1]
        wider = _widened(columns, _segments(above), reach) if not _alone(above) else None
        if wider is None or (band and above[0].base < band[0]):
            break
        columns, first = wider, first - 1
    edges = _edges(columns)
    if end - first < 2 or len(columns) < 3 or not (band or _has_roles(rows[first:end], edges, layer)):
        return None
    return first, end, edges


def _alone(row: list[Printed]) -> bool:
    """Whether a row above the headings is a line of its own: a title, a heading."""
    text = " ".join(line.text for line in row)
    return text.isupper() or text.endswith((")", ".", ":")) or markers.is_fixed(text) or markers.is_heading_mark(text)


def _ends(row: list[Printed], first: float) -> bool:
    """Whether a row is a line of its own below a table; it then begins in the first column, which ends at `first`."""
    if len(row) > 1 or row[0].runs or row[0].left > first:
        return False
    return markers.is_fixed(row[0].text) or markers.ROMAN.match(row[0].text) is not None


def _may_head(row: list[Printed], layer: TextLayer) -> bool:
    """Whether a row may be the first line of the headings of a table of tasks."""
    parts = [p for line in row for p in cut(line, [(a[2] + b[0]) / 2 for a, b in pairwise(line.runs)], layer)]
    return any(role_of(part.text) in ("text", "number") for part in parts)


def _has_roles(rows: list[list[Printed]], edges: list[float], layer: TextLayer) -> bool:
    """Whether the headings at the top of some rows are those of a table of tasks."""
    inner = edges[1:-1]
    words = [""] * (len(inner) + 1)
    for n, row in enumerate(rows[:HEADINGS]):
        parts = [part for line in row for part in cut(line, run_edges(line, inner), layer)]
        if n and any(bisect_right(inner, p.middle) == 0 and _NUMBER.fullmatch(p.text) for p in parts):
            break
        for part in parts:
            words[bisect_right(inner, part.middle)] += " " + part.text
    roles = {role_of(heading) for heading in words}
    return "text" in roles and bool(roles & {"lead", "coordinating", "time"})


def _band(base: float, across: list[Rule]) -> list[float] | None:
    """Return the heights of rules of one width, the second of which stands right below a row of headings."""
    above = [r for r in across if r.at < base]
    if not above:
        return None
    top = max(above, key=lambda r: r.at)
    same = sorted(r.at for r in across if abs(r.start - top.start) < 4 and abs(r.end - top.end) < 4 and r.at >= top.at)
    return same if len(same) >= _LEAST_RULES else None


def _widened(columns: list[_Interval], segments: list[_Interval], reach: float) -> list[_Interval] | None:
    """Return the columns with a further row in them; None where a stretch of it stands in two of them.

    A stretch with `reach` of white space at both its sides is a column of its own, that no row above used.
    """
    found = list(columns)
    for left, right in segments:
        met = [n for n, (a, b) in enumerate(found) if left < b and right > a]
        if len(met) > 1:
            return None
        if not met:
            near = min(range(len(found)), key=lambda k: max(found[k][0] - right, left - found[k][1]))
            if max(found[near][0] - right, left - found[near][1]) >= reach:
                found = sorted([*found, (left, right)])
                continue
            met = [near]
        n = met[0]
        a, b = min(found[n][0], left), max(found[n][1], right)
        if any(k != n and a < y + 1 and b > x - 1 for k, (x, y) in enumerate(found)):
            return None
        found[n] = (a, b)
    return found


def _edges(columns: list[_Interval]) -> list[float]:
    """Return the edges of columns: the middles of the white space between them, and the outer ones."""
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    return [columns[0][0] - 2, *inner, columns[-1][1] + 2]


def _goes_on(rows: list[list[Printed]], edges: list[float]) -> int:
    """Return how many rows at the top of a page stand in the columns of the table above; 0 where it does not go on."""
    used: set[int] = set()
    end = 0
    for row in rows:
        segments = _segments(row)
        if any(left < edge - 3 and right > edge + 3 for left, right in segments for edge in edges[1:-1]):
            break
        if _ends(row, edges[1]):
            break
        used.update(bisect_right(edges, (left + right) / 2) for left, right in segments)
        end += 1
    return end if len(used - {0, len(edges)}) >= min(3, len(edges) - 1) else 0


def _piece(
    rows: list[list[Printed]], edges: list[float], across: list[Rule], layer: TextLayer, *, header: int
) -> TablePiece:
    inner = edges[1:-1]
    places: list[list[tuple[int, Printed]]] = []
    for row in rows:
        parts: list[tuple[int, Printed]] = []
        for line in row:
            crossing = [e for e in inner if line.left < e < line.right and not _covers(line, e)]
            for part in cut(line, run_edges(line, crossing), layer) if crossing else [line]:
                parts.append((bisect_right(inner, part.left if _wide(part, inner) else part.middle), part))
        places.append(parts)
    starts = _row_starts(places, across, header)
    merged = _merged(places, starts, edges, across)
    cells: dict[tuple[int, int], TableCell] = {}
    for n, parts in enumerate(places):
        for column, part in parts:
            row_number = bisect_right(starts, n) - 1
            while (row_number, column) in merged:
                row_number -= 1
            cell = cells.get((row_number, column))
            if cell is None:
                cell = cells[row_number, column] = TableCell(
                    row_number, column, 1, _columns(part, column, inner), left=edges[column], right=edges[column + 1]
                )
            cell.lines.append(part)
    for row_number, column in sorted(merged):
        above = row_number - 1
        while (above, column) in merged:
            above -= 1
        if (above, column) in cells:
            cells[above, column].rows = row_number - above + 1
    ordered = [cells[key] for key in sorted(cells)]
    top = min(line.top for row in rows for line in row)
    bottom = max(line.bottom for row in rows for line in row)
    return TablePiece(edges, len(starts), ordered, top, bottom)


def _merged(
    places: list[list[tuple[int, Printed]]], starts: list[int], edges: list[float], across: list[Rule]
) -> set[tuple[int, int]]:
    """Return the places (row, column) that a cell above covers: the rule over the row is missing there."""
    found: set[tuple[int, int]] = set()
    for row, start in enumerate(starts[1:], start=1):
        above = max(part.base for _, part in places[start - 1])
        below = min(part.base for _, part in places[start])
        rules = [r for r in across if above < r.at < below]
        if not rules:
            continue
        for column in range(len(edges) - 1):
            middle = (edges[column] + edges[column + 1]) / 2
            if not any(r.start <= middle <= r.end for r in rules):
                found.add((row, column))
    return found


def _covers(line: Printed, edge: float) -> bool:
    """Whether a stretch of a line crosses an edge: a cell over several columns."""
    reach = OVER * line.size
    return any(run[0] < edge - reach and run[2] > edge + reach for run in (line.runs or [line.box]))


def _wide(line: Printed, inner: list[float]) -> bool:
    return any(_covers(line, edge) for edge in inner)


def _columns(line: Printed, column: int, inner: list[float]) -> int:
    return 1 + max(0, bisect_right(inner, line.right - OVER * line.size) - column)


def _row_starts(places: list[list[tuple[int, Printed]]], across: list[Rule], header: int) -> list[int]:
    """Return the numbers of the printed lines with which rows of the table begin."""
    bases = [min(part.base for _, part in parts) for parts in places]
    ruled = [n for n in range(1, len(places)) if any(bases[n - 1] < r.at < bases[n] for r in across)]
    numbered = [
        n
        for n, parts in enumerate(places)
        if n >= header and any(c == 0 and _NUMBER.fullmatch(p.text) for c, p in parts)
    ]
    if ruled and len(ruled) + 1 >= len(numbered) and (numbered or len(ruled) > 1):
        return [0, *ruled]
    if numbered:
        return _numbered_starts(places, numbered, header)
    gaps = _gaps(places)
    if gaps and max(gaps[header:], default=0.0) > 1.6 * max(min(gaps), 0.5):
        reach = (max(gaps[header:]) + min(gaps)) / 2
        return [0, *(n for n in range(1, len(places)) if gaps[n - 1] > reach)]
    return [0, *range(max(header, 1), len(places))]


def _numbered_starts(places: list[list[tuple[int, Printed]]], numbered: list[int], header: int) -> list[int]:
    """Return where rows begin: at their numbers, or, where those stand in the middle of rows, at the white space."""
    below = _below_headings(places, numbered, header)
    fixed = {0, below} if below else {0}
    gaps = _gaps(places)
    for reach in sorted({round(g, 1) for g in gaps}):
        starts = sorted(fixed | {n for n in range(1, len(places)) if round(gaps[n - 1], 1) > reach})
        owners = [bisect_right(starts, n) for n in numbered]
        if len(set(owners)) < len(owners):
            break
        body = [n for n in range(1, len(starts) + 1) if starts[n - 1] >= header]
        # The first row below the headings may be the rest of one that the page broke.
        if set(body[1:]) <= set(owners) and not (header and 1 in owners):
            return starts
    return sorted(fixed | set(numbered))


def _below_headings(places: list[list[tuple[int, Printed]]], numbered: list[int], header: int) -> int:
    """Return the number of the first line below headings in bold; 0 where there are none."""
    if not header or not all(part.bold for _, part in places[header - 1]):
        return 0
    n = header
    while n < numbered[0] and all(part.bold for _, part in places[n]):
        n += 1
    return n


def _gaps(places: list[list[tuple[int, Printed]]]) -> list[float]:
    """Return the white space between each line and all that stands above it."""
    found: list[float] = []
    reached = -1e9
    for parts in places:
        top = min(p.base - 0.8 * p.size for _, p in parts)
        found.append(top - reached)
        reached = max(reached, *(p.base + 0.25 * p.size for _, p in parts))
    return found[1:]
