"""Forms of this app's own pages: unlocking, the QR pass and the PIN, the first run."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.org.account_forms import PASSWORD_HINT
from lantoa.org.services.passes import PIN_LENGTH

REQUIRED = {"required": _("Chưa nhập ô này.")}


def _pin(label: Any, hint: Any = "") -> forms.CharField:
    attributes = {"inputmode": "numeric", "autocomplete": "off", "class": "code", "pattern": "[0-9]*"}
    widget = forms.PasswordInput(attrs=attributes)
    return forms.CharField(
        label=label, help_text=hint, max_length=PIN_LENGTH, strip=True, widget=widget, error_messages=REQUIRED
    )


class UnlockForm(forms.Form):
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages=REQUIRED,
    )


class PinForm(forms.Form):
    pin = _pin(_("Mã PIN"))


class BindForm(forms.Form):
    phone = forms.CharField(
        label=_("Số điện thoại của bác"),
        help_text=_("Ghi đủ 10 số, đúng số đã báo với xã."),
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel-national"}),
        error_messages=REQUIRED,
    )
    pin = _pin(_("Chọn mã PIN"), _("6 chữ số dễ nhớ với bác mà khó đoán với người khác. Lần sau chỉ cần mã này."))
    pin_again = _pin(_("Nhập lại mã PIN"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("pin") and data.get("pin_again") and data["pin"] != data["pin_again"]:
            self.add_error("pin_again", str(_("Hai lần nhập mã PIN chưa giống nhau.")))
        return data


class FirstRunForm(forms.Form):
    """Units to be made, and the first administrator. `units` are the proposed names."""

    units = forms.MultipleChoiceField(
        label=_("Đơn vị của xã"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Bỏ chọn đơn vị mà xã không có."),
    )
    more_units = forms.CharField(
        label=_("Thôn, tổ dân phố, trường học"),
        help_text=_("Mỗi dòng một tên, ví dụ: Thôn Bến Đò. Để trống cũng được, sau này thêm dần."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    full_name = forms.CharField(
        label=_("Họ và tên"), widget=forms.TextInput(attrs={"autocomplete": "name"}), error_messages=REQUIRED
    )
    title = forms.CharField(
        label=_("Chức danh"), help_text=_("Ví dụ: Công chức Văn hóa - Xã hội"), error_messages=REQUIRED
    )
    email = forms.CharField(
        label=_("Thư điện tử"),
        help_text=_("Dùng làm tên đăng nhập."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages=REQUIRED,
    )
    phone = forms.CharField(
        label=_("Số điện thoại"), required=False, widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
        error_messages=REQUIRED,
    )
    password_again = forms.CharField(
        label=_("Nhập lại mật khẩu"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
        error_messages=REQUIRED,
    )
    also_officer = forms.BooleanField(
        label=_("Tôi cũng là cán bộ phụ trách: nhận kế hoạch, giao việc và làm báo cáo"), required=False, initial=True
    )

    def __init__(self, *args: Any, proposed: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, name) for name in proposed]
        field.initial = proposed

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data.get("password_again") and data["password"] != data["password_again"]:
            self.add_error("password_again", str(_("Hai lần nhập mật khẩu chưa giống nhau.")))
        return data

    def unit_names(self) -> list[str]:
        """All names that were ticked or written, each once."""
        written = [" ".join(line.split()) for line in self.cleaned_data["more_units"].splitlines()]
        return list(dict.fromkeys([*self.cleaned_data["units"], *(line for line in written if line)]))
