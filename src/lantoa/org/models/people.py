"""People and the dated positions from which their rights follow."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lantoa.org.models.tree import Organisation, Unit


class User(AbstractUser):
    """A person who signs in. What they may do is not stored here but follows from their positions."""

    full_name = models.CharField(_("họ và tên"), max_length=150)
    phone = models.CharField(_("số điện thoại"), max_length=20, blank=True, db_index=True)
    folded = models.CharField(max_length=200, editable=False, blank=True)
    is_sample = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    by_pin = False
    """Whether this session was opened by a PIN on a phone; such a session holds field roles only."""

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        constraints = [
            models.UniqueConstraint(fields=["phone"], condition=~Q(phone=""), name="one_person_per_phone"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()


class Role(models.TextChoices):
    """What a position lets its holder do; the table is in `org.policies` and docs/permissions.md."""

    ADMINISTRATOR = "administrator", _("Quản trị")
    OFFICER = "officer", _("Cán bộ phụ trách")
    APPROVER = "approver", _("Lãnh đạo duyệt")
    EDITOR = "editor", _("Biên tập")
    UNIT_HEAD = "unit_head", _("Trưởng đơn vị")
    UNIT_MEMBER = "unit_member", _("Thành viên đơn vị")
    AUDITOR = "auditor", _("Kiểm tra (chỉ xem)")


UNIT_ROLES = (Role.UNIT_HEAD, Role.UNIT_MEMBER)


class PositionQuerySet(models.QuerySet["Position"]):
    def in_force(self, on: date) -> PositionQuerySet:
        """Positions that hold on a day, both ends included."""
        return self.filter(Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))


class Position(models.Model):
    """A dated position (chức danh): a person, an organisation or one of its units, and a role."""

    user = models.ForeignKey(User, models.PROTECT, related_name="positions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="positions")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="positions")
    role = models.CharField(_("quyền"), max_length=14, choices=Role.choices)
    title = models.CharField(_("chức danh"), max_length=120, help_text=_("Ví dụ: Trưởng thôn Bến Đò"))
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    handed_over_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="taken_over_from")

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("chức danh")
        verbose_name_plural = _("chức danh")
        ordering = ["-starts_on", "id"]
        indexes = [models.Index(fields=["user", "starts_on", "ends_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="position_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.user}"
