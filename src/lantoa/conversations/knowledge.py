"""The one place where conversations meet the knowledge below them: addresses of passages, proposals of answers."""

from __future__ import annotations

from itertools import islice

from lantoa.answers import scopes, snapshot
from lantoa.org.models import Organisation
from lantoakit.retrieval import Quotation


def address_of(quotation: Quotation, organisation: Organisation) -> str:
    """Where a reader finds the very passage; empty where it has no page."""
    return ""


def examples(organisation_id: int, most: int = 4) -> list[str]:
    """Questions that approved answers of an organisation answer, for who does not know what to ask."""
    engine, scope = snapshot.current(), scopes.public(organisation_id)
    sources = {key for key, source in engine.sources.items() if source.scope == scope}
    asked = (one.asked[0] for one in engine.passages if one.kind == "question" and one.asked and one.source in sources)
    return list(islice(asked, most))
