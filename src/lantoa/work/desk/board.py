"""The board, the queue of what waits, and the slips of all units."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.org.desk.files import FileColumn, ListFileMixin
from lantoa.org.desk.seen import shown_value
from lantoa.org.desk.views import Crumb, DeskTemplateView
from lantoa.work import selectors
from lantoa.work.deadlines import standing
from lantoa.work.desk.base import board_crumb
from lantoa.work.desk.forms import BoardForm, unit_choices
from lantoa.work.models import Slip, WorkItem
from lantoa.work.preferences import soon_days
from lantoa.work.selectors.board import BoardFilters
from lantoa.work.templatetags.work import deadline, month_of, standing_words


class BoardPage(ListFileMixin, DeskTemplateView):
    """All work of the organisation, late first."""

    capability = "work.read"
    template_name = "work/desk/board.html"
    page_title = _("Công việc")
    file_name = "cong-viec"

    def asked(self) -> tuple[BoardForm, BoardFilters]:
        """The form of the filters, and what it says."""
        get = self.request.GET
        units = unit_choices(self.organisation, *selectors.board.closed_leads(self.organisation.pk))
        form = BoardForm(get, units=units, soon_days=soon_days(self.organisation.pk))
        form.is_valid()
        data, page = form.cleaned_data, get.get("p", "1")
        return form, BoardFilters(
            unit_id=data.get("unit"),
            plan_id=data.get("plan"),
            task_id=data.get("task"),
            state=data.get("state", ""),
            due=data.get("due", ""),
            search=data.get("q", ""),
            page=int(page) if page.isascii() and page.isdecimal() else 1,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, filters = self.asked()
        return super().get_context_data(
            board=selectors.board.board(self.organisation.pk, filters, timezone.localdate()),
            form=form,
            query=self.query_of_list(),
            narrowed=filters != BoardFilters(page=filters.page),
            may_accept=self.may("work.accept"),
            **kwargs,
        )

    def get_file_rows(self) -> QuerySet[WorkItem]:
        return selectors.board.listed(self.organisation.pk, self.asked()[1], timezone.localdate())

    def get_file_note(self) -> str:
        form, _filters = self.asked()
        said = (
            (bound.label, shown_value(bound.field, bound.value())) for bound in form.visible_fields() if bound.value()
        )
        return "; ".join(f"{label}: {value}" for label, value in said if value)

    def get_file_columns(self) -> list[FileColumn]:
        today, soon = timezone.localdate(), soon_days(self.organisation.pk)
        return [
            FileColumn(_("Việc"), lambda item: " ".join(item.text.split()), 70),
            FileColumn(_("Chủ trì"), lambda item: item.lead.name, 34),
            FileColumn(_("Hạn"), lambda item: item.due_on or deadline(item), 20),
            FileColumn(_("Tình trạng"), lambda item: standing_words(item, standing(item, today, soon)), 18),
            FileColumn(_("Cách giao"), lambda item: item.get_mode_display(), 12),
            FileColumn(_("Đã làm được"), lambda item: item.progress_done if item.progress_total else None, 12),
            FileColumn(_("Chỉ tiêu"), lambda item: item.progress_total, 12),
            FileColumn(_("Đơn vị tính"), lambda item: item.progress_measure, 14),
            FileColumn(_("Minh chứng mới"), lambda item: item.waiting or None, 12),
            FileColumn(_("Kế hoạch"), lambda item: (item.plan.sign or item.plan.title) if item.plan else "", 24),
            FileColumn(_("Mục"), lambda item: item.path, 10),
        ]


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


class SlipsPage(ListFileMixin, DeskTemplateView):
    """The slips of all units, the newest period first."""

    capability = "work.read"
    template_name = "work/desk/slips.html"
    page_title = _("Phiếu báo kết quả")
    file_name = "phieu-bao"

    def get_crumbs(self) -> list[Crumb]:
        return [board_crumb()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slips, today = selectors.queue.slips(self.organisation.pk), timezone.localdate()
        next_slips = selectors.queue.next_slips(self.organisation.pk, today)
        return super().get_context_data(slips=slips, next_slips=next_slips, **kwargs)

    def get_file_rows(self) -> list[Slip]:
        return selectors.queue.slips(self.organisation.pk)

    def get_file_columns(self) -> list[FileColumn]:
        return [
            FileColumn(_("Đơn vị"), lambda slip: slip.unit.name, 40),
            FileColumn(_("Kỳ"), month_of, 16),
            FileColumn(_("Hạn gửi"), lambda slip: slip.due_on, 13),
            FileColumn(_("Tình trạng"), lambda slip: slip.standing_words, 24),
            FileColumn(_("Đã trả lời"), lambda slip: slip.answered, 12),
            FileColumn(_("Số việc"), lambda slip: slip.total, 12),
            FileColumn(_("Gửi lúc"), lambda slip: slip.submitted_at, 18),
        ]
