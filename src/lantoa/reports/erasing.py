"""Taking erased words out of stored figures. Counts, ids and hashes stay as they were frozen."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from lantoa.reports.standing import CUT, SEPARATOR, as_told
from lantoa.work.text import erased_mark


class Source(StrEnum):
    """What the words were written in, as the record of writes names it."""

    EVIDENCE = "evidence"
    LINE = "slip_line"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Erased:
    """`words` that were erased on a `day`: of a piece of evidence, a line of the slip `slip_id`, or a request."""

    source: Source
    source_id: int
    item_id: int
    words: str
    day: date
    slip_id: int | None = None


def without(figures: dict[str, Any], erased: Erased) -> dict[str, Any] | None:
    """The JSON of frozen figures without erased words; None where it does not print them.

    `figures` itself is left as it is.
    """
    found = copy.deepcopy(figures)
    for row, name in _printed(found, erased):
        if row["item_id"] != erased.item_id:
            continue
        if erased.source != Source.REQUEST:
            row[name] = replaced(row[name], as_told(erased.words), erased_mark(erased.day))
        elif row[name] == erased.words:  # told as it stands
            row[name] = erased_mark(erased.day)
    return found if found != figures else None


def _printed(figures: dict[str, Any], erased: Erased) -> Iterator[tuple[dict[str, Any], str]]:
    """The places at which words of that source may be printed, each as a row and the name of its field."""
    if erased.source == Source.REQUEST:
        yield from ((row, "note") for row in figures.get("proposals", ()))
        return
    if _counts(figures, erased):
        told = (result for section in figures["sections"] for row in section["rows"] for result in row["results"])
        yield from ((result, "text") for result in told)
        yield from ((row, "note") for row in figures.get("obstacles", ()))
    for late in figures.get("supplements", ()):
        if _counts(late, erased):
            yield from ((result, name) for result in late["results"] for name in ("text", "obstacle"))


def _counts(part: dict[str, Any], erased: Erased) -> bool:
    if erased.source == Source.LINE:
        return any(record["id"] == erased.slip_id for record in part["slip_records"])
    return any(record["id"] == erased.source_id for record in part["evidence_records"])


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
