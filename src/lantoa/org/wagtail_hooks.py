"""What the desk hooks into Wagtail's admin: our look in, what officers never need out."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem

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
