"""Storing a document, correcting its facts, making it public and internal again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.library import papers, selectors, uploads
from lantoa.library.models import Document, Reading, Visibility
from lantoa.library.services.relations import match_relations
from lantoa.library.signals import SECRET
from lantoa.org import policies
from lantoa.shared import audit
from lantoa.shared.actors import Actor
from lantoa.shared.errors import InvalidInput, Stale
from lantoakit.text import fold

FACTS = ("title", "kind", "sign", "issuer", "issued_on", "valid_from", "valid_until", "replaced_by_id")
"""What a person may correct about a document."""


def store(
    *, actor: Actor, organisation_id: int, upload: File[bytes], title: str = "", declared_not_secret: bool
) -> Document:
    """Keep an upload and return its Document; the same bytes in the same organisation give the same Document again,
    and are stored again where the store has lost them.

    The file is written before its row, so a kill between the two leaves an orphan file (swept after a day) and no row
    without a file. Raises PermissionRefused, and InvalidInput with the field `declared_not_secret` or `file`.
    """
    policies.require(actor, "library.add", organisation_id)
    if not declared_not_secret:
        raise InvalidInput(
            fields={"declared_not_secret": _("Văn bản có dấu mật không được đưa vào đây. Tệp không được lưu lại.")}
        )
    seen = uploads.examine(upload)
    known = Document.objects.filter(organisation_id=organisation_id, sha256=seen.sha256).first()
    if known is not None:
        return _stored_again(actor, known, upload, seen) if _is_lost(known) else known
    document = Document(
        organisation_id=organisation_id,
        title=(title.strip() or seen.name.rpartition(".")[0] or seen.name)[:500],
        original_name=seen.name,
        content_type=seen.content_type,
        size=seen.size,
        sha256=seen.sha256,
        declared_not_secret=True,
        uploaded_by_id=actor.user_id,
    )
    document.folded = folded(document)
    document.file.save(seen.stored_as, upload, save=False)
    try:
        with transaction.atomic():
            document.save()
            audit.record(actor=actor, action="library.store", target=document, organisation_id=organisation_id)
    except IntegrityError:  # the same bytes came in twice at the same moment
        document.file.delete(save=False)
        return Document.objects.get(organisation_id=organisation_id, sha256=seen.sha256)
    return document


def change(*, actor: Actor, document_id: int, version: int, values: Mapping[str, Any]) -> Document:
    """Correct facts (keys of FACTS) of a document.

    Raises PermissionRefused, NotFound, Stale where `version` is not the stored one, InvalidInput for dates that
    contradict one another or a document that replaces itself.
    """
    found = selectors.document(actor, document_id)
    policies.require(actor, "library.add", found.organisation_id)
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=found.pk)
        if document.version != version:
            raise Stale
        for name in FACTS:
            if name in values:
                setattr(document, name, values[name])
        _check(document)
        document.folded = folded(document)
        document.version += 1
        document.save()
        audit.record(
            actor=actor, action="library.change", target=document, organisation_id=document.organisation_id,
            fields=sorted(set(values) & set(FACTS)),
        )  # fmt: skip
        match_relations(document=document)
        papers.changed(document)
    return document


def publish(*, actor: Actor, document_id: int) -> Document:
    """Make a document public under the actor's name; done already, it changes nothing."""
    return _set_visibility(actor, document_id, Visibility.PUBLIC)


def unpublish(*, actor: Actor, document_id: int) -> Document:
    """Make a document internal again; done already, it changes nothing."""
    return _set_visibility(actor, document_id, Visibility.INTERNAL)


def folded(document: Document) -> str:
    """The search form of what identifies a document."""
    return fold(f"{document.title} {document.sign} {document.issuer} {document.original_name}")


def _is_lost(document: Document) -> bool:
    """Whether the store has not all the bytes of a document that it should have. Raises FilesAway."""
    if Reading.objects.filter(document=document, error_code=SECRET).exists():
        return False  # being removed: nothing of it is stored again
    try:
        return document.file.storage.size(document.file.name) != document.size
    except FileNotFoundError:
        return True


def _stored_again(actor: Actor, document: Document, upload: File[bytes], seen: uploads.Examined) -> Document:
    """Store the bytes of a known document under a new name; what is left of the old ones, the sweep removes."""
    document.file.save(seen.stored_as, upload, save=False)
    with transaction.atomic():
        Document.objects.filter(pk=document.pk).update(file=document.file.name)
        audit.record(
            actor=actor, action="library.store_again", target=document, organisation_id=document.organisation_id
        )
    return document


def _set_visibility(actor: Actor, document_id: int, visibility: Visibility) -> Document:
    document = selectors.document(actor, document_id)
    policies.require(actor, "library.publish", document.organisation_id)
    public = visibility == Visibility.PUBLIC
    with transaction.atomic():
        changed = (
            Document.objects.filter(pk=document.pk)
            .exclude(visibility=visibility)
            .update(
                visibility=visibility,
                published_by_id=actor.user_id if public else None,
                published_at=timezone.now() if public else None,
                version=F("version") + 1,
            )
        )
        if changed:
            audit.record(
                actor=actor, action="library.publish" if public else "library.unpublish", target=document,
                organisation_id=document.organisation_id,
            )  # fmt: skip
            papers.changed(document)
    document.refresh_from_db()
    return document


def _check(document: Document) -> None:
    wrong: dict[str, str] = {}
    if not document.title.strip():
        wrong["title"] = _("Nhập tên văn bản.")
    if document.valid_from and document.valid_until and document.valid_until < document.valid_from:
        wrong["valid_until"] = _("Ngày hết hiệu lực đứng trước ngày có hiệu lực.")
    if document.replaced_by_id is not None:
        other = Document.objects.filter(pk=document.replaced_by_id, organisation_id=document.organisation_id)
        if document.replaced_by_id == document.pk or not other.exists():
            wrong["replaced_by"] = _("Chọn một văn bản khác trong danh sách.")
    if wrong:
        raise InvalidInput(fields=wrong)
