"""The content of a piece of knowledge: as JSON that is kept, and as passages that are quoted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from lantoa.answers.models import Audience, Piece, Procedure, Question
from lantoa.library import knowledge
from lantoa.library.knowledge import Entry
from lantoakit.retrieval import Passage, Source

FOR_WHOM, STEPS, BRING, WHERE, FEE, TIME = (
    "Ai làm được", "Các bước", "Cần mang theo", "Nơi làm", "Lệ phí", "Thời gian giải quyết",
)  # fmt: skip
"""Headings of a procedure. They are part of what is quoted, so they stay Vietnamese."""
NAMES = {Question.KIND: "câu trả lời", Procedure.KIND: "thủ tục"}
READERS = {Audience.RESIDENT: "người dân", Audience.BUSINESS: "hộ kinh doanh, doanh nghiệp", Audience.OFFICER: "cán bộ"}


def as_json(piece: Piece) -> dict[str, Any]:
    """What is being worked on, as it is kept when it is approved."""
    values = {name: getattr(piece, name) for name in piece.CONTENT}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def day(live: Mapping[str, Any], name: str) -> date | None:
    """A day of what was kept."""
    return date.fromisoformat(live[name]) if live.get(name) else None


def entry_of(piece: Piece) -> Entry | None:
    """What is quoted of a piece: its content as approved last; None where nothing is."""
    if not piece.live:
        return None
    source = source_of(piece)
    parts = _question(piece.live) if isinstance(piece, Question) else _procedure(piece.live)
    return Entry(source, tuple(_numbered(source.key, parts)))


def source_of(piece: Piece) -> Source:
    """Where a live piece rests: the document that it names, valid as long as the piece is."""
    live = piece.live
    is_internal = live["audience"] == Audience.OFFICER
    scope = knowledge.internal if is_internal else knowledge.public
    return Source(
        key=knowledge.source_key(piece.KIND, piece.pk),
        title=live["source_title"],
        kind=NAMES[piece.KIND],
        sign=live["source_sign"],
        issuer=live["source_issuer"],
        issued_on=day(live, "source_date"),
        place=piece.organisation.name,
        audience=READERS[Audience(live["audience"])],
        valid_until=day(live, "valid_until"),
        scope=scope(piece.organisation_id),
    )


def _numbered(key: str, parts: Iterator[Passage]) -> Iterator[Passage]:
    for number, part in enumerate(parts):
        yield Passage(
            key, number, part.text, part.start, part.end, part.heading, part.path, kind=part.kind, asked=part.asked
        )


def _question(live: Mapping[str, Any]) -> Iterator[Passage]:
    text = live["answer"]
    asked = (live["title"], *live["wordings"])
    yield Passage("", 0, text, 0, len(text), (live["topic"],) if live["topic"] else (), kind="question", asked=asked)


def _procedure(live: Mapping[str, Any]) -> Iterator[Passage]:
    """The whole, found by how it is asked for: who asks for one part of it needs the others beside it."""
    text = procedure_text(live)
    title = live["title"]
    yield Passage("", 0, text, 0, len(text), (title,), kind="question", asked=(title, *live["wordings"]))


def procedure_text(live: Mapping[str, Any]) -> str:
    """The words of a procedure in one text, each part under its heading."""
    parts = [
        (FOR_WHOM, live["for_whom"]),
        (STEPS, "\n".join(f"Bước {number}. {step_words(step)}" for number, step in enumerate(live["steps"], 1))),
        (BRING, "\n".join(f"- {one}" for one in live["bring"])),
        (WHERE, live["where"]),
        (FEE, live["fee"]),
        (TIME, live["time"]),
    ]
    return "\n".join(f"{heading}:\n{words}" for heading, words in parts if words)


def step_words(step: Mapping[str, str]) -> str:
    """A step as one sentence after the other."""
    title, text = step["title"].strip(), step["text"].strip()
    ended = title if title[-1:] in ".!?:" else f"{title}."
    return f"{ended} {text}" if title and text else title or text
