"""The library's part of the desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from lantoa.library.desk import DocumentViewSet
from lantoa.org.desk.menu import DeskMenuItem


@hooks.register("register_admin_viewset")
def document_pages() -> DocumentViewSet:
    """All pages of documents."""
    return DocumentViewSet()


@hooks.register("register_admin_menu_item")
def documents_item() -> DeskMenuItem:
    """Văn bản."""
    return DeskMenuItem(_("Văn bản"), "library_desk:index", capability="library.read", icon="book", order=50)
