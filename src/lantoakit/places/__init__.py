"""Places and units of Vietnam: provinces, communes, and the kinds of units below the commune."""

from lantoakit.places.gazetteer import Place, PlaceKind, by_code, communes, provinces, search
from lantoakit.places.kinds import KINDS, Group, StandardUnit, UnitKind, kind, standard_units
from lantoakit.places.matching import Candidate, Match, Ranked, match_units
from lantoakit.places.naming import aliases, kind_of

__all__ = [
    "KINDS",
    "Candidate",
    "Group",
    "Match",
    "Place",
    "PlaceKind",
    "Ranked",
    "StandardUnit",
    "UnitKind",
    "aliases",
    "by_code",
    "communes",
    "kind",
    "kind_of",
    "match_units",
    "provinces",
    "search",
    "standard_units",
]
