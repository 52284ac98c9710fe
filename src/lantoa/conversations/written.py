"""What the commune wrote and approved, quoted as its own words: they rest on a document and are not the document's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from lantoa.answers import selectors as answers
from lantoa.answers.content import NAMES, parts_of
from lantoa.answers.models import Procedure, Question
from lantoa.library.knowledge import kind_and_key
from lantoa.shared.errors import NotFound
from lantoakit.retrieval import Quotation


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote it, when it was approved, and what an answer answers as it would be asked."""

    by: str
    approved_on: date | None
    asked: str = ""


def is_written(source_key: str) -> bool:
    """Whether a source is an answer or a procedure of a commune."""
    return kind_and_key(source_key)[0] in (Question.KIND, Procedure.KIND)


def told(quotation: Quotation) -> dict[str, Any]:
    """What is kept of a quotation from an answer or a procedure in place of what is kept of a document's.

    The document that it rests on keeps its title and sign; its date and issuer are not those of the commune's words.
    Empty for a document.
    """
    source = quotation.source
    kind, key = kind_and_key(source.key)
    if not is_written(source.key):
        return {}
    title, by, approved = (quotation.passage.heading or ("",))[0], source.place, ""
    try:
        piece = answers.live_piece(kind, int(key) if key.isdecimal() else 0)
    except NotFound:  # withdrawn since the engine was built
        pass
    else:
        title, by = piece.live["title"], piece.organisation.name
        approved = timezone.localtime(piece.approved_at).date().isoformat() if piece.approved_at else ""
    return {
        "place": _place(NAMES[kind], title, quotation),
        "issuer": "",
        "issued_on": "",
        "written": {"by": by, "approved_on": approved, "asked": title if kind == Question.KIND else ""},
    }


def _place(kind: str, title: str, quotation: Quotation) -> str:
    """Name and parts, as one says it: "thủ tục “Đăng ký khai sinh”, bước 2"."""
    named = f"{kind} “{title}”" if title else kind
    if kind != NAMES[Procedure.KIND]:
        return named
    parts = [f"bước {step}" if step else f"phần “{heading}”" for heading, step in parts_of(quotation) if heading]
    return ", ".join([named, *parts])


def of(quote: Mapping[str, Any]) -> Written | None:
    """Who wrote what a stored quote quotes; None for a document, and for what was stored before this was kept."""
    kept = quote.get("written")
    if not kept:
        return None
    approved = date.fromisoformat(kept["approved_on"]) if kept["approved_on"] else None
    return Written(kept["by"], approved, kept.get("asked", ""))
