"""The desk's frame: menu, what is refused, styles, translations of scripts."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse

from lantoa.org.desk import today
from lantoa.org.desk.menu import DeskMenuItem
from lantoa.org.testing import parsed

ROOT = Path(settings.PACKAGE).parent.parent
ORGANISATION = ["Việc hôm nay", "Tổ chức", "Nhật ký", "Thiết lập"]


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("administrator", ORGANISATION),
        ("officer", ["Việc hôm nay", "Tổ chức"]),  # the record and the settings are the administrator's
        ("auditor", ["Việc hôm nay", "Tổ chức", "Nhật ký"]),  # reads all, changes nothing
    ],
)
def test_the_menu_has_the_parts_that_a_role_has(commune, sign_in, role, shown):
    page = sign_in(commune.people[role]).get(reverse("wagtailadmin_home"))
    labels = [link.label for link in page.context["menu"]]
    assert [label for label in labels if label in ORGANISATION] == shown


def test_nothing_of_wagtails_own_menu_is_there(commune, sign_in):
    page = sign_in(commune.people["administrator"]).get(reverse("wagtailadmin_home")).content.decode()
    for address in ("/admin/pages/", "/admin/images/", "/admin/account/", "/admin/users/", "wagtail-sidebar-props"):
        assert f'href="{address}"' not in page


def test_an_item_is_current_on_the_pages_below_it(commune, sign_in):
    page = sign_in(commune.people["officer"]).get(reverse("org_people:index"))
    assert [link.label for link in page.context["menu"] if link.current] == ["Tổ chức"]


def test_an_item_asks_for_a_capability_that_exists():
    with pytest.raises(ValueError, match="no row"):
        DeskMenuItem("X", "wagtailadmin_home", capability="x.y", icon="doc", order=1)


def test_wagtails_own_scripts_come_only_where_a_page_asks_for_them(commune, sign_in):
    """1.5 MB of them, for widgets that our pages do not have; ours come in any case."""
    page = sign_in(commune.people["officer"]).get(reverse("org_units:index"))
    assert scripts_of(page.content) == {"lantoa/desk.js", "org/idle.js"}
    assert b"data-sprite" not in page.content
    asked = render_to_string("desk/base.html", {"wagtail_scripts": True}, request=page.wsgi_request).encode()
    assert {"lantoa/desk.js", "wagtailadmin/js/core.js", "wagtailadmin/js/icons.js"} <= scripts_of(asked)


def scripts_of(page):
    """The static scripts of a page, without the numbers of their versions."""
    found = parsed(page).xpath("//script/@src")
    return {one.partition("?")[0].removeprefix("/static/") for one in found if one.startswith("/static/")}


def test_scripts_run_without_inline_code(commune, sign_in):
    response = sign_in(commune.people["officer"]).get(reverse("org_units:index"))
    policy = response["Content-Security-Policy"]
    scripts = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert "unsafe" not in scripts
    page = response.content.decode()
    assert "onclick=" not in page
    assert "<script>" not in page


def test_the_desks_styles_are_made_from_base_css():
    script = runpy.run_path(str(ROOT / "scripts" / "make_desk_css.py"))
    found = finders.find("lantoa/desk-base.css")
    assert found
    assert Path(found).read_text(encoding="utf-8") == script["render"]()


def test_words_of_scripts_come_from_our_catalogue_too(client, settings, tmp_path, db):
    """Wagtail asks for its own package only; Django adds LOCALE_PATHS, which this holds."""
    import polib

    folder = tmp_path / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": "nplurals=1; plural=0;"}
    catalogue.append(polib.POEntry(msgid="Word of ours", msgstr="Chữ của ta"))
    catalogue.save_as_mofile(str(folder / "djangojs.mo"))
    settings.LOCALE_PATHS = [tmp_path]
    assert "Word of ours" in client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()


def test_panels_are_registered_once_and_with_a_known_capability():
    def build(actor, organisation):
        return today.Content()

    panel = today.Panel("x", "X", "desk.enter", 1, build)
    with pytest.raises(ValueError, match="no row"):
        today.register(today.Panel("y", "Y", "x.y", 1, panel.build))
    today.register(panel)
    try:
        with pytest.raises(ValueError, match="twice"):
            today.register(panel)
    finally:
        del today._panels["x"]
