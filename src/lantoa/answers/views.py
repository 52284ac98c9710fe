"""Public pages of what is quoted: a document, an answer, a procedure. Everything else is not found."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.answers import addresses, content, selectors
from lantoa.answers.models import Audience, Procedure, Question
from lantoa.answers.scopes import organisations_above
from lantoa.answers.standing import WORDS
from lantoa.library import layout, papers
from lantoa.library import selectors as library
from lantoa.library.models import Document
from lantoa.org.models import Organisation
from lantoa.org.places import organisation_at
from lantoa.shared import downloads
from lantoa.shared.errors import NotFound
from lantoakit.retrieval import Source


@require_safe
def document(request: HttpRequest, pk: int, place: str = "") -> HttpResponse:
    """The text of a public document: `?doan=` lights a passage, `?phan=` chooses a part, from 1."""
    found, organisation = _public_document(pk, place)
    context = {
        "document": found,
        "original": _original(found, organisation),
        **layout.shown(library.passages_of(found.pk), request.GET),
    }
    return _page(request, "document", organisation, papers.source_now(found), context)


@require_safe
def original(request: HttpRequest, pk: int, place: str = "") -> FileResponse:
    """The original of a public document, as a download."""
    found, _ = _public_document(pk, place)
    return downloads.stored(downloads.opened(found.file), found.content_type, found.original_name)


@require_safe
def question(request: HttpRequest, pk: int, place: str = "") -> HttpResponse:
    """An approved answer with its source and the day on which it was checked."""
    piece, organisation = _public_piece(Question.KIND, pk, place)
    return _page(request, "question", organisation, content.source_of(piece), _about(piece))


@require_safe
def procedure(request: HttpRequest, pk: int, place: str = "") -> HttpResponse:
    """An approved procedure: all steps to be read, or with a script one after the other."""
    piece, organisation = _public_piece(Procedure.KIND, pk, place)
    return _page(request, "procedure", organisation, content.source_of(piece), _about(piece))


def _page(
    request: HttpRequest, name: str, organisation: Organisation, source: Source, context: dict[str, Any]
) -> HttpResponse:
    standing = source.standing(timezone.localdate())
    told = {"standing": standing, "standing_words": WORDS[standing]}
    return render(
        request, f"answers/public/{name}.html", {"organisation": organisation, "source": source, **told, **context}
    )


def _about(piece: Any) -> dict[str, Any]:
    live = piece.live
    return {
        "live": live,
        "piece": piece,
        "source_date": content.day(live, "source_date"),
        "checked_on": content.day(live, "checked_on"),
    }


def _public_document(pk: int, place: str) -> tuple[Document, Organisation]:
    found = library.public_document(pk)
    return found, _shown_by(found.organisation, place)


def _public_piece(kind: str, pk: int, place: str) -> tuple[Any, Organisation]:
    found = selectors.live_piece(kind, pk)
    if found.live["audience"] == Audience.OFFICER:
        raise NotFound
    return found, _shown_by(found.organisation, place)


def _shown_by(owner: Organisation, place: str) -> Organisation:
    """Whose page this is: of the place in the address, which shows its own and what those above it published."""
    asked = organisation_at(place) or owner
    above: Collection[int] = organisations_above(asked.pk)
    if owner.pk not in above:
        raise NotFound
    return asked


def _original(found: Document, organisation: Organisation) -> str:
    return f"{addresses.page(papers.KIND, found.pk, organisation)}tep/"
