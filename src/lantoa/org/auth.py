"""Sign-in: who may enter the desk follows from positions; accounts are made by officers, never by visitors."""

from __future__ import annotations

import ipaddress
import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from lantoa.org.models import User
from lantoa.org.policies import CAPABILITIES, actor_for
from lantoa.shared.ratelimit import client_address

FIELD_BACKEND = "lantoa.org.auth.FieldBackend"
SECOND_FACTOR = "second_factor"
"""Session key: the second factor was set up or given in this session."""
WRONG_PASSWORD = _("Tên đăng nhập hoặc mật khẩu chưa đúng. Xem lại phím Caps Lock và bộ gõ tiếng Việt.")


class PositionBackend(BaseBackend):
    """Gives Wagtail's `access_admin` to holders of a desk position; stores and knows no other permission."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if perm != "wagtailadmin.access_admin" or not isinstance(user_obj, User):
            return False
        return any(grant.role in CAPABILITIES["desk.enter"] for grant in actor_for(user_obj).grants)


class FieldBackend(BaseBackend):
    """Sessions opened by a PIN: the person is marked, so that policies give them field roles and nothing else."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.filter(pk=user_id, is_active=True).first()
        if user is not None:
            user.by_pin = True
        return user


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up: people are added by an officer. What goes wrong is said in Vietnamese."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Tài khoản này đã ngừng dùng. Nhờ người quản trị của xã mở lại."),
        "email_password_mismatch": WRONG_PASSWORD,
        "username_password_mismatch": WRONG_PASSWORD,
        "enter_current_password": _("Mật khẩu đang dùng chưa đúng."),
        "incorrect_code": _("Mã chưa đúng hoặc đã hết hạn. Chờ ứng dụng hiện mã mới rồi nhập lại."),
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "invalid_or_expired_key": _("Đường dẫn này không còn dùng được."),
        "invalid_login": _("Chưa đăng nhập được. Thử lại."),
        "invalid_password_reset": _("Đường dẫn đặt mật khẩu này đã dùng rồi hoặc đã hết hạn."),
        "too_many_login_attempts": _("Nhập sai nhiều lần quá. Đợi 15 phút rồi thử lại."),
        "rate_limited": _("Thử nhiều lần quá. Đợi vài phút rồi làm lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_reauthentication_required(self, *args: Any, **kwargs: Any) -> bool:
        """Who gave the password or a code a moment ago need not give it again, be it at sign-in or later."""
        request = self.request
        records = get_authentication_records(request, request.user)
        latest = max((record.get("at", 0) for record in records), default=0)
        return bool(time.time() - latest >= account_settings.REAUTHENTICATION_TIMEOUT)


class MFAAdapter(DefaultMFAAdapter):
    """What goes wrong with codes of the second factor, in Vietnamese."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Mã chưa đúng hoặc đã hết hạn. Chờ ứng dụng hiện mã mới rồi nhập lại."),
        "cannot_delete_authenticator": _("Chưa bỏ được ứng dụng tạo mã này."),
        "cannot_generate_recovery_codes": _("Cài ứng dụng tạo mã trước rồi mới tạo được mã dự phòng."),
    }


def is_field_session(request: HttpRequest) -> bool:
    """Whether this session was opened by a PIN on a phone."""
    return request.session.get(BACKEND_SESSION_KEY) == FIELD_BACKEND


def second_factor_given(request: HttpRequest) -> bool:
    """Whether this session is complete: a code was given, the provider vouches, or it is the sample on this machine."""
    if request.session.get(SECOND_FACTOR):
        return True
    if settings.SAMPLE_SIGN_IN and getattr(request.user, "is_sample", False) and _is_loopback(client_address(request)):
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") in ("mfa", "socialaccount") for record in records)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def tried_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """The name that a password was tried for, as django-axes counts it: user name or e-mail, without case."""
    given = credentials or {}
    name = given.get("username") or given.get("email") or request.POST.get("login")
    return str(name).strip().lower()[:255] if name else None


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords: a plain page that says how long to wait."""
    return render(request, "org/locked_out.html", status=429)
