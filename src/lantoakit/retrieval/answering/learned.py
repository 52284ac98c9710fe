"""What was learned of answering: which candidate is the best, and how likely the best ones answer.

The model is a file of numbers (`models/answers.json`, described in `models/README.md`); `make train` writes it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from lantoakit.retrieval.answering import deciding
from lantoakit.retrieval.answering.considering import Considered, columns
from lantoakit.retrieval.answering.facets import Matrix
from lantoakit.retrieval.trees import Trees

VERSION = 1
MODEL = Path(__file__).parents[1] / "models" / "answers.json"


@dataclass(frozen=True)
class Learned:
    """Trees that score candidates, and trees whose sum is the logit of the chance that the best ones answer.

    `enough` is the chance from which on a question is answered.
    """

    candidates: Trees
    answers: Trees
    enough: float

    @classmethod
    def load(cls, path: Path = MODEL) -> Learned:
        """Read a model; raises ValueError where another version wrote it or it was learned from other features."""
        content = json.loads(path.read_text(encoding="utf-8"))
        known = (content.get("version"), content.get("columns"), content.get("names"))
        if known != (VERSION, list(columns()), list(deciding.NAMES)):
            raise ValueError(f"{path} was learned from other features; run make train")
        return cls(Trees.from_json(content["candidates"]), Trees.from_json(content["answers"]), content["enough"])

    def scores(self, considered: Considered) -> Matrix:
        """Return a score for each candidate, shape (candidates,); it means something within one question only."""
        return self.candidates.predict(considered.matrix).astype(np.float32)

    def chance(self, considered: Considered, scores: Matrix) -> float:
        """Return the calibrated chance, from 0 to 1, that the best candidates answer the question."""
        if considered.missing.all():
            return 0.0
        logit = float(self.answers.predict(deciding.row(considered, scores)[None, :])[0])
        return float(1.0 / (1.0 + np.exp(-logit)))


@cache
def shipped() -> Learned:
    """Return the model that comes with the kit."""
    return Learned.load()
