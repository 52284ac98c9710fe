"""The monthly slip (Phiếu báo kết quả): one a unit and period, gathering every task without a date of its own."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantoa.org.models import Organisation, Unit, User
from lantoa.plans.models import Mode
from lantoa.work.models.items import WorkItem
from lantoa.work.text import is_erased

ASKED = "asked"
"""How a slip stands that has not come in and on which nothing is a duty: asked for, never missing."""


class SlipState(models.TextChoices):
    OPEN = "open", _("Chưa báo")
    SUBMITTED = "submitted", _("Đã báo, chờ xác nhận")
    RETURNED = "returned", _("Cần bổ sung")
    ACCEPTED = "accepted", _("Đã xác nhận")


class Slip(models.Model):
    """What a unit reports for one period about its undated and ongoing tasks. `received` is a value of Received."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="slips")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="slips")
    period_start = models.DateField()
    period_end = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=SlipState.choices, default=SlipState.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reported_by = models.CharField(_("người báo"), max_length=150, blank=True)
    received = models.CharField(max_length=8, blank=True)
    returned_why = models.TextField(blank=True)
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("phiếu báo kết quả")
        verbose_name_plural = _("phiếu báo kết quả")
        ordering = ["-period_start", "unit_id"]
        constraints = [models.UniqueConstraint(fields=["unit", "period_start"], name="one_slip_per_unit_and_period")]

    def __str__(self) -> str:
        return f"{self.unit} {self.period_start:%d/%m/%Y} – {self.period_end:%d/%m/%Y}"

    @property
    def standing(self) -> str:
        """ASKED, or its state. Lists count `assigned`, the lines that are a duty, once for all."""
        if self.state != SlipState.OPEN:
            return self.state
        counted: int | None = getattr(self, "assigned", None)
        assigned = self.lines.filter(item__mode=Mode.ASSIGNED).count() if counted is None else counted
        return SlipState.OPEN.value if assigned else ASKED

    @property
    def standing_words(self) -> str:
        return slip_words(self.standing)


def slip_words(standing: str) -> str:
    """The words for how a slip stands."""
    return gettext("Đề nghị phối hợp") if standing == ASKED else str(SlipState(standing).label)


class SlipLine(models.Model):
    """One task on a slip: done or not in this period, how, and how many. `nothing`: not done, since nothing arose."""

    slip = models.ForeignKey(Slip, models.CASCADE, related_name="lines")
    item = models.ForeignKey(WorkItem, models.PROTECT, related_name="slip_lines")
    done = models.BooleanField(null=True, blank=True)
    nothing = models.BooleanField(_("không phát sinh"), default=False)
    text = models.TextField(blank=True)
    number = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    measure = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("dòng của phiếu")
        verbose_name_plural = _("dòng của phiếu")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["slip", "item"], name="one_line_per_item")]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def answer(self) -> str:
        """What its unit said, in words; an empty string until it has."""
        if self.done is None:
            return ""
        return gettext("Không phát sinh") if self.nothing else gettext("Đã làm") if self.done else gettext("Chưa làm")

    @property
    def has_words(self) -> bool:
        """Whether the unit's own words stand here that may be erased."""
        return bool(self.text.strip()) and not is_erased(self.text)
