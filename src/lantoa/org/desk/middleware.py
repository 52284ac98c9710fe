"""Wagtail's own URLs are refused unless they are on this list: most of them know nothing of organisations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

ALLOWED_WAGTAIL = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite",
        "wagtailadmin_dismissibles",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_password_reset",
    }
)
"""Names of Wagtail's own views that may be reached; each is held by the walk of all URLs in the tests."""


class DeskAllowListMiddleware:
    """Answers 404 for every Wagtail view that is not on the list."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        if match is None:
            return
        owner = getattr(view, "view_class", None) or view
        if owner.__module__.startswith("wagtail.") and match.view_name not in ALLOWED_WAGTAIL:
            raise Http404
