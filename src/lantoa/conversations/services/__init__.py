"""What channels and the desk ask of conversations. A channel needs `open_conversation`, `say`, `ask_person` and reading
messages; nothing here knows of pages."""

from lantoa.conversations.services.asker import (
    ask_person,
    forget,
    hand_over,
    open_conversation,
    rate_answer,
    stop_waiting,
)
from lantoa.conversations.services.asking import check_words, say
from lantoa.conversations.services.officer import assign, close, hand_back, keep_draft, note, reply, take
from lantoa.conversations.services.retention import erase_old
from lantoa.conversations.services.unanswered import (
    Basis,
    answer_unanswered,
    dismiss_unanswered,
    propose_reply,
    reopen_unanswered,
)

__all__ = [
    "Basis",
    "answer_unanswered",
    "ask_person",
    "assign",
    "check_words",
    "close",
    "dismiss_unanswered",
    "erase_old",
    "forget",
    "hand_back",
    "hand_over",
    "keep_draft",
    "note",
    "open_conversation",
    "propose_reply",
    "rate_answer",
    "reopen_unanswered",
    "reply",
    "say",
    "stop_waiting",
    "take",
]
