"""Sign-in in the field: scanning the pass, the PIN, one's own phones."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lantoa.org import idle, selectors
from lantoa.org.auth import FIELD_BACKEND, is_field_session
from lantoa.org.forms import BindForm, PinForm
from lantoa.org.middleware import DEVICE, FIELD_ORGANISATION
from lantoa.org.models import Device, User
from lantoa.org.requests import signed_in_in_the_field
from lantoa.org.services import passes
from lantoa.org.services.passes import PassNeeded, PassUnusable
from lantoa.org.views.account import HOME, going_on
from lantoa.shared.errors import DomainError
from lantoa.shared.forms import add_domain_error
from lantoa.shared.ratelimit import limited

COOKIE = "lantoa_device"
COOKIE_AGE = 400 * 24 * 60 * 60
SALT = "lantoa.org.device"
WANTED = "field_wanted"
"""Session key: the page that a phone wanted before its pass was scanned."""


@never_cache
@sensitive_post_parameters("pin")
@limited("org.pin", limit=120, seconds=600)
def field_sign_in(request: HttpRequest) -> HttpResponse:
    """The PIN of a known phone; an unknown one is told to scan the pass."""
    onward = idle.local_url(request, request.POST.get("next") or request.GET.get("next", "")) or reverse(HOME)
    if is_field_session(request) and request.user.is_authenticated and not idle.is_locked(request):
        return redirect(onward)
    key = _device_key(request)
    try:
        device = passes.known_device(key)
    except PassNeeded:
        return _pass_needed(request, onward)
    form = PinForm(request.POST or None)
    status = 422 if "pin" in request.POST else 200
    if request.method == "POST" and form.is_valid():
        try:
            return _enter(request, passes.enter(key=key, pin=form.cleaned_data["pin"]), key, onward)
        except PassNeeded:
            return _pass_needed(request, onward)
        except DomainError as error:
            add_domain_error(form, error)
            status = error.status
    context = {
        "form": form,
        "person": device.field_pass.user,
        "pass_organisation": device.field_pass.organisation,
        "next": onward,
        "held": request.POST.get("held", ""),
    }
    return render(request, "org/pin.html", context, status=status)


@never_cache
@sensitive_post_parameters("pin", "pin_again", "phone")
@limited("org.bind", limit=120, seconds=600, methods=("GET", "POST"))
def bind(request: HttpRequest, secret: str) -> HttpResponse:
    """The page that the QR code opens: the number is confirmed, a PIN chosen, and this phone is known from then on."""
    try:
        field_pass = passes.usable_pass(secret)
    except PassUnusable:
        return _pass_unusable(request)
    form = BindForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            device, key = passes.bind_device(
                secret=secret, phone=data["phone"], pin=data["pin"], label=_phone_label(request)
            )
            return _enter(request, device, key, request.session.get(WANTED) or reverse(HOME))
        except DomainError as error:
            if isinstance(error, PassUnusable):
                return _pass_unusable(request)
            add_domain_error(form, error)
            status = error.status
    context = {"form": form, "pass_organisation": field_pass.organisation}
    return render(request, "org/bind.html", context, status=status)


@require_POST
def field_sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; the phone stays known."""
    logout(request)
    return redirect("org:field_sign_in")


@never_cache
@signed_in_in_the_field
def devices(request: HttpRequest) -> HttpResponse:
    """The phones that a person signed in on; each can be forgotten."""
    user = request.user
    assert isinstance(user, User)
    if request.method == "POST":
        passes.revoke_device(actor=request.actor, device_id=_number(request.POST.get("device")))  # type: ignore[attr-defined]
        return redirect("org:devices")
    organisation = request.organisation  # type: ignore[attr-defined]
    rows = selectors.devices(user, organisation.pk) if organisation else Device.objects.none()
    return render(request, "org/devices.html", {"rows": rows, "this_one": request.session.get(DEVICE)})


def _enter(request: HttpRequest, device: Device, key: str, onward: str) -> HttpResponse:
    """Open a new session for the holder of the device, and give the phone its key for another while."""
    request.session.flush()
    login(request, device.field_pass.user, backend=FIELD_BACKEND)
    request.session[DEVICE] = device.pk
    request.session[FIELD_ORGANISATION] = device.field_pass.organisation_id
    response = going_on(request, onward)
    response.set_cookie(
        COOKIE,
        signing.Signer(salt=SALT).sign(key),
        max_age=COOKIE_AGE,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
    return response


def _pass_unusable(request: HttpRequest) -> HttpResponse:
    known = True
    try:
        passes.known_device(_device_key(request))
    except PassNeeded:
        known = False
    return render(request, "org/pass_unusable.html", {"known": known}, status=PassUnusable.status)


def _pass_needed(request: HttpRequest, onward: str) -> HttpResponse:
    if onward != reverse(HOME):
        request.session[WANTED] = onward
    response = render(request, "org/pass_needed.html", {"next": onward})
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _device_key(request: HttpRequest) -> str:
    try:
        return signing.Signer(salt=SALT).unsign(request.COOKIES.get(COOKIE, ""))
    except signing.BadSignature:
        return ""


def _phone_label(request: HttpRequest) -> str:
    agent = request.headers.get("User-Agent", "")
    known = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": _("Máy tính Windows")}
    return next((label for word, label in known.items() if word in agent), _("Điện thoại chưa rõ loại"))


def _number(raw: Any) -> int:
    return int(raw) if str(raw).isdecimal() else 0
