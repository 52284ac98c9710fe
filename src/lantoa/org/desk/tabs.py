"""The pages of "Tổ chức" that stand side by side."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lantoa.org import policies
from lantoa.org.desk.menu import Link
from lantoa.org.requests import actor_of, organisation_of

TABS = (
    (_("Đơn vị"), "org_units:index", "org.read"),
    (_("Người và chức danh"), "org_people:index", "org.read"),
    (_("Thông tin cơ quan"), "org_about", "org.manage"),
)


def tabs_for(request: HttpRequest) -> list[Link]:
    """The tabs that this person has, the current one marked."""
    actor, organisation = actor_of(request), organisation_of(request)
    shown = [(label, reverse(name)) for label, name, need in TABS if policies.may(actor, need, organisation.pk)]
    return [Link(str(label), url, "", "page" if request.path == url else "") for label, url in shown]
