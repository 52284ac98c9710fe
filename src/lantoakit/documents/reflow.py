"""Printed lines -> paragraphs: which line goes on with the one above it."""

import re
from dataclasses import replace

from lantoakit.documents import markers
from lantoakit.documents.raw import Line, RawBlock

# Relative widths of letters in a book face, so that plain text gets edges like those of a page.
_WIDE = set("mwMWOÔƠQGĐDHNUƯKAÂĂVXYRCBTEÊPLS%@&—…")
_NARROW = set("iíìỉĩịljtfrIs.,;:'!|()-“”\"/ ")
_END = re.compile(r"[.;:!?…]$|\./\.?$")
SHORT = 0.90


def width(text: str) -> float:
    """Return an estimate of the printed width of `text`, about one unit a letter."""
    return sum(1.4 if c in _WIDE else 0.62 if c in _NARROW else 1.0 for c in text)


def measured(line: Line) -> Line:
    """Return a line of plain text with estimated edges."""
    body = line.text.strip()
    left = float(len(line.text) - len(line.text.lstrip()))
    return replace(line, text=body, left=left, right=left + width(body))


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
    edges: list[float] = []
    for first in range(0, len(lines), WINDOW // 2):
        near = sorted(line.right for line in lines[max(0, first - WINDOW) : first + WINDOW])
        long = [right for right in near if right > 0.6 * near[-1 - len(near) // 10]]
        edges += [long[int(len(long) * 0.7)] if long else near[-1]] * (WINDOW // 2)
    return edges[: len(lines)]


def _layout(lines: list[Line], edges: list[float]) -> tuple[bool, bool]:
    """Return whether sentences run on from line to line, and whether white space between lines marks paragraphs (not
    where it stands inside running sentences too).
    """
    running = 0
    parted = 0
    for above, line, edge in zip(lines, lines[1:], edges, strict=False):
        if line.text[:1].islower() and above.right > SHORT * edge and not _END.search(above.text):
            running += 1
            parted += line.gap
    return running * 40 >= len(lines), parted * 5 < max(running, 1)


def _breaks(current: list[Line], line: Line, edge: float, gaps_tell: bool) -> bool:
    above = current[-1]
    if line.fixed or above.fixed or not above.text:
        return True
    forced = _forced(current, line)
    if forced is not None:
        return forced
    ends = bool(_END.search(above.text))
    room = above.right + width(" " + line.text.split(" ", 1)[0]) * _unit(line)
    short = room < edge * (0.975 if above.box else 0.93 if ends else 0.82)
    if line.bold != above.bold and line.text[:1].isupper() and (short or len(current) == 1):
        return True
    if line.text[:1].islower() or line.text[:1] in ",.;:)”" or (line.text[:1] == "(" and not ends):
        return ends and short and line.gap and gaps_tell
    if not ends and len(line.text.split()) <= 3 and line.text.endswith("."):
        return False
    if gaps_tell and line.gap and (ends or short):
        return True
    if ends and not above.box and line.left > above.left:
        return True
    if ends and above.box and line.left > above.left + 8 and line.left > min(x.left for x in current) + 8:
        return True
    return short


def _unit(line: Line) -> float:
    """Return how many points (or units) an average letter of the line takes."""
    if not line.box:
        return 1.0
    return (line.right - line.left) / max(width(line.text), 1.0)


def _forced(current: list[Line], line: Line) -> bool | None:
    """Return what the words alone decide, None where they do not."""
    above, text = current[-1], line.text
    if markers.is_fixed(text) or markers.is_alone(above.text):
        return True
    if re.search(r"\w[-/]$|\d\s?[-–]$", above.text) and text[:1].isalnum():
        return False
    if text.startswith(("-", "/")) and above.text[-1:].isdigit() and text[1:2].isupper():
        return False
    if markers.is_heading_mark(text, above.text):
        return not (markers.LETTER.match(text) and above.text.endswith((",", "(")))
    if markers.BULLET.match(text):
        body = markers.BULLET.sub("", text, count=1)
        return not body[:1].islower() or bool(_END.search(above.text)) or bool(markers.BULLET.match(above.text))
    if markers.opens_basis(text) and text[:1].isupper() and (line.gap or above.text.endswith((";", "."))):
        return True
    return _forced_by_case(current, line)


def _forced_by_case(current: list[Line], line: Line) -> bool | None:
    above, text = current[-1], line.text
    if markers.AUTHORITY.match(current[0].text) or markers.AUTHORITY.match(above.text):
        return True
    if above.text.isupper() and text.isupper():
        first = current[0].text
        return not (markers.is_heading_mark(first) or (line.bold and above.bold and line.box is None))
    if above.text.isupper() and len(above.text.split()) > 1 and not text.isupper():
        return True
    if text.isupper() and len(text) > 3 and not above.text.isupper() and len(text.split()) > 1:
        return True
    return None
