"""Signing in by an OpenID Connect provider: live round trips to one on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lantoa.org.models import Role, User
from lantoa.org.testing import PASSWORD
from lantoa.org.tests.provider import CLIENT, SECRET, Provider, new_key

DESK = "/admin/to-chuc/don-vi/"
NOT_CONFIRMED = "Nơi cấp tài khoản chưa xác nhận"
UNKNOWN = "chưa được ghi cho ai ở đây"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with Provider() as provider:
        yield provider


@pytest.fixture
def provider(running, settings, commune) -> Provider:
    """The provider as a commune sets it up, with the officer among its people."""
    app = {"provider_id": "oidc", "name": "Tài khoản của tỉnh", "client_id": CLIENT, "secret": SECRET}
    apps = [{**app, "settings": {"server_url": running.address}}]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}
    running.lie, running.asked, running.publishes = {}, [], None
    email = commune.people[Role.OFFICER].email
    running.people = {"hanh": {"email": email, "email_verified": True, "name": "Người officer"}}
    return running


def come(client: Client, provider: Provider, who: str) -> Any:
    """Press the button, choose at the provider, come back; the answer where that ends."""
    sent = client.post(reverse("openid_connect_login", kwargs={"provider_id": "oidc"}))
    there = urlsplit(sent["Location"])
    assert f"{there.scheme}://{there.netloc}" == provider.address
    page = requests.get(sent["Location"], timeout=5)
    assert page.status_code == 200
    back = requests.get(f"{provider.address}/grant?{there.query}&who={who}", timeout=5, allow_redirects=False).headers[
        "Location"
    ]
    return client.get(back.removeprefix("http://testserver"), follow=True)


def is_in(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def test_an_officer_is_led_to_the_desk_and_back_again_the_next_day(commune, client, provider):
    """All of it: discovery, the provider's page, the exchange, the keys, the person. No code of ours is asked."""
    answer = come(client, provider, "hanh")
    assert answer.redirect_chain[-1][0] == "/admin/"
    assert is_in(client)
    assert {"/.well-known/openid-configuration", "/authorize", "/token", "/userinfo", "/jwks"} <= set(provider.asked)
    officer = commune.people[Role.OFFICER]
    assert SocialAccount.objects.get().user == officer
    # The provider's account stays this person's when their address changes; the name for it is its number there.
    officer.email = "khac@example.vn"
    officer.save()
    another = Client()
    come(another, provider, "hanh")
    assert is_in(another)


def test_the_password_stays_for_a_day_without_the_provider(commune, client, provider):
    come(client, provider, "hanh")
    assert User.objects.get(pk=commune.people[Role.OFFICER].pk).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"email": "nguoi-la@example.vn", "email_verified": True}, UNKNOWN),
        ({"email": "officer@example.vn", "email_verified": False}, UNKNOWN),  # anybody may write this down there
        ({"email": "officer@example.vn"}, UNKNOWN),
        ({}, UNKNOWN),  # tells no address
    ],
)
def test_who_is_unknown_here_is_told_so_and_no_account_is_made(commune, client, provider, said, words):
    provider.people["la"] = said
    before = User.objects.count()
    page = come(client, provider, "la")
    assert words in page.content.decode()
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_an_address_that_two_people_have_signs_in_neither(commune, client, provider):
    User.objects.create_user(username="hai", email="OFFICER@example.vn")
    assert UNKNOWN in come(client, provider, "hanh").content.decode()
    assert not is_in(client)


def test_whose_account_is_closed_is_told_so(commune, client, provider):
    commune.people[Role.OFFICER].is_active = False
    commune.people[Role.OFFICER].save()
    assert "Tài khoản đã ngừng dùng" in come(client, provider, "hanh").content.decode()
    assert not is_in(client)


def test_who_says_no_there_comes_back_to_a_way_in(commune, client, provider):
    page = come(client, provider, "")
    assert NOT_CONFIRMED in page.content.decode()
    assert reverse("account_login") in page.content.decode()
    assert not is_in(client)


LIES = {
    "for somebody else": {"claims": {"aud": "another"}},
    "of another provider": {"claims": {"iss": "https://other.example"}},
    "out of date": {"claims": {"exp": 1_700_000_000}},
    "signed by a stranger": {"key": new_key()},
    "signed by a key nobody published": {"headers": {"kid": "key-9"}},
    "signed without a key's name": {"headers": {}},
    "signed by what everybody knows": {"key": SECRET, "algorithm": "HS256"},
    "not signed": {"key": "", "algorithm": "none"},
    "about somebody else": {"userinfo": {"sub": "khanh"}},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_word_that_does_not_stand_is_refused(commune, client, provider, lie):
    provider.lie = lie
    assert NOT_CONFIRMED in come(client, provider, "hanh").content.decode()
    assert not is_in(client)
    provider.lie = {}
    come(client, provider, "hanh")
    assert is_in(client), "the same with the truth"


def test_an_answer_to_what_nobody_asked_is_refused(commune, client, provider):
    """A link that somebody else prepared: their code, in the browser of another."""
    stolen = Client().post(reverse("openid_connect_login", kwargs={"provider_id": "oidc"}))["Location"]
    asked = urlsplit(stolen).query
    back = requests.get(f"{provider.address}/grant?{asked}&who=hanh", timeout=5, allow_redirects=False)
    page = client.get(back.headers["Location"].removeprefix("http://testserver"))
    assert NOT_CONFIRMED in page.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("path", ["", "/authorize?/.well-known/"], ids=["away", "answers with nonsense"])
def test_a_provider_that_does_not_answer_as_it_should_is_said_in_words(db, client, settings, running, path):
    address = f"{running.address}{path}" if path else "http://127.0.0.1:9"
    app = {"provider_id": "oidc", "name": "X", "client_id": CLIENT, "settings": {"server_url": address}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    answer = client.post(reverse("openid_connect_login", kwargs={"provider_id": "oidc"}))
    assert NOT_CONFIRMED in answer.content.decode()
