"""A report as files: DOCX whole or as a section, XLSX, and the editions that were frozen before.

A DOCX is the copy to be signed: without links, without the table of all tasks. `?lien-ket=1` makes a working copy whose
numbers open their records, `?phu-luc=1` adds the table.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.org.desk.views import DeskView
from lantoa.reports import comparison, document, selectors, sheets
from lantoa.reports.desk.addresses import beside_before, beside_edition, number_link
from lantoa.reports.figures import Figures
from lantoa.reports.models import Report
from lantoa.reports.wording import Link, no_link
from lantoa.shared.downloads import DOCX, XLSX
from lantoa.shared.downloads import made as made_file

LINKS, APPENDIX = "lien-ket", "phu-luc"


class ReportFileView(DeskView):
    """A file made of one report."""

    capability = "reports.read"

    def get(self, request: HttpRequest, pk: int, **kwargs: int) -> HttpResponse:
        return self.answer(selectors.report(self.organisation.pk, pk), **kwargs)

    def answer(self, report: Report) -> HttpResponse:
        """The file."""
        raise NotImplementedError

    def whole(self, path: str) -> str:
        """An address that works from a file: with the installation's own origin, else the one asked under."""
        return f"{settings.ORIGIN}{path}" if settings.ORIGIN else self.request.build_absolute_uri(path)

    def written(
        self,
        report: Report,
        figures: Figures,
        words: dict[str, str],
        link: Link | None = None,
        *,
        as_section: bool = False,
    ) -> bytes:
        """Figures and words as DOCX. In a working copy numbers open what `link` says, else the pages of the report."""
        asked, beside = self.request.GET, None
        if LINKS in asked:
            link, beside = link or number_link(report, self.whole), beside_before(report, figures, self.whole)
        else:
            link = no_link
        return document.write(figures, words, link, beside, appendix=APPENDIX in asked, as_section=as_section)


class WordView(ReportFileView):
    """The whole report as DOCX."""

    def answer(self, report: Report) -> HttpResponse:
        made = self.written(report, figures_today(report), selectors.words(report))
        return made_file(made, DOCX, file_name(report, "bao-cao", "docx"))


class SectionView(ReportFileView):
    """Its parts I to V as DOCX, to be put into another report."""

    def answer(self, report: Report) -> HttpResponse:
        made = self.written(report, figures_today(report), selectors.words(report), as_section=True)
        return made_file(made, DOCX, file_name(report, "phan-bao-cao", "docx"))


class ExcelView(ReportFileView):
    """The figures as XLSX, with what changed since the last edition that was frozen."""

    def answer(self, report: Report) -> HttpResponse:
        figures, last = figures_today(report), report.editions.last()
        edition = None
        if last is not None:
            numbers = comparison.numbers_of(last.figures)
            edition = sheets.Reopened(last.number, numbers, beside_edition(report, last.number, self.whole))
        beside = beside_before(report, figures, self.whole)
        made = sheets.write(figures, number_link(report, self.whole), beside, edition)
        return made_file(made, XLSX, file_name(report, "so-lieu", "xlsx"))


class EditionView(ReportFileView):
    """An edition that was frozen before the report was taken up again, as DOCX."""

    def answer(self, report: Report, number: int = 0) -> HttpResponse:
        edition = selectors.edition(report, number)
        link = beside_edition(report, number, self.whole).earlier
        made = self.written(report, Figures.from_json(edition.figures), edition.passages, link)
        name = f"bao-cao-{report.period.year}-{report.period.month:02d}-ban-{number}.docx"
        return made_file(made, DOCX, name)


def figures_today(report: Report) -> Figures:
    """The figures as a file shows them: the stored ones once the report is frozen."""
    return selectors.figures_of(report, timezone.localdate())


def file_name(report: Report, what: str, ending: str) -> str:
    """ "bao-cao-2026-11.docx"; what is not frozen yet says so: "bao-cao-2026-11-du-thao.docx"."""
    draft = "" if report.is_frozen else "-du-thao"
    return f"{what}-{report.period.year}-{report.period.month:02d}{draft}.{ending}"
