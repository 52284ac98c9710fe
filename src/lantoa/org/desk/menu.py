"""The desk's menu: Wagtail's registry of items, read by our own frame.

An app registers its part with the documented hook, in its `wagtail_hooks.py`:

    @hooks.register("register_admin_menu_item")
    def plans_item() -> DeskMenuItem:
        return DeskMenuItem(_("Kế hoạch"), "plans_desk:index", capability="plans.read", icon="doc", order=20)
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem, admin_menu

from lantoa.org import policies
from lantoa.org.requests import actor_of, organisation_of

ICONS = {"home", "doc", "list", "chart", "book", "people", "gear", "clock", "sound", "voice", "ask", "search", "star"}


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the frame. `current` is "page", "true" (a page below it) or empty."""

    label: str
    url: str
    icon: str
    current: str = ""


class DeskMenuItem(MenuItem):
    """A part of the desk, shown to who has `capability`. `icon` is a name of the sprite `lantoa/icons.html`.

    The item is current on all pages below its own address, or below `section` (an address under the desk's first page).
    """

    def __init__(
        self, label: str | Promise, url_name: str, *, capability: str, icon: str, order: int, section: str = ""
    ) -> None:
        if capability not in policies.CAPABILITIES:
            raise ValueError(f"{capability!r} has no row in org.policies")
        self.capability = capability
        self.section = section
        super().__init__(label, reverse_lazy(url_name), name=url_name, icon_name=icon, order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        return policies.may(actor_of(request), self.capability, organisation_of(request).pk)


def links_for(request: HttpRequest) -> list[Link]:
    """The menu of the person who asks, in order."""
    if not actor_of(request).grants:
        return []
    items = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)
    home = reverse("wagtailadmin_home")
    sections = [home + getattr(item, "section", "") for item in items]
    below = [str(item.url) if section == home else section for item, section in zip(items, sections, strict=True)]
    here = max((one for one in below if one != home and request.path.startswith(one)), key=len, default=home)
    return [
        Link(
            str(item.label),
            str(item.url),
            item.icon_name if item.icon_name in ICONS else "doc",
            ("page" if request.path == str(item.url) else "true") if one == here else "",
        )
        for item, one in zip(items, below, strict=True)
    ]


def person_links_for(request: HttpRequest) -> list[Link]:
    """Links of the person's own menu; leaving is a form beside them."""
    actor = actor_of(request)
    links = [
        Link(_("Đổi mật khẩu"), reverse("account_change_password"), "key"),
        Link(_("Xác thực hai lớp"), reverse("mfa_index"), "shield"),
    ]
    if actor.grants and policies.may(actor, "people.manage", organisation_of(request).pk):
        links.append(Link(_("Bàn giao"), reverse("org_people:index"), "swap"))
    if len({grant.organisation_id for grant in actor.grants}) > 1:
        links.append(Link(_("Đổi nơi làm việc"), reverse("org:switch"), "home"))
    return links
