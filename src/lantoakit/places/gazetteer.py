"""The provinces and communes of Vietnam in force since July 2025, and a search that forgives.

Source: `data/README.md`. Names keep their spelling there ("Thanh Hoá").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from lantoakit.text import fold, normalise_tones

__all__ = ["Place", "PlaceKind", "by_code", "communes", "provinces", "search"]

_TABLE = Path(__file__).resolve().parent / "data" / "places.tsv"


class PlaceKind(StrEnum):
    """Kinds of territory; the first two are provinces, the rest communes."""

    CITY = "city"
    PROVINCE = "province"
    COMMUNE = "commune"
    WARD = "ward"
    SPECIAL_ZONE = "special_zone"

    @property
    def vietnamese(self) -> str:
        return _WORDS[self]

    @property
    def is_province(self) -> bool:
        return self in (PlaceKind.CITY, PlaceKind.PROVINCE)


_WORDS = {
    PlaceKind.CITY: "thành phố",
    PlaceKind.PROVINCE: "tỉnh",
    PlaceKind.COMMUNE: "xã",
    PlaceKind.WARD: "phường",
    PlaceKind.SPECIAL_ZONE: "đặc khu",
}
# What people write before a name, folded, and the kinds it may mean; the longest first.
_PREFIXES: tuple[tuple[str, frozenset[PlaceKind]], ...] = (
    ("thanh pho", frozenset({PlaceKind.CITY})),
    ("dac khu", frozenset({PlaceKind.SPECIAL_ZONE})),
    ("phuong", frozenset({PlaceKind.WARD})),
    ("tinh", frozenset({PlaceKind.PROVINCE})),
    ("tp", frozenset({PlaceKind.CITY})),
    ("xa", frozenset({PlaceKind.COMMUNE})),
    ("p", frozenset({PlaceKind.WARD})),
    ("x", frozenset({PlaceKind.COMMUNE})),
    ("t", frozenset({PlaceKind.PROVINCE})),
)
# Short names that everyone writes, folded; each stands for one province only.
_SHORT = {"hcm": "ho chi minh", "tphcm": "ho chi minh", "sai gon": "ho chi minh", "hn": "ha noi", "dn": "da nang"}


@dataclass(frozen=True, slots=True)
class Place:
    """A province or a commune. `province_code` is "" for a province; `full_name` begins with its kind ("Xã …")."""

    code: str
    kind: PlaceKind
    name: str
    full_name: str
    province_code: str


@dataclass(frozen=True, slots=True)
class _Entry:
    place: Place
    key: str  # folded name, words only


@cache
def _entries() -> tuple[_Entry, ...]:
    found = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        code, kind_code, name, province_code = line.split("\t")
        kind = PlaceKind(kind_code)
        place = Place(code, kind, name, f"{kind.vietnamese.capitalize()} {name}", province_code)
        found.append(_Entry(place, _words(name)))
    return tuple(found)


@cache
def _index() -> dict[str, Place]:
    return {entry.place.code: entry.place for entry in _entries()}


@cache
def provinces() -> tuple[Place, ...]:
    """The 34 provinces and cities, in the order of their codes."""
    return tuple(entry.place for entry in _entries() if entry.place.kind.is_province)


@cache
def communes(province_code: str) -> tuple[Place, ...]:
    """The communes, wards and special zones of a province, in the order of their codes; KeyError for no province."""
    if not by_code(province_code).kind.is_province:
        raise KeyError(province_code)
    return tuple(entry.place for entry in _entries() if entry.place.province_code == province_code)


def by_code(code: str) -> Place:
    """The place with this code ("01" a province, "00004" a commune). KeyError where there is none."""
    return _index()[code]


def search(text: str, province: str | None = None, limit: int = 10) -> tuple[Place, ...]:
    """Places whose name fits what a person typed, the best first; diacritics, case and dashes do not matter.

    A kind in front narrows the search ("xa minh hoa", "TP HCM"), a province behind a comma does too ("Bình Minh, An
    Giang"), and so does `province`, a code. Nothing found gives ().

    >>> [place.full_name for place in search("tp hcm")]
    ['Thành phố Hồ Chí Minh']
    """
    head, _, tail = text.partition(",")
    query = _words(head)
    if not query:
        return ()
    allowed = {province} if province is not None else _province_codes(tail)
    exact = normalise_tones(" ".join(head.casefold().split()))
    scored = []
    for name, kinds in _readings(query):
        for entry in _entries():
            place = entry.place
            if (kinds and place.kind not in kinds) or (allowed and place.province_code not in allowed):
                continue
            rank = _rank(entry.key, name)
            if rank is not None:
                written = normalise_tones(place.name.casefold())
                marks = written not in exact and exact not in written
                scored.append((rank, marks, not place.kind.is_province, place.name, place.code))
    ranked = dict.fromkeys(code for *_, code in sorted(scored))
    return tuple(by_code(code) for code in list(ranked)[:limit])


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _readings(query: str) -> list[tuple[str, frozenset[PlaceKind]]]:
    """The ways to read a query: as a bare name, as a kind with a name behind it, as a city's short name."""
    readings = [(query, frozenset[PlaceKind]())]
    for prefix, kinds in _PREFIXES:
        if query.startswith(prefix + " "):
            readings.append((query.removeprefix(prefix + " "), kinds))
            break
    city = frozenset({PlaceKind.CITY})
    # "Phường Sài Gòn" is a ward; "Sài Gòn" and "TP Sài Gòn" may be the city.
    readings += [(_SHORT[name], city) for name, kinds in readings if name in _SHORT and (not kinds or kinds == city)]
    return readings


def _rank(key: str, name: str) -> int | None:
    """0 the same name, 1 begins so, 2 a word begins so; None for no fit."""
    if key == name:
        return 0
    if key.startswith(name):
        return 1
    return 2 if f" {name}" in f" {key}" else None


def _province_codes(tail: str) -> set[str]:
    """Codes of the provinces that the words behind the comma may name; empty where they name none."""
    if not _words(tail):
        return set()
    return {place.code for place in search(tail) if place.kind.is_province}
