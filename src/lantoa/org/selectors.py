"""Reads of this app, each within one organisation: what belongs to another is not found."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from lantoa.org.models import Device, FieldPass, Organisation, Position, Unit, User
from lantoa.org.policies import CAPABILITIES
from lantoa.shared.actors import Actor
from lantoa.shared.errors import NotFound
from lantoakit.text import fold


def organisation(organisation_id: int) -> Organisation:
    """Raises NotFound."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None:
        raise NotFound
    return found


def is_set_up() -> bool:
    """Whether there is any organisation: a new installation has none until its first run is done."""
    return Organisation.objects.exists()


def organisations_of(actor: Actor) -> QuerySet[Organisation]:
    """The organisations in which the actor holds a position today."""
    return Organisation.objects.filter(pk__in={grant.organisation_id for grant in actor.grants}).order_by("name")


def units(organisation_id: int, *, active_only: bool = True) -> QuerySet[Unit]:
    """Units of an organisation with their aliases at hand, in their order."""
    found = Unit.objects.filter(organisation_id=organisation_id).prefetch_related("aliases")
    return found.filter(is_active=True) if active_only else found


def unit(organisation_id: int, unit_id: int) -> Unit:
    """Raises NotFound."""
    found = units(organisation_id, active_only=False).filter(pk=unit_id).first()
    if found is None:
        raise NotFound
    return found


def people(organisation_id: int, *, query: str = "") -> QuerySet[User]:
    """Everybody who holds or held a position in the organisation, by name; `own_positions` holds those positions.

    `query` narrows by parts of name or telephone number, without diacritics.
    """
    own = Position.objects.filter(organisation_id=organisation_id).select_related("unit", "handed_over_to__user")
    found = User.objects.filter(pk__in=own.values("user_id")).order_by("folded", "pk")
    for word in fold(query).split():
        found = found.filter(folded__contains=word)
    return found.prefetch_related(Prefetch("positions", queryset=own, to_attr="own_positions"))


def person(organisation_id: int, user_id: int) -> User:
    """Raises NotFound for who never held a position in the organisation."""
    found = people(organisation_id).filter(pk=user_id).first()
    if found is None:
        raise NotFound
    return found


def positions(organisation_id: int) -> QuerySet[Position]:
    """All positions of an organisation with person and unit."""
    return Position.objects.filter(organisation_id=organisation_id).select_related("user", "unit")


def field_positions(user: User, organisation_id: int) -> QuerySet[Position]:
    """Positions with which a person may sign in by PIN, in force today or to come."""
    return Position.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()),
        user=user,
        organisation_id=organisation_id,
        role__in=CAPABILITIES["field.enter"],
    ).select_related("unit")


def live_pass(user: User, organisation_id: int) -> FieldPass | None:
    """The QR pass that counts today, if there is one."""
    return FieldPass.objects.filter(user=user, organisation_id=organisation_id, revoked_at=None).first()


def devices(user: User, organisation_id: int) -> QuerySet[Device]:
    """Phones that a person's pass was scanned on, the newest first."""
    return Device.objects.filter(
        field_pass__user=user, field_pass__organisation_id=organisation_id, field_pass__revoked_at=None
    ).order_by("-created_at", "-pk")
