"""What sign-in tells us: a second factor that was set up or taken away counts for the session it happened in."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver
from django.http import HttpRequest

from lantoa.org.auth import SECOND_FACTOR


@receiver(authenticator_added)
def count_first_code(request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        request.session[SECOND_FACTOR] = True


@receiver(authenticator_removed)
def ask_again(request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        request.session.pop(SECOND_FACTOR, None)
