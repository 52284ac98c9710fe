"""Corrected versions of a plan: they come in, show what they would change, and are taken over or dropped."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org.desk.views import DeskFormView, DeskTemplateView, DeskView
from lantoa.plans import selectors, services
from lantoa.plans.comparison import Comparison
from lantoa.plans.desk.base import OnePlan, name_of, url_of
from lantoa.plans.forms import OneFileForm
from lantoa.plans.models import PlanTask, Revision, RevisionState
from lantoa.shared.errors import NotFound, Stale

FIELD_NAMES = {
    "text": gettext_lazy("Nội dung việc"),
    "deadline": gettext_lazy("Hạn"),
    "lead": gettext_lazy("Chủ trì"),
    "coordinating": gettext_lazy("Phối hợp"),
    "mode": gettext_lazy("Cách giao"),
}


class PlanAmend(OnePlan, DeskFormView):
    """A corrected version comes in; nothing changes yet."""

    capability = "plans.manage"
    form_class = OneFileForm
    template_name = "plans/amend.html"
    page_title = gettext_lazy("Tải lên bản sửa đổi")
    submit_label = gettext_lazy("Tải lên và so sánh")

    def save(self, form: OneFileForm) -> Revision:
        values = form.cleaned_data
        return services.amend(
            actor=self.actor,
            plan_id=self.object.pk,
            upload=values["file"],
            declared_not_secret=values["declared_not_secret"],
        )

    def get_success_url(self) -> str:
        return url_of("revision", self.object, self.result.pk)


class RevisionPage(OnePlan, DeskTemplateView):
    """What another text of the plan adds, changes and removes; one button lets the plan follow."""

    capability = "plans.read"
    template_name = "plans/revision.html"

    def get_page_title(self) -> str:
        return _("So sánh với %(name)s") % {"name": name_of(self.object)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        revision = self._revision()
        ready = revision.state == RevisionState.READY
        found = selectors.comparison_of(revision) if ready else None
        waits = revision.state == RevisionState.READING
        return super().get_context_data(
            plan=self.object,
            revision=revision,
            found=found,
            changes=changes_of(found) if found else [],
            waits=waits,
            error=selectors.reading_errors([revision.document_id]).get(revision.document_id, ""),
            may_manage=self.may("plans.manage"),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Apply what was shown, or put it aside."""
        revision = self._revision()
        if request.POST.get("action") == "drop":
            services.drop_revision(actor=self.actor, revision_id=revision.pk)
            messages.success(request, _("Đã bỏ bản này, kế hoạch không đổi."))
            return HttpResponseRedirect(url_of("plan", self.object))
        try:
            services.apply_revision(actor=self.actor, revision_id=revision.pk, seal=request.POST.get("seal", ""))
        except Stale as error:
            messages.error(request, str(error.message))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("Kế hoạch đã theo bản mới. Soát tiếp những việc mới thêm."))
        return HttpResponseRedirect(url_of("plan", self.object))

    def _revision(self) -> Revision:
        found = selectors.revision(self.actor, self.kwargs["revision_id"])
        if found.plan_id != self.object.pk:
            raise NotFound
        return found


class RevisionProgress(OnePlan, DeskView):
    """How far the reading of another text is."""

    capability = "plans.read"

    def get(self, request: HttpRequest, pk: int, revision_id: int) -> HttpResponse:
        """JSON: state, done, total, text, over."""
        found = selectors.revision(self.actor, revision_id)
        over = found.state != RevisionState.READING
        return JsonResponse({"state": found.state, "done": int(over), "total": 1, "text": "", "over": over})


def changes_of(found: Comparison) -> list[tuple[PlanTask, list[tuple[str, str, str]]]]:
    """Changed tasks with (field, then, now) in words."""
    return [
        (
            one.task,
            [(str(FIELD_NAMES[name]), _words(then), _words(now)) for name, (then, now) in one.differences.items()],
        )
        for one in found.changed
    ]


def _words(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else str(value or _("không ghi"))
