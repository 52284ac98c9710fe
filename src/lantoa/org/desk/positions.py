"""Positions and QR passes on the desk: give, end, hand over; issue a pass and forget a phone."""

from __future__ import annotations

from typing import Any

import segno
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org import selectors
from lantoa.org.desk.forms import EndForm, HandOverForm, PositionForm, VersionForm
from lantoa.org.desk.people import (
    INDEX,
    OnePerson,
    PasswordLink,
    PeopleList,
    PersonAdd,
    PersonChange,
    PersonDeactivate,
    PersonPage,
    SecondFactorReset,
    address_of,
    people_of,
    shown_once,
)
from lantoa.org.desk.views import Crumb, DeskFormView, DeskView
from lantoa.org.desk.viewsets import DeskObjectMixin, DeskViewSet, Page
from lantoa.org.models import Organisation, Position, User
from lantoa.org.services import passes, people, positions
from lantoa.org.services.people import NewPerson
from lantoa.org.services.positions import NewPosition
from lantoa.shared.actors import Actor


class PositionGive(OnePerson):
    """One more position for a person who is here."""

    form_class = PositionForm
    page_title = gettext_lazy("Giao chức danh")
    submit_label = gettext_lazy("Giao")
    success_message = gettext_lazy("Đã giao chức danh.")

    def get_form_kwargs(self) -> dict[str, Any]:
        all_roles = self.may("roles.manage")
        return {**super().get_form_kwargs(), "organisation": self.organisation, "all_roles": all_roles}

    def save(self, form: PositionForm) -> Position:
        new = NewPosition(**form.cleaned_data)
        return positions.give(actor=self.actor, organisation_id=self.organisation.pk, user=self.object, position=new)


class OnePosition(DeskObjectMixin, DeskFormView):
    """A form about one position."""

    capability = "people.manage"
    object: Position

    def get_crumbs(self) -> list[Crumb]:
        person = self.object.user
        return [Crumb(_("Người và chức danh"), str(INDEX)), Crumb(str(person), address_of(person))]

    def get_cancel_url(self) -> str:
        return address_of(self.object.user)

    def get_success_url(self) -> str:
        return address_of(self.object.user)


class PositionEnd(OnePosition):
    """The last day of a position."""

    form_class = EndForm
    submit_label = gettext_lazy("Kết thúc")
    success_message = gettext_lazy("Đã ghi ngày kết thúc.")

    def get_page_title(self) -> str:
        return _("Kết thúc chức danh “%(title)s”") % {"title": self.object.title}

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def save(self, form: EndForm) -> Position:
        return positions.end(actor=self.actor, position=self.object, on=form.cleaned_data["on"])


class HandOver(OnePosition):
    """Bàn giao: a position with all that hangs on it goes to somebody else."""

    form_class = HandOverForm
    template_name = "org_desk/hand_over.html"
    submit_label = gettext_lazy("Bàn giao")
    result: Position

    def get_page_title(self) -> str:
        return _("Bàn giao chức danh “%(title)s”") % {"title": self.object.title}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "organisation": self.organisation, "without": self.object.user_id}

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def save(self, form: HandOverForm) -> Position:
        values = form.cleaned_data
        if values["to_user"]:
            receiver = selectors.person(self.organisation.pk, values["to_user"])
            return positions.hand_over(actor=self.actor, position=self.object, to_user=receiver, on=values["on"])
        person = NewPerson(values["full_name"], values["phone"], values["email"])
        return people.hand_over_to_new(actor=self.actor, position=self.object, person=person, on=values["on"])

    def get_success_message(self) -> str:
        return _("Đã bàn giao cho %(name)s từ ngày %(day)s.") % {
            "name": self.result.user,
            "day": self.result.starts_on.strftime("%d/%m/%Y"),
        }

    def get_success_url(self) -> str:
        return address_of(self.result.user)


class PassIssue(OnePerson):
    """A personal QR pass: shown once, to be printed or photographed."""

    form_class = VersionForm
    template_name = "org_desk/pass_issue.html"
    page_title = gettext_lazy("Thẻ QR")
    submit_label = gettext_lazy("Cấp thẻ")

    def save(self, form: VersionForm) -> str:
        issued = passes.issue_pass(actor=self.actor, user=self.object, organisation_id=self.organisation.pk)
        return issued[1]

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        if not isinstance(self.result, str):
            return answer
        link = self.request.build_absolute_uri(self.result)
        held = selectors.field_positions(self.object, self.organisation.pk)
        context = self.get_context_data(form=form, link=link, code=qr(link), held=held)
        return shown_once(self, context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["live_pass"] = selectors.live_pass(self.object, self.organisation.pk)
        return context


class DeviceForget(DeskObjectMixin, DeskView):
    """A phone that was lost or sold: it has to scan the pass again."""

    capability = "people.manage"
    http_method_names = ["post"]
    object: User

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        known = selectors.devices(self.object, self.organisation.pk).filter(pk=kwargs["device"])
        for device in known:
            passes.revoke_device(actor=self.actor, device_id=device.pk)
        messages.success(request, _("Đã bỏ điện thoại đó. Muốn dùng lại thì quét thẻ lần nữa."))
        return HttpResponseRedirect(address_of(self.object))


def qr(link: str) -> SafeString:
    """A QR code as SVG, dark on light in every theme, since phones read it so."""
    svg = segno.make(link, error="m").svg_inline(scale=6, border=4, dark="#000", light="#fff", omitsize=True)
    return mark_safe(svg)  # noqa: S308 (segno's own markup; the link is inside as squares)


class PeopleViewSet(DeskViewSet):
    """Tổ chức: Người và chức danh."""

    name = "org_people"
    url_prefix = "to-chuc/nguoi"
    pages = (
        Page("index", "", PeopleList),
        Page("add", "them/", PersonAdd),
        Page("person", "<int:pk>/", PersonPage),
        Page("change", "<int:pk>/sua/", PersonChange),
        Page("deactivate", "<int:pk>/cho-thoi/", PersonDeactivate),
        Page("give", "<int:pk>/chuc-danh/", PositionGive),
        Page("password", "<int:pk>/mat-khau/", PasswordLink),
        Page("second_factor", "<int:pk>/xac-thuc/", SecondFactorReset),
        Page("pass", "<int:pk>/the-qr/", PassIssue),
        Page("forget_device", "<int:pk>/dien-thoai/<int:device>/", DeviceForget),
    )

    def get_queryset(self, actor: Actor, organisation: Organisation) -> QuerySet[Any]:
        return people_of(actor, organisation)


class PositionViewSet(DeskViewSet):
    """Ending and handing over; the positions themselves stand on the page of their holder."""

    name = "org_positions"
    url_prefix = "to-chuc/chuc-danh"
    pages = (
        Page("end", "<int:pk>/ket-thuc/", PositionEnd),
        Page("hand_over", "<int:pk>/ban-giao/", HandOver),
    )

    def get_queryset(self, actor: Actor, organisation: Organisation) -> QuerySet[Any]:
        return selectors.positions(organisation.pk)
