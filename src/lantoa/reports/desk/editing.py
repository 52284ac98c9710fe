"""What an officer does with a report: open it, write in it, freeze it, take it up again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org.desk.seen import differences_between
from lantoa.org.desk.views import Crumb, DeskFormView, DeskView, home_crumb
from lantoa.reports import selectors, services
from lantoa.reports.desk.forms import FreezeForm, PassageForm, ReopenForm
from lantoa.reports.desk.views import ReportView, list_crumb, report_name
from lantoa.reports.models import Passage, Place, Report
from lantoa.shared.errors import DomainError, NotFound, PermissionRefused, Stale
from lantoa.shared.forms import add_domain_error, with_version


class OpenView(DeskView):
    """Opens a month's report and leads to it."""

    capability = "reports.manage"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Who comes back here after signing in again starts from the list."""
        return HttpResponseRedirect(reverse("reports_desk:index"))

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            year, month = (int(part) for part in request.POST.get("when", "").split("-"))
            report = services.open_report(
                actor=self.actor,
                organisation_id=self.organisation.pk,
                year=year,
                month=month,
                today=timezone.localdate(),
            )
        except ValueError:
            messages.error(request, _("Chọn một tháng trong danh sách."))
            return HttpResponseRedirect(reverse("reports_desk:index"))
        except (PermissionRefused, NotFound):
            raise
        except DomainError as error:
            messages.error(request, str(error.message))
            return HttpResponseRedirect(reverse("reports_desk:index"))
        return HttpResponseRedirect(reverse("reports_desk:report", args=[report.pk]))


class PassageView(ReportView):
    """Keeps the words of one place: for a form as a page, for the page's script as JSON."""

    capability = "reports.manage"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who comes back here after signing in again is led to the report."""
        return HttpResponseRedirect(reverse("reports_desk:report", args=[self.find().pk]))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        report = self.find()
        if self.kwargs["key"] not in Place.values:
            raise NotFound(key=self.kwargs["key"])
        place = Place(self.kwargs["key"])
        stored = selectors.passages(report)[place]
        form = PassageForm(request.POST, place=place, passage=stored)
        by_script = request.headers.get("Accept", "").startswith("application/json")
        if not form.is_valid():
            return _invalid_answer(form) if by_script else self._again(form, 422)
        try:
            passage = services.save_passage(
                actor=self.actor,
                report_id=report.pk,
                key=place,
                text=form.cleaned_data["text"],
                version=form.cleaned_data["version"],
            )
        except (PermissionRefused, NotFound):
            raise
        except DomainError as error:
            fresh = selectors.passages(report)[place]
            return _refusal(error, fresh) if by_script else self._refused(form, error, fresh)
        if by_script:
            return JsonResponse({"version": passage.version, "saved": _saved_at()})
        messages.success(request, _("Đã lưu phần “%(place)s”.") % {"place": place.label})
        return HttpResponseRedirect(f"{reverse('reports_desk:report', args=[report.pk])}#{place.value}")

    def _refused(self, form: PassageForm, error: DomainError, stored: Passage) -> HttpResponse:
        if isinstance(error, Stale):
            differences = differences_between(form, {"text": stored.text, "version": stored.version})
            with_version(form, stored.version)
            form.add_error(None, str(error.message))
            return self.render_to_response(self.get_context_data(bound=form, differences=differences), status=409)
        add_domain_error(form, error)
        return self._again(form, error.status)

    def _again(self, form: PassageForm, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(bound=form), status=status)


def _saved_at() -> str:
    return _("Đã lưu lúc %(time)s.") % {"time": date_format(timezone.localtime(), "H:i")}


def _invalid_answer(form: PassageForm) -> JsonResponse:
    sentences = [str(sentence) for errors in form.errors.values() for sentence in errors]
    return JsonResponse({"message": " ".join(sentences)}, status=422)


def _refusal(error: DomainError, stored: Passage) -> JsonResponse:
    """What the script shows; of a passage that somebody else saved also what is stored, and its version."""
    said: dict[str, Any] = {"message": str(error.message)}
    if isinstance(error, Stale):
        by = stored.changed_by.get_full_name() if stored.changed_by else ""
        said |= {"stored": stored.text, "version": stored.version, "by": by}
    return JsonResponse(said, status=error.status)


class ReportFormView(DeskFormView):
    """A form about one report."""

    capability = "reports.manage"
    report: Report

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.report = selectors.report(self.organisation.pk, self.kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_crumbs(self) -> Sequence[Crumb]:
        return [home_crumb(), list_crumb(), Crumb(report_name(self.report), self.get_cancel_url())]

    def get_cancel_url(self) -> str:
        return reverse("reports_desk:report", args=[self.report.pk])

    def get_success_url(self) -> str:
        return self.get_cancel_url()


class FreezeView(ReportFormView):
    """Chốt báo cáo, after seeing what still waits."""

    template_name = "reports/freeze.html"
    form_class = FreezeForm
    submit_label = gettext_lazy("Chốt báo cáo")
    success_message = gettext_lazy("Báo cáo đã chốt. Số liệu và minh chứng giữ nguyên từ đây.")

    def get_page_title(self) -> str:
        return _("Chốt %(report)s") % {"report": report_name(self.report)[:1].lower() + report_name(self.report)[1:]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["report"] = self.report
        context["waiting"] = selectors.waiting(selectors.figures_of(self.report, timezone.localdate()))
        context["early"] = timezone.localdate() < self.report.period_end
        return context

    def save(self, form: FreezeForm) -> Report:
        return services.freeze(actor=self.actor, report_id=self.report.pk, today=timezone.localdate())


class ReopenView(ReportFormView):
    """Takes a frozen report up again, with a reason."""

    template_name = "reports/reopen.html"
    form_class = ReopenForm
    submit_label = gettext_lazy("Mở lại báo cáo")
    success_message = gettext_lazy("Báo cáo đã mở lại. Bản đã chốt trước vẫn được giữ ở cuối trang.")

    def get_page_title(self) -> str:
        return _("Mở lại %(report)s") % {"report": report_name(self.report)[:1].lower() + report_name(self.report)[1:]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["report"], later = self.report, selectors.resting_upon(self.report)
        if later is not None:
            context["later"], context["later_name"] = later, report_name(later)
        return context

    def save(self, form: ReopenForm) -> Report:
        return services.unfreeze(actor=self.actor, report_id=self.report.pk, reason=form.cleaned_data["reason"])
