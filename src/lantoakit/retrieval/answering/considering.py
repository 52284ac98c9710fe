"""From a question to candidates with what answering looks at: the same for answering and for learning how to."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lantoakit.retrieval.answering import lacking
from lantoakit.retrieval.answering.closeness import Sought, is_amiss, sought
from lantoakit.retrieval.answering.evidence import needed
from lantoakit.retrieval.answering.facets import NAMES, Matrix, evidence_of, facets, wanted
from lantoakit.retrieval.answering.routing import Route, Routes
from lantoakit.retrieval.asking import Asked
from lantoakit.retrieval.features import features
from lantoakit.retrieval.index import Hits, Index
from lantoakit.retrieval.model import Passage
from lantoakit.retrieval.query import Alternative, Query
from lantoakit.retrieval.ranker import shipped
from lantoakit.text import fold

LOOKED_AT = 40
"""Passages of the first stage that the ranker puts in order."""
KEPT = 24
"""Of those, the ones that the ranker puts first, which are held against what is asked for."""
UNSPOKEN = 0.59
"""Share of the name of a body, or of one in quotation marks, that a source to be answered from must not lack."""
NAMED_WELL = 0.4
"""How well a source must fit what a question names to be answered from."""
FINDING = 0.4
"""What other words for a term count in the first stage, beside the term itself."""


@dataclass(frozen=True)
class Considered:
    """A question with its candidates, best of the first stage first, and a row of `matrix` for each.

    `missing` is True for candidates without the kind of thing that must stand in an answer, or of a source that never
    speaks of the body or the name asked about. `unknown` is the share of the question's words that no passage has, by
    any name; `unknown_place`: it names a place that none has.
    """

    asked: Asked
    query: Query
    route: Route
    rows: tuple[int, ...]
    passages: tuple[Passage, ...]
    matrix: Matrix
    missing: np.ndarray
    unknown: float = 0.0
    unknown_place: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def related(self) -> float:
        """The greatest share of the question that a candidate has, by any name."""
        return float(self.matrix[:, columns().index("soft_with_heading")].max())


def columns() -> tuple[str, ...]:
    """Return the names of the columns of a matrix: of ranking, of what the ranker learned, of the facets."""
    return (*shipped().names, "learned", "learned_rank", *NAMES, *lacking.NAMES)


def _with_learned(ranked: Matrix) -> Matrix:
    """Add how far behind the best the ranker puts each candidate, and its place."""
    scores = shipped().trees.predict(ranked)
    place = np.empty(len(scores))
    place[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return np.hstack([ranked, (scores - scores.max())[:, None], place[:, None]]).astype(np.float32)


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
    """Return the folded word for what a question counts ("mấy thôn": "thon"), "" where it counts nothing."""
    words = asked.expected.words.split()
    last = fold(words[-1]) if asked.expected.kind == "count" and len(words) > 1 else ""
    if last in ("", "nhieu", "may"):
        return ""
    at = asked.cleaned.lower().find(asked.expected.words) + len(asked.expected.words)
    of = next((t.folded for t in asked.words if t.folded.split()[0] == last and t.start < at <= t.end), last)
    return " ".join(of.split()[:2])  # a longer name may be cut short


def focus_of(asked: Asked, query: Query) -> tuple[int, ...]:
    """Return the places in a query of the terms on either side of the words that ask."""
    at = asked.cleaned.lower().find(asked.expected.words) if asked.expected.words else -1
    if at < 0:
        return ()
    end, place = at + len(asked.expected.words), 0
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    for term in asked.words:
        size = len(term.folded.split())
        places = tuple(n for n in range(place, place + size) if query.weights[n] > 0)
        place += size
        if term.end <= at:
            before = places or before
        elif term.start >= end and not after:
            after = places
    return before + after


def consider(index: Index, routes: Routes, asked: Asked, scopes: frozenset[str] | None) -> Considered:
    """Return the candidates of a question. Where it names sources, only theirs."""
    route = routes.of(asked.cleaned, index.seen(scopes))
    query = query_of(asked, route)
    weaker = tuple(Alternative(o.syllables, o.start, o.end, o.weight * FINDING) for o in query.alternatives)
    finding = Query(query.text, query.terms, query.weights, weaker)
    named = [number for number, fit in route.fit.items() if fit > NAMED_WELL]
    chosen = index.find(finding, LOOKED_AT, scopes=scopes, sources=named or None)
    if len(chosen.rows):
        ranked = _with_learned(features(index, finding, chosen)[0])
        best = np.sort(np.argsort(-ranked[:, -2], kind="stable")[:KEPT])
        ranked, chosen = ranked[best], Hits(chosen.rows[best], chosen.scores[best])
    fits = [route.fit.get(int(number), 0.0) for number in index.source_of[chosen.rows]]
    passages = tuple(index.passage(int(row)) for row in chosen.rows)
    counted, cited = counted_noun(asked), bool(asked.named)
    need = needed(asked.expected.kind, asked.expected.words)
    need = "" if need == "territory" and not route.fit else need  # of which place it is, its document may say
    close = sought(asked, route)
    missing = np.array([bool(need) and _lacks(p, need, counted, close, cited=cited) for p in passages], dtype=bool)
    if not passages:
        return Considered(asked, query, route, (), (), np.zeros((0, 0), np.float32), missing)
    want = wanted(index, query, asked.expected.kind, counted, cited=cited, focus=focus_of(asked, query))
    fitting = fits if route.fit else [1.0] * len(passages)
    own = facets(passages, fitting, want, close, routed=bool(route.fit))
    lacked = _lacked(index, asked, query, want.worth, chosen, close=close)
    for name in ("source_lacks_quoted", "source_lacks_body"):
        missing |= lacked[:, lacking.NAMES.index(name)] > UNSPOKEN
    return Considered(
        asked=asked,
        query=query,
        route=route,
        rows=tuple(int(row) for row in chosen.rows),
        passages=passages,
        matrix=np.hstack([ranked, own, lacked]),
        missing=missing,
        unknown=_unknown(index, query),
        unknown_place=_has_unknown_place(index, asked, route),
    )


def _lacks(passage: Passage, need: str, counted: str, close: Sought, *, cited: bool) -> bool:
    """Whether a passage has nothing of the kind that must stand in an answer, or nothing that can be meant."""
    held = evidence_of(passage, need, counted, cited=cited)
    return not held or is_amiss(passage, held, need, close)


def _lacked(index: Index, asked: Asked, query: Query, worth: tuple[float, ...], hits: Hits, *, close: Sought) -> Matrix:
    """What the source of each candidate lacks of the question, shape (candidates, lacking.NAMES)."""
    sources, place = np.unique(index.source_of[hits.rows], return_inverse=True)
    held_against = lacking.Lacking(index, asked, query, worth, close)
    return np.array([held_against.of(int(source)) for source in sources], dtype=np.float32)[place]


def _unknown(index: Index, query: Query) -> float:
    known = [index.frequency(term) > 0 for term in query.terms]
    for other in query.alternatives:
        if all(index.frequency(syllable) > 0 for syllable in other.syllables):
            known[other.start : other.end] = [True] * (other.end - other.start)
    total = sum(query.weights) or 1.0
    return sum(weight for weight, here in zip(query.weights, known, strict=True) if not here) / total


def _has_unknown_place(index: Index, asked: Asked, route: Route) -> bool:
    """Whether a place is named that no passage has: its syllables, or two of them side by side."""
    for place in asked.places:
        words = fold(place.name).split()
        if not words or route.words.issuperset(words):
            continue
        alone = len(words) == 1 and not index.frequency(words[0])
        if alone or any(not index.pair_frequency(one, two) for one, two in pairwise(words)):
            return True
    return False
