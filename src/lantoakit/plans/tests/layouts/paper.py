"""What a plan says, apart from how it is set."""

import re
from dataclasses import dataclass, replace

Inline = tuple[str, str | None]


@dataclass(frozen=True)
class Merged:
    """A cell over several rows or columns; the places that it covers hold None."""

    text: str
    rows: int = 1
    columns: int = 1


Row = tuple[str | Merged | None, ...]


@dataclass(frozen=True)
class Table:
    """An appendix: its title, the rows of headings and of tasks, the columns' widths in parts."""

    title: str
    attached: str
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Paper:
    """A plan. `body` holds pairs of style ("h1", "h2", "p", "run") and text; "⟦…⟧" in a text is a footnote."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    sign: str
    place_date: str
    kind: str
    title: tuple[str, ...]
    preamble: tuple[str, ...]
    body: tuple[tuple[str, str], ...]
    closing: str
    recipients: tuple[str, ...]
    signer: tuple[str, ...]
    name: str
    appendix: Table | None = None


def inline(text: str) -> list[Inline]:
    """Return the stretches of a text, each with the footnote behind it."""
    parts: list[Inline] = []
    for piece in text.split("⟧"):
        words, mark, note = piece.partition("⟦")
        if words or mark:
            parts.append((words, note if mark else None))
    return parts


def shown(cell: str | Merged | None) -> str:
    """Return the words of a cell."""
    if isinstance(cell, Merged):
        return cell.text
    return cell or ""


def without_notes(paper: Paper) -> Paper:
    """Return a plan without its footnotes, which plain text has no place for."""
    bare = re.compile("⟦[^⟧]*⟧")
    return replace(
        paper,
        preamble=tuple(bare.sub("", x) for x in paper.preamble),
        body=tuple((style, bare.sub("", x)) for style, x in paper.body),
    )
