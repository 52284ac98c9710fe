"""Answers as rows of JSON Lines: what `lantoa ask --questions` writes."""

from typing import Any

from lantoakit.retrieval.answering.declining import explain
from lantoakit.retrieval.model import Answer, Quotation


def answer_row(key: str, answer: Answer) -> dict[str, Any]:
    """Return the row of an answer: {"id", "answered", "answer", "citations": [{"doc", "quote", …}], …}."""
    return {
        "id": key,
        "answered": answer.answered,
        "answer": "\n\n".join(shown(quotation) for quotation in answer.quotations) or explain(answer),
        "citations": [citation(quotation) for quotation in answer.quotations],
        "confidence": round(answer.confidence, 3),
        "reason": answer.reason,
    }


def shown(quotation: Quotation) -> str:
    """Return the words of a quotation under the heading that they stand under."""
    heading = quotation.passage.heading[-1:]
    return "\n".join((*heading, quotation.text)) if heading and heading[0] not in quotation.text else quotation.text


def citation(quotation: Quotation) -> dict[str, Any]:
    """Return where a quotation stands: document, words, headings, page and place in the document's text."""
    return {
        "doc": quotation.source.key,
        "quote": quotation.text,
        "title": quotation.source.title,
        "heading": list(quotation.passage.heading),
        "path": quotation.passage.path,
        "page": quotation.passage.page,
        "start": quotation.start,
        "end": quotation.end,
    }
