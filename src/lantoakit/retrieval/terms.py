"""Text -> numbers of syllables, in their marked and their folded form ("kế" and "ke"), fast enough for a corpus."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lantoakit.text import fold, nfc, normalise_tones

Ints = npt.NDArray[np.int32]

BREAK = 0  # the number of what ends a clause: a line, a semicolon, a full stop before white space
LONGEST = 40  # letters of a syllable that are kept: no word is longer, and what is longer is an address or noise
MOST_SEEN = 500_000  # spellings that are remembered while a corpus is learned
_TOKEN = re.compile(r"[^\W_]+|[\n;]|[.?!:](?=\s)")
_BREAKS = "\n;.?!:"


def tokens(text: str) -> list[str]:
    """Return the runs of letters and digits of `text` in order, and between them the signs that end a clause.

    >>> tokens("Gửi TP. Huế; báo cáo")
    ['Gửi', 'TP', '.', 'Huế', ';', 'báo', 'cáo']
    """
    return _TOKEN.findall(nfc(text))


def marked(token: str) -> str:
    """Return the form by which a token is counted with its diacritics: lower case, one tone placement.

    >>> marked("HOÀ")
    'hòa'
    """
    return nfc(normalise_tones(token[:LONGEST].lower()))


@lru_cache(maxsize=20_000)
def folded(token: str) -> str:
    """Return the form by which a token is found: lower case, without diacritics.

    >>> folded("HOÀ")
    'hoa'
    """
    form = marked(token)
    return fold(form) or form


class Vocabulary:
    """Syllables of a corpus: each marked form and each folded form has a number from 1; 0 ends a clause.

    `folded_of[n]` is the folded number of the marked number n. Numbers follow the order in which forms are first met,
    so the same corpus in the same order gives the same numbers.
    """

    def __init__(self, marked_forms: Iterable[str] = ()) -> None:
        self.marked_forms: list[str] = [""]
        self.folded_forms: list[str] = [""]
        self._marked: dict[str, int] = {}
        self._folded: dict[str, int] = {}
        self._folded_of = array("i", [BREAK])
        self._seen = _Seen(self)
        for form in marked_forms:
            self._add(form)

    def __len__(self) -> int:
        return len(self.marked_forms)

    @property
    def folded_of(self) -> Ints:
        """Folded numbers by marked number, shape (marked forms,)."""
        return np.array(self._folded_of, dtype=np.int32)

    def folded_form(self, number: int) -> str:
        """Return the folded form of a marked number."""
        return self.folded_forms[self._folded_of[number]]

    def learn(self, text: str) -> list[int]:
        """Return the marked numbers of `text`, and remember forms that were not met before."""
        if len(self._seen) > MOST_SEEN:
            self._seen.clear()
        return list(chain.from_iterable(map(self._seen.__getitem__, nfc(text).replace("\n", " ; ").split())))

    def number(self, syllable: str) -> int:
        """Return the marked number of a syllable, -1 where the corpus does not have this form."""
        return self._marked.get(marked(syllable), -1)

    def folded_number(self, form: str) -> int:
        """Return the number of a folded form, -1 where the corpus does not have it."""
        return self._folded.get(form, -1)

    def save(self, path: Path) -> None:
        """Write the marked forms, one a line: all else follows from them."""
        path.write_text("\n".join(self.marked_forms[1:]), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Read what `save` wrote."""
        content = path.read_text(encoding="utf-8")
        return cls(content.split("\n") if content else ())

    def _add(self, form: str) -> int:
        bare = folded(form)
        number_bare = self._folded.get(bare)
        if number_bare is None:
            number_bare = self._folded[bare] = len(self.folded_forms)
            self.folded_forms.append(bare)
        number = self._marked[form] = len(self.marked_forms)
        self.marked_forms.append(form)
        self._folded_of.append(number_bare)
        return number

    def _number(self, token: str) -> int:
        if token in _BREAKS:
            return BREAK
        form = marked(token)
        return self._marked.get(form) or self._add(form)


class _Seen(dict[str, tuple[int, ...]]):
    """Numbers by what stands between white space: it is taken apart once for each spelling, not for each occurrence."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def __missing__(self, piece: str) -> tuple[int, ...]:
        numbers = self[piece] = tuple(map(self._vocabulary._number, _TOKEN.findall(piece + " ")))
        return numbers
