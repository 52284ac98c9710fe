"""An engine without ranking, for tests of what is answered from."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from lantoakit.retrieval import Answer, Passage, Quotation, Source


class PlainEngine:
    """Quotes every passage that holds the question word for word: nothing of ranking is tested here."""

    built = 0

    def __init__(self, sources: dict[str, Source], passages: list[Passage]) -> None:
        self.sources, self.passages = sources, passages

    @classmethod
    def build(cls, sources: Iterable[Source], passages: Iterable[Passage]) -> PlainEngine:
        cls.built += 1
        return cls({source.key: source for source in sources}, list(passages))

    def save(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "engine").write_bytes(pickle.dumps((self.sources, self.passages)))

    @classmethod
    def load(cls, folder: Path) -> PlainEngine:
        return cls(*pickle.loads((folder / "engine").read_bytes()))

    def ask(self, question: str, *, scopes: frozenset[str], today: date, before: str = "") -> Answer:
        found = tuple(
            Quotation(self.sources[p.source], p, p.text, p.start, p.end)
            for p in self.passages
            if self.sources[p.source].scope in scopes and question in p.text
        )
        return Answer(question, bool(found), found, reason="" if found else "nothing_known")
