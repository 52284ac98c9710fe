"""Pages beside a report: what came late, what an edition counted, and which records make a difference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.reports import comparison, selectors
from lantoa.reports.desk.addresses import beside_before, beside_edition, number_link
from lantoa.reports.desk.changes import Group
from lantoa.reports.desk.records import all_of, behind
from lantoa.reports.desk.views import PIECES_ON_PAGE, RecordsView, ReportPage, report_name
from lantoa.reports.figures import EarlierNumber, Figures
from lantoa.reports.models import Edition
from lantoa.reports.wording import Beside, difference
from lantoa.shared.errors import NotFound


class LateView(ReportPage):
    """What came for a frozen report afterwards and stands in no report yet."""

    template_name = "reports/late.html"
    page_title = gettext_lazy("Đến sau khi chốt")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.find()
        context = super().get_context_data(**kwargs)
        late = selectors.late_of(report)
        found = behind(self.organisation.pk, late, all_of(late)) if late else None
        context.update(
            report=report,
            name=report_name(report),
            late=late,
            behind=found,
            page=Paginator(found.evidence if found else (), PIECES_ON_PAGE).get_page(self.request.GET.get("trang")),
            report_url=self.report_url,
            may_manage=self.may("reports.manage"),
        )
        return context


class EditionRecordsView(RecordsView):
    """What stood behind a number of an edition."""

    edition: Edition

    def count(self) -> Figures:
        self.edition = selectors.edition(self.report, self.kwargs["number"])
        self.figures = Figures.from_json(self.edition.figures)
        return self.figures

    def frozen_at(self) -> datetime | None:
        return self.edition.frozen_at


@dataclass(frozen=True, slots=True)
class Base:
    """What the numbers of a report are compared with."""

    name: str
    numbers: tuple[EarlierNumber, ...]
    figures: Figures
    beside: Beside


class ChangeView(ReportPage):
    """Which records came to a number since the report before, and which left it."""

    template_name = "reports/change.html"

    def get_page_title(self) -> str:
        return self.change.label

    def base(self) -> Base:
        """The report before. Raises NotFound where there is none."""
        before, beside = self.figures.before, beside_before(self.report, self.figures)
        if before is None or beside is None:
            raise NotFound(report_id=self.report.pk)
        earlier = selectors.report(self.organisation.pk, before.report_id)
        return Base(report_name(earlier), before.numbers, selectors.figures_of(earlier, before.frozen_on), beside)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, figures, key = self.find(), self.count(), self.kwargs["key"]
        base = self.base()
        found = [change for change in comparison.changes(base.numbers, figures) if change.key == key]
        if not found:
            raise NotFound(key=key)
        self.change = found[0]
        context = super().get_context_data(**kwargs)
        moved = comparison.moved(base.figures, figures, key)
        context.update(
            report=report,
            change=self.change,
            difference=difference(self.change.difference),
            before_name=base.name,
            before_url=base.beside.earlier(key) if base.figures.number(key) else "",
            now_name=report_name(report),
            now_url=number_link(report)(key) if figures.number(key) else "",
            groups=[
                Group(report_name(report), behind(self.organisation.pk, figures, moved.added)),
                Group(base.name, behind(self.organisation.pk, base.figures, moved.gone)),
            ],
            report_url=self.report_url,
        )
        return context


class EditionChangeView(ChangeView):
    """Which records came to a number since an edition of the same report, and which left it."""

    def base(self) -> Base:
        edition = selectors.edition(self.report, self.kwargs["number"])
        return Base(
            _("Bản %(number)d đã chốt") % {"number": edition.number},
            comparison.numbers_of(edition.figures),
            Figures.from_json(edition.figures),
            beside_edition(self.report, edition.number),
        )
