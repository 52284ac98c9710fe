"""Finding the conversation that somebody writes to, locked: by the asker's key, or by its number for an officer."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from lantoa.conversations import preferences as rows
from lantoa.conversations.models import Conversation, Kind, Message, Unanswered, Who
from lantoa.org import policies
from lantoa.org.models import Organisation, User
from lantoa.shared import preferences
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound


def open_organisation(organisation_id: int) -> Organisation:
    """An organisation that takes questions. Raises NotFound for one that does not exist or has closed its page."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None or not preferences.get(rows.OPEN.name, found.pk):
        raise NotFound(organisation_id=organisation_id)
    return found


def by_key(key: str) -> Conversation:
    """The asker's conversation. Who has the key is the asker: nothing else tells who they are. Raises NotFound."""
    found = Conversation.objects.filter(key=key).select_related("organisation").first() if key else None
    if found is None:
        raise NotFound
    return found


def locked_by_key(key: str) -> Conversation:
    """The same inside a transaction, held until its end. Raises NotFound."""
    assert transaction.get_connection().in_atomic_block
    found = Conversation.objects.select_for_update(of=("self",)).filter(key=key).first() if key else None
    if found is None:
        raise NotFound
    return found


def for_officer(actor: Actor, conversation_id: int) -> Conversation:
    """A conversation that the actor may answer, held until the end of the transaction.

    Raises NotFound for one that does not exist or is foreign, PermissionRefused for who may only read.
    """
    found = Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation_id).first()
    if found is None or not policies.may(actor, "conversations.read", found.organisation_id):
        raise NotFound(conversation_id=conversation_id)
    policies.require(actor, "conversations.reply", found.organisation_id)
    return found


def question_for_officer(actor: Actor, unanswered_id: int) -> Unanswered:
    """A line of the work list, held until the end of the transaction. Raises NotFound, PermissionRefused."""
    found = Unanswered.objects.select_for_update(of=("self",)).filter(pk=unanswered_id).first()
    if found is None or not policies.may(actor, "conversations.read", found.organisation_id):
        raise NotFound(unanswered_id=unanswered_id)
    policies.require(actor, "conversations.reply", found.organisation_id)
    return found


def person_of(actor: Actor) -> User | None:
    """The officer's row; None for the system."""
    return User.objects.filter(pk=actor.user_id).first() if actor.user_id is not None else None


def event(conversation: Conversation, text: str, kind: str = Kind.EVENT) -> Message:
    """The machine says something that is no answer; the conversation was touched now."""
    conversation.last_at = timezone.now()
    return Message.objects.create(conversation=conversation, who=Who.MACHINE, kind=kind, text=text)
