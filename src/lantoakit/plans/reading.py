"""The whole reading: a file or a document into a Plan."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lantoakit import documents
from lantoakit.citations import resolve
from lantoakit.citations.signs import find_signs
from lantoakit.documents import Document, Limits
from lantoakit.documents.collecting import without_collection
from lantoakit.plans.bases import read_bases, read_citations
from lantoakit.plans.channels import read_channels
from lantoakit.plans.confidence import calibrated
from lantoakit.plans.ending import read_recipients, read_signer
from lantoakit.plans.events import read_events
from lantoakit.plans.funding import read_funding
from lantoakit.plans.gaps import gaps
from lantoakit.plans.head import own_signs, read_head
from lantoakit.plans.model import Plan
from lantoakit.plans.outline import build, divisions
from lantoakit.plans.parts import split
from lantoakit.plans.reporting import read_reporting
from lantoakit.plans.targets import read_targets
from lantoakit.plans.tasks import read_tasks
from lantoakit.plans.weighing import weighed


def read(
    source: str | Path | bytes,
    name: str | None = None,
    limits: Limits | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """Read a file (a path or its bytes) as a plan; `progress` as in `lantoakit.documents.read`.

    Raises lantoakit.documents.DocumentError.
    """
    return from_document(documents.read(source, name, limits, progress))


def from_document(document: Document) -> Plan:
    """Read a document as a plan. What it does not say is None or empty; it raises nothing."""
    with without_collection():
        return _plan(document)


def _plan(document: Document) -> Plan:
    parts = split(document)
    sections = build(document, parts)
    own = own_signs(document, parts)
    cited = [c for c in find_signs(document.text) if c.start not in own]
    plan = Plan(
        source=document,
        document=read_head(document, parts, read_signer(document, parts)),
        legal_bases=read_bases(document, parts, cited),
        citations=read_citations(resolve(cited)),
        outline=divisions(document.text, sections),
        tasks=read_tasks(document, sections, parts),
        reporting=read_reporting(document, parts),
        funding=read_funding(document, sections),
        channels=read_channels(document, parts),
        events=read_events(document, parts),
        recipients=read_recipients(document, parts),
        targets=read_targets(document, sections),
    )
    return weighed(calibrated(replace(plan, warnings=gaps(plan))))
