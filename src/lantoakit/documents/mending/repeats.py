"""Mends that the document itself proves: the same words stand elsewhere and were seen better there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lantoakit.documents.mending.tokens import Token, apart, in_case_of
from lantoakit.documents.model import Document, Mend
from lantoakit.text.inventory import is_syllable

_LENGTHS = (5, 4, 3)
_CLEAR, _UNCLEAR = 0.93, 0.88


def repeats(document: Document, tokens: Sequence[Token]) -> Iterator[Mend]:
    """Yield mends of words that differ by a mark from the same word in the same surroundings."""
    settled: set[int] = set()
    for length in _LENGTHS:
        places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for n in range(len(tokens) - length + 1):
            if tokens[n].block == tokens[n + length - 1].block:
                places[tuple(token.bare for token in tokens[n : n + length])].append(n)
        for starts in places.values():
            if len(starts) < 2:
                continue
            for offset in range(length):
                for number, form in _outvoted([start + offset for start in starts], tokens, length):
                    if number not in settled:
                        settled.add(number)
                        token = tokens[number]
                        yield Mend(
                            token.start,
                            token.end,
                            token.text,
                            in_case_of(token.text, form),
                            "document",
                            token.confidence,
                        )


def _outvoted(numbers: Sequence[int], tokens: Sequence[Token], length: int) -> Iterator[tuple[int, str]]:
    """Yield the words of one place in a phrase that another reading of it outvotes, with that reading."""
    readings: dict[str, list[int]] = defaultdict(list)
    for number in dict.fromkeys(numbers):
        readings[tokens[number].form].append(number)
    if len(readings) < 2:
        return
    best = max(readings, key=lambda form: (is_syllable(form), len(readings[form]), _sure(readings[form], tokens)))
    if not is_syllable(best):
        return
    votes, sure = len(readings[best]), _sure(readings[best], tokens)
    for form, members in readings.items():
        if form == best or apart(form, best) > 1:
            continue
        for number in members:
            worse = tokens[number].confidence
            many = length > 3 and votes >= 3 * len(members)
            clear = sure >= _CLEAR and worse < (_UNCLEAR if length > 3 else _UNCLEAR - 0.08)
            if many or (clear and votes >= len(members)) or (not is_syllable(form) and sure >= _CLEAR):
                yield number, best


def _sure(numbers: Sequence[int], tokens: Sequence[Token]) -> float:
    return sum(tokens[n].confidence for n in numbers) / len(numbers)
