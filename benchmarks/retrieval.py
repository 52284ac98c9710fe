"""Finding and ranking: how often the right article comes first, and how long it takes among many passages.

    python -m benchmarks.retrieval            right articles, and 100,000 passages
    python -m benchmarks.retrieval --million  1,000,000 passages too
    python -m benchmarks.retrieval --fast     passages alone

Right articles: ALQAC 2022 and 2023 from LANTOA_SHARED, by law: who is asked about a law saw no article of it; and the
questions of `benchmarks/questions`, of which it saw none. The floor is a plain BM25 over syllables (bm25s), and over
syllables and pairs of them. Shares stand against the aim: 1 or more reaches it. Passages: clauses of the same statutes,
shuffled into passages of 60 syllables, their numbers changed, asked with the same questions in a process of its own;
beside it bm25s and tantivy alone. There a ratio under 1 is within.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from benchmarks import _ranking as learning
from benchmarks._report import line
from lantoakit.retrieval.alqac import Question, read_corpus, read_questions
from lantoakit.retrieval.engine import Engine
from lantoakit.retrieval.index import Index
from lantoakit.retrieval.model import Passage, Source
from lantoakit.retrieval.ranker import rank, shipped
from lantoakit.retrieval.terms import marked, tokens

SHARED = Path(os.environ.get("LANTOA_SHARED", Path(__file__).parents[2] / "shared"))
AIMS = {"2022": (0.95, 0.97), "2023": (0.90, 0.95)}  # hit@1, nDCG@10
LIMITS = {100_000: (5.0, 25.0), 1_000_000: (60.0, 60.0)}  # milliseconds: median, 99th percentile
BUILT, MEMORY = 20_000, 1500.0  # passages a second at least; MB for each million passages at most
SYLLABLES, PER_SOURCE, SCOPES = 60, 100, 50


def scores(places: Sequence[int]) -> tuple[float, float]:
    """Return hit@1 and nDCG@10 of the places, from 0, of the right articles."""
    found = np.array(places)
    gains = np.where(found < 10, 1.0 / np.log2(np.minimum(found, 10) + 2.0), 0.0)
    return float((found == 0).mean()), float(gains.mean())


def syllables_of(text: str, pairs: bool) -> list[str]:
    """Return the lower-case syllables of a text, and pairs of neighbours behind them."""
    single = [marked(token) for token in tokens(text) if token[0].isalnum()]
    return single + ([f"{one}_{two}" for one, two in pairwise(single)] if pairs else [])


def floor(corpus: Path, questions: Sequence[Question], pairs: bool) -> tuple[float, float]:
    """Return what a plain BM25 reaches."""
    import bm25s

    _, passages = read_corpus(corpus)
    texts = [syllables_of("\n".join((*passage.heading, passage.text)), pairs) for passage in passages]
    searcher = bm25s.BM25(k1=1.2, b=0.75)
    searcher.index(texts, show_progress=False)
    places = []
    for question in questions:
        order = np.argsort(-searcher.get_scores(syllables_of(question.text, pairs)), kind="stable")
        names = [(passages[row].source, passages[row].path) for row in order[:100]]
        places.append(next((place for place, name in enumerate(names) if name in question.relevant), 1000))
    return scores(places)


def quality(pairs: dict[str, tuple[Path, Path]]) -> None:
    """Print how often the right article comes first, beside the floor and the aim."""
    tested = list(learning.cross_validated(learning.examples_of(pairs), learning.feature_names()))
    for year, (corpus, asked) in pairs.items():
        questions = read_questions(asked)
        for name, with_pairs in (("floor, syllables", False), ("floor, syllables and pairs", True)):
            _against(f"{year}: {name}", floor(corpus, questions, with_pairs), AIMS[year])
        for name, typed in (("ranked, by law left out", True), ("the same, typed without diacritics", False)):
            mine = [row for row in tested if row[0].corpus == year and row[0].asked == typed]
            places = [learning.place_of_right(example.right, found) for example, found in mine]
            _against(f"{year}: {name}", scores(places), AIMS[year])

    trees = shipped().trees
    own = [(example, trees.predict(example.matrix)) for example in learning.own_examples() if example.asked]
    for name, ordered in (("first stage", False), ("ranked, of statutes alone", True)):
        places = [learning.place_of_right(e.right, s if ordered else -np.arange(1.0 * len(s))) for e, s in own]
        for measure, figure in zip(("hit@1", "nDCG@10"), scores(places), strict=True):
            print(f"{f'questions on plans: {name}, {measure}':<52} {figure:>10.3f}")


def _against(what: str, found: tuple[float, float], aims: tuple[float, float]) -> None:
    for measure, figure, aim in zip(("hit@1", "nDCG@10"), found, aims, strict=True):
        line(f"{what}, {measure}", figure, "", aim, "aim")


def made_passages(clauses: Sequence[str], count: int) -> Iterator[Passage]:
    """Yield passages of shuffled clauses, their numbers changed so that the vocabulary grows as it does in life."""
    chance = random.Random(11)
    for number in range(count):
        words: list[str] = []
        while len(words) < SYLLABLES:
            words += chance.choice(clauses).split()
        text = re.sub(
            r"\d+", lambda found: str(chance.randrange(10 ** min(len(found.group()), 6))), " ".join(words[:SYLLABLES])
        )
        yield Passage(str(number // PER_SOURCE), number % PER_SOURCE, text, heading=(" ".join(words[:6]),))


def speed(shared: dict[str, tuple[Path, Path]], count: int) -> None:
    """Print how fast `count` passages are indexed and asked, and what memory that takes, beside peers."""
    clauses = [
        clause
        for corpus, _ in shared.values()
        for passage in read_corpus(corpus)[1]
        for clause in passage.text.split("\n")
        if len(clause.split()) > 4
    ]
    passages = list(made_passages(clauses, count))
    names = random.Random(12)
    sources = [
        Source(str(number), " ".join(names.choice(clauses).split()[:10]), scope=str(number % SCOPES))
        for number in range((count + PER_SOURCE - 1) // PER_SOURCE)
    ]
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        Index.build(sources, passages, Path(folder))
        rate = count / (time.perf_counter() - began)
        print(f"{f'{count:,} passages, indexed':<52} {rate:>10.3g} a second   {rate / BUILT:>6.2f} x least ({BUILT})")
        del passages, sources
        asked = subprocess.run(
            [sys.executable, "-m", "benchmarks.retrieval", "--ask", folder],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        report = json.loads(asked.stdout)
        middle, worst = LIMITS[count]
        for who, limits in (
            ("answer", True), ("answer in one scope of fifty", True), ("rank", False), ("find", False),
        ):  # fmt: skip
            median, late = report[who]
            if count < 1_000_000 or not limits:
                line(f"{count:,} passages, {who}, median", median, "ms", middle, "limit")
            line(f"{count:,} passages, {who}, 99th percentile", late, "ms", worst, "limit")
        line(f"{count:,} passages, memory", report["memory"], "MB", MEMORY * count / 1e6, "limit")
        _peers(folder, count, report["find"], report["rank"])


def _times(ask: Callable[[str], Any], questions: Sequence[str]) -> tuple[float, float]:
    """Median and 99th percentile, in ms, of asking each question once, after some that warm up."""
    for question in questions[:30]:
        ask(question)
    taken = []
    for question in questions:
        began = time.perf_counter()
        ask(question)
        taken.append((time.perf_counter() - began) * 1000.0)
    return float(np.percentile(taken, 50)), float(np.percentile(taken, 99))


def _questions() -> list[str]:
    pairs = learning.alqac(SHARED)
    return [question.text for _, asked in pairs.values() for question in read_questions(asked)]


def ask(folder: Path) -> None:
    """Open an index, ask it, and print figures as JSON: run in a process of its own."""
    from lantoakit.retrieval.query import plain

    rank(Index.build([Source("a", "")], [Passage("a", 0, "một hai")]), "một")  # what the libraries themselves take
    before = psutil.Process().memory_info().rss
    index, questions = Index.load(folder), _questions()

    engine = Engine(index)
    report: dict[str, Any] = {
        "answer": _times(engine.ask, questions),
        "answer in one scope of fifty": _times(lambda one: engine.ask(one, scopes=frozenset({"7"})), questions),
        "rank": _times(lambda question: rank(index, question, top=10), questions),
        "find": _times(lambda question: index.find(plain(question), 100), questions),
    }
    report["memory"] = (psutil.Process().memory_info().rss - before) / 2**20  # with the pages of files that were read
    print(json.dumps(report))


def _peers(folder: str, count: int, find: Sequence[float], ranked: Sequence[float]) -> None:
    """Print what bm25s and tantivy alone take for the same passages and questions, syllables only."""
    import bm25s
    import tantivy

    index, questions = Index.load(Path(folder)), _questions()
    texts = [syllables_of(index.passage(row).text, pairs=False) for row in range(len(index))]
    schema = tantivy.SchemaBuilder().add_text_field("text", tokenizer_name="whitespace", index_option="freq").build()
    alone = tantivy.Index(schema)
    writer = alone.writer(256_000_000, 1)
    for text in texts:
        writer.add_document(tantivy.Document(text=" ".join(text)))
    writer.commit()
    writer.wait_merging_threads()
    alone.reload()
    searcher, should = alone.searcher(), tantivy.Occur.Should
    peer = bm25s.BM25(k1=1.2, b=0.75)
    peer.index(texts, show_progress=False)
    del texts

    def by_tantivy(question: str) -> Any:
        terms = [tantivy.Query.term_query(schema, "text", word, "freq") for word in syllables_of(question, pairs=False)]
        return searcher.search(tantivy.Query.boolean_query([(should, term) for term in terms]), 100, count=False)

    def by_bm25s(question: str) -> Any:
        return peer.retrieve([syllables_of(question, pairs=False)], k=100, show_progress=False)

    for name, asked in (("tantivy alone", by_tantivy), ("bm25s", by_bm25s)):
        median, late = _times(asked, questions)
        line(f"{count:,} passages, find, median, beside {name}", find[0], "ms", median, name)
        line(f"{count:,} passages, rank, median, beside {name}", ranked[0], "ms", median, name)
        line(f"{count:,} passages, rank, 99th, beside {name}", ranked[1], "ms", late, name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 0 too where there is no material to measure with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.ask:
        ask(options.ask)
        return 0
    pairs = learning.alqac(SHARED)
    if not pairs:
        print("needs retrieval/alqac2022 or retrieval/alqac2023 under LANTOA_SHARED")
        return 0
    if not options.fast:
        quality(pairs)
    for count in (100_000, 1_000_000) if options.million else (100_000,):
        speed(pairs, count)
    return 0


if __name__ == "__main__":
    sys.exit(main())
