"""Tags of the pages of work: the calendar leaf, chips of status, numbers without idle zeros."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantoa.plans.models import DeadlineKind, Mode
from lantoa.work.deadlines import Standing
from lantoa.work.doubts import day_doubt, number_doubt
from lantoa.work.models import ASKED, Evidence, EvidenceState, Slip, SlipLine, SlipState, WorkItem, WorkState

register = template.Library()

ITEM_CHIPS = {
    WorkState.OPEN: ("", "clock"),
    WorkState.DOING: ("chip-soon", "clock"),
    WorkState.SUBMITTED: ("chip-wait", "clock"),
    WorkState.RETURNED: ("chip-late", "back"),
    WorkState.DONE: ("chip-done", "check"),
    WorkState.WITHDRAWN: ("", "x"),
}
EVIDENCE_CHIPS = {
    EvidenceState.SENT: ("chip-wait", "clock"),
    EvidenceState.ACCEPTED: ("chip-done", "check"),
    EvidenceState.RETURNED: ("chip-late", "back"),
    EvidenceState.ERASED: ("", "x"),
}
SLIP_CHIPS: dict[str, tuple[str, str]] = {
    ASKED: ("", "people"),
    SlipState.OPEN: ("", "clock"),
    SlipState.SUBMITTED: ("chip-wait", "clock"),
    SlipState.RETURNED: ("chip-late", "back"),
    SlipState.ACCEPTED: ("chip-done", "check"),
}


@register.filter
def amount(value: Decimal | None) -> str:
    """A number in Vietnamese form without idle zeros: 41, 1.234,5."""
    if value is None:
        return ""
    exact = value.normalize()
    exponent = exact.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return formats.number_format(exact, decimal_pos=places)


@register.filter
def raw(value: Decimal | int | None) -> str:
    """A number for attributes of HTML, which know no Vietnamese form."""
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


@register.filter
def percent(item: WorkItem) -> str:
    """How much of the target is reached, as "58,6%": rounded half up, where Django's own form would cut off."""
    if not item.progress_total:
        return ""
    share = (item.progress_done * 100 / item.progress_total).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return formats.number_format(share, decimal_pos=1) + "%"


@register.inclusion_tag("work/parts/leaf.html")
def leaf(day: date, standing: Standing) -> dict[str, Any]:
    """A deadline as a leaf of the tear-off calendar, its foot saying how many days are left."""
    return {"day": day, "late": standing.is_late, "foot": days_left(standing)}


@register.filter("left")
def days_left(standing: Standing) -> str:
    """The days to a deadline in words."""
    days = standing.days
    if days is None:
        return ""
    if days == 0:
        return _("hôm nay")
    if days > 0:
        return ngettext("còn %(n)d ngày", "còn %(n)d ngày", days) % {"n": days}
    if standing.is_late:
        return ngettext("quá %(n)d ngày", "quá %(n)d ngày", -days) % {"n": -days}
    return _("đã qua")


@register.simple_tag
def item_chip(item: WorkItem, standing: Standing | None = None) -> SafeString:
    """How an item stands, as a chip; beside what a unit that was only asked has begun stands a second one."""
    words = standing_words(item, standing)
    if standing is not None and standing.is_late and item.state != WorkState.RETURNED:
        return _chip("chip-late", "late", words)
    style, icon = ITEM_CHIPS[WorkState(item.state)]
    if not is_requested(item):
        return _chip(style, icon, words)
    if item.state == WorkState.OPEN:
        return _chip("", "people", words)
    return format_html("{} {}", _chip(style, icon, words), _chip("", "people", _("Đề nghị")))


def standing_words(item: WorkItem, standing: Standing | None) -> str:
    """How an item stands in words: late before all else, but never for what is only requested."""
    if standing is not None and standing.is_late and item.state != WorkState.RETURNED:
        return _("Quá hạn")
    if is_requested(item) and item.state == WorkState.OPEN:
        return _("Đề nghị phối hợp")
    return item.get_state_display()


@register.simple_tag
def evidence_chip(evidence: Evidence) -> SafeString:
    """What became of a piece of evidence."""
    style, icon = EVIDENCE_CHIPS[EvidenceState(evidence.state)]
    return _chip(style, icon, evidence.get_state_display())


@register.filter
def doubts(evidence: Evidence) -> list[str]:
    """What who confirms a piece of evidence should look at twice."""
    if evidence.state != EvidenceState.SENT:
        return []
    plan, told_on = evidence.item.plan, timezone.localdate(evidence.created_at)
    found = (
        number_doubt(evidence.number, evidence.measure),
        day_doubt(evidence.happened_on, issued_on=plan.issued_on if plan else None, told_on=told_on),
    )
    return [sentence for sentence in found if sentence]


@register.filter
def line_doubt(line: SlipLine) -> str:
    """The same of the number on a line of a slip."""
    return number_doubt(line.number, line.measure)


@register.simple_tag
def slip_chip(slip: Slip) -> SafeString:
    """Where a slip is."""
    style, icon = SLIP_CHIPS[slip.standing]
    return _chip(style, icon, slip.standing_words)


@register.filter
def deadline(item: WorkItem) -> str:
    """The deadline of an item in words: a day, "trước ngày 15 hằng tháng", or how it recurs."""
    if item.due_on:
        return formats.date_format(item.due_on, "d/m/Y")
    if item.deadline_kind == DeadlineKind.MONTHLY and item.due_day:
        return _("Trước ngày %(day)d hằng tháng") % {"day": item.due_day}
    return item.get_deadline_kind_display()


@register.filter
def is_requested(item: WorkItem) -> bool:
    """Whether the item is only asked for (Đề nghị)."""
    return item.mode == Mode.REQUESTED


@register.filter
def month_of(slip: Slip) -> str:
    """The month that a slip is named after: "tháng 11/2026"."""
    return _("tháng %(month)d/%(year)d") % {"month": slip.period_end.month, "year": slip.period_end.year}


def _chip(style: str, icon: str, words: str) -> SafeString:
    return format_html(
        '<span class="chip {}"><svg class="icon" aria-hidden="true"><use href="#i-{}"></use></svg>{}</span>',
        style,
        icon,
        words,
    )


@register.filter
def state_words(value: str) -> str:
    """The words for a state of an item that the history names."""
    return str(WorkState(value).label) if value in WorkState.values else ""
