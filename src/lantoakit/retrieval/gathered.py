"""The syllables of candidates, gathered once: which terms of the query stand where in which candidate and clause."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from lantoakit.retrieval.index import Index
from lantoakit.retrieval.query import Query
from lantoakit.retrieval.terms import BREAK, Ints, folded, marked

Matrix = npt.NDArray[np.float32]
Longs = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.floating]
Flags = npt.NDArray[np.bool_]

MOST_TOKENS = 1500  # syllables of a passage that are looked at: ranking a long one must not take longer than the rest


@dataclass(frozen=True)
class Slots:
    """The distinct folded syllables of a query, each a slot, in the order in which they first stand.

    `folded[s]` is its folded number (-1: not in the corpus), `weight[s]` what it counts, `idf[s]` how rare it is.
    `marked` are the marked numbers that were typed; empty where nothing was typed with diacritics, and then any form
    agrees. `pairs` are the slots that stand side by side, `pair_weight` and `pair_idf` theirs. `others` are, for each
    alternative, its slots, the slots that it stands for and its weight. `places[t]` is the slot of term t.
    """

    folded: Ints
    weight: Matrix
    idf: Matrix
    marked: Ints
    pairs: tuple[tuple[int, int], ...]
    pair_weight: Matrix
    pair_idf: Matrix
    others: tuple[tuple[tuple[int, ...], tuple[int, ...], float], ...]
    places: tuple[int, ...]

    def table(self, index: Index) -> Longs:
        """Slots by folded number, -1 for what is no term of the query; one more for the number -1."""
        table = np.full(len(index.vocabulary.folded_forms) + 1, -1, dtype=np.int64)
        table[self.folded] = np.arange(len(self.folded))  # what is not in the corpus writes into the last place
        table[-1] = table[BREAK] = -1
        return table

    def pair_table(self) -> Longs:
        """Places in `pairs` by two slots, -1 where they stand side by side nowhere; slot -1 reads the last line."""
        size = len(self.folded) + 1
        table = np.full((size, size), -1, dtype=np.int64)
        for place, pair in enumerate(self.pairs):
            table[pair] = place
        return table


def _rarity(frequency: npt.ArrayLike, passages: int) -> Matrix:
    counts = np.asarray(frequency, dtype=np.float64)
    return np.log1p((passages - counts + 0.5) / (counts + 0.5)).astype(np.float32)


def slots_of(index: Index, query: Query) -> Slots:
    """Return the slots of a query in an index."""
    forms: dict[str, int] = {}
    weights: list[float] = []

    def slot(syllable: str, weight: float) -> int:
        form = folded(syllable)
        number = forms.setdefault(form, len(forms))
        if number == len(weights):
            weights.append(0.0)
        weights[number] = max(weights[number], weight)
        return number

    places = [slot(term, weight) for term, weight in zip(query.terms, query.weights, strict=True)]
    others = []
    for other in query.alternatives:  # its own slots weigh nothing: what it stands for is counted instead
        own = tuple(slot(syllable, 0.0) for syllable in other.syllables)
        others.append((own, tuple(dict.fromkeys(places[other.start : other.end])), other.weight))
    names = list(forms)
    pairs: dict[tuple[int, int], float] = {}
    for (first, one), (second, two) in pairwise(zip(places, query.weights, strict=True)):
        pairs[first, second] = max(pairs.get((first, second), 0.0), min(one, two))
    total = len(index)
    typed = [number for term in query.terms for number in [index.vocabulary.number(term)]]
    bare = all(folded(term) == marked(term) for term in query.terms)
    return Slots(
        folded=np.array([index.vocabulary.folded_number(name) for name in names], dtype=np.int32),
        weight=np.array(weights, dtype=np.float32),
        idf=_rarity([index.frequency(name) for name in names], total),
        marked=np.array([] if bare else [number for number in typed if number > 0], dtype=np.int32),
        pairs=tuple(pairs),
        pair_weight=np.array(list(pairs.values()), dtype=np.float32),
        pair_idf=_rarity([index.pair_frequency(names[a], names[b]) for a, b in pairs], total),
        others=tuple(others),
        places=tuple(places),
    )


class Groups:
    """Values that stand together by their owner: `owner` has the number of the owner of each, in order."""

    def __init__(self, owner: Longs, count: int) -> None:
        self._count = count
        self._starts = np.flatnonzero(np.concatenate(([len(owner) > 0], owner[1:] != owner[:-1])))[: len(owner)]
        self._owners = owner[self._starts]

    def best(self, values: Numbers) -> Matrix:
        """Return the greatest value of each owner, at least 0, shape (count,)."""
        found = np.zeros(self._count)
        if len(self._starts):
            found[self._owners] = np.maximum.reduceat(values, self._starts)
        return np.maximum(found, 0.0).astype(np.float32)


@dataclass(frozen=True)
class Gathered:
    """What stands in candidates: their syllables one behind the other, behind each candidate one BREAK more.

    Of all syllables, shape (syllables,): `folded` and `marked` numbers. Of those that are terms of the query, in order,
    shape (met,): `at`, their places among all syllables; `slot`, `owner` (the candidate), `clause`, `above` (whether
    it stands above the text), `agrees` (whether it has the typed diacritics), and `gap`, how far behind each the next
    one stands. Of clauses: `clause_start`, `clause_length`, `clause_owner`, `clause_above`. Of candidates: `start`,
    `length` and `length_above`, in syllables. `by_candidate` and `by_clause` group the met ones and the clauses.
    """

    folded: Ints
    marked: Ints
    at: Longs
    gap: Longs
    slot: Longs
    owner: Longs
    clause: Longs
    above: Flags
    agrees: Flags
    clause_start: Longs
    clause_length: Longs
    clause_owner: Longs
    clause_above: Flags
    start: Longs
    length: Longs
    length_above: Longs
    by_candidate: Groups
    by_clause: Groups


def gather(index: Index, slots: Slots, rows: Ints) -> Gathered:
    """Return the syllables of the passages of `rows`, shape (candidates,)."""
    first = index.offsets[rows]
    length = np.minimum(index.offsets[rows.astype(np.int64) + 1] - first, MOST_TOKENS)
    length_above = np.minimum(index.bodies[rows] - first, length)
    ends = np.cumsum(length + 1)
    start = ends - length - 1
    place = np.arange(ends[-1]) + np.repeat(first - start, length + 1)
    marked = index.tokens[np.minimum(place, len(index.tokens) - 1)]
    marked[ends - 1] = BREAK
    folded = index.folded_of[marked]
    slot = slots.table(index)[folded]
    at = np.flatnonzero(slot >= 0)
    breaks = np.flatnonzero(folded == BREAK)
    clause_start = np.concatenate(([0], breaks[:-1] + 1))
    clause_owner = np.searchsorted(ends, clause_start, side="right")
    clause = np.searchsorted(breaks, at)
    owner = clause_owner[clause]
    agrees = np.ones(len(at), dtype=np.bool_)
    if len(slots.marked):
        typed = np.zeros(len(index.vocabulary), dtype=np.bool_)
        typed[slots.marked] = True
        agrees = typed[marked[at]]
    return Gathered(
        folded=folded,
        marked=marked,
        at=at,
        gap=np.diff(at),
        slot=slot[at],
        owner=owner,
        clause=clause,
        above=at - start[owner] < length_above[owner],
        agrees=agrees,
        clause_start=clause_start,
        clause_length=breaks - clause_start,
        clause_owner=clause_owner,
        clause_above=clause_start - start[clause_owner] < length_above[clause_owner],
        start=start,
        length=length,
        length_above=length_above,
        by_candidate=Groups(owner, len(rows)),
        by_clause=Groups(clause_owner, len(rows)),
    )
