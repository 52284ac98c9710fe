"""What sign-in tells us: a second factor that was set up or taken away counts for the session it happened in; a wrong
password stands in the record. And what is told on when an organisation gets another name."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_login_failed
from django.db.models import Q
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from lantoa.org.auth import SECOND_FACTOR, tried_name
from lantoa.org.models import Organisation, User
from lantoa.org.policies import actor_for
from lantoa.org.signals import organisation_renamed
from lantoa.shared import audit


@receiver(authenticator_added)
def count_first_code(request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        request.session[SECOND_FACTOR] = True


@receiver(authenticator_removed)
def ask_again(request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        request.session.pop(SECOND_FACTOR, None)


@receiver(user_login_failed)
def record_wrong_password(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """For accounts that there are, in each organisation where they have a position; names that nobody has stay
    nowhere."""
    name = tried_name(request, credentials) if request is not None else None
    user = User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name)).first() if name else None
    if user is not None:
        places: set[int | None] = {grant.organisation_id for grant in actor_for(user).grants}
        for organisation in places or {None}:
            audit.record_refusal(action="org.sign_in_refused", target=user, organisation_id=organisation)


@receiver(pre_save, sender=Organisation, dispatch_uid="org.organisation_renamed")
def tell_new_name(sender: type[Organisation], instance: Organisation, **kwargs: Any) -> None:
    if Organisation.objects.filter(pk=instance.pk).exclude(name=instance.name).exists():
        organisation_renamed.send(sender, organisation=instance)
