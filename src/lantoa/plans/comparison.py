"""What a corrected text of a plan adds, changes and removes, found by the words of the tasks and where they stand.

What the machine read then is compared with what it reads now, so that a person's own corrections are no difference and
are never undone by applying one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lantoa.plans.models import PlanTask, TaskState
from lantoa.plans.proposals import ProposedTask
from lantoakit.text import fold, syllables

FIELDS = ("text", "deadline", "lead", "coordinating", "mode")
SAME_TASK = 0.5
"""Tasks that share fewer of their words than this are two tasks."""
PATH_BONUS = 0.08


@dataclass(frozen=True, slots=True)
class Change:
    """A task that stays, with what differs: field -> (then, now) as printed. No differences: only its place may
    differ."""

    task: PlanTask
    proposed: ProposedTask
    position: int
    differences: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`added` pairs a proposed task with its position in the new text; `removed` are tasks that it no longer has."""

    added: tuple[tuple[int, ProposedTask], ...]
    changed: tuple[Change, ...]
    same: tuple[Change, ...]
    removed: tuple[PlanTask, ...]

    @property
    def seal(self) -> str:
        """Changes when what a person is shown changes."""
        shown = [
            [(n, one.text) for n, one in self.added],
            [(one.task.pk, one.differences) for one in self.changed],
            [(one.pk, one.version) for one in self.removed],
        ]
        return hashlib.sha256(json.dumps(shown, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def counts(self) -> dict[str, int]:
        return {"added": len(self.added), "changed": len(self.changed), "removed": len(self.removed)}

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.removed)


def compare(current: Sequence[PlanTask], proposed: Sequence[ProposedTask]) -> Comparison:
    """Compare the tasks of a plan with those of another text of it."""
    read = [task for task in current if "part_of" not in task.as_read and task.state != TaskState.WITHDRAWN]
    pairs = _pairs(read, proposed)
    found = {index: task for task, index in pairs}
    stays = {task.pk for task, _index in pairs}
    changes = [
        Change(found[n], one, n, {} if not found[n].as_read else _differences(found[n].as_read, one.as_read))
        for n, one in enumerate(proposed)
        if n in found
    ]
    gone = [task for task in read if task.pk not in stays and task.as_read and task.state != TaskState.REJECTED]
    gone_ids = {task.pk for task in gone}
    gone += [task for task in current if task.as_read.get("part_of") in gone_ids and task.state != TaskState.WITHDRAWN]
    live = [one for one in changes if one.task.state != TaskState.REJECTED]
    return Comparison(
        added=tuple((n, one) for n, one in enumerate(proposed) if n not in found),
        changed=tuple(one for one in live if one.differences),
        same=tuple(one for one in changes if not one.differences or one.task.state == TaskState.REJECTED),
        removed=tuple(gone),
    )


def _pairs(current: Sequence[PlanTask], proposed: Sequence[ProposedTask]) -> list[tuple[PlanTask, int]]:
    """Which task is which, the likest first; every task and every proposal at most once."""
    words = [_words(task.as_read.get("text") or task.text) for task in current]
    new_words = [_words(one.text) for one in proposed]
    scored = []
    for n, task in enumerate(current):
        for m, one in enumerate(proposed):
            score = _likeness(words[n], new_words[m]) + (PATH_BONUS if task.path == one.path else 0)
            if score >= SAME_TASK:
                leads = set(task.as_read.get("lead", ())) & set(one.as_read["lead"])
                scored.append((score + (PATH_BONUS if leads else 0), -abs(n - m), n, m))
    taken_current: set[int] = set()
    taken_new: set[int] = set()
    pairs = []
    for _score, _near, n, m in sorted(scored, reverse=True):
        if n not in taken_current and m not in taken_new:
            taken_current.add(n)
            taken_new.add(m)
            pairs.append((current[n], m))
    return pairs


def _words(text: str) -> frozenset[str]:
    return frozenset(syllables(fold(text)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _differences(then: dict[str, Any], now: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (then.get(name), now[name]) for name in FIELDS if _plain(then.get(name)) != _plain(now[name])}


def _plain(value: Any) -> Any:
    return (
        [_plain(one) for one in value] if isinstance(value, list) else " ".join(str(value or "").split()).rstrip(".;")
    )
