"""What else a word may be called: residents' words beside those of documents, short forms beside full ones.

`words.txt` holds the groups of everyday words, `lexicon/` those of single subjects; both were written from general
knowledge of Vietnamese. Short forms come from `abbreviations.txt`, in both directions. Phrases that always go together
stay one term, with or without other names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from lantoakit import places
from lantoakit.retrieval.asking import abbreviations
from lantoakit.retrieval.asking.tokens import Sequences, Token, tokens
from lantoakit.text import fold
from lantoakit.text.phrases import BODIES, PHRASES

SAME_BODY = 0.9  # names of one body
NEAR = 0.8  # how near the words of a group are where it does not say
SHORTENED = 0.6  # a document may use the short form of a name that was asked for in full
WITHOUT_MARKS = 0.6  # a syllable without its mark is one of several words
LIKELY, LESS_LIKELY = 0.9, 0.5  # the first and the further meanings of a short form


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another name of what was asked: small letters with marks, the same folded, and how near it is, from 0 to 1."""

    words: str
    folded: str
    weight: float


class Found(NamedTuple):
    """`words[start:end]` of a question and its other names, the nearest first."""

    start: int
    end: int
    alternatives: tuple[Alternative, ...]


class Group(NamedTuple):
    """A line of a table: who says one of `said` may mean one of `meant`; both ways where `said` is empty."""

    said: tuple[tuple[str, float], ...]
    meant: tuple[tuple[str, float], ...]


@cache
def groups() -> tuple[Group, ...]:
    """The groups of `words.txt` and of `lexicon/` in order, members with their nearness."""
    found = []
    for line in _lines():
        said, arrow, meant = line.rpartition(" > ")
        found.append(Group(_members(said.replace(", ", " | ")) if arrow else (), _members(meant)))
    return tuple(found)


def _lines() -> Iterator[str]:
    here = files(__package__)
    subjects = sorted(here.joinpath("lexicon").iterdir(), key=lambda file: file.name)
    for file in (here.joinpath("words.txt"), *subjects):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield line


def _members(side: str) -> tuple[tuple[str, float], ...]:
    found = []
    for member in side.split(" | "):
        words, _, weight = member.partition(" ~")
        found.append((words.strip(), float(weight) if weight else NEAR))
    return tuple(found)


def _pairs() -> Iterator[tuple[str, str, float]]:
    """Every (word, other name, weight) of the groups and of the short forms."""
    for group in groups():
        for word, near in group.said or group.meant:
            for other, weight in group.meant:
                if other != word:
                    yield word, other, min(near, weight)
    for kind in places.KINDS:
        if kind.group is not places.Group.HAMLET and kind.code != "school":
            ways = [" ".join(token.lower for token in tokens(way)) for way in (kind.name, *kind.aliases)]
            ways = [way for way in dict.fromkeys(ways) if len(way) > 2]
            yield from ((way, other, SAME_BODY) for way in ways for other in ways if way != other)
    for forms, meanings in abbreviations.listed():
        form = forms[0].lstrip("^")
        if len(form) > 2:
            for meaning in meanings[:2]:
                if " " in meaning:
                    yield meaning, form, SHORTENED


@cache
def lexicon() -> Sequences[tuple[Alternative, ...]]:
    """Words and phrases with their other names, the nearest first."""
    others: dict[str, dict[str, float]] = {phrase.replace(",", ""): {} for phrase in BODIES | PHRASES if " " in phrase}
    for word, other, weight in _pairs():
        names = others.setdefault(word, {})
        name = other.lstrip("!")
        names[name] = max(weight, names.get(name, 0.0))
    return Sequences((word, _alternatives(names)) for word, names in others.items())


def _alternatives(names: dict[str, float]) -> tuple[Alternative, ...]:
    ordered = sorted(names.items(), key=lambda item: -item[1])
    return tuple(Alternative(name, fold(name), weight) for name, weight in ordered)


def terms(words: Sequence[Token], *, marked: bool) -> list[Found]:
    """Return the terms of a question, in order: phrases and short forms with their other names, and single words.

    >>> from lantoakit.retrieval.asking.tokens import tokens
    >>> [(f.end - f.start, [a.words for a in f.alternatives][:2]) for f in terms(tokens("má xài cđs"), marked=True)]
    [(1, ['mẹ', 'bu']), (1, ['dùng', 'sử dụng']), (1, ['chuyển đổi số'])]
    """
    shortened = {expansion.start: expansion for expansion in abbreviations.expansions(words)}
    table = lexicon()
    found: list[Found] = []
    at = 0
    while at < len(words):
        longest = table.longest(words, at, marked=marked)
        expansion = shortened.get(at)
        if expansion and (longest is None or expansion.end >= longest[0]):
            found.append(Found(at, expansion.end, _meanings(expansion.meanings)))
        else:
            end, names = longest or (at + 1, ())
            if end == at + 1 and not marked and names:
                names = _weakened(names)
            found.append(Found(at, end, names))
        at = found[-1].end
    return found


@cache
def _weakened(alternatives: tuple[Alternative, ...]) -> tuple[Alternative, ...]:
    return tuple(Alternative(one.words, one.folded, one.weight * WITHOUT_MARKS) for one in alternatives)


@cache
def _meanings(meanings: tuple[str, ...]) -> tuple[Alternative, ...]:
    return tuple(
        Alternative(meaning, fold(meaning), LESS_LIKELY if place else LIKELY) for place, meaning in enumerate(meanings)
    )
