"""Writes to the tree and the positions of one organisation come one after the other."""

from __future__ import annotations

from lantoa.org.models import Organisation
from lantoa.shared.errors import NotFound


def hold(organisation_id: int) -> Organisation:
    """The organisation, locked until the transaction ends; take it before any other row. Raises NotFound.

    What is checked after it ("no such unit yet", "another administrator is left") still holds when the row is written.
    The lock is not in the way of those who only write rows that belong to the organisation. SQLite has one writer
    anyway.
    """
    found = Organisation.objects.select_for_update(no_key=True).filter(pk=organisation_id).first()
    if found is None:
        raise NotFound
    return found
