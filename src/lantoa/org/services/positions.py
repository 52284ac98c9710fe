"""Positions: giving, ending and handing over. Rights follow from them, so nobody can raise their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.org import policies, selectors
from lantoa.org.models import Position, Role, Unit, User
from lantoa.org.models.people import UNIT_ROLES
from lantoa.org.services import locks, passes
from lantoa.org.signals import position_handed_over
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, PermissionRefused, WrongState

GIVEN_BY_OFFICERS = frozenset({Role.UNIT_HEAD, Role.UNIT_MEMBER, Role.EDITOR})
"""Roles that an officer may give and end; all others take an administrator."""
FIRST_DAY, LAST_DAY = date(1945, 9, 2), date(2199, 12, 31)
"""Between these the days of positions lie; beyond the last one there is no next day to reckon with."""


@dataclass(frozen=True, slots=True)
class NewPosition:
    """A position to be given: role, title, unit (needed for the roles of a unit) and the days it holds."""

    role: str
    title: str
    starts_on: date
    unit_id: int | None = None
    ends_on: date | None = None


@transaction.atomic
def give(*, actor: Actor, organisation_id: int, user: User, position: NewPosition) -> Position:
    """Give a person of the organisation one more position; the same one given again is given back.

    Raises PermissionRefused, NotFound for a person of another organisation, InvalidInput (fields role, unit_id, title,
    starts_on, ends_on), also where the same one is there with another title or last day.
    """
    require_may_give(actor, position.role, organisation_id)
    locks.hold(organisation_id)
    selectors.person(organisation_id, user.pk)
    return make(actor, organisation_id, user, position)


@transaction.atomic
def end(*, actor: Actor, position: Position, on: date) -> Position:
    """Let a position end with the day `on`.

    Raises PermissionRefused, InvalidInput (field `on`), WrongState for the last administrator.
    """
    require_may_give(actor, position.role, position.organisation_id)
    _not_ones_own(actor, position.user_id, position.organisation_id)
    locks.hold(position.organisation_id)
    _check_day("on", on)
    stored = Position.objects.select_for_update().get(pk=position.pk)
    if stored.ends_on == on:
        return stored
    if stored.ends_on is not None and stored.ends_on < timezone.localdate():
        raise WrongState(_("Chức danh này đã kết thúc từ trước."))
    if on < stored.starts_on:
        raise InvalidInput(fields={"on": _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")})
    _keep_an_administrator(stored, on)
    stored.ends_on = on
    stored.save(update_fields=["ends_on"])
    audit.record(
        actor=actor,
        action="org.position_end",
        target=stored,
        organisation_id=stored.organisation_id,
        user=stored.user_id,
        role=stored.role,
        on=on.isoformat(),
    )
    revoke_idle_passes(actor, stored.user, stored.organisation_id)
    return stored


@transaction.atomic
def cancel(*, actor: Actor, position: Position) -> None:
    """Take back a position that has not begun; it never counted. Raises PermissionRefused, WrongState."""
    require_may_give(actor, position.role, position.organisation_id)
    _not_ones_own(actor, position.user_id, position.organisation_id)
    locks.hold(position.organisation_id)
    stored = Position.objects.select_for_update().filter(pk=position.pk).first()
    if stored is None:
        return
    if stored.starts_on <= timezone.localdate():
        raise WrongState(_("Chức danh này đã bắt đầu. Ghi ngày kết thúc thay vì xóa."))
    audit.record(
        actor=actor,
        action="org.position_cancel",
        target=stored,
        organisation_id=stored.organisation_id,
        user=stored.user_id,
        role=stored.role,
    )
    stored.delete()


@transaction.atomic
def hand_over(*, actor: Actor, position: Position, to_user: User, on: date) -> Position:
    """Pass a position on: it ends the day before `on`, and its successor holds it from `on`. Returns the new one.

    What hangs on the position is passed on by receivers of position_handed_over. Handing over again to the same person
    gives the same position back. Raises PermissionRefused, NotFound, InvalidInput (fields `on`, `to_user`), WrongState.
    """
    require_may_give(actor, position.role, position.organisation_id)
    locks.hold(position.organisation_id)
    selectors.person(position.organisation_id, to_user.pk)
    return pass_on(actor, position, to_user, on)


def pass_on(actor: Actor, position: Position, to_user: User, on: date) -> Position:
    """The act of handing over, for services that checked the actor's right and hold the organisation."""
    old = Position.objects.select_for_update().get(pk=position.pk)
    if old.handed_over_to is not None and old.handed_over_to.user_id == to_user.pk:
        return old.handed_over_to
    if old.handed_over_to is not None or (old.ends_on is not None and old.ends_on < timezone.localdate()):
        raise WrongState(_("Chức danh này đã kết thúc hoặc đã bàn giao cho người khác."))
    if to_user.pk == actor.user_id:
        raise PermissionRefused(_("Không tự nhận bàn giao cho mình.") + " " + _who_can(actor, old.organisation_id))
    if to_user.pk == old.user_id or not to_user.is_active:
        raise InvalidInput(fields={"to_user": _("Chọn người nhận khác, còn đang làm việc.")})
    _check_day("on", on)
    if on <= old.starts_on or (old.ends_on is not None and on > old.ends_on):
        raise InvalidInput(fields={"on": _("Ngày bàn giao phải sau ngày bắt đầu và trong thời gian giữ chức danh.")})
    new = Position.objects.create(
        user=to_user,
        organisation=old.organisation,
        unit=old.unit,
        role=old.role,
        title=old.title,
        starts_on=on,
        ends_on=old.ends_on,
    )
    old.ends_on = on - timedelta(days=1)
    old.handed_over_to = new
    old.save(update_fields=["ends_on", "handed_over_to"])
    audit.record(
        actor=actor,
        action="org.position_hand_over",
        target=old,
        organisation_id=old.organisation_id,
        from_user=old.user_id,
        to_user=to_user.pk,
        new_position=new.pk,
        role=old.role,
        on=on.isoformat(),
    )
    revoke_idle_passes(actor, old.user, old.organisation_id)
    position_handed_over.send(sender=Position, old=old, new=new, actor=actor)
    return new


@transaction.atomic
def retitle(*, actor: Actor, position: Position, title: str) -> Position:
    """Correct how a position is called; what it lets do stays."""
    require_may_give(actor, position.role, position.organisation_id)
    stored = Position.objects.select_for_update().get(pk=position.pk)
    was, stored.title = stored.title, _clean_title(title)
    if was != stored.title:
        stored.save(update_fields=["title"])
        audit.record(
            actor=actor, action="org.position_retitle", target=stored, organisation_id=stored.organisation_id, was=was
        )
    return stored


def require_may_give(actor: Actor, role: str, organisation_id: int) -> None:
    """Raises PermissionRefused where the actor may not give or end this role in the organisation."""
    policies.require(actor, "people.manage" if role in GIVEN_BY_OFFICERS else "roles.manage", organisation_id)


def make(actor: Actor, organisation_id: int, user: User, new: NewPosition) -> Position:
    """The act of giving, for services that checked the actor's right and hold the organisation."""
    _not_ones_own(actor, user.pk, organisation_id)
    if new.role not in Role.values:
        raise InvalidInput(fields={"role": _("Chọn quyền trong danh sách.")})
    title = _clean_title(new.title)
    _check_day("starts_on", new.starts_on)
    _check_day("ends_on", new.ends_on)
    if new.ends_on is not None and new.ends_on < new.starts_on:
        raise InvalidInput(fields={"ends_on": _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")})
    unit = Unit.objects.filter(pk=new.unit_id or 0, organisation_id=organisation_id, is_active=True).first()
    if (new.role in UNIT_ROLES or new.unit_id is not None) and unit is None:
        raise InvalidInput(fields={"unit_id": _("Chọn đơn vị mà người này làm việc.")})
    same = Position.objects.filter(
        user=user, organisation_id=organisation_id, unit=unit, role=new.role, starts_on=new.starts_on
    )
    there = same.filter(Q(ends_on=None) | Q(ends_on__gte=new.starts_on), handed_over_to=None).first()
    if there is not None:
        _check_the_same(there, title, new.ends_on)
        return there
    position = Position.objects.create(
        user=user,
        organisation_id=organisation_id,
        unit=unit,
        role=new.role,
        title=title,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
    )
    if not user.is_active:
        User.objects.filter(pk=user.pk).update(is_active=True)
    audit.record(
        actor=actor,
        action="org.position_give",
        target=position,
        organisation_id=organisation_id,
        user=user.pk,
        role=new.role,
        unit=unit.pk if unit else None,
    )
    return position


def revoke_idle_passes(actor: Actor, user: User, organisation_id: int) -> None:
    """End the QR passes and devices of a person who holds no field position in the organisation any more."""
    if not selectors.field_positions(user, organisation_id).exists():
        passes.end_all(actor, user, organisation_id)


def _not_ones_own(actor: Actor, user_id: int, organisation_id: int) -> None:
    if not actor.system and actor.user_id == user_id:
        raise PermissionRefused(_("Không ai tự đổi chức danh của mình.") + " " + _who_can(actor, organisation_id))


def _who_can(actor: Actor, organisation_id: int) -> str:
    """Whom to ask: who is no administrator has no "other" one."""
    if policies.may(actor, "roles.manage", organisation_id):
        return str(_("Nhờ người quản trị khác làm việc này."))
    return str(_("Nhờ người quản trị của xã làm việc này."))


def _keep_an_administrator(position: Position, on: date) -> None:
    """Raises WrongState where nobody with an open term would administer the organisation after the day `on`."""
    if position.role != Role.ADMINISTRATOR:
        return
    others = Position.objects.filter(
        organisation_id=position.organisation_id,
        role=Role.ADMINISTRATOR,
        ends_on=None,
        starts_on__lte=on + timedelta(days=1),
        user__is_active=True,
    ).exclude(user_id=position.user_id)
    if not others.exists():
        raise WrongState(_("Đây là người quản trị cuối cùng. Giao quyền quản trị cho người khác trước."))


def _check_day(name: str, day: date | None) -> None:
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise InvalidInput(fields={name: _("Ghi năm từ 1945 đến 2199, ví dụ 30/11/2026.")})


def _check_the_same(there: Position, title: str, ends_on: date | None) -> None:
    """Raises InvalidInput where what is given again is not what is there: it would look as if it had been changed."""
    wrong: dict[str, str] = {}
    if there.title != title:
        sentence = _("Người này đã có chức danh này từ ngày đó, ghi là “%(title)s”. Sửa tên ở trang của người đó.")
        wrong["title"] = sentence % {"title": there.title}
    if there.ends_on != ends_on:
        wrong["ends_on"] = str(
            _(
                "Người này đã có chức danh này từ ngày đó với ngày kết thúc khác. Đổi ngày kết thúc ở trang của người "
                "đó, hoặc ghi ngày bắt đầu khác."
            )
        )
    if wrong:
        raise InvalidInput(fields=wrong)


def _clean_title(title: str) -> str:
    cleaned = " ".join(title.split())
    if not 2 <= len(cleaned) <= 120:
        raise InvalidInput(fields={"title": _("Ghi chức danh, ví dụ: Trưởng thôn Bến Đò.")})
    return cleaned
