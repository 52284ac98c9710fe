"""What is looked for: the syllables of a question in order, what each weighs, and other words for stretches of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lantoakit.retrieval.terms import tokens
from lantoakit.text import fold

MOST_TERMS = 96  # syllables that are looked for; what stands behind them in a longer text adds nothing
# Words that make a sentence a question, folded. They say what kind of answer is wanted, not what about.
_SCAFFOLDING = re.compile(
    r"\b(?:(?:khang dinh|phat bieu|nhan dinh|y kien|dieu) (?:nay |tren |sau day |sau )*(?:la )?dung hay sai"
    r"|(?:la )?dung hay (?:la )?sai|(?:dung|sai) hay khong|(?:la )?(?:dung|sai)$"
    r"|(?:nao )?(?:sau|duoi) day|dau (?:khong )?phai la|(?:la )?(?:nhung )?gi$|la gi|gom nhung gi"
    r"|(?:duoc )?quy dinh (?:nhu the nao|nhu nao|the nao|ra sao)|(?:nhu )?the nao|nhu nao|ra sao"
    r"|(?:la )?bao (?:nhieu|lau)|may nam|khi nao|luc nao|o dau|tai sao|vi sao|(?:la )?ai$|ai la|nhung ai|nguoi nao"
    r"|co (?:duoc )?(?=.* khong$)|hay khong|(?:hay|co) khong$|khong$|phai khong|nao|xin hoi|cho hoi|cho toi hoi"
    r"|theo (?:quy dinh|luat dinh)(?: tai| cua| trong)?|toi muon (?:hoi|biet)|a|ah|nhi|vay)\b"
)
SCAFFOLD_WEIGHT = 0.0


@dataclass(frozen=True)
class Alternative:
    """Other words for the terms `start:end` of a query ("căn cước công dân" for "cccd"), and what they weigh."""

    syllables: tuple[str, ...]
    start: int
    end: int
    weight: float = 1.0


@dataclass(frozen=True)
class Query:
    """`terms` are all syllables of a question, `weights` what each counts (0: only its place counts)."""

    text: str
    terms: tuple[str, ...]
    weights: tuple[float, ...]
    alternatives: tuple[Alternative, ...] = ()


def plain(text: str) -> Query:
    """Return the query of a question without any knowledge of what it asks: words of asking weigh nothing.

    >>> query = plain("Phim được phân loại như thế nào?")
    >>> [term for term, weight in zip(query.terms, query.weights) if weight]
    ['Phim', 'được', 'phân', 'loại']
    """
    terms = [token for token in tokens(text[: MOST_TERMS * 20]) if token[0].isalnum()][:MOST_TERMS]
    folded = [fold(term) or term for term in terms]
    starts, at = {}, 0
    for index, term in enumerate(folded):
        starts[at] = index
        at += len(term) + 1
    weights = [1.0] * len(terms)
    for found in _SCAFFOLDING.finditer(" ".join(folded)):
        first = starts.get(found.start())
        if first is not None:
            for index in range(first, first + len(found.group().split())):
                weights[index] = SCAFFOLD_WEIGHT
    if not any(weights):  # a question of nothing but such words is looked for by them
        weights = [1.0] * len(terms)
    return Query(text, tuple(terms), tuple(weights))
