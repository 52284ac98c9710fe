"""One item on the desk: reading, changing, entering for its unit, confirming, returning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org.desk.views import DeskFormView, DeskTemplateView
from lantoa.shared.errors import DomainError, InvalidInput, NotFound, PermissionRefused
from lantoa.shared.forms import add_domain_error
from lantoa.work import selectors, services
from lantoa.work.desk.base import ItemMixin, PostView, ReasonPage, board_crumb
from lantoa.work.desk.forms import WITHDRAW, AnswerForm, ChangeForm
from lantoa.work.forms import CommentForm, EnterForForm, ProgressForm, new_key
from lantoa.work.models import OPEN_STATES, Request, RequestKind, RequestState, WorkItem, WorkState

LONGEST_ID = 19
"""Digits of the smallest number that a database may not hold as an id."""


class ItemPage(ItemMixin, DeskTemplateView):
    """Facts, quotation, evidence, history, requests; a comment can be written here."""

    capability = "work.read"
    template_name = "work/desk/item.html"
    comment_form: CommentForm | None = None

    def get_page_title(self) -> str:
        return str(Truncator(self.detail.item.text).words(22))

    def get_crumbs(self) -> list[Any]:
        return [board_crumb()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            may_accept=self.may("work.accept"),
            may_manage=self.may("work.manage"),
            may_enter=self.may("work.enter_for"),
            open_states=OPEN_STATES,
            here=self.request.path,
            comment_form=self.comment_form or CommentForm(initial={"client_key": new_key()}, label_suffix=""),
            **kwargs,
        )

    def post(self, request: HttpRequest, item_id: int) -> HttpResponse:
        """A comment."""
        form = self.comment_form = CommentForm(request.POST, label_suffix="")
        if form.is_valid():
            try:
                services.comment(actor=self.actor, item_id=item_id, **form.cleaned_data)
            except (PermissionRefused, NotFound):
                raise
            except DomainError as error:
                add_domain_error(form, error)
            else:
                return HttpResponseRedirect(request.path + "#trao-doi")
        return self.render_to_response(self.get_context_data(), status=422)


class ChangePage(ItemMixin, DeskFormView):
    """Text, units, deadline and target of an item."""

    capability = "work.manage"
    form_class = ChangeForm
    page_title = gettext_lazy("Sửa việc")
    success_message = gettext_lazy("Đã sửa việc.")

    def get_initial(self) -> dict[str, Any]:
        item = self.detail.item
        names = ("text", "lead_id", "deadline_kind", "due_on", "due_day", "progress_total", "progress_measure")
        values = {name: getattr(item, name) for name in names}
        if item.progress_total is not None:
            values["progress_total"] = item.progress_total.normalize()
        helpers = [unit.pk for unit in item.coordinating.all()]
        return {**values, "coordinating_ids": helpers, "status_only": item.status_only, "version": item.version}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "organisation": self.organisation, "item": self.detail.item}

    def save(self, form: Any) -> Any:
        return services.change_item(actor=self.actor, item_id=self.detail.item.pk, **form.cleaned_data)


class EnterForPage(ItemMixin, DeskFormView):
    """Nhập thay: what a unit reported by telephone, Zalo or on paper."""

    capability = "work.enter_for"
    form_class = EnterForForm
    template_name = "work/desk/enter_for.html"
    page_title = gettext_lazy("Nhập thay đơn vị")
    submit_label = gettext_lazy("Lưu minh chứng")
    success_message = gettext_lazy("Đã nhập thay cho đơn vị.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "item": self.detail.item}

    def get_initial(self) -> dict[str, Any]:
        return {}

    def save(self, form: Any) -> Any:
        try:
            values = form.values()
        except forms.ValidationError as error:
            raise InvalidInput(" ".join(error.messages)) from error
        return services.send_proof(actor=self.actor, item_id=self.detail.item.pk, **values)


class StartItem(PostView):
    """Bắt đầu làm, entered for a unit that said so."""

    capability = "work.enter_for"
    service = staticmethod(services.start_item)
    argument = "item_id"
    done = gettext_lazy("Đã ghi là đang làm.")


class ProgressPage(ItemMixin, DeskFormView):
    """Cập nhật tiến độ, entered for a unit that said how far it is."""

    capability = "work.enter_for"
    form_class = ProgressForm
    template_name = "work/desk/progress.html"
    page_title = gettext_lazy("Cập nhật tiến độ")
    submit_label = gettext_lazy("Lưu tiến độ")
    success_message = gettext_lazy("Đã cập nhật tiến độ.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "item": self.detail.item}

    def get_stored(self) -> dict[str, Any]:
        done = self.detail.item.progress_done
        return {"done": done.normalize(), "version": done}

    def save(self, form: Any) -> Any:
        done, seen = form.cleaned_data["done"], form.cleaned_data["version"]
        return services.set_progress(actor=self.actor, item_id=self.detail.item.pk, done=done, seen=seen)


class AcceptItem(PostView):
    """Confirm a submitted item with the evidence that stood on the page."""

    capability = "work.accept"
    service = staticmethod(services.accept_item)
    argument = "item_id"
    done = gettext_lazy("Đã xác nhận việc xong.")

    def further(self, request: HttpRequest) -> dict[str, Any]:
        seen = request.POST.getlist("evidence")
        return {"evidence_ids": [int(pk) for pk in seen if pk.isascii() and pk.isdecimal() and len(pk) < LONGEST_ID]}


class AcceptEvidence(PostView):
    """Confirm one piece of evidence."""

    capability = "work.accept"
    service = staticmethod(services.accept_evidence)
    argument = "evidence_id"
    done = gettext_lazy("Đã xác nhận minh chứng.")


class ReturnItem(ReasonPage):
    """Cần bổ sung, for a whole item."""

    capability = "work.accept"
    service = staticmethod(services.return_item)
    argument = "item_id"
    page_title = gettext_lazy("Cần bổ sung gì?")
    submit_label = gettext_lazy("Gửi lại cho đơn vị")
    success_message = gettext_lazy("Đã nhắn đơn vị bổ sung.")


class ReopenItem(ReasonPage):
    """Take a confirmed item up again."""

    capability = "work.manage"
    service = staticmethod(services.reopen_item)
    argument = "item_id"
    page_title = gettext_lazy("Mở lại việc đã xong")
    submit_label = gettext_lazy("Mở lại việc")
    success_message = gettext_lazy("Đã mở lại việc.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What was withdrawn is given again on its own page: no form here that would then be refused."""
        if isinstance(self.about, WorkItem) and self.about.state == WorkState.WITHDRAWN:
            messages.info(request, _("Việc này đã rút. Bấm Giao lại để giao lần nữa."))
            return HttpResponseRedirect(self.get_cancel_url())
        return super().get(request, *args, **kwargs)


class GiveAgain(PostView):
    """Giao lại: a withdrawn item is work again."""

    capability = "work.manage"
    service = staticmethod(services.give_again)
    argument = "item_id"
    back = "work_board"
    done = gettext_lazy("Đã giao lại việc.")


class ReturnEvidence(ReasonPage):
    """Cần bổ sung, for one piece of evidence."""

    capability = "work.accept"
    service = staticmethod(services.return_evidence)
    argument = "evidence_id"
    page_title = gettext_lazy("Cần bổ sung gì?")
    submit_label = gettext_lazy("Gửi lại cho đơn vị")
    success_message = gettext_lazy("Đã nhắn đơn vị bổ sung.")


class EraseEvidence(ReasonPage):
    """Erase a piece of evidence for good."""

    capability = "work.manage"
    service = staticmethod(services.erase_evidence)
    argument = "evidence_id"
    template_name = "work/desk/erase.html"
    page_title = gettext_lazy("Xóa minh chứng")
    submit_label = gettext_lazy("Xóa hẳn")
    success_message = gettext_lazy("Đã xóa minh chứng. Quá trình của việc còn ghi ai xóa và vì sao.")


class RequestPage(DeskFormView):
    """Answering what a unit asks."""

    capability = "work.accept"
    form_class = AnswerForm
    template_name = "work/desk/request.html"
    submit_label = gettext_lazy("Trả lời")
    success_message = gettext_lazy("Đã trả lời đơn vị.")
    row: Request

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.row = selectors.detail.request(self.actor, kwargs["pk"])
        if self.row.item.organisation_id != self.organisation.pk:
            raise NotFound(request_id=kwargs["pk"])

    def get_template_names(self) -> list[str]:
        """Once it is answered there is nothing to fill in, unless somebody was just filling it in."""
        answered = self.row.state != RequestState.OPEN and self.request.method != "POST"
        return ["work/desk/request_answered.html"] if answered else [self.template_name]

    def get_page_title(self) -> str:
        return f"{self.row.get_kind_display()}: {self.row.item.lead.name}"

    def get_crumbs(self) -> list[Any]:
        return [board_crumb()]

    def get_initial(self) -> dict[str, Any]:
        return {"due_on": self.row.wanted_on}

    def get_form_kwargs(self) -> dict[str, Any]:
        asked = {"organisation": self.organisation, "kind": self.row.kind, "item": self.row.item}
        return {**super().get_form_kwargs(), **asked}

    def save(self, form: Any) -> Any:
        data = form.cleaned_data
        common = {"actor": self.actor, "request_id": self.row.pk, "answer": data["answer"]}
        if data["decision"] == "refuse":
            return services.refuse_request(**common)
        if self.row.kind == RequestKind.EXTENSION:
            return services.grant_request(**common, due_on=data["due_on"])
        if data["lead_id"] == WITHDRAW:
            return services.grant_request(**common, withdrawn=True)
        return services.grant_request(**common, lead_id=int(data["lead_id"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = list(self.row.item.requests.select_related("made_by", "answered_by"))
        return super().get_context_data(row=self.row, item=self.row.item, asked=asked, **kwargs)

    def get_cancel_url(self) -> str:
        return reverse("work_item", args=[self.row.item_id])

    def get_success_url(self) -> str:
        return self.get_cancel_url()
