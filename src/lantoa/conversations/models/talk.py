"""A conversation, its messages, the number to call back, and who has it open on the desk.

Nothing here says who asks: no account, no name, no network address. What people write is masked before it is stored.
"""

from __future__ import annotations

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.conversations.models.unanswered import Unanswered
from lantoa.org.models import Organisation, User


def new_key() -> str:
    """What the asker's browser keeps to find the conversation again: 192 bits, so that nobody guesses it."""
    return secrets.token_urlsafe(24)


class Channel(models.TextChoices):
    """Where a conversation is held. Messengers add theirs."""

    WEB = "web", _("Trang hỏi đáp")
    WIDGET = "widget", _("Khung hỏi đáp trên trang khác")
    KIOSK = "kiosk", _("Máy hỏi đáp đặt tại trụ sở")


class State(models.TextChoices):
    """Who answers now."""

    MACHINE = "machine", _("Máy trả lời")
    WAITING = "waiting", _("Chờ cán bộ")
    PERSON = "person", _("Cán bộ đang trả lời")
    CLOSED = "closed", _("Đã xong")


class Conversation(models.Model):
    """One asker on one channel, from the first question until it is closed and, after a term, erased.

    `waiting_since` is when a person was asked for, `reached_at` when the first officer answered after that.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="conversations")
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    channel = models.CharField(max_length=12, choices=Channel.choices, default=Channel.WEB)
    state = models.CharField(max_length=8, choices=State.choices, default=State.MACHINE)
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    topic = models.CharField(max_length=80, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    waiting_since = models.DateTimeField(null=True, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("cuộc hỏi đáp")
        verbose_name_plural = _("cuộc hỏi đáp")
        indexes = [
            models.Index(fields=["organisation", "state", "last_at"]),
            models.Index(fields=["last_at"]),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.state == State.CLOSED

    @property
    def is_with_staff(self) -> bool:
        """Whether a person was asked for or has it."""
        return self.state in (State.WAITING, State.PERSON)


class Who(models.TextChoices):
    """Who said it. A note is for officers only."""

    ASKER = "asker", _("Người hỏi")
    MACHINE = "machine", _("Máy")
    OFFICER = "officer", _("Cán bộ")
    NOTE = "note", _("Ghi chú nội bộ")


class Kind(models.TextChoices):
    """What a message of the machine is; empty for what people write."""

    ANSWER = "answer", _("Trích dẫn")
    DECLINED = "declined", _("Chưa có trong văn bản")
    COMPLAINT = "complaint", _("Chỉ đến nơi tiếp công dân")
    COURTESY = "courtesy", _("Lời đáp")
    EVENT = "event", _("Chuyển người trả lời")


class Feedback(models.TextChoices):
    """Whether an answer helped, by one tap."""

    HELPED = "helped", _("Đúng")
    NOT_HELPED = "not_helped", _("Chưa đúng")


class Message(models.Model):
    """One thing said. `text` is masked; `answer` holds an answer as it was shown (see `conversations.showing`)."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    who = models.CharField(max_length=8, choices=Who.choices)
    kind = models.CharField(max_length=10, choices=Kind.choices, blank=True)
    text = models.TextField(blank=True)
    answer = models.JSONField(null=True, blank=True)
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    feedback = models.CharField(max_length=10, choices=Feedback.choices, blank=True)
    unanswered = models.ForeignKey(Unanswered, models.SET_NULL, null=True, blank=True, related_name="messages")

    class Meta:
        verbose_name = _("lời trong cuộc hỏi đáp")
        verbose_name_plural = _("lời trong cuộc hỏi đáp")
        ordering = ["pk"]
        indexes = [models.Index(fields=["who", "at"])]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Callback(models.Model):
    """A telephone number that the asker left to be called back: with consent, for this conversation alone.

    A row of its own, so that closing the conversation erases it without touching what was said.
    """

    conversation = models.OneToOneField(Conversation, models.CASCADE, related_name="callback")
    phone = models.CharField(max_length=16)
    consented_at = models.DateTimeField(default=timezone.now)
    erase_on = models.DateField()

    class Meta:
        verbose_name = _("số điện thoại để gọi lại")
        verbose_name_plural = _("số điện thoại để gọi lại")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Seat(models.Model):
    """An officer who has a conversation open, and the reply that they are writing: kept here, warned of to others."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="seats")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)
    draft = models.TextField(blank=True)

    class Meta:
        verbose_name = _("bàn trả lời")
        verbose_name_plural = _("bàn trả lời")
        constraints = [models.UniqueConstraint(fields=["conversation", "user"], name="seat_once_per_officer")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
