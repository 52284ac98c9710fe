"""Places and bodies that a question names: "xã Tân Thành", "tdp 3", "An Giang"; "phòng văn hóa", "mttq xã".

Names without capitals are only taken where the gazetteer has them, so that "xã mình" and "thôn văn hóa" are no names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from lantoakit import places
from lantoakit.places import KINDS, Group, PlaceKind
from lantoakit.retrieval.asking.tokens import Sequences, Token
from lantoakit.text.bodies import body_end, starts_body

LONGEST_NAME = 4  # syllables of a name of a place
# Ways to write a kind of place, and the kind; those of territories are looked up in the gazetteer.
_TERRITORIES = {
    "xã": PlaceKind.COMMUNE, "phường": PlaceKind.WARD, "đặc khu": PlaceKind.SPECIAL_ZONE, "tỉnh": PlaceKind.PROVINCE,
    "thành phố": PlaceKind.CITY, "tp": PlaceKind.CITY,
}  # fmt: skip
_BELOW = {
    "thôn": "thôn", "ấp": "ấp", "bản": "bản", "làng": "làng", "buôn": "buôn", "xóm": "xóm", "khóm": "khóm",
    "khu phố": "khu phố", "kp": "khu phố", "tổ dân phố": "tổ dân phố", "tdp": "tổ dân phố", "khu dân cư": "khu dân cư",
    "tổ": "tổ", "thị trấn": "thị trấn", "huyện": "huyện", "quận": "quận", "thị xã": "thị xã",
}  # fmt: skip
_PLACE_WORDS = Sequences([*((word, kind.vietnamese) for word, kind in _TERRITORIES.items()), *_BELOW.items()])
# Verbs of questions, which names in documents are not followed by.
_VERBS = frozenset(
    ("làm", "giao", "lo", "ký", "họp", "nộp", "nhận", "mở", "cần", "phải", "có", "bị", "được", "ở", "thì", "là")
)
_NAMELESS = frozenset(("school",))  # "trường" alone names none


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is named. `start` and `end` are words of the question.

    `kind` in small letters ("xã", "tổ dân phố"; "" where only the name is said), `name` as typed ("Tân Thành", "3"),
    `codes` of the places of the gazetteer that it may be, none for hamlets.
    """

    kind: str
    name: str
    codes: tuple[str, ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """A body that is named: as typed, the code of its kind in `lantoakit.places.KINDS` ("" for none of them)."""

    name: str
    kind: str = ""
    start: int = 0
    end: int = 0


@cache
def _gazetteer() -> tuple[Sequences[tuple[str, ...]], dict[str, PlaceKind]]:
    """Names of all places with their codes, and the kind of each code."""
    names: dict[str, list[str]] = {}
    kinds: dict[str, PlaceKind] = {}
    for province in places.provinces():
        for place in (province, *places.communes(province.code)):
            names.setdefault(place.name, []).append(place.code)
            kinds[place.code] = place.kind
    names.setdefault("HCM", []).extend(names["Hồ Chí Minh"][:1])
    names.setdefault("TPHCM", []).extend(names["Hồ Chí Minh"][:1])
    return Sequences((name, tuple(codes)) for name, codes in names.items()), kinds


def found_places(words: Sequence[Token], *, marked: bool) -> list[Place]:
    """Return the places that are named, in order.

    >>> from lantoakit.retrieval.asking.tokens import tokens
    >>> found = found_places(tokens("thôn Đình, tdp số 3 và An Giang, còn xã mình"), marked=True)
    >>> [(place.kind, place.name) for place in found]
    [('thôn', 'Đình'), ('tổ dân phố', '3'), ('', 'An Giang')]
    """
    found: list[Place] = []
    at = 0
    while at < len(words):
        place = _with_kind(words, at, marked=marked) or _by_name(words, at, marked=marked)
        if place:
            found.append(place)
        at = place.end if place else at + 1
    return found


def _with_kind(words: Sequence[Token], at: int, *, marked: bool) -> Place | None:
    kind = _PLACE_WORDS.longest(words, at, marked=marked and not words[at].text.isascii())
    if kind is None or kind[0] >= len(words) or words[kind[0]].opens:
        return None
    begin, name = kind
    if words[begin].folded == "so" and begin + 1 < len(words):
        begin += 1
    if words[begin].text.isdecimal() and len(words[begin].text) < 4 and name not in ("tỉnh", "xã"):
        return Place(name, words[begin].text, (), at, begin + 1)
    if begin != kind[0]:
        return None
    names, kinds = _gazetteer()
    territory = next((one for one in PlaceKind if one.vietnamese == name), None)
    listed = names.longest(words, begin, marked=marked) if territory else None
    codes = tuple(code for code in listed[1] if kinds[code] == territory) if listed else ()
    capitals = begin + len(list(takewhile(_is_capital, words[begin : begin + LONGEST_NAME])))
    end = max(capitals, listed[0] if listed and codes else begin)
    if end == begin:
        return None
    return Place(name, _text(words, begin, end), codes if listed and end == listed[0] else (), at, end)


def _by_name(words: Sequence[Token], at: int, *, marked: bool) -> Place | None:
    """A province by its name alone; a commune only where it is written with capitals inside a sentence."""
    names, kinds = _gazetteer()
    listed = names.longest(words, at, marked=marked)
    if listed is None:
        return None
    end, codes = listed
    provinces = tuple(code for code in codes if kinds[code].is_province)
    capitals = all(map(_is_capital, words[at:end]))
    if provinces and (end - at > 1 or capitals):
        return Place("", _text(words, at, end), provinces, at, end)
    if capitals and end - at > 1 and not words[at].opens and not (end < len(words) and _is_capital(words[end])):
        return Place("", _text(words, at, end), codes, at, end)
    return None


def _is_capital(word: Token) -> bool:
    return word.text[0].isupper() and not word.opens and (len(word.text) == 1 or not word.text.isupper())


def _text(words: Sequence[Token], start: int, end: int) -> str:
    return " ".join(word.text for word in words[start:end])


@cache
def _bodies() -> Sequences[str]:
    return Sequences(
        (name, kind.code)
        for kind in KINDS
        if kind.group is not Group.HAMLET and kind.code not in _NAMELESS
        for name in (kind.name, *kind.aliases)
        if len(name) > 2
    )


def found_bodies(text: str, words: Sequence[Token], weights: Sequence[float], *, marked: bool) -> list[Body]:
    """Return the bodies that are named, in order: kinds of a commune's bodies in any spelling, others by capitals.

    `weights` are those of the words: a name does not go on over a word that asks.

    >>> from lantoakit.retrieval.asking.tokens import tokens
    >>> text = "trường thcs Minh Họa, mttq và Sở Nội vụ làm gì"
    >>> found = found_bodies(text, words := tokens(text), [1.0] * len(words), marked=True)
    >>> [(body.name, body.kind) for body in found]
    [('trường thcs Minh Họa', 'lower_secondary_school'), ('mttq', 'fatherland_front'), ('Sở Nội vụ', '')]
    """
    found: list[Body] = []
    at = 0
    while at < len(words):
        body = _known(text, words, at, marked=marked) or _by_capitals(text, words, weights, at)
        if body:
            found.append(body)
        at = body.end if body else at + 1
    return found


def _known(text: str, words: Sequence[Token], at: int, *, marked: bool) -> Body | None:
    known = _bodies().longest(words, at, marked=marked and not words[at].text.isascii())
    if known is None:
        return None
    end, code = known
    end += len(list(takewhile(_is_capital, words[end : end + LONGEST_NAME])))
    return Body(text[words[at].start : words[end - 1].end], code, at, end)


def _by_capitals(text: str, words: Sequence[Token], weights: Sequence[float], at: int) -> Body | None:
    start = words[at].start
    if not words[at].text[0].isupper() or not starts_body(text, start):
        return None
    stop = body_end(text, start)
    end = at
    while end < len(words) and words[end].end <= stop and weights[end] > 0 and words[end].lower not in _VERBS:
        end += 1
    if not any(word.text[0].isupper() for word in words[at + 1 : end]):  # "Cơ quan", "Trường học": none in particular
        return None
    return Body(text[start : words[end - 1].end], "", at, end)
