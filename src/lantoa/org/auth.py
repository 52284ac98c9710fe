"""Sign-in: who may enter the desk follows from positions; accounts are made by officers, never by visitors."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lantoa.org.models import User
from lantoa.org.policies import CAPABILITIES, actor_for


class PositionBackend(BaseBackend):
    """Gives Wagtail's `access_admin` to holders of a desk position; stores and knows no other permission."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if perm != "wagtailadmin.access_admin" or not isinstance(user_obj, User):
            return False
        return any(grant.role in CAPABILITIES["desk.enter"] for grant in actor_for(user_obj).grants)


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up: people are added by an officer."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An OIDC identity signs in an existing person by a verified address; it never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    """The name that the person's authenticator shows."""


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords: a plain page that says how long to wait."""
    return render(request, "org/locked_out.html", status=429)
