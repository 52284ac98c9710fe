"""What ranking looks at: a row of numbers for each candidate, counted without any loop over syllables or candidates.

Scores are given as shares of what a passage could reach at best, and as shares of the best candidate's, so that they
mean the same for a short question and a long one, for a small corpus and a large one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lantoakit.retrieval.gathered import Flags, Gathered, Groups, Longs, Matrix, Numbers, Slots, gather, slots_of
from lantoakit.retrieval.index import Hits, Index
from lantoakit.retrieval.query import AMOUNT, DEFINITION, NAMING_WEIGHT, Query
from lantoakit.text import fold

NEAR = 4  # syllables within which two terms stand near each other
WINDOWS = (12, 30)  # syllables of the stretches in which terms are counted together
CLAUSE, ABOVE = 25.0, 12.0  # syllables of a usual clause, and of what usually stands above a text
NOTHING = 1e-6
_ARTICLE = re.compile(r"\bdieu (\d{1,6})\b")


@dataclass(frozen=True)
class Case:
    """A query with its candidates. `worth[s]` is what slot s counts: its weight times its rarity."""

    index: Index
    query: Query
    hits: Hits
    slots: Slots
    gathered: Gathered
    worth: Matrix

    @property
    def count(self) -> int:
        """How many candidates there are."""
        return len(self.hits.rows)

    @property
    def total(self) -> float:
        """What all slots count together."""
        return max(float(self.worth.sum()), NOTHING)


class Columns:
    """Named columns of one height; scores become two, divided all at once."""

    def __init__(self, height: int) -> None:
        self._height = height
        self._names: list[str] = []
        self._plain: dict[int, npt.NDArray[Any] | float] = {}
        self._scores: dict[int, tuple[Numbers, float]] = {}

    def add(self, name: str, column: npt.NDArray[Any] | float) -> None:
        """Add a column as it is, or one number for all rows."""
        self._plain[len(self._names)] = column
        self._names.append(name)

    def add_score(self, name: str, column: Numbers, best: float) -> None:
        """Add a score as a share of `best`, what could be reached, and of the best candidate's."""
        self._scores[len(self._names)] = (column, max(best, NOTHING))
        self._names += [name, f"{name}_of_top"]

    def names(self) -> tuple[str, ...]:
        """The columns' names in their order."""
        return tuple(self._names)

    def matrix(self) -> Matrix:
        """The columns side by side, shape (height, columns)."""
        turned = np.empty((len(self._names), self._height), dtype=np.float32)
        for place, column in self._plain.items():
            turned[place] = column
        scores = np.array([column for column, _ in self._scores.values()], dtype=np.float32)
        bests = np.array([best for _, best in self._scores.values()], dtype=np.float32)
        tops = np.maximum(scores.max(axis=1, initial=0.0), np.float32(NOTHING))
        places = np.array(list(self._scores))
        turned[places] = scores / bests[:, None]
        turned[places + 1] = scores / tops[:, None]
        return turned.T


def features(index: Index, query: Query, hits: Hits) -> tuple[Matrix, tuple[str, ...]]:
    """Return a row for each of at least one hit, shape (hits, features), and the features' names, always the same."""
    slots = slots_of(index, query)
    case = Case(index, query, hits, slots, gather(index, slots, hits.rows), slots.weight * slots.idf)
    found = Columns(case.count)
    for counted in (_first_stage, _terms, _pairs, _stretches, _clauses, _above, _source, _names_source, _kinds):
        counted(found, case)
    return found.matrix(), found.names()


def _first_stage(found: Columns, case: Case) -> None:
    scores = case.hits.scores
    top = max(float(scores.max(initial=0.0)), NOTHING)
    found.add("first_of_top", scores / top)
    found.add("first_rank", np.arange(len(scores)))
    found.add("first_above", np.concatenate(([0.0], scores[:-1] - scores[1:])) / top)


def _table(rows: Longs, columns: Longs, shape: tuple[int, int]) -> Matrix:
    """How often each pair of a row and a column is there, shape `shape`."""
    return np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float32)


def _bm25(counts: Matrix, worth: Matrix, lengths: Numbers, k1: float, b: float) -> Matrix:
    """BM25 of counts of shape (rows, terms) with `worth` of each term, `lengths` of rows as shares of the mean."""
    norm = (k1 * (1.0 - b + b * lengths)).astype(np.float32)[:, None]
    return (counts * np.float32(k1 + 1.0) / (counts + norm)) @ worth


def _terms(found: Columns, case: Case) -> None:
    """Single syllables: several BM25, shares that are there, and the same for the diacritics that were typed."""
    met, worth, total, shape = case.gathered, case.worth, case.total, (case.count, len(case.worth))
    counts = _table(met.owner, met.slot, shape)
    marked = _table(met.owner[met.agrees], met.slot[met.agrees], shape)
    text = _table(met.owner[~met.above], met.slot[~met.above], shape)
    lengths = met.length / case.index.mean_length
    for name, k1, b in (("bm25", 1.2, 0.75), ("bm25_flat", 0.6, 0.75), ("bm25_long", 1.5, 0.3)):
        found.add_score(name, _bm25(counts, worth, lengths, k1, b), total * (k1 + 1.0))
    found.add_score("bm25_marked", _bm25(marked, worth, lengths, 0.9, 0.6), total * 1.9)
    found.add_score("bm25_text", _bm25(text, worth, lengths, 0.9, 0.6), total * 1.9)
    present: Flags = np.asarray(counts > 0, dtype=np.bool_)
    for own, stands_for, _ in case.slots.others:
        whole = np.flatnonzero(present[:, list(own)].all(axis=1))
        present[whole[:, None], np.array(stands_for, dtype=np.int64)] = True
    found.add_score("covered", present @ worth, total)
    found.add("covered_count", (present & (worth > 0)).sum(axis=1) / max(1, int((worth > 0).sum())))
    found.add_score("covered_marked", (marked > 0) @ worth, total)
    rarest = max(float(worth.max(initial=0.0)), NOTHING)
    found.add("rarest_missing", np.where(present, np.float32(0.0), worth).max(axis=1, initial=0.0) / rarest)
    found.add("length", np.log1p(met.length))
    found.add("query_length", len(worth))
    found.add("query_worth", total / max(1, len(worth)))


def _pairs(found: Columns, case: Case) -> None:
    """Neighbouring syllables that stand side by side in the question too; three in a row; the longest run of them."""
    met, slots = case.gathered, case.slots
    pair = slots.pair_table()[met.slot[:-1], met.slot[1:]]
    pair[met.gap != 1] = -1
    joints = np.array(slots.pairs, dtype=np.int64).reshape(-1, 2)
    begins, ends = joints[:, 0], joints[:, 1]
    chained = np.zeros(len(pair), dtype=np.bool_)  # the pair goes on with the one behind it, as in the question
    both = (pair[:-1] >= 0) & (pair[1:] >= 0)
    chained[:-1][both] = ends[pair[:-1][both]] == begins[pair[1:][both]]
    shape = (case.count, max(1, len(slots.pairs)))
    worth = slots.pair_weight * slots.pair_idf if slots.pairs else np.zeros(1, dtype=np.float32)
    total = float(worth.sum())
    lengths = met.length / case.index.mean_length
    here, owner = pair >= 0, met.owner[:-1]
    agree = here & met.agrees[:-1] & met.agrees[1:]
    counts = _table(owner[here], pair[here], shape)
    found.add_score("pairs", _bm25(counts, worth, lengths, 0.6, 0.75), total * 1.6)
    marked = _table(owner[agree], pair[agree], shape)
    found.add_score("pairs_marked", _bm25(marked, worth, lengths, 0.6, 0.6), total * 1.6)
    found.add_score("pairs_covered", (counts > 0) @ worth, total)
    triples = _table(owner[chained], pair[chained], shape)
    found.add_score("triples", _bm25(triples, worth, lengths, 0.6, 0.75), total * 1.6)
    runs = _runs(here, chained, np.append(worth, 0.0)[pair])
    found.add_score("run", met.by_candidate.best(np.append(runs, 0.0)), total)
    syllables = _runs(here, chained, here.astype(np.float64))
    found.add("run_syllables", met.by_candidate.best(np.append(syllables, 0.0)))
    found.add("pair_length", shape[1])


def _runs(here: Flags, chained: Flags, value: Numbers) -> Numbers:
    """The sum of `value` over the run of chained pairs up to each pair; 0 where there is no pair."""
    value = np.where(here, value, 0.0)
    summed = np.cumsum(value)
    begins = here.copy()
    begins[1:] &= ~chained[:-1]
    before = np.maximum.accumulate(np.where(begins, summed - value, 0.0))
    return np.where(here, summed - before, 0.0)


def _stretches(found: Columns, case: Case) -> None:
    """Terms close together: the worthiest stretch of so many syllables, and pairs of the question that are near."""
    met = case.gathered
    keys = met.owner * len(case.worth) + met.slot
    order = np.argsort(keys, kind="stable")
    again = np.full(len(keys), np.iinfo(np.int64).max // 2)
    same = keys[order[:-1]] == keys[order[1:]]
    again[order[:-1][same]] = met.at[order[1:][same]]  # where the same term stands next in the candidate
    ends_of = (met.start + met.length)[met.owner]
    value = case.worth[met.slot].astype(np.float64)
    added = np.cumsum(value)
    for width in WINDOWS:
        ends = np.minimum(np.minimum(met.at + width, again), ends_of)
        by_end = np.argsort(ends, kind="stable")
        gone = np.concatenate(([0.0], np.cumsum(value[by_end])))
        mass = added - gone[np.searchsorted(ends[by_end], met.at, side="right")]
        found.add_score(f"window_{width}", met.by_candidate.best(mass), case.total)
    pair = case.slots.pair_table()[met.slot[:-1], met.slot[1:]]
    near = (pair >= 0) & (met.gap <= NEAR) & (met.owner[:-1] == met.owner[1:])
    shape = (case.count, max(1, len(case.slots.pairs)))
    worth = case.slots.pair_weight * case.slots.pair_idf if case.slots.pairs else np.zeros(1, dtype=np.float32)
    there = _table(met.owner[:-1][near], pair[near], shape) > 0
    found.add_score("near", there @ worth, float(worth.sum()))


def _alike(case: Case, counts: Matrix) -> tuple[Numbers, Numbers]:
    """Of each clause: the share of what it says that the question says too, and how alike the two are, 0 to 1.

    `counts` has shape (clauses, slots).
    """
    met, slots = case.gathered, case.slots
    said = np.where(slots.folded > 0, case.index.said[slots.folded], 0.0) * (case.worth > 0)
    clauses = np.add.reduceat(case.index.said[met.folded], met.clause_start)
    both = (counts > 0) @ said
    total = np.maximum(clauses, both)
    return both / np.maximum(total, NOTHING), 2.0 * both / np.maximum(total + said.sum(), NOTHING)


def _clauses(found: Columns, case: Case) -> None:
    """The clause that fits best: what it has of the question, and how much of it the question has."""
    met = case.gathered
    counts = _table(met.clause, met.slot, (len(met.clause_start), len(case.worth)))
    score = _bm25(counts, case.worth, met.clause_length / CLAUSE, 1.0, 0.5)
    found.add_score("clause", met.by_clause.best(score), case.total * 2.0)
    shared = (counts > 0) @ case.worth
    found.add_score("clause_covered", met.by_clause.best(shared), case.total)
    share, alike = _alike(case, counts)
    found.add_score("clause_alike", met.by_clause.best(alike), 1.0)
    found.add("clauses", np.log1p(np.bincount(met.clause_owner, minlength=case.count)))
    found.add("above_met", met.by_clause.best(np.where(met.clause_above, share, 0.0)))
    found.add_score("above_alike", met.by_clause.best(np.where(met.clause_above, alike, 0.0)), 1.0)


def _above(found: Columns, case: Case) -> None:
    """What stands above the text: headings, and the wordings of a question."""
    met, worth = case.gathered, case.worth
    shape = (case.count, len(worth))
    above = _table(met.owner[met.above], met.slot[met.above], shape)
    text = _table(met.owner[~met.above], met.slot[~met.above], shape)
    found.add_score("above", _bm25(above, worth, met.length_above / ABOVE, 0.6, 0.5), case.total * 1.6)
    found.add_score("above_covered", (above > 0) @ worth, case.total)
    found.add("above_length", np.log1p(met.length_above))
    found.add("only_above", ((above > 0) & (text == 0)) @ worth / case.total)


def _source(found: Columns, case: Case) -> None:
    """The document: whether the question has its name, and how much of what was found comes from it."""
    index, slots, scores = case.index, case.slots, case.hits.scores
    sources, place = np.unique(index.source_of[case.hits.rows], return_inverse=True)
    mass = np.bincount(place, weights=scores)
    best = np.zeros(len(sources))
    np.maximum.at(best, place, scores)
    found.add("source_mass", (mass / max(float(mass.sum()), NOTHING))[place])
    found.add("source_best", (best / max(float(best.max(initial=0.0)), NOTHING))[place])
    lengths = index.names_at[sources + 1] - index.names_at[sources]
    owner = np.repeat(np.arange(len(sources)), lengths)
    name = index.folded_of[
        index.names[np.arange(len(owner)) + (index.names_at[sources + 1] - np.cumsum(lengths))[owner]]
    ]
    slot = slots.table(index)[name]
    total = np.bincount(owner, weights=index.said[name] + NOTHING, minlength=len(sources))
    has = np.bincount(owner, weights=index.said[name] * (slot >= 0), minlength=len(sources))
    pair = (slots.pair_table()[slot[:-1], slot[1:]] >= 0) & (owner[:-1] == owner[1:])
    found.add("source_named", (has / np.maximum(total, NOTHING))[place])
    found.add("source_pairs", np.bincount(owner[:-1][pair], minlength=len(sources))[place])
    numbers = [int(number) for number in _ARTICLE.findall(fold(case.query.text[:2000]))]
    articles = index.articles[case.hits.rows]
    found.add("article", np.isin(articles, numbers) & (articles >= 0))


def _names_source(found: Columns, case: Case) -> None:
    """How much of what was found of a document speaks of what the question names as one ("Luật Điện ảnh")."""
    met = case.gathered
    core = np.zeros(len(case.worth), dtype=np.bool_)
    core[[case.slots.places[place] for place in case.query.naming]] = True
    sources, place = np.unique(case.index.source_of[case.hits.rows], return_inverse=True)
    spoken = core[met.slot]
    if core.sum() > 1:  # two of its syllables side by side
        spoken[:-1] &= spoken[1:] & (met.gap == 1)
    often = np.bincount(place[met.owner[spoken]], minlength=len(sources))
    share = often / np.maximum(np.bincount(place, weights=met.length), 1.0)
    found.add("source_speaks", (share / max(float(share.max(initial=0.0)), NOTHING * NOTHING))[place])
    found.add("names_source", float(core.any()))


def _kinds(found: Columns, case: Case) -> None:
    """What kind of answer is wanted: a clause that says what something is, an amount with its unit."""
    met, index, query = case.gathered, case.index, case.query
    worth = np.where(case.slots.weight > NAMING_WEIGHT, case.slots.idf, 0.0)
    verb = np.flatnonzero(met.marked == index.vocabulary.number("là"))
    clause = np.searchsorted(met.clause_start, verb, side="right") - 1
    begin = met.clause_start[clause]
    summed = np.concatenate(([0.0], np.cumsum(worth[met.slot])))
    counted = np.concatenate(([0], np.cumsum(worth[met.slot] > 0)))
    first, last = np.searchsorted(met.at, begin), np.searchsorted(met.at, verb)
    words = verb - begin
    share = (counted[last] - counted[first]) / np.maximum(words, 1)  # of the words before "là"
    fits = np.where(words <= len(query.terms) + 2, (summed[last] - summed[first]) * share, 0.0)
    defined = Groups(met.clause_owner[clause], case.count).best(fits) / max(float(worth.sum()), NOTHING)
    asked = query.asks == DEFINITION
    found.add("defines", np.minimum(defined, 1.0))
    found.add("defines_asked", np.minimum(defined, 1.0) * asked)
    found.add("asks_definition", float(asked))
    unit = index.vocabulary.folded_number(query.unit) if query.unit else -1
    there = np.flatnonzero(met.folded[1:] == unit)
    there = there[index.numeric[met.folded[there]]]
    owner = np.searchsorted(met.start, there, side="right") - 1
    found.add("amounts", np.log1p(np.bincount(owner, minlength=case.count)))
    found.add("asks_amount", float(query.asks == AMOUNT) + float(unit >= 0))
