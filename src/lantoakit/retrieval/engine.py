"""Asking an index: understand, find, rank, quote, or decline."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from lantoakit.retrieval.index import Index
from lantoakit.retrieval.model import Answer, Passage, Source


class Engine:
    """Answers questions from a fixed set of passages. Safe to share between threads; it never changes."""

    def __init__(self, sources: dict[str, Source], passages: tuple[Passage, ...]) -> None:
        self.sources = sources
        self.passages = passages

    @classmethod
    def build(cls, sources: Iterable[Source], passages: Iterable[Passage]) -> "Engine":
        """Return an engine over passages, each of one of the sources."""
        return cls({source.key: source for source in sources}, tuple(passages))

    def ask(
        self, question: str, *, scopes: frozenset[str] | None = None, today: date | None = None, before: str = ""
    ) -> Answer:
        """Answer with quotations from sources whose scope is asked (None: all), or decline with a reason.

        Never raises for any text. `today` tells what is in force; `before` is the question asked just before.
        """
        return Answer(question, answered=False, reason="nothing_known")

    def save(self, folder: Path) -> None:
        """Write the engine into an empty folder, from which `load` reads it."""
        Index.build(self.sources.values(), self.passages, folder)

    @classmethod
    def load(cls, folder: Path) -> "Engine":
        """Return the engine that `save` wrote. Raises IndexUnusable where there is none of this version."""
        index = Index.load(folder)
        return cls({source.key: source for source in index.sources}, tuple(map(index.passage, range(len(index)))))
