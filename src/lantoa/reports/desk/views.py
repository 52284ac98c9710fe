"""Pages of reports: the list, the report as a sheet of paper, and what stands behind a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org.desk.views import Crumb, DeskTemplateView, home_crumb
from lantoa.reports import document, selectors
from lantoa.reports.desk.forms import PassageForm
from lantoa.reports.desk.preview import preview
from lantoa.reports.desk.records import behind
from lantoa.reports.figures import Figures
from lantoa.reports.models import Place, Report

PIECES_ON_PAGE = 60


def report_name(report: Report) -> str:
    """What a report is called: "Báo cáo tháng 11/2026"."""
    return _("Báo cáo tháng %(month)d/%(year)d") % {"month": report.period.month, "year": report.period.year}


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
        context["reports"] = selectors.reports(self.organisation.pk)
        context["may_manage"] = self.may("reports.manage")
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

    def link(self, key: str) -> str:
        """Where a number of this report opens."""
        return reverse("reports_desk:records", args=[self.report.pk, key])


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
        context["report"], context["figures"] = report, figures
        context["preview"] = preview(document.build(figures, words, self.link))
        context["waiting"] = selectors.waiting(figures)
        context["may_manage"] = self.may("reports.manage")
        context["ended"] = timezone.localdate() >= report.period_end
        context["editions"] = report.editions.select_related("frozen_by", "reopened_by")
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

    def get_crumbs(self) -> Sequence[Crumb]:
        return [home_crumb(), list_crumb(), Crumb(report_name(self.report), self.report_url)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, figures = self.find(), self.count()
        self.number = selectors.number_of(figures, self.kwargs["key"])
        self.report_url = reverse("reports_desk:report", args=[report.pk])
        context = super().get_context_data(**kwargs)
        found = behind(self.organisation.pk, figures, self.number)
        pages = Paginator(found.evidence, PIECES_ON_PAGE)
        context.update(
            report=report,
            figures=figures,
            number=self.number,
            behind=found,
            page=pages.get_page(self.request.GET.get("trang")),
            report_url=self.report_url,
            may_accept=self.may("work.accept"),
            unit=_unit_of(figures, self.kwargs["key"]),
        )
        return context


def _unit_of(figures: Figures, key: str) -> str:
    """The unit whose number it is, where it is one unit's."""
    for section in figures.sections:
        for row in section.rows:
            for result in row.results:
                if any(number.key == key for number in result.numbers):
                    return result.unit
    return ""
