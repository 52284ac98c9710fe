"""Opening the monthly slips: one a unit and period, a line for each open item without a day of its own."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from lantoa.org.models import Organisation, Unit
from lantoa.shared import audit, jobs, preferences
from lantoa.shared.actors import SYSTEM
from lantoa.work.models import OPEN_STATES, WITHOUT_DATE, Slip, SlipLine, SlipState, WorkItem
from lantoa.work.periods import Period, preceding
from lantoa.work.preferences import CUTOFF_DAY, SLIP_OPEN_DAYS, current_period, slips_open_on

OPEN_NOW = "work.open_slips_now"


def open_soon(organisation_id: int) -> None:
    """Have the slips of one organisation opened without waiting for the hour, in the caller's transaction."""
    jobs.enqueue(OPEN_NOW, {"of": organisation_id}, organisation_id=organisation_id)


def open_slips(*, organisation: Organisation, today: date) -> int:
    """Open what is due to be opened and add lines for items that came later. Returns how many slips and lines are new.

    Run as often as one likes. A period that ended while no worker ran is opened for as many days after its cut-off as
    slips open before it.
    """
    current = current_period(organisation.pk, today)
    made = 0
    before = preceding(current, preferences.get(CUTOFF_DAY.name, organisation.pk))
    if (today - before.end).days <= preferences.get(SLIP_OPEN_DAYS.name, organisation.pk):
        made += _open_period(organisation, before)
    if today >= slips_open_on(organisation.pk, current):
        made += _open_period(organisation, current)
    return made


def _open_period(organisation: Organisation, period: Period) -> int:
    items = WorkItem.objects.filter(
        organisation=organisation,
        state__in=OPEN_STATES,
        due_on=None,
        deadline_kind__in=WITHOUT_DATE,
        lead__is_active=True,
        created_at__date__lte=period.end,
    ).order_by("lead_id", "plan_id", "task__position", "pk")
    by_unit: dict[int, list[int]] = {}
    for item_id, unit_id in items.values_list("pk", "lead_id"):
        by_unit.setdefault(unit_id, []).append(item_id)
    units = Unit.objects.filter(pk__in=by_unit)
    return sum(_open_one(organisation, unit, period, by_unit[unit.pk]) for unit in units)


@transaction.atomic
def _open_one(organisation: Organisation, unit: Unit, period: Period, item_ids: list[int]) -> int:
    slip, created = _slip(organisation, unit, period)
    if slip.state not in (SlipState.OPEN, SlipState.RETURNED):
        return 0
    known = set(slip.lines.values_list("item_id", flat=True))
    missing = [pk for pk in item_ids if pk not in known]
    SlipLine.objects.bulk_create([SlipLine(slip=slip, item_id=pk) for pk in missing], ignore_conflicts=True)
    if created or missing:
        audit.record(
            actor=SYSTEM, action="work.slip_opened", target=slip, organisation_id=organisation.pk, lines=len(missing)
        )
    return int(created) + len(missing)


def _slip(organisation: Organisation, unit: Unit, period: Period) -> tuple[Slip, bool]:
    """The unit's slip for a period, and whether it is new. No day is on two slips: after the cut-off day was changed, a
    slip begins on the day after the unit's last one, and one that reaches the end of the period is the period's.
    """
    overlapping = Slip.objects.filter(unit=unit, period_start__lte=period.end, period_end__gte=period.start)
    last = overlapping.order_by("period_end").last()
    if last and last.period_end >= period.end:
        return last, False
    return Slip.objects.get_or_create(
        unit=unit,
        period_start=last.period_end + timedelta(days=1) if last else period.start,
        defaults={"organisation": organisation, "period_end": period.end, "due_on": period.end},
    )
