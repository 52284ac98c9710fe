"""What a source lacks of a question's words, by any name: a document that never speaks of a thing does not answer."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from lantoakit.retrieval.answering.closeness import TELLING, Sought
from lantoakit.retrieval.asking import Asked
from lantoakit.retrieval.index import Index
from lantoakit.retrieval.query import Query
from lantoakit.text import fold

NAMES = (
    "source_lacks", "source_lacks_most", "source_lacks_terms", "source_lacks_pair", "source_lacks_body",
    "source_lacks_quoted",
)  # fmt: skip


class Lacking:
    """The terms of a question held against the vocabulary of sources."""

    def __init__(self, index: Index, asked: Asked, query: Query, worth: Sequence[float], close: Sought) -> None:
        self._index = index
        self._bodies = [[self._numbered(name)[:TELLING] for name in names] for names in close.bodies]
        self._quoted = [self._numbered(quoted) for quoted in close.quoted]
        self._worth = np.array(worth, dtype=np.float64)
        self._numbers = np.array([self._number(term) for term in query.terms], dtype=np.int64)
        self._others = [
            (np.array([self._number(s) for s in other.syllables]), other.start, other.end)
            for other in query.alternatives
        ]
        self._terms: list[tuple[int, int]] = []
        place = 0
        for term in asked.words:
            size = len(term.folded.split())
            self._terms.append((place, place + size))
            place += size

    def of(self, source: int) -> list[float]:
        """Return the values of NAMES for a source, by its number in the index."""
        words, pairs = self._index.words_of(source)
        total = self._worth.sum() or 1.0
        here = _in(words, self._numbers)
        side_by_side = np.ones(len(here), dtype=bool)
        for begin, end in self._terms:
            side_by_side[begin:end] = here[begin:end].all() and self._beside(pairs, self._numbers[begin:end])
        for numbers, begin, end in self._others:
            if _in(words, numbers).all() and self._beside(pairs, numbers):
                here[begin:end] = side_by_side[begin:end] = True
        lost = np.where(here, 0.0, self._worth)
        broken = np.where(side_by_side, 0.0, self._worth)
        most = self._worth.max(initial=0.0) or 1.0
        crossing = [
            min(self._worth[one - 1], self._worth[one])
            for (_, one), (two, _) in pairwise(self._terms)
            if one == two
            and self._worth[one - 1]
            and self._worth[one]
            and not self._beside(pairs, self._numbers[one - 1 : one + 1])
        ]
        body = max((1.0 - max(self._begun(pairs, name) for name in names) for names in self._bodies), default=0.0)
        quoted = max((1.0 - self._joined(pairs, name) for name in self._quoted), default=0.0)
        told = [lost.sum() / total, lost.max(initial=0.0) / most, broken.sum() / total, sum(crossing) / total]
        return [*told, body, quoted]

    def _numbered(self, text: str) -> np.ndarray:
        return np.array([self._number(word) for word in text.split()], dtype=np.int64)

    def _begun(self, pairs: np.ndarray, name: np.ndarray) -> float:
        """The share of a name whose beginning stands word by word in the source; 1 for one of a single word."""
        if len(name) < 2:
            return 1.0
        return float(np.cumprod(_in(pairs, self._index.pairs_as_numbers(name))).mean())

    def _joined(self, pairs: np.ndarray, name: np.ndarray) -> float:
        return float(_in(pairs, self._index.pairs_as_numbers(name)).mean()) if len(name) > 1 else 1.0

    def _number(self, syllable: str) -> int:
        return self._index.vocabulary.folded_number(fold(syllable) or syllable)

    def _beside(self, pairs: np.ndarray, numbers: np.ndarray) -> bool:
        if len(numbers) < 2:
            return True
        return bool(_in(pairs, self._index.pairs_as_numbers(numbers)).all())


def _in(ordered: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Which of `wanted` are among the numbers of an ordered array."""
    if not len(ordered):
        return np.zeros(len(wanted), dtype=bool)
    place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    found: np.ndarray = ordered[place] == wanted
    return found
