"""What reports say on "Việc hôm nay": which report is due, and by when its numbers are taken."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org.desk import today
from lantoa.org.models import Organisation
from lantoa.reports import selectors
from lantoa.shared.actors import Actor
from lantoakit.writing.numbers import format_date

SOON = 5
"""From so many days before the cut-off the report is marked."""


def register() -> None:
    """Add the panel of the report that is due."""
    today.register(
        today.Panel("reports.due", gettext_lazy("Báo cáo"), capability="reports.read", order=40, build=due_report)
    )


def due_report(actor: Actor, organisation: Organisation) -> today.Content:
    """The report that comes next: "Báo cáo tháng 11: chốt số liệu ngày 14/11/2026, còn 5 ngày"."""
    day = timezone.localdate()
    due = selectors.due_month(organisation.pk, day)
    url = reverse("reports_desk:index")
    if due.report is not None:
        url = reverse("reports_desk:report", args=[due.report.pk])
    name = _("Báo cáo tháng %(month)d/%(year)d") % {"month": due.period.month, "year": due.period.year}
    left = (due.period.end - day).days
    cutoff = _("Chốt số liệu ngày %(day)s") % {"day": format_date(due.period.end)}
    if left > 0:
        meta = _("%(cutoff)s, còn %(days)d ngày.") % {"cutoff": cutoff, "days": left}
        tone, mark = ("soon", _("Sắp chốt")) if left <= SOON else ("", "")
    elif left == 0:
        meta, tone, mark = _("%(cutoff)s, là hôm nay.") % {"cutoff": cutoff}, "soon", _("Chốt hôm nay")
    else:
        meta = _("Số liệu đã đủ kỳ từ ngày %(day)s. Xem lại rồi chốt.") % {"day": format_date(due.period.end)}
        tone, mark = "wait", _("Chưa chốt")
    item = today.Item(name, url, meta=meta, tone=tone, mark=mark)
    return today.Content(items=(item,), count=1, more_url="")
