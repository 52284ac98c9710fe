"""Question -> passages, best first: candidates of the index, ordered by what was learned from questions and answers.

The model is a file of numbers (`models/ranker.json`, described in `models/README.md`); `make train` writes it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lantoakit.retrieval.features import features
from lantoakit.retrieval.index import Index
from lantoakit.retrieval.query import Query, plain
from lantoakit.retrieval.trees import Trees

VERSION = 1
DEPTH = 100  # candidates that are looked at closely
MODEL = Path(__file__).parent / "models" / "ranker.json"


@dataclass(frozen=True)
class Ranked:
    """A passage that was found: its row in the index and its score, which means something within one question only.

    `margin` is by how much it is better than the best other one (below 0: worse). `confidence` is the calibrated chance
    that it is the one that was asked for, provided that one is: that the documents answer at all is another question.
    `signs` are the features by name, for who decides whether to answer.
    """

    row: int
    score: float
    margin: float
    confidence: float
    signs: dict[str, float]


class Ranker:
    """A learned order of passages. Never changes; safe to share between threads."""

    def __init__(self, trees: Trees, names: tuple[str, ...], confidence: tuple[float, float]) -> None:
        self.trees, self.names = trees, names
        self._base, self._slope = confidence

    @classmethod
    def load(cls, path: Path = MODEL) -> Ranker:
        """Read a model; raises ValueError where another version wrote it."""
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.get("version") != VERSION:
            raise ValueError(f"{path} is a model of another version; run make train")
        return cls(Trees.from_json(content["trees"]), tuple(content["features"]), tuple(content["confidence"]))

    def rank(
        self, index: Index, question: str | Query, *, scopes: frozenset[str] | None = None, top: int = 10
    ) -> list[Ranked]:
        """Return the best passages for a question, at most `top`, from sources whose scope is asked (None: all).

        Never raises for any text. Raises ValueError where the model was learned from other features.
        """
        query = plain(question) if isinstance(question, str) else question
        hits = index.find(query, max(DEPTH, top), scopes=scopes)
        if not len(hits.rows) or top < 1:
            return []
        matrix, names = features(index, query, hits)
        if names != self.names:
            raise ValueError("the model was learned from other features; run make train")
        scores = self.trees.predict(matrix)
        order = np.lexsort((np.arange(len(scores)), -scores))[:top]
        ahead = margins(scores)
        chances = 1.0 / (1.0 + np.exp(-(self._base + self._slope * ahead)))
        return [
            Ranked(
                row=int(hits.rows[place]),
                score=float(scores[place]),
                margin=float(ahead[place]),
                confidence=float(chances[place]),
                signs=dict(zip(names, matrix[place].tolist(), strict=True)),
            )
            for place in order
        ]


MOST_MARGIN = 10.0  # beyond which it says nothing more


def margins(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return by how much each score is above the best of the others, at most MOST_MARGIN either way."""
    if len(scores) < 2:
        return np.full(len(scores), MOST_MARGIN)
    best = int(np.argmax(scores))
    second = float(np.delete(scores, best).max())
    ahead = scores - scores[best]
    ahead[best] = scores[best] - second
    return np.clip(ahead, -MOST_MARGIN, MOST_MARGIN)


@cache
def shipped() -> Ranker:
    """Return the model that comes with the kit."""
    return Ranker.load()


def rank(index: Index, question: str | Query, *, scopes: frozenset[str] | None = None, top: int = 10) -> list[Ranked]:
    """Rank by the model that comes with the kit; see `Ranker.rank`."""
    return shipped().rank(index, question, scopes=scopes, top=top)
