"""What the asker does besides asking: begins, wants a person, rates, forgets."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.conversations import preferences as rows
from lantoa.conversations import wording
from lantoa.conversations.models import Callback, Channel, Conversation, Feedback, Kind, Message, State, Who, new_key
from lantoa.conversations.services import access
from lantoa.conversations.services.asking import check_words, say
from lantoa.conversations.services.worklist import add_to_work_list, forget_wording, line_like
from lantoa.org.phones import normal_phone
from lantoa.shared import preferences
from lantoa.shared.errors import InvalidInput, NotFound, WrongState


def open_conversation(*, organisation_id: int, channel: str) -> Conversation:
    """Begin one. Its `key` belongs to the asker alone. Raises NotFound where the organisation takes no questions."""
    if channel not in Channel.values:
        raise InvalidInput(fields={"channel": _("Chưa nhận câu hỏi từ nơi này.")})
    organisation = access.open_organisation(organisation_id)
    return Conversation.objects.create(organisation=organisation, channel=channel)


@transaction.atomic
def ask_person(*, key: str, phone: str = "", consent: bool = False) -> Conversation:
    """Hand the conversation to an officer; may be asked at any time, and again with a number to be called back on.

    Raises NotFound, InvalidInput (fields phone, consent), WrongState at a kiosk: it forgets who has left.
    """
    conversation = access.locked_by_key(key)
    if conversation.channel == Channel.KIOSK:
        raise WrongState(_("Máy này không giữ lại câu hỏi để chờ cán bộ. Đến quầy hoặc gọi điện cho xã."))
    _keep_phone(conversation, phone, consent=consent)
    if conversation.is_with_staff:
        return conversation
    conversation.state, conversation.assigned_to = State.WAITING, None
    conversation.waiting_since, conversation.reached_at, conversation.closed_at = timezone.now(), None, None
    access.event(conversation, wording.ASKED_PERSON)
    conversation.save()
    return conversation


def hand_over(
    *, organisation_id: int, channel: str, key: str = "", phone: str = "", consent: bool = False, text: str = ""
) -> Conversation:
    """Ask for a person, in a conversation that begins with it where there is no `key`; `text` is said before it.

    What is refused leaves no conversation behind. Raises NotFound, InvalidInput (fields text, phone, consent),
    WrongState at a kiosk.
    """
    text = check_words(text) if text.strip() else ""
    with transaction.atomic():
        key = key or open_conversation(organisation_id=organisation_id, channel=channel).key
        if text:
            say(key=key, text=text)
        return ask_person(key=key, phone=phone, consent=consent)


def _keep_phone(conversation: Conversation, phone: str, *, consent: bool) -> None:
    number = normal_phone(phone)
    if not number:
        return
    if not consent:
        raise InvalidInput(fields={"consent": _("Đánh dấu đồng ý thì xã mới được giữ số này để gọi lại.")})
    term = preferences.get(rows.PHONE_DAYS.name, conversation.organisation_id)
    Callback.objects.update_or_create(
        conversation=conversation,
        defaults={
            "phone": number,
            "consented_at": timezone.now(),
            "erase_on": timezone.localdate() + timedelta(days=term),
        },
    )


@transaction.atomic
def stop_waiting(*, key: str) -> Conversation:
    """Take the wish for a person back; a number that was left is erased. Raises NotFound."""
    conversation = access.locked_by_key(key)
    if conversation.state != State.WAITING:
        return conversation
    conversation.state, conversation.waiting_since = State.MACHINE, None
    conversation.assigned_to = None
    Callback.objects.filter(conversation=conversation).delete()
    access.event(conversation, wording.STOPPED_WAITING)
    conversation.save()
    return conversation


@transaction.atomic
def rate_answer(*, key: str, message_id: int, feedback: str) -> Message:
    """Say by one tap whether an answer of one's own conversation helped; the last tap counts.

    An answer that did not help puts its question on the work list. Raises NotFound, InvalidInput.
    """
    if feedback not in Feedback.values:
        raise InvalidInput(fields={"feedback": _("Bấm Đúng hoặc Chưa đúng.")})
    conversation = access.locked_by_key(key)
    message = conversation.messages.filter(pk=message_id, who=Who.MACHINE, kind=Kind.ANSWER).first()
    if message is None:
        raise NotFound(message_id=message_id)
    message.feedback = feedback
    if feedback == Feedback.NOT_HELPED and message.unanswered_id is None:
        asked = conversation.messages.filter(who=Who.ASKER, pk__lt=message.pk).last()
        if asked is not None and asked.text:
            like, topic = line_like(conversation.organisation_id, asked.text), conversation.topic
            message.unanswered = add_to_work_list(conversation, asked.text, like=like, reason="not_helped", topic=topic)
    message.save()
    return message


@transaction.atomic
def forget(*, key: str, left: bool = False) -> None:
    """Erase what was said, at the asker's wish or when a kiosk is left: words, number and key go.

    What stays is that somebody asked on a day, and what kind of answer there was. At the asker's wish the work list
    forgets their wording too; of a kiosk that was `left` it keeps the masked question, without a way back to here.
    Raises NotFound.
    """
    conversation = access.locked_by_key(key)
    Callback.objects.filter(conversation=conversation).delete()
    conversation.seats.all().delete()
    if not left:
        forget_wording(conversation)
    conversation.messages.update(text="", answer=None, unanswered=None)
    conversation.key, conversation.topic = new_key(), ""
    conversation.state, conversation.closed_at, conversation.assigned_to = State.CLOSED, timezone.now(), None
    conversation.save()
