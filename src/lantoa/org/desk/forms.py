"""Forms of "Tổ chức". They parse; the services check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.org import selectors
from lantoa.org.models import Organisation, Role, UnitKind
from lantoa.org.services.positions import GIVEN_BY_OFFICERS
from lantoa.shared.forms import DayField


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, typed as 20/11/2026."""
    return DayField(label=label, required=required, help_text=help_text)


def unit_choices(organisation: Organisation, nothing: Any, *, without: int | None = None) -> list[tuple[str, Any]]:
    """Active units of an organisation for a select, after the words for none."""
    rows = selectors.units(organisation.pk).prefetch_related(None).values_list("pk", "name")
    return [("", nothing), *((str(pk), name) for pk, name in rows if pk != without)]


def role_choices(*, all_roles: bool) -> list[tuple[str, Any]]:
    """Roles that the person who fills the form may give."""
    return [(value, label) for value, label in Role.choices if all_roles or value in GIVEN_BY_OFFICERS]


class VersionForm(forms.Form):
    """Nothing but the version: for a page that asks "sure?"."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class UnitForm(forms.Form):
    """A unit with the names that plans give it. Without `version` for a new one."""

    name = forms.CharField(label=_("Tên đơn vị"), max_length=150)
    kind = forms.ChoiceField(label=_("Loại"), choices=[("", _("Chọn loại")), *UnitKind.choices])
    parent_id = forms.TypedChoiceField(label=_("Thuộc đơn vị"), required=False, coerce=int, empty_value=None)
    aliases = forms.CharField(
        label=_("Cách ghi khác trong văn bản"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một cách ghi, ví dụ: Phòng VH-XH. Máy dựa vào đây để nhận ra đơn vị khi đọc kế hoạch."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, organisation: Organisation, without: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent: Any = self.fields["parent_id"]
        parent.choices = unit_choices(organisation, _("Trực thuộc xã"), without=without)

    def clean_aliases(self) -> list[str]:
        return [line for line in self.cleaned_data["aliases"].splitlines() if line.strip()]


class MergeForm(VersionForm):
    """Which unit this one turned out to be."""

    into = forms.TypedChoiceField(label=_("Gộp vào đơn vị"), coerce=int)

    def __init__(self, *args: Any, organisation: Organisation, without: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into: Any = self.fields["into"]
        into.choices = unit_choices(organisation, _("Chọn đơn vị"), without=without)


class PersonForm(forms.Form):
    """A person's name and how to reach them."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    phone = forms.CharField(
        label=_("Số điện thoại"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=_("Trưởng thôn, thành viên tổ cần số này để nhận thẻ QR."),
    )
    email = forms.EmailField(
        label=_("Thư điện tử"), required=False, help_text=_("Cán bộ dùng để đăng nhập và đặt lại mật khẩu.")
    )


class PersonChangeForm(PersonForm):
    """The same for a person who is there."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PositionForm(forms.Form):
    """A position to be given."""

    role = forms.ChoiceField(label=_("Quyền"))
    unit_id = forms.TypedChoiceField(
        label=_("Đơn vị"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Trưởng đơn vị và thành viên đơn vị thì phải chọn."),
    )
    title = forms.CharField(label=_("Chức danh"), max_length=120, help_text=_("Ví dụ: Trưởng thôn Bến Đò."))
    starts_on = day_field(_("Từ ngày"))
    ends_on = day_field(_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chưa biết."))

    def __init__(self, *args: Any, organisation: Organisation, all_roles: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        unit: Any = self.fields["unit_id"]
        role.choices = [("", _("Chọn quyền")), *role_choices(all_roles=all_roles)]
        unit.choices = unit_choices(organisation, _("Không thuộc đơn vị nào"))
        self.fields["starts_on"].initial = timezone.localdate


class NewPersonForm(PositionForm, PersonForm):
    """A new person with the first position."""

    field_order = ["full_name", "phone", "email", "role", "unit_id", "title", "starts_on", "ends_on"]


class RetitleForm(forms.Form):
    """How a position is called."""

    title = forms.CharField(label=_("Chức danh"), max_length=120, help_text=_("Ví dụ: Trưởng thôn Bến Đò."))


class EndForm(forms.Form):
    """The last day of a position."""

    on = day_field(_("Ngày cuối cùng giữ chức danh"))


class HandOverForm(forms.Form):
    """Who takes a position over, and from which day: somebody who is here, or a new person."""

    on = day_field(_("Người mới bắt đầu từ ngày"))
    to_user = forms.TypedChoiceField(label=_("Người nhận đã có tên ở xã"), required=False, coerce=int, empty_value=None)
    full_name = forms.CharField(
        label=_("Hoặc người mới: họ và tên"),
        required=False,
        max_length=150,
        help_text=_("Chỉ ghi khi người nhận chưa có tên trong danh sách trên."),
    )
    phone = forms.CharField(
        label=_("Số điện thoại của người mới"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=_("Thư điện tử của người mới"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, without: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = selectors.people(organisation.pk).prefetch_related(None).filter(is_active=True).exclude(pk=without)
        to_user: Any = self.fields["to_user"]
        to_user.choices = [("", _("Chọn người nhận")), *((str(one.pk), str(one)) for one in people)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("to_user") and not cleaned.get("full_name"):
            self.add_error("to_user", _("Chọn người nhận, hoặc ghi họ và tên người mới."))
        if cleaned.get("to_user") and cleaned.get("full_name"):
            self.add_error("full_name", _("Đã chọn người nhận ở trên. Bỏ trống ô này, hoặc bỏ chọn người ở trên."))
        return cleaned


class OrganisationForm(VersionForm):
    """How the organisation names itself on documents."""

    issuer = forms.CharField(
        label=_("Tên cơ quan ban hành"),
        max_length=200,
        help_text=_("In ở đầu văn bản, ví dụ: Ủy ban nhân dân xã Minh Họa."),
    )
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=30)
    address = forms.CharField(label=_("Địa chỉ"), required=False, max_length=200)
