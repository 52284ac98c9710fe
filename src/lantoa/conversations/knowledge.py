"""The one place where conversations meet the knowledge below them: addresses of passages, proposals of answers."""

from __future__ import annotations

from lantoa.org.models import Organisation
from lantoakit.retrieval import Quotation


def address_of(quotation: Quotation, organisation: Organisation) -> str:
    """Where a reader finds the very passage; empty where it has no page."""
    return ""
