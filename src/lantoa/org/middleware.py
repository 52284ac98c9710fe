"""Gives every request its actor and organisation, and holds the desk to the second factor and to idle locking."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from lantoa.org.models import Organisation
from lantoa.org.policies import actor_for


class ActorMiddleware:
    """Sets `request.actor` (Actor) and `request.organisation` (Organisation or None), both lazily."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_for(request.user))  # type: ignore[attr-defined]
        request.organisation = SimpleLazyObject(lambda: _organisation(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _organisation(request: HttpRequest) -> Organisation | None:
    ids = [grant.organisation_id for grant in request.actor.grants]  # type: ignore[attr-defined]
    chosen = request.session.get("organisation")
    wanted = chosen if chosen in ids else (ids[0] if ids else None)
    return Organisation.objects.filter(pk=wanted).first() if wanted else None


class SecondFactorMiddleware:
    """To be filled by the sign-in part."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class IdleLockMiddleware:
    """To be filled by the sign-in part."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
