"""Printed lines -> paragraphs: which line goes on with the one above it."""

from bisect import bisect_right

from lantoakit.documents import markers
from lantoakit.documents.raw import Line, RawBlock

# Relative widths of letters in a book face, so that plain text gets edges like those of a page.
_WIDE = set("mwMWOÔƠQGĐDHNUƯKAÂĂVXYRCBTEÊPLS%@&—…")
_NARROW = set("iíìỉĩịljtfrIs.,;:'!|()-“”\"/ ")
_STOPS = (".", ";", ":", "!", "?", "…", "./")
_JOINTS = ("-", "/", "–")
SHORT = 0.90


def width(text: str) -> float:
    """Return an estimate of the printed width of `text`, about one unit a letter."""
    return sum(1.4 if c in _WIDE else 0.62 if c in _NARROW else 1.0 for c in text)


def measured(line: Line) -> Line:
    """Return a line of plain text with estimated edges."""
    body = line.text.strip()
    left = float(len(line.text) - len(line.text.lstrip()))
    return Line(body, left, left + width(body), line.page, line.box, line.gap, line.bold, line.fixed)


def reflow(lines: list[Line]) -> list[RawBlock]:
    """Join printed lines into paragraphs. Lines have their edges; blank ones are gone (they are in `gap`)."""
    if not lines:
        return []
    edges = _right_edges(lines)
    wrapped, gaps_tell = _layout(lines, edges)
    if not wrapped:
        edges = [float("inf")] * len(lines)  # no line is full: each is a paragraph
    blocks: list[RawBlock] = []
    current = [lines[0]]
    for line, edge in zip(lines[1:], edges, strict=False):
        if _breaks(current, line, edge, gaps_tell):
            blocks.append(RawBlock(tuple(current)))
            current = [line]
        else:
            current.append(line)
    blocks.append(RawBlock(tuple(current)))
    return blocks


WINDOW = 16  # lines above and below by which the right margin is told


def _right_edges(lines: list[Line]) -> list[float]:
    """Return for each line the right margin around it: where most full lines of its surroundings end."""
    rights = [line.right for line in lines]
    edges: list[float] = []
    for first in range(0, len(lines), WINDOW // 2):
        near = sorted(rights[max(0, first - WINDOW) : first + WINDOW])
        long = near[bisect_right(near, 0.6 * near[-1 - len(near) // 10]) :]
        edges += [long[int(len(long) * 0.7)] if long else near[-1]] * (WINDOW // 2)
    return edges[: len(lines)]


def _layout(lines: list[Line], edges: list[float]) -> tuple[bool, bool]:
    """Return whether sentences run on from line to line, and whether white space between lines marks paragraphs (not
    where it stands inside running sentences too).
    """
    running = 0
    parted = 0
    for above, line, edge in zip(lines, lines[1:], edges, strict=False):
        if line.text[:1].islower() and above.right > SHORT * edge and not above.text.endswith(_STOPS):
            running += 1
            parted += line.gap
    return running * 40 >= len(lines), parted * 5 < max(running, 1)


def _breaks(current: list[Line], line: Line, edge: float, gaps_tell: bool) -> bool:
    above, text = current[-1], line.text
    if text[:1].isalnum() and _is_glued(above.text) and not (line.fixed and _beside(above, line)):
        return False
    if line.fixed or not above.text or (above.fixed and not _goes_on(above, line)):
        return True
    forced = _forced(current, line)
    if forced is not None:
        return forced
    ends = above.text.endswith(_STOPS)
    starts_low = text[:1].islower()
    if starts_low and not (ends and line.gap and gaps_tell):
        return False
    room = above.right + width(" " + text.split(" ", 1)[0]) * _unit(line)
    short = room < edge * (0.975 if above.box else 0.93 if ends else 0.82)
    if line.bold != above.bold and text[:1].isupper():  # noqa: SIM102 - one question each
        if short or len(current) == 1 or (above.bold and markers.opens_basis(text)):
            return True
    if starts_low or text[:1] in ",.;:)”" or (text[:1] == "(" and not ends):
        return ends and short and line.gap and gaps_tell
    if not ends and len(text.split()) <= 3 and text.endswith("."):
        return False
    if gaps_tell and line.gap and (ends or short):
        return True
    if ends and not above.box and line.left > above.left:
        return True
    if ends and above.box and line.left > above.left + 8 and line.left > min(x.left for x in current) + 8:
        return True
    return short


def _is_glued(text: str) -> bool:
    """Whether a line ends inside a word or a sign: "số 57-", "Số: 05/", "2025 -"."""
    if not text.endswith(_JOINTS):
        return False
    before = text[-2:-1]
    if text[-1] != "–" and (before.isalnum() or before == "_"):
        return True
    return text[-1] != "/" and (before.isdigit() or (before.isspace() and text[-3:-2].isdigit()))


def _beside(above: Line, line: Line) -> bool:
    """Whether a line stands in the next column, and not below the one before it."""
    return above.box is not None and line.box is not None and line.box[1] < above.box[3]


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line in a column that stands apart goes on with the one above: "… và các đoàn thể" / "(p/h);"."""
    text = line.text
    rest = (
        text[:1].islower() or text[:1] == "(" or (text[:1].isdigit() and not markers.is_heading_mark(text, above.text))
    )
    return rest and not above.text.endswith(_STOPS)


def reflow_cell(lines: list[Line], width_of_cell: float, inset: float) -> list[list[Line]]:
    """Join the printed lines of a cell into paragraphs: a line ends one where the next word would have had room.

    Edges of the lines are measured from the left of the cell; `inset` is the white space inside its border.
    """
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and not _ends_in_cell(paragraphs[-1][-1], line, width_of_cell, inset):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _ends_in_cell(above: Line, line: Line, cell: float, inset: float) -> bool:
    text = line.text
    if _is_glued(above.text) and text[:1].isalnum():
        return False
    right = cell - above.right
    centred = above.left > inset + 3 and abs(above.left - right) < 3
    free = above.left + right - 2 * inset if centred else right - inset
    word = width(" " + text.split(" ", 1)[0]) * _unit(line)
    short = word * (0.9 if above.text.endswith(_STOPS) else 1.15) + 1 < free
    if markers.BULLET.match(text):
        body = markers.BULLET.sub("", text, count=1)
        begins = not body[:1].islower() and short
        return begins or above.text.endswith(_STOPS) or bool(markers.BULLET.match(above.text))
    return short or markers.is_heading_mark(text, above.text)


def _unit(line: Line) -> float:
    """Return how many points (or units) an average letter of the line takes."""
    if not line.box:
        return 1.0
    return (line.right - line.left) / max(width(line.text), 1.0)


def _forced(current: list[Line], line: Line) -> bool | None:
    """Return what the words alone decide, None where they do not."""
    above, text = current[-1], line.text
    if markers.is_alone(above.text):
        return True
    first = text[:1]
    if first.islower() and text[1:2] not in (")", ".", " "):
        return _forced_by_case(current, line)
    if markers.is_fixed(text):
        return True
    if first in "-/" and above.text[-1:].isdigit() and text[1:2].isupper():
        return False
    if markers.is_heading_mark(text, above.text):
        return not (markers.LETTER.match(text) and above.text.endswith((",", "(")))
    bullet = None if first.isalnum() else markers.BULLET.match(text)
    if bullet:
        low = text[bullet.end() : bullet.end() + 1].islower()
        return not low or above.text.endswith(_STOPS) or bool(markers.BULLET.match(above.text))
    if markers.opens_basis(text) and first.isupper() and (line.gap or above.text.endswith((";", "."))):
        return True
    return _forced_by_case(current, line)


def _forced_by_case(current: list[Line], line: Line) -> bool | None:
    above, text = current[-1], line.text
    if markers.is_authority(current[0].text) or markers.is_authority(above.text):
        return True
    if above.text[:2].islower() and text[:2].islower():
        return None
    upper, upper_above = text.isupper(), above.text.isupper()
    if upper and upper_above:
        return not (markers.is_heading_mark(current[0].text) or (line.bold and above.bold and line.box is None))
    if upper_above and len(above.text.split()) > 1:
        return True
    if upper and len(text) > 3 and len(text.split()) > 1:
        return True
    return None
