"""Which sources a question means when it names a place or a body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lantoakit.retrieval.model import Source
from lantoakit.text import fold

LONGEST = 8
"""Words of a name that are compared."""
_WORD = re.compile(r"[^\W_]+")
_SHORT = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("uy ban mat tran to quoc viet nam", "mttq"),
    ("mat tran to quoc viet nam", "mttq"),
    ("mat tran to quoc", "mttq"),
    ("uy ban mttq", "mttq"),
    ("mat tran", "mttq"),
    ("ban chap hanh dang bo", "dang uy"),
    ("dang bo", "dang uy"),
    ("van phong", "vp"),
    ("trung hoc co so", "thcs"),
    ("trung hoc pho thong", "thpt"),
    ("hoi lien hiep phu nu", "hoi phu nu"),
    ("hoi lhpn", "hoi phu nu"),
    ("doan thanh nien cong san ho chi minh", "doan thanh nien"),
    ("doan tncs ho chi minh", "doan thanh nien"),
    ("viet nam", ""),
)
_LEVELS = ("xa", "phuong", "dac khu", "thi tran", "huyen", "quan", "thanh pho", "tinh", "thon", "ap", "to dan pho")
_TOO_COMMON = frozenset({"ubnd", "dang uy", "hdnd", "mttq", "ubnd tinh", "ubnd xa", "ubnd phuong", "xa", "tinh"})


@dataclass(frozen=True)
class Route:
    """What a question names: `fit` by source number, from 0 to 1 (1: its fullest name), and the words of those names.

    Empty where the question names no source; every source is as good as another then.
    """

    fit: dict[int, float]
    words: frozenset[str]


class Routes:
    """The names of sources. Built once for an index; it never changes."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._named: dict[tuple[str, ...], set[int]] = {}
        for number, source in enumerate(sources):
            for name in _names(source):
                self._named.setdefault(name, set()).add(number)

    def of(self, question: str, seen: frozenset[int] | None = None) -> Route:
        """Return which sources a question names, of those that the asker may see (None: all).

        A fuller name of one outweighs a shorter one of another.
        """
        words = canonical(question)
        best: dict[int, int] = {}
        said: set[str] = set()
        for n in range(len(words)):
            for length in range(1, min(LONGEST, len(words) - n) + 1):
                name = tuple(words[n : n + length])
                for number in self._named.get(name, ()):
                    if seen is not None and number not in seen:
                        continue
                    best[number] = max(best.get(number, 0), length)
                    said.update(words[n - 1 : n] if n and words[n - 1] in _LEVELS else ())
                    said.update(name)
        most = max(best.values(), default=0)
        return Route({number: length / most for number, length in best.items()}, frozenset(said))


def canonical(text: str) -> list[str]:
    """Return the folded words of a text, with the long names of bodies short.

    >>> canonical("Văn phòng Ủy ban nhân dân tỉnh")
    ['vp', 'ubnd', 'tinh']
    """
    words = " ".join(_WORD.findall(fold(text)))
    for long, short in _SHORT:
        if long in words:
            words = re.sub(rf"\b{long}\b", short, words)
    return words.split()


def short_and_long(name: str) -> tuple[str, ...]:
    """Return the ways in which a folded name of a body is written, its own first.

    >>> short_and_long("hoi phu nu")
    ('hoi phu nu', 'hoi lien hiep phu nu', 'hoi lhpn')
    """
    ways = [name]
    for long, short in _SHORT:
        for one, other in ((long, short), (short, long)):
            if one and other and f" {one} " in f" {name} ":
                ways.append(f" {name} ".replace(f" {one} ", f" {other} ").strip())
    return tuple(dict.fromkeys(ways))


def _names(source: Source) -> set[tuple[str, ...]]:
    """The names by which people call a source's place and issuer: with their level and without."""
    found: set[tuple[str, ...]] = set()
    for printed in (source.place, source.issuer):
        words = canonical(printed)
        found.add(tuple(words[:LONGEST]))
        for n, word in enumerate(words):
            if word in _LEVELS and n + 1 < len(words):
                found.add(tuple(words[n + 1 :][:LONGEST]))  # "Bến Đò"
                found.add(tuple(words[n:][:LONGEST]))  # "xã Bến Đò"
                found.add(tuple((words[:n] + words[n + 1 :])[:LONGEST]))
    return {name for name in found if name and " ".join(name) not in _TOO_COMMON and len("".join(name)) > 2}
