"""Sign-in in the field: the personal QR pass, the phones it was scanned on, and the PIN on each.

Wrong telephone numbers count on the pass, wrong PINs on the device. Either locks at the fifth for 15 minutes, twice as
long at each further one, and at the tenth is ended: then the officer issues a new pass, or the pass is scanned again.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lantoa.org import policies, selectors
from lantoa.org.models import Device, FieldPass, User
from lantoa.org.phones import normal_phone
from lantoa.shared import audit
from lantoa.shared.actors import SYSTEM, Actor
from lantoa.shared.errors import DomainError, InvalidInput, NotFound, WrongState
from lantoa.shared.ratelimit import TooMany

FREE_TRIES, LAST_TRY = 5, 10
FIRST_LOCK = timedelta(minutes=15)
PIN_LENGTH = 6


class PassUnusable(NotFound):
    """The pass is unknown, ended or used up: the three look alike on purpose."""

    code = "pass_unusable"
    default_message = _("Thẻ QR này không dùng được nữa. Nhờ cán bộ văn hóa - xã hội của xã cấp thẻ mới.")


class PassNeeded(DomainError):
    """This phone is not known, or not any more: the QR pass has to be scanned."""

    code = "pass_needed"
    status = 403
    default_message = _("Điện thoại này chưa nhận thẻ QR, hoặc đã bị bỏ khỏi danh sách. Quét lại mã trên thẻ.")


class Locked(TooMany):
    """Too many wrong PINs on a phone, or wrong numbers for a pass: says how many, how long to wait, and whom to ask."""

    def __init__(self, until: datetime, tries: int) -> None:
        words = {"tries": tries, "wait": _wait(until)}
        said = gettext("Nhập sai %(tries)s lần. Thử lại sau %(wait)s hoặc gọi cán bộ xã cấp thẻ mới.") % words
        super().__init__(until, said)


@transaction.atomic
def issue_pass(*, actor: Actor, user: User, organisation_id: int) -> tuple[FieldPass, str]:
    """Issue a personal QR pass; returns it with its address, which is known only now and never again.

    An earlier pass and all its devices end. The address is absolute where LANTOA_ORIGIN is set, else a path. Raises
    PermissionRefused, NotFound, WrongState without a field position, InvalidInput (field phone) without a number.
    """
    policies.require(actor, "people.manage", organisation_id)
    selectors.person(organisation_id, user.pk)
    if not selectors.field_positions(user, organisation_id).exists():
        raise WrongState(_("Thẻ QR dành cho trưởng đơn vị và thành viên. Giao chức danh đó trước rồi cấp thẻ."))
    if not user.phone:
        raise InvalidInput(fields={"phone": _("Ghi số điện thoại của người này trước: lúc quét thẻ máy sẽ hỏi số đó.")})
    User.objects.select_for_update().get(pk=user.pk)  # two officers at once: one after the other
    end_all(actor, user, organisation_id)
    secret = secrets.token_urlsafe(24)
    field_pass = FieldPass.objects.create(
        user=user, organisation_id=organisation_id, secret_hash=hashed(secret), issued_by_id=actor.user_id
    )
    audit.record(actor=actor, action="org.pass_issue", target=field_pass, organisation_id=organisation_id)
    return field_pass, settings.ORIGIN + reverse("org:bind", args=[secret])


@transaction.atomic
def revoke_pass(*, actor: Actor, field_pass: FieldPass) -> None:
    """End a pass and its devices. Ending it again does nothing. Raises PermissionRefused."""
    policies.require(actor, "people.manage", field_pass.organisation_id)
    if field_pass.revoked_at is None:
        _end(actor, field_pass)


def end_all(actor: Actor, user: User, organisation_id: int) -> None:
    """End a person's QR passes and devices, for services that checked the actor's right; in their transaction."""
    for field_pass in FieldPass.objects.filter(user=user, organisation_id=organisation_id, revoked_at=None):
        _end(actor, field_pass)


@transaction.atomic
def revoke_device(*, actor: Actor, device_id: int) -> None:
    """Forget a phone: its session ends at the next request. Its own holder may, and who manages people there.

    Raises NotFound for a device of anybody else.
    """
    device = Device.objects.select_related("field_pass").filter(pk=device_id).first()
    if device is None:
        raise NotFound
    field_pass = device.field_pass
    own = actor.user_id is not None and actor.user_id == field_pass.user_id
    if not own and not policies.may(actor, "people.manage", field_pass.organisation_id):
        raise NotFound
    audit.record(actor=actor, action="org.device_revoke", target=device, organisation_id=field_pass.organisation_id)
    device.delete()


def usable_pass(secret: str) -> FieldPass:
    """The pass that this secret opens. Raises PassUnusable."""
    field_pass = FieldPass.objects.select_related("organisation", "user").filter(secret_hash=hashed(secret)).first()
    if field_pass is None or not _counts(field_pass):
        raise PassUnusable
    return field_pass


def bind_device(*, secret: str, phone: str, pin: str, label: str = "") -> tuple[Device, str]:
    """Make a phone known to a pass; returns the device and its key, which only the phone keeps.

    Raises PassUnusable, TooMany while locked, InvalidInput (fields phone, pin).
    """
    check_pin(pin, phone)
    refused: DomainError | None = None
    with transaction.atomic():
        field_pass = FieldPass.objects.select_for_update().get(pk=usable_pass(secret).pk)
        _refuse_while_locked(field_pass.locked_until, field_pass.wrong_phones)
        given = _number(phone)
        if given and secrets.compare_digest(given, field_pass.user.phone):
            return _bind(field_pass, pin, label)
        field_pass.wrong_phones += 1
        field_pass.locked_until = _lock_until(field_pass.wrong_phones)
        field_pass.save(update_fields=["wrong_phones", "locked_until"])
        audit.record_refusal(
            action="org.sign_in_refused", target=field_pass.user, organisation_id=field_pass.organisation_id
        )
        refused = InvalidInput(fields={"phone": _("Số điện thoại không khớp với số đã ghi ở xã cho thẻ này.")})
        if field_pass.wrong_phones >= LAST_TRY:
            _end(SYSTEM, field_pass)
            refused = PassUnusable()
        elif field_pass.locked_until is not None:
            refused = Locked(field_pass.locked_until, field_pass.wrong_phones)
    raise refused  # outside of the transaction, so that the count stays


def enter(*, key: str, pin: str) -> Device:
    """Open a session by the key of a phone and its PIN. The caller signs `device.field_pass.user` in.

    Raises PassNeeded, TooMany while locked, InvalidInput (field pin) with the number of tries left.
    """
    refused: DomainError
    with transaction.atomic():
        device = known_device(key, lock=True)
        _refuse_while_locked(device.locked_until, device.wrong_pins)
        if check_password(pin, device.pin_hash):
            device.wrong_pins, device.locked_until, device.last_seen_at = 0, None, timezone.now()
            device.save(update_fields=["wrong_pins", "locked_until", "last_seen_at"])
            return device
        device.wrong_pins += 1
        device.locked_until = _lock_until(device.wrong_pins)
        device.save(update_fields=["wrong_pins", "locked_until"])
        of = device.field_pass
        audit.record_refusal(action="org.pin_refused", target=of.user, organisation_id=of.organisation_id)
        left = FREE_TRIES - device.wrong_pins
        refused = InvalidInput(fields={"pin": _("Mã PIN chưa đúng. Còn %(left)s lần nhập.") % {"left": left}})
        if device.wrong_pins >= LAST_TRY:
            device.delete()
            refused = PassNeeded()
        elif device.locked_until is not None:
            refused = Locked(device.locked_until, device.wrong_pins)
    raise refused  # outside of the transaction, so that the count stays


def known_device(key: str, *, lock: bool = False) -> Device:
    """The device with this key, whose pass counts and whose holder has a field position today. Raises PassNeeded."""
    found = Device.objects.select_related("field_pass__user", "field_pass__organisation")
    device = (found.select_for_update(of=("self",)) if lock else found).filter(key_hash=hashed(key)).first()
    if device is None or not _counts(device.field_pass):
        raise PassNeeded
    return device


def check_pin(pin: str, phone: str = "") -> None:
    """Raises InvalidInput (field pin) for a PIN that is not six digits or that a stranger tries first."""
    if not re.fullmatch(rf"[0-9]{{{PIN_LENGTH}}}", pin):
        raise InvalidInput(fields={"pin": _("Mã PIN gồm đúng 6 chữ số.")})
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise InvalidInput(
            fields={"pin": _("Mã PIN là dãy số liền nhau hoặc một số lặp lại, dễ bị đoán. Chọn mã khác.")}
        )
    if pin[:2] * 3 == pin or pin[:3] * 2 == pin or all(pin[n] == pin[n + 1] for n in (0, 2, 4)):
        raise InvalidInput(fields={"pin": _("Mã PIN lặp đi lặp lại, dễ bị đoán. Chọn mã khác.")})
    if pin in re.sub(r"\D", "", phone):
        raise InvalidInput(fields={"pin": _("Mã PIN nằm trong số điện thoại, dễ bị đoán. Chọn mã khác.")})


def hashed(secret: str) -> str:
    """SHA-256 of a secret of 128 bits or more, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _counts(field_pass: FieldPass) -> bool:
    if field_pass.revoked_at is not None or not field_pass.user.is_active:
        return False
    today = timezone.localdate()
    held = selectors.field_positions(field_pass.user, field_pass.organisation_id)
    return held.filter(starts_on__lte=today).exists()


def _bind(field_pass: FieldPass, pin: str, label: str) -> tuple[Device, str]:
    key = secrets.token_urlsafe(32)
    device = Device.objects.create(
        field_pass=field_pass,
        key_hash=hashed(key),
        pin_hash=make_password(pin),
        label=label[:80],
        last_seen_at=timezone.now(),
    )
    field_pass.used_at = field_pass.used_at or timezone.now()
    field_pass.wrong_phones, field_pass.locked_until = 0, None
    field_pass.save(update_fields=["used_at", "wrong_phones", "locked_until"])
    user = field_pass.user
    actor = Actor(user_id=user.pk, name=user.get_full_name())
    audit.record(actor=actor, action="org.device_bind", target=device, organisation_id=field_pass.organisation_id)
    return device, key


def _end(actor: Actor, field_pass: FieldPass) -> None:
    field_pass.revoked_at = timezone.now()
    field_pass.save(update_fields=["revoked_at"])
    field_pass.devices.all().delete()
    audit.record(actor=actor, action="org.pass_revoke", target=field_pass, organisation_id=field_pass.organisation_id)


def _number(phone: str) -> str:
    try:
        return normal_phone(phone)
    except InvalidInput:
        return ""


def _lock_until(wrong: int) -> datetime | None:
    if wrong < FREE_TRIES:
        return None
    return timezone.now() + FIRST_LOCK * 2 ** (wrong - FREE_TRIES)


def _refuse_while_locked(until: datetime | None, tries: int) -> None:
    if until is not None and until > timezone.now():
        raise Locked(until, tries)


def _wait(until: datetime) -> str:
    """How long it is until then, in full minutes: "22 giờ 24 phút"."""
    hours, minutes = divmod(max(1, ceil((until - timezone.now()).total_seconds() / 60)), 60)
    words = [ngettext("%(n)d giờ", "%(n)d giờ", hours) % {"n": hours}] if hours else []
    words += [ngettext("%(n)d phút", "%(n)d phút", minutes) % {"n": minutes}] if minutes else []
    return " ".join(words)
