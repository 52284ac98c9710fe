"""Receivers of this app: they only write rows or enqueue jobs."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from lantoa.answers.models import Procedure, Question
from lantoa.library import knowledge


@receiver(pre_delete, sender=Question, dispatch_uid="answers.question_going")
@receiver(pre_delete, sender=Procedure, dispatch_uid="answers.procedure_going")
def on_going(sender: type[Question | Procedure], instance: Question | Procedure, **kwargs: Any) -> None:
    """Nothing of a piece that is deleted is quoted any more."""
    knowledge.changed(instance.KIND, instance.pk)
