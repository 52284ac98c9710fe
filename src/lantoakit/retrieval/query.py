"""What is looked for: the syllables of a question in order, what each weighs, and other words for stretches of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lantoakit.retrieval.terms import folded
from lantoakit.text import nfc

MOST_TERMS = 96  # syllables that are looked for; what stands behind them in a longer text adds nothing
NAMING_WEIGHT = 0.15  # of words that name a document: they lead to it, and say little of what stands where in it
DEFINITION, AMOUNT = "definition", "amount"
_WORD = re.compile(r"[^\W_]+|,")
_DEFINES = (
    r"(?:cho biet |neu |hay )?(?:dinh nghia|khai niem) (?:cua |ve |the nao la |the nao |la gi )?|the nao la|nghia la gi"
    r"|(?:duoc )?(?:hieu|dinh nghia) (?:la gi|la the nao|nhu the nao|nhu nao|ra sao|the nao)|la (?:viec )?gi$|la gi"
)
# Words that make a sentence a question, folded. They say what kind of answer is wanted, not what about.
_HOW = r"(?:nhu the nao|nhu nao|the nao|ra sao)"
_SCAFFOLDING = re.compile(
    rf"\b(?:{_DEFINES}|(?:khang dinh|phat bieu|nhan dinh|y kien|dieu) (?:nay |tren |sau day |sau )*(?:la )?dung hay sai"
    r"|(?:la )?dung hay (?:la )?sai|(?:dung|sai) hay khong|(?:la )?(?:dung|sai)$|(?:nao )?(?:sau|duoi) day"
    r"|dau (?:khong )?phai la|(?:la )?(?:nhung )?gi$|(?:va )?(?:bao )?gom (?:nhung )?gi|mo ta"
    rf"|(?:duoc )?quy dinh (?:{_HOW}|ve dieu gi|ve (?:nhung )?gi|(?:nhung )?gi)(?: ve)?|{_HOW}"
    r"|(?:la )?bao (?:nhieu|lau)|khi nao|luc nao|o dau|tai sao|vi sao|(?:la )?ai$|ai la|nhung ai"
    r"|hay khong|(?:hay|co) khong$|khong$|phai khong|nao|xin hoi|cho hoi|toi muon (?:hoi|biet)"
    r"|theo (?:quy dinh|luat dinh)(?: tai| cua| trong)?)\b"
)
_KIND = r"(?:bo luat|(?<!phap )luat|phap lenh|nghi dinh|thong tu|nghi quyet|quyet dinh|ke hoach|chi thi)"
_NAMES = re.compile(
    rf"\b(?:(?:theo|trong|tai|cua) )?(?:quy dinh )?(?:(?:cua|tai|trong) )?{_KIND}(?: \w+){{1,7}}?"
    r"(?: (?:nam )?(?:19|20)\d\d| ,| hien hanh|(?= (?:co |da |duoc )?quy dinh\b)"
    r"|(?= (?:thi|khi|la|khong|bi|phai|co hieu luc)\b)|$)"
)
_NOT_NAMES = frozenset(
    ("bo", "luat", "phap", "lenh", "nghi", "dinh", "thong", "tu", "quyet", "ke", "hoach", "chi", "thi",
     "theo", "trong", "tai", "cua", "quy", "nam")
)  # fmt: skip
_DEFINITION = re.compile(rf"\b(?:{_DEFINES})(?:\b|(?<= ))")
_AMOUNT = re.compile(r"\bbao nhieu (?P<unit>\w+)|\bbao lau|\bmay (?P<counted>nam|thang|ngay|gio|nguoi|lan)\b")


@dataclass(frozen=True)
class Alternative:
    """Other words for the terms `start:end` of a query ("căn cước công dân" for "cccd"), and what they weigh."""

    syllables: tuple[str, ...]
    start: int
    end: int
    weight: float = 1.0


@dataclass(frozen=True)
class Query:
    """`terms` are all syllables of a question, `weights` what each counts (0: only its place counts).

    `naming` are the places of the terms that name a document, without its kind and year. `asks` is DEFINITION, AMOUNT
    or nothing, `unit` the folded word for what is counted ("ngay").
    """

    text: str
    terms: tuple[str, ...]
    weights: tuple[float, ...]
    alternatives: tuple[Alternative, ...] = ()
    naming: tuple[int, ...] = ()
    asks: str = ""
    unit: str = ""


def plain(text: str) -> Query:
    """Return the query of a question: words of asking weigh nothing, words that name a document little.

    >>> query = plain("Theo Luật Điện ảnh năm 2022, phim được phân loại như thế nào?")
    >>> [term for term, weight in zip(query.terms, query.weights) if weight == 1.0]
    ['phim', 'được', 'phân', 'loại']
    """
    words = _WORD.findall(nfc(text[: MOST_TERMS * 40]))
    forms = [word if word == "," else folded(word) for word in words]
    weighed = _weights(forms)
    places = [place for place, word in enumerate(words) if word != ","][:MOST_TERMS]
    weights = [weighed[place] for place in places]
    if max(weights, default=0.0) < 1.0:  # of nothing but such words, those that name a document are what it is about
        named = max(weights, default=0.0) > 0.0
        weights = [1.0 if weight > 0.0 or not named else 0.0 for weight in weights]
    sentence = " ".join(forms[place] for place in places)
    amount = _AMOUNT.search(sentence)
    asks = AMOUNT if amount else DEFINITION if _DEFINITION.search(sentence) else ""
    return Query(
        text=text,
        terms=tuple(words[place] for place in places),
        weights=tuple(weights),
        naming=tuple(new for new, place in enumerate(places) if _is_name(weighed[place], forms[place])),
        asks=asks,
        unit=(amount.group("unit") or amount.group("counted") or "") if amount else "",
    )


def _is_name(weight: float, form: str) -> bool:
    return 0.0 < weight < 1.0 and form not in _NOT_NAMES and not form.isdecimal()


def _weights(forms: list[str]) -> list[float]:
    weights = [1.0] * len(forms)
    for pattern, weight in ((_NAMES, NAMING_WEIGHT), (_SCAFFOLDING, 0.0)):
        for first, last in _found(pattern, forms):
            for place in range(first, last):
                weights[place] = min(weight, weights[place])
    return weights


def _found(pattern: re.Pattern[str], forms: list[str]) -> Iterator[tuple[int, int]]:
    """Places of words that a pattern covers, end excluded; the pattern reads the words with single spaces between."""
    starts, at = {}, 0
    for place, form in enumerate(forms):
        starts[at] = place
        at += len(form) + 1
    for found in pattern.finditer(" ".join(forms)):
        first = starts.get(found.start())
        if first is not None:
            yield first, first + len(found.group().split())
