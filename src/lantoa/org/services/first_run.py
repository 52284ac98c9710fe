"""The first run of an empty installation: one commune, its usual units, its first administrator."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.org.kinds import kind_for_name, stored_kind
from lantoa.org.models import Organisation, OrganisationKind, Role, User
from lantoa.org.services import people, positions, units
from lantoa.org.services.passes import hashed
from lantoa.org.services.people import NewPerson
from lantoa.org.services.positions import NewPosition
from lantoa.shared import audit
from lantoa.shared.actors import SYSTEM
from lantoa.shared.errors import InvalidInput, NotFound
from lantoa.shared.models import SettingValue
from lantoakit.places import Place, aliases, by_code, standard_units

CODE = "first_run.code"


def new_code() -> str:
    """A new one-time code for the page of the first run; only its hash is stored, and an earlier one ends."""
    code = secrets.token_urlsafe(16)
    SettingValue.objects.update_or_create(name=CODE, organisation_id=None, defaults={"value": hashed(code)})
    return code


def check_code(code: str) -> None:
    """Raises NotFound where there is an organisation already, or for a wrong code: the two look alike."""
    stored = SettingValue.objects.filter(name=CODE, organisation_id=None).values_list("value", flat=True).first()
    given = hashed(code)
    if not secrets.compare_digest(str(stored or ""), given) or Organisation.objects.exists():
        raise NotFound


def proposed_units(commune: Place) -> list[str]:
    """Names of the units that nearly every such commune has."""
    return [unit.name for unit in standard_units(commune.kind)]


@transaction.atomic
def first_run(
    *,
    code: str,
    province_code: str,
    commune_code: str,
    unit_names: Iterable[str],
    admin: NewPerson,
    title: str,
    password: str,
    also_officer: bool,
    today: date | None = None,
) -> User:
    """Make province, commune, units and the first administrator; returns the latter. The code ends.

    `also_officer` gives the same person the officer's role, as in a commune that one person runs. Raises NotFound as
    check_code does, InvalidInput (fields commune, full_name, phone, email, title, password).
    """
    # The button pressed twice: the second press waits here for the first, and then finds the code ended.
    list(SettingValue.objects.select_for_update().filter(name=CODE, organisation_id=None))
    check_code(code)
    province, commune = _places(province_code, commune_code)
    organisation = _organisations(province, commune)
    _units(organisation, commune, unit_names)
    user = _administrator(
        organisation,
        admin=admin,
        title=title,
        password=password,
        also_officer=also_officer,
        today=today or timezone.localdate(),
    )
    SettingValue.objects.filter(name=CODE, organisation_id=None).delete()
    audit.record(actor=SYSTEM, action="org.first_run", target=organisation, organisation_id=organisation.pk)
    return user


def _places(province_code: str, commune_code: str) -> tuple[Place, Place]:
    try:
        province, commune = by_code(province_code), by_code(commune_code)
    except KeyError as error:
        raise InvalidInput(fields={"commune": _("Chọn xã, phường hoặc đặc khu trong danh sách.")}) from error
    if commune.province_code != province.code:
        raise InvalidInput(fields={"commune": _("Xã, phường này không thuộc tỉnh, thành phố đã chọn.")})
    return province, commune


def _organisations(province: Place, commune: Place) -> Organisation:
    above = Organisation.objects.create(
        kind=OrganisationKind.PROVINCE,
        name=f"{province.kind.vietnamese} {province.name}",
        place_code=province.code,
        issuer=f"Ủy ban nhân dân {province.kind.vietnamese} {province.name}",
    )
    name = f"{commune.kind.vietnamese} {commune.name}"
    return Organisation.objects.create(
        kind=OrganisationKind.COMMUNE,
        parent=above,
        name=name,
        place_code=commune.code,
        issuer=f"Ủy ban nhân dân {name}",
    )


def _units(organisation: Organisation, commune: Place, names: Iterable[str]) -> None:
    kinds = {unit.name: unit.kind for unit in standard_units(commune.kind)}
    for name in names:
        units.add(
            actor=SYSTEM,
            organisation_id=organisation.pk,
            kind=stored_kind(kinds[name]) if name in kinds else kind_for_name(name),
            name=name,
            aliases=aliases(name, commune.kind.vietnamese),
        )


def _administrator(
    organisation: Organisation, *, admin: NewPerson, title: str, password: str, also_officer: bool, today: date
) -> User:
    if not admin.email.strip() and not admin.phone.strip():
        raise InvalidInput(fields={"email": _("Ghi thư điện tử: đó là tên đăng nhập của người quản trị.")})
    given = NewPosition(role=Role.ADMINISTRATOR, title=title, starts_on=today)
    position = people.add(actor=SYSTEM, organisation_id=organisation.pk, person=admin, position=given)
    user = position.user
    if also_officer:
        officer = NewPosition(role=Role.OFFICER, title=title, starts_on=today)
        positions.give(actor=SYSTEM, organisation_id=organisation.pk, user=user, position=officer)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput(fields={"password": " ".join(error.messages)}) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    return user
