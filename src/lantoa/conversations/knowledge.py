"""The one place where conversations meet the knowledge below them: examples, procedures, proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from lantoa.answers import selectors as answers
from lantoa.answers import services
from lantoa.answers.models import Audience, Procedure, Question, State
from lantoa.answers.scopes import organisations_above
from lantoa.conversations.models import Feedback, Kind, Message
from lantoa.conversations.preferences import EXAMPLES
from lantoa.library.knowledge import kind_and_key
from lantoa.org.models import Organisation
from lantoa.shared import preferences
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound
from lantoakit.text import fold

OFTEN = timedelta(days=90)
"""How far back questions count as asked often."""
_COUNTED = 400
"""Answers that are counted, the last ones."""
_TWICE = 2


def examples(organisation_id: int, most: int = 4) -> list[str]:
    """Questions for who does not know what to ask, each with an approved answer: first what was really asked most
    lately, then those that the commune named, then its other approved ones, oldest first."""
    rows = Question.objects.filter(organisation_id=organisation_id, live__audience=Audience.RESIDENT)
    titles = dict(rows.order_by("approved_at", "pk").values_list("pk", "live__title"))
    pinned = preferences.get(EXAMPLES.name, organisation_id).split(";")
    known = {fold(title): title for title in titles.values()}
    named = [known[wanted] for one in pinned if (wanted := fold(one.strip())) in known]
    often = [titles[key] for key in _asked_most(organisation_id) if key in titles]
    return list(dict.fromkeys([*often, *named, *titles.values()]))[:most]


def _asked_most(organisation_id: int) -> list[int]:
    """Ids of answers that were quoted first at least twice lately and not found wrong, most often first."""
    said = Message.objects.filter(
        conversation__organisation_id=organisation_id, kind=Kind.ANSWER, at__gte=timezone.now() - OFTEN
    ).exclude(feedback=Feedback.NOT_HELPED)
    counts: Counter[int] = Counter()
    for quotes in said.order_by("-pk").values_list("answer__quotes", flat=True)[:_COUNTED]:
        kind, key = kind_and_key(quotes[0]["source"]) if quotes else ("", "")
        if kind == Question.KIND and key.isdecimal():
            counts[int(key)] += 1
    return [key for key, count in counts.most_common() if count >= _TWICE]


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
    *,
    actor: Actor,
    organisation_id: int,
    question: str,
    answer: str,
    wordings: Sequence[str],
    topic: str,
    source_title: str = "",
    source_sign: str = "",
    source_issuer: str = "",
) -> int:
    """Propose an answer that one more person approves; returns its id. Raises PermissionRefused, InvalidInput."""
    made = services.propose_question(
        actor=actor,
        organisation_id=organisation_id,
        question=question,
        answer=answer,
        wordings=wordings,
        topic=topic,
        source_title=source_title,
        source_sign=source_sign,
        source_issuer=source_issuer,
    )
    return made.pk


def topics(organisation_id: int) -> list[str]:
    """Topics that answers of an organisation are under already."""
    return answers.topics(organisation_id)
