"""Erasing what has reached its term."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from lantoa.conversations import preferences as rows
from lantoa.conversations.models import Callback, Conversation, Unanswered
from lantoa.org.models import Organisation
from lantoa.shared import preferences


def erase_old(*, organisation: Organisation, today: date) -> int:
    """Erase an organisation's conversations, numbers and questions whose term has passed; returns how many
    conversations. Run again it finds nothing."""
    before = today - timedelta(days=preferences.get(rows.KEEP_DAYS.name, organisation.pk))
    with transaction.atomic():
        Callback.objects.filter(conversation__organisation=organisation, erase_on__lte=today).delete()
        Unanswered.objects.filter(organisation=organisation, last_at__date__lt=before).delete()
        _all, erased = Conversation.objects.filter(organisation=organisation, last_at__date__lt=before).delete()
    return erased.get(Conversation._meta.label, 0)
