"""Evidence: what proves that something was done, with time, who, and how it reached the commune."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from lantoa.org.models import Organisation, Unit, User
from lantoa.work.models.items import WorkItem
from lantoa.work.models.slips import SlipLine


def random_name(instance: models.Model, filename: str) -> str:
    """Where evidence is stored: under a random name."""
    return f"evidence/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()[:8]}"


class EvidenceKind(models.TextChoices):
    PHOTO = "photo", _("Ảnh")
    FILE = "file", _("Tệp")
    LINK = "link", _("Đường dẫn")
    NUMBER = "number", _("Số liệu")
    NOTE = "note", _("Ghi chú")


class EvidenceState(models.TextChoices):
    SENT = "sent", _("Đã gửi")
    ACCEPTED = "accepted", _("Đã xác nhận")
    RETURNED = "returned", _("Cần bổ sung")
    ERASED = "erased", _("Đã xóa")


COUNTED = (EvidenceState.SENT, EvidenceState.ACCEPTED)
"""States in which a piece of evidence counts in sums and reports."""


class Stamp(models.TextChoices):
    """Whether a file bears a stamp of secrecy; empty for what is not read and only the form asks about."""

    WAITING = "waiting", _("Đang xem dấu mật")
    CLEAR = "clear", _("Không thấy dấu mật")
    UNREAD = "unread", _("Máy không đọc được tệp")
    FOUND = "found", _("Có dấu mật")


class Received(models.TextChoices):
    """How it reached the commune: by the unit itself, or entered by an officer for the unit (Nhập thay)."""

    DIRECT = "direct", _("Đơn vị tự gửi")
    PHONE = "phone", _("Gọi điện thoại")
    ZALO = "zalo", _("Gửi qua Zalo")
    MEETING = "meeting", _("Báo tại cuộc họp")
    PAPER = "paper", _("Gửi giấy")


class Evidence(models.Model):
    """One piece of proof. For proof only, unless consent to publish was recorded.

    Of a photo only the picture without metadata and with its regions blurred is ever stored; `sha256` is of what is
    stored.
    An erased piece keeps its row and hash, and loses its file, its words and who reported it.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="evidence")
    item = models.ForeignKey(WorkItem, models.PROTECT, related_name="evidence")
    line = models.ForeignKey(SlipLine, models.SET_NULL, null=True, blank=True, related_name="evidence")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=8, choices=EvidenceKind.choices)
    file = models.FileField(upload_to=random_name, max_length=120, blank=True)
    original_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    stamp = models.CharField(max_length=8, choices=Stamp.choices, blank=True)
    link = models.URLField(max_length=500, blank=True)
    number = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    measure = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    text = models.TextField(blank=True)
    happened_on = models.DateField(_("ngày làm"))
    state = models.CharField(max_length=10, choices=EvidenceState.choices, default=EvidenceState.SENT)
    returned_why = models.TextField(blank=True)
    may_publish = models.BooleanField(default=False)
    consent_text = models.TextField(blank=True)
    consent_at = models.DateTimeField(null=True, blank=True)
    reported_by = models.CharField(_("người báo"), max_length=150, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    received = models.CharField(max_length=8, choices=Received.choices, default=Received.DIRECT)
    client_key = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    blurred = models.PositiveSmallIntegerField(default=0)
    erased_why = models.CharField(max_length=300, blank=True)
    erased_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("minh chứng")
        verbose_name_plural = _("minh chứng")
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["organisation", "happened_on"]),
            models.Index(fields=["item", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.item}"

    @property
    def is_self_confirmed(self) -> bool:
        """Whether the one who sent it confirmed it too, be it an officer who entered it for a unit."""
        return self.state == EvidenceState.ACCEPTED and self.judged_by_id == self.entered_by_id is not None

    @property
    def opens(self) -> bool:
        """Whether there is a file that people may open: not before it was looked at for a stamp of secrecy."""
        return bool(self.file) and self.stamp != Stamp.WAITING
