"""Communes of an installation: the first one is made by the first run, each further one from the server's terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.org.kinds import kind_for_name, stored_kind
from lantoa.org.models import Organisation, OrganisationKind, Position, Role
from lantoa.org.services import people, positions, units
from lantoa.org.services.people import NewPerson
from lantoa.org.services.positions import NewPosition
from lantoa.shared import audit
from lantoa.shared.actors import SYSTEM, Actor
from lantoa.shared.errors import InvalidInput, PermissionRefused
from lantoakit.places import Place, aliases, by_code, standard_units


@transaction.atomic
def add(
    *, actor: Actor, commune_code: str, admin: NewPerson, title: str, also_officer: bool, today: date | None = None
) -> Position:
    """Add a commune with its usual units and its first administrator, whose position is returned.

    The province is made with its first commune. No role of the product adds communes: only the system may, for who has
    the server's terminal. Raises PermissionRefused, InvalidInput (fields commune, full_name, phone, email, title).
    """
    if not actor.system:
        raise PermissionRefused
    # Two terminals at once: one after the other, so that a commune is there once.
    list(Organisation.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    commune = _place(commune_code)
    if Organisation.objects.filter(kind=OrganisationKind.COMMUNE, place_code=commune.code).exists():
        raise InvalidInput(fields={"commune": _("%(name)s đã có trên hệ thống.") % {"name": commune.full_name}})
    province, commune = places(commune.province_code, commune_code)
    organisation = make(province, commune, [unit.name for unit in standard_units(commune.kind)])
    position = administrator(
        organisation, admin=admin, title=title, also_officer=also_officer, today=today or timezone.localdate()
    )
    audit.record(actor=actor, action="org.commune_add", target=organisation, organisation_id=organisation.pk)
    return position


def places(province_code: str, commune_code: str) -> tuple[Place, Place]:
    """Province and commune by their codes. Raises InvalidInput (field commune)."""
    commune = _place(commune_code)
    if commune.province_code != province_code:
        raise InvalidInput(fields={"commune": _("Xã, phường này không thuộc tỉnh, thành phố đã chọn.")})
    return by_code(province_code), commune


def make(province: Place, commune: Place, unit_names: Iterable[str]) -> Organisation:
    """Make the commune with units of these names, below its province; runs in the transaction of the caller."""
    above = _organisation(province, OrganisationKind.PROVINCE, None)
    organisation = _organisation(commune, OrganisationKind.COMMUNE, above)
    kinds = {unit.name: unit.kind for unit in standard_units(commune.kind)}
    for name in unit_names:
        units.add(
            actor=SYSTEM,
            organisation_id=organisation.pk,
            kind=stored_kind(kinds[name]) if name in kinds else kind_for_name(name),
            name=name,
            aliases=aliases(name, commune.kind.vietnamese),
        )
    return organisation


def administrator(
    organisation: Organisation, *, admin: NewPerson, title: str, also_officer: bool, today: date
) -> Position:
    """Give the commune its first administrator; runs in the transaction of the caller.

    `also_officer` gives the same person the officer's role, as in a commune that one person runs.
    """
    if not admin.email.strip() and not admin.phone.strip():
        raise InvalidInput(fields={"email": _("Ghi thư điện tử: đó là tên đăng nhập của người quản trị.")})
    given = NewPosition(role=Role.ADMINISTRATOR, title=title, starts_on=today)
    position = people.add(actor=SYSTEM, organisation_id=organisation.pk, person=admin, position=given)
    if also_officer:
        officer = NewPosition(role=Role.OFFICER, title=title, starts_on=today)
        positions.give(actor=SYSTEM, organisation_id=organisation.pk, user=position.user, position=officer)
    return position


def _place(commune_code: str) -> Place:
    try:
        commune = by_code(commune_code)
    except KeyError:
        commune = None
    if commune is None or commune.kind.is_province:
        raise InvalidInput(fields={"commune": _("Chọn xã, phường hoặc đặc khu trong danh sách.")})
    return commune


def _organisation(place: Place, kind: OrganisationKind, parent: Organisation | None) -> Organisation:
    """The organisation of a place, made where it is not there yet."""
    name = f"{place.kind.vietnamese} {place.name}"
    found, _made = Organisation.objects.get_or_create(
        kind=kind,
        place_code=place.code,
        defaults={"parent": parent, "name": name, "issuer": f"Ủy ban nhân dân {name}"},
    )
    return found
