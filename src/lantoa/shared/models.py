"""Rows that every app uses: jobs, the audit record, values of settings."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("Đang chờ")
    RUNNING = "running", _("Đang chạy")
    SUCCEEDED = "succeeded", _("Đã xong")
    FAILED = "failed", _("Không làm được")
    CANCELLED = "cancelled", _("Đã dừng")


class Job(models.Model):
    """One piece of background work. The row is the truth; the queue's message only wakes a worker."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)
    queue = models.CharField(max_length=20, default="default")
    key = models.CharField(max_length=200, unique=True, null=True, blank=True)
    payload = models.JSONField(default=dict)
    organisation_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    created_by_id = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=JobState.choices, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=5)
    run_after = models.DateTimeField(db_index=True)
    dispatched_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    worker = models.CharField(max_length=120, blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_text = models.CharField(max_length=200, blank=True)
    cancel_requested = models.BooleanField(default=False)
    error_code = models.CharField(max_length=60, blank=True)
    error_text = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("việc chạy nền")
        verbose_name_plural = _("việc chạy nền")
        indexes = [models.Index(fields=["state", "run_after"]), models.Index(fields=["kind", "state"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED)


class RecurringJob(models.Model):
    """When a recurring kind of job runs next; rows are kept in step with the code by the worker."""

    kind = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("việc định kỳ")
        verbose_name_plural = _("việc định kỳ")

    def __str__(self) -> str:
        return self.kind


class Worker(models.Model):
    """A worker process, and when it last said that it lives."""

    name = models.CharField(max_length=120, primary_key=True)
    queues = models.JSONField(default=list)
    beat_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tiến trình chạy nền")
        verbose_name_plural = _("tiến trình chạy nền")

    def __str__(self) -> str:
        return self.name


class AuditEntry(models.Model):
    """One write by somebody. Ids only, no foreign keys: the record outlives what it tells of."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    actor_name = models.CharField(max_length=150, blank=True)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    action = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    target_text = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("dòng nhật ký")
        verbose_name_plural = _("nhật ký")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["organisation_id", "-at"]),
            models.Index(fields=["target_type", "target_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type} {self.target_id}"


class SettingValue(models.Model):
    """A value that an administrator changed; what was not changed has no row and takes its default."""

    name = models.CharField(max_length=80)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    value = models.JSONField()

    class Meta:
        verbose_name = _("thiết lập")
        verbose_name_plural = _("thiết lập")
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(organisation_id=None), name="one_value_per_installation"
            ),
            models.UniqueConstraint(
                fields=["name", "organisation_id"],
                condition=Q(organisation_id__isnull=False),
                name="one_value_per_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.name
