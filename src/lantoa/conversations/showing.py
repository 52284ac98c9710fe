"""Answers as they are shown: kept with the message, so that the record tells what was said on that day.

Stored is plain JSON: `answered`, `reason`, `missing`, `quotes`, `near` and, where a model summed the quotations up,
`reworded`. A quote has `source`, `kind`, `title`, `sign`, `issuer`, `issued_on` (ISO or empty), `place` ("mục II.2,
trang 4"), `standing` (what the source was on that day), `replaced_by`, `amended_by`, `text`, `row` (whether it is one
of a table), `lit` (pairs of code points), `address`, `audience` (for whom it is, where that is not everybody) and
`internal` (for the staff of the organisation alone); one from an answer or a procedure of the commune has `written` too
(`by`, `approved_on`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from lantoa.answers.addresses import address_of
from lantoa.answers.content import READERS
from lantoa.answers.models import Audience
from lantoa.answers.standing import WORDS
from lantoa.conversations import written
from lantoa.conversations.written import Written
from lantoa.library.knowledge import internal
from lantoa.org import places
from lantoa.org.models import Organisation
from lantoakit.retrieval import Answer, Passage, Quotation, Standing

MOST = 4
"""Quotations of one answer: more than that nobody reads on a phone."""

LONG = 500
"""Letters from which on a quotation is first shown by its lit paragraphs, the whole of it one tap away."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of quoted words, lit or not; `is_break` stands between two cells of a row."""

    text: str
    lit: bool
    is_break: bool = False


BETWEEN_CELLS = Piece(" │ ", lit=False, is_break=True)


@dataclass(frozen=True, slots=True)
class Block:
    """What is quoted from one source: its paragraphs, each in pieces, and what is said about the source."""

    source: str
    kind: str
    title: str
    sign: str
    issuer: str
    issued_on: date | None
    standing: Standing
    replaced_by: str
    amended_by: tuple[str, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    places: tuple[str, ...]
    address: str
    words: str = field(default="")
    audience: str = ""
    is_internal: bool = False
    written: Written | None = None

    @property
    def is_written(self) -> bool:
        """Whether these are words that the commune approved, resting on a document, and not the document's own."""
        return written.is_written(self.source)

    @property
    def standing_words(self) -> Promise:
        """Whether the source held when it was quoted, in words."""
        return WORDS[self.standing]

    @property
    def excerpt(self) -> tuple[tuple[Piece, ...] | None, ...]:
        """The paragraphs with lit words of a long quotation, None where others are left out; empty for a short one."""
        lit = [any(piece.lit for piece in one) for one in self.paragraphs]
        if len(self.words) <= LONG or all(lit) or not any(lit):
            return ()
        out: list[tuple[Piece, ...] | None] = []
        for paragraph, shown in zip(self.paragraphs, lit, strict=True):
            if shown:
                out.append(paragraph)
            elif not out or out[-1] is not None:
                out.append(None)
        return tuple(out)

    @property
    def asked(self) -> str:
        """What would be asked to be answered by this; empty for a document."""
        return self.written.asked if self.written else ""

    @property
    def short(self) -> str:
        """One line that names it: what and where."""
        return "; ".join(self.places) if self.is_written else ", ".join([self.name, *self.places[:1]])

    @property
    def name(self) -> str:
        """The document as people call it: title and sign."""
        return f"{self.title} ({self.sign})" if self.sign and self.sign not in self.title else self.title or self.sign


def to_json(answer: Answer, organisation: Organisation, today: date) -> dict[str, Any]:
    """An answer as it is stored with a message."""
    place = places.place_of(organisation)  # once for all of them
    return {
        "answered": answer.answered,
        "reason": answer.reason,
        "missing": answer.missing,
        "quotes": [_quote(one, organisation, today, place) for one in answer.quotations[:MOST]],
        "near": [_quote(one, organisation, today, place) for one in answer.near[:3]],
    }


def _quote(one: Quotation, organisation: Organisation, today: date, place: str) -> dict[str, Any]:
    source = one.source
    return {
        "source": source.key,
        "kind": source.kind,
        "title": source.title,
        "sign": source.sign,
        "issuer": source.issuer,
        "issued_on": source.issued_on.isoformat() if source.issued_on else "",
        "place": place_of(one.passage),
        "standing": source.standing(today),
        "replaced_by": source.replaced_by,
        "amended_by": list(source.amended_by),
        "text": one.text,
        "row": one.passage.kind == "row",
        "lit": [list(pair) for pair in one.lit],
        "address": address_of(one, organisation, place=place),
        "audience": "" if source.audience == READERS[Audience.RESIDENT] else source.audience,
        "internal": source.scope == internal(organisation.pk),
        **written.told(one),
    }


_APPENDIX = "PL"
"""How the kit numbers what stands in an appendix."""


def place_of(passage: Passage) -> str:
    """Where a passage stands, as one says it: "mục II.2, trang 4"; in Vietnamese, like all that is stored.

    >>> place_of(Passage("van-ban-1", 7, "…", path="II.2", page=4))
    'mục II.2, trang 4'
    >>> place_of(Passage("van-ban-1", 8, "…", path="PL.5"))
    'Phụ lục, mục 5'
    """
    parts = []
    if passage.path == _APPENDIX or passage.path.startswith(f"{_APPENDIX}."):
        inside = passage.path.removeprefix(_APPENDIX).removeprefix(".")
        parts.append(f"Phụ lục, mục {inside}" if inside else "Phụ lục")
    elif passage.path:
        parts.append(passage.path if passage.path[:1].islower() or " " in passage.path else f"mục {passage.path}")
    elif passage.heading:
        parts.append(f"phần “{passage.heading[-1]}”")
    if passage.page is not None:
        parts.append(f"trang {passage.page}")
    return ", ".join(parts)


def pieces(text: str, lit: Iterable[Iterable[int]]) -> tuple[Piece, ...]:
    """`text` cut into lit and other stretches, in order; stretches that overlap or lie outside are mended.

    >>> [(one.text, one.lit) for one in pieces("nộp tờ khai", [(4, 11)])]
    [('nộp ', False), ('tờ khai', True)]
    """
    out, last = [], 0
    for start, end in sorted((first, second) for first, second in lit):
        begin, stop = max(start, last), min(end, len(text))
        if begin >= stop:
            continue
        if begin > last:
            out.append(Piece(text[last:begin], False))
        out.append(Piece(text[begin:stop], True))
        last = stop
    if last < len(text):
        out.append(Piece(text[last:], False))
    return tuple(out)


def blocks(quotes: Iterable[dict[str, Any]]) -> list[Block]:
    """Stored quotes, those of one source together, in the order of their first."""
    by_source: dict[str, list[dict[str, Any]]] = {}
    for one in quotes:
        by_source.setdefault(one["source"], []).append(one)
    return [_block(found) for found in by_source.values()]


def _block(quotes: list[dict[str, Any]]) -> Block:
    first = quotes[0]
    return Block(
        source=first["source"],
        kind=first["kind"],
        title=first["title"],
        sign=first["sign"],
        issuer=first["issuer"],
        issued_on=date.fromisoformat(first["issued_on"]) if first["issued_on"] else None,
        standing=_standing(first),
        replaced_by=first["replaced_by"],
        amended_by=tuple(first["amended_by"]),
        paragraphs=tuple(paragraph for one in quotes for paragraph in _shown(one)),
        places=tuple(dict.fromkeys(one["place"] for one in quotes if one["place"])),
        address=first["address"],
        words="\n".join(one["text"] for one in quotes),
        audience=first.get("audience", ""),  # what was stored by an earlier version has neither
        is_internal=first.get("internal", False),
        written=written.of(first),
    )


def _standing(quote: dict[str, Any]) -> Standing:
    """What is kept of a source's standing; answers of earlier versions kept only whether it was in force."""
    kept: Standing = quote.get("standing") or ("in_force" if quote["in_force"] else "ended")
    return kept


def _shown(quote: dict[str, Any]) -> list[tuple[Piece, ...]]:
    """The paragraphs of a quote; a row of a table is one of them, with its cells apart."""
    lines = list(_paragraphs(quote))
    if not quote.get("row"):
        return lines
    row = [piece for line in lines for piece in (BETWEEN_CELLS, *line)]
    return [tuple(row[1:])]


def _paragraphs(quote: dict[str, Any]) -> Iterator[tuple[Piece, ...]]:
    """The lines of a quote, each with its own lit stretches."""
    at = 0
    for line in quote["text"].split("\n"):
        inside = [(max(start - at, 0), min(end - at, len(line))) for start, end in quote["lit"]]
        if line.strip():
            yield pieces(line, inside)
        at += len(line) + 1
