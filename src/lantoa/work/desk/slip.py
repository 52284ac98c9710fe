"""One slip on the desk: reading, confirming, returning, entering for its unit."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org.desk.views import Crumb, DeskTemplateView
from lantoa.shared.errors import DomainError, InvalidInput, NotFound, PermissionRefused
from lantoa.work import selectors, services
from lantoa.work.desk.base import PostView, ReasonPage, board_crumb
from lantoa.work.desk.forms import ReceivedForm
from lantoa.work.models import SlipState
from lantoa.work.selectors.detail import SlipDetail
from lantoa.work.slip_forms import LineForm, line_forms, take_stored_versions


class SlipPage(DeskTemplateView):
    """A slip as its unit filled it in."""

    capability = "work.read"
    template_name = "work/desk/slip.html"
    detail: SlipDetail

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.detail = selectors.detail.slip(self.actor, kwargs["slip_id"], timezone.localdate())
        if self.detail.slip.organisation_id != self.organisation.pk:
            raise NotFound(slip_id=kwargs["slip_id"])

    def get_page_title(self) -> str:
        end = self.detail.slip.period_end
        words = {"unit": self.detail.slip.unit.name, "month": end.month, "year": end.year}
        return _("%(unit)s: phiếu tháng %(month)d/%(year)d") % words

    def get_crumbs(self) -> list[Crumb]:
        return [board_crumb(), Crumb(_("Phiếu báo kết quả"), reverse("work_slips"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slip = self.detail.slip
        return super().get_context_data(
            detail=self.detail,
            slip=slip,
            fillable=slip.state in (SlipState.OPEN, SlipState.RETURNED),
            may_accept=self.may("work.accept"),
            may_enter=self.may("work.enter_for"),
            may_manage=self.may("work.manage"),
            here=self.request.path,
            **kwargs,
        )


class EnterSlipPage(SlipPage):
    """Nhập thay: a slip that its unit read out on the telephone."""

    capability = "work.enter_for"
    template_name = "work/desk/enter_slip.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._answer(ReceivedForm(label_suffix=""), line_forms(self.detail.lines))

    def post(self, request: HttpRequest, slip_id: int) -> HttpResponse:
        form, lines = ReceivedForm(request.POST, label_suffix=""), line_forms(self.detail.lines, request.POST)
        version = request.POST.get("version", "")
        sound = [one.is_valid() for one in (form, *lines)]
        if all(sound) and version.isascii() and version.isdecimal():
            try:
                services.submit_slip(
                    actor=self.actor,
                    slip_id=slip_id,
                    version=int(version),
                    lines=[line.line_input() for line in lines],
                    **form.cleaned_data,
                )
            except (PermissionRefused, NotFound):
                raise
            except InvalidInput as error:
                for line in lines:
                    line.place(error.fields)
                for name in form.fields.keys() & error.fields.keys():
                    form.add_error(name, str(error.fields[name]))
            except DomainError as error:
                return self._answer(form, lines, error=error)
            else:
                messages.success(request, _("Đã nhập thay cho đơn vị."))
                return HttpResponseRedirect(reverse("work_slip", args=[slip_id]))
        return self._answer(form, lines, status=422)

    def _answer(
        self, form: ReceivedForm, lines: list[LineForm], *, error: DomainError | None = None, status: int = 200
    ) -> HttpResponse:
        errors = [(bound, bound.errors[0]) for line in lines for bound in line if line.is_bound and bound.errors]
        if error:  # what was typed stays, and beside it stands what is stored
            take_stored_versions(lines)
        context = self.get_context_data(form=form, forms=lines, error=error, line_errors=errors)
        return self.render_to_response(context, status=error.status if error else status)


class AcceptSlip(PostView):
    """Confirm a slip."""

    capability = "work.accept"
    service = staticmethod(services.accept_slip)
    argument = "slip_id"
    done = gettext_lazy("Đã xác nhận phiếu báo.")

    def further(self, request: HttpRequest) -> dict[str, Any]:
        version = request.POST.get("version", "")
        return {"version": int(version)} if version.isascii() and version.isdecimal() else {}


class ReturnSlip(ReasonPage):
    """Cần bổ sung, for a slip."""

    capability = "work.accept"
    service = staticmethod(services.return_slip)
    argument = "slip_id"
    page_title = gettext_lazy("Cần bổ sung gì?")
    submit_label = gettext_lazy("Gửi lại cho đơn vị")
    success_message = gettext_lazy("Đã nhắn đơn vị bổ sung.")
