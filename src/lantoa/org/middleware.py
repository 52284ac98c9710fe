"""Gives every request its actor and organisation, and holds sessions to how they were opened and to idle locking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from lantoa.org import idle
from lantoa.org.account_pages import ALLOWED, BEFORE_SECOND_FACTOR, WHILE_LOCKED
from lantoa.org.auth import is_field_session, second_factor_given
from lantoa.org.models import Device, Organisation
from lantoa.org.policies import CAPABILITIES, actor_for
from lantoa.shared.actors import Actor

LEAVING = frozenset({"account_logout", "desk_logout", "org:field_sign_out", "org:lock"})
"""Names of the buttons by which a person leaves a machine."""
Answer = Callable[[HttpRequest], HttpResponse]
DEVICE = "device"
"""Session key: id of the Device whose PIN opened this session."""
FIELD_ORGANISATION = "field_organisation"
"""Session key: id of the organisation whose pass that device was bound with; the session counts for it alone."""


class ActorMiddleware:
    """Sets `request.actor` (Actor) and `request.organisation` (Organisation or None), both lazily."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        request.organisation = SimpleLazyObject(lambda: _organisation(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    actor = actor_for(request.user)  # type: ignore[arg-type]
    if not is_field_session(request):
        return actor
    only = request.session.get(FIELD_ORGANISATION)
    return Actor(actor.user_id, actor.name, tuple(g for g in actor.grants if g.organisation_id == only))


def _organisation(request: HttpRequest) -> Organisation | None:
    ids = [grant.organisation_id for grant in request.actor.grants]  # type: ignore[attr-defined]
    chosen = request.session.get("organisation")
    wanted = chosen if chosen in ids else (ids[0] if ids else None)
    return Organisation.objects.filter(pk=wanted).first() if wanted else None


class _ViewMiddleware:
    """A middleware that judges a request when its view is known."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class AccountPagesMiddleware(_ViewMiddleware):
    """Answers 404 for every page of allauth that is not on the list."""

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        owner = getattr(view, "view_class", None) or view
        name = request.resolver_match.view_name if request.resolver_match else ""
        if owner.__module__.startswith("allauth.") and name not in ALLOWED:
            raise Http404


class SecondFactorMiddleware(_ViewMiddleware):
    """Holds a session to how it was opened.

    A desk role does nothing before the second factor is given. A session opened by a PIN never sees the desk or the
    account pages, and ends with its device or pass.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if is_field_session(request):
            return self._in_the_field(request, view, name)
        if name in BEFORE_SECOND_FACTOR or second_factor_given(request) or not _has_desk_role(request):
            return None
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return _sent_to(request, f"{reverse('mfa_reauthenticate')}?{urlencode({'next': idle.way_back(request)})}")
        return _sent_to(request, reverse("mfa_activate_totp"))

    def _in_the_field(self, request: HttpRequest, view: Callable[..., Any], name: str) -> HttpResponse | None:
        device = Device.objects.filter(pk=request.session.get(DEVICE, 0), field_pass__revoked_at=None)
        if not device.exists():
            logout(request)
            return _sent_to(request, reverse("org:field_sign_in"))
        owner = getattr(view, "view_class", None) or view
        of_officers = owner.__module__.startswith(("allauth.", "lantoa.org.open_id")) and name != "account_logout"
        if of_officers or request.path.startswith(reverse("wagtailadmin_home")):
            return render(request, "org/officers_only.html", status=403)
        return None


def _has_desk_role(request: HttpRequest) -> bool:
    grants = request.actor.grants  # type: ignore[attr-defined]
    return any(grant.role in CAPABILITIES["desk.enter"] for grant in grants)


def _sent_to(request: HttpRequest, url: str) -> HttpResponse:
    if idle.wants_page(request):
        return redirect(url)
    message = _("Cần đăng nhập lại để làm tiếp.")
    return JsonResponse({"code": "sign_in", "message": message, "url": url}, status=401)


class ForgettingMiddleware:
    """When somebody leaves a machine, its browser forgets the refused forms that it kept for Back."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and request.resolver_match and request.resolver_match.view_name in LEAVING:
            response["Clear-Site-Data"] = '"cache"'
        return response


class IdleLockMiddleware(_ViewMiddleware):
    """Locks a session that nobody used for so many minutes: the password, or in the field the PIN, opens it again."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        locked = idle.is_locked(request)
        if locked and (request.resolver_match is None or request.resolver_match.view_name not in WHILE_LOCKED):
            return idle.refusal(request)
        if not locked:
            idle.note_use(request)
        return None
