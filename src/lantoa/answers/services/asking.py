"""Asking the knowledge of an organisation."""

from __future__ import annotations

from django.utils import timezone

from lantoa.answers import snapshot
from lantoa.answers.scopes import scopes_for
from lantoa.shared.actors import NOBODY, Actor
from lantoakit.retrieval import Answer


def ask(*, organisation_id: int, question: str, before: str = "", actor: Actor = NOBODY) -> Answer:
    """Answer from what an organisation tells everybody and, with an actor of its staff, from its internal papers too.

    `before` is what was asked just before, which a follow-up ("còn phường thì sao?") leans on. Raises nothing for any
    question; what is not in the documents is declined with a reason.
    """
    scopes = scopes_for(organisation_id, actor)
    return snapshot.current().ask(question, scopes=scopes, today=timezone.localdate(), before=before)
