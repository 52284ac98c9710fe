"""Receivers of this app: they only write rows, in the transaction of who sends."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from lantoa.reports import services
from lantoa.reports.erasing import Erased, Source
from lantoa.shared.actors import Actor
from lantoa.work.models import Evidence
from lantoa.work.services import ErasedWords
from lantoa.work.signals import evidence_erased, words_erased


@receiver(evidence_erased)
def on_evidence_erased(*, evidence: Evidence, words: str, actor: Actor, **kwargs: Any) -> None:
    erased = Erased(Source.EVIDENCE, evidence.pk, evidence.item_id, words, timezone.localdate())
    services.erase_words(actor=actor, organisation_id=evidence.organisation_id, erased=erased)


@receiver(words_erased)
def on_words_erased(*, erased: ErasedWords, actor: Actor, **kwargs: Any) -> None:
    source = Source.REQUEST if erased.slip_id is None else Source.LINE
    found = Erased(source, erased.source_id, erased.item_id, erased.words, timezone.localdate(), erased.slip_id)
    services.erase_words(actor=actor, organisation_id=erased.organisation_id, erased=found)
