"""The part of plans in the desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from lantoa.org.desk.menu import DeskMenuItem
from lantoa.plans.desk.viewset import PlanViewSet


@hooks.register("register_admin_viewset")
def plan_pages() -> PlanViewSet:
    """All pages of plans."""
    return PlanViewSet()


@hooks.register("register_admin_menu_item")
def plans_item() -> DeskMenuItem:
    """Kế hoạch."""
    return DeskMenuItem(_("Kế hoạch"), "plans_desk:index", capability="plans.read", icon="doc", order=20)
