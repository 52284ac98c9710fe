"""Answers that are files: never run by a browser, never guessed at, never kept by a cache on the way."""

from __future__ import annotations

from typing import IO, Any, TypeVar

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse, HttpResponseBase

from lantoa.shared.errors import NotFound

_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = f"{_OFFICE}wordprocessingml.document", f"{_OFFICE}spreadsheetml.sheet"
PRIVATE = "private, no-store"
Answer = TypeVar("Answer", bound=HttpResponseBase)


def opened(file: FieldFile) -> IO[Any]:
    """A stored file, to be read. Raises NotFound where it is gone from the store."""
    try:
        return file.open("rb")
    except FileNotFoundError as error:
        raise NotFound from error


def stored(stream: IO[Any], content_type: str, name: str, *, shown: bool = False, cache: str = PRIVATE) -> FileResponse:
    """What somebody uploaded, streamed: kept under `name`, or `shown` in the page, where it may do nothing."""
    response = FileResponse(stream, as_attachment=not shown, filename=name, content_type=content_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return guarded(response, cache)


def made(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file that we made just now, to be kept under `name` (plain letters) by the person alone."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return guarded(HttpResponse(content, content_type=content_type, headers=disposition), PRIVATE)


def guarded(response: Answer, cache: str) -> Answer:
    """The answer with the heads that every file has."""
    response["Cache-Control"] = cache
    response["X-Content-Type-Options"] = "nosniff"
    return response
