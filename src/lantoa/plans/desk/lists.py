"""Kế hoạch: the list, where plans also come in, and how far each reading is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter, methodcaller
from typing import Any

import django_filters
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.library import selectors as library
from lantoa.library.selectors import Progress
from lantoa.org.desk.files import FileColumn
from lantoa.org.desk.lists import DeskListView
from lantoa.org.desk.views import Crumb, DeskFormView, DeskView
from lantoa.plans import selectors, services
from lantoa.plans.desk.base import INDEX, OnePlan, url_of
from lantoa.plans.forms import PlansUploadForm
from lantoa.plans.models import Plan, PlanState


class PlanFilter(django_filters.FilterSet):
    """By state."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Bước"), choices=PlanState.choices, empty_label=gettext_lazy("Mọi bước")
    )


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan of the list; `progress` while it is being read, `error` where it could not be."""

    plan: Plan
    url: str
    progress: Progress | None
    error: str


FILE_COLUMNS = (
    FileColumn(gettext_lazy("Tên kế hoạch"), attrgetter("title"), 60),
    FileColumn(gettext_lazy("Số, ký hiệu"), attrgetter("sign"), 18),
    FileColumn(gettext_lazy("Cơ quan ban hành"), attrgetter("issuer"), 30),
    FileColumn(gettext_lazy("Ngày ban hành"), attrgetter("issued_on"), 16),
    FileColumn(gettext_lazy("Bước"), methodcaller("get_state_display"), 18),
    FileColumn(gettext_lazy("Số việc"), attrgetter("tasks_total"), 12),
    FileColumn(gettext_lazy("Đã xác nhận"), attrgetter("tasks_confirmed"), 12),
    FileColumn(gettext_lazy("Chờ soát"), attrgetter("tasks_waiting"), 12),
    FileColumn(gettext_lazy("Tải lên lúc"), attrgetter("created_at"), 18),
)


class PlanList(DeskListView):
    """All plans, the newest first."""

    capability = "plans.read"
    template_name = "plans/list.html"
    page_title = gettext_lazy("Kế hoạch")
    folded_field = "folded"
    search_label = gettext_lazy("Tên, số ký hiệu")
    filterset_class = PlanFilter
    paginate_by = 20
    columns = ()
    file_name = "ke-hoach"

    def get_file_columns(self) -> Sequence[FileColumn]:
        return FILE_COLUMNS

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        context["rows"] = rows = rows_of(list(context["object_list"]))
        context["reading"] = any(row.progress for row in rows)
        context["refusals"] = library.refusals(self.organisation.pk)
        context["may_manage"] = self.may("plans.manage")
        context["upload_form"] = PlansUploadForm()
        return context


class PlanUpload(DeskFormView):
    """Plans come in by the file button, by dropping them, from the phone; several at once."""

    capability = "plans.manage"
    form_class = PlansUploadForm
    template_name = "plans/upload.html"
    page_title = gettext_lazy("Tải kế hoạch lên")
    submit_label = gettext_lazy("Tải lên và đọc")
    cancel_url = INDEX  # type: ignore[assignment]
    taken = False

    def get_crumbs(self) -> list[Crumb]:
        return [Crumb(_("Kế hoạch"), str(INDEX))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = selectors.documents_without_plan(self.organisation.pk)
        return super().get_context_data(documents=found, taken=self.taken, index_url=INDEX, **kwargs)

    def save(self, form: PlansUploadForm) -> list[Plan]:
        values = form.cleaned_data
        try:
            return services.create_from_upload(
                actor=self.actor,
                organisation_id=self.organisation.pk,
                uploads=values["file"],
                declared_not_secret=values["declared_not_secret"],
            )
        except services.NotAllTaken as error:
            if error.plans:
                self.taken = True
                taken = ", ".join(plan.document.original_name for plan in error.plans)
                messages.success(self.request, _("Đã nhận: %(names)s. Máy đang đọc.") % {"names": taken})
            raise

    def get_success_url(self) -> str:
        if len(self.result) == 1 and self.result[0].state not in (PlanState.READING, PlanState.UNREADABLE):
            return url_of("plan", self.result[0])
        return str(INDEX)

    def get_success_message(self) -> str:
        reading = [plan for plan in self.result if plan.state == PlanState.READING]
        if not reading:
            return _("Tệp này đã có trong danh sách kế hoạch.")
        return _("Đã nhận %(count)d tệp. Máy đang đọc, xem tiến độ ngay dưới đây.") % {"count": len(reading)}


class ReadingProgress(OnePlan, DeskView):
    """How far the reading of a plan is."""

    capability = "plans.read"

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        """JSON: state, done, total, text, over."""
        if self.object.state != PlanState.READING:
            return JsonResponse({"state": self.object.state, "done": 1, "total": 1, "text": "", "over": True})
        found = progress_of([self.object])[self.object.document_id]
        return JsonResponse(
            {"state": found.state, "done": found.done, "total": found.total, "text": found.text, "over": False}
        )


class ReadAgain(OnePlan, DeskView):
    """Try a reading again that failed."""

    capability = "plans.manage"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The button."""
        services.read_again(actor=self.actor, plan_id=pk)
        return HttpResponseRedirect(str(INDEX))


class StopReading(OnePlan, DeskView):
    """Stop a reading that takes too long."""

    capability = "plans.manage"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The button."""
        services.stop_reading(actor=self.actor, plan_id=pk)
        return HttpResponseRedirect(url_of("plan", self.object))


class FromDocument(DeskView):
    """Make a plan of a document that the library has."""

    capability = "plans.manage"

    def post(self, request: HttpRequest, document_id: int) -> HttpResponse:
        """The button."""
        plan = services.create_from_document(actor=self.actor, document_id=document_id)
        return HttpResponseRedirect(reverse("plans_desk:plan", args=[plan.pk]))


def rows_of(plans: list[Plan]) -> list[PlanRow]:
    """Rows of the list; two queries for the readings of all of them."""
    progress = progress_of([plan for plan in plans if plan.state == PlanState.READING])
    failed = [plan.document_id for plan in plans if plan.state == PlanState.UNREADABLE]
    errors = selectors.reading_errors(failed) if failed else {}
    return [
        PlanRow(plan, _url(plan), progress.get(plan.document_id), errors.get(plan.document_id, "")) for plan in plans
    ]


def progress_of(plans: list[Plan]) -> dict[int, Progress]:
    """How far the readings of plans are, by document."""
    ids = [plan.document_id for plan in plans]
    readings = library.readings(ids) if ids else {}
    jobs = selectors.reading_jobs(ids) if ids else {}
    return {one: library.progress(readings.get(one), jobs.get(one)) for one in ids}


def _url(plan: Plan) -> str:
    waiting = getattr(plan, "tasks_waiting", 0)
    return url_of("review" if plan.state == PlanState.DRAFT and waiting else "plan", plan)
