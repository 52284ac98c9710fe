"""Who may be answered from what."""

from __future__ import annotations

from lantoa.library.knowledge import internal, public
from lantoa.org import policies
from lantoa.org.models import Organisation
from lantoa.shared.actors import Actor


def organisations_above(organisation_id: int) -> list[int]:
    """Ids of an organisation and of those above it, whose public papers answer its residents too."""
    found = Organisation.objects.filter(pk=organisation_id).values_list("pk", "parent_id", "parent__parent_id").first()
    return [pk for pk in found or () if pk is not None]


def scopes_for(organisation_id: int, actor: Actor) -> frozenset[str]:
    """What is public of an organisation and of those above it; for its own staff, what is internal to it as well."""
    found = {public(pk) for pk in organisations_above(organisation_id)}
    if policies.may(actor, "library.read", organisation_id) and not actor.system:
        found.add(internal(organisation_id))
    return frozenset(found)
