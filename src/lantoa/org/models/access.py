"""Sign-in in the field: a personal QR code that an officer re-issues, and a PIN on each device."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lantoa.org.models.people import User
from lantoa.org.models.tree import Organisation


class FieldPass(models.Model):
    """A personal QR code for one organisation, one at a time. Only a hash of its secret is stored.

    Issuing a new one ends the old one and its devices; wrong telephone numbers are counted here and lock it.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="field_passes")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="field_passes")
    secret_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    wrong_phones = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("thẻ QR")
        verbose_name_plural = _("thẻ QR")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(revoked_at=None), name="one_live_pass_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"QR {self.user}"


class Device(models.Model):
    """A phone that a pass was scanned on, and the PIN chosen there. Too many wrong PINs lock the device."""

    field_pass = models.ForeignKey(FieldPass, models.CASCADE, related_name="devices")
    key_hash = models.CharField(max_length=64, unique=True)
    pin_hash = models.CharField(max_length=200, blank=True)
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    label = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("điện thoại đã nhận")
        verbose_name_plural = _("điện thoại đã nhận")

    def __str__(self) -> str:
        return self.label or f"{self.field_pass}"
