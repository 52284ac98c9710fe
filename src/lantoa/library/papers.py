"""Stored documents as a source of knowledge."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lantoa.library import knowledge
from lantoa.library.knowledge import Entry
from lantoa.library.models import Document, DocumentPassages
from lantoakit.retrieval import Source, apart

KIND = "document"


class Papers:
    """Documents that were read: public ones for everybody, internal ones for the organisation's own staff."""

    kind = KIND

    def entries(self, keys: Collection[str] | None) -> Iterator[Entry]:
        """See KnowledgeSource."""
        rows = DocumentPassages.objects.select_related("document__organisation", "document__replaced_by")
        if keys is not None:
            rows = rows.filter(document_id__in=[int(key) for key in keys if key.isdecimal()])
        for row in rows.iterator(chunk_size=200):
            source = source_of(row.document)
            yield Entry(source, apart.passages(apart.held(row.pieces, len(row.text)), row.text, source.key))


def source_of(document: Document) -> Source:
    """A document as it is quoted."""
    scope = knowledge.public if document.is_public else knowledge.internal
    return Source(
        key=knowledge.source_key(KIND, document.pk),
        title=document.title,
        kind=document.kind,
        sign=document.sign,
        issuer=document.issuer,
        issued_on=document.issued_on,
        place=document.organisation.name,
        valid_from=document.valid_from,
        valid_until=document.valid_until,
        replaced_by=name_of(document.replaced_by, told_to=document) if document.replaced_by else "",
        scope=scope(document.organisation_id),
    )


def name_of(document: Document, *, told_to: Document) -> str:
    """How a document is named to the readers of another: an internal one is not named to everybody."""
    if told_to.is_public and not document.is_public:
        return NOT_NAMED
    kind = document.kind or "Văn bản"
    named = f"{kind[:1].upper()}{kind[1:]} số {document.sign}" if document.sign else document.title
    return f"{named} ngày {document.issued_on:%d/%m/%Y}" if document.sign and document.issued_on else named


NOT_NAMED = "một văn bản mới hơn"


def changed(document: Document) -> None:
    """Tell the log that a document, and those that name it as what replaces them, may be quoted otherwise."""
    others = Document.objects.filter(replaced_by=document).values_list("pk", flat=True)
    knowledge.changed(KIND, document.pk, *others)
