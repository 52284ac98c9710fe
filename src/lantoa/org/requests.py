"""Who asks, typed: what `org.middleware` laid on the request."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lantoa.org import idle
from lantoa.org.models import Organisation
from lantoa.shared.actors import NOBODY, Actor
from lantoa.shared.errors import PermissionRefused


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request; NOBODY where no middleware set one."""
    actor: Actor | None = getattr(request, "actor", None)
    return NOBODY if actor is None else actor


def organisation_of(request: HttpRequest) -> Organisation:
    """The organisation in which the person works. Raises PermissionRefused for a person without a position."""
    organisation: Organisation | None = getattr(request, "organisation", None)
    if not organisation:
        raise PermissionRefused(_("Tài khoản này hiện chưa có chức danh. Nhờ cán bộ phụ trách của xã ghi chức danh."))
    return organisation


def signed_in_in_the_field(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a page of the field: who is not signed in comes to the PIN or the QR pass, and then to this page.

    What a form sent is kept for afterwards, as in a session that locked.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return idle.refusal(request, page=reverse("org:field_sign_in"))

    return wrapped
