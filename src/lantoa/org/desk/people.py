"""People on the desk: the list, one person's page, adding, changing, letting go, and the way back in."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.org import selectors
from lantoa.org.desk.forms import NewPersonForm, PersonChangeForm, VersionForm
from lantoa.org.desk.lists import Action, DeskColumn, DeskListView, DeskTitleColumn
from lantoa.org.desk.views import Crumb, DeskFormView, DeskTemplateView
from lantoa.org.desk.viewsets import DeskObjectMixin
from lantoa.org.models import Position, User
from lantoa.org.phones import printed_phone
from lantoa.org.services import people
from lantoa.org.services.people import NewPerson
from lantoa.org.services.positions import GIVEN_BY_OFFICERS, NewPosition
from lantoa.shared.errors import PermissionRefused
from lantoa.shared.forms import WRITTEN

INDEX = reverse_lazy("org_people:index")


def address_of(person: User) -> str:
    """The page of a person."""
    return reverse("org_people:person", args=[person.pk])


def in_force(position: Position) -> bool:
    """Whether a position holds today."""
    today = timezone.localdate()
    return position.starts_on <= today and (position.ends_on is None or position.ends_on >= today)


def is_to_come(position: Position) -> bool:
    """Whether a position starts on a later day."""
    return position.starts_on > timezone.localdate()


def titles_of(person: Any) -> str:
    """The titles a person holds today or will hold, of the positions fetched with them."""
    held = [position.title for position in person.own_positions if in_force(position)]
    to_come = [
        _("%(title)s (từ %(day)s)") % {"title": position.title, "day": position.starts_on.strftime(WRITTEN)}
        for position in person.own_positions
        if is_to_come(position)
    ]
    return ", ".join([*held, *to_come])


class PeopleList(DeskListView):
    """Everybody who holds or held a position here."""

    capability = "org.read"
    page_title = gettext_lazy("Người và chức danh")
    tabs = "org_desk/tabs.html"
    file_name = "nguoi-va-chuc-danh"
    folded_field = "folded"
    search_label = gettext_lazy("Tên hoặc số điện thoại")
    empty_title = gettext_lazy("Chưa có ai")
    columns = (
        DeskTitleColumn("name", label=gettext_lazy("Họ và tên"), accessor=str, sort_key="folded", get_url=address_of),
        DeskColumn(
            "titles",
            label=gettext_lazy("Chức danh hiện nay"),
            accessor=lambda person: titles_of(person) or _("Không còn chức danh"),
            file_width=44,
        ),
        DeskColumn(
            "phone", label=gettext_lazy("Điện thoại"), accessor=lambda one: printed_phone(one.phone), classname="num"
        ),
        DeskColumn("email", label=gettext_lazy("Thư điện tử")),
    )

    def get_actions(self) -> list[Action]:
        return [Action(_("Thêm người"), reverse("org_people:add"), "plus")] if self.may("people.manage") else []


class PersonPage(DeskObjectMixin, DeskTemplateView):
    """One person: how to reach them, the positions they hold and held, and their way in."""

    capability = "org.read"
    template_name = "org_desk/person.html"
    object: User

    def get_page_title(self) -> str:
        return str(self.object)

    def get_crumbs(self) -> list[Crumb]:
        return [Crumb(_("Người và chức danh"), str(INDEX))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        everything = self.may("roles.manage")
        context["person"] = self.object
        context["phone"] = printed_phone(self.object.phone)
        positions: list[Any] = self.object.own_positions  # type: ignore[attr-defined]
        context["positions"] = [
            (
                one,
                in_force(one),
                is_to_come(one),
                self._may_give(one, everything=everything),
                self._may_end(one, everything=everything),
            )
            for one in positions
        ]
        context["may_manage"] = self.may("people.manage")
        context["is_administrator"] = everything
        context["may_change"] = self._may_change()
        context["is_oneself"] = self.object.pk == self.actor.user_id
        if context["may_manage"]:
            self._add_the_way_in(context, everything=everything)
        return context

    def _add_the_way_in(self, context: dict[str, Any], *, everything: bool) -> None:
        organisation_id = self.organisation.pk
        context["field_person"] = selectors.field_positions(self.object, organisation_id).exists()
        context["live_pass"] = selectors.live_pass(self.object, organisation_id)
        context["may_reset"] = everything and Authenticator.objects.filter(user=self.object).exists()

    def _may_give(self, position: Position, *, everything: bool) -> bool:
        return everything or (self.may("people.manage") and position.role in GIVEN_BY_OFFICERS)

    def _may_end(self, position: Position, *, everything: bool) -> bool:
        over = position.ends_on is not None and position.ends_on < timezone.localdate()
        given = self._may_give(position, everything=everything)
        return given and not over and position.handed_over_to_id is None and self.object.pk != self.actor.user_id

    def _may_change(self) -> bool:
        try:
            people.require_may_manage(self.actor, self.object)
        except PermissionRefused:
            return False
        return True


class PersonAdd(DeskFormView):
    """A new person with the first position."""

    capability = "people.manage"
    form_class = NewPersonForm
    page_title = gettext_lazy("Thêm người")
    cancel_url = INDEX  # type: ignore[assignment]
    result: Position

    def get_crumbs(self) -> list[Crumb]:
        return [Crumb(_("Người và chức danh"), str(INDEX))]

    def get_form_kwargs(self) -> dict[str, Any]:
        all_roles = self.may("roles.manage")
        return {**super().get_form_kwargs(), "organisation": self.organisation, "all_roles": all_roles}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "unit_id": self.request.GET.get("unit_id", "")}

    def save(self, form: NewPersonForm) -> Position:
        values = form.cleaned_data
        person = NewPerson(values["full_name"], values["phone"], values["email"])
        position = NewPosition(
            values["role"], values["title"], values["starts_on"], values["unit_id"], values["ends_on"]
        )
        return people.add(actor=self.actor, organisation_id=self.organisation.pk, person=person, position=position)

    def get_success_message(self) -> str:
        return _("Đã thêm %(name)s. Cấp thẻ QR hoặc đường dẫn đặt mật khẩu để người này vào được.") % {
            "name": self.result.user
        }

    def get_success_url(self) -> str:
        return address_of(self.result.user)


class OnePerson(DeskObjectMixin, DeskFormView):
    """A form about one person."""

    capability = "people.manage"
    object: User

    def get_crumbs(self) -> list[Crumb]:
        return [Crumb(_("Người và chức danh"), str(INDEX)), Crumb(str(self.object), address_of(self.object))]

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version}

    def get_stored(self) -> dict[str, Any]:
        self.object = self.get_object()
        return self.get_initial()

    def get_cancel_url(self) -> str:
        return address_of(self.object)

    def get_success_url(self) -> str:
        return address_of(self.object)


class PersonChange(OnePerson):
    """Name, telephone number, e-mail."""

    form_class = PersonChangeForm
    page_title = gettext_lazy("Sửa thông tin liên hệ")
    success_message = gettext_lazy("Đã lưu.")

    def get_initial(self) -> dict[str, Any]:
        return {
            **super().get_initial(),
            "full_name": self.object.full_name,
            "phone": printed_phone(self.object.phone),
            "email": self.object.email,
        }

    def save(self, form: PersonChangeForm) -> User:
        return people.change(actor=self.actor, user=self.object, **form.cleaned_data)


class PersonDeactivate(OnePerson):
    """Let a person go at once."""

    form_class = VersionForm
    template_name = "org_desk/person_deactivate.html"
    page_title = gettext_lazy("Cho thôi tất cả chức danh?")
    submit_label = gettext_lazy("Cho thôi ngay")
    success_message = gettext_lazy("Đã kết thúc mọi chức danh của người này ở xã. Thẻ QR cũng hết dùng.")

    def save(self, form: VersionForm) -> User:
        return people.deactivate(actor=self.actor, user=self.object, organisation_id=self.organisation.pk)


class PasswordLink(OnePerson):
    """A link to choose a password, to be handed over in person."""

    form_class = VersionForm
    template_name = "org_desk/password_link.html"
    page_title = gettext_lazy("Đường dẫn đặt mật khẩu")
    submit_label = gettext_lazy("Tạo đường dẫn")

    def save(self, form: VersionForm) -> str:
        return people.password_link(actor=self.actor, user=self.object, organisation_id=self.organisation.pk)

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        if not isinstance(self.result, str):
            return answer
        origin = settings.ORIGIN or self.request.build_absolute_uri("/").rstrip("/")
        shown = self.render_to_response(self.get_context_data(form=form, link=origin + self.result))
        # The page holds a secret: no copy of it is kept on the way or in the browser.
        shown["Cache-Control"] = "no-store"
        return shown


class SecondFactorReset(OnePerson):
    """Take a lost authenticator away."""

    capability = "roles.manage"
    form_class = VersionForm
    template_name = "org_desk/second_factor_reset.html"
    page_title = gettext_lazy("Bỏ lớp xác thực thứ hai?")
    submit_label = gettext_lazy("Bỏ, để đặt lại")
    success_message = gettext_lazy("Đã bỏ. Lần đăng nhập tới người này đặt lại từ đầu.")

    def save(self, form: VersionForm) -> None:
        people.reset_second_factor(actor=self.actor, user=self.object, organisation_id=self.organisation.pk)


def people_of(actor: Any, organisation: Any) -> QuerySet[User]:
    """Everybody who holds or held a position in the organisation."""
    return selectors.people(organisation.pk)
