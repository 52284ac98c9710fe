"""What a printed name means in the organisation's tree: the units are loaded once for a whole plan."""

from __future__ import annotations

from lantoa.org import selectors as org
from lantoa.org.models import UnitKind
from lantoa.plans.proposals import Matcher, Meaning
from lantoakit.places import Candidate, Group, kind_of, match_units

OF_GROUP: dict[Group, UnitKind] = {
    Group.GOVERNMENT: UnitKind.LEADERSHIP,
    Group.OFFICE: UnitKind.OFFICE,
    Group.SERVICE: UnitKind.SERVICE,
    Group.PARTY: UnitKind.PARTY,
    Group.FRONT: UnitKind.MASS,
    Group.SECURITY: UnitKind.POLICE,
    Group.SCHOOL: UnitKind.SCHOOL,
    Group.HAMLET: UnitKind.HAMLET,
    Group.COMMUNITY: UnitKind.DIGITAL_TEAM,
    Group.HEALTH: UnitKind.HEALTH,
    Group.PRESS: UnitKind.PRESS,
}
OF_CODE: dict[str, UnitKind] = {
    "fatherland_front": UnitKind.FRONT,
    "military_command": UnitKind.MILITARY,
    "security_team": UnitKind.OTHER,
}
"""Where a kind of the kit is another of ours than its group says."""


def matcher_for(organisation_id: int) -> Matcher:
    """A matcher over the active units of an organisation and their aliases; two queries, then none."""
    units = list(org.units(organisation_id))
    asked = {unit.pk for unit in units if unit.is_asked}
    candidates = [Candidate(unit.pk, unit.name, tuple(alias.text for alias in unit.aliases.all())) for unit in units]
    known: dict[str, Meaning] = {}

    def match(printed: str) -> Meaning:
        if printed not in known:
            found = match_units(printed, candidates)
            ids = tuple(int(one) for one in found.ids)
            ranked = tuple(int(one.id) for one in found.ranked)
            known[printed] = Meaning(ids, ranked, bool(ids) and asked.issuperset(ids))
        return known[printed]

    return match


def guess_kind(name: str) -> UnitKind:
    """The kind of unit that a printed name speaks of; OTHER where it does not say.

    >>> guess_kind("Trạm Y tế xã"), guess_kind("Tổ tuyên truyền")
    (UnitKind.HEALTH, UnitKind.OTHER)
    """
    kind = kind_of(name)
    return UnitKind.OTHER if kind is None else OF_CODE.get(kind.code, OF_GROUP[kind.group])
