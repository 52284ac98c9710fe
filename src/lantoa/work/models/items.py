"""A work item: one task of a plan for one leading unit, with its history and the requests made about it."""

from __future__ import annotations

from textwrap import shorten

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantoa.org.models import Organisation, Unit, User
from lantoa.plans.models import DeadlineKind, Mode, Plan, PlanTask
from lantoa.work.text import is_erased
from lantoakit.plans.brief import brief


class WorkState(models.TextChoices):
    """Overdue is no state: it follows from the deadline and today, and never for what is only requested."""

    OPEN = "open", _("Chưa làm")
    DOING = "doing", _("Đang làm")
    SUBMITTED = "submitted", _("Chờ xã xác nhận")
    RETURNED = "returned", _("Cần bổ sung")
    DONE = "done", _("Đã xong")
    WITHDRAWN = "withdrawn", _("Đã rút")


OPEN_STATES = (WorkState.OPEN, WorkState.DOING, WorkState.RETURNED)
"""States in which something is still to be done by the unit."""


WITHOUT_DATE = (
    DeadlineKind.UNCLEAR,
    DeadlineKind.NONE,
    DeadlineKind.ONGOING,
    DeadlineKind.MONTHLY,
    DeadlineKind.QUARTERLY,
    DeadlineKind.YEARLY,
    DeadlineKind.ON_REQUEST,
)
"""Kinds of deadline that name no single day: such items are reported on the unit's monthly slip."""


class WorkItem(models.Model):
    """What one leading unit has to do. A task with three leading units is three items, each with its own proof.

    `given` holds what the plan said when it was last confirmed, so that a repeated confirmation changes only what the
    plan changed and leaves what an officer decided since (a granted extension, another lead). `quote` is the place in
    the plan as [text, lit] pairs. `version` guards the facts (text, deadline, units, target); a change of state is
    guarded by the state itself, so that a unit's photo never makes an officer's open form stale.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="work_items")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="work_items")
    task = models.ForeignKey(PlanTask, models.PROTECT, null=True, blank=True, related_name="work_items")
    lead = models.ForeignKey(Unit, models.PROTECT, related_name="work_items", verbose_name=_("chủ trì"))
    given_lead = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    coordinating = models.ManyToManyField(Unit, related_name="coordinated_items", blank=True)
    path = models.CharField(_("chỗ ghi"), max_length=40, blank=True)
    text = models.TextField(_("việc"))
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.ASSIGNED)
    deadline_kind = models.CharField(max_length=12, choices=DeadlineKind.choices, default=DeadlineKind.NONE)
    due_on = models.DateField(_("hạn"), null=True, blank=True)
    due_day = models.PositiveSmallIntegerField(_("ngày trong tháng"), null=True, blank=True)
    deadline_printed = models.CharField(max_length=300, blank=True)
    evidence_wanted = models.CharField(max_length=300, blank=True)
    given = models.JSONField(default=dict, blank=True)
    quote = models.JSONField(default=list, blank=True)
    status_only = models.BooleanField(_("chỉ ghi tình trạng, số lượng, số văn bản"), default=False)
    state = models.CharField(_("tình trạng"), max_length=10, choices=WorkState.choices, default=WorkState.OPEN)
    progress_done = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    progress_total = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    progress_measure = models.CharField(max_length=40, blank=True)
    # the day of doing, as the last evidence tells it, not of confirming
    done_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    folded = models.TextField(editable=False, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("việc")
        verbose_name_plural = _("việc")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["task", "lead"], name="one_item_per_task_and_unit"),
            models.UniqueConstraint(fields=["task", "given_lead"], name="one_item_per_task_and_given_unit"),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"]),
            models.Index(fields=["lead", "state", "due_on"]),
        ]

    def __str__(self) -> str:
        return shorten(self.text, 80, placeholder="…")

    @property
    def brief(self) -> str:
        """The work in a few words, for lists: without who does it together and until when."""
        return brief(self.text)

    @property
    def quote_place(self) -> str:
        """Where the plan gives it, as the plan is called now: a draft gets its number only when it is issued."""
        if self.plan is None:
            return ""
        named = gettext("Kế hoạch %(sign)s") % {"sign": self.plan.sign} if self.plan.sign else self.plan.title
        where = gettext("phần %(path)s") % {"path": self.path} if self.path else ""
        return ", ".join(part for part in (named, where) if part)


class EventKind(models.TextChoices):
    CREATED = "created", _("Giao việc")
    CHANGED = "changed", _("Sửa việc")
    STATE = "state", _("Đổi tình trạng")
    COMMENT = "comment", _("Trao đổi")
    EVIDENCE = "evidence", _("Gửi minh chứng")
    RETURNED = "returned", _("Yêu cầu bổ sung")
    ACCEPTED = "accepted", _("Xác nhận")
    REQUEST = "request", _("Gửi đề nghị")
    ANSWER = "answer", _("Trả lời đề nghị")
    ERASED = "erased", _("Xóa lời theo yêu cầu")


IN_OWN_WORDS = (EventKind.STATE, EventKind.COMMENT, EventKind.RETURNED, EventKind.REQUEST, EventKind.ANSWER)
"""Kinds whose text somebody wrote themselves."""


class WorkEvent(models.Model):
    """One line of an item's history."""

    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=10, choices=EventKind.choices)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    text = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    client_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    class Meta:
        verbose_name = _("dòng lịch sử")
        verbose_name_plural = _("lịch sử")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {shorten(self.text, 60, placeholder='…')}"

    @property
    def has_words(self) -> bool:
        """Whether somebody's own words stand here that may be erased."""
        return self.kind in IN_OWN_WORDS and bool(self.text) and not is_erased(self.text)


class RequestKind(models.TextChoices):
    EXTENSION = "extension", _("Xin gia hạn")
    MISASSIGNED = "misassigned", _("Báo giao nhầm")


class RequestState(models.TextChoices):
    OPEN = "open", _("Chờ trả lời")
    GRANTED = "granted", _("Đồng ý")
    REFUSED = "refused", _("Không đồng ý")
    CLOSED = "closed", _("Không cần trả lời nữa, việc đã rút")


class Request(models.Model):
    """What a unit asks about an item: more time, or that it is not theirs."""

    item = models.ForeignKey(WorkItem, models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=12, choices=RequestKind.choices)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.OPEN)
    reason = models.TextField()
    wanted_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    client_key = models.CharField(max_length=64, unique=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("đề nghị của đơn vị")
        verbose_name_plural = _("đề nghị của đơn vị")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "kind"], condition=models.Q(state="open"), name="one_open_request_per_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.item}"
