"""Taking the words of erased evidence out of stored figures. Counts, ids and hashes stay as they were frozen."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.reports.standing import CUT, SEPARATOR, as_told
from lantoakit.writing.numbers import format_date


@dataclass(frozen=True, slots=True)
class Erased:
    """A piece of evidence that was erased on a `day`, with the `words` that it held."""

    evidence_id: int
    item_id: int
    words: str
    day: date


def mark(day: date) -> str:
    """What stands in the place of erased words, in the language of the report."""
    return f"(đã xóa theo yêu cầu ngày {format_date(day)})"


def without(figures: dict[str, Any], erased: Erased) -> dict[str, Any] | None:
    """The JSON of frozen figures without the words of a piece of evidence; None where it does not print them.

    `figures` itself is left as it is.
    """
    if not any(_counts(part, erased) for part in (figures, *figures.get("supplements", ()))):
        return None
    found = copy.deepcopy(figures)
    told = [result for section in found["sections"] for row in section["rows"] for result in row["results"]]
    printed = told if _counts(found, erased) else []
    printed += [row for late in found.get("supplements", ()) if _counts(late, erased) for row in late["results"]]
    for result in printed:
        if result["item_id"] == erased.item_id:
            result["text"] = replaced(result["text"], as_told(erased.words), mark(erased.day))
    return found if found != figures else None


def _counts(part: dict[str, Any], erased: Erased) -> bool:
    return any(record["id"] == erased.evidence_id for record in part["evidence_records"])


def replaced(text: str, words: str, instead: str) -> str:
    """`text`, which is several reports joined by SEPARATOR, with one of them replaced, also where it was cut short.

    >>> replaced("Phát 12 tờ; Ông Lành ở nhà số 12; Mở lớp", "Ông Lành ở nhà số 12", "(…)")
    'Phát 12 tờ; (…); Mở lớp'
    >>> replaced("Mở lớp số", "Mở lớp", "(…)"), replaced("Mở lớp; Ông Lành ở…", "Ông Lành ở nhà số 12", "(…)")
    ('Mở lớp số', 'Mở lớp; (…)')
    """
    if not words:
        return text
    begin = 0
    while True:
        rest = text[begin:]
        if rest == words or rest.startswith(words + SEPARATOR):
            return text[:begin] + instead + rest[len(words) :]
        if rest.endswith(CUT) and words.startswith(rest.removesuffix(CUT)):
            return text[:begin] + instead
        place = text.find(SEPARATOR, begin)
        if place < 0:
            return text
        begin = place + len(SEPARATOR)
