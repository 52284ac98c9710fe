"""Mentions without a sign: laws by name, words that the text defined, a kind with a bare number."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from lantoakit.citations.dates import DAY, YEAR, day_of, iso
from lantoakit.citations.model import Citation
from lantoakit.text import fold
from lantoakit.text.letters import UPPER

LONGEST = 160  # characters of a law's name
_LAW = re.compile(
    rf"(?<![^\W\d_])(?P<kind>Bộ luật|Luật|Pháp lệnh|Hiến pháp)"
    rf"(?P<name>\s+(?:sửa đổi, bổ sung một số điều của (?:các )?(?:Bộ luật|Luật|Pháp lệnh)\s+)?"
    rf"(?=[{UPPER}])(?!(?:Khóa|Kỳ|Số)\b)|(?=\s+năm\s+\d{{4}}|\s+nước\s+C))"
)
# Words behind which a law's name does not go on. Nouns and "và" may be part of it.
_ENDS_NAME = re.compile(
    rf"[;.:()\[\]“”\"…\n]|,\s+(?=(?:các|những|quy định|văn bản|hướng dẫn|[{UPPER}]))"
    r"|\s+và\s+(?=các (?:văn bản|nghị|quy|luật|hướng)|Bộ luật|Luật|Nghị|Thông tư|Hiến|Pháp lệnh|những)"
    r"|\s+(?:đến|tới|cho|trong)\s+(?=các|cán|toàn|người|nhân|mọi|năm)"
    r"|\s+(?:ngày|năm(?=\s+\d)|số(?=\s+\d)|được|đã|có hiệu lực|có quy định|quy định(?= về| tại)|trên địa bàn"
    r"|tại(?= các| xã| phường| địa)|nhằm|để|là|phải|theo|với|của Quốc hội|của Ủy ban|này|hiện hành|khóa)(?![^\W\d_])"
)
_OF_YEAR = re.compile(r"[\s,(]{0,3}(?=(?:ngày|năm)\s)")
_DEFINED = re.compile(
    r"[(\[]\s*(?:(?:sau đây|dưới đây|từ đây)\s+)?(?:được\s+)?(?:gọi|viết)\s+(?:tắt|chung)(?:\s+là)?\s*:?\s*"
    r"[“\"']?(?P<alias>[^()\[\]“”\"'\n]{2,80}?)[”\"']?\s*[)\]]",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?<![^\W\d_])(?P<kind>nghị quyết|quyết định|chỉ thị|nghị định|thông tư|kế hoạch|chương trình|hướng dẫn|kết luận"
    r"|đề án|công văn|công điện|thông báo)\s+(?:số\s+)?(?P<number>\d{1,5})(?![\w/]|\s?[-–/.]\s?[\wĐ])",
    re.IGNORECASE,
)
CLAUSE = 1500  # characters before a definition in which what it means is looked for
_MOST_ALIASES = 200


def find_laws(text: str) -> list[Citation]:
    """Return laws, codes, ordinances and the constitution that are mentioned by name, with the date that follows.

    >>> [(c.name, c.issued_on) for c in find_laws("theo Luật An ninh mạng năm 2018, Luật Dữ liệu và các nghị định")]
    [('Luật An ninh mạng', '2018'), ('Luật Dữ liệu', None)]
    """
    found: list[Citation] = []
    at = 0
    while match := _LAW.search(text, at):
        limit = min(len(text), match.end() + LONGEST)
        stop = _ENDS_NAME.search(text, match.end(), limit)
        end = stop.start() if stop else limit
        while end > match.end() and text[end - 1] in " ,;":
            end -= 1
        at = max(end, match.end())
        if stop is None and limit < len(text):  # no name is so long: what follows is a sentence
            continue
        found.append(_law(text, match, end))
    return found


def _law(text: str, match: re.Match[str], end: int) -> Citation:
    kind = match["kind"].lower()
    name = " ".join(text[match.start() : end].split())
    date, place = None, None
    gap = _OF_YEAR.match(text, end)
    if gap:
        if day := DAY.match(text, gap.end()):
            date, place = day_of(day), day.span()
        elif year := YEAR.match(text, gap.end()):
            date, place = iso(year.group(1)), year.span()
    return Citation(
        "", "", "", None, match.start(), end, kind, date, None, match.span("kind"), place, form="name", name=name
    )  # fmt: skip


def join_laws(text: str, signs: list[Citation], laws: Iterable[Citation]) -> tuple[list[Citation], list[Citation]]:
    """Give signs the name of the law that stands right before them; return the signs and the laws without a sign."""
    by_start = {c.start: n for n, c in enumerate(signs)}
    joined, alone = list(signs), []
    for law in laws:
        sign = _NUMBER_FOLLOWS.match(text, law.end)
        place = by_start.get(sign.end()) if sign else None
        if place is None:
            alone.append(law)
        else:
            joined[place] = replace(joined[place], name=law.name, kind=law.kind, kind_place=law.kind_place)
    return joined, alone


_NUMBER_FOLLOWS = re.compile(r"\s*[,(]?\s*(?:Bộ luật|Luật|Pháp lệnh)?\s*số\s*:?\s*", re.IGNORECASE)


def find_aliases(text: str, mentions: list[Citation]) -> list[Citation]:
    """Return later mentions by words that the text defines behind a citation ("sau đây gọi tắt là Kế hoạch 05").

    Where the same words are defined twice, each mention means the last definition before it.
    """
    meanings = _definitions(text, mentions)
    if not meanings:
        return []
    words = "|".join(re.escape(alias) for alias in sorted(meanings, key=len, reverse=True))
    found: list[Citation] = []
    for again in re.finditer(rf"(?<![^\W_])(?:{words})(?![\w/]|-\w)", text):
        before = [meant for at, meant in meanings[again.group()] if at <= again.start()]
        if before:
            found.append(_again(before[-1], again.span(), "alias"))
    return found


def _definitions(text: str, mentions: list[Citation]) -> dict[str, list[tuple[int, Citation]]]:
    """Return for each defined alias where its definitions end and what they mean."""
    full = sorted((c for c in mentions if c.form in ("sign", "name")), key=lambda c: c.start)
    starts = [c.start for c in full]
    found: dict[str, list[tuple[int, Citation]]] = {}
    for n, definition in enumerate(_DEFINED.finditer(text)):
        meant = _defined_by(text, full, starts, definition.start())
        alias = definition["alias"].strip(" .,;:")
        if n < _MOST_ALIASES and meant and len(alias) > 1 and fold(alias) != fold(meant.sign):
            found.setdefault(alias, []).append((definition.end(), meant))
    return found


def _again(full: Citation, place: tuple[int, int], form: str, kind_place: tuple[int, int] | None = None) -> Citation:
    return replace(
        full, start=place[0], end=place[1], form=form, kind_place=kind_place, date_place=None, issuer_place=None,
        divisions=(), divisions_place=None,
    )  # fmt: skip


def _defined_by(text: str, full: list[Citation], starts: list[int], at: int) -> Citation | None:
    """Return the citation that a bracket belongs to: the one that opens the clause before it.

    In "Kế hoạch số 05/KH-UBND thực hiện Nghị quyết số 57-NQ/TW (sau đây gọi tắt là Kế hoạch)" it is the plan.
    """
    near = max(0, at - CLAUSE)
    begin = max(text.rfind("; ", near, at), text.rfind("\n", near, at), text.rfind(". ", near, at), near - 1) + 1
    first = bisect_left(starts, begin)
    return full[first] if first < len(full) and full[first].start < at else None


def find_numbers(text: str, signs: list[Citation]) -> list[Citation]:
    """Return mentions by kind and bare number ("Nghị quyết 57") of what the text cites in full before, and nothing
    where two documents of that kind bear the number, or none does.
    """
    known: dict[tuple[str, str], dict[str, Citation]] = {}
    waiting = sorted(signs, key=lambda c: c.start)
    found: list[Citation] = []
    at = 0
    for match in _NUMBERED.finditer(text):
        while at < len(waiting) and waiting[at].start < match.start():
            known.setdefault((waiting[at].kind or "", waiting[at].number), {}).setdefault(waiting[at].sign, waiting[at])
            at += 1
        meant = known.get((match["kind"].lower(), match["number"]), {})
        if len(meant) == 1:
            (full,) = meant.values()
            found.append(_again(full, match.span("number"), "number", match.span("kind")))
    return found
