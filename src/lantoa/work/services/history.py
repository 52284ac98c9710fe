"""One line of an item's history and one audit row for every write on it."""

from __future__ import annotations

from typing import Any

from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.work.models import EventKind, WorkEvent, WorkItem


def note(
    *,
    actor: Actor,
    item: WorkItem,
    kind: EventKind,
    action: str,
    text: str = "",
    client_key: str | None = None,
    **data: Any,
) -> WorkEvent:
    """Write the history line and the audit row of one write. `data` must be JSON and hold ids, no personal data."""
    event = WorkEvent.objects.create(
        item=item, kind=kind, by_id=actor.user_id, by_name=actor.name, text=text, data=data, client_key=client_key
    )
    audit.record(actor=actor, action=action, target=item, organisation_id=item.organisation_id, **data)
    return event
