"""What of a passage is quoted, and which of its words are lit."""

from dataclasses import replace

from lantoakit.retrieval.answering.evidence import Stretch, stretches
from lantoakit.retrieval.model import Passage, Quotation, Source
from lantoakit.text import fold, sentences

LONGEST = 900
"""Characters up to which a passage is quoted whole; of a longer one the sentences that answer best are."""
MOST_LIT = 3
"""Stretches that are lit at most: where everything is lit, nothing is."""


def quote(
    source: Source,
    passage: Passage,
    *,
    expected: str,
    asked: frozenset[str],
    score: float,
    within: Stretch | None = None,
) -> Quotation:
    """Quote what answers a question whose folded content words are `asked` and whose answer is of a kind `expected`.

    Lists, rows and answers are kept whole, unless only what stands `within` a part of the text is to be quoted. The
    words are those of the passage, untouched.
    """
    start, end = within or (0, len(passage.text))
    if not within and end > LONGEST and passage.kind in ("paragraph", "recipients", "letterhead"):
        start, end = _best_run(passage.text, asked)
    text = passage.text[start:end]
    lit = _lit(text, expected, asked)
    return Quotation(source, passage, text, passage.start + start, passage.start + end, lit, score)


def distinct(quotations: list[Quotation]) -> tuple[Quotation, ...]:
    """Leave out what stands within another quotation of the same source, in the order given."""
    kept: list[Quotation] = []
    for quotation in quotations:
        same = [other for other in kept if other.source.key == quotation.source.key]
        if not any(_overlap(quotation, other) for other in same):
            kept.append(quotation)
    return tuple(kept)


def whole_lists(quotation: Quotation, others: list[Passage]) -> Quotation:
    """Return the quotation of the whole list that an item stands in, where one of `others` is that list."""
    for other in others:
        if (
            other.kind == "list"
            and other.source == quotation.passage.source
            and other.start <= quotation.start
            and quotation.end <= other.end
        ):
            shift = quotation.start - other.start
            lit = tuple((a + shift, b + shift) for a, b in quotation.lit)
            return replace(quotation, passage=other, text=other.text, start=other.start, end=other.end, lit=lit)
    return quotation


def _overlap(one: Quotation, other: Quotation) -> bool:
    return one.start < other.end and other.start < one.end


def _best_run(text: str, asked: frozenset[str]) -> Stretch:
    """Return the stretch of whole sentences, up to LONGEST characters, with the most of what is asked."""
    found = sentences(text)
    words = [asked & frozenset(fold(sentence.text).split()) for sentence in found]
    best, most = (found[0].start, found[0].end), -1.0
    for first, one in enumerate(found):
        seen: frozenset[str] = frozenset()
        for last in range(first, len(found)):
            if found[last].end - one.start > LONGEST and last > first:
                break
            seen |= words[last]
            worth = len(seen) - 0.01 * (last - first)
            if worth > most:
                best, most = (one.start, found[last].end), worth
    return best


def _lit(text: str, expected: str, asked: frozenset[str]) -> tuple[Stretch, ...]:
    """Light the kind of thing that is asked for; where it has no marks, the sentence with the most of the question."""
    marks = stretches(expected, text)
    if marks:
        nearest = sorted(marks, key=lambda mark: -_near(text, mark, asked))[:MOST_LIT]
        return tuple(sorted(nearest))
    found = sentences(text)
    if len(found) < 2:
        return ()
    best = max(found, key=lambda sentence: len(asked & frozenset(fold(sentence.text).split())))
    return ((best.start, best.end),)


def _near(text: str, mark: Stretch, asked: frozenset[str]) -> int:
    """How many words of the question stand within a line's length of a mark."""
    return len(asked & frozenset(fold(text[max(0, mark[0] - 80) : mark[1] + 80]).split()))
