"""The place in a plan that an item comes from, as [text, lit] pairs: lit are the plan's own words for this task."""

from __future__ import annotations

from typing import Any

from lantoa.library.models import Reading, ReadingState
from lantoa.plans.models import PlanTask

LIT = ("text", "deadline")
LONGEST = 1500


def reading_text(task: PlanTask) -> str:
    """The text of the reading that the task's spans point into; empty where there is none."""
    reading = Reading.objects.filter(document_id=task.plan.document_id, state=ReadingState.DONE).only("result").first()
    return str(reading.result.get("text", "")) if reading else ""


def quotation(task: PlanTask, text: str) -> list[list[Any]]:
    """The paragraphs around the task's spans, split into [text, lit] pairs; a task added by hand has none.

    `text` is the reading's text. Words are exactly those of the document; nothing is shortened inside.
    """
    spans = sorted(span for name in LIT if (span := _span(task, name, len(text))))
    if not spans or not text:
        return []
    start = text.rfind("\n", 0, spans[0][0]) + 1
    last = max(end for _, end in spans)
    end = text.find("\n", last)
    end = len(text) if end < 0 else end
    if end - start > LONGEST:
        start, end = spans[0][0], last
    return _pieces(text, start, end, spans)


def _span(task: PlanTask, name: str, length: int) -> tuple[int, int] | None:
    span = task.spans.get(name)
    if not isinstance(span, list) or len(span) < 2:
        return None
    start, end = int(span[0]), int(span[1])
    return (start, end) if 0 <= start < end <= length else None


def _pieces(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> list[list[Any]]:
    pieces: list[list[Any]] = []
    at = start
    for span_start, span_end in spans:
        first, last = max(span_start, at), min(span_end, end)
        if last <= first:
            continue
        if first > at:
            pieces.append([text[at:first], False])
        pieces.append([text[first:last], True])
        at = last
    if at < end:
        pieces.append([text[at:end], False])
    return pieces
