"""Questions that the documents did not answer: a work list that outlives the conversations, without who asked."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.org.models import Organisation, User


class UnansweredState(models.TextChoices):
    """Where a question stands. `ANSWERED`: an officer wrote an answer, which becomes knowledge once it is approved."""

    OPEN = "open", _("Chưa có lời đáp")
    ANSWERED = "answered", _("Đã soạn lời đáp")
    DISMISSED = "dismissed", _("Không cần trả lời")


class Unanswered(models.Model):
    """One question with all its similar wordings: `question` is masked, `folded` its search form, `count` how often it
    came, `answer` what an officer proposed (`proposed` is its id in `answers`), `settled_why` why it needs none."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="unanswered")
    question = models.CharField(max_length=500)
    folded = models.CharField(max_length=500, editable=False)
    topic = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=UnansweredState.choices, default=UnansweredState.OPEN)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    proposed = models.BigIntegerField(null=True, blank=True)
    settled_why = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("câu hỏi chưa có lời đáp")
        verbose_name_plural = _("câu hỏi chưa có lời đáp")
        indexes = [models.Index(fields=["organisation", "state", "-count"])]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
