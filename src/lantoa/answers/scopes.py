"""Who may be answered from what: the names of scopes in the search index."""

from __future__ import annotations

from lantoa.org import policies
from lantoa.org.models import Organisation
from lantoa.shared.actors import Actor


def public(organisation_id: int) -> str:
    """The scope of what an organisation tells everybody."""
    return f"public-{organisation_id}"


def internal(organisation_id: int) -> str:
    """The scope of what only an organisation's own staff is told."""
    return f"internal-{organisation_id}"


def scopes_for(organisation_id: int, actor: Actor) -> frozenset[str]:
    """What is public of an organisation and of those above it; for its own staff, what is internal to it as well."""
    above = Organisation.objects.filter(pk=organisation_id).values_list("pk", "parent_id", "parent__parent_id").first()
    found = {public(pk) for pk in above or () if pk is not None}
    if policies.may(actor, "library.read", organisation_id) and not actor.system:
        found.add(internal(organisation_id))
    return frozenset(found)
