"""Short forms of administration and of every day, and what they stand for. What was typed stays beside it.

`abbreviations.txt` has them: found in any case and without marks, the ones that spell a word only in capitals.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from lantoakit.retrieval.asking.tokens import Token, tokens
from lantoakit.text import fold
from lantoakit.text.inventory import is_syllable

LONGEST = 3  # words of a short form ("tt pvhcc")
# A kind of document or of place with its number behind it: "nq57", "tdp3".
_GLUED = re.compile(
    r"(nq|nđ|nd|qđ|qd|kh|tt|ct|cv|đa|da|tb|kl|hd|bc|cth[đd]|kp|tdp|thon|thôn|ap|ấp|khom|khóm|to|tổ|đieu|điều|dieu)"
    r"(\d{1,5})",
    re.IGNORECASE,
)


class Expansion(NamedTuple):
    """What `words[start:end]` stands for, the likeliest first."""

    start: int
    end: int
    meanings: tuple[str, ...]


@cache
def listed() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The lines of the table: forms ("^" before what is only found in capitals), and what they stand for."""
    lines = files(__package__).joinpath("abbreviations.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" = ") for line in lines if line and not line.startswith("#"))
    return tuple((tuple(forms.split(", ")), tuple(meanings.split(" / "))) for forms, meanings in pairs)


@cache
def _tables() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Meanings by form as written, by form without marks, and by form in capitals alone."""
    written: dict[str, tuple[str, ...]] = {}
    folded: dict[str, tuple[str, ...]] = {}
    capitals: dict[str, tuple[str, ...]] = {}
    for forms, meanings in listed():
        for form in forms:
            bare = form.lstrip("^")
            if form.startswith("^") or is_word(bare):
                capitals[bare] = meanings
                continue
            written[bare] = (*written.get(bare, ()), *meanings)
            if fold(bare) != bare:
                folded[fold(bare)] = (*folded.get(fold(bare), ()), *meanings)
    return written, folded, capitals


@cache
def _firsts() -> frozenset[str]:
    """The first words of all forms."""
    return frozenset(form.split()[0] for table in _tables() for form in table)


def is_word(form: str) -> bool:
    """Whether the letters of a short form are a word: "ai" is who, before it is artificial intelligence."""
    return is_syllable(fold(form))


def apart(words: list[Token]) -> list[Token]:
    """Return the words with a short form and the number behind it apart.

    >>> [word.text for word in apart(tokens("nq57 ở tdp3, covid19"))]
    ['nq', '57', 'ở', 'tdp', '3', 'covid19']
    """
    if not any(word.text[-1].isdigit() and not word.text[0].isdigit() for word in words):
        return words
    found: list[Token] = []
    for word in words:
        glued = _GLUED.fullmatch(word.text)
        if glued is None:
            found.append(word)
            continue
        for part, opens in ((1, word.opens), (2, False)):
            (alone,) = tokens(glued[part])
            start = word.start + glued.start(part)
            found.append(alone._replace(start=start, end=start + len(glued[part]), opens=opens))
    return found


def expansions(words: Sequence[Token]) -> list[Expansion]:
    """Return what the short forms among the words stand for, in order; the longest form wins.

    >>> [e.meanings for e in expansions(tokens("nộp TTHC trên dvctt, ai trả lời?"))]
    [('thủ tục hành chính',), ('dịch vụ công trực tuyến',)]
    >>> expansions(tokens("Tổ AI làm gì"))[0].meanings
    ('trí tuệ nhân tạo',)
    """
    found: list[Expansion] = []
    at = 0
    while at < len(words):
        expansion = _at(words, at)
        if expansion:
            found.append(expansion)
        at = expansion.end if expansion else at + 1
    return found


def _at(words: Sequence[Token], at: int) -> Expansion | None:
    if words[at].lower not in _firsts():
        return None
    written, folded, capitals = _tables()
    for count in range(min(LONGEST, len(words) - at), 0, -1):
        part = words[at : at + count]
        if any(word.opens for word in part[1:]):
            continue
        form = " ".join(word.lower for word in part)
        meanings = written.get(form, ())
        if form.isascii():
            meanings = (*meanings, *folded.get(form, ()))
        if part[0].text.isupper():
            meanings = (*meanings, *capitals.get(form, ()))
        if meanings:
            return Expansion(at, at + count, tuple(dict.fromkeys(meanings)))
    return None
