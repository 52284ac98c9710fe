"""Reads of conversations: the asker's by their key, the desk's within one organisation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from lantoa.answers.models import Question
from lantoa.conversations import hours
from lantoa.conversations import preferences as rows
from lantoa.conversations.models import (
    Callback,
    Conversation,
    Kind,
    Message,
    Seat,
    State,
    Unanswered,
    UnansweredState,
    Who,
)
from lantoa.org import policies
from lantoa.org.models import Organisation, OrganisationKind, Position, User
from lantoa.org.places import organisation_at
from lantoa.shared import preferences
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound

PRESENT = timedelta(minutes=2)
"""How long after the last sign of an officer others are warned that they are answering."""
_WAITS = 40
_FEWEST = 5
"""Past waits from which on an expected wait is told."""


@dataclass(frozen=True, slots=True)
class Wait:
    """What an asker is told before a person is asked for. `minutes` is the usual wait, None while nobody can know."""

    hours: hours.Hours
    is_open: bool
    opens: datetime | None
    minutes: int | None


def places() -> list[Organisation]:
    """Communes that take questions, by name."""
    found = Organisation.objects.filter(kind=OrganisationKind.COMMUNE).order_by("name", "pk")
    return [one for one in found if preferences.get(rows.OPEN.name, one.pk)]


def place(code: str) -> Organisation | None:
    """The organisation at an address: the one of a code; without code the only commune there is.

    None where an asker has to choose, or nobody takes questions. Raises NotFound for a code that nobody has, or whose
    page is closed.
    """
    found = organisation_at(code)
    if found is None or preferences.get(rows.OPEN.name, found.pk):
        return found
    if code:
        raise NotFound(place=code)
    return None


def conversation(key: str) -> Conversation | None:
    """The asker's conversation; None for a key that is not known (any more)."""
    if not key or not key.isascii() or not key.isprintable():  # not every database takes what a cookie may hold
        return None
    return Conversation.objects.filter(key=key).select_related("organisation").first()


def shown_to_asker(found: Conversation, *, after: int = 0) -> QuerySet[Message]:
    """What the asker sees: everything but notes, from a message on."""
    return found.messages.filter(pk__gt=after).exclude(who=Who.NOTE)


def wait(organisation: Organisation, now: datetime) -> Wait:
    """Office hours, and how long people waited lately for the first answer of an officer."""
    known = hours.of(organisation.pk)
    local = timezone.localtime(now)
    answered = Conversation.objects.filter(
        organisation=organisation, reached_at__isnull=False, waiting_since__isnull=False
    ).order_by("-reached_at")
    waits = [
        (reached - since).total_seconds() / 60
        for since, reached in answered.values_list("waiting_since", "reached_at")[:_WAITS]
        if since and reached and reached >= since
    ]
    usual = max(1, round(median(waits))) if len(waits) >= _FEWEST else None
    return Wait(known, known.is_open(local), known.next_opening(local), usual)


def conversations(actor: Actor, organisation: Organisation) -> QuerySet[Conversation]:
    """The inbox: who waits first, longest first, then what officers have, then the rest by the last word.

    `asked` is what the asker said first, empty where it was erased, None where a person was asked for without a word.
    """
    if not policies.may(actor, "conversations.read", organisation.pk):
        return Conversation.objects.none()
    order = Case(
        When(state=State.WAITING, then=Value(0)),
        When(state=State.PERSON, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    words = Message.objects.filter(conversation=OuterRef("pk"), who=Who.ASKER).order_by("pk")
    found = Conversation.objects.filter(organisation=organisation).select_related("assigned_to", "organisation")
    return (
        found.annotate(turn=order, asked=Subquery(words.values("text")[:1]))
        .filter(Q(asked__isnull=False) | Q(waiting_since__isnull=False))
        .order_by("turn", F("waiting_since").asc(nulls_last=True), "-last_at", "pk")
    )


def waiting(organisation: Organisation) -> QuerySet[Conversation]:
    """Conversations in which a person is waited for and none has answered."""
    words = Message.objects.filter(conversation=OuterRef("pk"), who=Who.ASKER).order_by("pk")
    return (
        Conversation.objects.filter(
            Q(state=State.WAITING) | Q(state=State.PERSON, reached_at=None), organisation=organisation
        )
        .select_related("assigned_to")
        .annotate(asked=Subquery(words.values("text")[:1]))
        .order_by("waiting_since", "pk")
    )


def has_called(found: Conversation) -> bool:
    """Whether an officer noted something since a number to call back on was left; True where none was."""
    callback = Callback.objects.filter(conversation=found).first()
    return callback is None or found.messages.filter(who=Who.NOTE, at__gte=callback.consented_at).exists()


def thread(found: Conversation) -> list[Message]:
    """Everything said, notes too, with who wrote it."""
    return list(found.messages.select_related("author", "unanswered"))


def question_before(reply: Message) -> str:
    """What an officer's reply answers for everybody: the question that no document answered, else the first that was
    asked. What followed ("còn mèo thì sao") says nothing by itself."""
    asked, first = "", dict[str, str]()
    for one in Message.objects.filter(conversation_id=reply.conversation_id, pk__lt=reply.pk):
        if one.who == Who.ASKER:
            asked = one.text
        first.setdefault(one.kind, asked)
    return first.get(Kind.DECLINED) or first.get(Kind.ANSWER) or first.get("", "")


def others_here(found: Conversation, user_id: int | None, now: datetime) -> list[Seat]:
    """Other officers who have the conversation open now; who has a draft is writing."""
    seats = found.seats.filter(seen_at__gte=now - PRESENT).exclude(user_id=user_id or 0)
    return list(seats.select_related("user").order_by("user__folded"))


def draft(found: Conversation, user_id: int | None) -> str:
    """What an officer was writing here."""
    return found.seats.filter(user_id=user_id or 0).values_list("draft", flat=True).first() or ""


def officers(organisation: Organisation) -> list[User]:
    """People who may answer residents here, by name."""
    able = Position.objects.in_force(timezone.localdate()).filter(
        organisation=organisation, role__in=policies.CAPABILITIES["conversations.reply"]
    )
    return list(User.objects.filter(pk__in=able.values("user_id"), is_active=True).order_by("folded", "pk"))


def unanswered(actor: Actor, organisation: Organisation) -> QuerySet[Unanswered]:
    """The work list, what is asked most first; `proposed_state` is that of the proposed answer, or None."""
    if not policies.may(actor, "conversations.read", organisation.pk):
        return Unanswered.objects.none()
    proposed = Question.objects.filter(pk=OuterRef("proposed"))
    found = Unanswered.objects.filter(organisation=organisation).order_by("-count", "-last_at", "pk")
    return found.annotate(proposed_state=Subquery(proposed.values("state")[:1]))


def open_questions(organisation: Organisation) -> QuerySet[Unanswered]:
    """Questions that wait for an answer, what is asked most first."""
    found = Unanswered.objects.filter(organisation=organisation, state=UnansweredState.OPEN)
    return found.order_by("-count", "-last_at", "pk")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a period without its words: what became of it. `outcome` is a Kind, or "person"."""

    id: int
    day: date
    topic: str
    outcome: str
    handed_over: bool


def asked_between(organisation_id: int, start: date, end: date) -> list[Asked]:
    """Every question of a period with its outcome, in one query; words are not part of it.

    Handed over is the last question before a person was asked for, and what an officer answered.
    """
    said = Message.objects.filter(
        conversation__organisation_id=organisation_id, at__date__gte=start, at__date__lte=end, who__in=_COUNTED
    ).order_by("conversation_id", "pk")
    names = ("pk", "conversation_id", "who", "kind", "at", "conversation__topic", "conversation__waiting_since")
    found: list[Asked] = []
    before_person: dict[int, int] = {}  # of each conversation: where in `found` its last question before that stands
    asked: tuple[int, int, datetime] | None = None
    for pk, talk, who, kind, at, topic, since in said.values_list(*names):
        if who == Who.ASKER:
            asked = (pk, talk, at)
        elif asked is not None and asked[1] == talk and kind in _OUTCOMES:
            if since is not None and asked[2] <= since:
                before_person[talk] = len(found)
            by_person = not kind
            found.append(Asked(asked[0], timezone.localtime(asked[2]).date(), topic, kind or "person", by_person))
            asked = None
    for place in before_person.values():
        found[place] = replace(found[place], handed_over=True)
    return found


_COUNTED = (Who.ASKER, Who.MACHINE, Who.OFFICER)
_OUTCOMES = {Kind.ANSWER, Kind.DECLINED, Kind.COMPLAINT, ""}
"""Kinds of what is said to a question that tell what became of it; an officer's words have none."""
