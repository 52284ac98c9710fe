"""Asking a language model about doubtful fields of a reading: where the organisation allows it, a few at a time."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lantoa.library import selectors
from lantoa.library.models import Document, ModelProposals, Reading, ReadingState
from lantoa.library.preferences import ASK_MODEL
from lantoa.org import policies
from lantoa.shared import audit, jobs, preferences
from lantoa.shared.actors import SYSTEM, Actor
from lantoa.shared.models import Job
from lantoakit.plans.proposals import Proposal, doubtful

ASK = "library.ask_model"
AT_ONCE = 4
"""Fields that one job asks about: the worker is free for readings in between."""


def may_ask(organisation_id: int) -> bool:
    """Whether a model is named for the server, and the organisation lets its text go there."""
    named = settings.LLM["LANTOA_LLM_ADDRESS"] and settings.LLM["LANTOA_LLM_MODEL"]
    return bool(named) and preferences.get(ASK_MODEL.name, organisation_id)


def request_proposals(*, actor: Actor, document_id: int) -> Job | None:
    """Have a model asked about what a reading is doubtful of; None where that is not allowed or nothing is doubtful.

    Asking again changes nothing. Raises PermissionRefused and NotFound.
    """
    document = selectors.document(actor, document_id)
    policies.require(actor, "library.add", document.organisation_id)
    if not may_ask(document.organisation_id) or not waiting(document_id):
        return None
    with transaction.atomic():
        ModelProposals.objects.get_or_create(document=document)
        return _enqueue(document, 0)


def waiting(document_id: int) -> list[str]:
    """JSON Pointers of the doubtful fields that no model was asked about yet; none where there is no reading."""
    reading = Reading.objects.filter(document_id=document_id, state=ReadingState.DONE).first()
    if reading is None or not reading.result.get("fields"):
        return []
    kept = ModelProposals.objects.filter(document_id=document_id).first()
    asked = set(kept.asked if kept else ())
    return [pointer for pointer in doubtful(reading.result) if pointer not in asked]


def record_sending(*, document: Document, fields: int) -> None:
    """Write down that text is about to leave the machine, before it does."""
    audit.record(
        actor=SYSTEM, action="library.send_to_model", target=document, organisation_id=document.organisation_id,
        model=settings.LLM["LANTOA_LLM_MODEL"], host=urlsplit(settings.LLM["LANTOA_LLM_ADDRESS"]).hostname,
        fields=fields,
    )  # fmt: skip


def keep_proposals(*, document_id: int, asked: list[str], found: dict[str, list[Proposal]]) -> bool:
    """Keep what a model proposed for the fields `asked`; goes on with the next ones, and returns whether there are."""
    with transaction.atomic():
        kept = ModelProposals.objects.select_for_update().select_related("document").get(document_id=document_id)
        kept.model = settings.LLM["LANTOA_LLM_MODEL"][:200]
        kept.asked = [*kept.asked, *(pointer for pointer in asked if pointer not in kept.asked)]
        kept.found = {**kept.found, **{pointer: [vars(one) for one in some] for pointer, some in found.items()}}
        kept.save()
        more = bool(waiting(document_id))
        if more:
            _enqueue(kept.document, len(kept.asked))
        else:
            kept.finished_at = timezone.now()
            kept.save(update_fields=["finished_at"])
            audit.record(
                actor=SYSTEM, action="library.model_proposed", target=kept.document,
                organisation_id=kept.document.organisation_id, fields=len(kept.found),
            )  # fmt: skip
    return more


def _enqueue(document: Document, asked: int) -> Job:
    return jobs.enqueue(
        ASK, {"document_id": document.pk}, key=f"{ASK}-{document.pk}-{asked}",
        organisation_id=document.organisation_id,
    )  # fmt: skip
