"""Which wordings ask the same: by the syllables that they share, without marks and without words of every question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from lantoakit.text import fold

SAME = 0.7
"""Share of common syllables from which on two questions are one line of the work list."""

_EVERYWHERE = frozenset(
    re.findall(
        r"\w+",
        "a cho em toi minh con bac chu co ong ba hoi xin nhe voi thi la ma va cua duoc khong can nhung gi nao the nhu"
        " lam sao o dau bao nhieu khi luc ai vay roi da cac mot nay do muon biet",
    )
)
T = TypeVar("T")


def key_of(question: str) -> frozenset[str]:
    """The syllables that tell what a question is about; all of them where nothing else is left.

    >>> sorted(key_of("làm giấy khai sinh cho con cần những gì?"))
    ['giay', 'khai', 'sinh']
    """
    every = frozenset(one for one in fold(question).split() for one in [_plain(one)] if one)
    return every - _EVERYWHERE or every


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 to 1: what two questions share of all that they say."""
    return len(one & other) / len(one | other) if one and other else 0.0


def most_like(question: str, rows: Iterable[tuple[T, str]]) -> T | None:
    """The row whose wording asks the same; None where none does. `rows` are pairs of a row and its wording."""
    wanted = key_of(question)
    scored = [(likeness(wanted, key_of(wording)), number, row) for number, (row, wording) in enumerate(rows)]
    best = max(scored, key=lambda one: (one[0], -one[1]), default=None)
    return best[2] if best is not None and best[0] >= SAME else None


def _plain(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum())
