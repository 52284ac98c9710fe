"""The original of a document, for who may read it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from lantoa.library import selectors
from lantoa.org.requests import actor_of
from lantoa.shared.errors import NotFound


@login_required
@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """Stream the original as a download, never shown in the page. Raises NotFound for what the person may not read."""
    document = selectors.document(actor_of(request), pk)
    try:
        original = document.file.open("rb")
    except FileNotFoundError as error:
        raise NotFound from error
    response = FileResponse(
        original, as_attachment=True, filename=document.original_name, content_type=document.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
