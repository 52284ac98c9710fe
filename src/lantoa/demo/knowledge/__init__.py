"""What the sample commune answers: approved answers and procedures, written in TOML beside this module.

`sources.toml` holds each document once; `entries/` has a file for each topic, `procedures.toml` the procedures.
Entries and procedures share one space of keys. A value that is not of its form raises KeyError, TypeError or
ValueError when it is read: the files ship with the code, so a fault in them is a fault of the program.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class Audience(StrEnum):
    """For whom an answer is written."""

    RESIDENT = "nguoi-dan"
    BUSINESS = "doanh-nghiep"
    OFFICER = "can-bo"


@dataclass(frozen=True, slots=True)
class Source:
    """What an answer rests on. `sign` and `issued_on` are empty for guidance that bears none.

    `url` is the entrance of an official site, not the page of the document; `of_sample` marks papers of the invented
    commune, which exist nowhere else.
    """

    key: str
    title: str
    issuer: str
    sign: str = ""
    issued_on: date | None = None
    url: str = ""
    of_sample: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A shelf of the answers: its key and what people read over it."""

    key: str
    label: str
    order: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A question in the several ways in which it is asked, and the one approved answer. Lines end in a newline."""

    key: str
    topic: str
    audience: Audience
    questions: tuple[str, ...]
    answer: str
    source: Source
    checked_on: date


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure step by step. `fee` and `time` are empty where they are not known for sure."""

    key: str
    title: str
    topic: str
    audience: Audience
    questions: tuple[str, ...]
    for_whom: str
    steps: tuple[Step, ...]
    bring: tuple[str, ...]
    where: str
    fee: str
    time: str
    source: Source
    checked_on: date


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def sources() -> dict[str, Source]:
    """All sources, by key."""
    return {key: Source(key=key, **values) for key, values in _read(HERE / "sources.toml").items()}


def _topic_files() -> list[tuple[Topic, dict[str, Any]]]:
    found = []
    for path in (HERE / "entries").glob("*.toml"):
        content = _read(path)
        found.append((Topic(path.stem, content["label"], content["order"]), content))
    return sorted(found, key=lambda pair: pair[0].order)


@cache
def topics() -> tuple[Topic, ...]:
    """The topics, in the order in which they are shown."""
    return tuple(topic for topic, _ in _topic_files())


@cache
def entries() -> tuple[Entry, ...]:
    """All approved answers, by topic and then as written."""
    return tuple(
        Entry(
            key=row["key"],
            topic=topic.key,
            audience=Audience(row["audience"]),
            questions=tuple(row["questions"]),
            answer=row["answer"],
            source=sources()[row["source"]],
            checked_on=content["checked_on"],
        )
        for topic, content in _topic_files()
        for row in content["entry"]
    )


@cache
def procedures() -> tuple[Procedure, ...]:
    """All procedures, as written."""
    content = _read(HERE / "procedures.toml")
    return tuple(
        Procedure(
            key=row["key"],
            title=row["title"],
            topic=row["topic"],
            audience=Audience(row["audience"]),
            questions=tuple(row["questions"]),
            for_whom=row["for_whom"],
            steps=tuple(Step(**step) for step in row["steps"]),
            bring=tuple(row["bring"]),
            where=row["where"],
            fee=row.get("fee", ""),
            time=row.get("time", ""),
            source=sources()[row["source"]],
            checked_on=content["checked_on"],
        )
        for row in content["procedure"]
    )
