"""Receivers of this app: they only write rows, in the transaction of who sends."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from lantoa.reports import services
from lantoa.reports.erasing import Erased
from lantoa.shared.actors import Actor
from lantoa.work.models import Evidence
from lantoa.work.signals import evidence_erased


@receiver(evidence_erased)
def on_evidence_erased(*, evidence: Evidence, words: str, actor: Actor, **kwargs: Any) -> None:
    erased = Erased(evidence.pk, evidence.item_id, words, timezone.localdate())
    services.erase_words(actor=actor, organisation_id=evidence.organisation_id, erased=erased)
