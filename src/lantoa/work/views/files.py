"""Files of evidence, for who may see the evidence."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _

from lantoa.org.requests import actor_of, signed_in_in_the_field
from lantoa.shared import downloads
from lantoa.shared.errors import NotFound, WrongState
from lantoa.work import selectors
from lantoa.work.models import EvidenceKind
from lantoa.work.pictures import PictureRefused, small


@signed_in_in_the_field
def evidence_file(request: HttpRequest, evidence_id: int) -> FileResponse:
    """The stored file: photos shown (`?co=nho`: small, for lists), everything else downloaded, nothing ever run."""
    evidence = selectors.detail.evidence(actor_of(request), evidence_id)
    if not evidence.file:
        raise NotFound(evidence_id=evidence_id)
    if not evidence.opens:
        raise WrongState(_("Máy đang xem tệp có dấu mật không, thường chưa đến một phút. Tải lại trang rồi mở."))
    stream = downloads.opened(evidence.file)
    is_photo = evidence.kind == EvidenceKind.PHOTO
    name = evidence.original_name or evidence.file.name.rpartition("/")[2]
    sort = evidence.content_type or "application/octet-stream"
    if is_photo and request.GET.get("co") == "nho":
        with stream:
            stream = _small(stream.read(), evidence_id)
    return downloads.stored(stream, sort, name, shown=is_photo, cache="private, max-age=600")


def _small(data: bytes, evidence_id: int) -> BytesIO:
    try:
        return BytesIO(small(data))
    except PictureRefused as error:
        raise NotFound(evidence_id=evidence_id) from error
