"""The portal's part of the desk's menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from lantoa.org.desk.menu import DeskMenuItem


@hooks.register("register_admin_menu_item")
def today_item() -> DeskMenuItem:
    """The desk's first page."""
    return DeskMenuItem(_("Việc hôm nay"), "wagtailadmin_home", capability="desk.enter", icon="home", order=10)
