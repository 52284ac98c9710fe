"""The search index that this process answers from: an engine that never changes, replaced whole when the log says so.

Each process keeps its own and looks into the log of changes before it answers, at most once in so many seconds. What
was changed is not quoted from the moment that the process knows of it; the engine that holds it as it is now takes
its place when it is built: at once while there is little, beside the answering where there is much. Where it cannot be
built, the old one goes on without what was changed.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db import connections

from lantoa.answers import shelf
from lantoa.library import knowledge
from lantoa.library.knowledge import News, Position
from lantoakit.retrieval import Answer, Passage, Quotation
from lantoakit.retrieval.engine import Engine

logger = logging.getLogger(__name__)

AT_ONCE = 5_000
"""Passages up to which whoever asks waits for the new engine: it is there within a second."""
TRY_AGAIN = 30.0
"""Seconds for which building is left alone after it failed: a full disk is not emptied by trying."""
NOTHING = "unsure"
"""Reason of declining where the only words that answered may not be quoted any more."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is answered from. `position` is how far the log is known; `hidden` are keys of sources that were changed
    since the engine was built, and are not quoted out of it; of one that `is_lost` nobody can tell which those are."""

    engine: Engine
    position: Position
    passages: int
    hidden: frozenset[str] = frozenset()
    is_lost: bool = False

    def ask(self, question: str, *, scopes: frozenset[str], today: date, before: str = "") -> Answer:
        """Ask the engine; see `Engine.ask`."""
        answer = self.engine.ask(question, scopes=scopes, today=today, before=before)
        return self._without_changed(answer) if self.hidden or self.is_lost else answer

    def _without_changed(self, answer: Answer) -> Answer:
        """An answer without what may not be quoted out of the old engine any more."""
        quotations, near = self._visible(answer.quotations), self._visible(answer.near)
        if answer.answered and not quotations:
            return replace(answer, answered=False, quotations=(), near=near, confidence=0.0, reason=NOTHING)
        return replace(answer, quotations=quotations, near=near)

    def _visible(self, quotations: Iterable[Quotation]) -> tuple[Quotation, ...]:
        return tuple(one for one in quotations if not self.is_lost and one.source.key not in self.hidden)


def build() -> Snapshot:
    """Build an engine over everything that may be quoted now, holding one source's passages at a time."""
    position = knowledge.end_of_log()  # first: what is written meanwhile is news
    sources = {entry.source.key: entry.source for entry in knowledge.all_entries()}
    count = 0

    def passages() -> Iterator[Passage]:
        nonlocal count
        for entry in knowledge.all_entries():
            if entry.source.key in sources:  # what came in between is news too
                count += len(entry.passages)
                yield from entry.passages

    engine = Engine.build(sources.values(), passages())
    return Snapshot(engine, position, count)


def renew() -> Snapshot | None:
    """Put a new engine on the shelf of this machine, where the log has gone on since; returns it, None where not."""
    known = shelf.position()
    news = knowledge.news_since(known) if known else None
    if news is not None and not news.changes:
        return None
    return rebuild()


def rebuild() -> Snapshot:
    """Build anew from the database, whatever is there, and put it on the shelf of this machine. Raises OSError."""
    built = build()
    shelf.keep(built.engine, built.position, built.passages)
    shelf.sweep()
    return built


def _first() -> Snapshot:
    """What a process begins with: the engine on the shelf, or where there is none that holds, a new one."""
    kept = shelf.take()
    if kept is None or knowledge.news_since(kept.position) is None:
        return build()
    return Snapshot(kept.engine, kept.position, kept.passages)


class Keeper:
    """Keeps the snapshot of a process up to date; safe under threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: Snapshot | None = None
        self._looked_at = float("-inf")
        self._build_after = float("-inf")
        self._builder: threading.Thread | None = None

    def current(self) -> Snapshot:
        """The snapshot to answer from; while another thread looks into the log, only who has none yet waits."""
        now = self._now
        if now is not None and self._looked_lately():
            return now
        if not self._lock.acquire(blocking=now is None):
            return self._now or self.current()
        try:
            now = self._now
            return now if now is not None and self._looked_lately() else self._look(now or _first())
        finally:
            self._lock.release()

    def forget(self) -> None:
        """Begin anew at the next question."""
        with self._lock:
            self._now, self._build_after = None, float("-inf")

    def _look(self, now: Snapshot) -> Snapshot:
        """Take up what the log says after a snapshot. Called under the lock."""
        news = knowledge.news_since(now.position)
        if news is None:
            self._now = None  # nobody can tell what of it may be quoted: who asks meanwhile waits
            begun = self._tried(_first) or replace(now, is_lost=True)
            if not begun.is_lost:
                return self._look(begun)
            now = begun
        elif news.changes or now.hidden or now.is_lost:
            now = self._changed(now, news)
        else:
            now = replace(now, position=news.position)
        self._now, self._looked_at = now, time.monotonic()
        return now

    def _changed(self, now: Snapshot, news: News) -> Snapshot:
        keys = {knowledge.source_key(kind, key) for kind, found in news.changes.items() for key in found}
        now = replace(now, position=news.position, hidden=now.hidden | keys)
        if now.passages <= AT_ONCE:
            self._now = now  # others are answered from it meanwhile
            return self._tried(build) or now
        if self._builder is None and time.monotonic() >= self._build_after:
            self._builder = threading.Thread(target=self._build_beside, name="lantoa-index", daemon=True)
            self._builder.start()
        return now

    def _build_beside(self) -> None:
        """Build while others answer from the old one; what was written meanwhile is hidden in the new one at once."""
        try:
            built = self._tried(build)
            with self._lock:
                self._builder = None
                if built is not None:
                    self._look(built)
        finally:
            connections.close_all()

    def _tried(self, make: Callable[[], Snapshot]) -> Snapshot | None:
        """What is built; None where that fails, or failed a moment ago."""
        if time.monotonic() < self._build_after:
            return None
        try:
            return make()
        except Exception:
            logger.exception("the index could not be built; it is tried again")
            self._build_after = time.monotonic() + TRY_AGAIN
            return None

    def _looked_lately(self) -> bool:
        return time.monotonic() < self._looked_at + settings.INDEX_LOOKS_EVERY


_keeper = Keeper()


def current() -> Snapshot:
    """The snapshot of this process, as new as the log was at most a moment ago."""
    return _keeper.current()


def forget() -> None:
    """Begin anew at the next question."""
    _keeper.forget()
