"""What answering looks at in a candidate beyond the words: where it comes from, what it is, and whether it holds the
kind of thing that is asked for, near the words of the question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lantoakit.citations import find
from lantoakit.retrieval.answering import closeness
from lantoakit.retrieval.answering.closeness import Sought
from lantoakit.retrieval.answering.evidence import Stretch, counts, is_marked, stretches, without_cited_dates
from lantoakit.retrieval.index import Index
from lantoakit.retrieval.model import Passage
from lantoakit.retrieval.query import Query
from lantoakit.text import fold
from lantoakit.text.bodies import starts_body

Matrix = npt.NDArray[np.float32]

KINDS = ("paragraph", "list", "row", "head", "letterhead", "signature", "recipients", "question", "step")
EXPECTED = (
    "amount", "phone", "email", "address", "date", "time", "count", "share", "person", "unit", "signer", "own_number",
    "sign", "reason", "manner", "list", "yes_no", "definition", "title", "place", "other",
)  # fmt: skip
NAMES = (
    "fit", "routed", "held", "held_near", "marked", *(f"is_{kind}" for kind in KINDS),
    *(f"expects_{kind}" for kind in EXPECTED),
    "under_body", "opens_with_body", "depth", "signs_asked", "signs_held",
    "soft", "soft_with_heading", "soft_missing", "soft_missing_count", "soft_best_sentence", "focus_sentence",
    "focus_most", "focus_least", "held_beside", *closeness.NAMES,
)  # fmt: skip
_SENTENCE_END = re.compile(r"[.;!?:](?=\s)|\n")
_MARK = re.compile(r"^[\W\d_]{0,6}(?:[a-zđ]\)\s*)?")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Wanted:
    """What the candidates are held against: the folded syllables of the query, what each weighs (by how rare it is),
    other words for stretches of them, the kind of answer and, for a count, the thing that is counted. `cited`: it is
    about a document that it names. `focus` are the syllables nearest to the word that asks.
    """

    syllables: tuple[str, ...]
    worth: tuple[float, ...]
    others: tuple[tuple[str, int, int, float], ...]
    expected: str
    noun: str = ""
    signs: tuple[str, ...] = ()
    cited: bool = False
    focus: tuple[int, ...] = ()


def wanted(
    index: Index, query: Query, expected: str, noun: str = "", *, cited: bool = False, focus: tuple[int, ...] = ()
) -> Wanted:
    """Return what candidates of an index are held against."""
    syllables = tuple(fold(term) or term for term in query.terms)
    total = len(index)
    worth = []
    for syllable, weight in zip(syllables, query.weights, strict=True):
        seen = index.frequency(syllable) if weight else 0
        worth.append(weight * float(np.log1p((total - seen + 0.5) / (seen + 0.5))))
    others = tuple(
        (f" {' '.join(fold(s) or s for s in other.syllables)} ", other.start, other.end, other.weight)
        for other in query.alternatives
    )
    signs = tuple(_SPACE.sub("", found.sign).lower() for found in find(query.text) if found.sign)
    return Wanted(syllables, tuple(worth), others, expected, noun, signs, cited, focus)


def evidence_of(passage: Passage, expected: str, noun: str = "", *, cited: bool = False) -> tuple[Stretch, ...]:
    """Return where a passage holds the kind of thing that is asked for: a count only with what is counted (`noun`), the
    day of a document that it cites only where the question is about one (`cited`).
    """
    if expected == "count" and noun:
        return counts(passage.text, noun)
    expected = "sign" if expected == "own_number" else expected  # of another document, else it is looked up
    found = stretches(expected, passage.text)
    return without_cited_dates(passage.text, found) if expected == "date" and not cited else found


def facets(passages: Sequence[Passage], fits: Sequence[float], want: Wanted, near: Sought, *, routed: bool) -> Matrix:
    """Return a row for each passage, shape (passages, NAMES). `fits` says how well its source fits the question,
    `routed` whether it names sources.
    """
    rows = [_row(passage, fit, want, near, routed) for passage, fit in zip(passages, fits, strict=True)]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(NAMES))


def _row(passage: Passage, fit: float, want: Wanted, close: Sought, routed: bool) -> list[float]:
    held = evidence_of(passage, want.expected, want.noun, cited=want.cited)
    text = closeness.plain(passage.text)
    heading = closeness.plain(" ".join((*passage.heading, *passage.asked)))
    here = _met(text, want)
    above = _met(heading, want)
    total = sum(want.worth) or 1.0
    soft = sum(worth * met for worth, met in zip(want.worth, here, strict=True)) / total
    both = [max(one, 0.9 * other) for one, other in zip(here, above, strict=True)]
    with_heading = sum(worth * met for worth, met in zip(want.worth, both, strict=True)) / total
    missing = max((worth * (1 - met) for worth, met in zip(want.worth, both, strict=True)), default=0.0)
    none = sum(1 for worth, met in zip(want.worth, both, strict=True) if worth and not met)
    best, near, focus = _sentences(passage.text, held, want, total)
    squeezed = _SPACE.sub("", passage.text).lower() if want.signs else ""
    return [
        fit,
        float(routed),
        min(3.0, len(held)),
        near,
        float(is_marked(want.expected)),
        *(float(passage.kind == kind) for kind in KINDS),
        *(float(want.expected == kind) for kind in EXPECTED),
        float(bool(passage.heading) and starts_body(passage.heading[-1])),
        float(starts_body(_MARK.sub("", passage.text))),
        float(len(passage.heading)),
        float(len(want.signs)),
        float(sum(sign in squeezed for sign in want.signs)),
        soft,
        with_heading,
        missing / (max(want.worth, default=0.0) or 1.0),
        float(none),
        best,
        focus,
        max((both[place] for place in want.focus), default=1.0),
        min((both[place] for place in want.focus), default=1.0),
        _beside(passage.text, held, want, total),
        *closeness.closeness(passage, text, heading, held, close),
    ]


def _beside(text: str, held: Sequence[Stretch], want: Wanted, total: float) -> float:
    """The greatest share of the question that stands within some words of the kind of thing asked for."""
    best = 0.0
    for start, end in held[: closeness.MOST]:
        met = _met(closeness.plain(text[max(0, start - closeness.BESIDE) : end + closeness.BESIDE]), want)
        best = max(best, sum(worth * one for worth, one in zip(want.worth, met, strict=True)) / total)
    return best


def _met(text: str, want: Wanted) -> list[float]:
    """How far each syllable of the query is met in a folded text: 1 by itself, less by other words for it."""
    there = set(text.split())
    met = [1.0 if syllable in there else 0.0 for syllable in want.syllables]
    for words, start, end, weight in want.others:
        if words in text:
            for place in range(start, end):
                met[place] = max(met[place], weight)
    return met


def _sentences(text: str, held: Sequence[Stretch], want: Wanted, total: float) -> tuple[float, float, float]:
    """The share of the question in the best sentence, in the best one that holds the kind of thing asked for, and how
    far the best sentence has what stands nearest to the word that asks.
    """
    best = near = focus = 0.0
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        if end <= start:
            continue
        folded = closeness.plain(text[start:end])
        met = _met(folded, want)
        share = sum(worth * one for worth, one in zip(want.worth, met, strict=True)) / total
        if share > best:
            best = share
            focus = sum(met[place] for place in want.focus) / max(1, len(want.focus))
        if any(start <= a < end for a, _ in held):
            near = max(near, share)
        start = end
    return best, near, focus
