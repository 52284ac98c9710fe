"""Passages made searchable: tantivy over folded syllables and pairs of them, and beside it the syllables as numbers.

The first stage finds candidates by tantivy; ranking reads their syllables from the columns, without any text.
"""

from __future__ import annotations

import re
import shutil
from array import array
from collections.abc import Callable, Collection, Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import tantivy

from lantoakit.retrieval import store
from lantoakit.retrieval.model import Passage, Source
from lantoakit.retrieval.query import Query
from lantoakit.retrieval.terms import BREAK, Ints, Vocabulary, folded

Floats = npt.NDArray[np.float32]

MOST_ASKERS = 1_000  # combinations of scopes whose sources are remembered
HEAP = 256_000_000  # bytes that tantivy's writer fills before it writes a segment
PAIR_WEIGHT = 1.0
TITLE_WEIGHT = 0.2
SOURCE_WEIGHT = 0.2
# A syllable in more than this share of passages is not looked for, unless the question has fewer than ENOUGH others:
# long lists of passages take most of the time, and what stands in them was found without. LEAST passages are few.
COMMON = {"text": 0.2, "pair": 1.0, "title": 0.05, "source": 0.05}
ENOUGH, LEAST = 3, 500
NARROW = 5_000  # passages that may be seen up to which common syllables are looked for too: they may be all there is
WIDE = 0.5  # share of passages that may be seen from which on hits are sifted afterwards instead of filtered before


class Hits(NamedTuple):
    """Rows of passages, best first, and the first stage's scores: both of shape (hits,)."""

    rows: Ints
    scores: Floats


class Index:
    """An immutable index of passages. Safe to share between threads.

    `tokens[offsets[r]:offsets[r + 1]]` are the marked numbers of row r: first what stands above it (headings, and the
    wordings of a question), then from `bodies[r]` on its text; 0 ends a clause. `source_of[r]` is the number of its
    source in `sources`. `articles[r]` is the number of the article that it is of ("Điều 12"), -1 where it is of none.
    Of folded numbers: `counts[f]` says how often it stands in all passages, `said[f]` how much it says (the logarithm
    of its rarity), `numeric[f]` whether it is a number. `names` and `names_at` hold the syllables of the sources' names
    as `tokens` and `offsets` hold those of rows.
    """

    def __init__(self, folder: Path, *, keep: object = None) -> None:
        """Open a snapshot; `keep` is what must live as long as the index."""
        self._folder, self._keep = folder, keep
        self._seen: dict[frozenset[str], frozenset[int]] = {}
        self.sources = store.read_sources(folder)
        self.vocabulary = Vocabulary.load(folder / "words.txt")
        self.folded_of = self.vocabulary.folded_of
        self.tokens: Ints = np.load(folder / "tokens.npy", mmap_mode="r")
        self.offsets: npt.NDArray[np.int64] = np.load(folder / "offsets.npy", mmap_mode="r")
        self.bodies: npt.NDArray[np.int64] = np.load(folder / "bodies.npy", mmap_mode="r")
        self.source_of: Ints = np.load(folder / "source_of.npy", mmap_mode="r")
        self.articles: Ints = np.load(folder / "articles.npy", mmap_mode="r")
        self.counts: npt.NDArray[np.int64] = np.load(folder / "counts.npy")
        self.names: Ints = np.load(folder / "names.npy")
        self.names_at: npt.NDArray[np.int64] = np.load(folder / "names_at.npy")
        self.numeric = np.array([form.isdecimal() for form in self.vocabulary.folded_forms], dtype=np.bool_)
        self.said = np.log(max(1, int(self.counts.sum())) / np.maximum(self.counts, 1)).astype(np.float32)
        self.said[BREAK] = 0.0
        self.mean_length = max(1.0, len(self.tokens) / max(1, len(self)))
        self._passages = store.PassageReader(folder)
        self._tantivy = tantivy.Index.open(str(folder / "tantivy"))
        self._searcher = self._tantivy.searcher()
        self._schema = self._tantivy.schema
        self._scope_numbers = {scope: n for n, scope in enumerate(dict.fromkeys(s.scope for s in self.sources))}
        self._words_of: dict[int, tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]] = {}
        self._passages_of = np.bincount(self.source_of, minlength=len(self.sources))

    def __len__(self) -> int:
        return len(self.source_of)

    @classmethod
    def build(
        cls,
        sources: Iterable[Source],
        passages: Iterable[Passage],
        folder: Path | None = None,
        *,
        progress: Callable[[int], None] | None = None,
    ) -> Index:
        """Return the index of passages, each of one of the sources; without `folder` it lives while it is used.

        An index that stands in `folder` is replaced at one stroke. `progress` is told how many passages are done.
        Raises KeyError for a passage whose source is not given, ValueError for two sources of one key.
        """
        known = list(sources)
        if len({source.key for source in known}) < len(known):
            raise ValueError("two sources have the same key")
        keep = None if folder else store.temporary()
        target = folder or Path(keep.name if keep else "")
        with store.new_snapshot(target) as snapshot:
            _write(snapshot, known, passages, progress)
        return cls(store.current(target), keep=keep)

    @classmethod
    def load(cls, folder: Path) -> Index:
        """Open the index that stands in `folder`; raises IndexUnusable where there is none of this version."""
        return cls(store.current(folder))

    def save(self, folder: Path) -> None:
        """Write this index into `folder`, replacing at one stroke the one that stands there."""
        with store.new_snapshot(folder) as snapshot:
            shutil.copytree(self._folder, snapshot, dirs_exist_ok=True)

    def source(self, row: int) -> Source:
        """Return the source of a row."""
        return self.sources[self.source_of[row]]

    def passage(self, row: int) -> Passage:
        """Return the passage of a row, as it was given."""
        return self._passages.read(row, self.source(row).key)

    def frequency(self, folded: str) -> int:
        """Return in how many passages a folded syllable stands."""
        return self._searcher.doc_freq("text", folded)

    def pair_frequency(self, first: str, second: str) -> int:
        """Return in how many passages two folded syllables stand side by side."""
        return self._searcher.doc_freq("pair", f"{first}_{second}")

    def words_of(self, source: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return the folded numbers in a source's passages and names, and the pairs side by side; both in order."""
        found = self._words_of.get(source)
        if found is None:
            rows = np.flatnonzero(self.source_of == source)
            parts = [self.tokens[self.offsets[row] : self.offsets[row + 1]] for row in rows]
            named = self.names[self.names_at[source] : self.names_at[source + 1]]
            marked = np.concatenate([part for own in (*parts, named) for part in (own, np.zeros(1, np.int32))])
            numbers = self.folded_of[marked].astype(np.int64)
            both = (numbers[:-1] != BREAK) & (numbers[1:] != BREAK)
            pairs = self.pairs_as_numbers(numbers)[both]
            found = self._words_of[source] = (np.unique(numbers), np.unique(pairs))
        return found

    def pairs_as_numbers(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return a number for each pair of neighbours among folded numbers."""
        pairs: npt.NDArray[np.int64] = numbers[:-1] * len(self.vocabulary.folded_forms) + numbers[1:]
        return pairs

    def find(
        self,
        query: Query,
        limit: int = 100,
        *,
        scopes: frozenset[str] | None = None,
        sources: Collection[int] | None = None,
    ) -> Hits:
        """Return the passages that share most with the query.

        Only those of sources whose scope is among `scopes` (None: all), and whose number in `self.sources` is among
        `sources` (None: all), are looked at, however many others would fit better.
        """
        allowed = self._allowed(scopes, sources)
        if allowed is None:
            return self._search(self._wanted(query), limit)
        share = float(self._passages_of[allowed].sum()) / max(1, len(self))
        if share >= WIDE:  # a filter would keep tantivy from passing over passages that cannot be among the best
            more = int(limit / share * 1.5) + 20
            hits = self._search(self._wanted(query), more)
            kept = np.isin(self.source_of[hits.rows], allowed)
            if kept.sum() >= limit or len(hits.rows) < more:
                return Hits(hits.rows[kept][:limit], hits.scores[kept][:limit])
        few = share * len(self) <= NARROW
        return self._search(self._filtered(self._wanted(query, common=few), allowed, scopes, sources), limit)

    def seen(self, scopes: frozenset[str] | None) -> frozenset[int] | None:
        """Return the numbers of the sources whose scope is among `scopes`; None for all."""
        if scopes is None:
            return None
        known = self._seen.get(scopes)
        if known is None:
            known = frozenset(n for n, source in enumerate(self.sources) if source.scope in scopes)
            if len(self._seen) < MOST_ASKERS:
                self._seen[scopes] = known
        return known

    def _allowed(self, scopes: frozenset[str] | None, sources: Collection[int] | None) -> Ints | None:
        """The numbers of the sources that may be seen, None for all."""
        if scopes is None and sources is None:
            return None
        numbers = range(len(self.sources)) if sources is None else sorted(set(sources))
        return np.array([n for n in numbers if scopes is None or self.sources[n].scope in scopes], dtype=np.int32)

    def _filtered(
        self,
        wanted: tantivy.Query | None,
        allowed: Ints,
        scopes: frozenset[str] | None,
        sources: Collection[int] | None,
    ) -> tantivy.Query | None:
        if wanted is None or not len(allowed):
            return None
        field, terms = "of", [str(number) for number in allowed]
        if sources is None:  # the scopes are fewer than their sources
            field, terms = "scope", [str(n) for scope, n in self._scope_numbers.items() if scope in (scopes or ())]
        filtered = tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, field, terms), 0.0)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, filtered), (tantivy.Occur.Must, wanted)])

    def _wanted(self, query: Query, *, common: bool = False) -> tantivy.Query | None:
        clauses = self._clauses(query, common=common)
        return tantivy.Query.boolean_query(clauses) if clauses else None

    def _clauses(self, query: Query, *, common: bool) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        """One clause for each distinct syllable and pair, weighed; `common`: those too that tell little."""
        weights: dict[tuple[str, str], float] = {}

        def add(field: str, term: str, weight: float) -> None:
            if weight > 0.0:
                weights[field, term] = max(weight, weights.get((field, term), 0.0))

        for syllables, counts in (
            (query.terms, query.weights),
            *((other.syllables, (other.weight,) * len(other.syllables)) for other in query.alternatives),
        ):
            forms = [folded(syllable) for syllable in syllables]
            for term, weight in zip(forms, counts, strict=True):
                add("text", term, weight)
                add("title", term, weight * TITLE_WEIGHT)
                add("source", term, weight * SOURCE_WEIGHT)
            for (first, one), (second, two) in pairwise(zip(forms, counts, strict=True)):
                add("pair", f"{first}_{second}", min(one, two) * PAIR_WEIGHT)
        frequent = {key: self._searcher.doc_freq(*key) for key in weights}
        telling = [key for key in weights if key[0] == "text" and 0 < frequent[key] <= COMMON["text"] * len(self)]
        most = {field: max(LEAST, int(share * len(self))) for field, share in COMMON.items()}
        if common or len(telling) < ENOUGH:
            most["text"] = len(self)
        return [
            (tantivy.Occur.Should, tantivy.Query.boost_query(
                tantivy.Query.term_query(self._schema, field, term, "freq"), weight))
            for (field, term), weight in weights.items()
            if 0 < frequent[field, term] <= most[field]
        ]  # fmt: skip

    def _search(self, query: tantivy.Query | None, limit: int) -> Hits:
        if query is None or limit < 1:
            return Hits(np.zeros(0, np.int32), np.zeros(0, np.float32))
        found = self._searcher.search(query, limit, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in found])
        scores = np.fromiter((score for score, _ in found), np.float32, len(found))
        numbers = np.array(rows, dtype=np.int32)
        order = np.lexsort((numbers, -scores))  # ties by row, whatever the segments
        return Hits(numbers[order], scores[order])


def _write(
    folder: Path, sources: list[Source], passages: Iterable[Passage], progress: Callable[[int], None] | None
) -> None:
    """Write a snapshot: tantivy's folder and the columns."""
    writer = _Writer(folder, sources)
    for count, passage in enumerate(passages, start=1):
        writer.add(passage)
        if progress is not None and count % 1000 == 0:
            progress(count)
    writer.close()


class _Writer:
    def __init__(self, folder: Path, sources: list[Source]) -> None:
        self._folder, self._sources = folder, sources
        self._numbers = {source.key: number for number, source in enumerate(sources)}
        scopes = {scope: str(n) for n, scope in enumerate(dict.fromkeys(source.scope for source in sources))}
        self._scopes = [scopes[source.scope] for source in sources]
        self._vocabulary = Vocabulary()
        self._forms = _FoldedForms(self._vocabulary)
        self._names = [self._vocabulary.learn(_name(source)) for source in sources]
        self._named = [" ".join(self._words(name)) for name in self._names]
        self._tokens, self._ends, self._bodies = array("i"), array("q", [0]), array("q")
        self._source_of, self._articles = array("i"), array("i")
        self._passages = store.PassageWriter(folder)
        (folder / "tantivy").mkdir()
        self._tantivy = tantivy.Index(_schema(), path=str(folder / "tantivy"))
        self._writer = self._tantivy.writer(HEAP, 1)

    def add(self, passage: Passage) -> None:
        source = self._numbers[passage.source]
        above = self._vocabulary.learn("\n".join((*passage.heading, *passage.asked)))
        numbers = self._vocabulary.learn(passage.text)
        row = len(self._source_of)
        self._source_of.append(source)
        self._articles.append(_article(passage))
        document = tantivy.Document()
        if above:
            document.add_text("title", " ".join(self._words(above)))
            above.append(BREAK)
            numbers = above + numbers
        self._bodies.append(len(self._tokens) + len(above))
        self._tokens.extend(numbers)
        self._ends.append(len(self._tokens))
        words = self._words(numbers)
        document.add_text("text", " ".join(words))
        document.add_text("pair", " ".join(map("_".join, pairwise(words))))
        if self._named[source]:
            document.add_text("source", self._named[source])
        document.add_text("scope", self._scopes[source])
        document.add_text("of", str(source))
        document.add_unsigned("row", row)
        self._writer.add_document(document)
        self._passages.add(passage)

    def close(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._passages.close()
        self._vocabulary.save(self._folder / "words.txt")
        tokens = np.array(self._tokens, dtype=np.int32)
        folded_of = self._vocabulary.folded_of
        columns: dict[str, npt.NDArray[np.integer]] = {
            "tokens": tokens,
            "source_of": np.array(self._source_of, dtype=np.int32),
            "articles": np.array(self._articles, dtype=np.int32),
            "offsets": np.array(self._ends, dtype=np.int64),
            "bodies": np.array(self._bodies, dtype=np.int64),
            "counts": np.bincount(folded_of[tokens], minlength=len(self._vocabulary.folded_forms)),
            "names": np.array([number for name in self._names for number in name], dtype=np.int32),
            "names_at": np.cumsum([0, *map(len, self._names)]),
        }
        for name, column in columns.items():
            np.save(self._folder / f"{name}.npy", column)
        store.write_about(self._folder, self._sources, len(self._source_of))

    def _words(self, numbers: Iterable[int]) -> list[str]:
        return list(filter(None, map(self._forms.__getitem__, numbers)))


class _FoldedForms(dict[int, str]):
    """Folded forms by marked number, looked up once for each number."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self[BREAK] = ""

    def __missing__(self, number: int) -> str:
        form = self[number] = self._vocabulary.folded_form(number)
        return form


_ARTICLE = re.compile(r"điều\s+(\d{1,6})(?![^\W_])", re.IGNORECASE)


def _article(passage: Passage) -> int:
    """The number of the article that a passage is of: its path, or the innermost heading that begins with one."""
    if passage.path.isdecimal() and len(passage.path) < 7:
        return int(passage.path)
    for heading in reversed(passage.heading):
        found = _ARTICLE.match(heading.strip())
        if found:
            return int(found.group(1))
    return -1


def _name(source: Source) -> str:
    return "\n".join(part for part in (source.title, source.sign, source.place) if part)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("text", "pair", "title", "source"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("scope", "of"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("row", fast=True)
    return builder.build()
