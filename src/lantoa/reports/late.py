"""What came for a period after its report had been frozen, and stands in no report yet."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from lantoa.reports.facts import (
    RECEIVED,
    Facts,
    evidence_facts,
    item_fact,
    item_rows,
    line_facts,
    of_issued_plans,
    slip_records,
)
from lantoa.reports.figures import Head
from lantoa.reports.models import RecordKind, Report, ReportKind, ReportState, Told
from lantoa.work.models import COUNTED, Evidence, Slip, SlipLine, WorkItem, WorkState


@dataclass(slots=True)
class Late:
    """Ids of what belongs to the period of a frozen report and is told nowhere: evidence, slips, items now done."""

    report: Report
    evidence: set[int] = field(default_factory=set)
    slips: set[int] = field(default_factory=set)
    items: set[int] = field(default_factory=set)

    @property
    def count(self) -> int:
        return len(self.evidence) + len(self.slips) + len(self.items)


def found(organisation_id: int, kind: str = ReportKind.MONTHLY) -> list[Late]:
    """One entry for each frozen report for which something came late, the oldest first, in four queries."""
    frozen = list(
        Report.objects.filter(organisation_id=organisation_id, kind=kind, state=ReportState.FROZEN)
        .defer("figures")
        .order_by("period_start")
    )
    if not frozen:
        return []
    lates = [Late(report) for report in frozen]
    starts = [report.period_start for report in frozen]
    for pk, day in _untold(_evidence(organisation_id), RecordKind.EVIDENCE, "happened_on", frozen):
        _put(lates, starts, day, "evidence", pk)
    for pk, day in _untold(_slips(organisation_id), RecordKind.SLIP, "period_end", frozen):
        _put(lates, starts, day, "slips", pk)
    for pk, day in _untold(_done(organisation_id), RecordKind.ITEM, "done_on", frozen):
        _put(lates, starts, day, "items", pk)
    return [late for late in lates if late.count]


def facts_of(late: Late, head: Head) -> Facts:
    """What counting needs of a period, reduced to what came late, in four queries.

    An item that an earlier report told as done comes without the day on which it was: it is not done once more.
    """
    evidence = evidence_facts(Evidence.objects.filter(pk__in=late.evidence))
    lines = line_facts(SlipLine.objects.filter(slip__in=late.slips))
    touched = {fact.record.item_id for fact in evidence} | {line.item_id for line in lines} | late.items
    rows = WorkItem.objects.filter(of_issued_plans(), pk__in=touched).order_by(
        "plan_id", "task__position", "task_id", "lead__position", "lead__name", "pk"
    )
    items = (item_fact(row, None) for row in item_rows(rows))
    period = late.report.period
    return Facts(
        head=head,
        period=period,
        as_of=period.end,
        next_end=period.end,
        plans=(),
        headings=(),
        items=tuple(one if one.id in late.items else dataclasses.replace(one, done_on=None) for one in items),
        evidence=evidence,
        slips=slip_records(Slip.objects.filter(pk__in=late.slips)),
        lines=lines,
        requests=(),
    )


def _evidence(organisation_id: int) -> QuerySet[Evidence]:
    return Evidence.objects.filter(of_issued_plans("item__"), organisation_id=organisation_id, state__in=COUNTED)


def _slips(organisation_id: int) -> QuerySet[Slip]:
    return Slip.objects.filter(organisation_id=organisation_id, state__in=RECEIVED)


def _done(organisation_id: int) -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(of_issued_plans(), organisation_id=organisation_id, state=WorkState.DONE)


def _untold(
    rows: QuerySet[Any, Any], kind: RecordKind, day: str, frozen: Sequence[Report]
) -> QuerySet[Any, tuple[int, date]]:
    """Id and day of the rows between the first and the last frozen day that no frozen report tells for that day."""
    told = Told.objects.filter(
        report_kind=frozen[0].kind,
        kind=kind,
        record_id=OuterRef("pk"),
        period_start__lte=OuterRef(day),
        period_end__gte=OuterRef(day),
    )
    between = rows.filter(**{f"{day}__range": (frozen[0].period_start, frozen[-1].period_end)})
    return between.filter(~Exists(told)).order_by("pk").values_list("pk", day)


def _put(lates: list[Late], starts: list[date], day: date, name: str, pk: int) -> None:
    """Into the entry whose period holds the day; months that were never frozen have none."""
    place = bisect_right(starts, day) - 1
    if place >= 0 and day in lates[place].report.period:
        getattr(lates[place], name).add(pk)
