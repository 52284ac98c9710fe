"""What may be quoted: who provides it, who may be told it, and the log of its changes.

An app that holds knowledge registers one object and calls `changed` where it writes:

    class Lessons:
        kind = "lesson"

        def entries(self, keys):
            rows = Lesson.objects.filter(state="approved")
            return (entry_of(row) for row in (rows if keys is None else rows.filter(pk__in=keys)))

    knowledge.register(Lessons())                 # in AppConfig.ready
    knowledge.changed("lesson", lesson.pk)        # in the transaction that changes it
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils import timezone

from lantoa.library.models import KnowledgeChange
from lantoakit.retrieval import Passage, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """A source with its passages, as they may be quoted now."""

    source: Source
    passages: tuple[Passage, ...]


class KnowledgeSource(Protocol):
    """Provides entries of one kind. The key of an entry's source is `source_key(kind, key)`."""

    kind: str

    def entries(self, keys: Collection[str] | None) -> Iterable[Entry]:
        """The entries of these keys that may be quoted now, or of all; what may not be quoted is left out."""


_sources: dict[str, KnowledgeSource] = {}


def register(source: KnowledgeSource) -> None:
    """Add a kind of knowledge. Raises ValueError for one that is there."""
    if source.kind in _sources:
        raise ValueError(f"knowledge {source.kind} is registered twice")
    _sources[source.kind] = source


def entries(kind: str, keys: Collection[str]) -> list[Entry]:
    """The entries of a kind with these keys that may be quoted now; none for a kind that nobody provides."""
    source = _sources.get(kind)
    return list(source.entries(keys)) if source and keys else []


def all_entries() -> Iterator[Entry]:
    """Everything that may be quoted now, one after the other."""
    for source in _sources.values():
        yield from source.entries(None)


def source_key(kind: str, key: object) -> str:
    """How a source is called in the index: "document-12"."""
    return f"{kind}-{key}"


def kind_and_key(key: str) -> tuple[str, str]:
    """The kind and the key that a source's key was made of."""
    kind, _, own = key.rpartition("-")
    return kind, own


def public(organisation_id: int) -> str:
    """The scope of what an organisation tells everybody."""
    return f"public-{organisation_id}"


def internal(organisation_id: int) -> str:
    """The scope of what only an organisation's own staff is told."""
    return f"internal-{organisation_id}"


def changed(kind: str, *keys: object) -> None:
    """Write into the log that these may be quoted otherwise from now on: inside the transaction of the write."""
    KnowledgeChange.objects.bulk_create([KnowledgeChange(kind=kind, key=str(key)) for key in keys])


MISSED_FOR = 900.0
"""Seconds after which a number of the log that never came is given up: no transaction is open so long."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far somebody has read the log.

    `last` is the newest number read and `at` when that row was written, by which a log that was restored or swept in
    between is told from this one. `missing` are lower numbers that were not there yet, each with the time at which it
    was missed: several transactions write at once, and a higher number may be seen before a lower one.
    """

    last: int = 0
    at: datetime | None = None
    missing: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What the log holds after a position: `changes` are kinds with their keys."""

    position: Position
    changes: dict[str, set[str]]


def end_of_log() -> Position:
    """The position of who has read everything that is written now, except what is being written beside it."""
    rows = list(KnowledgeChange.objects.order_by("-pk").values_list("pk", "at")[:RECENT])
    if not rows:
        return Position()
    now, seen = timezone.now().timestamp(), {pk for pk, _ in rows}
    gaps = tuple((number, now) for number in range(min(seen), max(seen)) if number not in seen)
    return Position(rows[0][0], rows[0][1], gaps)


RECENT = 200
"""So many of the newest rows are looked at for gaps."""


def news_since(position: Position) -> News | None:
    """What was written after a position; None where that cannot be told, and everything must be read anew."""
    newest = KnowledgeChange.objects.order_by("-pk").values_list("pk", "at").first()
    if newest is None or not position.last:
        return News(position, {}) if newest is None and not position.last else None
    if newest[0] < position.last or (newest[0] == position.last and newest[1] != position.at):
        return None  # a restored log
    if newest[0] == position.last and not position.missing:
        return News(position, {})
    rows = KnowledgeChange.objects.filter(pk__gte=position.last).values_list("pk", "kind", "key", "at").order_by("pk")
    found = list(rows)
    if not found or found[0][0] != position.last or found[0][3] != position.at:
        return None  # swept or restored
    late = KnowledgeChange.objects.filter(pk__in=[number for number, _ in position.missing])
    found += late.values_list("pk", "kind", "key", "at") if position.missing else []
    return _read(position, found)


def _read(position: Position, rows: list[tuple[int, str, str, datetime]]) -> News:
    now, changes = timezone.now().timestamp(), dict[str, set[str]]()
    seen = {pk for pk, *_ in rows}
    for pk, kind, key, _at in rows:
        if pk != position.last:
            changes.setdefault(kind, set()).add(key)
    newest, at = max((pk, at) for pk, _, _, at in rows)
    waited = [(number, since) for number, since in position.missing if now - since < MISSED_FOR]
    waited += [(number, now) for number in range(position.last + 1, newest)]
    missing = tuple((number, since) for number, since in waited if number not in seen)
    return News(Position(newest, at, missing), changes)


def sweep_log(*, upto: int, before: datetime) -> int:
    """Remove rows of the log below a number and older than a time; returns how many."""
    return KnowledgeChange.objects.filter(pk__lt=upto, at__lt=before).delete()[0]
