"""Periodic reports: figures that open onto their records, and the words an officer adds."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from lantoa.org.models import Organisation, User
from lantoa.work.periods import Period


class ReportKind(models.TextChoices):
    """Only months so far; quarters, half years and years are further kinds with periods of their own."""

    MONTHLY = "monthly", _("Tháng")


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    FROZEN = "frozen", _("Đã chốt")


class Report(models.Model):
    """One report of an organisation for a period. `figures` is filled when it is frozen, and not changed again.

    `sha256` is that of what was frozen. Where words of erased evidence were taken out since, `altered_at` says when,
    and `sha256` is still that of the original.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=ReportKind.choices, default=ReportKind.MONTHLY)
    period_start = models.DateField()
    period_end = models.DateField()
    state = models.CharField(max_length=8, choices=ReportState.choices, default=ReportState.DRAFT)
    figures = models.JSONField(default=dict, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    altered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("báo cáo")
        verbose_name_plural = _("báo cáo")
        ordering = ["-period_start"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "period_start"], name="one_report_per_kind_and_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.period_start:%d/%m/%Y} – {self.period_end:%d/%m/%Y}"

    @property
    def period(self) -> Period:
        """Both days included; the report is named after the month in which it ends."""
        return Period(self.period_start, self.period_end)

    @property
    def is_frozen(self) -> bool:
        return self.state == ReportState.FROZEN


class Place(models.TextChoices):
    """The places of a report in which an officer writes."""

    ASSESSMENT = "assessment", _("Đánh giá chung, kết quả nổi bật")
    DIFFICULTIES = "difficulties", _("Khó khăn, vướng mắc")
    PROPOSALS = "proposals", _("Đề xuất, kiến nghị")
    NEXT = "next", _("Nhiệm vụ kỳ tới")


class Passage(models.Model):
    """Words of the officer in one place of a report, kept on every save."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="passages")
    key = models.CharField(max_length=40, choices=Place.choices)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="one_passage_per_place")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.key}"


class RecordKind(models.TextChoices):
    """What a report counts one by one."""

    EVIDENCE = "evidence", _("Minh chứng")
    SLIP = "slip", _("Phiếu báo kết quả")
    ITEM = "item", _("Việc đã xong")


class Told(models.Model):
    """A record that a frozen report counts, with the period to which it belongs: an earlier one where it came late.

    No record is told twice for its period, in the report of that period and as a supplement of a later one.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="told")
    report_kind = models.CharField(max_length=10, choices=ReportKind.choices)
    kind = models.CharField(max_length=8, choices=RecordKind.choices)
    record_id = models.BigIntegerField()
    period_start = models.DateField()
    period_end = models.DateField()

    class Meta:
        verbose_name = _("mục đã tính trong báo cáo")
        verbose_name_plural = _("mục đã tính trong báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "record_id", "report_kind", "period_start"], name="told_once_for_its_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.kind} {self.record_id}"


class Edition(models.Model):
    """A frozen report that was taken up again: what had been frozen stays as it was, with who reopened it and why.

    `sha256` and `altered_at` are those of the report.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    figures = models.JSONField()
    passages = models.JSONField()
    sha256 = models.CharField(max_length=64)
    altered_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField(auto_now_add=True)
    reopened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()

    class Meta:
        verbose_name = _("bản đã chốt")
        verbose_name_plural = _("bản đã chốt")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_edition_per_number")]

    def __str__(self) -> str:
        return f"{self.report} ({self.number})"
