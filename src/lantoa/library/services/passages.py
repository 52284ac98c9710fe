"""Keeping the passages of a document, and having those made that are missing."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from lantoa.library import papers
from lantoa.library.models import Document, DocumentPassages, ReadingState
from lantoa.library.services.relations import keep_relations
from lantoa.shared import jobs
from lantoa.shared.models import Job
from lantoakit.documents.transfer import plain
from lantoakit.retrieval.apart import MADE_WITH, Reading

CUT = "library.cut"
AT_ONCE = 500
"""So many documents are asked for in one turn."""


def keep_passages(*, document_id: int, reading: Reading) -> None:
    """Keep what may be quoted of a document, in the place of what was kept before."""
    with transaction.atomic():
        document = Document.objects.select_for_update().filter(pk=document_id).first()
        if document is None:
            return
        DocumentPassages.objects.update_or_create(
            document=document,
            defaults={"made_with": MADE_WITH, "text": reading.text, "pieces": plain(reading.pieces)},
        )
        keep_relations(document=document, text=reading.text)
        papers.changed(document)


def request_passages() -> int:
    """Have passages made of documents that were read and have none, or older ones; returns how many.

    Each document is asked for once for each cutting: one whose file cannot be read any more is left as it is.
    """
    wanted = Document.objects.filter(reading__state=ReadingState.DONE).filter(
        Q(passages=None) | ~Q(passages__made_with=MADE_WITH)
    )
    asked = set(Job.objects.filter(kind=CUT).values_list("key", flat=True))
    rows = wanted.values_list("pk", "organisation_id").order_by("-pk")
    fresh = [(pk, place) for pk, place in rows if f"{CUT}-{pk}-{MADE_WITH}" not in asked][:AT_ONCE]
    for pk, place in fresh:
        jobs.enqueue(CUT, {"document_id": pk}, key=f"{CUT}-{pk}-{MADE_WITH}", organisation_id=place)
    return len(fresh)
