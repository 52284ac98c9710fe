"""How the ranker of `lantoakit.retrieval` is learned, and how it is tested on laws that it did not see.

Learned from: ALQAC 2022 and 2023 under LANTOA_SHARED, and questions made of the statutes themselves: what a clause
defines, parts of clauses with words left out, titles. Those count a tenth each. Every question is seen with and without
its diacritics. The questions of `benchmarks/questions` about plans test it, and it can be learned from them too.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from lantoakit import documents, plans
from lantoakit.retrieval.alqac import Question, read_corpus, read_questions
from lantoakit.retrieval.features import features
from lantoakit.retrieval.index import Index
from lantoakit.retrieval.model import Passage, Source
from lantoakit.retrieval.passages import passages_of
from lantoakit.retrieval.query import plain
from lantoakit.retrieval.ranker import DEPTH
from lantoakit.retrieval.sources import source_of
from lantoakit.retrieval.terms import marked, tokens
from lantoakit.retrieval.trees import from_lightgbm
from lantoakit.text import fold

ROOT = Path(__file__).resolve().parents[1]
OWN = "own"
SEED = 7
ROUNDS = 200
PARTS = 8
MADE_WEIGHT, FOLDED_WEIGHT = 0.1, 0.3
# What has no side on which more is better; every other feature may only speak for a passage the more there is of it.
NEITHER = {
    "first_rank", "first_above", "rarest_missing", "length", "query_length", "query_worth", "pair_length", "clauses",
    "above_length", "only_above", "names_source", "asks_definition", "amounts", "asks_amount",
}  # fmt: skip
# Names of laws that a corpus knows by their signs alone, as questions have them; the same law has the same first word.
NAMES = {
    "91/2015/QH13": "Bộ luật dân sự", "24/2018/QH14": "Luật An ninh mạng", "45/2019/QH14": "Bộ luật Lao động",
    "01/VBHN-VPQH": "Bộ luật Hình sự",
}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A question with its candidates: `matrix` of shape (candidates, features), which are `right`, of which `laws`."""

    corpus: str
    key: str | int
    law: str
    matrix: npt.NDArray[np.float32]
    right: npt.NDArray[np.bool_]
    laws: npt.NDArray[np.str_]
    weight: float = 1.0

    @property
    def asked(self) -> bool:
        """Whether a person asked it, as it stands."""
        return self.weight == 1.0


class Corpus:
    """Passages with their index, of which examples are made. `laws[r]` is what row r is left out with."""

    def __init__(self, name: str, sources: list[Source], passages: list[Passage], laws: list[str]) -> None:
        self.name, self.passages, self.laws = name, passages, np.array(laws)
        self.index = Index.build(sources, passages)

    def example(self, key: str | int, text: str, right: Sequence[int], weight: float = 1.0) -> Example | None:
        """Return the example of a question that rows answer, None where it has too few candidates to order."""
        query = plain(text)
        hits = self.index.find(query, DEPTH)
        if not right or len(hits.rows) < 2:
            return None
        matrix, _ = features(self.index, query, hits)
        law, found = str(self.laws[right[0]]), np.isin(hits.rows, right)
        return Example(self.name, key, law, matrix, found, self.laws[hits.rows], weight)

    def asked(self, key: str | int, text: str, right: Sequence[int]) -> Iterator[Example]:
        """Yield the examples of a question as it was asked and without diacritics."""
        yield from filter(None, (self.example(key, text, right), self.example(key, fold(text), right, FOLDED_WEIGHT)))


class Statutes(Corpus):
    """A corpus in ALQAC's form."""

    def __init__(self, name: str, path: Path) -> None:
        sources, passages = read_corpus(path)
        super().__init__(name, sources, passages, [NAMES.get(passage.source, passage.source) for passage in passages])
        self.rows = {(passage.source, passage.path): row for row, passage in enumerate(passages)}

    def examples(self, questions: Iterable[Question]) -> Iterator[Example]:
        """Yield the examples of questions, then of made ones."""
        for question in questions:
            right = [self.rows[one] for one in sorted(question.relevant) if one in self.rows]
            yield from self.asked(question.key, question.text, right)
        for question in self.made():
            right = [self.rows[one] for one in question.relevant]
            yield from filter(None, (self.example(question.key, question.text, right, MADE_WEIGHT),))

    def made(self) -> Iterator[Question]:
        """Yield questions made of the passages."""
        chance = random.Random(SEED)
        for passage in self.passages:
            name = NAMES.get(passage.source, passage.source)
            texts = [*_definitions(passage, name, chance), *_clauses(passage, name, chance)]
            for text in (*texts, *_titles(passage, name, chance)):
                yield Question("made", text, frozenset({(passage.source, passage.path)}))


_DEFINED = re.compile(r"^(?:\d+\.|[a-zđ]\))?\s*([A-ZĐÀ-Ỹ][^;:.\n]{2,70}?) là (?!:)", re.MULTILINE)
_DEFINITION_FORMS = (
    "{it} là gì?", 'Định nghĩa của "{it}"?', "{it} được hiểu như thế nào?", "Thế nào là {it}?", "Khái niệm {it}?",
    "Theo {law}, {it} là gì?", "Theo {law}, {it} được hiểu như thế nào?",
)  # fmt: skip
_CLAUSE_FORMS = (
    "{it}, đúng hay sai?", "{it} là đúng hay sai?", "Theo {law}, {it}?", "{it} trong trường hợp nào?", "{it}",
    "Theo quy định của {law}, {it} như thế nào?", "{it} bao nhiêu?",
)  # fmt: skip
_TITLE_FORMS = (
    "{law} quy định như thế nào về {it}?", "{it} được quy định như thế nào?", "{it} gồm những gì?",
    "Theo {law}, {it} là gì?",
)  # fmt: skip


def _definitions(passage: Passage, law: str, chance: random.Random) -> Iterator[str]:
    for defined in _DEFINED.findall(passage.text)[:3]:
        if len(defined.split()) <= 10 and chance.random() < 0.7:
            it = defined.lower() if chance.random() < 0.7 else defined
            yield chance.choice(_DEFINITION_FORMS).format(it=it, law=law)


def _clauses(passage: Passage, law: str, chance: random.Random) -> Iterator[str]:
    clauses = [clause for clause in re.split(r"[\n;]|\. ", passage.text) if 8 <= len(clause.split()) <= 60]
    if clauses and chance.random() < 0.2:
        words = re.sub(r"^\s*(?:\d+\.|[a-zđ]\))\s*", "", chance.choice(clauses)).split()
        length = chance.randint(6, 22)
        first = chance.randint(0, max(0, len(words) - length))
        left_out = chance.choice((0.0, 0.1, 0.25, 0.4))
        kept = [word for word in words[first : first + length] if chance.random() > left_out]
        yield chance.choice(_CLAUSE_FORMS).format(it=" ".join(kept), law=law)


def _titles(passage: Passage, law: str, chance: random.Random) -> Iterator[str]:
    if passage.heading and chance.random() < 0.1 and len(passage.heading[0].split()) < 25:
        kept = [word for word in passage.heading[0].split() if chance.random() > 0.15]
        yield chance.choice(_TITLE_FORMS).format(it=" ".join(kept), law=law)


def alqac(shared: Path) -> dict[str, tuple[Path, Path]]:
    """Return the corpus and the questions of each year that is there."""
    folder = shared / "retrieval"
    years = {"2022": ("alqac2022", "question.json"), "2023": ("alqac2023", "train.json")}
    return {
        year: (folder / name / "law.json", folder / name / questions)
        for year, (name, questions) in years.items()
        if (folder / name / "law.json").exists()
    }


def examples_of(pairs: dict[str, tuple[Path, Path]]) -> list[Example]:
    """Return all examples of corpora in ALQAC's form with their questions."""
    return [
        example
        for name, (corpus, questions) in pairs.items()
        for example in Statutes(name, corpus).examples(read_questions(questions))
    ]


def own_examples() -> Iterator[Example]:
    """Yield the examples of `benchmarks/questions`: each set of documents is a corpus, left out as one."""
    folder = ROOT / "benchmarks" / "questions"
    rows = [json.loads(row) for row in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    for name, paths in json.loads((folder / "sets.json").read_text(encoding="utf-8")).items():
        sources, passages = [], []
        for path in paths:
            document = documents.read(ROOT / path)
            key = Path(path).stem
            sources.append(source_of(plans.from_document(document), key))
            passages += passages_of(document, key)
        corpus = Corpus(OWN, sources, passages, [f"{OWN} {name}"] * len(passages))
        words = [(passage.source, _words(passage.text)) for passage in passages]
        for row in rows:
            if row["set"] == name:
                quotes = [(answer["doc"], _words(answer["quote"])) for answer in row["answers"]]
                right = [
                    n for n, (key, text) in enumerate(words) if any(_answers(key, text, *quote) for quote in quotes)
                ]
                yield from corpus.asked(row["id"], row["question"], right)


def _words(text: str) -> str:
    return " ".join(["", *(marked(token) for token in tokens(text) if token[0].isalnum()), ""])


def _answers(source: str, text: str, document: str, quote: str) -> bool:
    """Whether a passage has a quote whole, or is more than half of it."""
    return source == document and (quote in text or (text in quote and len(text) > len(quote) / 2))


def feature_names() -> tuple[str, ...]:
    """Return the features' names in their order."""
    index = Index.build([Source("a", "")], [Passage("a", 0, "một hai")])
    query = plain("một hai")
    return features(index, query, index.find(query))[1]


def learn(examples: Sequence[Example], names: tuple[str, ...]) -> lightgbm.Booster:
    """Return boosted trees that order the candidates of each example."""
    parts = [example for example in examples if example.right.any() and not example.right.all()]
    data = lightgbm.Dataset(
        np.concatenate([example.matrix for example in parts]),
        np.concatenate([example.right for example in parts]).astype(int),
        group=[len(example.right) for example in parts],
        weight=np.concatenate([np.full(len(example.right), example.weight) for example in parts]),
    )
    parameters = {
        "objective": "lambdarank", "lambdarank_truncation_level": 10, "learning_rate": 0.05, "num_leaves": 6,
        "min_data_in_leaf": 30, "lambda_l2": 5.0, "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1,
        "monotone_constraints": [0 if name in NEITHER else 1 for name in names],
        "seed": SEED, "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbose": -1,
    }  # fmt: skip
    return lightgbm.train(parameters, data, ROUNDS)


def folds(examples: Sequence[Example]) -> list[set[str]]:
    """Return PARTS sets of laws, or of sets of documents, with about as many questions each."""
    counts = Counter(example.law for example in examples if example.asked)
    parts: list[set[str]] = [set() for _ in range(PARTS)]
    sizes = [0] * PARTS
    for law, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        part = sizes.index(min(sizes))
        parts[part].add(law)
        sizes[part] += count
    return [part for part in parts if part]


def cross_validated(examples: Sequence[Example], names: tuple[str, ...]) -> Iterator[tuple[Example, Any]]:
    """Yield each example that was not made with the scores of a model that saw no article of its law."""
    for laws in folds(examples):
        rest = [_without(example, laws) for example in examples if example.law not in laws]
        trees = from_lightgbm(learn(rest, names).dump_model())
        for example in examples:
            if example.law in laws and example.weight != MADE_WEIGHT:
                yield example, trees.predict(example.matrix)


def _without(example: Example, laws: set[str]) -> Example:
    kept = ~np.isin(example.laws, sorted(laws))
    return replace(example, matrix=example.matrix[kept], right=example.right[kept], laws=example.laws[kept])


def place_of_right(right: npt.NDArray[np.bool_], scores: npt.NDArray[np.floating]) -> int:
    """Return the place from 0 of the first right candidate, a large number where there is none."""
    order = np.lexsort((np.arange(len(scores)), -scores))
    found = np.flatnonzero(right[order])
    return int(found[0]) if len(found) else 1_000_000


def calibrated(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Return base and slope of the chance, logistic in the margin, that the first passage is right."""
    x = np.array([[1.0, margin] for margin, _ in pairs])
    y = np.array([float(right) for _, right in pairs])
    weights = np.zeros(2)
    for _ in range(50):
        chance = 1.0 / (1.0 + np.exp(-x @ weights))
        pull = x.T @ (y - chance) - 0.01 * weights
        bend = (x * (chance * (1.0 - chance))[:, None]).T @ x + 0.01 * np.eye(2)
        weights += np.linalg.solve(bend, pull)
    return round(float(weights[0]), 4), round(float(weights[1]), 4)
