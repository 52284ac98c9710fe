"""Background work of conversations: erasing what has reached its term."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lantoa.conversations.services import erase_old
from lantoa.org.models import Organisation
from lantoa.shared.jobs import JobContext, recurring


@recurring("conversations.erase_old", every=timedelta(hours=6))
def erase_all_old(context: JobContext) -> None:
    """Erase old conversations of every organisation that has any."""
    organisations = list(Organisation.objects.filter(conversations__isnull=False).distinct().order_by("pk"))
    for done, organisation in enumerate(organisations, start=1):
        erase_old(organisation=organisation, today=timezone.localdate())
        context.progress(done, len(organisations))
