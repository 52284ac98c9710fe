"""What documents say that they do with others, and which stored document they mean: decided, or left to an officer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from lantoa.library.models import Document, DocumentRelation, RelationKind, RelationState
from lantoakit.citations import Relation, find, relations
from lantoakit.citations.resolve import key
from lantoakit.text import fold

KINDS = {
    "replaces": RelationKind.REPLACES, "repeals": RelationKind.REPLACES, "amends": RelationKind.AMENDS,
    "supplements": RelationKind.AMENDS,
}  # fmt: skip
QUOTED = 300
"""Characters of the sentence that is kept."""


class Said(NamedTuple):
    """One relation that a text states of itself."""

    kind: RelationKind
    sign: str
    issuer: str
    issued_on: date | None
    document_kind: str
    quote: str


def said_in(text: str) -> list[Said]:
    """What a text says that it replaces, repeals, amends and supplements, each document once for each kind.

    Replacing a part of a document amends it.
    """
    found: dict[tuple[str, RelationKind], Said] = {}
    for one in relations(text, find(text)):
        if one.subject is None and one.object.sign and one.kind in KINDS:
            kind = RelationKind.AMENDS if one.object.divisions else KINDS[one.kind]
            said = Said(
                kind, one.object.sign[:80], (one.object.issuer or "")[:250], _day(one.object.issued_on),
                (one.object.kind or "")[:60], _sentence(text, one),
            )  # fmt: skip
            found.setdefault((key(said.sign), kind), said)
    return list(found.values())


def meant_by(said: DocumentRelation, organisation_id: int) -> tuple[Document | None, bool]:
    """The stored document that is meant, and whether that is certain: sign, issuer and date are those of exactly one.

    None where nothing or several could be meant.
    """
    number = re.match(r"\d*", said.key)
    rows = Document.objects.filter(organisation_id=organisation_id, sign__startswith=number[0] if number else "")
    able = [row for row in rows.exclude(pk=said.document_id).order_by("pk") if _could_be(row, said)]
    sure = [row for row in able if row.issued_on and row.issued_on == said.issued_on and _same(row.issuer, said.issuer)]
    if len(sure) == 1:
        return sure[0], True
    return (able[0], False) if len(able) == 1 else (None, False)


def in_effect(today: date) -> QuerySet[DocumentRelation]:
    """Relations that count on a day: confirmed, or certain and said by a signed and dated document, that has begun."""
    stated = Q(state=RelationState.FOUND, is_certain=True) & Q(document__issued_on__isnull=False)
    counted = DocumentRelation.objects.filter(Q(state=RelationState.CONFIRMED) | (stated & ~Q(document__sign="")))
    begun = Q(document__valid_from=None) | Q(document__valid_from__lte=today)
    issued = Q(document__issued_on=None) | Q(document__issued_on__lte=today)
    return counted.filter(begun & issued, other__isnull=False).select_related("document").order_by("pk")


def counts(row: DocumentRelation) -> bool:
    """Whether a relation counts without anybody's confirmation, for showing it."""
    return bool(row.is_certain and row.document.sign and row.document.issued_on)


def _could_be(row: Document, said: DocumentRelation) -> bool:
    """Whether nothing that is known of a document contradicts what is said of the one that is meant."""
    if key(row.sign) != said.key:
        return False
    dated = not (row.issued_on and said.issued_on) or row.issued_on == said.issued_on
    return dated and _agree(row.issuer, said.issuer) and _agree(row.kind, said.document_kind)


def _agree(one: str, other: str) -> bool:
    return not one or not other or _same(one, other) or fold(one).startswith(fold(other))


def _same(one: str, other: str) -> bool:
    return bool(one) and fold(one) == fold(other)


def _day(printed: str | None) -> date | None:
    try:
        return date.fromisoformat(printed) if printed and len(printed) == 10 else None
    except ValueError:
        return None


def _sentence(text: str, one: Relation) -> str:
    """The words around a relation: its line, no longer than is kept."""
    low, high = min(one.start, one.object.opening), max(one.end, one.object.end)
    begin = max(text.rfind("\n", 0, low) + 1, low - QUOTED // 3)
    return " ".join(text[begin : text.find("\n", high) if "\n" in text[high:] else len(text)].split())[:QUOTED]


def others_of(rows: Iterable[DocumentRelation]) -> Iterator[int]:
    """Ids of the documents that relations are about."""
    return (row.other_id for row in rows if row.other_id is not None)
