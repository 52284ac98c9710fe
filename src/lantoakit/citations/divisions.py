"""Parts of a cited document that are named before it: "điểm a, b khoản 2 Điều 5 Nghị định số …"."""

import re
from dataclasses import replace

from lantoakit.citations.model import Citation, Division

_LABEL = r"(?:\d{1,3}(?:\.\d{1,2}){0,3}[a-zđ]?|[IVXL]{1,6}|[a-zđ])"
_LABELS = rf"{_LABEL}(?:\s*[,;]\s*{_LABEL}){{0,12}}(?:\s+(?:và|hoặc|đến|-)\s+{_LABEL})?"
_UNIT = r"(?:điểm|tiết|khoản|điều|mục|tiểu mục|chương|phần|phụ lục)"
_NAMED = rf"(?:{_UNIT}\s+(?:số\s+)?{_LABELS}|phụ lục)(?![^\W_])"
_PART = re.compile(rf"(?P<unit>{_UNIT})\s+(?:số\s+)?(?P<labels>{_LABELS})(?![^\W_])|(?P<whole>phụ lục)", re.IGNORECASE)
_CHAIN = re.compile(rf"(?:{_NAMED}(?:\s*[,;]?\s*(?:và\s+|của\s+|thuộc\s+)?))+$", re.IGNORECASE)
_SINGLE = re.compile(rf"(?<![^\W_]){_LABEL}(?![^\W_])")
_JOINT = re.compile(r"(?:(?:ban hành )?kèm theo|của|tại)\s*$", re.IGNORECASE)
REACH = 160  # characters before a mention in which its divisions stand


def with_divisions(text: str, citation: Citation) -> Citation:
    """Return the citation with the divisions that stand right before it.

    >>> from lantoakit.citations.signs import find_signs
    >>> t = "theo điểm a, b khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP"
    >>> [(d.unit, d.labels) for d in with_divisions(t, find_signs(t)[0]).divisions]
    [('điểm', ('a', 'b')), ('khoản', ('2',)), ('điều', ('5',))]
    """
    at = citation.kind_place[0] if citation.kind_place else citation.start
    begin = max(0, at - REACH)
    before = text[begin:at]
    joint = _JOINT.search(before)
    if joint:
        before = before[: joint.start()]
    chain = _CHAIN.search(before)
    if chain is None:
        return citation
    parts = tuple(
        Division((part["unit"] or part["whole"]).lower(), tuple(_SINGLE.findall(part["labels"] or "")))
        for part in _PART.finditer(chain.group())
    )
    place = (begin + chain.start(), begin + len(chain.group().rstrip()) + chain.start())
    return replace(citation, divisions=parts, divisions_place=place)
