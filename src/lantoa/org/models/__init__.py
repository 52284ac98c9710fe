"""Organisations, units, people and their dated positions."""

from lantoa.org.models.access import Device, FieldPass
from lantoa.org.models.people import Position, Role, User
from lantoa.org.models.tree import Organisation, OrganisationKind, Unit, UnitAlias, UnitKind

__all__ = [
    "Device",
    "FieldPass",
    "Organisation",
    "OrganisationKind",
    "Position",
    "Role",
    "Unit",
    "UnitAlias",
    "UnitKind",
    "User",
]
