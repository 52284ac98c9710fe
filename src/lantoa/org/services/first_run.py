"""The first run of an empty installation: one commune, its usual units, its first administrator."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.org.models import Organisation, User
from lantoa.org.services import communes
from lantoa.org.services.passes import hashed
from lantoa.org.services.people import NewPerson
from lantoa.shared import audit
from lantoa.shared.actors import SYSTEM
from lantoa.shared.errors import InvalidInput, NotFound
from lantoa.shared.models import SettingValue
from lantoakit.places import Place, standard_units

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
    province, commune = communes.places(province_code, commune_code)
    organisation = communes.make(province, commune, unit_names)
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


def _administrator(
    organisation: Organisation, *, admin: NewPerson, title: str, password: str, also_officer: bool, today: date
) -> User:
    user = communes.administrator(organisation, admin=admin, title=title, also_officer=also_officer, today=today).user
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput(fields={"password": " ".join(error.messages)}) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    return user
