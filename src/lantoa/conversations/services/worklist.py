"""Putting a question without an answer on the work list, beside others that ask the same."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from lantoa.conversations.grouping import most_like
from lantoa.conversations.knowledge import waits_for_approval
from lantoa.conversations.models import Conversation, Message, Unanswered, UnansweredState, Who
from lantoakit.text import fold

COMPARED = 400
"""Lines of the work list that a new question is compared with: those that came up last."""


def line_like(organisation_id: int, question: str) -> int | None:
    """The line of the work list that asks the same; None where none does. Call it before the transaction: it compares
    with hundreds of lines, and needs no lock."""
    lines = Unanswered.objects.filter(organisation_id=organisation_id).order_by("-last_at")
    return most_like(question, lines.values_list("pk", "folded")[:COMPARED])


def add_to_work_list(
    conversation: Conversation, question: str, *, like: int | None, reason: str, topic: str = ""
) -> Unanswered:
    """Count a masked question on the line `like` (of `line_like`). Call it inside a transaction.

    One that was answered and still comes is open again, unless the answer waits for approval: it was withdrawn or sent
    back, or is not found by these words. One that was dismissed is counted and stays so: an officer gave the reason,
    and can put it back on the list.
    """
    folded = fold(question)[:500]
    same = Q(pk=like) if like is not None else Q(folded=folded)  # which somebody may have asked in the meantime
    lines = Unanswered.objects.filter(same, organisation_id=conversation.organisation_id)
    found = lines.select_for_update(of=("self",)).order_by("pk").first()
    if found is None:
        return Unanswered.objects.create(
            organisation_id=conversation.organisation_id,
            question=question[:500],
            folded=folded,
            topic=topic,
            reason=reason[:40],
        )
    found.count, found.last_at = found.count + 1, timezone.now()
    if found.state == UnansweredState.ANSWERED and not waits_for_approval(found.proposed):
        found.state, found.settled_by, found.settled_at = UnansweredState.OPEN, None, None
    found.save()
    return found


def forget_wording(conversation: Conversation) -> None:
    """Take the words of a conversation off the work list. Call it inside a transaction, while the words still stand.

    A line that stands in them goes on in the wording of another asker; where there is none it is deleted.
    """
    said = {text[:500] for text in conversation.messages.filter(who=Who.ASKER).values_list("text", flat=True)}
    counted = conversation.messages.filter(unanswered__isnull=False).values("unanswered")
    for line in Unanswered.objects.select_for_update(of=("self",)).filter(pk__in=counted, question__in=said):
        other = _wording_of_another(line, conversation)
        if other:
            line.question, line.folded = other[:500], fold(other)[:500]
            line.save(update_fields=["question", "folded"])
        else:
            line.delete()


def _wording_of_another(line: Unanswered, conversation: Conversation) -> str:
    """What another asker said before the reply that counts on a line; empty where nobody's words are left."""
    for reply in line.messages.exclude(conversation=conversation).order_by("-pk")[:COMPARED]:
        asked = Message.objects.filter(conversation=reply.conversation_id, who=Who.ASKER, pk__lt=reply.pk).last()
        if asked is not None and asked.text:
            return asked.text
    return ""
