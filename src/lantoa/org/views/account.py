"""Forgotten passwords, the locked machine, and changing between organisations."""

from __future__ import annotations

from allauth.account.views import password_reset as password_reset_by_mail
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lantoa.org import idle, selectors
from lantoa.org.auth import is_field_session
from lantoa.org.forms import UnlockForm
from lantoa.org.models import User
from lantoa.shared.errors import NotFound

HOME = "portal:after_sign_in"


@never_cache
def password_reset(request: HttpRequest) -> HttpResponse:
    """By e-mail where a mail server is set; else a page that says who to ask."""
    if settings.EMAIL_HOST:
        return password_reset_by_mail(request)
    return render(request, "org/ask_for_password.html")


@never_cache
@sensitive_post_parameters("password")
@login_required
def locked(request: HttpRequest) -> HttpResponse:
    """The locked machine: the name and the password. What a form sent while it was locked goes on from here."""
    if is_field_session(request):
        return redirect("org:field_sign_in")
    onward = idle.local_url(request, request.POST.get("next") or request.GET.get("next", "")) or reverse(HOME)
    if not idle.is_locked(request):
        return redirect(onward) if idle.wants_page(request) else JsonResponse({"locked": False})
    form = UnlockForm(request.POST or None)
    user = request.user
    assert isinstance(user, User)
    if request.method == "POST" and form.is_valid():
        if authenticate(request, username=user.username, password=form.cleaned_data["password"]) == user:
            idle.unlock(request)
            return going_on(request, onward) if idle.wants_page(request) else JsonResponse({"locked": False})
        form.add_error("password", _("Mật khẩu chưa đúng. Xem lại phím Caps Lock và bộ gõ tiếng Việt."))
    if request.method == "POST" and not idle.wants_page(request):
        return JsonResponse({"message": form.errors["password"][0]}, status=422)
    context = {"form": form, "next": onward, "held": request.POST.get("held", "")}
    return render(request, "org/locked.html", context, status=422 if "password" in request.POST else 200)


@require_POST
@login_required
def lock(request: HttpRequest) -> HttpResponse:
    """Lock now, by hand or by the page that saw nobody for long enough."""
    idle.lock(request)
    if not idle.wants_page(request):
        return JsonResponse({"locked": True})
    return redirect("org:field_sign_in" if is_field_session(request) else "org:locked")


@never_cache
@login_required
def idle_state(request: HttpRequest) -> HttpResponse:
    """JSON: `seconds` until the lock, `name`, and whether a `password` opens it; a POST says that somebody is there."""
    user = request.user
    assert isinstance(user, User)
    answer = {
        "seconds": idle.seconds_left(request),
        "name": user.get_full_name(),
        "password": user.has_usable_password(),
    }
    return JsonResponse(answer)


def going_on(request: HttpRequest, onward: str) -> HttpResponse:
    """After unlocking: to the page, or to what a form had sent, shown once more to be sent on."""
    held = idle.held_form(request)
    if held is None:
        return redirect(onward)
    path, fields = held
    return render(request, "org/held.html", {"path": path, "fields": fields, "next": onward})


@login_required
def switch(request: HttpRequest) -> HttpResponse:
    """Choose the organisation to work for, among those in which one holds a position today. Raises NotFound."""
    choices = selectors.organisations_of(request.actor)  # type: ignore[attr-defined]
    if request.method == "POST":
        chosen = next((row for row in choices if str(row.pk) == request.POST.get("organisation")), None)
        if chosen is None:
            raise NotFound
        request.session["organisation"] = chosen.pk
        return redirect(idle.local_url(request, request.POST.get("next", "")) or HOME)
    return render(request, "org/switch.html", {"choices": choices, "next": request.GET.get("next", "")})
