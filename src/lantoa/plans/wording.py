"""Deadlines, states and modes as people read them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from lantoa.plans.models import DeadlineKind, PlanState, PlanTask, TaskState


def deadline(kind: str, on: date | None, day: int | None) -> str:
    """A deadline in words: "30/11/2026", "Ngày 15 hằng tháng", "Thường xuyên"."""
    if kind == DeadlineKind.DATE and on is not None:
        return on.strftime("%d/%m/%Y")
    label = str(DeadlineKind(kind).label)
    if day is not None and kind in (DeadlineKind.MONTHLY, DeadlineKind.QUARTERLY, DeadlineKind.YEARLY):
        return _("Ngày %(day)d %(how_often)s") % {"day": day, "how_often": label[0].lower() + label[1:]}
    return label


def closed(unit: str) -> str:
    """Why a name that meant a unit means nothing now."""
    return _("%(unit)s đã ngừng dùng, chọn đơn vị khác") % {"unit": unit}


def deadline_of(task: PlanTask) -> str:
    """The deadline of a task in words."""
    return deadline(task.deadline_kind, task.deadline_on, task.deadline_day)


def doubts(task: PlanTask) -> str:
    """Why a task is not clear, in one sentence; uses what was prefetched."""
    reasons = [*task.doubts.values()]
    reasons += [f"“{row.printed}”: {row.doubt}" for row in task.units.all() if row.doubt]
    sentence = "; ".join(dict.fromkeys(reasons))
    return sentence[:1].upper() + sentence[1:]


def place_cell(path: str) -> str:
    """Where a division stands, in a cell of a table; "PL" is how a reading numbers the appendix.

    >>> place_cell("IV.6"), place_cell("PL"), place_cell("PL.2"), place_cell("")
    ('IV.6', 'Phụ lục', 'Phụ lục, 2', '')
    """
    first, dot, below = path.partition(".")
    return f"Phụ lục, {below}" if first == "PL" and dot else "Phụ lục" if first == "PL" else path


CHIPS: dict[str, tuple[str, str]] = {
    PlanState.READING: ("wait", "clock"),
    PlanState.UNREADABLE: ("late", "late"),
    PlanState.DRAFT: ("unsure", "hoi"),
    PlanState.ISSUED: ("done", "check"),
    PlanState.AMENDED: ("done", "check"),
    PlanState.ENDED: ("", "doc"),
    TaskState.UNSURE: ("unsure", "hoi"),
    TaskState.CLEAR: ("", "star"),
    TaskState.CONFIRMED: ("done", "check"),
    TaskState.REJECTED: ("", "x"),
    TaskState.WITHDRAWN: ("", "x"),
}
"""Tone and icon of a state's chip."""
