"""Mentions -> documents: the same sign is the same document; a sign one letter off is probably a misprint."""

import re

from lantoakit.citations.model import Citation, Resource
from lantoakit.text import normalise_tones


def key(sign: str) -> str:
    """Return the form of a sign under which two spellings are one: case, white space, dashes, doubled separators."""
    plain = re.sub(r"\s+", "", normalise_tones(sign).casefold()).replace("–", "-").replace("—", "-")
    return re.sub(r"([-/])\1+", r"\1", plain)


def resolve(citations: list[Citation]) -> list[Resource]:
    """Group mentions by sign, in the order of first mention.

    Kind, date and issuer are those of the first mention that has them. Nothing is corrected: a probable misprint stays
    a document of its own and names the sign that it probably means.
    """
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(key(citation.sign), []).append(citation)
    found: list[Resource] = []
    for mentions in groups.values():
        first = mentions[0]
        found.append(
            Resource(
                first.sign,
                tuple(mentions),
                next((c.kind for c in mentions if c.kind), None),
                next((c.issued_on for c in mentions if c.issued_on), None),
                next((c.issuer for c in mentions if c.issuer), None),
                _meant(first, mentions, found),
            )
        )
    return found


def _meant(first: Citation, mentions: list[Citation], before: list[Resource]) -> str | None:
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
