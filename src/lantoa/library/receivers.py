"""Receivers of this app: they only write rows or enqueue jobs."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

from lantoa.library import papers, pictures
from lantoa.library.jobs import FORGET_PICTURES
from lantoa.library.models import Document
from lantoa.shared import jobs


@receiver(pre_delete, sender=Document, dispatch_uid="library.document_going")
def on_going(sender: type[Document], instance: Document, **kwargs: Any) -> None:
    """Nothing of a document that is deleted is quoted any more, and none is replaced by it."""
    papers.changed(instance)


@receiver(post_delete, sender=Document, dispatch_uid="library.document_deleted")
def on_delete(sender: type[Document], instance: Document, **kwargs: Any) -> None:
    """The pictures of its pages go with a document."""
    if pictures.are_kept(instance.sha256):
        jobs.enqueue(FORGET_PICTURES, {"sha256": instance.sha256}, organisation_id=instance.organisation_id)
