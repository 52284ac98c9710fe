"""Panels of work on "Việc hôm nay": what is late, what waits, what units ask, which slips are still to come."""

from __future__ import annotations

from textwrap import shorten

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org.desk import today
from lantoa.org.models import Organisation
from lantoa.shared.actors import Actor
from lantoa.work import selectors
from lantoa.work.preferences import current_period

SHOWN = 4


def in_short(text: str, longest: int = 120) -> str:
    """`text` on a line or two, ended at a word."""
    return shorten(text, longest, placeholder="…")


def late(actor: Actor, organisation: Organisation) -> today.Content:
    """Items past their day, the oldest first."""
    day = timezone.localdate()
    rows = selectors.board.late_items(organisation.pk, day, SHOWN)
    return today.Content(
        items=[
            today.Item(
                text=in_short(row.brief),
                url=reverse("work_item", args=[row.pk]),
                meta=_("%(unit)s, hạn %(day)s")
                % {"unit": row.lead.name, "day": row.due_on.strftime("%d/%m/%Y") if row.due_on else ""},
                tone="late",
                mark=_("Quá hạn"),
            )
            for row in rows
        ],
        count=selectors.board.count_late(organisation.pk, day),
        more_url=reverse("work_board") + "?due=late",
        empty=_("Không có việc nào quá hạn."),
    )


def without_unit(actor: Actor, organisation: Organisation) -> today.Content:
    """Items whose leading unit was closed; nothing is shown where there are none."""
    rows = selectors.board.items_without_unit(organisation.pk)
    return today.Content(
        items=[
            today.Item(
                text=in_short(row.brief),
                url=reverse("work_item", args=[row.pk]),
                meta=_("%(unit)s đã ngừng dùng") % {"unit": row.lead.name},
                tone="unsure",
                mark=_("Chờ đơn vị mới"),
            )
            for row in rows[:SHOWN]
        ],
        count=rows.count(),
        more_url=f"{reverse('work_board')}?state={selectors.board.CLOSED_UNIT}",
    )


def waiting(actor: Actor, organisation: Organisation) -> today.Content:
    """Items, evidence and slips that units sent and nobody has confirmed."""
    queue = selectors.queue.queue(organisation.pk, SHOWN)
    items = [
        today.Item(
            text=in_short(row.item.brief),
            url=reverse("work_item", args=[row.item.pk]),
            meta=row.item.lead.name,
            tone="wait",
            mark=_("Báo đã xong") if row.submitted else _("Có minh chứng mới"),
        )
        for row in queue.items
    ]
    items += [
        today.Item(
            text=_("Phiếu báo kết quả tháng %(month)d/%(year)d")
            % {"month": slip.period_end.month, "year": slip.period_end.year},
            url=reverse("work_slip", args=[slip.pk]),
            meta=slip.unit.name,
            tone="wait",
            mark=_("Đã báo"),
        )
        for slip in queue.slips
    ]
    return today.Content(
        items=items[:SHOWN],
        count=queue.items_count + queue.slips_count,
        more_url=reverse("work_queue"),
        empty=_("Không có minh chứng hay phiếu báo nào chờ xác nhận."),
    )


def requests(actor: Actor, organisation: Organisation) -> today.Content:
    """What units ask: more time, or that an item is not theirs."""
    queue = selectors.queue.queue(organisation.pk, SHOWN)
    return today.Content(
        items=[
            today.Item(
                text=in_short(row.item.brief),
                url=reverse("work_request", args=[row.pk]),
                meta=f"{row.item.lead.name}: {in_short(row.reason, 80)}",
                tone="wait",
                mark=row.get_kind_display(),
            )
            for row in queue.requests
        ],
        count=queue.requests_count,
        more_url=reverse("work_queue") + "#de-nghi",
        empty=_("Không có đề nghị nào của đơn vị chờ trả lời."),
    )


def slips(actor: Actor, organisation: Organisation) -> today.Content:
    """Slips still to come in, late ones first."""
    day = timezone.localdate()
    rows = selectors.queue.slips_due(organisation.pk, day)
    opened = selectors.queue.has_slips_of(organisation.pk, current_period(organisation.pk, day))
    return today.Content(
        items=[
            today.Item(
                text=row.unit.name,
                url=reverse("work_slip", args=[row.pk]),
                meta=_("Phiếu tháng %(month)d/%(year)d, gửi trước hết ngày %(day)s")
                % {"month": row.period_end.month, "year": row.period_end.year, "day": row.due_on.strftime("%d/%m/%Y")},
                tone="late" if row.due_on < day else "",
                mark=_("Quá hạn") if row.due_on < day else row.get_state_display(),
            )
            for row in rows[:SHOWN]
        ],
        count=len(rows),
        more_url=reverse("work_slips"),
        empty=_("Không còn đơn vị nào chưa nộp phiếu.") if opened else _("Chưa mở phiếu báo nào của kỳ này."),
    )


for name, title, order, build in (
    ("work.late", gettext_lazy("Việc quá hạn"), 10, late),
    ("work.without_unit", gettext_lazy("Việc của đơn vị đã ngừng dùng"), 12, without_unit),
    ("work.waiting", gettext_lazy("Chờ xác nhận"), 15, waiting),
    ("work.requests", gettext_lazy("Đơn vị đề nghị"), 16, requests),
    ("work.slips", gettext_lazy("Phiếu báo chưa gửi"), 30, slips),
):
    today.register(today.Panel(name, title, capability="work.read", order=order, build=build))
