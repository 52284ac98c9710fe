"""Who acts: a frozen description of a person's dated positions, made once per request or job.

It lives below `org` so that every layer can name it in the signature of a service; `org.policies` makes and judges it.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Grant:
    """One position in force: a role in an organisation, for unit roles with the unit."""

    organisation_id: int
    role: str
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with the positions that are in force today, or the system itself (`user_id` None)."""

    user_id: int | None
    name: str
    grants: tuple[Grant, ...] = field(default=())
    system: bool = False


NOBODY = Actor(user_id=None, name="")
SYSTEM = Actor(user_id=None, name="Lan Tỏa", system=True)
