"""Reading a file that nobody trusts, in a process with limits, as a plan and as passages that may be quoted."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lantoakit.documents import Limits
from lantoakit.documents.transfer import NotThat, plain, result
from lantoakit.plans import Plan, read
from lantoakit.plans.checking import checked
from lantoakit.retrieval.model import Passage
from lantoakit.retrieval.passages import passages_of

ENTRY = f"{__name__}:reading"
"""What `lantoakit.documents.sandbox.run` runs for both as JSON; `taken` holds what comes back to its form."""
MADE_WITH = 1
"""Which cutting this is: raise it where passages are cut otherwise, and stored ones are made again."""
_UNKEPT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Piece:
    """A passage without its words, which stand at `start:end` (code points) of the text that was read."""

    start: int
    end: int
    heading: tuple[str, ...]
    path: str
    page: int | None
    kind: str


@dataclass(frozen=True)
class Reading:
    """What was read in a file: the contract of its plan, and its pieces in reading order."""

    plan: dict[str, Any]
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return str(self.plan["text"])


def reading(data: bytes, name: str, limits: Limits, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Read a file in this process: what the other process runs."""
    plan = read(data, name, limits, progress)
    return {"plan": plan.to_json(), "pieces": plain(pieces_of(plan))}


def pieces_of(plan: Plan) -> tuple[Piece, ...]:
    """Return the passages of what was read, without their words."""
    found = passages_of(plan.source, "")
    return tuple(Piece(p.start, p.end, p.heading, p.path, p.page, p.kind) for p in found)


def taken(content: Any) -> Reading:
    """Return what the other process handed over. Raises NotThat where it is no reading.

    >>> taken({"plan": {}, "pieces": []})
    Traceback (most recent call last):
        ...
    lantoakit.documents.transfer.NotThat: keys
    """
    if type(content) is not dict or content.keys() != {"plan", "pieces"}:
        raise NotThat("keys")
    plan = checked(content["plan"])
    return Reading(plan, held(content["pieces"], len(plan["text"])))


def held(rows: Any, length: int) -> tuple[Piece, ...]:
    """Return pieces out of their JSON, each within a text of so many characters. Raises NotThat."""
    pieces = result(tuple[Piece, ...], rows)
    for piece in pieces:
        if not 0 <= piece.start < piece.end <= length:
            raise NotThat("place")
        if any(_UNKEPT.search(words) for words in (*piece.heading, piece.path, piece.kind)):
            raise NotThat("text")
    return pieces


def passages(pieces: Iterable[Piece], text: str, source: str) -> tuple[Passage, ...]:
    """Return pieces with their words, numbered from 0, as passages of a source.

    >>> passages([Piece(0, 4, (), "", 1, "paragraph")], "Điều 1. Phạm vi", "a")[0].text
    'Điều'
    """
    return tuple(
        Passage(source, n, text[p.start : p.end], p.start, p.end, p.heading, p.path, p.page, p.kind)
        for n, p in enumerate(pieces)
    )
