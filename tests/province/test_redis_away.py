"""Signing in while Redis is away: people come in, and guessing is held all the same."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from lantoa.config.settings import CACHE_TABLE
from lantoa.org.models import Role
from lantoa.org.services import passes
from lantoa.org.testing import PASSWORD
from lantoa.shared import cache as shared_cache
from lantoa.shared import redis
from lantoa.shared.ratelimit import TooMany, hit

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
NOW = 1_800_000_000.0


@pytest.fixture
def away(settings, free_port) -> str:
    """CACHES as settings.py makes them where REDIS_URL is set, with nobody at that address."""
    address = f"redis://127.0.0.1:{free_port}/0"
    settings.CACHES = redis.caches(address, while_away=CACHE_TABLE)
    call_command("createcachetable", verbosity=0)
    return address


def sign_in(address: str, password: str) -> bool:
    client = Client(REMOTE_ADDR=address)
    client.post(reverse("account_login"), {"login": "officer", "password": password})
    return "_auth_user_id" in client.session


def test_an_officer_signs_in_with_password_and_code(commune, client, away):
    TOTP.activate(commune.people[Role.OFFICER], SECRET)
    answer = client.post(reverse("account_login"), {"login": "officer", "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    code = format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get(reverse("today")).status_code == 200
    again = Client()
    again.post(reverse("account_login"), {"login": "officer", "password": PASSWORD})
    again.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in again.session, "a code counts once"


def test_a_head_of_a_hamlet_comes_in_by_card_and_pin(commune, away):
    head = commune.people[Role.UNIT_HEAD]
    _, card = passes.issue_pass(actor=commune.actor("officer"), user=head, organisation_id=commune.organisation.pk)
    phone = Client()
    phone.post(card, {"phone": head.phone.replace("+84", "0"), "pin": "280614", "pin_again": "280614"})
    assert phone.get(reverse("work:mine")).status_code == 200


def test_guessing_is_held_by_name_and_by_address(commune, away):
    assert sign_in("10.0.1.1", PASSWORD)
    for number in range(10):
        assert not sign_in(f"10.0.0.{number}", "sai")
    assert not sign_in("10.0.1.1", PASSWORD)


def test_a_flood_is_held_and_a_silent_redis_is_not_waited_for_by_every_request(away, caplog):
    assert hit("door", "a", limit=2, seconds=60, now=NOW) == 1
    assert hit("door", "a", limit=2, seconds=60, now=NOW + 1) == 0
    with pytest.raises(TooMany):
        hit("door", "a", limit=2, seconds=60, now=NOW + 2)
    assert len([one for one in caplog.messages if "does not answer" in one]) == 1


@pytest.mark.redis
def test_a_redis_that_came_back_is_used_again(settings, own_redis, monkeypatch):
    monkeypatch.setattr(shared_cache, "TRIED_EVERY", 0.0)  # what follows is later than that
    with own_redis() as address:
        settings.CACHES = redis.caches(address, while_away=CACHE_TABLE)
        call_command("createcachetable", verbosity=0)
        cache.set("a", "on redis")
    assert cache.get("a") is None
    cache.set("a", "in the table")
    assert cache.get("a") == "in the table"
    with own_redis():
        assert cache.get("a") is None
        cache.set("a", "on redis again")
        assert cache.get("a") == "on redis again"
