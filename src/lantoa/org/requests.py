"""Who asks, typed: what `org.middleware` laid on the request."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

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
