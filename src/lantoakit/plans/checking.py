"""Holding the contract of a plan to its form, where it comes from a process that read a file which nobody trusts.

Keys, types, known words, numbers within their bounds; each place lies within the text and belongs to a value. Whether
the values are what the paper says is another question: a person confirms them.
"""

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from lantoakit.documents.transfer import NotThat

_Check = Callable[[Any], None]
_UNKEPT = re.compile("[\x00\ud800-\udfff]")  # what a database refuses, and half a letter
_INDEX = re.compile("0|[1-9][0-9]{0,8}")
_PAGES, _POINTS, _FIGURES = 100_000, 1e6, 1e18


def checked(content: Any) -> dict[str, Any]:
    """Return the contract as it came. Raises NotThat where it is none.

    >>> checked({"schema": 1})
    Traceback (most recent call last):
        ...
    lantoakit.documents.transfer.NotThat: keys
    """
    _CONTRACT(content)
    made: dict[str, Any] = content
    length = len(made["text"])
    for stretch in (*made["fields"].values(), *made["mends"], *made["warnings"]):
        if not 0 <= stretch["start"] <= stretch["end"] <= length:
            raise NotThat("place")
    for pointer in made["fields"]:
        if isinstance(_at(made, pointer), dict | list):
            raise NotThat("pointer")
    return made


def _at(content: Any, pointer: str) -> Any:
    """Return what a JSON Pointer leads to."""
    first, *steps = pointer.split("/")
    if first or not steps:
        raise NotThat("pointer")
    for step in steps:
        if isinstance(content, dict) and step in content:
            content = content[step]
        elif isinstance(content, list) and _INDEX.fullmatch(step) and int(step) < len(content):
            content = content[int(step)]
        else:
            raise NotThat("pointer")
    return content


def _text(value: Any) -> None:
    if type(value) is not str or _UNKEPT.search(value):
        raise NotThat("text")


def _yes_or_no(value: Any) -> None:
    if type(value) is not bool:
        raise NotThat("bool")


def _day(value: Any) -> None:
    _text(value)
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise NotThat("date") from error


def _whole(least: int, most: int) -> _Check:
    def check(value: Any) -> None:
        if type(value) is not int or not least <= value <= most:
            raise NotThat("number")

    return check


def _number(least: float, most: float) -> _Check:
    def check(value: Any) -> None:
        if type(value) not in (int, float) or not math.isfinite(value) or not least <= value <= most:
            raise NotThat("number")

    return check


def _one_of(*words: str) -> _Check:
    def check(value: Any) -> None:
        if type(value) is not str or value not in words:
            raise NotThat("word")

    return check


def _maybe(inner: _Check) -> _Check:
    def check(value: Any) -> None:
        if value is not None:
            inner(value)

    return check


def _list_of(inner: _Check, exactly: int | None = None) -> _Check:
    def check(value: Any) -> None:
        if type(value) is not list or (exactly is not None and len(value) != exactly):
            raise NotThat("list")
        for item in value:
            inner(item)

    return check


def _record(**inner: _Check) -> _Check:
    def check(value: Any) -> None:
        if type(value) is not dict or value.keys() != inner.keys():
            raise NotThat("keys")
        for key, one in inner.items():
            one(value[key])

    return check


def _map_to(inner: _Check) -> _Check:
    def check(value: Any) -> None:
        if type(value) is not dict:
            raise NotThat("map")
        for one in value.values():
            inner(one)

    return check


_MAYBE_TEXT, _TEXTS = _maybe(_text), _list_of(_text)
_SURE = _number(0, 1)
_OFFSET = _whole(0, 1 << 31)
_PAGE = _whole(1, _PAGES)
_BOX = _list_of(_number(-_POINTS, _POINTS), exactly=4)
_TASK = _record(
    lead=_TEXTS,
    coordinating=_TEXTS,
    text=_text,
    deadline=_MAYBE_TEXT,
    deadline_norm=_record(
        kind=_one_of("date", "monthly", "quarterly", "yearly", "on_request", "ongoing", "none", "unclear"),
        date=_maybe(_day),
        day=_maybe(_whole(1, 31)),
    ),
    mode=_one_of("assigned", "requested"),
    path=_text,
)
_FIELD = _record(
    start=_OFFSET,
    end=_OFFSET,
    page=_maybe(_PAGE),
    box=_maybe(_BOX),
    confidence=_SURE,
    doubtful=_yes_or_no,
    candidates=_TEXTS,
)
_MARKS = _one_of("signing", "seal", "incoming_stamp", "stamp", "handwriting", "shadow")
_CONTRACT = _record(
    schema=_whole(1, 1),
    document=_record(
        type=_MAYBE_TEXT,
        sign=_MAYBE_TEXT,
        issuer=_MAYBE_TEXT,
        place=_MAYBE_TEXT,
        date=_MAYBE_TEXT,
        title=_MAYBE_TEXT,
        signer=_maybe(_record(name=_MAYBE_TEXT, position=_MAYBE_TEXT, on_behalf=_MAYBE_TEXT)),
    ),
    legal_bases=_list_of(_record(sign=_text, type=_MAYBE_TEXT, issued_on=_MAYBE_TEXT, issuer=_MAYBE_TEXT)),
    citations=_TEXTS,
    outline=_list_of(_record(path=_text, title=_text)),
    tasks=_list_of(_TASK),
    reporting=_list_of(_record(period=_text, due=_MAYBE_TEXT, to=_MAYBE_TEXT)),
    funding=_TEXTS,
    channels=_TEXTS,
    events=_list_of(_record(name=_text, date=_MAYBE_TEXT)),
    recipients=_list_of(_record(name=_text, purpose=_MAYBE_TEXT)),
    targets=_list_of(
        _record(
            text=_text,
            measure=_text,
            value=_number(-_FIGURES, _FIGURES),
            year=_maybe(_whole(0, 9999)),
            path=_text,
        )
    ),
    warnings=_list_of(_record(start=_OFFSET, end=_OFFSET, code=_one_of("unread", "no_task"), message=_text)),
    pages=_list_of(_record(width=_number(0, _POINTS), height=_number(0, _POINTS))),
    text=_text,
    mends=_list_of(_record(start=_OFFSET, end=_OFFSET, printed=_text, mended=_text, proof=_text)),
    marks=_list_of(_record(kind=_MARKS, page=_PAGE, box=_BOX, confidence=_SURE)),
    unread_pages=_list_of(_PAGE),
    fields=_map_to(_FIELD),
)
