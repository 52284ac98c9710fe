"""The entrance, where people go after signing in, "Việc hôm nay", and pages for what went wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from lantoa.org import selectors as org
from lantoa.org.desk import today
from lantoa.org.desk.views import DeskTemplateView
from lantoa.org.policies import CAPABILITIES
from lantoa.org.requests import actor_of
from lantoa.portal import health
from lantoa.shared.errors import DomainError


def entrance(request: HttpRequest) -> HttpResponse:
    """The first page: two ways in, or straight to one's own work; before the first run, how to begin."""
    if request.user.is_authenticated:
        return redirect("portal:after_sign_in")
    return render(request, "portal/entrance.html", {"is_set_up": org.is_set_up()})


def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Officers go to the desk, people of units to their work."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    roles = {grant.role for grant in actor_of(request).grants}
    if roles & CAPABILITIES["desk.enter"]:
        return redirect("wagtailadmin_home")
    if roles & CAPABILITIES["field.enter"]:
        return redirect("work:mine")
    return render(request, "portal/no_position.html", status=403)


class TodayView(DeskTemplateView):
    """The desk's first page: what to do next, out of the panels that the apps registered."""

    capability = "desk.enter"
    template_name = "portal/today.html"
    page_title = _("Việc hôm nay")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        built = today.panels_for(self.actor, self.organisation)
        context["panels"] = [(panel, content) for panel, content in built if content.items]
        context["starts"] = [content.start for panel, content in built if content.start]
        context["quiet"] = [content.empty for panel, content in built if not content.items and content.empty]
        context["day"] = timezone.localdate()
        return context


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language that the person chose, and go back to the page they were on (`next`)."""
    return set_language(request)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may find what was made public to be quoted; all else is behind a sign-in."""
    return HttpResponse("User-agent: *\nAllow: /tra-cuu/\nDisallow: /\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def how_it_is(request: HttpRequest) -> HttpResponse:
    """Health for a monitor: JSON, 503 where a server does not answer or the worker has fallen behind."""
    state = health.check()
    said = JsonResponse(
        state.as_json(), status=200 if state.ok else 503, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    said["Content-Type"] = "application/json; charset=utf-8"
    return said


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token was too old: say so, and that going back keeps what was typed."""
    return render(request, "portal/form_expired.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or not this person's: the two look alike."""
    return render(request, "portal/not_found.html", status=404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the sentence that a domain error brought along."""
    error = exception if isinstance(exception, DomainError) else None
    return render(request, "portal/refused.html", {"error": error}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent what cannot be read."""
    return render(request, "portal/bad_request.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. The page asks the database nothing, since that may be what broke."""
    return render(request, "500.html", status=500)
