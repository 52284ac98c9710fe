"""What a document says of itself: who signed it, its number, its day. Looked up in its parts, not searched."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lantoakit.retrieval.answering.evidence import stretches
from lantoakit.retrieval.model import Passage, Source

_SIGNED_BY = {"signer": ("signature",), "own_number": ("letterhead",), "own_date": ("letterhead",)}
_MISSING = {"signer": "unsigned", "own_number": "number_blank", "own_date": "undated"}
_NUMBER = re.compile(r"Số\s*:?\s*\d", re.IGNORECASE)
_DAY = re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}", re.IGNORECASE)


@dataclass(frozen=True)
class LookedUp:
    """What was found: the passage of it, or the reason of declining (a code of declining.REASONS)."""

    passage: Passage | None = None
    reason: str = ""


def is_looked_up(expected: str) -> bool:
    """Whether a kind of answer stands in the parts of a document rather than in its words."""
    return expected in _SIGNED_BY


def look_up(expected: str, source: Source, passages: Sequence[Passage]) -> LookedUp:
    """Return what a document says of itself. `expected` is "signer", "own_number" or "own_date"."""
    for passage in passages:
        if passage.kind in _SIGNED_BY[expected] and _holds(expected, source, passage):
            return LookedUp(passage)
    return LookedUp(reason=_MISSING[expected])


def _holds(expected: str, source: Source, passage: Passage) -> bool:
    if expected == "signer":
        return bool(stretches("person", passage.text)) or passage.text.count("\n") > 1
    if expected == "own_number":
        return bool(_NUMBER.search(passage.text))
    return bool(_DAY.search(passage.text))
