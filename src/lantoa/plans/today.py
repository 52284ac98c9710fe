"""What plans show on "Việc hôm nay"."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org.desk import today
from lantoa.org.models import Organisation
from lantoa.plans import selectors
from lantoa.plans.desk.base import url_of
from lantoa.plans.models import PlanState
from lantoa.shared.actors import Actor

SHOWN = 5


def to_review(actor: Actor, organisation: Organisation) -> today.Content:
    """Plans with tasks to decide; where there is no plan at all, what to do first."""
    rows = list(selectors.waiting_for_review(organisation.pk))
    if not rows and not selectors.plans(organisation.pk).exists():
        return today.Content(start=_start())
    items = [
        today.Item(plan.title, url_of("review", plan), _counted(plan), "unsure", _("Chờ soát")) for plan in rows[:SHOWN]
    ]
    empty = _("Mọi việc của các kế hoạch đã được soát.")
    return today.Content(items, len(rows), reverse("plans_desk:index"), empty)


def unread(actor: Actor, organisation: Organisation) -> today.Content:
    """Plans whose document could not be read."""
    rows = list(selectors.plans(organisation.pk).filter(state=PlanState.UNREADABLE))
    errors = selectors.reading_errors([plan.document_id for plan in rows])
    items = [
        today.Item(plan.title, url_of("plan", plan), errors.get(plan.document_id, ""), "late", _("Không đọc được"))
        for plan in rows[:SHOWN]
    ]
    return today.Content(items, len(rows), f"{reverse('plans_desk:index')}?state=unreadable")


def _counted(plan: Any) -> str:
    """How many tasks wait and are confirmed, of a row with both counts."""
    return _("%(waiting)d việc chờ soát, %(confirmed)d việc đã xác nhận") % {
        "waiting": plan.tasks_waiting,
        "confirmed": plan.tasks_confirmed,
    }


def _start() -> today.Start:
    return today.Start(
        _("Đưa kế hoạch đầu tiên vào"),
        _("Tải tệp kế hoạch lên. Máy đọc ra từng việc, cán bộ soát lại rồi giao cho các đơn vị."),
        _("Tải kế hoạch lên"),
        reverse("plans_desk:add"),
    )


today.register(
    today.Panel("plans.review", gettext_lazy("Kế hoạch chờ soát"), capability="plans.read", order=20, build=to_review)
)
today.register(
    today.Panel("plans.unread", gettext_lazy("Tệp không đọc được"), capability="plans.manage", order=25, build=unread)
)
