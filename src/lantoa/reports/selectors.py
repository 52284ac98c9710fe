"""Reads of reports, each within one organisation: what belongs to another is not found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from lantoa.org.models import Organisation
from lantoa.reports import codec, comparison, counting, facts, late, supplement
from lantoa.reports.figures import Before, Figures, Head, Number, Supplement
from lantoa.reports.models import Edition, Passage, Place, Report, ReportKind, ReportState, Told
from lantoa.shared import preferences
from lantoa.shared.errors import NotFound
from lantoa.work.models import Evidence, EvidenceState, SlipState, WorkItem
from lantoa.work.periods import Period, following, period_of, preceding
from lantoa.work.preferences import CUTOFF_DAY, current_period


@dataclass(frozen=True, slots=True)
class Month:
    """A month's period with its report, where one was opened."""

    period: Period
    report: Report | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a person should know before freezing: evidence that nobody confirmed, slips not sent or not confirmed."""

    evidence: int
    slips_missing: tuple[str, ...]
    slips_waiting: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        return not (self.evidence or self.slips_missing or self.slips_waiting)


def reports(organisation_id: int) -> list[Report]:
    """All reports of an organisation, the newest period first."""
    return list(Report.objects.filter(organisation_id=organisation_id).select_related("frozen_by"))


def report(organisation_id: int, report_id: int) -> Report:
    """Raises NotFound."""
    found = Report.objects.filter(pk=report_id, organisation_id=organisation_id).select_related("frozen_by").first()
    if found is None:
        raise NotFound(report_id=report_id)
    return found


def monthly_report(organisation_id: int, year: int, month: int) -> Report | None:
    """The monthly report that is named after a month: the one whose period ends in it."""
    return Report.objects.filter(
        organisation_id=organisation_id,
        kind=ReportKind.MONTHLY,
        period_end__year=year,
        period_end__month=month,
    ).first()


def month_of(organisation_id: int, year: int, month: int) -> Month:
    """A month's report or, where none was opened, the period that it will have.

    A period begins on the day after the report of the month before ended, and ends on the day before that of the month
    after begins: where the cut-off day was changed in between, no day falls out of the reports and none is in two of
    them.
    """
    found = monthly_report(organisation_id, year, month)
    if found is not None:
        return Month(found.period, found)
    period = period_of(year, month, preferences.get(CUTOFF_DAY.name, organisation_id))
    last, next_one = date(year, month, 1) - timedelta(days=1), date(year, month, 1) + timedelta(days=32)
    after = monthly_report(organisation_id, next_one.year, next_one.month)
    if after is not None and after.period_start > period.start:
        period = Period(period.start, after.period_start - timedelta(days=1))
    before = monthly_report(organisation_id, last.year, last.month)
    if before is not None and before.period_end < period.end:
        period = Period(before.period_end + timedelta(days=1), period.end)
    return Month(period, None)


def due_month(organisation_id: int, today: date) -> Month:
    """The report that comes next: that of the period that ended last while it is not frozen, else the current one's."""
    current = current_period(organisation_id, today)
    ended = preceding(current, preferences.get(CUTOFF_DAY.name, organisation_id))
    last = month_of(organisation_id, ended.year, ended.month)
    worked = (
        WorkItem.objects.filter(organisation_id=organisation_id, created_at__date__lte=ended.end).exists()
        or Evidence.objects.filter(organisation_id=organisation_id, happened_on__lte=ended.end).exists()
    )
    if (last.report or worked) and not (last.report and last.report.is_frozen):
        return last
    return month_of(organisation_id, current.year, current.month)


def current_month(organisation_id: int, today: date) -> Month:
    """The month whose period runs today."""
    current = current_period(organisation_id, today)
    return month_of(organisation_id, current.year, current.month)


def compute(organisation_id: int, period: Period, today: date, kind: str = ReportKind.MONTHLY) -> Figures:
    """The figures of a period as they stand today, by the rules of `counting`, in a number of queries that does not
    grow with the work.

    With them come what arrived too late for earlier frozen reports, and the numbers of the last of those. Raises
    NotFound for an organisation that does not exist.
    """
    if not Organisation.objects.filter(pk=organisation_id).exists():
        raise NotFound(organisation_id=organisation_id)
    next_end = following(period, preferences.get(CUTOFF_DAY.name, organisation_id)).end
    figures = counting.count(facts.read(organisation_id, period, next_end, min(today, period.end)))
    earlier = Report.objects.filter(organisation_id=organisation_id, kind=kind, period_start__lt=period.start)
    return replace(
        figures,
        supplements=tuple(
            supplement.count(late.facts_of(one, figures.head), _day_of(one.report.frozen_at))
            for one in _late_for(earlier, organisation_id, period, kind)
        ),
        before=_before(earlier),
    )


def _late_for(earlier: QuerySet[Report], organisation_id: int, period: Period, kind: str) -> list[late.Late]:
    """What the report of a period has to add: of periods that an open report before it does not add already."""
    drafts = earlier.filter(state=ReportState.DRAFT).order_by("period_start").values_list("period_start", flat=True)
    floor = drafts.last() or date.min
    return [one for one in late.found(organisation_id, kind) if floor < one.report.period_start < period.start]


def _before(earlier: QuerySet[Report]) -> Before | None:
    last = earlier.filter(state=ReportState.FROZEN).order_by("period_start").last()
    if last is None:
        return None
    return Before(last.pk, last.period, _day_of(last.frozen_at), comparison.numbers_of(last.figures))


def _day_of(moment: datetime | None) -> date:
    """The day on which a report was frozen."""
    if moment is None:
        raise ValueError("a frozen report has a moment at which it was frozen")
    return timezone.localtime(moment).date()


def late_of(found: Report) -> Supplement | None:
    """What came for a frozen report afterwards and stands in no report yet; None where there is nothing."""
    if not found.is_frozen:
        return None
    for one in late.found(found.organisation_id, found.kind):
        if one.report.pk == found.pk:
            head = codec.load(Head, found.figures["head"])
            return supplement.count(late.facts_of(one, head), _day_of(found.frozen_at))
    return None


def told_later(found: Report) -> list[Report]:
    """The frozen reports that tell what came too late for this one, the oldest first."""
    ids = Told.objects.filter(period_start=found.period_start, report_kind=found.kind).exclude(report=found)
    rows = Report.objects.filter(pk__in=ids.values("report_id"), organisation_id=found.organisation_id)
    return list(rows.defer("figures").order_by("period_start"))


def resting_upon(found: Report) -> Report | None:
    """The last frozen report that is compared with this one or tells what came too late for it."""
    told = Told.objects.filter(period_start=found.period_start, report_kind=found.kind).exclude(report=found)
    rows = Report.objects.filter(organisation_id=found.organisation_id, state=ReportState.FROZEN)
    rows = rows.filter(Q(figures__before__report_id=found.pk) | Q(pk__in=told.values("report_id")))
    return rows.defer("figures").order_by("period_start").last()


def figures_of(found: Report, today: date) -> Figures:
    """The figures of a report: the stored ones once it is frozen, else those of today."""
    if found.is_frozen:
        return Figures.from_json(found.figures)
    return compute(found.organisation_id, found.period, today, found.kind)


def number_of(figures: Figures, key: str) -> Number:
    """A number of a report by its key. Raises NotFound where the report has no such number (any more)."""
    number = figures.number(key)
    if number is None:
        raise NotFound(key=key)
    return number


def passages(found: Report) -> dict[str, Passage]:
    """The passages of a report by place; places without any words yet get an empty, unsaved one of version 0."""
    stored = {passage.key: passage for passage in found.passages.select_related("changed_by")}
    return {key: stored.get(key) or Passage(report=found, key=key, version=0) for key in Place.values}


def words(found: Report) -> dict[str, str]:
    """The text of every passage by place."""
    return {key: passage.text for key, passage in passages(found).items()}


def waiting(figures: Figures) -> Waiting:
    """What still waits in the figures of a report."""
    missing = (SlipState.OPEN, SlipState.RETURNED)
    return Waiting(
        evidence=sum(1 for piece in figures.evidence_records if piece.state == EvidenceState.SENT),
        slips_missing=tuple(slip.unit for slip in figures.slip_records if slip.state in missing),
        slips_waiting=tuple(slip.unit for slip in figures.slip_records if slip.state == SlipState.SUBMITTED),
    )


def evidence_now(organisation_id: int, ids: tuple[int, ...]) -> dict[int, Evidence]:
    """The pieces behind a number as they are stored today, by id."""
    rows = Evidence.objects.filter(organisation_id=organisation_id, pk__in=ids).select_related("entered_by")
    return {row.pk: row for row in rows}


def edition(found: Report, number: int) -> Edition:
    """What a report said before it was taken up again for the `number`th time. Raises NotFound."""
    kept = found.editions.filter(number=number).first()
    if kept is None:
        raise NotFound(number=number)
    return kept
