"""How an organisation is named in the addresses of public pages: by its code, by its number, or not at all."""

from __future__ import annotations

from django.db.models import Q

from lantoa.org.models import Organisation, OrganisationKind
from lantoa.shared.errors import NotFound

_BY_ID = "so-"
_DIGITS = 11
"""Of a number in an address; longer ones are nobody's, and no database takes them all."""


def code_of(organisation: Organisation) -> str:
    """The part of an address that names an organisation, however many there are."""
    return organisation.place_code or f"{_BY_ID}{organisation.pk}"


def place_of(organisation: Organisation) -> str:
    """The part of an address that names an organisation: nothing where there is only one commune."""
    return "" if only_commune() else code_of(organisation)


def organisation_at(place: str) -> Organisation | None:
    """The organisation that a part of an address names; for an empty one the only commune, None where there are more.

    Raises NotFound for a part that names nobody.
    """
    if not place:
        return only_commune()
    digits = place.removeprefix(_BY_ID)
    by_id = place.startswith(_BY_ID) and digits.isdecimal() and len(digits) <= _DIGITS
    found = Organisation.objects.filter(Q(pk=int(digits)) if by_id else Q(place_code=place)).first()
    if found is None:
        raise NotFound(place=place)
    return found


def only_commune() -> Organisation | None:
    """The commune of an installation that serves one; None where it serves several, or none yet."""
    communes = Organisation.objects.filter(kind=OrganisationKind.COMMUNE)[:2]
    return communes[0] if len(communes) == 1 else None
