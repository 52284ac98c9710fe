"""Stored documents and what was read in them."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from lantoa.org.models import Organisation, User

FOLDER = "library"
"""Folder of the originals in the file storage."""


def random_name(instance: models.Model, filename: str) -> str:
    """Where an upload is stored: under a random name, so that no address can be guessed and no name can do harm."""
    return f"{FOLDER}/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()[:8]}"


class Visibility(models.TextChoices):
    INTERNAL = "internal", _("Nội bộ")
    PUBLIC = "public", _("Công khai")


class Document(models.Model):
    """A file as it came, with its SHA-256. Internal until a named person makes it public."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="documents")
    title = models.CharField(_("tên văn bản"), max_length=500)
    file = models.FileField(_("tệp gốc"), upload_to=random_name, max_length=120)
    original_name = models.CharField(_("tên tệp"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("cỡ tệp"))
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(_("loại văn bản"), max_length=60, blank=True)
    sign = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=250, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    valid_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    valid_until = models.DateField(_("hết hiệu lực từ"), null=True, blank=True)
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaces")
    visibility = models.CharField(_("phạm vi"), max_length=10, choices=Visibility.choices, default=Visibility.INTERNAL)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    declared_not_secret = models.BooleanField(default=False)
    uploaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    folded = models.TextField(editable=False, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        ordering = ["-uploaded_at", "-id"]
        indexes = [models.Index(fields=["organisation", "-uploaded_at"])]
        constraints = [models.UniqueConstraint(fields=["organisation", "sha256"], name="same_bytes_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.visibility == Visibility.PUBLIC


class ReadingState(models.TextChoices):
    WAITING = "waiting", _("Đang chờ đọc")
    DONE = "done", _("Đã đọc")
    FAILED = "failed", _("Không đọc được")
    CANCELLED = "cancelled", _("Đã dừng")


class Reading(models.Model):
    """What the machine read in a document: the JSON contract of `lantoa read`, kept as it was read."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="reading")
    state = models.CharField(max_length=10, choices=ReadingState.choices, default=ReadingState.WAITING)
    job_id = models.UUIDField(null=True, blank=True)
    engine = models.CharField(max_length=40, blank=True)
    result = models.JSONField(default=dict, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_text = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("bản đọc")
        verbose_name_plural = _("bản đọc")

    def __str__(self) -> str:
        return f"{self.document}: {self.get_state_display()}"


class ModelProposals(models.Model):
    """What a language model proposes for doubtful fields of a reading: drafts, kept beside it and never part of it.

    `asked` are the JSON Pointers that it was asked about, `found` its proposals by pointer: value, quote, start, end.
    """

    document = models.OneToOneField(Document, models.CASCADE, related_name="model_proposals")
    model = models.CharField(max_length=200, blank=True)
    asked = models.JSONField(default=list, blank=True)
    found = models.JSONField(default=dict, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("gợi ý của mô hình")
        verbose_name_plural = _("gợi ý của mô hình")

    def __str__(self) -> str:
        return f"{self.document}: {self.model}"


class DocumentPassages(models.Model):
    """The pieces of a document that may be quoted: places in `text`, which was read together with them.

    `pieces` is the JSON of `lantoakit.retrieval.apart.Piece`, `made_with` the cutting that made them.
    """

    document = models.OneToOneField(Document, models.CASCADE, related_name="passages")
    made_with = models.PositiveIntegerField()
    text = models.TextField()
    pieces = models.JSONField(default=list)

    class Meta:
        verbose_name = _("đoạn trích được")
        verbose_name_plural = _("đoạn trích được")

    def __str__(self) -> str:
        return f"{self.document}: {len(self.pieces)}"


class RelationKind(models.TextChoices):
    REPLACES = "replaces", _("Thay thế")
    AMENDS = "amends", _("Sửa đổi, bổ sung")


class RelationState(models.TextChoices):
    FOUND = "found", _("Máy đọc được")
    CONFIRMED = "confirmed", _("Đã xác nhận")
    REFUSED = "refused", _("Không đúng")


class DocumentRelation(models.Model):
    """What a document says that it does with another: "Kế hoạch này thay thế Kế hoạch số 12/KH-UBND …".

    `key` is the sign of the other in the form in which spellings are one, `quote` the words. `other` is the stored
    document that is probably meant; `is_certain` where sign, issuer and date are those of exactly one. Where that is
    not so, it counts only once an officer confirmed it.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=10, choices=RelationKind.choices)
    key = models.CharField(max_length=80)
    sign = models.CharField(max_length=80)
    issuer = models.CharField(max_length=250, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    document_kind = models.CharField(max_length=60, blank=True)
    quote = models.TextField()
    other = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="related_by")
    is_certain = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=RelationState.choices, default=RelationState.FOUND)

    class Meta:
        verbose_name = _("quan hệ giữa văn bản")
        verbose_name_plural = _("quan hệ giữa văn bản")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["document", "key", "kind"], name="relation_once")]
        indexes = [models.Index(fields=["key"])]

    def __str__(self) -> str:
        return f"{self.document}: {self.get_kind_display()} {self.sign}"


class KnowledgeChange(models.Model):
    """A row of the log of what may be quoted: this kind and key was changed, published, withdrawn or deleted."""

    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("thay đổi của kho tri thức")
        verbose_name_plural = _("thay đổi của kho tri thức")

    def __str__(self) -> str:
        return f"{self.kind}-{self.key}"
