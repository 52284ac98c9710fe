"""The board, the queue of what waits, and the slips of all units."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.org.desk.views import Crumb, DeskTemplateView
from lantoa.work import selectors
from lantoa.work.desk.base import board_crumb
from lantoa.work.desk.forms import BoardForm, unit_choices
from lantoa.work.preferences import soon_days
from lantoa.work.selectors.board import BoardFilters


class BoardPage(DeskTemplateView):
    """All work of the organisation, late first."""

    capability = "work.read"
    template_name = "work/desk/board.html"
    page_title = _("Công việc")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pk, get = self.organisation.pk, self.request.GET
        form = BoardForm(get, units=unit_choices(self.organisation), soon_days=soon_days(pk))
        form.is_valid()
        asked = form.cleaned_data
        page = get.get("p", "1")
        filters = BoardFilters(
            unit_id=asked.get("unit"),
            state=asked.get("state", ""),
            due=asked.get("due", ""),
            search=asked.get("q", ""),
            page=int(page) if page.isascii() and page.isdecimal() else 1,
        )
        query = get.copy()
        query.pop("p", None)
        narrowed = bool(filters.unit_id or filters.state or filters.due or filters.search)
        board = selectors.board.board(pk, filters, timezone.localdate())
        return super().get_context_data(
            board=board,
            form=form,
            query=query.urlencode(),
            narrowed=narrowed,
            may_accept=self.may("work.accept"),
            **kwargs,
        )


class QueuePage(DeskTemplateView):
    """What waits for the commune, one tap each."""

    capability = "work.read"
    template_name = "work/desk/queue.html"
    page_title = _("Chờ xác nhận")

    def get_crumbs(self) -> list[Crumb]:
        return [board_crumb()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        queue = selectors.queue.queue(self.organisation.pk)
        return super().get_context_data(
            queue=queue, may_accept=self.may("work.accept"), here=reverse("work_queue"), **kwargs
        )


class SlipsPage(DeskTemplateView):
    """The slips of all units, the newest period first."""

    capability = "work.read"
    template_name = "work/desk/slips.html"
    page_title = _("Phiếu báo kết quả")

    def get_crumbs(self) -> list[Crumb]:
        return [board_crumb()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slips = selectors.queue.slips(self.organisation.pk)
        return super().get_context_data(slips=slips, today=timezone.localdate(), **kwargs)
