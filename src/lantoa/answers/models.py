"""Answers and procedures that people wrote and others approved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lantoa.org.models import Organisation, User


class State(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    WAITING = "waiting", _("Chờ duyệt")
    APPROVED = "approved", _("Đã duyệt")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Audience(models.TextChoices):
    RESIDENT = "resident", _("Người dân")
    BUSINESS = "business", _("Hộ kinh doanh, doanh nghiệp")
    OFFICER = "officer", _("Cán bộ (chỉ người của xã xem)")


class Piece(models.Model):
    """A piece of knowledge with its source.

    The columns hold what is being worked on; `live` holds the content that was approved last, as JSON, and is what is
    quoted: who corrects an approved answer takes nothing from the readers until the correction is approved. `live` is
    empty before the first approval and after withdrawal.
    """

    KIND: ClassVar[str]
    CONTENT: ClassVar[tuple[str, ...]] = (
        "title", "topic", "wordings", "audience", "source_title", "source_sign", "source_issuer", "source_date",
        "source_url", "checked_on", "valid_until",
    )  # fmt: skip

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    topic = models.CharField(_("chủ đề"), max_length=100, blank=True)
    wordings = models.JSONField(_("cách hỏi khác"), default=list, blank=True)
    audience = models.CharField(_("dành cho"), max_length=10, choices=Audience.choices, default=Audience.RESIDENT)
    source_title = models.CharField(_("nguồn"), max_length=300, blank=True)
    source_sign = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    source_issuer = models.CharField(_("cơ quan ban hành"), max_length=250, blank=True)
    source_date = models.DateField(_("ngày của nguồn"), null=True, blank=True)
    source_url = models.URLField(_("địa chỉ của nguồn"), max_length=500, blank=True)
    checked_on = models.DateField(_("ngày đối chiếu với nguồn"), null=True, blank=True)
    valid_until = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State.choices, default=State.DRAFT)
    note = models.TextField(_("lý do trả lại"), blank=True)
    live = models.JSONField(default=dict, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    folded = models.TextField(editable=False, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        ordering = ["-changed_at", "-id"]
        indexes = [models.Index(fields=["organisation", "state"])]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        """Whether it is quoted now."""
        return bool(self.live)

    @property
    def is_being_corrected(self) -> bool:
        """Whether what is quoted is not what is being worked on."""
        return bool(self.live) and self.state in (State.DRAFT, State.WAITING)


class Question(Piece):
    """A question in the ways in which it is asked (`title` and `wordings`), and its answer."""

    KIND = "question"
    CONTENT = (*Piece.CONTENT, "answer")

    answer = models.TextField(_("câu trả lời"))

    class Meta(Piece.Meta):
        verbose_name = _("câu trả lời")
        verbose_name_plural = _("câu trả lời")


class Procedure(Piece):
    """A procedure step by step. `steps` is a list of {"title", "text"}, `bring` a list of things to bring."""

    KIND = "procedure"
    CONTENT = (*Piece.CONTENT, "for_whom", "steps", "bring", "where", "fee", "time")

    for_whom = models.TextField(_("ai làm được"), blank=True)
    steps = models.JSONField(_("các bước"), default=list)
    bring = models.JSONField(_("cần mang theo"), default=list, blank=True)
    where = models.TextField(_("nơi làm"), blank=True)
    fee = models.CharField(_("lệ phí"), max_length=300, blank=True)
    time = models.CharField(_("thời gian"), max_length=300, blank=True)

    class Meta(Piece.Meta):
        verbose_name = _("thủ tục")
        verbose_name_plural = _("thủ tục")
