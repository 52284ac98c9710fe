"""A question, understood: the one way in to all that this package knows."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantoakit.citations import Citation
from lantoakit.retrieval.asking import localities, naming, scaffolding
from lantoakit.retrieval.asking.abbreviations import apart
from lantoakit.retrieval.asking.expecting import Expected, expected
from lantoakit.retrieval.asking.keystrokes import MOST
from lantoakit.retrieval.asking.naming import Named
from lantoakit.retrieval.asking.speech import speech
from lantoakit.retrieval.asking.spellings import cleaned
from lantoakit.retrieval.asking.tokens import Token, is_marked, tokens
from lantoakit.retrieval.asking.words import Alternative, Found, terms
from lantoakit.text import fold

LEAST = 0.2  # a word that weighs less is no term
OF_A_NUMBER = 0.9  # how near "nghị quyết số 57" is to "nq 57"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of content: small letters, the same folded, its weight from 0 to 1, and its other names.

    `start` and `end` are code points of the cleaned question.
    """

    words: str
    folded: str
    weight: float
    alternatives: tuple[Alternative, ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks.

    `text` is as typed, cut to 2,000 characters; `cleaned` the same with typing and spelling repaired. `words` are the
    terms of content in order; `expected` the kind of answer, `speech` one of `speech.KINDS`. `signs` are signs of
    documents (offsets in `cleaned`), `named` all documents that are named, `places` and `bodies` likewise.
    `marked` tells whether it was typed with diacritics.
    """

    text: str
    cleaned: str
    words: tuple[Term, ...]
    expected: Expected
    speech: str
    signs: tuple[Citation, ...]
    named: tuple[Named, ...]
    places: tuple[localities.Place, ...]
    bodies: tuple[localities.Body, ...]
    marked: bool


def understand(text: str) -> Asked:
    """Return what a question asks. Takes any text and raises nothing.

    >>> asked = understand("cho e hỏi hạn nộp bc cđs của xã Minh Họa là khi nào z ạ")
    >>> asked.cleaned
    'cho em hỏi hạn nộp bc cđs của xã Minh Họa là khi nào vậy ạ'
    >>> [term.words for term in asked.words], asked.expected.kind, asked.places[0].name
    (['hạn nộp', 'bc', 'cđs', 'xã', 'minh', 'họa'], 'date', 'Minh Họa')
    >>> asked.words[2].alternatives[0].words
    'chuyển đổi số'
    """
    mended = cleaned(text)
    words = apart(tokens(mended))
    marked = is_marked(words)
    weights = scaffolding.weights(words, marked=marked)
    wanted = expected(words, marked=marked)
    signs = naming.signs(mended)
    named = naming.named(words, signs, marked=marked)
    return Asked(
        text=text[:MOST],
        cleaned=mended,
        words=tuple(_terms(words, weights, named, marked=marked)),
        expected=wanted,
        speech=speech(words, wanted, marked=marked),
        signs=tuple(signs),
        named=tuple(named),
        places=tuple(localities.found_places(words, marked=marked)),
        bodies=tuple(_bodies(mended, words, weights, named, marked=marked)),
        marked=marked,
    )


def _bodies(
    text: str, words: Sequence[Token], weights: Sequence[float], named: Sequence[Named], *, marked: bool
) -> list[localities.Body]:
    """Return the bodies that are named, but for those of signs and laws ("27/KH-UBND", "Bộ luật …")."""
    found = localities.found_bodies(text, words, weights, marked=marked)
    return [body for body in found if not any(one.start < body.end and body.start < one.end for one in named)]


def _terms(words: Sequence[Token], weights: Sequence[float], named: Sequence[Named], *, marked: bool) -> list[Term]:
    """Return the terms of content: documents with their numbers as one, phrases, single words."""
    found: list[Term] = []
    numbered = {one.start: one for one in named if one.number}
    after = 0
    for term in terms(words, marked=marked):
        if term.start < after:
            continue
        document = next((numbered[at] for at in range(term.start, term.end) if at in numbered), None)
        if document is not None:
            found += [_plain(words, at, at + 1, weights[at]) for at in range(term.start, document.start)]
            found.append(_document(words, document))
            after = document.end
            continue
        weight = max(weights[term.start : term.end])
        if weight >= LEAST:
            unsure = not marked and term.end - term.start == 1 and weight <= scaffolding.UNSURE
            found.append(_plain(words, term.start, term.end, weight, None if unsure else term))
    return [term for term in found if term.weight >= LEAST]


def _plain(words: Sequence[Token], start: int, end: int, weight: float, found: Found | None = None) -> Term:
    part = words[start:end]
    return Term(
        " ".join(word.lower for word in part),
        " ".join(word.folded for word in part),
        weight,
        found.alternatives if found else (),
        part[0].start,
        part[-1].end,
    )


def _document(words: Sequence[Token], named: Named) -> Term:
    """Return a document's kind and number as one term; documents may write it with "số" or as a sign."""
    typed = _plain(words, named.start, named.end, 1.0)
    names = [f"{named.kind} {named.number}", f"{named.kind} số {named.number}"] if named.kind else [named.number]
    if named.sign:
        names.insert(0, named.sign.lower())
    others = [name for name in dict.fromkeys(names) if name != typed.words]
    alternatives = tuple(Alternative(name, fold(name), OF_A_NUMBER) for name in others)
    return Term(typed.words, typed.folded, 1.0, alternatives, typed.start, typed.end)
