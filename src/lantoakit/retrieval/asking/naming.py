"""Documents that a question names: by sign in any case, by kind and number ("nq 57"), a law by its name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from lantoakit.citations import Citation, find
from lantoakit.retrieval.asking.tokens import Sequences, Token
from lantoakit.text import fold
from lantoakit.text.body_words import listed
from lantoakit.text.codes import CODES

LONGEST_LAW = 12  # words of a law's name in a question
_SIGN = re.compile(
    r"(?<![\w/.,-])\d{1,5}\s?[-/]\s?(?:(?:19|20)\d\d\s?/\s?)?[^\W\d_]{1,7}\s?[-/]\s?[^\W_]{1,9}(?:[-&][^\W_]{1,8}){0,3}"
    r"|(?<![\w/.,-])\d{1,5}\s?/\s?(?:19|20)\d\d\s?/\s?qh\d{1,2}(?!\d)",
    re.IGNORECASE,
)
_CODE = re.compile(r"[^\W\d_]+")
_KINDS = {
    "nghị quyết": "nq", "quyết định": "qđ", "chỉ thị": "ct", "nghị định": "nđ", "thông tư": "tt", "kế hoạch": "kh",
    "chương trình": "ctr", "hướng dẫn": "hd", "kết luận": "kl", "đề án": "đa", "công văn": "cv", "công điện": "",
    "thông báo": "tb", "báo cáo": "bc", "tờ trình": "ttr", "luật": "", "quy định": "",
}  # fmt: skip
_LAWS = Sequences((kind, kind) for kind in ("luật", "bộ luật", "pháp lệnh", "hiến pháp", "luật số"))
# Words behind which the name of a law does not go on, unless they are its first.
_ENDS = Sequences(
    (words, True)
    for words in listed("""
        quy định, thì, là, có, được, bị, phải, không, nào, gì, này, ban hành, của, về việc, đã, sẽ, ra đời, khi, cho,
        theo, tại, cấm, nghiêm cấm, hiện hành, hiện nay, người, áp dụng, mới nhất, đó, nói, yêu cầu, bao nhiêu, bao gồm,
        gồm, xử phạt, cần, do, ai, ở, hay, năm, số, điều, khoản
    """)
)
_FIRST = frozenset(("xu", "ban", "nguoi", "viec", "ap", "phat", "cu", "nghiem"))
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Named:
    """A document that a question names. `start` and `end` are words of the question.

    `kind` in small letters with marks ("nghị quyết", "luật"); `number` and `year` as typed, "" where not said; `name`
    is that of a law, without its kind, as typed; `sign` the whole sign, "" where only a number is said.
    """

    kind: str
    number: str = ""
    year: str = ""
    name: str = ""
    sign: str = ""
    start: int = 0
    end: int = 0


def signs(text: str) -> list[Citation]:
    """Return the signs in a question, typed in any case and without marks too; offsets are those of `text`.

    >>> [c.sign for c in signs("57-nq/tw và 139/kh-ubnd, 13/2023/nd-cp")]
    ['57-NQ/TW', '139/KH-UBND', '13/2023/NĐ-CP']
    """
    if not any(letter.isdigit() for letter in text):
        return []
    written = _SIGN.sub(lambda match: _CODE.sub(_code, match.group()), text)
    return [citation for citation in find(written) if citation.form == "sign"]


def _code(match: re.Match[str]) -> str:
    code = match.group()
    return code if code in CODES else _codes().get(fold(code), code.upper() if len(code.upper()) == len(code) else code)


@cache
def _codes() -> dict[str, str]:
    return {fold(code): code for code in sorted(CODES, key=str.isascii, reverse=True)}


@cache
def _kinds() -> Sequences[str]:
    return Sequences((form, kind) for kind, short in _KINDS.items() for form in (kind, short, fold(short)) if form)


def named(words: Sequence[Token], cited: Sequence[Citation], *, marked: bool) -> list[Named]:
    """Return the documents that a question names, in order.

    >>> from lantoakit.retrieval.asking.tokens import tokens
    >>> words = tokens("theo Bộ luật Hình sự năm 2015 và nq 57 thì sao")
    >>> [(n.kind, n.name, n.number, n.year) for n in named(words, [], marked=True)]
    [('bộ luật', 'Hình sự', '', '2015'), ('nghị quyết', '', '57', '')]
    """
    found = []
    at = 0
    while at < len(words):
        one = (
            _by_sign(words, at, cited) or _law(words, at, marked=marked) or _by_number(words, at, cited, marked=marked)
        )
        if one:
            found.append(one)
        at = one.end if one else at + 1
    return found


def _by_sign(words: Sequence[Token], at: int, cited: Sequence[Citation]) -> Named | None:
    for citation in cited:
        if citation.start == words[at].start:
            end = next((n for n in range(at, len(words)) if words[n].start >= citation.end), len(words))
            year = str(citation.year or "")
            return Named(citation.kind or "", citation.number, year, "", citation.sign, at, end)
    return None


def _by_number(words: Sequence[Token], at: int, cited: Sequence[Citation], *, marked: bool) -> Named | None:
    kind = _kinds().longest(words, at, marked=marked and not words[at].lower.isascii())
    if kind is None:
        return None
    end, name = kind
    if end < len(words) and words[end].folded == "so":
        end += 1
    if end < len(words) and (signed := _by_sign(words, end, cited)):
        return replace(signed, kind=name, start=at)
    if end >= len(words) or not words[end].text.isdecimal() or len(words[end].text) > 5 or words[end].opens:
        return None
    number = words[end].text
    if _YEAR.fullmatch(number):  # "kế hoạch 2025" is that of a year
        return None
    year, end = _year(words, end + 1)
    return Named(name, number, year, "", "", at, end)


def _law(words: Sequence[Token], at: int, *, marked: bool) -> Named | None:
    kind = _LAWS.longest(words, at, marked=marked)
    if kind is None:
        return None
    begin, name = kind
    end = begin
    while end < len(words) and end - begin < LONGEST_LAW and not words[end].opens:
        stops = _ENDS.longest(words, end, marked=marked) is not None
        if end > begin and _new_clause(words, end):
            break
        if words[end].text.isdecimal() or (stops and not (end == begin and words[end].folded in _FIRST)):
            break
        end += 1
    if end == begin and name != "hiến pháp":
        return None
    title = " ".join(word.text for word in words[begin:end])
    year, after = _year(words, end)
    return Named(name, "", year, title, "", at, after)


def _new_clause(words: Sequence[Token], at: int) -> bool:
    """Whether a comma before `words[at]` ends a name: in "Luật Khoa học, công nghệ và …" it lists."""
    comma = words[at].start - words[at - 1].end > 1
    return comma and not any(word.folded == "va" for word in words[at + 1 : at + 4])


def _year(words: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the year that stands at `words[at]` ("năm 2015", "2015"), and where it ends."""
    place = at + 1 if at < len(words) and words[at].folded == "nam" else at
    if place < len(words) and _YEAR.fullmatch(words[place].text):
        return words[place].text, place + 1
    return "", at
