"""One thing said by an asker, and what the machine says to it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.answers import services as answers
from lantoa.conversations import preferences as rows
from lantoa.conversations import showing, speech, wording
from lantoa.conversations.models import Channel, Conversation, Kind, Message, State, Unanswered, Who
from lantoa.conversations.services import access
from lantoa.conversations.services.worklist import add_to_work_list, line_like
from lantoa.shared import preferences
from lantoa.shared.errors import InvalidInput
from lantoakit.llm import ChatError
from lantoakit.llm.chat import model_of
from lantoakit.retrieval import Answer
from lantoakit.retrieval.answering.declining import NO_QUESTION
from lantoakit.retrieval.rewording import reword
from lantoakit.text import legible, nfc
from lantoakit.text.masking import mask, without_marks

logger = logging.getLogger(__name__)

MODEL_SECONDS = 8.0
"""How long a model may take: the asker waits, and has the quotation without it."""
LONGEST = 1000
"""Letters of one question. Who needs more is asked to shorten it, and keeps what was typed."""


@dataclass(frozen=True)
class Said:
    """What the machine is about to say: `kind`, `text` and `answer` as they are stored; `more` is said after it."""

    kind: str
    text: str
    answer: dict[str, Any] | None = None
    topic: str = ""
    reason: str = ""
    more: str = ""


def say(*, key: str, text: str) -> Message:
    """Take in what the asker of a conversation says; returns the asker's own message, the reply comes after it.

    Personal numbers are masked before anything is stored or searched. A complaint is not kept, its writer is told where
    it is taken. While an officer has the conversation the machine is silent; while one is waited for it says what
    documents answer. Raises NotFound, InvalidInput (field text).
    """
    said = check_words(text)
    conversation = access.by_key(key)
    access.open_organisation(conversation.organisation_id)
    kind, masked = speech.kind_of(said), mask(said)
    # Asked before the transaction: searching takes no lock, and holds up nobody who writes.
    reply = _reply_to(conversation, kind, masked)
    like = line_like(conversation.organisation_id, masked) if _is_unanswered(reply) else None
    with transaction.atomic():
        conversation = access.locked_by_key(key)
        kept = wording.ERASED.get(kind, masked)
        message = Message.objects.create(conversation=conversation, who=Who.ASKER, text=kept)
        _take_in(conversation, masked, reply, like)
    return message


def check_words(text: str) -> str:
    """What somebody typed, on one line and legible. Raises InvalidInput (field text) for nothing and for too much."""
    said = " ".join(nfc(legible(text)).split())
    if not said:
        raise InvalidInput(fields={"text": _("Viết câu hỏi rồi bấm Hỏi.")})
    if len(said) > LONGEST:
        raise InvalidInput(fields={"text": _("Câu hỏi dài quá. Viết ngắn lại, mỗi lần hỏi một việc.")})
    return said


def _reply_to(conversation: Conversation, kind: str, masked: str) -> Said:
    if kind == speech.COMPLAINT:
        return Said(Kind.COMPLAINT, wording.complaint(conversation.organisation))
    if kind == speech.EMERGENCY:
        return Said(Kind.COURTESY, wording.emergency(conversation.organisation))
    if kind in (speech.GREETING, speech.THANKS, speech.PERSON, speech.INSTRUCTION):
        courtesies = wording.COURTESIES | (wording.AT_KIOSK if conversation.channel == Channel.KIOSK else {})
        return Said(Kind.COURTESY, courtesies[kind])
    before = conversation.messages.filter(who=Who.ASKER).exclude(text__in=["", *wording.ERASED.values()]).last()
    # A mark would be taken for what is asked: "[số điện thoại]" for a question after a telephone number.
    answer = answers.ask(
        organisation_id=conversation.organisation_id,
        question=without_marks(masked),
        before=without_marks(before.text) if before else "",
    )
    if kind == speech.ABUSE and not answer.answered:
        return Said(Kind.COURTESY, wording.COURTESIES[kind])
    shown = showing.to_json(answer, conversation.organisation, timezone.localdate())
    if answer.answered and preferences.get(rows.REWORD.name, conversation.organisation_id):
        shown["reworded"] = _reworded(masked, answer)
    more = wording.reception(conversation.organisation) if speech.names_complaints(masked) else ""
    return Said(
        kind=Kind.ANSWER if answer.answered else Kind.DECLINED,
        text=wording.lead_of(answer),
        answer=shown,
        topic=_topic_of(answer),
        reason=answer.reason,
        more=more,
    )


def _reworded(question: str, answer: Answer) -> str:
    """What a language model says shorter, each sentence held to the quotations; empty where it says anything else."""
    quoted = [one.text for one in answer.quotations[: showing.MOST]]
    try:
        return reword(replace(model_of(settings.LLM), timeout=MODEL_SECONDS), question, quoted)
    except ChatError:
        logger.info("the language model did not answer; the quotation is shown alone")
        return ""


def _take_in(conversation: Conversation, masked: str, reply: Said, like: int | None) -> None:
    """Store what the machine says, if it is its turn, and what the work list needs (`like`: the line that asks it)."""
    if conversation.is_closed:  # who writes again begins with the machine again
        conversation.state, conversation.assigned_to = State.MACHINE, None
    state = conversation.state
    conversation.closed_at, conversation.last_at = None, timezone.now()
    conversation.topic = reply.topic or conversation.topic
    conversation.save()
    if reply.kind == Kind.COMPLAINT or state == State.MACHINE:
        line = None
        if state == State.MACHINE and _is_unanswered(reply):
            line = add_to_work_list(conversation, masked, like=like, reason=reply.reason, topic=reply.topic)
        _store(conversation, reply, line)
    elif state == State.WAITING:
        if reply.kind == Kind.ANSWER:
            _store(conversation, reply)
        else:
            access.event(conversation, wording.ADDED)


def _is_unanswered(reply: Said) -> bool:
    return reply.kind == Kind.DECLINED and reply.reason not in NO_QUESTION


def _store(conversation: Conversation, reply: Said, line: Unanswered | None = None) -> None:
    Message.objects.create(
        conversation=conversation,
        who=Who.MACHINE,
        kind=reply.kind,
        text=reply.text,
        answer=reply.answer,
        unanswered=line,
    )
    if reply.more:
        access.event(conversation, reply.more, Kind.COURTESY)


def _topic_of(answer: Answer) -> str:
    """What it was about: the document that answered, else the one that came closest."""
    found = answer.quotations or answer.near
    return (found[0].source.title or found[0].source.sign)[:80] if found else ""
