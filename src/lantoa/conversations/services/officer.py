"""What an officer does in a conversation. Every one of these is recorded."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.conversations import wording
from lantoa.conversations.models import Callback, Conversation, Message, Seat, State, Who
from lantoa.conversations.services import access
from lantoa.org import policies
from lantoa.org.models import User
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, Stale, WrongState
from lantoakit.text import nfc
from lantoakit.text.masking import mask

LONGEST = 4000


@transaction.atomic
def take(*, actor: Actor, conversation_id: int) -> Conversation:
    """Take a conversation on: the machine falls silent, the asker is told. Raises NotFound, PermissionRefused,
    WrongState where another officer has it or it is over."""
    conversation = access.for_officer(actor, conversation_id)
    person = access.person_of(actor)
    if conversation.is_closed:
        raise WrongState
    if conversation.assigned_to_id not in (None, actor.user_id):
        raise WrongState(_("Cán bộ khác đã nhận cuộc này. Cần đổi người thì bấm Giao cho người khác."))
    _begin(conversation, person)
    conversation.save()
    _record(actor, "conversations.take", conversation)
    return conversation


def _begin(conversation: Conversation, person: User | None) -> None:
    if conversation.state != State.PERSON:
        if conversation.state == State.MACHINE:
            conversation.waiting_since, conversation.reached_at = timezone.now(), None
        access.event(conversation, wording.TAKEN)
    conversation.state, conversation.closed_at = State.PERSON, None
    conversation.assigned_to = person


@transaction.atomic
def assign(*, actor: Actor, conversation_id: int, user_id: int) -> Conversation:
    """Give a conversation to an officer of the same organisation. Raises NotFound, PermissionRefused, WrongState,
    InvalidInput (field user_id) for who may not answer there."""
    conversation = access.for_officer(actor, conversation_id)
    if conversation.is_closed:
        raise WrongState
    person = User.objects.filter(pk=user_id, is_active=True).first()
    grants = policies.actor_for(person).grants
    able = policies.CAPABILITIES["conversations.reply"]
    if person is None or not any(g.organisation_id == conversation.organisation_id and g.role in able for g in grants):
        raise InvalidInput(fields={"user_id": _("Chọn một cán bộ được trả lời người dân.")})
    _begin(conversation, person)
    conversation.save()
    _record(actor, "conversations.assign", conversation, to=person.pk)
    return conversation


@transaction.atomic
def reply(*, actor: Actor, conversation_id: int, text: str, seen: int) -> Message:
    """Answer the asker. `seen` is the id of the last message that the officer had before them.

    Raises NotFound, PermissionRefused, InvalidInput (field text), Stale where another officer answered after `seen`.
    """
    conversation = access.for_officer(actor, conversation_id)
    said, person = _words(text), access.person_of(actor)
    if conversation.messages.filter(~Q(author=person), who=Who.OFFICER, pk__gt=seen).exists():
        raise Stale(_("Cán bộ khác vừa trả lời trong lúc bạn viết. Xem câu ấy rồi gửi; chữ vừa viết vẫn còn."))
    if conversation.state in (State.MACHINE, State.CLOSED):
        conversation.waiting_since, conversation.reached_at = timezone.now(), None
    conversation.state, conversation.closed_at = State.PERSON, None
    conversation.assigned_to = conversation.assigned_to or person
    conversation.last_at = timezone.now()
    conversation.reached_at = conversation.reached_at or conversation.last_at
    conversation.save()
    message = Message.objects.create(conversation=conversation, who=Who.OFFICER, text=said, author=person)
    Seat.objects.filter(conversation=conversation, user_id=actor.user_id or 0).update(draft="")
    _record(actor, "conversations.reply", conversation)
    return message


@transaction.atomic
def note(*, actor: Actor, conversation_id: int, text: str) -> Message:
    """Write something for other officers; the asker never sees it. Raises NotFound, PermissionRefused, InvalidInput."""
    conversation = access.for_officer(actor, conversation_id)
    written = Message.objects.create(
        conversation=conversation, who=Who.NOTE, text=mask(_words(text)), author=access.person_of(actor)
    )
    _record(actor, "conversations.note", conversation)
    return written


@transaction.atomic
def hand_back(*, actor: Actor, conversation_id: int) -> Conversation:
    """Give the conversation back to the machine, and say so. Raises NotFound, PermissionRefused, WrongState."""
    conversation = access.for_officer(actor, conversation_id)
    if not conversation.is_with_staff:
        raise WrongState
    conversation.state, conversation.assigned_to = State.MACHINE, None
    access.event(conversation, wording.HANDED_BACK)
    conversation.save()
    _record(actor, "conversations.hand_back", conversation)
    return conversation


@transaction.atomic
def close(*, actor: Actor, conversation_id: int) -> Conversation:
    """End a conversation; a number left to be called back on is erased now. Raises NotFound, PermissionRefused,
    WrongState where it is over."""
    conversation = access.for_officer(actor, conversation_id)
    if conversation.is_closed:
        raise WrongState
    conversation.state, conversation.closed_at = State.CLOSED, timezone.now()
    Callback.objects.filter(conversation=conversation).delete()
    conversation.seats.all().delete()
    access.event(conversation, wording.CLOSED)
    conversation.save()
    _record(actor, "conversations.close", conversation)
    return conversation


@transaction.atomic
def keep_draft(*, actor: Actor, conversation_id: int, text: str) -> Seat:
    """Keep the reply that an officer is writing, and that they are there: others are warned by it.

    Raises NotFound, PermissionRefused.
    """
    conversation = access.for_officer(actor, conversation_id)
    seat, _created = Seat.objects.update_or_create(
        conversation=conversation,
        user_id=actor.user_id,
        defaults={"seen_at": timezone.now(), "draft": nfc(text)[:LONGEST]},
    )
    return seat


def _words(text: str) -> str:
    said = nfc(text).replace("\r\n", "\n").strip()
    if not said:
        raise InvalidInput(fields={"text": _("Viết lời cần gửi.")})
    if len(said) > LONGEST:
        raise InvalidInput(fields={"text": _("Viết ngắn lại: dài nhất 4.000 chữ cái.")})
    return said


def _record(actor: Actor, action: str, conversation: Conversation, **details: int) -> None:
    audit.record(
        actor=actor, action=action, target=conversation, organisation_id=conversation.organisation_id, **details
    )
