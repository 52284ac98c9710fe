"""What each role may do: one table, and the few questions that services ask of it.

docs/permissions.md shows the same table; a test fails where the two differ.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from lantoa.org.models import Organisation, Position, Role, User
from lantoa.shared.actors import NOBODY, Actor, Grant
from lantoa.shared.errors import PermissionRefused

A, O, P, E, H, M, R = (  # noqa: E741 (the letters of the table in docs/permissions.md)
    Role.ADMINISTRATOR,
    Role.OFFICER,
    Role.APPROVER,
    Role.EDITOR,
    Role.UNIT_HEAD,
    Role.UNIT_MEMBER,
    Role.AUDITOR,
)

CAPABILITIES: dict[str, frozenset[Role]] = {
    # the desk itself
    "desk.enter": frozenset({A, O, P, E, R}),
    "field.enter": frozenset({H, M}),
    # organisation
    "org.read": frozenset({A, O, P, E, R}),
    "org.manage": frozenset({A, O}),
    "people.manage": frozenset({A, O}),
    "roles.manage": frozenset({A}),
    "settings.manage": frozenset({A}),
    "audit.read": frozenset({A, R}),
    # library
    "library.read": frozenset({A, O, P, E, R}),
    "library.add": frozenset({O, E}),
    "library.publish": frozenset({O, P}),
    # plans
    "plans.read": frozenset({A, O, P, E, R}),
    "plans.manage": frozenset({O}),
    "plans.issue": frozenset({O, P}),
    # answers and procedures
    "answers.read": frozenset({A, O, P, E, R}),
    "answers.write": frozenset({O, P, E}),
    "answers.approve": frozenset({O, P}),
    # work
    "work.read": frozenset({A, O, P, E, R}),
    "work.manage": frozenset({O}),
    "work.accept": frozenset({O, P}),
    "work.report": frozenset({H, M}),
    "work.enter_for": frozenset({O}),
    # conversations with residents
    "conversations.read": frozenset({O, P, E, R}),
    "conversations.reply": frozenset({O, P, E}),
    # reports
    "reports.read": frozenset({A, O, P, R}),
    "reports.manage": frozenset({O}),
}

READING = frozenset(name for name in CAPABILITIES if name.endswith(".read"))
"""Capabilities that a position in a province also gives over the communes below it."""


def actor_for(user: User | None) -> Actor:
    """The actor a person is today, by the positions in force; NOBODY for who is not signed in or inactive.

    Who came in by a PIN has the field roles alone, whatever else they hold.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return NOBODY
    positions = Position.objects.in_force(timezone.localdate()).filter(user=user).order_by("id")
    if user.by_pin:
        positions = positions.filter(role__in=CAPABILITIES["field.enter"])
    return Actor(
        user_id=user.pk,
        name=user.get_full_name(),
        grants=tuple(Grant(p.organisation_id, p.role, p.unit_id) for p in positions),
    )


def organisation_ids(actor: Actor, capability: str) -> set[int]:
    """Ids of the organisations in which the actor has a capability. Raises KeyError for a capability without a row."""
    roles = CAPABILITIES[capability]
    direct = {grant.organisation_id for grant in actor.grants if grant.role in roles}
    if capability in READING and direct:
        children = Organisation.objects.filter(parent_id__in=direct).values_list("pk", flat=True)
        grandchildren = Organisation.objects.filter(parent__parent_id__in=direct).values_list("pk", flat=True)
        direct |= set(children) | set(grandchildren)
    return direct


def may(actor: Actor, capability: str, organisation_id: int | None) -> bool:
    """Whether the actor has a capability in an organisation. The system may everything."""
    if actor.system:
        return True
    roles = CAPABILITIES[capability]
    if any(g.organisation_id == organisation_id and g.role in roles for g in actor.grants):
        return True
    return capability in READING and organisation_id in organisation_ids(actor, capability)


def require(actor: Actor, capability: str, organisation_id: int | None) -> None:
    """Raises PermissionRefused where the actor lacks the capability in that organisation."""
    if not may(actor, capability, organisation_id):
        raise PermissionRefused(capability=capability, organisation_id=organisation_id, actor_id=actor.user_id)


def unit_ids(actor: Actor, roles: Iterable[str] = (Role.UNIT_HEAD, Role.UNIT_MEMBER)) -> set[int]:
    """Ids of the units that the actor speaks for."""
    wanted = set(roles)
    return {grant.unit_id for grant in actor.grants if grant.role in wanted and grant.unit_id is not None}


def may_report_for(actor: Actor, unit_id: int) -> bool:
    """Whether the actor heads or belongs to the unit."""
    return actor.system or unit_id in unit_ids(actor)
