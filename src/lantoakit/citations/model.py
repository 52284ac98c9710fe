"""A citation in the text, and a cited document with all its citations."""

from dataclasses import dataclass

Place = tuple[int, int]


@dataclass(frozen=True)
class Citation:
    """One mention of a document by its sign. Offsets are code points of the text, end excluded.

    `family` is "administrative", "normative", "letter" (công văn) or "party"; `sign` is as printed without white space.
    `kind`, `issued_on` (ISO, as much as is printed) and `issuer` are None where the text beside the sign lacks them;
    `kind_place`, `date_place` and `issuer_place` are where they stand.
    """

    sign: str
    family: str
    number: str
    year: int | None
    start: int
    end: int
    kind: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    kind_place: Place | None = None
    date_place: Place | None = None
    issuer_place: Place | None = None


@dataclass(frozen=True)
class Resource:
    """A cited document: its sign as first printed, all mentions in order, and what they together say of it.

    `misprint_of` is the sign that this one probably means, where one letter differs from a sign cited before.
    """

    sign: str
    citations: tuple[Citation, ...]
    kind: str | None
    issued_on: str | None
    issuer: str | None
    misprint_of: str | None = None
