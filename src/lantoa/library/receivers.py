"""Receivers of this app."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from lantoa.library import pictures
from lantoa.library.models import Document


@receiver(post_delete, sender=Document, dispatch_uid="library.document_deleted")
def on_delete(sender: type[Document], instance: Document, **kwargs: Any) -> None:
    """The pictures of its pages go with a document."""
    transaction.on_commit(partial(pictures.forget, instance.sha256))
