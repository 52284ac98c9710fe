"""Putting a question without an answer on the work list, beside others that ask the same."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from lantoa.conversations.grouping import most_like
from lantoa.conversations.models import Conversation, Unanswered, UnansweredState
from lantoakit.text import fold

COMPARED = 400
"""Lines of the work list that a new question is compared with: those that came up last."""


def add_to_work_list(conversation: Conversation, question: str, *, reason: str, topic: str = "") -> Unanswered:
    """Count a masked question; one that was settled and comes again is open again. Call it inside a transaction."""
    lines = Unanswered.objects.filter(organisation_id=conversation.organisation_id).order_by("-last_at")
    pairs = ((row, row.folded) for row in lines[:COMPARED])
    found = most_like(question, pairs)
    if found is None:
        return Unanswered.objects.create(
            organisation_id=conversation.organisation_id,
            question=question[:500],
            folded=fold(question)[:500],
            topic=topic,
            reason=reason[:40],
        )
    Unanswered.objects.filter(pk=found.pk).update(count=F("count") + 1, last_at=timezone.now())
    if found.state == UnansweredState.ANSWERED and reason == "not_helped":
        Unanswered.objects.filter(pk=found.pk).update(state=UnansweredState.OPEN)
    found.refresh_from_db()
    return found
