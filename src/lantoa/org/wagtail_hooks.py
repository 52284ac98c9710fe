"""What the desk hooks into Wagtail's admin: our look in, what officers never need out."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from lantoa.org.desk.journal import Journal
from lantoa.org.desk.menu import DeskMenuItem
from lantoa.org.desk.positions import PeopleViewSet, PositionViewSet
from lantoa.org.desk.preferences import OrganisationPage, SettingsPage
from lantoa.org.desk.units import UnitViewSet
from lantoa.org.desk.viewsets import DeskViewSet

STYLES = ("fonts", "tokens", "desk-base", "desk")


@hooks.register("insert_global_admin_css")
def our_styles() -> SafeString:
    """Fonts, tokens, the design system held to `.lt`, and Wagtail's own colours in ours."""
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(f"lantoa/{n}.css"),) for n in STYLES))


@hooks.register("insert_global_admin_js")
def our_script() -> SafeString:
    """The small script of the frame."""
    return format_html_join("\n", '<script src="{}" defer></script>', ((static("lantoa/desk.js"),),))


@hooks.register("construct_main_menu")
def only_our_parts(request: HttpRequest, items: list[MenuItem]) -> None:
    """Pages, Images, Documents, Snippets, Reports, Settings and Help are not work of a commune's officer."""
    items[:] = [item for item in items if type(item) is MenuItem or not type(item).__module__.startswith("wagtail.")]


@hooks.register("register_admin_viewset")
def organisation_pages() -> list[DeskViewSet]:
    """Units, people and positions."""
    return [UnitViewSet(), PeopleViewSet(), PositionViewSet()]


@hooks.register("register_admin_urls")
def single_pages() -> list[URLPattern]:
    """Pages over no list of rows."""
    return [
        path("to-chuc/co-quan/", OrganisationPage.as_view(), name="org_about"),
        path("nhat-ky/", Journal.as_view(), name="org_journal"),
        path("cai-dat/", SettingsPage.as_view(), name="org_settings"),
    ]


@hooks.register("register_admin_menu_item")
def organisation_item() -> DeskMenuItem:
    """Units and people."""
    return DeskMenuItem(
        _("Tổ chức"), "org_units:index", capability="org.read", icon="people", order=60, section="to-chuc/"
    )


@hooks.register("register_admin_menu_item")
def journal_item() -> DeskMenuItem:
    """The record of writes."""
    return DeskMenuItem(_("Nhật ký"), "org_journal", capability="audit.read", icon="clock", order=70)


@hooks.register("register_admin_menu_item")
def settings_item() -> DeskMenuItem:
    """Settings of the organisation."""
    return DeskMenuItem(_("Thiết lập"), "org_settings", capability="settings.manage", icon="gear", order=80)
