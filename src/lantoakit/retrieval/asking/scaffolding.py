"""Words that frame a question ("cho em hỏi", "đúng hay sai") and carry no content: how much each word weighs.

`scaffolding.txt` has them by where they stand: a frame at the beginning or the end of a sentence, or anywhere.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from lantoakit.retrieval.asking.tokens import Sequences, Token

LONGEST = 5  # words of a frame at the end
# Without its mark a small word may be another one: "thi" is "thì" or a contest.
UNSURE = 0.35


class _Tables(NamedTuple):
    begin: Sequences[float]
    end: Sequences[float]
    any: Sequences[float]
    unsure: Sequences[float]


@cache
def _tables() -> _Tables:
    parts: dict[str, list[tuple[str, float]]] = {"begin": [], "end": [], "any": []}
    unsure: list[tuple[str, float]] = []
    who: list[str] = []
    where, weight = "", 0.0
    for line in files(__package__).joinpath("scaffolding.txt").read_text(encoding="utf-8").splitlines():
        header = re.fullmatch(r"\[(\w+)(?: ([\d.]+))?\]", line)
        if header:
            where, weight = header[1], float(header[2] or 0)
        elif not line or line.startswith("#"):
            continue
        elif where == "who":
            who += line.split(" | ")
        else:
            for words in line.split(" | "):
                parts[where] += [(words.replace("{who}", one), weight) for one in (who if "{who}" in words else [""])]
                if words.startswith("!"):
                    unsure.append((words[1:], UNSURE))
    begin, end, anywhere = (Sequences(parts[place]) for place in ("begin", "end", "any"))
    return _Tables(begin, end, anywhere, Sequences(unsure))


def weights(words: Sequence[Token], *, marked: bool) -> list[float]:
    """Return how much each word of a question says, from 0 (a frame) to 1.

    >>> from lantoakit.retrieval.asking.tokens import tokens
    >>> words = tokens("Dạ cho em hỏi hồ sơ của hộ kinh doanh gồm những gì ạ?")
    >>> [word.lower for word, weight in zip(words, weights(words, marked=True)) if weight == 1]
    ['hồ', 'sơ', 'hộ', 'kinh', 'doanh']
    """
    if not words:
        return []
    tables = _tables()
    found = [1.0] * len(words)
    for start, end, weight in tables.any.all(words, marked=marked):
        found[start:end] = [weight] * (end - start)
    if not marked:
        for start, end, weight in tables.unsure.all(words, marked=False):
            found[start:end] = [min(weight, one) for one in found[start:end]]
    starts = [at for at, word in enumerate(words) if word.opens]
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        begun = _begin(words, start, end, tables.begin, marked=marked)
        ended = _end(words, begun, end, tables.end, marked=marked)
        found[start:begun] = [0.0] * (begun - start)
        found[ended:end] = [0.0] * (end - ended)
    return found


def _begin(words: Sequence[Token], start: int, end: int, table: Sequences[float], *, marked: bool) -> int:
    """Return where the frame at the beginning of a sentence ends."""
    at = start
    while at < end and (frame := table.longest(words, at, marked=marked)) and frame[0] <= end:
        at = frame[0]
    return at


def _end(words: Sequence[Token], start: int, end: int, table: Sequences[float], *, marked: bool) -> int:
    """Return where the frame at the end of a sentence begins."""
    while end > start:
        cut = words[:end]
        for at in range(max(start, end - LONGEST), end):
            frame = table.longest(cut, at, marked=marked)
            if frame and frame[0] == end:
                end = at
                break
        else:
            return end
    return end
