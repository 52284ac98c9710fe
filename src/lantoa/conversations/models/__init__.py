"""Conversations with residents, what was said in them, and the questions that found no answer."""

from lantoa.conversations.models.talk import (
    Callback,
    Channel,
    Conversation,
    Feedback,
    Kind,
    Message,
    Seat,
    State,
    Who,
    new_key,
)
from lantoa.conversations.models.unanswered import Unanswered, UnansweredState

__all__ = [
    "Callback",
    "Channel",
    "Conversation",
    "Feedback",
    "Kind",
    "Message",
    "Seat",
    "State",
    "Unanswered",
    "UnansweredState",
    "Who",
    "new_key",
]
