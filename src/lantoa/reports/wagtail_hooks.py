"""Reports on the desk: their addresses and their part of the menu."""

from __future__ import annotations

from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from lantoa.org.desk.menu import DeskMenuItem


@hooks.register("register_admin_urls")
def addresses() -> list[URLResolver]:
    """Everything of reports lies under /admin/bao-cao/."""
    return [path("bao-cao/", include("lantoa.reports.desk.urls"))]


@hooks.register("register_admin_menu_item")
def reports_item() -> DeskMenuItem:
    """The part "Báo cáo"."""
    return DeskMenuItem(_("Báo cáo"), "reports_desk:index", capability="reports.read", icon="chart", order=40)
