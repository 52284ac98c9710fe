"""Mentions -> documents: the same sign is the same document; a sign one letter off is probably a misprint."""

import re

from lantoakit.citations.model import Citation, Resource
from lantoakit.text import fold, normalise_tones


def key(sign: str) -> str:
    """Return the form of a sign under which two spellings are one: case, white space, dashes, doubled separators."""
    plain = re.sub(r"\s+", "", normalise_tones(sign).casefold()).replace("–", "-").replace("—", "-")
    return re.sub(r"([-/])\1+", r"\1", plain)


def resolve(citations: list[Citation]) -> list[Resource]:
    """Group mentions by document, in the order of first mention: by sign, a law without a sign by its name.

    Kind, date and issuer are those of the first mention that has them. Nothing is corrected: a probable misprint stays
    a document of its own and names the sign that it probably means. A law's name joins its sign where the text prints
    both together once.
    """
    signs = {_law(c): key(c.sign) for c in citations if c.sign and c.name}
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        group = key(citation.sign) if citation.sign else signs.get(_law(citation), _law(citation))
        groups.setdefault(group, []).append(citation)
    found: list[Resource] = []
    for mentions in groups.values():
        first = mentions[0]
        found.append(
            Resource(
                next((c.sign for c in mentions if c.sign), ""),
                tuple(mentions),
                next((c.kind for c in mentions if c.kind), None),
                next((c.issued_on for c in mentions if c.issued_on), None),
                next((c.issuer for c in mentions if c.issuer), None),
                _meant(first, mentions, found),
                next((c.name for c in mentions if c.name), None),
            )
        )
    return found


def _law(citation: Citation) -> str:
    return fold(citation.name or "")


def _meant(first: Citation, mentions: list[Citation], before: list[Resource]) -> str | None:
    if not first.sign:
        return None
    dated = next((c.issued_on for c in mentions if c.issued_on), None)
    for other in before:
        head = other.citations[0]
        if other.misprint_of is None and head.number == first.number and head.family == first.family:
            agree = dated is None or dated == other.issued_on
            if agree and _one_off(key(first.sign), key(other.sign)):
                return other.sign
    return None


def _one_off(a: str, b: str) -> bool:
    """Whether one letter replaced, missing or too much makes `a` out of `b`; digits must agree."""
    if abs(len(a) - len(b)) > 1 or re.findall(r"\d+", a) != re.findall(r"\d+", b):
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    return rest_a[1:] == rest_b[1:] or rest_a[1:] == rest_b or rest_a == rest_b[1:]
