"""Units: adding, changing, merging two that turned out to be one, and taking out of use."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.org import policies
from lantoa.org.models import Position, Unit, UnitAlias, UnitKind
from lantoa.org.services import locks
from lantoa.org.signals import unit_closed, unit_merged, unit_reopened
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, Stale, WrongState
from lantoakit.text import fold, nfc


@transaction.atomic
def add(
    *,
    actor: Actor,
    organisation_id: int,
    kind: str,
    name: str,
    aliases: Iterable[str] = (),
    parent_id: int | None = None,
) -> Unit:
    """Add a unit; where one of this name and kind is there and active, that one is given back.

    Raises PermissionRefused, InvalidInput (fields name, kind, parent_id).
    """
    policies.require(actor, "org.manage", organisation_id)
    organisation = locks.hold(organisation_id)
    name = _clean_name(name)
    _check_kind(kind)
    there = Unit.objects.filter(organisation_id=organisation_id, name=name).first()
    if there is not None:
        if there.is_active and there.kind == kind:
            return there
        raise InvalidInput(fields={"name": _("Đã có đơn vị tên này. Chọn tên khác hoặc dùng lại đơn vị cũ.")})
    last = Unit.objects.filter(organisation_id=organisation_id).aggregate(last=Max("position"))["last"] or 0
    unit = Unit.objects.create(
        organisation=organisation,
        kind=kind,
        name=name,
        folded=fold(name),
        parent=_parent(organisation_id, parent_id, None),
        position=last + 1,
    )
    _set_aliases(unit, aliases)
    audit.record(actor=actor, action="org.unit_add", target=unit, organisation_id=organisation_id)
    return unit


@transaction.atomic
def change(
    *,
    actor: Actor,
    unit: Unit,
    version: int,
    kind: str,
    name: str,
    aliases: Iterable[str],
    parent_id: int | None = None,
) -> Unit:
    """Change a unit's names, kind or place in the tree.

    Raises PermissionRefused, Stale, InvalidInput (fields name, kind, parent_id).
    """
    stored = _locked(actor, unit, version)
    name = _clean_name(name)
    _check_kind(kind)
    same = Unit.objects.filter(organisation_id=stored.organisation_id, name=name).exclude(pk=stored.pk)
    if same.exists():
        raise InvalidInput(fields={"name": _("Đã có đơn vị tên này. Nếu là một thì gộp hai đơn vị lại.")})
    old_name = stored.name
    stored.kind, stored.name, stored.folded = kind, name, fold(name)
    stored.parent = _parent(stored.organisation_id, parent_id, stored)
    stored.version += 1
    stored.save()
    _set_aliases(stored, aliases)
    audit.record(
        actor=actor, action="org.unit_change", target=stored, organisation_id=stored.organisation_id, was=old_name
    )
    return stored


@transaction.atomic
def merge(*, actor: Actor, unit: Unit, into: Unit, version: int) -> Unit:
    """Make `unit` part of `into`: names, positions in force and sub-units go over, `unit` is taken out of use.

    Emits unit_merged for what other apps keep by unit. Merging again does nothing. Raises PermissionRefused, Stale,
    WrongState, InvalidInput where the two are one or belong to different organisations.
    """
    policies.require(actor, "org.manage", unit.organisation_id)
    if unit.pk == into.pk or unit.organisation_id != into.organisation_id:
        raise InvalidInput(fields={"into": _("Chọn một đơn vị khác của cùng xã để gộp vào.")})
    locks.hold(unit.organisation_id)
    into.refresh_from_db()
    if not into.is_active:
        raise WrongState(_("Đơn vị nhận đã ngừng dùng. Dùng lại đơn vị đó trước khi gộp."))
    old = Unit.objects.select_for_update().get(pk=unit.pk)
    if not old.is_active and UnitAlias.objects.filter(unit=into, folded=old.folded).exists():
        return into
    old = _locked(actor, unit, version)
    today = timezone.localdate()
    open_positions = Position.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), unit=old)
    moved = list(open_positions.values_list("pk", flat=True))
    open_positions.update(unit=into)
    # A unit below the old one moves to the new one; the new one itself moves up.
    Unit.objects.filter(pk=into.pk, parent=old).update(parent=old.parent_id)
    Unit.objects.filter(parent=old).exclude(pk=into.pk).update(parent=into)
    texts = [old.name, *old.aliases.values_list("text", flat=True)]
    _set_aliases(into, [*into.aliases.values_list("text", flat=True), *texts])
    old.is_active = False
    old.version += 1
    old.save(update_fields=["is_active", "version"])
    into.refresh_from_db()
    audit.record(
        actor=actor,
        action="org.unit_merge",
        target=old,
        organisation_id=old.organisation_id,
        into=into.pk,
        positions=moved,
    )
    unit_merged.send(sender=Unit, old=old, new=into, actor=actor)
    return into


@transaction.atomic
def deactivate(*, actor: Actor, unit: Unit, version: int) -> Unit:
    """Take a unit out of use; its past stays. Emits unit_closed. Raises WrongState while somebody holds a position in
    it."""
    stored = _locked(actor, unit, version)
    today = timezone.localdate()
    if Position.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today), unit=stored).exists():
        raise WrongState(_("Đơn vị còn người giữ chức danh. Kết thúc hoặc bàn giao các chức danh đó trước."))
    return _set_active(actor, stored, active=False)


@transaction.atomic
def reactivate(*, actor: Actor, unit: Unit, version: int) -> Unit:
    """Take a unit into use again. Emits unit_reopened."""
    return _set_active(actor, _locked(actor, unit, version), active=True)


def _set_active(actor: Actor, unit: Unit, *, active: bool) -> Unit:
    if unit.is_active == active:
        return unit
    unit.is_active = active
    unit.version += 1
    unit.save(update_fields=["is_active", "version"])
    action = "org.unit_reactivate" if active else "org.unit_deactivate"
    audit.record(actor=actor, action=action, target=unit, organisation_id=unit.organisation_id)
    (unit_reopened if active else unit_closed).send(sender=Unit, unit=unit, actor=actor)
    return unit


def _locked(actor: Actor, unit: Unit, version: int) -> Unit:
    policies.require(actor, "org.manage", unit.organisation_id)
    locks.hold(unit.organisation_id)
    stored = Unit.objects.select_for_update().get(pk=unit.pk)
    if stored.version != version:
        raise Stale(stored=stored.version, sent=version)
    return stored


def _clean_name(name: str) -> str:
    cleaned = " ".join(nfc(name).split())
    if not 2 <= len(cleaned) <= 150:
        raise InvalidInput(fields={"name": _("Ghi tên đơn vị, từ 2 đến 150 ký tự.")})
    return cleaned


def _check_kind(kind: str) -> None:
    if kind not in UnitKind.values:
        raise InvalidInput(fields={"kind": _("Chọn loại đơn vị trong danh sách.")})


def _parent(organisation_id: int, parent_id: int | None, unit: Unit | None) -> Unit | None:
    if parent_id is None:
        return None
    parent = Unit.objects.filter(pk=parent_id, organisation_id=organisation_id).first()
    above: Unit | None = parent
    while above is not None:
        if unit is not None and above.pk == unit.pk:
            parent = None
            break
        above = above.parent
    if parent is None:
        raise InvalidInput(fields={"parent_id": _("Đơn vị cấp trên phải là một đơn vị khác của cùng xã.")})
    return parent


def _set_aliases(unit: Unit, texts: Iterable[str]) -> None:
    """Make the unit's aliases exactly these, without its own name and without doubles."""
    wanted: dict[str, str] = {}
    for text in texts:
        cleaned = " ".join(nfc(text).split())[:150]
        if cleaned and fold(cleaned) != unit.folded:
            wanted.setdefault(fold(cleaned), cleaned)
    unit.aliases.exclude(folded__in=wanted).delete()
    there = set(unit.aliases.values_list("folded", flat=True))
    UnitAlias.objects.bulk_create(
        UnitAlias(unit=unit, text=text, folded=folded) for folded, text in wanted.items() if folded not in there
    )
