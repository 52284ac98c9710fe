"""Turns domain errors that a view let through into a page that says what to do; keeps refused forms for Back."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from lantoa.shared.errors import DomainError

REFUSED = frozenset({400, 409, 422, 429})
"""Answers that show a form again with what was typed and what is wrong."""


class RefusedFormMiddleware:
    """Lets the browser keep a refused form for Back: with `no-store` it could only show an error of its own there.

    The page stays private, is asked for anew in every other case, and goes with signing out and with locking
    (org.middleware.ForgettingMiddleware). What a form says when it went well is not kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if request.method == "POST" and response.status_code in REFUSED and is_page:
            response["Cache-Control"] = "private, no-cache"
            del response["Expires"]
        return response


class DomainErrorMiddleware:
    """Views raise; this answers with the error's own status, as JSON where JSON was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        if request.accepts("application/json") and not request.accepts("text/html"):
            return JsonResponse({"code": exception.code, "message": str(exception.message)}, status=exception.status)
        return render(request, "lantoa/error.html", {"error": exception}, status=exception.status)
