"""What reports say on "Việc hôm nay": which report is due, by when its numbers are taken, and what came too late."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lantoa.org.desk import today
from lantoa.org.models import Organisation
from lantoa.reports import late, selectors
from lantoa.reports.desk.views import period_name, report_name
from lantoa.shared.actors import Actor
from lantoakit.writing.numbers import format_date

SOON = 5
"""From so many days before the cut-off the report is marked."""
SHOWN = 4


def register() -> None:
    """Add the panels of the report that is due and of what came too late for those that are frozen."""
    today.register(
        today.Panel("reports.due", gettext_lazy("Báo cáo"), capability="reports.read", order=40, build=due_report)
    )
    today.register(
        today.Panel(
            "reports.late", gettext_lazy("Đến sau khi chốt"), capability="reports.read", order=41, build=came_late
        )
    )


def due_report(actor: Actor, organisation: Organisation) -> today.Content:
    """The report that comes next: "Báo cáo tháng 11: chốt số liệu ngày 14/11/2026, còn 5 ngày"."""
    day = timezone.localdate()
    due = selectors.due_month(organisation.pk, day)
    url = reverse("reports_desk:index")
    if due.report is not None:
        url = reverse("reports_desk:report", args=[due.report.pk])
    name = period_name(due.period)
    left = (due.period.end - day).days
    cutoff = _("Chốt số liệu ngày %(day)s") % {"day": format_date(due.period.end)}
    if left > 0:
        meta = _("%(cutoff)s, còn %(days)d ngày.") % {"cutoff": cutoff, "days": left}
        tone, mark = ("soon", _("Sắp chốt")) if left <= SOON else ("", "")
    elif left == 0:
        meta, tone, mark = _("%(cutoff)s, là hôm nay.") % {"cutoff": cutoff}, "soon", _("Chốt hôm nay")
    else:
        meta = _("Đã hết kỳ báo cáo từ ngày %(day)s, đề nghị rà soát và chốt số liệu.") % {
            "day": format_date(due.period.end)
        }
        tone, mark = "wait", _("Chưa chốt")
    item = today.Item(name, url, meta=meta, tone=tone, mark=mark)
    return today.Content(items=(item,), count=1, more_url="")


def came_late(actor: Actor, organisation: Organisation) -> today.Content:
    """Frozen reports for which something came afterwards: "Báo cáo tháng 10/2026: 3 minh chứng, 1 phiếu báo"."""
    lates = late.found(organisation.pk)[::-1]
    return today.Content(
        items=tuple(
            today.Item(
                text=report_name(one.report),
                url=reverse("reports_desk:late", args=[one.report.pk]),
                meta=_("%(what)s. Sẽ vào phần bổ sung của báo cáo kỳ sau.") % {"what": _what(one)},
                tone="unsure",
                mark=_("Đến sau khi chốt"),
            )
            for one in lates[:SHOWN]
        ),
        count=sum(one.count for one in lates),
    )


def _what(one: late.Late) -> str:
    counted = (
        (ngettext("%(n)d minh chứng", "%(n)d minh chứng", len(one.evidence)), len(one.evidence)),
        (ngettext("%(n)d phiếu báo", "%(n)d phiếu báo", len(one.slips)), len(one.slips)),
        (ngettext("%(n)d việc xong", "%(n)d việc xong", len(one.items)), len(one.items)),
    )
    return ", ".join(words % {"n": count} for words, count in counted if count)
