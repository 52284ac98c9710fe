"""What an organisation says of itself, and its settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lantoa.org import policies
from lantoa.org.models import Organisation
from lantoa.org.signals import setting_changed
from lantoa.shared import audit, preferences
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, NotFound, Stale
from lantoa.shared.models import SettingValue


@transaction.atomic
def change(
    *, actor: Actor, organisation: Organisation, version: int, issuer: str, phone: str, address: str
) -> Organisation:
    """Change the name that documents are issued under, the telephone number and the address.

    Raises PermissionRefused, Stale, InvalidInput (field issuer).
    """
    policies.require(actor, "org.manage", organisation.pk)
    stored = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if stored.version != version:
        raise Stale(stored=stored.version, sent=version)
    stored.issuer, stored.phone, stored.address = issuer.strip()[:200], phone.strip()[:30], address.strip()[:200]
    if not stored.issuer:
        raise InvalidInput(fields={"issuer": _("Ghi tên cơ quan ban hành, ví dụ: Ủy ban nhân dân xã Minh Họa.")})
    stored.version += 1
    stored.save()
    audit.record(actor=actor, action="org.change", target=stored, organisation_id=stored.pk)
    return stored


@transaction.atomic
def set_preferences(*, actor: Actor, organisation_id: int, seal: str, values: Mapping[str, Any]) -> list[str]:
    """Set settings of an organisation by name; those that have the value already are left alone. Returns those that
    changed.

    `seal` is the `preferences.seal` of what the person saw. Raises PermissionRefused, NotFound for a name
    without a row, InvalidInput naming the setting, Stale where somebody changed one meanwhile.
    """
    policies.require(actor, "settings.manage", organisation_id)
    Organisation.objects.select_for_update().get(pk=organisation_id)  # one after the other
    known = {row.name: row for row in preferences.rows()}
    if not known.keys() >= values.keys():
        raise NotFound
    was = preferences.in_force(organisation_id)
    cleaned = {name: known[name].entered(value) if value != was[name] else was[name] for name, value in values.items()}
    changed = [name for name, value in cleaned.items() if value != was[name]]
    if changed and seal != preferences.seal(was):
        raise Stale
    for name in changed:
        stored, _created = SettingValue.objects.update_or_create(
            name=name, organisation_id=organisation_id, defaults={"value": cleaned[name]}
        )
        audit.record(
            actor=actor, action="org.setting", target=stored, organisation_id=organisation_id,
            was=was[name], value=cleaned[name],
        )  # fmt: skip
        setting_changed.send(SettingValue, name=name, value=cleaned[name], organisation_id=organisation_id, actor=actor)
    return changed
