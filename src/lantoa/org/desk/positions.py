"""Positions on the desk: give, correct, end, hand over."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org import selectors
from lantoa.org.desk.forms import EndForm, HandOverForm, PositionForm, RetitleForm
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
)
from lantoa.org.desk.views import Crumb, DeskFormView
from lantoa.org.desk.viewsets import DeskObjectMixin, DeskViewSet, Page
from lantoa.org.models import Organisation, Position
from lantoa.org.services import people, positions
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


class PositionRetitle(OnePosition):
    """Correct how a position is called, over and past ones too."""

    form_class = RetitleForm
    page_title = gettext_lazy("Sửa tên chức danh")
    success_message = gettext_lazy("Đã sửa tên chức danh.")

    def get_initial(self) -> dict[str, Any]:
        return {"title": self.object.title}

    def save(self, form: RetitleForm) -> Position:
        return positions.retitle(actor=self.actor, position=self.object, title=form.cleaned_data["title"])


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
    )

    def get_queryset(self, actor: Actor, organisation: Organisation) -> QuerySet[Any]:
        return people_of(actor, organisation)


class PositionViewSet(DeskViewSet):
    """Correcting, ending and handing over; the positions themselves stand on the page of their holder."""

    name = "org_positions"
    url_prefix = "to-chuc/chuc-danh"
    pages = (
        Page("retitle", "<int:pk>/sua-ten/", PositionRetitle),
        Page("end", "<int:pk>/ket-thuc/", PositionEnd),
        Page("hand_over", "<int:pk>/ban-giao/", HandOver),
    )

    def get_queryset(self, actor: Actor, organisation: Organisation) -> QuerySet[Any]:
        return selectors.positions(organisation.pk)
