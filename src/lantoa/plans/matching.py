"""What a printed name means in the organisation's tree: the units are loaded once for a whole plan."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lantoa.org import selectors as org
from lantoa.org.models import Organisation, Unit
from lantoa.plans.models import Plan
from lantoa.plans.proposals import Matcher, Meaning
from lantoakit.places import Candidate, Match, match_units
from lantoakit.text import fold

BY_NAME = frozenset({"name", "alias", "folded"})
"""Reasons of a match that hold in a paper of another body too; "các phòng, ban" there are that body's own."""
_NO_PLACE = re.compile(r"(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|dang uy)?\s*(?:cap )?(?:xa|phuong|dac khu)?")


def is_of_others(issuer: str, organisation: Organisation) -> bool:
    """Whether a paper was issued by a body that is neither the organisation nor one of its units.

    An issuer that names no place ("Ủy ban nhân dân xã"), or none at all, is not known to be another's.
    """
    words = fold(issuer)
    if _NO_PLACE.fullmatch(words) or f" {_place_of(organisation)} " in f" {words} ":
        return False
    return not _by_name(match_units(issuer, _candidates(org.units(organisation.pk))))


def matcher_of(plan: Plan) -> Matcher:
    """The matcher for the names that a plan prints: in a paper of another body only a unit's own name means it."""
    return matcher_for(plan.organisation_id, by_name_only=not plan.means_ours)


def matcher_for(organisation_id: int, *, by_name_only: bool = False) -> Matcher:
    """A matcher over the active units of an organisation and their aliases; two queries, then none.

    `by_name_only`: what is matched by kind or by general words is no more than a candidate.
    """
    units = list(org.units(organisation_id))
    asked = {unit.pk for unit in units if unit.is_asked}
    candidates = _candidates(units)
    known: dict[str, Meaning] = {}

    def match(printed: str) -> Meaning:
        if printed not in known:
            found = match_units(printed, candidates)
            ids = tuple(int(one) for one in found.ids)
            ranked = tuple(int(one.id) for one in found.ranked)
            if by_name_only and ids and not _by_name(found):
                known[printed] = Meaning((), ranked, of_others=True)
            else:
                known[printed] = Meaning(ids, ranked, bool(ids) and asked.issuperset(ids))
        return known[printed]

    return match


def _candidates(units: Iterable[Unit]) -> list[Candidate]:
    return [Candidate(unit.pk, unit.name, tuple(alias.text for alias in unit.aliases.all())) for unit in units]


def _by_name(found: Match) -> bool:
    return bool(found.ids) and all(one.reason in BY_NAME for one in found.ranked if one.id in found.ids)


def _place_of(organisation: Organisation) -> str:
    """The kind and name of the commune, folded: "xa minh hoa" of "UBND xã Minh Họa"."""
    return re.sub(r"^(?:uy ban nhan dan|ubnd) ", "", fold(organisation.name))
