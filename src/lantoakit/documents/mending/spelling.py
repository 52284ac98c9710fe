"""Mends that the inventory of syllables proves: what was seen is none, and only one that there is looks like it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from lantoakit.documents.mending.tokens import Token, in_case_of
from lantoakit.documents.model import Document, Mend
from lantoakit.text.inventory import is_syllable

# What is taken for what; each with the letters that may have been printed.
_ALIKE = {
    "0": "o",
    "1": "lit",
    "5": "s",
    "6": "óo",
    "8": "b",
    "9": "g",
    "|": "li",
    "!": "il",
    "ñ": "n",
    "ç": "c",
    "ï": "i",
}
_PAIRS = (("rn", "m"), ("vv", "w"), ("ii", "n"), ("cl", "d"), ("li", "h"))
_WORD = re.compile(r"[^\W_]{2,}|[\w|!]{3,}")
_CLEAR = 0.9


def spelling(document: Document, tokens: Sequence[Token]) -> Iterator[Mend]:
    """Yield mends of words that are spelled like no syllable."""
    seen: dict[str, set[str]] = defaultdict(set)
    for token in tokens:
        if token.confidence >= _CLEAR and is_syllable(token.form):
            seen[token.bare].add(token.form)
    clear = {form for forms in seen.values() for form in forms}
    for token in tokens:
        if not _is_broken(token):
            continue
        others = seen.get(token.bare, set())
        if len(others) == 1:
            (form,) = others
            yield Mend(token.start, token.end, token.text, in_case_of(token.text, form), "document", token.confidence)
            continue
        forms = _alike(token.form) or _cut(token.form, clear)
        if len(forms) == 1:
            (form,) = forms
            yield Mend(token.start, token.end, token.text, _cased(token.text, form), "syllable", token.confidence)


def _cased(printed: str, form: str) -> str:
    """Return a mended word, or the two that it was cut into, in the case that was printed.

    >>> _cased("cứNghị", "cứ nghị"), _cased("Căncứ", "căn cứ"), _cased("KẾHOẠCH", "kế hoạch")
    ('cứ Nghị', 'Căn cứ', 'KẾ HOẠCH')
    """
    first, space, second = form.partition(" ")
    if not space:
        return in_case_of(printed, form)
    cut = len(first)
    return f"{in_case_of(printed[:cut], first)} {in_case_of(printed[cut:], second)}"


def _is_broken(token: Token) -> bool:
    """Whether a word was meant as a syllable and is none: no number, no abbreviation, no word of another language."""
    text = token.text
    letters = sum(c.isalpha() for c in text)
    if not _WORD.fullmatch(text) or letters * 3 < len(text) * 2 or is_syllable(token.form):
        return False
    if text.isascii() and text.isalpha():
        return False  # an abbreviation or a foreign word; two syllables run together are told by their marks
    return not (text.isupper() and len(text) < 4)


def _alike(form: str) -> set[str]:
    """Return the syllables that look like a word that is none."""
    found: set[str] = set()
    choices = [_ALIKE.get(letter, letter) for letter in form]
    if sum(len(choice) > 1 for choice in choices) <= 3:
        found |= {word for letters in product(*choices) if is_syllable(word := "".join(letters))}
    for seen, printed in _PAIRS:
        if seen in form and is_syllable(word := form.replace(seen, printed, 1)):
            found.add(word)
    return found


def _cut(form: str, seen: set[str]) -> set[str]:
    """Return the ways to cut a word in two where a space was not seen: into syllables that stand in the document."""
    cuts = {(form[:n], form[n:]) for n in range(2, len(form) - 1)}
    return {f"{one} {two}" for one, two in cuts if one in seen and two in seen}
