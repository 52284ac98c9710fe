"""The words of a question as it was typed, and tables of sequences of syllables that are looked up in them."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from lantoakit.text import fold, normalise_tones

T = TypeVar("T")
LONGEST_WORD = 24  # letters: what is longer is no word, and is not kept in memory
_TOKEN = re.compile(r"[^\W_]+|%")
_STOP = re.compile(r"[.?!;:…](?:\s|$)|\n")
_MARKS = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]")
# Hỏi and ngã are one tone to half the country: written for each other in a known phrase, they mean the same.
_ONE_TONE = str.maketrans("ãẵẫẽễĩõỗỡũữỹ", "ảẳẩẻểỉỏổởủửỷ")
_MARKED_SHARE = 0.25  # of running Vietnamese text about three syllables of four bear a mark


class Token(NamedTuple):
    """A run of letters and digits, or "%": as typed, in small letters, folded, and its place in code points.

    `opens` is True where a sentence ends right before it.
    """

    text: str
    lower: str
    folded: str
    start: int
    end: int
    opens: bool


def tokens(text: str) -> list[Token]:
    """Return the words of `text`, in order.

    >>> [(t.lower, t.folded, t.opens) for t in tokens("Nộp ở đâu? UBND xã")][1:4]
    [('ở', 'o', False), ('đâu', 'dau', False), ('ubnd', 'ubnd', True)]
    """
    found: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start()
        lower, folded = _forms(word) if len(word) <= LONGEST_WORD else (word.lower(), word.lower())
        opens = last == 0 or (start - last > 1 and _STOP.search(text, last, start) is not None)
        found.append(Token(word, lower, folded, start, match.end(), opens))
        last = match.end()
    return found


@lru_cache(maxsize=20_000)
def _forms(word: str) -> tuple[str, str]:
    return normalise_tones(word.lower()), fold(word)


@lru_cache(maxsize=20_000)
def has_marks(word: str) -> bool:
    """Whether a word in small letters bears a Vietnamese mark."""
    return _MARKS.search(word) is not None


def is_marked(words: Sequence[Token]) -> bool:
    """Whether a question was typed with diacritics: a word or two that bear one by chance do not make it so.

    >>> is_marked(tokens("Nộp hồ sơ ở đâu")), is_marked(tokens("nop ho so o dau")), is_marked(tokens("ai ký"))
    (True, False, True)
    """
    letters = [word for word in words if word.folded.isalpha()]
    return bool(letters) and sum(has_marks(word.lower) for word in letters) >= _MARKED_SHARE * len(letters)


def same_tone(word: str) -> str:
    """Return a word with ngã written as hỏi."""
    return word.translate(_ONE_TONE)


class _Entry(NamedTuple, Generic[T]):
    folded: tuple[str, ...]
    marked: tuple[str, ...]
    strict: bool
    value: T


class Sequences(Generic[T]):
    """A table of sequences of syllables, looked up by their folded forms and then held against their marks.

    In a question that is typed without marks, a word without marks stands for any; in one with marks it must be as
    written, though of a sequence of several syllables some may lack theirs, or have hỏi for ngã. A key that begins with
    "!" is only found with its marks: "!má" is not found in "ma".
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._single: dict[str, list[_Entry[T]]] = {}
        self._by_two: dict[tuple[str, str], list[_Entry[T]]] = {}  # by the first two words: few share them
        for key, value in entries:
            words = tokens(key)
            folded = tuple(word.folded for word in words)
            entry = _Entry(folded, tuple(word.lower for word in words), key.startswith("!"), value)
            if len(folded) == 1:
                self._single.setdefault(folded[0], []).append(entry)
            elif folded:
                self._by_two.setdefault((folded[0], folded[1]), []).append(entry)
        for listed in self._by_two.values():
            listed.sort(key=lambda entry: -len(entry.folded))

    def longest(self, words: Sequence[Token], at: int, *, marked: bool) -> tuple[int, T] | None:
        """Return where the longest sequence that begins at `words[at]` ends, and its value; None where none does."""
        first = words[at].folded
        if at + 1 < len(words):
            for entry in self._by_two.get((first, words[at + 1].folded), ()):
                end = at + len(entry.folded)
                if end <= len(words) and _same(entry, words, at, marked):
                    return end, entry.value
        for entry in self._single.get(first, ()):
            if _same(entry, words, at, marked):
                return at + 1, entry.value
        return None

    def all(self, words: Sequence[Token], *, marked: bool) -> list[tuple[int, int, T]]:
        """Return (start, end, value) of every sequence, the longest first where they overlap, from left to right."""
        found = []
        at = 0
        while at < len(words):
            longest = self.longest(words, at, marked=marked)
            if longest:
                found.append((at, *longest))
            at = longest[0] if longest else at + 1
        return found


def _same(entry: "_Entry[T]", words: Sequence[Token], at: int, marked: bool) -> bool:
    seen = 0
    for offset, folded in enumerate(entry.folded):
        word = words[at + offset]
        if word.folded != folded or (offset and word.opens):
            return False
        wanted = entry.marked[offset]
        if word.lower == wanted:
            seen += 1
        elif has_marks(word.lower):
            if len(entry.folded) == 1 or same_tone(word.lower) != same_tone(wanted):
                return False
            seen += 1
        elif entry.strict:
            return False
    # In a marked question a single word without its mark is another word.
    return not marked or seen > 0
