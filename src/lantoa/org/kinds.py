"""From the kit's kinds of units, told by their names, to the kinds that this app stores."""

from __future__ import annotations

from lantoa.org.models import UnitKind
from lantoakit.places import Group, kind, kind_of

_BY_CODE = {
    "fatherland_front": UnitKind.FRONT,
    "police": UnitKind.POLICE,
    "military_command": UnitKind.MILITARY,
    "administrative_service_centre": UnitKind.SERVICE,
    "digital_team": UnitKind.DIGITAL_TEAM,
}
_BY_GROUP = {
    Group.GOVERNMENT: UnitKind.LEADERSHIP,
    Group.OFFICE: UnitKind.OFFICE,
    Group.SERVICE: UnitKind.SERVICE,
    Group.PARTY: UnitKind.PARTY,
    Group.FRONT: UnitKind.MASS,
    Group.SCHOOL: UnitKind.SCHOOL,
    Group.HAMLET: UnitKind.HAMLET,
    Group.HEALTH: UnitKind.HEALTH,
    Group.PRESS: UnitKind.PRESS,
}


def stored_kind(code: str) -> UnitKind:
    """The stored kind for a code of the kit ("culture_society"). Raises KeyError for an unknown code."""
    return _BY_CODE.get(code) or _BY_GROUP.get(kind(code).group, UnitKind.OTHER)


def kind_for_name(name: str) -> UnitKind:
    """The kind that a unit's name tells ("Trường THCS Minh Họa"), OTHER where it tells none."""
    found = kind_of(name)
    return stored_kind(found.code) if found is not None else UnitKind.OTHER
