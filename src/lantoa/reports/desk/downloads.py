"""A report as files: DOCX whole or as a section, XLSX, and the editions that were frozen before."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from lantoa.org.desk.views import DeskView
from lantoa.reports import document, selectors, sheets
from lantoa.reports.figures import Figures
from lantoa.reports.models import Report
from lantoa.reports.wording import Link

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReportFileView(DeskView):
    """A file made of one report."""

    capability = "reports.read"

    def get(self, request: HttpRequest, pk: int, **kwargs: int) -> HttpResponse:
        report = selectors.report(self.organisation.pk, pk)
        return self.answer(report, absolute_link(request, report), **kwargs)

    def answer(self, report: Report, link: Link) -> HttpResponse:
        """The file."""
        raise NotImplementedError


class WordView(ReportFileView):
    """The whole report as DOCX."""

    def answer(self, report: Report, link: Link) -> HttpResponse:
        figures = figures_today(report)
        return _file(document.write(figures, selectors.words(report), link), DOCX, file_name(report, "bao-cao", "docx"))


class SectionView(ReportFileView):
    """Its parts I to V as DOCX, to be put into another report."""

    def answer(self, report: Report, link: Link) -> HttpResponse:
        made = document.write(figures_today(report), selectors.words(report), link, as_section=True)
        return _file(made, DOCX, file_name(report, "phan-bao-cao", "docx"))


class ExcelView(ReportFileView):
    """The figures as XLSX."""

    def answer(self, report: Report, link: Link) -> HttpResponse:
        return _file(sheets.write(figures_today(report), link), XLSX, file_name(report, "so-lieu", "xlsx"))


class EditionView(ReportFileView):
    """An edition that was frozen before the report was taken up again, as DOCX."""

    def answer(self, report: Report, link: Link, number: int = 0) -> HttpResponse:
        edition = selectors.edition(report, number)
        made = document.write(Figures.from_json(edition.figures), edition.passages, link)
        name = f"bao-cao-{report.period.year}-{report.period.month:02d}-ban-{number}.docx"
        return _file(made, DOCX, name)


def figures_today(report: Report) -> Figures:
    """The figures as a file shows them: the stored ones once the report is frozen."""
    return selectors.figures_of(report, timezone.localdate())


def absolute_link(request: HttpRequest, report: Report) -> Link:
    """Addresses of numbers that work from a file: with the installation's own origin, else the one asked under."""

    def link(key: str) -> str:
        path = reverse("reports_desk:records", args=[report.pk, key])
        return f"{settings.ORIGIN}{path}" if settings.ORIGIN else request.build_absolute_uri(path)

    return link


def file_name(report: Report, what: str, ending: str) -> str:
    """ "bao-cao-2026-11.docx"; what is not frozen yet says so: "bao-cao-2026-11-du-thao.docx"."""
    draft = "" if report.is_frozen else "-du-thao"
    return f"{what}-{report.period.year}-{report.period.month:02d}{draft}.{ending}"


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
