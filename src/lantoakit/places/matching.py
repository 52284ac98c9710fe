"""Which unit of a commune a printed name means. What could be two stays two: the person decides.

A score is a plain order of trust, not a probability: 1.0 the same words, 0.97 the same without diacritics, 0.95 the
same kind and name, below 0.8 a suggestion. Nothing here guesses from position or role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lantoakit.places.kinds import KINDS, Group
from lantoakit.places.naming import Form, form_of

__all__ = ["Candidate", "Match", "Ranked", "match_units"]

SURE = 0.8
MARGIN = 0.04
WEAKEST = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be meant: its id in the caller's tree, name, aliases and the code of its kind.

    `kind` may stay "": the kind is then read off the name. A code that is none of `KINDS` counts for nothing.
    """

    id: int | str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score in 0..1 and why.

    Reasons: "name", "alias", "folded", "same kind", "only one" and "collective" are sure; "marks" (other diacritics),
    "kind" (the same kind, further name missing), "branch" (a part of it), "vague" (perhaps among others) and "words"
    are suggestions.
    """

    id: int | str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a printed name may mean, best first.

    `collective` is True where it names a whole kind ("Trưởng các thôn"): then all of `ranked` are meant together.
    `kinds` are the codes of the kinds that the name speaks of, also where the commune has no such unit yet.
    """

    printed: str
    ranked: tuple[Ranked, ...]
    kinds: tuple[str, ...] = ()
    collective: bool = False

    @property
    def best(self) -> int | str | None:
        """The id of the one unit that is meant; None where none is sure or two are as good."""
        if self.collective or not self.ranked or self.ranked[0].score < SURE:
            return None
        if len(self.ranked) > 1 and self.ranked[0].score - self.ranked[1].score < MARGIN:
            return None
        return self.ranked[0].id

    @property
    def ids(self) -> tuple[int | str, ...]:
        """The units that are meant for sure: all of a collective, the best one, or none."""
        if self.collective:
            return tuple(ranked.id for ranked in self.ranked)
        return () if self.best is None else (self.best,)


def _kinds_of(group: Group) -> tuple[str, ...]:
    """Codes of a group's kinds; the Front itself is not one of the bodies that it leads."""
    return tuple(kind.code for kind in KINDS if kind.group is group and kind.code != "fatherland_front")


_HAMLET_WORDS = "thon|ap|ban|lang|buon|bon|xom|soc"
_RESIDENTIAL_WORDS = "to dan pho|khu pho|khu dan cu|khom"


@dataclass(frozen=True, slots=True)
class _Collective:
    """A collective name, folded and without "các". `bare` ones mean many without "các" too; `vague` ones ("các phòng,
    cơ quan, đơn vị") may mean more than their kinds, so that nobody is meant for sure."""

    pattern: str
    kinds: tuple[str, ...]
    bare: bool = False
    vague: bool = False


_OFFICES, _FRONT, _SCHOOLS = _kinds_of(Group.OFFICE), _kinds_of(Group.FRONT), _kinds_of(Group.SCHOOL)
_CENTRES = (*_OFFICES, *_kinds_of(Group.SERVICE))
_ANY_HAMLET = f"(?:{_HAMLET_WORDS}|{_RESIDENTIAL_WORDS})"
_COLLECTIVES = (
    _Collective(r"phong(?: ban)? chuyen mon$", _OFFICES, bare=True),
    _Collective(r"phong ban$", _OFFICES, bare=True),
    _Collective(r"phong$", _OFFICES),
    _Collective(r"phong(?: ban)? trung tam$", _CENTRES),
    _Collective(r"phong(?: ban| nganh| co quan| don vi| trung tam)+(?: (?:co )?lien quan)?$", _CENTRES, vague=True),
    _Collective(r"(?:to chuc chinh tri xa hoi|(?:ban nganh |hoi )?doan the|to chuc thanh vien)", _FRONT, bare=True),
    _Collective(r"hoi$", _FRONT),
    _Collective(r"(?:don vi truong hoc|co so giao duc)", _SCHOOLS, bare=True),
    _Collective(r"(?:truong hoc|nha truong|truong$)", _SCHOOLS),
    _Collective(rf"(?:{_HAMLET_WORDS})$", ("hamlet",)),
    _Collective(rf"(?:{_RESIDENTIAL_WORDS})$", ("residential_group",)),
    _Collective(rf"{_ANY_HAMLET}(?: {_ANY_HAMLET})+$", _kinds_of(Group.HAMLET)),
)
# Bodies above the commune bear the same nouns: "UBND tỉnh" is none of the commune's units.
_ABOVE = re.compile(r"^(?:tinh|thanh pho|huyen|quan|trung uong|cap tren)\b")


def _as_candidate(entry: Candidate | tuple[int | str, str, Sequence[str], str]) -> Candidate:
    return entry if isinstance(entry, Candidate) else Candidate(entry[0], entry[1], tuple(entry[2]), entry[3])


def match_units(
    printed: str, candidates: Iterable[Candidate | tuple[int | str, str, Sequence[str], str]], limit: int = 5
) -> Match:
    """Match the printed name of one unit against the units of a commune.

    `candidates` are `Candidate` or tuples (id, name, aliases, code of the kind). `limit` cuts a ranking, never a
    collective. An empty name, or one like nothing here, gives an empty ranking.
    """
    pool = [_as_candidate(entry) for entry in candidates]
    form = form_of(printed)
    if not form.folded:
        return Match(printed, ())
    if len(exact := _written_so(form, pool)) == 1:
        return Match(printed, exact, (form.kind.code,) if form.kind else ())
    collective = _collective(form)
    if collective is not None:
        meant = [unit.id for unit in pool if unit.kind in collective.kinds or _kind_code(unit) in collective.kinds]
        score, reason = (0.6, "vague") if collective.vague else (0.9, "collective")
        ranked = [Ranked(id_, score, reason) for id_ in meant]
        return Match(printed, tuple(ranked), collective.kinds, collective=not collective.vague)
    kinds = (form.kind.code,) if form.kind else ()
    if form.kind and _ABOVE.match(form.rest):
        return Match(printed, (), kinds)
    ranked = sorted(_ranking(form, pool), key=lambda item: (-item.score, str(item.id)))
    if form.kind and not form.rest and not form.branch and ranked and ranked[0].score < SURE:
        same = [item for item in ranked if item.reason == "kind"]
        if form.kind.many and (len(same) > 1 or form.plural):
            return Match(printed, tuple(Ranked(item.id, 0.9, "collective") for item in same), kinds, collective=True)
        if len(same) == 1:
            ranked = [Ranked(same[0].id, 0.85, "only one"), *(item for item in ranked if item is not same[0])]
    return Match(printed, tuple(ranked[:limit]), kinds)


def _written_so(form: Form, pool: list[Candidate]) -> tuple[Ranked, ...]:
    """The units of which exactly this is the name or an alias: they come before all that a name may mean."""
    wanted = (form.words, form.branch, form.plural)
    found = []
    for unit in pool:
        names = [(other.words, other.branch, other.plural) for other in map(form_of, (unit.name, *unit.aliases))]
        if wanted in names:
            found.append(Ranked(unit.id, *((1.0, "name") if wanted == names[0] else (0.99, "alias"))))
    return tuple(found)


def _collective(form: Form) -> _Collective | None:
    """What a collective name stands for ("các thôn", "9 thôn"); None for the name of one unit."""
    text = re.sub(r"^\d+ ", "", form.folded)
    many = form.plural or text != form.folded
    return next((one for one in _COLLECTIVES if (many or one.bare) and re.match(one.pattern, text)), None)


def _kind_code(candidate: Candidate) -> str:
    found = form_of(candidate.name).kind
    return found.code if found else ""


def _ranking(form: Form, pool: list[Candidate]) -> list[Ranked]:
    found = []
    for candidate in pool:
        best: tuple[float, str] = (0.0, "")
        for index, name in enumerate((candidate.name, *candidate.aliases)):
            best = max(best, _score(form, form_of(name), candidate, is_alias=index > 0))
        if best[0] >= WEAKEST:
            found.append(Ranked(candidate.id, round(best[0], 3), best[1]))
    return found


def _score(printed: Form, other: Form, candidate: Candidate, *, is_alias: bool) -> tuple[float, str]:
    if not other.folded:
        return 0.0, ""
    if printed.branch and not other.branch:
        same = printed.kind is not None and printed.kind == other.kind
        return (0.7, "branch") if same else (0.0, "")
    if printed.words == other.words:
        return (0.99, "alias") if is_alias else (1.0, "name")
    if printed.folded == other.folded:
        # "thon dong" was typed without marks; "thôn Đồng" beside "thôn Đông" may be another hamlet.
        return (0.97, "folded") if printed.words == printed.folded or other.words == other.folded else (0.78, "marks")
    if printed.kind is not None and other.kind is not None:
        return _score_of_kinds(printed, other)
    return 0.9 * _overlap(printed.folded, other.folded), "words"


def _score_of_kinds(printed: Form, other: Form) -> tuple[float, str]:
    assert printed.kind is not None
    if printed.kind == other.kind:
        if printed.rest == other.rest:
            return 0.95, "same kind"
        if not printed.rest or not other.rest:
            return 0.75, "kind"
        return 0.75 * _overlap(printed.rest, other.rest), "words"
    return 0.7 * _overlap(printed.folded, other.folded), "words"


def _overlap(one: str, two: str) -> float:
    """The share of words in common, in both directions (F1), 0..1."""
    first, second = one.split(), two.split()
    common = len(set(first) & set(second))
    return 2 * common / (len(set(first)) + len(set(second))) if common else 0.0
