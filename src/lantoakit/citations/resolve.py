"""Mentions -> documents: the same sign is the same document; a sign one letter off is probably a misprint."""

import re

from lantoakit.citations.model import Citation, Resource
from lantoakit.text import fold, normalise_tones

LONGEST = 80  # letters of a sign that is looked at for misprints


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
    known: dict[tuple[str, ...], list[int]] = {}
    for mentions in groups.values():
        first = mentions[0]
        forms = _forms(first) if first.sign else []
        near = sorted({n for form in forms for n in known.get(form, ())})
        meant = _meant(first, mentions, [found[n] for n in near])
        if meant is None:
            for form in forms:
                known.setdefault(form, []).append(len(found))
        found.append(
            Resource(
                next((c.sign for c in mentions if c.sign), ""),
                tuple(mentions),
                next((c.kind for c in mentions if c.kind), None),
                next((c.issued_on for c in mentions if c.issued_on), None),
                next((c.issuer for c in mentions if c.issuer), None),
                meant,
                next((c.name for c in mentions if c.name), None),
            )
        )
    return found


def _law(citation: Citation) -> str:
    return fold(citation.name or "")


def _forms(citation: Citation) -> list[tuple[str, ...]]:
    """Return what two signs have in common that are one letter off: family, number, all digits, a shortened form."""
    name = key(citation.sign)
    digits = re.findall(r"\d+", name)
    return [(citation.family, citation.number, *digits, form) for form in _shortened(name)]


def _shortened(name: str) -> set[str]:
    """Return a sign and what is left of it without one of its letters: signs that are one letter off share a form."""
    if len(name) > LONGEST:
        return {name}
    return {name, *(name[:n] + name[n + 1 :] for n in range(len(name)))}


def _meant(first: Citation, mentions: list[Citation], near: list[Resource]) -> str | None:
    dated = next((c.issued_on for c in mentions if c.issued_on), None)
    for other in near:
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
