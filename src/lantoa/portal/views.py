"""The entrance, where people go after signing in, and pages for what went wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lantoa.org.policies import CAPABILITIES


def entrance(request: HttpRequest) -> HttpResponse:
    """The first page: two ways in, or straight to one's own work."""
    if request.user.is_authenticated:
        return redirect("portal:after_sign_in")
    return render(request, "portal/entrance.html")


def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Officers go to the desk, people of units to their work."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    roles = {grant.role for grant in request.actor.grants}  # type: ignore[attr-defined]
    if roles & CAPABILITIES["desk.enter"]:
        return redirect("wagtailadmin_home")
    if roles & CAPABILITIES["field.enter"]:
        return redirect("work:mine")
    return render(request, "portal/no_position.html", status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token was too old: say so, and that going back keeps what was typed."""
    return render(request, "portal/form_expired.html", status=403)
