"""What the desk's pages of work share: the way to them, a page that asks for a reason, a button that only posts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin

from lantoa.org.desk.views import Crumb, DeskFormView, DeskView, Text
from lantoa.org.models import Organisation
from lantoa.shared.actors import Actor
from lantoa.shared.errors import DomainError, NotFound, PermissionRefused
from lantoa.work import selectors
from lantoa.work.desk.forms import ReasonForm
from lantoa.work.models import Evidence, Slip, WorkItem
from lantoa.work.selectors.detail import ItemDetail


def board_crumb() -> Crumb:
    """The way back to the board."""
    return Crumb(_("Công việc"), reverse("work_board"))


def item_crumb(detail: ItemDetail) -> Crumb:
    """The way back to an item."""
    return Crumb(detail.item.text[:60], reverse("work_item", args=[detail.item.pk]))


class ItemMixin(ContextMixin):
    """Pages about one item, put before a base of the desk: `self.detail` is resolved in the person's organisation."""

    actor: Actor
    organisation: Organisation
    detail: ItemDetail

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.detail = selectors.detail.item(self.actor, kwargs["item_id"], timezone.localdate())
        if self.detail.item.organisation_id != self.organisation.pk:
            raise NotFound(item_id=kwargs["item_id"])

    def get_crumbs(self) -> list[Crumb]:
        return [board_crumb(), item_crumb(self.detail)]

    def get_success_url(self) -> str:
        return reverse("work_item", args=[self.detail.item.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(detail=self.detail, item=self.detail.item, **kwargs)


class PostView(DeskView):
    """A button that only posts: calls `service` with the id in the address, goes back to where the button stood."""

    service: ClassVar[Callable[..., Any]]
    argument: ClassVar[str] = ""
    done: ClassVar[Text] = ""
    back: ClassVar[str] = "work_queue"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            type(self).service(actor=self.actor, **{self.argument: pk}, **self.further(request))
        except (PermissionRefused, NotFound):
            raise
        except DomainError as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, str(self.done))
        return HttpResponseRedirect(self.way_back(request))

    def further(self, request: HttpRequest) -> dict[str, Any]:
        """Further keywords of the service."""
        return {}

    def way_back(self, request: HttpRequest) -> str:
        """The page the button stood on, never another site's."""
        wanted = request.POST.get("next", "")
        if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
            return wanted
        return reverse(self.back)


class ReasonPage(DeskFormView):
    """A page that asks why: calls `service` with the id in the address and the reason.

    `argument` is the service's name for the id and says what the page is about: item_id, evidence_id or slip_id.
    """

    form_class = ReasonForm
    template_name = "work/desk/reason.html"
    service: ClassVar[Callable[..., Any]]
    argument: ClassVar[str] = ""
    about: WorkItem | Evidence | Slip

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.about = self._found(kwargs["pk"])
        if self.about.organisation_id != self.organisation.pk:
            raise NotFound(pk=kwargs["pk"])

    def _found(self, pk: int) -> WorkItem | Evidence | Slip:
        if self.argument == "evidence_id":
            return selectors.detail.evidence(self.actor, pk)
        if self.argument == "slip_id":
            return selectors.detail.slip(self.actor, pk, timezone.localdate()).slip
        return selectors.detail.item(self.actor, pk, timezone.localdate()).item

    def save(self, form: Any) -> Any:
        pk, reason = self.about.pk, form.cleaned_data["reason"]
        return type(self).service(actor=self.actor, **{self.argument: pk}, reason=reason)

    def get_crumbs(self) -> list[Crumb]:
        return [board_crumb(), Crumb(_("Chờ xác nhận"), reverse("work_queue"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(about=self.about, **kwargs)

    def get_cancel_url(self) -> str:
        if isinstance(self.about, Slip):
            return reverse("work_slip", args=[self.about.pk])
        item_id = self.about.item_id if isinstance(self.about, Evidence) else self.about.pk
        return reverse("work_item", args=[item_id])

    def get_success_url(self) -> str:
        return self.get_cancel_url()
