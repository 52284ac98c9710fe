"""Settings that an administrator changes in the product: each is a row with name, type, default and help.

An app registers its rows when it is imported (`preferences.register(...)` in its `preferences.py`); a test fails where
a row is missing from `docs/settings.md`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils.functional import Promise

from lantoa.shared.errors import InvalidInput
from lantoa.shared.models import SettingValue


@dataclass(frozen=True, slots=True)
class Preference:
    """One setting. `kind` is int, bool or str; for int `minimum` and `maximum` bound it.

    `beside` says what belongs beside the field, of an organisation's id and the address of the server. `check` brings
    what a person writes to the form that is stored, or raises ValueError with a sentence for them.
    """

    name: str
    kind: type[int] | type[bool] | type[str]
    default: Any
    label: str | Promise
    help: str | Promise
    minimum: int | None = None
    maximum: int | None = None
    check: Callable[[str], str] | None = None
    beside: Callable[[int, str], str] | None = None

    def clean(self, raw: Any) -> Any:
        """`raw` as this setting's type. Raises InvalidInput, naming the setting."""
        try:
            value: int | bool | str = raw in (True, "1", "true", "on") if self.kind is bool else self.kind(raw)
        except (TypeError, ValueError) as error:
            raise InvalidInput(fields={self.name: f"{self.label}: {raw}"}) from error
        low, high = self.minimum or 0, self.maximum or 2**31
        if self.kind is int and not low <= int(value) <= high:
            raise InvalidInput(fields={self.name: f"{self.label}: {low} – {high}"})
        return value

    def entered(self, raw: Any) -> Any:
        """`raw` as a person entered it, as it is to be stored. Raises InvalidInput, naming the setting."""
        value = self.clean(raw)
        if self.check is None:
            return value
        try:
            return self.check(value)
        except ValueError as error:
            raise InvalidInput(fields={self.name: str(error)}) from error


_registry: dict[str, Preference] = {}


def register(preference: Preference) -> Preference:
    """Add a row; names are unique in the project."""
    if preference.name in _registry:
        raise ValueError(f"setting {preference.name} is registered twice")
    _registry[preference.name] = preference
    return preference


def rows() -> tuple[Preference, ...]:
    """All registered rows by name."""
    return tuple(_registry[name] for name in sorted(_registry))


def in_order() -> tuple[Preference, ...]:
    """All registered rows as a person reads them: those of one app together, in the order in which it names them."""
    return tuple(sorted(_registry.values(), key=lambda row: row.name.partition(".")[0]))


def get(name: str, organisation_id: int | None) -> Any:
    """The value in force for an organisation: its own, else the installation's, else the default."""
    preference = _registry[name]
    wanted = Q(organisation_id=organisation_id) | Q(organisation_id=None)
    stored = dict(SettingValue.objects.filter(wanted, name=name).values_list("organisation_id", "value"))
    for scope in (organisation_id, None):
        if scope in stored:
            return preference.clean(stored[scope])
    return preference.default


def in_force(organisation_id: int | None) -> dict[str, Any]:
    """The values in force for an organisation, by name; one query."""
    found = {row.name: row.default for row in rows()}
    stored = SettingValue.objects.filter(Q(organisation_id=organisation_id) | Q(organisation_id=None), name__in=found)
    for one in stored.order_by(F("organisation_id").asc(nulls_first=True)):  # its own after the installation's
        found[one.name] = _registry[one.name].clean(one.value)
    return found


def seal(values: Mapping[str, Any]) -> str:
    """The values in force, in short: another whenever one of them is."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]
