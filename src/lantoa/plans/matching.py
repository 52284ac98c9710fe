"""What a printed name means in the organisation's tree: the units are loaded once for a whole plan."""

from __future__ import annotations

from lantoa.org import selectors as org
from lantoa.plans.proposals import Matcher, Meaning
from lantoakit.places import Candidate, match_units


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
