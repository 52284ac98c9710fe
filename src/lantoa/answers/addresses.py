"""Where a reader finds what is quoted: a page of ours, for everybody or for the staff."""

from __future__ import annotations

from django.urls import reverse

from lantoa.answers.content import anchor_of
from lantoa.answers.models import Procedure, Question
from lantoa.library.knowledge import internal, kind_and_key
from lantoa.library.papers import KIND as DOCUMENT
from lantoa.org.models import Organisation
from lantoa.org.places import place_of
from lantoakit.retrieval import Quotation

PAGES = {DOCUMENT: "document", Question.KIND: "question", Procedure.KIND: "procedure"}
NAMESPACES = {Question.KIND: "answers_questions", Procedure.KIND: "answers_procedures"}
"""Of the pages on the desk, by kind."""


def address_of(quotation: Quotation, organisation: Organisation, *, place: str | None = None) -> str:
    """The address of the quoted passage, for a reader whom `organisation` answers; empty for a kind without pages.

    What is internal leads to the desk, which its own staff may enter. `place` is `place_of(organisation)`, from who
    writes many addresses; None looks it up.
    """
    kind, key = kind_and_key(quotation.source.key)
    if kind not in PAGES or not key.isdecimal():
        return ""
    if quotation.source.scope == internal(organisation.pk):
        inside = f"{NAMESPACES[kind]}:piece" if kind in NAMESPACES else "library_desk:text"
        address = reverse(inside, args=[int(key)])
    else:
        address = page(kind, int(key), organisation, place=place)
    if kind != DOCUMENT:
        return f"{address}#{anchor_of(quotation)}"
    number = quotation.passage.number
    return f"{address}?doan={number}#doan-{number}"


def page(kind: str, key: int, organisation: Organisation, *, place: str | None = None) -> str:
    """The page of a document, an answer or a procedure, as `organisation` shows it."""
    place = place_of(organisation) if place is None else place
    return reverse(f"answers:{PAGES[kind]}", kwargs={"pk": key, **({"place": place} if place else {})})
