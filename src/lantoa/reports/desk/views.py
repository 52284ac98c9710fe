"""Pages of reports: the list, the report as a sheet of paper, and what stands behind a number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org.desk.views import Crumb, DeskTemplateView, home_crumb
from lantoa.reports import document, selectors
from lantoa.reports.desk.addresses import beside_before, number_link
from lantoa.reports.desk.changes import changes_since
from lantoa.reports.desk.forms import MonthForm, PassageForm
from lantoa.reports.desk.preview import preview
from lantoa.reports.desk.records import behind
from lantoa.reports.figures import Figures
from lantoa.reports.models import Place, Report
from lantoa.work.periods import Period

PIECES_ON_PAGE = 60


def report_name(report: Report) -> str:
    """What a report is called: "Báo cáo tháng 11/2026"."""
    return period_name(report.period)


def period_name(period: Period) -> str:
    """What the report of a period is called."""
    return _("Báo cáo tháng %(month)d/%(year)d") % {"month": period.month, "year": period.year}


def list_crumb() -> Crumb:
    """The way back to the list."""
    return Crumb(_("Báo cáo"), reverse("reports_desk:index"))


class ReportListView(DeskTemplateView):
    """The report that is due first, then all that were opened."""

    capability = "reports.read"
    template_name = "reports/list.html"
    page_title = gettext_lazy("Báo cáo")

    def get_crumbs(self) -> Sequence[Crumb]:
        return [home_crumb()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        due = selectors.due_month(self.organisation.pk, today)
        current = selectors.current_month(self.organisation.pk, today)
        context["due"], context["due_ended"] = due, due.period.end < today
        context["due_days"] = (due.period.end - today).days
        context["current"] = current if current.period != due.period else None
        reports = context["reports"] = selectors.reports(self.organisation.pk)
        context["may_manage"] = self.may("reports.manage")
        periods = [due.period, current.period, *(one.period for one in reports)]
        context["earlier"] = MonthForm(today=today, known={(one.year, one.month) for one in periods})
        return context


class ReportPage(DeskTemplateView):
    """A page of one report."""

    capability = "reports.read"
    report: Report
    figures: Figures

    def find(self) -> Report:
        """The report of the address. Raises NotFound."""
        self.report = selectors.report(self.organisation.pk, self.kwargs["pk"])
        return self.report

    def count(self) -> Figures:
        """Its figures: the stored ones once it is frozen."""
        self.figures = selectors.figures_of(self.report, timezone.localdate())
        return self.figures

    def get_crumbs(self) -> Sequence[Crumb]:
        return [home_crumb(), list_crumb(), Crumb(report_name(self.report), self.report_url)]

    @property
    def report_url(self) -> str:
        return reverse("reports_desk:report", args=[self.report.pk])


class ReportView(ReportPage):
    """The report as it will be printed, every number a link, with the officer's words beside it."""

    template_name = "reports/report.html"

    def get_page_title(self) -> str:
        return report_name(self.report)

    def get_crumbs(self) -> Sequence[Crumb]:
        return [home_crumb(), list_crumb()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, figures = self.find(), self.count()
        context = super().get_context_data(**kwargs)
        passages = selectors.passages(report)
        words = {key: passage.text for key, passage in passages.items()}
        made = document.build(figures, words, number_link(report), beside_before(report, figures), appendix=True)
        editions = list(report.editions.select_related("frozen_by", "reopened_by"))
        context.update(
            report=report,
            figures=figures,
            preview=preview(made),
            waiting=selectors.waiting(figures),
            may_manage=self.may("reports.manage"),
            ended=timezone.localdate() >= report.period_end,
            late=selectors.late_of(report),
            told_later=[(one, report_name(one)) for one in selectors.told_later(report)],
            editions=editions,
            changes=changes_since(report, figures, editions[-1]) if editions else None,
        )
        bound: PassageForm | None = kwargs.get("bound")
        context["forms"] = [
            bound if bound is not None and bound.place == place else PassageForm(place=place, passage=passages[place])
            for place in Place
        ]
        return context


class RecordsView(ReportPage):
    """What stands behind one number of a report."""

    template_name = "reports/records.html"

    def get_page_title(self) -> str:
        return self.number.label

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, figures = self.find(), self.count()
        self.number = selectors.number_of(figures, self.kwargs["key"])
        part = figures.holder(self.number.key)
        context = super().get_context_data(**kwargs)
        found = behind(self.organisation.pk, part, self.number.records)
        context.update(
            report=report,
            part=part,
            is_late=part is not figures,
            frozen_at=self.frozen_at(),
            number=self.number,
            behind=found,
            page=Paginator(found.evidence, PIECES_ON_PAGE).get_page(self.request.GET.get("trang")),
            report_url=self.report_url,
            may_accept=self.may("work.accept"),
            unit=_unit_of(figures, self.number.key),
        )
        return context

    def frozen_at(self) -> datetime | None:
        """When the numbers were frozen; None for those of today."""
        return self.report.frozen_at


def _unit_of(figures: Figures, key: str) -> str:
    """The unit whose number it is, where it is one unit's."""
    rows = [row for section in figures.sections for row in section.rows]
    units = [(result.unit, result.numbers) for row in rows for result in row.results]
    units += [(result.unit, result.numbers) for part in figures.supplements for result in part.results]
    return next((unit for unit, numbers in units if any(number.key == key for number in numbers)), "")
