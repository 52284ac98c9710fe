"""Plans, their headings and their tasks, each with its place in the source."""

from __future__ import annotations

from textwrap import shorten

from django.db import models
from django.utils.translation import gettext_lazy as _

from lantoa.library.models import Document
from lantoa.org.models import Organisation, Unit, User


class PlanState(models.TextChoices):
    READING = "reading", _("Máy đang đọc")
    UNREADABLE = "unreadable", _("Không đọc được")
    DRAFT = "draft", _("Đang soát")
    ISSUED = "issued", _("Đã ban hành")
    AMENDED = "amended", _("Đã sửa đổi")
    ENDED = "ended", _("Đã kết thúc")


class Adoption(models.TextChoices):
    """Whether a paper of another body gives work to our units: a person says so, the machine does not assume it."""

    OWN = "", _("Văn bản của xã")
    ASKED = "asked", _("Văn bản của cơ quan khác, chưa trả lời")
    TAKEN = "taken", _("Văn bản của cơ quan khác, giao cho đơn vị của xã")
    LEFT = "left", _("Văn bản của cơ quan khác, không giao theo tên chung")


class Plan(models.Model):
    """A plan in one of its states. While a draft everything can be corrected; once issued it is frozen."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="plans")
    document = models.ForeignKey(Document, models.PROTECT, related_name="plans")
    signed_document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="signed_plans", verbose_name=_("bản đã ký")
    )
    title = models.CharField(_("tên kế hoạch"), max_length=600)
    kind = models.CharField(_("loại văn bản"), max_length=60, default="kế hoạch")
    sign = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=250, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    ends_on = models.DateField(_("kết thúc ngày"), null=True, blank=True)
    state = models.CharField(_("bước"), max_length=12, choices=PlanState.choices, default=PlanState.READING)
    adoption = models.CharField(max_length=6, choices=Adoption.choices, default=Adoption.OWN, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    folded = models.TextField(editable=False, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("kế hoạch")
        verbose_name_plural = _("kế hoạch")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["organisation", "state"])]
        constraints = [models.UniqueConstraint(fields=["document"], name="one_plan_per_document")]

    def __str__(self) -> str:
        return f"{self.sign}: {self.title}" if self.sign else self.title

    @property
    def is_draft(self) -> bool:
        return self.state == PlanState.DRAFT

    @property
    def is_in_force(self) -> bool:
        return self.state in (PlanState.ISSUED, PlanState.AMENDED)

    @property
    def means_ours(self) -> bool:
        """Whether general words of it ("các phòng, ban") mean our units: in a paper of another body once a person
        said so."""
        return self.adoption in (Adoption.OWN, Adoption.TAKEN)

    @property
    def was_work(self) -> bool:
        """Whether a task of it was ever confirmed, so that work may hang on it."""
        return self.tasks.filter(given_out=True).exists()

    @property
    def may_end(self) -> bool:
        """Whether there is something to end: it is in force, or work was given out of the draft."""
        return self.is_in_force or (self.is_draft and self.was_work)


class RevisionKind(models.TextChoices):
    SIGNED = "signed", _("Bản đã ký")
    AMENDED = "amended", _("Bản sửa đổi")


class RevisionState(models.TextChoices):
    READING = "reading", _("Máy đang đọc")
    UNREADABLE = "unreadable", _("Không đọc được")
    READY = "ready", _("Chờ so sánh")
    APPLIED = "applied", _("Đã áp dụng")
    DROPPED = "dropped", _("Đã bỏ")


class Revision(models.Model):
    """Another text of an issued plan, compared with its tasks before anything changes: the signed paper or a
    corrected one."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="revisions")
    kind = models.CharField(max_length=8, choices=RevisionKind.choices)
    state = models.CharField(max_length=12, choices=RevisionState.choices, default=RevisionState.READING)
    document = models.ForeignKey(Document, models.PROTECT, related_name="plan_revisions")
    replaced_document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["plan", "document"], name="one_revision_per_document")]

    def __str__(self) -> str:
        return f"{self.plan}: {self.get_kind_display()}"


class Heading(models.Model):
    """A numbered division of the plan, in the order of the source."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="headings")
    position = models.PositiveIntegerField()
    path = models.CharField(max_length=40)
    title = models.CharField(max_length=600)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="heading_position_once")]

    def __str__(self) -> str:
        return f"{self.path} {self.title}"


class Mode(models.TextChoices):
    ASSIGNED = "assigned", _("Giao")
    REQUESTED = "requested", _("Đề nghị")


class DeadlineKind(models.TextChoices):
    """How a task says when: kept in step with `lantoakit.plans`."""

    UNCLEAR = "unclear", _("Chưa rõ")
    DATE = "date", _("Đến ngày")
    MONTHLY = "monthly", _("Hằng tháng")
    QUARTERLY = "quarterly", _("Hằng quý")
    YEARLY = "yearly", _("Hằng năm")
    ON_REQUEST = "on_request", _("Khi có yêu cầu")
    ONGOING = "ongoing", _("Thường xuyên")
    NONE = "none", _("Chưa xác định hạn")


class TaskState(models.TextChoices):
    UNSURE = "unsure", _("Còn chỗ chưa rõ")
    CLEAR = "clear", _("Máy đọc rõ")
    CONFIRMED = "confirmed", _("Đã xác nhận")
    REJECTED = "rejected", _("Không phải việc")
    WITHDRAWN = "withdrawn", _("Đã bỏ khi sửa đổi")


UNDECIDED = (TaskState.UNSURE, TaskState.CLEAR)
"""States in which a person still has to say something."""


class PlanTask(models.Model):
    """One task as the plan gives it. `spans` maps a field to [start, end] in the reading's text, `doubts` to reasons.

    `given_out` stays true once work was made of it. `as_read` is what the machine read, before anybody corrected it:
    a corrected version of the plan is compared with that.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    position = models.PositiveIntegerField()
    path = models.CharField(_("chỗ ghi"), max_length=40, blank=True)
    text = models.TextField(_("việc"))
    as_read = models.JSONField(default=dict, blank=True, editable=False)
    mode = models.CharField(_("cách giao"), max_length=10, choices=Mode.choices, default=Mode.ASSIGNED)
    deadline_kind = models.CharField(_("hạn"), max_length=12, choices=DeadlineKind.choices, default=DeadlineKind.NONE)
    deadline_on = models.DateField(_("ngày phải xong"), null=True, blank=True)
    deadline_day = models.PositiveSmallIntegerField(_("ngày trong tháng"), null=True, blank=True)
    deadline_printed = models.CharField(_("hạn ghi trong kế hoạch"), max_length=300, blank=True)
    evidence_wanted = models.CharField(_("minh chứng cần gửi"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.UNSURE)
    confidence = models.FloatField(default=0)
    spans = models.JSONField(default=dict, blank=True)
    doubts = models.JSONField(default=dict, blank=True)
    added_by_hand = models.BooleanField(default=False)
    given_out = models.BooleanField(default=False, editable=False)
    page = models.PositiveIntegerField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("việc của kế hoạch")
        verbose_name_plural = _("việc của kế hoạch")
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["plan", "state"])]

    def __str__(self) -> str:
        return shorten(self.text, 80, placeholder="…")


class TaskRole(models.TextChoices):
    LEAD = "lead", _("Chủ trì")
    COORDINATING = "coordinating", _("Phối hợp")


class TaskUnit(models.Model):
    """A body that a task names: `printed` as it stands in the plan, `units` what it means in the tree (one name may
    mean many).

    `candidates` are ids of units that may be meant, best first; `doubt` says why nobody should rely on it yet.
    """

    task = models.ForeignKey(PlanTask, models.CASCADE, related_name="units")
    role = models.CharField(max_length=12, choices=TaskRole.choices)
    position = models.PositiveSmallIntegerField(default=0)
    printed = models.CharField(max_length=300)
    units = models.ManyToManyField(Unit, related_name="+", blank=True)
    candidates = models.JSONField(default=list, blank=True)
    doubt = models.CharField(max_length=300, blank=True)
    span = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["-role", "position", "id"]

    def __str__(self) -> str:
        return self.printed


class TaskDraft(models.Model):
    """What somebody typed on the review page and has not saved yet: survives a closed tab and an expired session."""

    task = models.ForeignKey(PlanTask, models.CASCADE, related_name="drafts")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    based_on = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "user"], name="one_draft_per_person")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.user_id}"
