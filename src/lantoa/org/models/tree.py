"""The tree: nation, province, commune, and the units of a commune with the names that plans give them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    NATION = "nation", _("Trung ương")
    PROVINCE = "province", _("Tỉnh, thành phố")
    COMMUNE = "commune", _("Xã, phường, đặc khu")


class Organisation(models.Model):
    """An authority. Everything that is stored belongs to exactly one of them."""

    kind = models.CharField(_("cấp"), max_length=10, choices=OrganisationKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(_("tên"), max_length=150, help_text=_("Ví dụ: xã Minh Họa"))
    place_code = models.CharField(_("mã đơn vị hành chính"), max_length=8, blank=True)
    issuer = models.CharField(_("tên cơ quan ban hành"), max_length=200, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=200, blank=True)
    is_sample = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("tổ chức")
        verbose_name_plural = _("tổ chức")

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    """Kinds of unit that plans of communes and provinces give work to."""

    OFFICE = "office", _("Phòng chuyên môn, văn phòng")
    SERVICE = "service", _("Trung tâm, đơn vị sự nghiệp")
    LEADERSHIP = "leadership", _("Lãnh đạo UBND, HĐND")
    PARTY = "party", _("Cơ quan Đảng")
    FRONT = "front", _("Mặt trận Tổ quốc")
    MASS = "mass", _("Tổ chức chính trị - xã hội, hội")
    POLICE = "police", _("Công an")
    MILITARY = "military", _("Quân sự")
    HEALTH = "health", _("Y tế")
    SCHOOL = "school", _("Trường học")
    HAMLET = "hamlet", _("Thôn, tổ dân phố")
    DIGITAL_TEAM = "digital_team", _("Tổ công nghệ số cộng đồng")
    PRESS = "press", _("Báo chí, cổng thông tin")
    BUSINESS = "business", _("Doanh nghiệp, hợp tác xã")
    OTHER = "other", _("Đơn vị khác")


class Unit(models.Model):
    """A body below an organisation that is given work and reports on it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(_("loại"), max_length=14, choices=UnitKind.choices)
    name = models.CharField(_("tên"), max_length=150)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="unit_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_asked(self) -> bool:
        """Whether a committee can only ask this body: Party bodies, the Fatherland Front, mass organisations."""
        return self.kind in (UnitKind.PARTY, UnitKind.FRONT, UnitKind.MASS)


class UnitAlias(models.Model):
    """Another way in which plans write a unit's name."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    text = models.CharField(_("cách ghi khác"), max_length=150)
    folded = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        verbose_name = _("cách ghi khác")
        verbose_name_plural = _("cách ghi khác")
        constraints = [models.UniqueConstraint(fields=["unit", "folded"], name="alias_once_per_unit")]

    def __str__(self) -> str:
        return self.text
