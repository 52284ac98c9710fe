"""What kind of thing somebody says, in so far as it changes what becomes of it."""

from __future__ import annotations

import re

from lantoakit.retrieval.asking import understand
from lantoakit.text import fold

QUESTION, COMPLAINT, EMERGENCY, GREETING, THANKS, ABUSE, PERSON, INSTRUCTION = (
    "question", "complaint", "emergency", "greeting", "thanks", "abuse", "person_wanted", "instruction",
)  # fmt: skip
"""Kinds of `lantoakit.retrieval.asking`."""

_COMPLAINT = re.compile(r"khiếu nại|tố cáo|tố giác|khiếu kiện", re.IGNORECASE)
_COMPLAINT_FOLDED = re.compile(r"\b(?:khieu nai|to cao|to giac|khieu kien)\b")
_MARKED = re.compile(r"[^\x00-\x7f]")
_LONG = 40
"""Words from which on a text that names a complaint tells the case, whatever it asks besides."""


def names_complaints(text: str) -> bool:
    """Whether it speaks of complaints or denunciations (khiếu nại, tố cáo) at all."""
    if _MARKED.search(text):
        return bool(_COMPLAINT.search(text))
    return bool(_COMPLAINT_FOLDED.search(fold(text)))


def kind_of(text: str) -> str:
    """QUESTION, or what else it is. Who asks how to complain asks a question; who complains does not."""
    if names_complaints(text) and len(text.split()) > _LONG:
        return COMPLAINT
    return understand(text).speech
