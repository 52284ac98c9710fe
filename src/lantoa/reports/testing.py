"""Work of a commune in and around a period, written straight into the tables: for tests of figures, all invented."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lantoa.library.models import Document
from lantoa.org.testing import Commune
from lantoa.plans.models import DeadlineKind, Heading, Mode, Plan, PlanState, PlanTask, TaskState
from lantoa.work.models import (
    EventKind,
    Evidence,
    EvidenceKind,
    EvidenceState,
    Slip,
    SlipLine,
    SlipState,
    WorkEvent,
    WorkItem,
    WorkState,
)
from lantoa.work.periods import Period

PERIOD = Period(date(2026, 10, 15), date(2026, 11, 14))
"""The period that tests count: the report of November 2026."""

HEADINGS = (
    ("IV", "TỔ CHỨC THỰC HIỆN"),
    ("IV.2", "Phòng Văn hóa - Xã hội"),
    ("IV.6", "Trưởng các thôn"),
    ("IV.7", "Đề nghị Ủy ban MTTQ Việt Nam xã và các đoàn thể"),
)


def moment(day: date) -> datetime:
    """Ten in the morning of a day."""
    return timezone.make_aware(datetime.combine(day, time(10)))


@dataclass
class Ledger:
    """A commune's issued plan, and how to write items, evidence and slips of it."""

    commune: Commune
    plan: Plan
    tasks: dict[str, PlanTask] = field(default_factory=dict)

    def item(self, unit: str = "hamlet", *, text: str = "", given_on: date | None = None, **values: Any) -> WorkItem:
        """An item of the plan; items of the same `text` are units of one task. `given_on` None: when the plan came."""
        words = text or f"Mở lớp học số buổi tối tại nhà văn hóa, đợt {len(self.tasks) + 1}"
        values.setdefault("path", "IV.6.b")
        task = self.tasks.get(words)
        if task is None:
            task = self.tasks[words] = PlanTask.objects.create(
                plan=self.plan,
                position=len(self.tasks),
                path=values["path"],
                text=words,
                state=TaskState.CONFIRMED,
            )
        values.setdefault("deadline_kind", DeadlineKind.DATE if values.get("due_on") else DeadlineKind.ONGOING)
        row = WorkItem.objects.create(
            organisation=self.commune.organisation,
            plan=self.plan,
            task=task,
            lead=self.commune.units[unit],
            given_lead=self.commune.units[unit],
            text=words,
            **values,
        )
        if given_on is not None:
            loose = WorkItem.objects.filter(pk=row.pk)
            loose.update(created_at=moment(given_on), plan=None, task=None)
            row.refresh_from_db()
        return row

    def asked(self, unit: str = "front", **values: Any) -> WorkItem:
        """An item that a body is only asked for."""
        return self.item(unit, mode=Mode.REQUESTED, path="IV.7", **values)

    def done(self, day: date, unit: str = "hamlet", **values: Any) -> WorkItem:
        """An item that was confirmed as done on a day."""
        return self.item(unit, state=WorkState.DONE, done_on=day, **values)

    def evidence(self, item: WorkItem, day: date, kind: str = EvidenceKind.PHOTO, **values: Any) -> Evidence:
        """A piece of evidence that happened on a day; a `number` makes it one."""
        if "number" in values:
            kind, values["number"] = EvidenceKind.NUMBER, Decimal(str(values["number"]))
        if kind in (EvidenceKind.PHOTO, EvidenceKind.FILE):
            values.setdefault("sha256", uuid.uuid4().hex * 2)
        if values.get("state") == EvidenceState.ACCEPTED:
            values.setdefault("judged_by", self.commune.people["officer"])
            values.setdefault("judged_at", moment(day))
        return Evidence.objects.create(
            organisation=item.organisation,
            item=item,
            unit=item.lead,
            kind=kind,
            happened_on=day,
            client_key=uuid.uuid4().hex,
            **values,
        )

    def slip(self, item: WorkItem, *, state: str = SlipState.SUBMITTED, period: Period = PERIOD, **line: Any) -> Slip:
        """A slip of the item's unit with one line for it."""
        sent = moment(period.end) if state != SlipState.OPEN else None
        slip, _ = Slip.objects.get_or_create(
            organisation=item.organisation,
            unit=item.lead,
            period_start=period.start,
            defaults={"period_end": period.end, "due_on": period.end, "state": state, "submitted_at": sent},
        )
        SlipLine.objects.create(slip=slip, item=item, **line)
        return slip

    def moved(self, item: WorkItem, day: date, before: str, after: str) -> None:
        """The item's state, moved on a day."""
        event = WorkEvent.objects.create(item=item, kind=EventKind.STATE, data={"before": before, "after": after})
        WorkEvent.objects.filter(pk=event.pk).update(at=moment(day))
        done_on = day if after == WorkState.DONE else None
        WorkItem.objects.filter(pk=item.pk).update(state=after, done_on=done_on)


def make_ledger(commune: Commune, *, issued_on: date = date(2026, 10, 5)) -> Ledger:
    """A plan that was issued before the period began, with its headings."""
    document = Document.objects.create(
        organisation=commune.organisation,
        title="Kế hoạch phổ cập kỹ năng số",
        original_name="ke-hoach.docx",
        content_type="text/plain",
        size=1,
        sha256=uuid.uuid4().hex * 2,
    )
    plan = Plan.objects.create(
        organisation=commune.organisation,
        document=document,
        title="Phổ cập kỹ năng số cho Nhân dân năm 2026",
        sign="27/KH-UBND",
        issuer=commune.organisation.issuer,
        issued_on=issued_on,
        state=PlanState.ISSUED,
    )
    for position, (path, title) in enumerate(HEADINGS):
        Heading.objects.create(plan=plan, position=position, path=path, title=title)
    return Ledger(commune, plan)
