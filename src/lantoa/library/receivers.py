"""Receivers of this app: they only write rows or enqueue jobs."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

from lantoa.library import knowledge, papers, pictures
from lantoa.library.jobs import FORGET_PICTURES
from lantoa.library.models import Document
from lantoa.org.models import Organisation
from lantoa.org.signals import organisation_renamed
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


@receiver(organisation_renamed, dispatch_uid="library.organisation_renamed")
def on_renaming(sender: type[Organisation], organisation: Organisation, **kwargs: Any) -> None:
    """Every document is quoted with the name of its organisation, by which questions are led to it."""
    knowledge.changed(papers.KIND, *Document.objects.filter(organisation=organisation).values_list("pk", flat=True))
