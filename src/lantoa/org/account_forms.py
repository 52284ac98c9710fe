"""The forms of sign-in: allauth's own, asked in plain Vietnamese."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD_HINT = _("Ít nhất 10 ký tự, không chỉ toàn số. Có thể ghép vài tiếng dễ nhớ, ví dụ một câu thơ.")
CODE_HINT = _("6 chữ số trong ứng dụng trên điện thoại, mỗi nửa phút đổi một lần.")


class Wording:
    """Replaces labels, hints and placeholders of the form it is mixed into. `words`: name -> (label, hint)."""

    words: dict[str, tuple[str | Promise, str | Promise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.words.items():
            field = self.fields[name]  # type: ignore[attr-defined]
            field.label, field.help_text = label, hint
            field.error_messages["required"] = _("Chưa nhập ô này.")
            field.widget.attrs.pop("placeholder", None)


class Code(Wording):
    """A code of six digits, or one of the reserve."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code"}
        self.fields["code"].widget.attrs.update(attributes)  # type: ignore[attr-defined]


class SignInForm(Wording, LoginForm):
    words = {"login": (_("Tên đăng nhập hoặc thư điện tử"), ""), "password": (_("Mật khẩu"), "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false")


class PasswordAgainForm(Wording, ReauthenticateForm):
    words = {"password": (_("Mật khẩu"), "")}


class NewPasswordForm(Wording, ChangePasswordForm):
    words = {
        "oldpassword": (_("Mật khẩu đang dùng"), ""),
        "password1": (_("Mật khẩu mới"), PASSWORD_HINT),
        "password2": (_("Nhập lại mật khẩu mới"), ""),
    }


class ForgottenPasswordForm(Wording, ResetPasswordForm):
    words = {"email": (_("Thư điện tử của tài khoản"), "")}


class ChosenPasswordForm(Wording, ResetPasswordKeyForm):
    words = {"password1": (_("Mật khẩu mới"), PASSWORD_HINT), "password2": (_("Nhập lại mật khẩu mới"), "")}


class CodeForm(Code, AuthenticateForm):
    words = {"code": (_("Mã đăng nhập"), _("6 chữ số trong ứng dụng trên điện thoại, hoặc một mã dự phòng đã cất."))}


class CodeAgainForm(Code, CodeReauthenticateForm):
    words = CodeForm.words


class FirstCodeForm(Code, ActivateTOTPForm):
    words = {"code": (_("Mã mà ứng dụng đang hiện"), CODE_HINT)}
