"""People: adding, changing, letting go, and the way back in for who forgot the password or lost the phone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.org import policies, selectors
from lantoa.org.models import Position, User
from lantoa.org.phones import normal_phone
from lantoa.org.services import locks, passes, positions
from lantoa.org.services.positions import GIVEN_BY_OFFICERS, NewPosition
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, PermissionRefused, Stale
from lantoakit.text import fold, nfc

PRESSED_TWICE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person who may not be known yet: name, telephone number in any form, e-mail or ""."""

    full_name: str
    phone: str = ""
    email: str = ""


@transaction.atomic
def add(*, actor: Actor, organisation_id: int, person: NewPerson, position: NewPosition) -> Position:
    """Add a person with their first position here. Returns the position.

    Who is known already under the same telephone number and name, also in another commune, is taken in, and none of
    their data change. The same facts again within minutes are the same button pressed twice.

    Raises PermissionRefused, InvalidInput (fields full_name, phone, email and of the position).
    """
    positions.require_may_give(actor, position.role, organisation_id)
    locks.hold(organisation_id)
    there = _just_added(organisation_id, person, position)
    if there is not None:
        return there
    user = _known_or_new(actor, organisation_id, person)
    return positions.make(actor, organisation_id, user, position)


@transaction.atomic
def hand_over_to_new(*, actor: Actor, position: Position, person: NewPerson, on: date) -> Position:
    """Hand a position over to who has no account yet; else as positions.hand_over."""
    positions.require_may_give(actor, position.role, position.organisation_id)
    locks.hold(position.organisation_id)
    user = _known_or_new(actor, position.organisation_id, person)
    return positions.pass_on(actor, position, user, on)


@transaction.atomic
def change(*, actor: Actor, user: User, version: int, full_name: str, phone: str, email: str) -> User:
    """Change a person's name, telephone number and e-mail.

    Raises PermissionRefused where the person holds a position that the actor may not give, here or in another commune;
    Stale; InvalidInput (fields full_name, phone, email).
    """
    require_may_manage(actor, user)
    stored = User.objects.select_for_update().get(pk=user.pk)
    if stored.version != version:
        raise Stale(stored=stored.version, sent=version)
    _fill(stored, NewPerson(full_name, phone, email))
    stored.version += 1
    stored.save()
    for organisation_id in _organisations(stored):
        audit.record(actor=actor, action="org.person_change", target=stored, organisation_id=organisation_id)
    return stored


@transaction.atomic
def deactivate(*, actor: Actor, user: User, organisation_id: int) -> User:
    """Let a person go: all their positions in the organisation end; without any other, the account closes too.

    Positions end yesterday, so that the person is out at once (one that began today holds until tonight); those to
    come are taken back. Raises PermissionRefused, NotFound, WrongState for the last administrator.
    """
    policies.require(actor, "people.manage", organisation_id)
    locks.hold(organisation_id)
    selectors.person(organisation_id, user.pk)
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    still_open = Q(ends_on=None) | Q(ends_on__gt=yesterday)
    for position in Position.objects.filter(still_open, user=user, organisation_id=organisation_id):
        if position.starts_on > today:
            positions.cancel(actor=actor, position=position)
        else:
            positions.end(actor=actor, position=position, on=max(yesterday, position.starts_on))
    if not Position.objects.filter(still_open, user=user).exclude(organisation_id=organisation_id).exists():
        User.objects.filter(pk=user.pk).update(is_active=False)
    passes.end_all(actor, user, organisation_id)
    audit.record(actor=actor, action="org.person_deactivate", target=user, organisation_id=organisation_id)
    user.refresh_from_db()
    return user


@transaction.atomic
def password_link(*, actor: Actor, user: User, organisation_id: int) -> str:
    """The path of a page on which the person chooses a password, once and within the days of PASSWORD_RESET_TIMEOUT.

    To be handed over in person or through their own Zalo. Raises PermissionRefused as `change` does, NotFound.
    """
    selectors.person(organisation_id, user.pk)
    require_may_manage(actor, user)
    audit.record(actor=actor, action="org.password_link", target=user, organisation_id=organisation_id)
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


@transaction.atomic
def reset_second_factor(*, actor: Actor, user: User, organisation_id: int) -> None:
    """Take away a lost authenticator; at the next sign-in the person sets up another. Administrators only."""
    policies.require(actor, "roles.manage", organisation_id)
    selectors.person(organisation_id, user.pk)
    require_may_manage(actor, user)
    if actor.user_id == user.pk:
        raise PermissionRefused(_("Không ai tự bỏ lớp bảo vệ của mình ở đây. Nhờ người quản trị khác làm việc này."))
    Authenticator.objects.filter(user=user).delete()
    audit.record(actor=actor, action="org.second_factor_reset", target=user, organisation_id=organisation_id)


def require_may_manage(actor: Actor, user: User) -> None:
    """Raises PermissionRefused unless the actor may give every position that the person holds or will hold.

    Without this an officer could take over an administrator's account by changing where its password link goes.
    """
    today = timezone.localdate()
    held = Position.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), user=user)
    rows = set(held.values_list("role", "organisation_id"))
    if not rows:
        rows = {("", organisation_id) for organisation_id in _organisations(user)}
    for role, organisation_id in rows:
        capability = "people.manage" if role in GIVEN_BY_OFFICERS or not role else "roles.manage"
        if not policies.may(actor, capability, organisation_id):
            raise PermissionRefused(
                _("Người này còn giữ chức danh mà chỉ người quản trị, hoặc cơ quan khác, mới sửa được.")
            )
    if not rows and not actor.system:
        raise PermissionRefused


def _organisations(user: User) -> list[int]:
    return sorted(set(Position.objects.filter(user=user).values_list("organisation_id", flat=True)))


def _just_added(organisation_id: int, person: NewPerson, new: NewPosition) -> Position | None:
    """The position of somebody without a telephone number who was added with the very same facts a moment ago."""
    if person.phone.strip():
        return None  # the number tells who it is
    return Position.objects.filter(
        Q(unit_id=new.unit_id),
        organisation_id=organisation_id,
        role=new.role,
        title=" ".join(new.title.split()),
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        user__full_name=" ".join(nfc(person.full_name).split()),
        user__phone="",
        user__email=person.email.strip().lower(),
        user__date_joined__gte=timezone.now() - PRESSED_TWICE,
    ).first()


def _known_or_new(actor: Actor, organisation_id: int, person: NewPerson) -> User:
    try:
        with transaction.atomic():
            return _found_or_made(actor, organisation_id, person)
    except IntegrityError:  # another commune added this person, or one of this user name, at the same moment
        return _found_or_made(actor, organisation_id, person)


def _found_or_made(actor: Actor, organisation_id: int, person: NewPerson) -> User:
    phone = normal_phone(person.phone)
    known = User.objects.filter(phone=phone).first() if phone else None
    if known is not None and fold(known.full_name) == fold(person.full_name):
        return known
    user = User(username="")
    _fill(user, person)
    user.username = _free_username(user.full_name)
    user.set_unusable_password()
    user.save()
    audit.record(actor=actor, action="org.person_add", target=user, organisation_id=organisation_id)
    return user


def _fill(user: User, person: NewPerson) -> None:
    """Set name, number and address after checking them. Raises InvalidInput naming every field that is wrong."""
    wrong: dict[str, object] = {}
    name = " ".join(nfc(person.full_name).split())
    if not 2 <= len(name) <= 150:
        wrong["full_name"] = _("Ghi đủ họ và tên.")
    phone = email = ""
    try:
        phone = normal_phone(person.phone)
    except InvalidInput as error:
        wrong["phone"] = error.fields["phone"]
    others = User.objects.exclude(pk=user.pk)
    if phone and others.filter(phone=phone).exists():
        wrong["phone"] = _("Số này đang ghi cho người khác. Xem lại số, hoặc ghi đúng họ tên của người dùng số này.")
    try:
        email = person.email.strip().lower()
        if email:
            validate_email(email)
    except ValidationError:
        wrong["email"] = _("Địa chỉ thư điện tử chưa đúng, ví dụ: ten@xa.gov.vn.")
    if email and others.filter(email__iexact=email).exists():
        wrong["email"] = _("Địa chỉ này đang ghi cho người khác.")
    if wrong:
        raise InvalidInput(fields=wrong)  # type: ignore[arg-type]
    user.full_name, user.phone, user.email = name, phone, email
    national = phone.replace("+84", "0")
    user.folded = f"{fold(name)} {national}".strip()[:200]


def _free_username(full_name: str) -> str:
    """A short name to sign in with: the given name and the initials before it ("Phạm Thị Hạnh" -> "hanhpt")."""
    words = re.findall(r"[a-z0-9]+", fold(full_name)) or ["nguoidung"]
    base = (words[-1] + "".join(word[0] for word in words[:-1]))[:40]
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    number = 1
    while (name := base if number == 1 else f"{base}{number}") in taken:
        number += 1
    return name
