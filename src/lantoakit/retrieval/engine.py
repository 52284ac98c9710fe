"""Asking an index: understand, find, rank, quote, or decline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from lantoakit.retrieval.answering import deciding, learned
from lantoakit.retrieval.answering.considering import Considered, consider
from lantoakit.retrieval.answering.declining import NAMED
from lantoakit.retrieval.answering.evidence import needed
from lantoakit.retrieval.answering.lookups import asks_own_day, is_looked_up, look_up, own_line
from lantoakit.retrieval.answering.meant import is_of_another, meant
from lantoakit.retrieval.answering.quoting import distinct, quote, whole_lists
from lantoakit.retrieval.answering.routing import Routes
from lantoakit.retrieval.asking import in_context, understand
from lantoakit.retrieval.index import Index
from lantoakit.retrieval.model import Answer, Passage, Quotation, Source
from lantoakit.text import fold

BEHIND = 3.0
"""How far behind the best a passage may be scored to be quoted beside it."""
NEAR = 0.15
"""Chance from which on what was found is offered as a near miss."""
RELATED = 0.25
"""Share of a question that something must have for the documents to be on its subject at all."""
SURE = 0.95
"""How sure an answer is that was looked up in the parts of a document."""
_OF_OTHERS = re.compile(r"\b(?:theo|thay|can cu|dua)\b")


class Engine:
    """Answers questions from a fixed set of passages. Safe to share between threads; it never changes."""

    def __init__(self, index: Index, model: learned.Learned | None = None) -> None:
        self.index = index
        self._routes = Routes(index.sources)
        self._model = model or learned.shipped()

    @classmethod
    def build(
        cls,
        sources: Iterable[Source],
        passages: Iterable[Passage],
        folder: Path | None = None,
        *,
        progress: Callable[[int], None] | None = None,
    ) -> Engine:
        """Return an engine over passages, each of one of the sources; see `Index.build`."""
        return cls(Index.build(sources, passages, folder, progress=progress))

    @classmethod
    def load(cls, folder: Path) -> Engine:
        """Open the index that stands in a folder; raises IndexUnusable where there is none of this version."""
        return cls(Index.load(folder))

    def save(self, folder: Path) -> None:
        """Write the index into a folder, from which `load` opens it."""
        self.index.save(folder)

    def ask(
        self, question: str, *, scopes: frozenset[str] | None = None, today: date | None = None, before: str = ""
    ) -> Answer:
        """Answer with quotations from sources whose scope is asked (None: all), or decline with a reason.

        Never raises for any text. What is in force on `today` is quoted before what is not; `before` is the question
        asked just before.
        """
        asked = understand(in_context(question, before) if before.strip() else question)
        if asked.speech != "question":
            return Answer(question, answered=False, reason=asked.speech)
        considered = consider(self.index, self._routes, asked, scopes)
        if not len(considered):
            return Answer(question, answered=False, reason="off_topic" if self._knows(scopes) else "nothing_known")
        known = self._worded(question, considered) or self._looked_up(question, considered, self.index.seen(scopes))
        if known is not None:
            return known
        scores = self._model.scores(considered)
        chance = self._model.chance(considered, scores)
        quotations = self._quoted(considered, scores, today)
        if chance >= self._model.enough and quotations:
            return Answer(question, answered=True, quotations=quotations, confidence=chance)
        return _declined(question, considered, quotations, chance)

    def _worded(self, question: str, considered: Considered) -> Answer | None:
        """Answer what somebody was asked in these very words and answered; marks, spaces and signs aside."""
        words = _plainly(considered.asked.cleaned)
        for row, passage in zip(considered.rows, considered.passages, strict=True):
            if words and any(_plainly(wording) == words for wording in passage.asked):
                terms = frozenset(word for term in considered.asked.words for word in term.folded.split())
                expected = considered.asked.expected.kind
                found = quote(self.index.source(row), passage, expected=expected, asked=terms, score=SURE)
                return Answer(question, answered=True, quotations=(found,), confidence=SURE)
        return None

    def _knows(self, scopes: frozenset[str] | None) -> bool:
        """Whether there is anything that the asker may see."""
        seen = self.index.seen(scopes)
        return len(self.index) > 0 and (seen is None or bool(seen))

    def _looked_up(self, question: str, considered: Considered, seen: frozenset[int] | None) -> Answer | None:
        """Answer what a document says of itself, or decline it; None where no document or nothing of that is meant."""
        asked = considered.asked
        expected = "own_date" if asks_own_day(asked) else asked.expected.kind
        if not is_looked_up(expected) or (expected == "own_number" and _OF_OTHERS.search(fold(asked.cleaned))):
            return None
        signs = ["".join(found.sign.split()).lower() for found in asked.signs]
        terms = [word for term in asked.words for word in term.folded.split()]
        among = {int(number) for number in self.index.source_of[np.array(considered.rows)]}
        number = meant(self.index.sources, terms, considered.route, signs=signs, among=among, seen=seen)
        if number is None or is_of_another(self.index.sources[number], asked):
            return None
        source = self.index.sources[number]
        passages = [self.index.passage(int(row)) for row in np.flatnonzero(self.index.source_of == number)]
        found = look_up(expected, source, passages)
        if found.passage is None:
            return Answer(question, answered=False, reason=found.reason, confidence=1.0 - SURE)
        quotations = [_own(expected, source, found.passage, frozenset(terms))]
        if expected == "own_number" and "date" in asked.expected.also:  # "ban hành ngày nào, số mấy"
            day = look_up("own_date", source, passages).passage
            quotations += [_own("own_date", source, day, frozenset(terms))] if day else []
        return Answer(question, answered=True, quotations=tuple(quotations), confidence=SURE)

    def _quoted(self, considered: Considered, scores: np.ndarray, today: date | None) -> tuple[Quotation, ...]:
        """Quote the best candidates: those close behind the best, what is in force first."""
        asked = considered.asked
        words = frozenset(word for term in asked.words for word in term.folded.split())
        ranked = deciding.order(considered, scores)
        close = [n for n in ranked if not considered.missing[n] and scores[n] >= scores[ranked[0]] - BEHIND]
        wants_list = asked.expected.kind in ("list", "manner")
        quotations = []
        for place in close[: 2 * deciding.QUOTED]:
            source = self.index.source(considered.rows[place])
            found = quote(
                source,
                considered.passages[place],
                expected=asked.expected.kind,
                asked=words,
                score=float(scores[place]),
            )
            quotations.append(whole_lists(found, list(considered.passages)) if wants_list else found)
        kept = distinct(quotations)[: deciding.QUOTED]
        if today is None:
            return kept
        return tuple(sorted(kept, key=lambda quotation: not quotation.source.in_force(today)))


def _plainly(text: str) -> str:
    """The folded letters and digits of a text: what is left of two wordings that differ in marks and spaces alone."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _own(expected: str, source: Source, passage: Passage, asked: frozenset[str]) -> Quotation:
    """Quote what a document says of itself."""
    kind = {"own_date": "date", "own_number": "sign"}.get(expected, expected)
    return quote(source, passage, expected=kind, asked=asked, score=SURE, within=own_line(expected, passage))


def _declined(question: str, considered: Considered, quotations: tuple[Quotation, ...], chance: float) -> Answer:
    asked = considered.asked
    near = quotations if chance >= NEAR else ()
    declined = Answer(question, answered=False, confidence=chance, reason="unsure", near=near)
    if considered.unknown_place and asked.places:
        place = asked.places[0]
        return replace(declined, reason="place_unknown", missing=f"{place.kind} {place.name}".strip())
    need = needed(asked.expected.kind, asked.expected.words)
    if need and considered.missing.all():
        return replace(declined, reason="kind_missing", missing=NAMED.get(need, ""))
    if considered.related < RELATED:
        return replace(declined, reason="off_topic", near=())
    return declined
