"""Receivers of this app: they only write rows or enqueue jobs."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from lantoa.answers.models import Procedure, Question
from lantoa.answers.sources import MODELS
from lantoa.library import knowledge
from lantoa.org.models import Organisation
from lantoa.org.signals import organisation_renamed


@receiver(pre_delete, sender=Question, dispatch_uid="answers.question_going")
@receiver(pre_delete, sender=Procedure, dispatch_uid="answers.procedure_going")
def on_going(sender: type[Question | Procedure], instance: Question | Procedure, **kwargs: Any) -> None:
    """Nothing of a piece that is deleted is quoted any more."""
    knowledge.changed(instance.KIND, instance.pk)


@receiver(organisation_renamed, dispatch_uid="answers.organisation_renamed")
def on_renaming(sender: type[Organisation], organisation: Organisation, **kwargs: Any) -> None:
    """Every piece is quoted with the name of its organisation, by which questions are led to it."""
    for kind, model in MODELS.items():
        pieces = model.objects.filter(organisation=organisation).exclude(live={})
        knowledge.changed(kind, *pieces.values_list("pk", flat=True))
