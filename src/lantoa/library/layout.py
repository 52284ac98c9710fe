"""The text of a document as a page shows it: in parts that a slow line loads, each passage under its own name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lantoa.library.models import DocumentPassages
from lantoakit.retrieval.apart import Piece, held

PART = 24_000
"""Characters after which a part ends, with the passage that it is in."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a template writes: `kind` is "open" (a passage, `number`), "close", "line" (`text`) or "row" (`cells`)."""

    kind: str
    text: str = ""
    number: int = 0
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class _Node:
    """A passage with those that lie within it."""

    number: int
    start: int
    end: int
    is_row: bool = False
    inner: list[_Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a document: its lines, and the numbers of its passages."""

    lines: tuple[Line, ...]
    numbers: frozenset[int]


def shown(kept: DocumentPassages | None, query: Mapping[str, str], *, text: str = "") -> dict[str, Any]:
    """What `library/paper.html` and `library/parts.html` show: `?doan=` lights a passage, `?phan=` chooses a part from
    1. A number that cannot be shows the beginning. `text` is shown where no passages are kept yet.
    """
    pieces = held(kept.pieces, len(kept.text)) if kept else ()
    parts = parts_of(kept.text if kept else text, pieces)
    lit = _number(query, "doan", len(pieces))
    chosen = _number(query, "phan", len(parts) + 1) or 1
    at = chosen - 1 if lit is None else part_with(parts, lit)
    return {
        "parts": [(number, number == at + 1) for number in range(1, len(parts) + 1)],
        "lines": parts[at].lines,
        "lit": lit,
        "piece": pieces[lit] if lit is not None else None,
    }


def _number(query: Mapping[str, str], name: str, below: int) -> int | None:
    raw = query.get(name, "")
    return int(raw) if raw.isdecimal() and len(raw) < 9 and int(raw) < below else None


def parts_of(text: str, pieces: Sequence[Piece]) -> list[Part]:
    """Cut a text into parts, none of which ends within a passage; a text without passages is cut at its lines."""
    parts, lines, numbers = [], list[Line](), set[int]()
    last = begun = 0
    for node in _nested(pieces):
        lines += _lines(text[last : node.start])
        lines += _written(text, node, numbers)
        last = node.end
        if last - begun >= PART:
            parts.append(Part(tuple(lines), frozenset(numbers)))
            lines, numbers, begun = [], set(), last
    lines += _lines(text[last:])
    if lines or not parts:
        parts.append(Part(tuple(lines), frozenset(numbers)))
    return parts


def part_with(parts: Sequence[Part], number: int) -> int:
    """The index of the part that a passage is in; 0 for one that is nowhere."""
    return next((index for index, part in enumerate(parts) if number in part.numbers), 0)


def _nested(pieces: Sequence[Piece]) -> list[_Node]:
    """Passages as trees, in the order of the text; one that begins within another and ends after it is beside it."""
    roots: list[_Node] = []
    open_nodes: list[_Node] = []
    nodes = [_Node(number, piece.start, piece.end, piece.kind == "row") for number, piece in enumerate(pieces)]
    for node in sorted(nodes, key=lambda one: (one.start, -one.end)):
        while open_nodes and (open_nodes[-1].end <= node.start or node.end > open_nodes[-1].end):
            open_nodes.pop()
        (open_nodes[-1].inner if open_nodes else roots).append(node)
        open_nodes.append(node)
    return roots


def _written(text: str, node: _Node, numbers: set[int]) -> Iterator[Line]:
    numbers.add(node.number)
    yield Line("open", number=node.number)
    last = node.start
    if node.is_row and not node.inner:
        yield Line("row", cells=tuple(line.text for line in _lines(text[node.start : node.end])))
        last = node.end
    for inner in node.inner:
        yield from _lines(text[last : inner.start])
        yield from _written(text, inner, numbers)
        last = inner.end
    yield from _lines(text[last : node.end])
    yield Line("close")


def _lines(text: str) -> Iterator[Line]:
    return (Line("line", line.strip()) for line in text.split("\n") if line.strip())
