"""What the pages of one plan share."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from lantoa.org.desk.views import Crumb
from lantoa.org.desk.viewsets import DeskObjectMixin
from lantoa.org.models import Organisation
from lantoa.plans import selectors
from lantoa.plans.models import Plan
from lantoa.shared.actors import Actor

INDEX = reverse_lazy("plans_desk:index")


def plans_of(actor: Actor, organisation: Organisation) -> QuerySet[Any]:
    """The plans that a person may meet."""
    return selectors.plans(organisation.pk).select_related("document", "signed_document", "created_by", "issued_by")


def url_of(page: str, plan: Plan, *more: int) -> str:
    """The address of one of the pages of a plan."""
    return reverse(f"plans_desk:{page}", args=[plan.pk, *more])


def name_of(plan: Plan) -> str:
    """The short name of a plan: its sign, or the beginning of its title."""
    return plan.sign or (plan.title if len(plan.title) <= 60 else plan.title[:58].rsplit(" ", 1)[0] + "…")


class OnePlan(DeskObjectMixin):
    """A view of one plan."""

    object: Plan

    def get_crumbs(self) -> list[Crumb]:
        """The way: the list, and for pages below it the plan."""
        return [Crumb(_("Kế hoạch"), str(INDEX)), Crumb(name_of(self.object), url_of("plan", self.object))]

    def get_success_url(self) -> str:
        """Back to the plan."""
        return url_of("plan", self.object)

    def get_cancel_url(self) -> str:
        """Back to the plan."""
        return url_of("plan", self.object)
