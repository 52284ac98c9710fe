"""How sure the letters of a scan are, taken into the confidence of what was read from them."""

import math
from bisect import bisect_right
from dataclasses import fields, is_dataclass, replace
from typing import Any

from lantoakit.documents import Document
from lantoakit.plans.model import Plan, Value

# Tesseract's confidence of a word, and in what share of the words of that confidence the letters are taken to be right.
_SEEN = (0.0, 0.30, 0.50, 0.70, 0.85, 0.92, 0.96, 1.0)
_RIGHT = (0.02, 0.25, 0.50, 0.78, 0.88, 0.975, 0.995, 0.998)
_SHORT = 12  # words: a longer value is still right when a word of it is not


def weighed(plan: Plan) -> Plan:
    """Return the plan with each value's confidence lowered to that of the words of a scan that it was read from."""
    source = plan.source
    if not source.words:
        return plan
    changed = {f.name: _weighed(getattr(plan, f.name), source) for f in fields(plan) if f.name != "source"}
    return replace(plan, **changed)


def share_right(confidence: float) -> float:
    """Return how often a word seen with this confidence (0 to 1) is right.

    >>> round(share_right(0.97), 2), round(share_right(0.6), 2)
    (1.0, 0.64)
    """
    n = min(max(bisect_right(_SEEN, confidence) - 1, 0), len(_SEEN) - 2)
    part = (confidence - _SEEN[n]) / (_SEEN[n + 1] - _SEEN[n])
    return _RIGHT[n] + part * (_RIGHT[n + 1] - _RIGHT[n])


def _weighed(value: Any, source: Document) -> Any:
    if isinstance(value, Value):
        # The weaker of the two: multiplied, every word of the best scan would make what was read clearly doubtful.
        return replace(value, confidence=min(value.confidence, _letters(source, value.start, value.end)))
    if isinstance(value, tuple):
        return tuple(_weighed(item, source) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _weighed(getattr(value, f.name), source) for f in fields(value)})
    return value


def _letters(source: Document, start: int, end: int) -> float:
    """Return how likely it is that the letters of a stretch are right, or right enough where it is long."""
    seen = [word.confidence for word in source.words_in(start, end) if word.confidence is not None]
    if not seen:
        return 1.0
    wrong = sum(1 - share_right(confidence) for confidence in seen)
    return math.exp(-wrong * min(1.0, _SHORT / len(seen)))
