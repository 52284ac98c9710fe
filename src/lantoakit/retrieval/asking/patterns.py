"""Rules of a file: kinds of something and the patterns by which a question shows them.

A part begins with "[kind] trigger trigger" (it is only tried where one of the triggers is among the words; "*" always)
and holds one regular expression a line, over small letters with marks and single spaces. Each is folded too, for
questions without marks; where that would be another word, "!" before the line keeps it to questions with marks.
A line "@name" begins a list of words, for which "@name" stands in the patterns below it.
"""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from lantoakit.text import fold

_LIST = re.compile(r"@\w+")
_PIECES = re.compile(r"\\\S| |[^\\ ]")
_NEVER = re.compile(r"(?!)")


class Rule(NamedTuple):
    """A part of a file: its kind, what triggers it, and its patterns over words with and without marks."""

    kind: str
    triggers: frozenset[str]
    marked: re.Pattern[str]
    folded: re.Pattern[str]

    def search(self, line: str, words: set[str], *, marked: bool) -> re.Match[str] | None:
        """Return where the rule fits `line`, whose words are `words` (folded unless `marked`)."""
        if self.triggers and self.triggers.isdisjoint(words):
            return None
        return (self.marked if marked else self.folded).search(line)


@cache
def rules(name: str) -> tuple[Rule, ...]:
    """Return the rules of a file of this package, in order."""
    lists: dict[str, list[str]] = {}
    parts: list[tuple[str, str, list[str]]] = []
    content: list[str] = []
    for line in files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines():
        if _LIST.fullmatch(line):
            content = lists.setdefault(line, [])
        elif line.startswith("["):
            kind, _, triggers = line[1:].partition("] ")
            content = []
            parts.append((kind, triggers, content))
        elif line and not line.startswith("#"):
            content.append(line)
    words = {name: f"(?:{'|'.join('|'.join(lines).split(' | '))})" for name, lines in lists.items()}
    return tuple(_rule(kind, triggers.split(), patterns, words) for kind, triggers, patterns in parts)


def _rule(kind: str, triggers: list[str], patterns: list[str], lists: dict[str, str]) -> Rule:
    either = [pattern for pattern in patterns if not pattern.startswith("!")]
    both = [_whole([pattern.lstrip("!") for pattern in patterns], lists), _whole(either, lists, folded=True)]
    wanted = frozenset(triggers) - {"*"}
    return Rule(kind, wanted | {fold(word) for word in wanted}, both[0], both[1])


def _whole(patterns: list[str], lists: dict[str, str], *, folded: bool = False) -> re.Pattern[str]:
    written = "|".join(patterns)
    for name, words in lists.items():
        written = written.replace(name, words)
    if folded:
        written = "".join(piece if piece[0] in " \\" else fold(piece) for piece in _PIECES.findall(written))
    return re.compile(rf"(?<!\S)(?:{written})(?!\S)") if patterns else _NEVER
