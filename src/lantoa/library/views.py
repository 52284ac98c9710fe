"""The original of a document and pictures of its pages, for who may read it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from lantoa.library import pictures, selectors
from lantoa.org.requests import actor_of
from lantoa.shared import downloads


@login_required
@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """Stream the original as a download, never shown in the page. Raises NotFound for what the person may not read."""
    document = selectors.document(actor_of(request), pk)
    return downloads.stored(downloads.opened(document.file), document.content_type, document.original_name)


@login_required
@require_safe
def page(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """A page of the original as a picture. Raises NotFound for what the person may not read, and before it was read.

    A browser keeps it and asks each time whether it still may: who signs out on a shared machine leaves nothing that
    opens.
    """
    document = selectors.document(actor_of(request), pk)
    pictures.require_shown(document, number)
    tag = pictures.etag(document, number)
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = HttpResponse(pictures.picture(document, number), content_type=pictures.CONTENT_TYPE)
    response["ETag"] = tag
    return downloads.guarded(response, "private, no-cache")
