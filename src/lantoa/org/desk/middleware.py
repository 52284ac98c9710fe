"""Under the desk's address only our own views answer: most of Wagtail's know nothing of organisations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

ALLOWED_WAGTAIL = frozenset({"wagtailadmin_javascript_catalog", "wagtailadmin_sprite"})
"""Names of Wagtail's own views that may be reached: two files that are the same for everybody."""

JUDGED_ELSEWHERE = ("lantoa.", "allauth.")
"""Our views ask for a capability; sign-in has a list of its own in `org.account_pages`."""


class DeskAllowListMiddleware:
    """Answers 404 for every view of Wagtail, and for everything below the desk's address that is not ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        owner = (getattr(view, "view_class", None) or view).__module__
        if owner.startswith(JUDGED_ELSEWHERE) or (match is not None and match.view_name in ALLOWED_WAGTAIL):
            return
        if owner.startswith("wagtail.") or request.path.startswith(reverse("wagtailadmin_home")):
            raise Http404
