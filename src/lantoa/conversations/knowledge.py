"""The one place where conversations meet the knowledge below them: examples, procedures, proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.answers import selectors as answers
from lantoa.answers import services
from lantoa.answers.models import Audience, Procedure, Question, State
from lantoa.answers.scopes import organisations_above
from lantoa.library.knowledge import kind_and_key
from lantoa.org.models import Organisation
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound


def examples(organisation_id: int, most: int = 4) -> list[str]:
    """Questions that approved answers of an organisation answer, for who does not know what to ask."""
    rows = Question.objects.filter(organisation_id=organisation_id, live__audience=Audience.RESIDENT)
    return [live["title"] for live in rows.order_by("-approved_at", "pk").values_list("live", flat=True)[:most]]


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of a procedure."""

    number: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Guide:
    """An approved procedure as it is walked through, a step at a time."""

    id: int
    title: str
    for_whom: str
    steps: tuple[Step, ...]
    bring: tuple[str, ...]
    where: str
    fee: str
    time: str
    source: str


def procedure_id(source_key: str) -> int | None:
    """The procedure that a source is; None for other sources."""
    kind, key = kind_and_key(source_key)
    return int(key) if kind == Procedure.KIND and key.isdecimal() else None


def guide(organisation: Organisation, number: int) -> Guide:
    """An approved procedure of an organisation or of one above it, for residents. Raises NotFound."""
    piece = answers.live_piece(Procedure.KIND, number)
    live = piece.live
    if piece.organisation_id not in organisations_above(organisation.pk) or live["audience"] == Audience.OFFICER:
        raise NotFound(number=number)
    steps = tuple(Step(place, one["title"], one["text"]) for place, one in enumerate(live["steps"], 1))
    named = f"{live['source_title']} ({live['source_sign']})" if live["source_sign"] else live["source_title"]
    return Guide(
        id=piece.pk,
        title=live["title"],
        for_whom=live["for_whom"],
        steps=steps,
        bring=tuple(live["bring"]),
        where=live["where"],
        fee=live["fee"],
        time=live["time"],
        source=named,
    )


def waits_for_approval(question_id: int | None) -> bool:
    """Whether a proposed answer is with the one who approves."""
    return Question.objects.filter(pk=question_id or 0, state=State.WAITING).exists()


def propose(
    *, actor: Actor, organisation_id: int, question: str, answer: str, wordings: Sequence[str], topic: str
) -> int:
    """Propose an answer that one more person approves; returns its id. Raises PermissionRefused, InvalidInput."""
    made = services.propose_question(
        actor=actor,
        organisation_id=organisation_id,
        question=question,
        answer=answer,
        wordings=wordings,
        topic=topic,
    )
    return made.pk
