"""Legal bases of the preamble, and every sign that the text cites."""

from lantoakit.citations import Citation, Resource, resolve
from lantoakit.documents import Document
from lantoakit.plans.model import LegalBasis, Text, Value
from lantoakit.plans.parts import Parts


def read_citations(resources: list[Resource]) -> tuple[Text, ...]:
    """Return every distinct sign, in order of first mention."""
    return tuple(
        Value(r.sign, r.citations[0].start, r.citations[0].end, 0.6 if r.misprint_of else 0.95) for r in resources
    )


def read_bases(document: Document, parts: Parts, found: list[Citation]) -> tuple[LegalBasis, ...]:
    """Return the documents that the preamble rests on; an evident misprint of one listed before is none."""
    if not parts.preamble:
        return ()
    start, end = parts.preamble[0].start, parts.preamble[-1].end
    inside = [c for c in found if start <= c.start < end]
    everywhere = {r.sign: r for r in resolve(found)}
    return tuple(
        _basis(resource, everywhere.get(resource.sign, resource))
        for resource in resolve(inside)
        if not resource.misprint_of
    )


def _basis(resource: Resource, _whole: Resource) -> LegalBasis:
    mentions = resource.citations
    first = mentions[0]
    sign = Value(resource.sign, first.start, first.end, 0.95)
    return LegalBasis(sign, _part(mentions, "kind"), _part(mentions, "issued_on"), _part(mentions, "issuer"))


_PLACES = {"kind": "kind_place", "issued_on": "date_place", "issuer": "issuer_place"}


def _part(mentions: tuple[Citation, ...], name: str) -> Text | None:
    """Return kind, date or issuer of the first mention that has it; two dates that differ are doubtful."""
    values = [(getattr(c, name), getattr(c, _PLACES[name]) or (c.start, c.end)) for c in mentions if getattr(c, name)]
    if not values:
        return None
    value, (start, end) = values[0]
    distinct = tuple(dict.fromkeys(str(v) for v, _ in values)) if name == "issued_on" else ()
    return Value(str(value), start, end, 0.9, distinct if len(distinct) > 1 else ())
