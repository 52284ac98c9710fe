"""From a question to candidates with what answering looks at: the same for answering and for learning how to."""

from dataclasses import dataclass

import numpy as np

from lantoakit.retrieval.answering.evidence import needed
from lantoakit.retrieval.answering.facets import NAMES, Matrix, evidence_of, facets, wanted
from lantoakit.retrieval.answering.routing import Route, Routes
from lantoakit.retrieval.asking import Asked
from lantoakit.retrieval.features import features
from lantoakit.retrieval.index import Hits, Index
from lantoakit.retrieval.model import Passage
from lantoakit.retrieval.query import Alternative, Query
from lantoakit.text import fold

LOOKED_AT = 40
"""Passages of the first stage that are looked at closely."""
FOUND = 400
"""Passages of the first stage among which those of named sources are sought."""
NAMED_WELL = 0.4
"""How well a source must fit what a question names to be answered from."""
FINDING = 0.4
"""What other words for a term count in the first stage, beside the term itself."""


@dataclass(frozen=True)
class Considered:
    """A question with its candidates, best of the first stage first, and a row of `matrix` for each.

    `missing` is True for candidates without the kind of thing that must stand in an answer.
    """

    asked: Asked
    query: Query
    route: Route
    rows: tuple[int, ...]
    passages: tuple[Passage, ...]
    matrix: Matrix
    missing: np.ndarray

    def __len__(self) -> int:
        return len(self.rows)


def columns(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of the columns of a matrix, those of the ranking features first."""
    return (*names, *NAMES)


def query_of(asked: Asked, route: Route) -> Query:
    """Return what is looked for: the words of a question but those that only name its source, and other words."""
    terms: list[str] = []
    weights: list[float] = []
    others: list[Alternative] = []
    for term in asked.words:
        start = len(terms)
        for syllable in term.folded.split():
            terms.append(syllable)
            weights.append(0.0 if syllable in route.words else term.weight)
        if any(weights[start:]):
            others += [
                Alternative(tuple(other.folded.split()), start, len(terms), other.weight) for other in term.alternatives
            ]
    if not any(weights):
        weights = [term.weight for term in asked.words for _ in term.folded.split()]
    return Query(asked.cleaned, tuple(terms), tuple(weights), tuple(others))


def counted_noun(asked: Asked) -> str:
    """Return the folded first syllable of what a question counts ("mấy thôn": "thon"), "" where it counts nothing."""
    words = asked.expected.words.split()
    last = fold(words[-1]) if asked.expected.kind == "count" and len(words) > 1 else ""
    return "" if last in ("nhieu", "may") else last


def consider(index: Index, routes: Routes, asked: Asked, scopes: frozenset[str] | None) -> Considered:
    """Return the candidates of a question. Where it names sources, only theirs."""
    route = routes.of(asked.cleaned)
    query = query_of(asked, route)
    weaker = tuple(Alternative(o.syllables, o.start, o.end, o.weight * FINDING) for o in query.alternatives)
    finding = Query(query.text, query.terms, query.weights, weaker)
    hits = index.find(finding, FOUND if route.fit else LOOKED_AT, scopes=scopes)
    fits = np.array([route.fit.get(int(n), 0.0) for n in index.source_of[hits.rows]])
    kept = np.flatnonzero(fits > NAMED_WELL)[:LOOKED_AT] if route.fit else np.arange(min(LOOKED_AT, len(hits.rows)))
    chosen = Hits(hits.rows[kept], hits.scores[kept])
    passages = tuple(index.passage(int(row)) for row in chosen.rows)
    counted = counted_noun(asked)
    need = needed(asked.expected.kind, asked.expected.words)
    missing = np.array([bool(need) and not evidence_of(p, need, counted) for p in passages], dtype=bool)
    if not passages:
        return Considered(asked, query, route, (), (), np.zeros((0, 0), np.float32), missing)
    ranked, _names = features(index, finding, chosen)
    want = wanted(index, query, asked.expected.kind, counted)
    own = facets(passages, [float(fit) for fit in fits[kept]] if route.fit else [1.0] * len(passages), want, route)
    return Considered(
        asked, query, route, tuple(int(r) for r in chosen.rows), passages, np.hstack([ranked, own]), missing
    )
