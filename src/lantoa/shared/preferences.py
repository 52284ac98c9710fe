"""Settings that an administrator changes in the product: each is a row with name, type, default and help.

An app registers its rows when it is imported (`preferences.register(...)` in its `preferences.py`); a test fails where a
row is missing from `docs/settings.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from lantoa.shared.errors import InvalidInput
from lantoa.shared.models import SettingValue


@dataclass(frozen=True, slots=True)
class Preference:
    """One setting. `kind` is int, bool or str; for int `minimum` and `maximum` bound it."""

    name: str
    kind: type[int] | type[bool] | type[str]
    default: Any
    label: str | Promise
    help: str | Promise
    minimum: int | None = None
    maximum: int | None = None

    def clean(self, raw: Any) -> Any:
        """`raw` as this setting's type. Raises InvalidInput, naming the setting."""
        try:
            value = raw in (True, "1", "true", "on") if self.kind is bool else self.kind(raw)
        except (TypeError, ValueError) as error:
            raise InvalidInput(fields={self.name: f"{self.label}: {raw}"}) from error
        if self.kind is int and not (self.minimum or 0) <= value <= (self.maximum or 2**31):
            raise InvalidInput(fields={self.name: f"{self.label}: {self.minimum} – {self.maximum}"})
        return value


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


def get(name: str, organisation_id: int | None) -> Any:
    """The value in force for an organisation: its own, else the installation's, else the default."""
    preference = _registry[name]
    stored = dict(
        SettingValue.objects.filter(name=name)
        .filter(organisation_id__in=[organisation_id])
        .values_list("organisation_id", "value")
    ) or dict(SettingValue.objects.filter(name=name, organisation_id=None).values_list("organisation_id", "value"))
    for value in stored.values():
        return preference.clean(value)
    return preference.default
