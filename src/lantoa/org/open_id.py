"""Sign-in by an OpenID Connect provider: what it says is believed where its signature stands, and who is unknown here
stays outside."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView, OAuth2View
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

from lantoa.org.models import User

logger = logging.getLogger(__name__)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An OIDC identity signs in an existing person by a verified address; it never makes one.

    It is tied to the person at the first time. allauth would take their password away then, for fear of who signed up
    under another's address; here an officer has entered the address, and the password is the way in on a day without
    the provider.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing:
            return
        for address in sociallogin.email_addresses:
            found = User.objects.filter(email__iexact=address.email) if address.verified else User.objects.none()
            if len(found) == 1:
                sociallogin.connect(request, found[0])
                return


class SignedOpenID(OpenIDConnectOAuth2Adapter):
    """The provider's word, its signature checked against its published keys in any case.

    allauth checks it only where the token did not come over TLS from the provider itself; the word may pass through
    more hands than one in the network of an office.
    """

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            told: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("not a signed token") from error
        return told

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        login = super().complete_login(request, app, token, **kwargs)
        data = login.account.extra_data
        if "id_token" not in data:
            raise OAuth2Error("no id_token")
        if "userinfo" in data and data["userinfo"].get("sub") != data["id_token"]["sub"]:
            raise OAuth2Error("the two answers speak of two people")
        return login


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the provider. Raises Http404 where no such provider is set."""
    return _answer(OAuth2LoginView, request, provider_id)


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the provider sends the browser back to. Raises Http404 where no such provider is set."""
    return _answer(OAuth2CallbackView, request, provider_id)


def _answer(view: type[OAuth2View], request: HttpRequest, provider_id: str) -> HttpResponse:
    """What allauth's view answers; where the provider is away or answers with nonsense, a page that says so."""
    adapter = SignedOpenID(request, provider_id)
    try:
        provider = adapter.get_provider()
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    answer: HttpResponse
    try:
        answer = view.adapter_view(adapter)(request)
    except (RequestException, KeyError, ValueError):
        logger.warning("the provider %s does not answer as it should", provider_id, exc_info=True)
        answer = render_authentication_error(request, provider)
    return answer
