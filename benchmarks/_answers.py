"""What answering is learned from and tested on: questions over sets of documents, and over answers of a commune.

Each set is an index of its own, as a commune has one. The seeds with their questions are taken from LANTOA_SHARED.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from lantoa.demo import knowledge
from lantoakit import plans
from lantoakit.retrieval.answering import deciding
from lantoakit.retrieval.answering.considering import Considered, columns, consider
from lantoakit.retrieval.answering.learned import Learned
from lantoakit.retrieval.answering.routing import Routes
from lantoakit.retrieval.asking import understand
from lantoakit.retrieval.engine import Engine
from lantoakit.retrieval.index import Index
from lantoakit.retrieval.model import Passage, Source
from lantoakit.retrieval.passages import passages_of
from lantoakit.retrieval.sources import source_of
from lantoakit.retrieval.trees import Trees, averaged, from_lightgbm
from lantoakit.retrieval.verbatim import verbatim

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("LANTOA_SHARED", ROOT.parent / "shared"))
QUESTIONS = ROOT / "benchmarks" / "questions"
KNOWLEDGE = ROOT / "src" / "lantoa" / "demo" / "tests" / "knowledge_questions.jsonl"
SEEDS = "seeds"
CANDIDATES: dict[str, Any] = {
    "objective": "lambdarank", "num_leaves": 7, "learning_rate": 0.04, "min_data_in_leaf": 30,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0,
}  # fmt: skip
ANSWERS: dict[str, Any] = {
    "objective": "binary", "num_leaves": 5, "learning_rate": 0.05, "min_data_in_leaf": 20,
    "feature_fraction": 0.3, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0,
}  # fmt: skip
FIXED: dict[str, Any] = {"verbose": -1, "num_threads": 1, "deterministic": True}
CANDIDATE_ROUNDS, ANSWER_ROUNDS = 180, 150
MORE = frozenset(
    ("soft", "soft_with_heading", "soft_best_sentence", "covered", "covered_count", "held_beside", "held_near",
     "clause", "clause_covered", "window_12", "window_30", "pairs_covered", "near", "focus_sentence", "focus_most",
     "focus_least", "body_here", "body_leads", "quoted_here", "learned", "section_fits", "best")
)  # fmt: skip
"""What can only speak for an answer: deciding is learned with that known, as questions are few."""
LESS = frozenset(
    ("rarest_missing", "soft_missing", "soft_missing_count", "source_lacks", "source_lacks_most", "source_lacks_terms",
     "source_lacks_pair", "source_lacks_body", "source_lacks_quoted", "numbers_missing", "year_clashes",
     "goal_for_present", "unknown", "unknown_place")
)  # fmt: skip
"""What can only speak against one."""
AVERAGED = 4
"""Models of deciding, learned from different draws, whose mean is taken: one alone depends much on its draw."""
INNER = 4
"""Parts in which the candidates of the material are scored by a model that did not see them, to learn deciding from."""


@dataclass(frozen=True)
class Example:
    """A question of a set with its candidates, and which are `right`; `gold` is the row of the question's file."""

    set: str
    gold: dict[str, Any]
    considered: Considered
    right: npt.NDArray[np.bool_]

    @property
    def has_answer(self) -> bool:
        return bool(self.gold["answers"])


@cache
def scorer() -> Any:
    """The rule of the shared scorer by which a quotation is right."""
    sys.path.insert(0, str(SHARED / "questions"))
    return importlib.import_module("score_answers")


def rows(path: Path) -> list[dict[str, Any]]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def sets() -> dict[str, tuple[list[Path], list[dict[str, Any]]]]:
    """Documents and questions of each set: those of the project, and the seeds."""
    paths = json.loads((QUESTIONS / "sets.json").read_text(encoding="utf-8"))
    asked = rows(QUESTIONS / "questions.jsonl")
    found = {name: ([ROOT / p for p in some], [q for q in asked if q["set"] == name]) for name, some in paths.items()}
    if SHARED.is_dir():
        dev = rows(SHARED / "questions" / "questions.dev.jsonl")
        found[SEEDS] = (sorted((SHARED / "seeds").glob("*.txt")), dev)
    return found


def read(paths: Sequence[Path]) -> tuple[list[Source], list[Passage]]:
    """Sources and passages of documents; a source's key is the stem of its file."""
    sources: list[Source] = []
    passages: list[Passage] = []
    for path in paths:
        plan = plans.read(path)
        sources.append(source_of(plan, path.stem))
        passages += verbatim(passages_of(plan.source, path.stem), path.read_text(encoding="utf-8"))
    return sources, passages


def examples() -> Iterator[Example]:
    """All questions with their candidates."""
    for name, (paths, asked) in sets().items():
        index = Index.build(*read(paths))
        routes = Routes(index.sources)
        for gold in asked:
            considered = consider(index, routes, understand(gold["question"]), None)
            right = [_is_right(passage, gold) for passage in considered.passages]
            yield Example(name, gold, considered, np.array(right, dtype=bool))
    yield from _of_knowledge()


def _is_right(passage: Passage, gold: dict[str, Any]) -> bool:
    return any(
        passage.source == answer["doc"] and scorer().overlaps(passage.text, answer["quote"])
        for answer in gold["answers"]
    )


def knowledge_passages() -> tuple[list[Source], list[Passage]]:
    """The answers and procedures of the sample commune as sources and passages."""
    sources: list[Source] = []
    passages: list[Passage] = []
    for entry in knowledge.entries():
        sources.append(Source(entry.key, entry.questions[0], kind="question"))
        passages.append(_asked(entry.key, entry.answer.strip(), entry.questions))
    for procedure in knowledge.procedures():
        sources.append(Source(procedure.key, procedure.title, kind="procedure"))
        lines = [f"{n}. {step.title}: {step.text}" for n, step in enumerate(procedure.steps, start=1)]
        lines += [procedure.for_whom, *procedure.bring, procedure.where, procedure.fee, procedure.time]
        passages.append(_asked(procedure.key, "\n".join(lines), (procedure.title, *procedure.questions)))
    return sources, passages


def _asked(key: str, text: str, wordings: tuple[str, ...]) -> Passage:
    return Passage(key, 0, text, 0, len(text), kind="question", asked=wordings)


def _of_knowledge() -> Iterator[Example]:
    """Questions to the sample commune, in two parts by the answer that they want."""
    index = Index.build(*knowledge_passages())
    routes = Routes(index.sources)
    for number, row in enumerate(rows(KNOWLEDGE)):
        part = sum(map(ord, row["key"] or row["question"])) % 2
        considered = consider(index, routes, understand(row["question"]), None)
        right = np.array([passage.source == row["key"] for passage in considered.passages], dtype=bool)
        gold = {"id": f"knowledge-{number}", "question": row["question"], "answers": [row["key"]] if row["key"] else []}
        yield Example(f"knowledge-{part}", gold, considered, right)


def learn(material: Sequence[Example], enough: float) -> Learned:
    """Learn a model from examples."""
    candidates = _learn_candidates(material)
    return Learned(candidates, _learn_answers(material), enough)


def _learn_candidates(material: Sequence[Example]) -> Any:
    useful = [e for e in material if e.right.any()]
    matrix = np.vstack([e.considered.matrix for e in useful])
    data = lightgbm.Dataset(
        matrix, np.concatenate([e.right for e in useful]), group=[len(e.considered) for e in useful]
    )
    return _boosted(CANDIDATES, data, CANDIDATE_ROUNDS)


def _learn_answers(material: Sequence[Example]) -> Any:
    """Learn to decide from scores of models that did not see the set (of many sets: the part) of a question."""
    names = sorted({example.set for example in material})
    parts = [set(names[start::INNER]) for start in range(min(INNER, len(names)))]
    matrix, answered = [], []
    for part in parts:
        trees = _learn_candidates([e for e in material if e.set not in part])
        for example in material:
            if example.set in part and len(example.considered):
                scores = trees.predict(example.considered.matrix).astype(np.float32)
                matrix.append(deciding.row(example.considered, scores))
                answered.append(is_answered(example, scores))
    data = lightgbm.Dataset(np.array(matrix), np.array(answered, dtype=np.float32))
    parameters = {**ANSWERS, "monotone_constraints": [_direction(name) for name in deciding.NAMES]}
    return averaged([_boosted(parameters, data, ANSWER_ROUNDS, seed) for seed in range(1, AVERAGED + 1)])


def _direction(name: str) -> int:
    told = name.removeprefix("top_").removeprefix("three_")
    return 1 if told in MORE else -1 if told in LESS else 0


def _boosted(parameters: dict[str, Any], data: lightgbm.Dataset, rounds: int, seed: int = 1) -> Trees:
    learned = lightgbm.train({**parameters, **FIXED, "seed": seed}, data, rounds)
    return from_lightgbm(learned.dump_model())


def is_answered(example: Example, scores: npt.NDArray[np.float32]) -> bool:
    """Whether the best candidates by these scores answer the question."""
    best = deciding.order(example.considered, scores)[: deciding.QUOTED]
    return bool(example.right[best].any()) and not example.considered.missing[best[0]]


def as_json(model: Learned) -> dict[str, Any]:
    """Return the content of a model's file."""
    from lantoakit.retrieval.answering.learned import VERSION

    return {
        "version": VERSION,
        "columns": list(columns()),
        "names": list(deciding.NAMES),
        "enough": model.enough,
        "candidates": model.candidates.to_json(),
        "answers": model.answers.to_json(),
    }


def answers_of(engine: Engine, asked: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what an engine answers, in the form of the shared scorer."""
    from lantoakit.retrieval.batch import answer_row

    return [answer_row(row["id"], engine.ask(row["question"])) for row in asked]
