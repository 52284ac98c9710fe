"""Answering: how often it quotes what answers, and declines what the documents do not hold.

    python -m benchmarks.answers [--quick]

Each set of documents is asked with a model that was learned from the questions of all the others (cross-validated), and
scored by the rule of the shared scorer: score = (right answers + rightly declined) / all. The seeds are asked with the
model that ships, too, which was also learned from their questions. Beside them stands the floor: the first three
passages of plain BM25, always answering. Quotations are held word for word against the files.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import _answers as learning
from benchmarks._report import line
from lantoakit.retrieval.answering.learned import Learned, shipped
from lantoakit.retrieval.batch import answer_row
from lantoakit.retrieval.engine import Engine
from lantoakit.retrieval.index import Index
from lantoakit.retrieval.query import plain

AIMS = {"score": 0.92, "precision": 0.97, "declined": 0.95, "faithful": 1.0}
CUTS = (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True)
class Given:
    """What was answered to a question, and whether that was right, had the question been answered."""

    has_answer: bool
    answered: bool
    right: bool
    first: bool
    faithful: int
    citations: int
    confidence: float
    kind: str = ""

    @property
    def good(self) -> bool:
        """Rightly answered, or rightly declined."""
        return self.answered and self.right if self.has_answer else not self.answered


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="the model that ships on the seeds alone")
    options = parser.parse_args(arguments)
    sets = learning.sets()
    if learning.SEEDS in sets:
        print("The seeds, with the model that ships (learned from their questions too)")
        begun = time.perf_counter()
        seeds = asked_of(*sets[learning.SEEDS], shipped())
        _print(seeds)
        _print_kinds(seeds)
        print(f"  {'a question, with reading and indexing, ms':<50} {_each(begun, seeds):>10.3g}")
        print("The same, floor: three passages of plain BM25, always answering")
        _print(floor(*sets[learning.SEEDS]))
    if options.quick:
        return 0
    material = list(learning.examples())
    given: dict[str, list[Given]] = {}
    for name, (paths, asked) in sets.items():
        model = learning.learn([e for e in material if e.set != name], CUTS[0])
        given[name] = asked_of(paths, asked, model)
    for name, some in given.items():
        print(f"Set {name}: {len(some)} questions, learned from the other sets")
        _print(some, shipped().enough)
    print("All sets, each learned from the others")
    every = [one for some in given.values() for one in some]
    _print(every, shipped().enough)
    _print_kinds(_from(every, shipped().enough))
    print("| Set | Questions | score | precision | declined | faithful |")
    for name, some in (*given.items(), ("all", every)):
        figures = _figures(some, shipped().enough)
        told = " | ".join(f"{figures[one]:.3f}" for one in AIMS)
        print(f"| {name} | {len(some)} | {told} |")
    print("All sets, by the chance from which on a question is answered")
    for cut in CUTS:
        figures = _figures(every, cut)
        print(
            f"  {cut:.2f}  " + "  ".join(f"{name} {figures[name]:.3f}" for name in ("score", "precision", "declined"))
        )
    return 0


def asked_of(paths: Sequence[Path], asked: Sequence[dict[str, Any]], model: Learned) -> list[Given]:
    """Ask an engine over documents all questions."""
    engine = Engine(Index.build(*learning.read(paths)), model)
    texts = {path.stem: _words_of(path) for path in paths}
    found = []
    for gold in asked:
        answer = engine.ask(gold["question"])
        shown = answer_row(gold["id"], answer)
        found.append(_judged(gold, shown, texts))
    return found


def floor(paths: Sequence[Path], asked: Sequence[dict[str, Any]]) -> list[Given]:
    """The first three passages of the first stage, whatever is asked."""
    index = Index.build(*learning.read(paths))
    texts = {path.stem: _words_of(path) for path in paths}
    found = []
    for gold in asked:
        passages = [index.passage(int(r)) for r in index.find(plain(gold["question"]), 3).rows]
        citations = [{"doc": passage.source, "quote": passage.text} for passage in passages]
        shown = {"answered": True, "answer": "", "citations": citations, "confidence": 1.0}
        found.append(_judged(gold, shown, texts))
    return found


def _judged(gold: dict[str, Any], shown: dict[str, Any], texts: dict[str, str]) -> Given:
    scorer = learning.scorer()
    cited = shown["citations"][:3]
    hits = [
        any(c["doc"] == g["doc"] and scorer.overlaps(c["quote"], g["quote"]) for g in gold["answers"]) for c in cited
    ]
    said = scorer.normal(" ".join([shown["answer"], *(c["quote"] for c in cited)]))
    keyed = any(scorer.normal(key) in said for key in gold["key"])
    faithful = sum(" ".join(scorer.words(c["quote"])) in texts[c["doc"]] for c in shown["citations"])
    return Given(
        has_answer=bool(gold["answers"]),
        answered=shown["answered"],
        right=any(hits) and keyed,
        first=bool(hits) and hits[0],
        faithful=faithful,
        citations=len(shown["citations"]),
        confidence=shown["confidence"],
        kind=gold["kind"],
    )


def _words_of(path: Path) -> str:
    scorer = learning.scorer()
    text = path.read_text(encoding="utf-8")
    bare = "\n".join(line for line in text.splitlines() if not re.fullmatch(r"\s*\d+\s*", line))
    return " ".join(scorer.words(text)) + " \n " + " ".join(scorer.words(bare))


def _from(given: Sequence[Given], cut: float) -> list[Given]:
    """The same with what is answered from a chance on only."""
    return [replace(one, answered=one.answered and one.confidence >= cut) for one in given]


def _each(begun: float, given: Sequence[Given]) -> float:
    return 1000.0 * (time.perf_counter() - begun) / max(1, len(given))


def _print_kinds(given: Sequence[Given]) -> None:
    """How many of each kind of question were rightly answered or declined."""
    for kind in sorted({one.kind for one in given}):
        some = [one for one in given if one.kind == kind]
        good = sum(one.good for one in some)
        print(f"  {kind:<50} {good:>6} of {len(some)}")


def _figures(given: Sequence[Given], cut: float | None = None) -> dict[str, float]:
    """The scorer's figures; `cut` answers from another chance on."""
    count: Counter[str] = Counter()
    for one in given:
        answered = one.answered and (cut is None or one.confidence >= cut)
        count["has"] += one.has_answer
        count["answered"] += answered
        count["right"] += answered and one.right
        count["declined"] += not answered and not one.has_answer
        count["first"] += answered and one.first
        count["citations"] += one.citations if answered else 0
        count["faithful"] += one.faithful if answered else 0
    none = len(given) - count["has"]
    return {
        "score": (count["right"] + count["declined"]) / len(given),
        "precision": count["right"] / max(1, count["answered"]),
        "coverage": count["right"] / max(1, count["has"]),
        "declined": count["declined"] / max(1, none),
        "faithful": count["faithful"] / max(1, count["citations"]),
        "first": count["first"] / max(1, count["has"]),
        "citations": count["citations"] / max(1, count["answered"]),
    }


def _print(given: Sequence[Given], cut: float | None = None) -> None:
    for name, value in _figures(given, cut).items():
        if name in AIMS:
            line(f"  {name}", value, "", AIMS[name], "aim")
        else:
            print(f"  {name:<50} {value:>10.3g}")


if __name__ == "__main__":
    sys.exit(main())
