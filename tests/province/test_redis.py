"""On Redis by settings alone: what several machines share through the cache is counted once for all."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import redis
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from lantoa.config.settings import CACHE_TABLE
from lantoa.org.testing import PASSWORD
from lantoa.shared import redis as shared_redis
from lantoa.shared.ratelimit import TooMany, hit

pytestmark = [pytest.mark.redis, pytest.mark.django_db]

NOW = 1_800_000_000.0


@pytest.fixture(autouse=True)
def redis_cache(settings, redis_address):
    """The cache of settings.py where REDIS_URL is set, with keys of this test's own; they end by themselves."""
    prefix = uuid.uuid4().hex
    made = shared_redis.caches(redis_address, while_away=CACHE_TABLE)
    settings.CACHES = {**made, "default": {**made["default"], "KEY_PREFIX": prefix}}
    return prefix


def another_machine() -> None:
    """Forget this process's connection, as a request on another machine would have one of its own."""
    caches["default"].close()
    del caches["default"]


def test_tries_on_two_machines_count_together():
    assert hit("door", "a", limit=2, seconds=60, now=NOW) == 1
    another_machine()
    assert hit("door", "a", limit=2, seconds=60, now=NOW + 1) == 0
    another_machine()
    with pytest.raises(TooMany):
        hit("door", "a", limit=2, seconds=60, now=NOW + 2)


def test_a_count_does_not_stay_for_ever(redis_address, redis_cache):
    for _ in range(2):  # the second try counts up, which must not drop the term
        hit("door", "a", limit=5, seconds=60, now=NOW)
    server: Any = redis.Redis.from_url(redis_address)
    (key,) = server.keys(f"{redis_cache}:*")
    assert 0 < server.ttl(key) <= 60


def test_a_flood_at_the_door_of_the_first_run_is_held():
    door = reverse("org:first_run", args=["guess"])
    answers = [200]
    while answers[-1] != 429 and len(answers) <= 402:  # a window may end meanwhile, two cannot
        answers.append(Client().get(door).status_code)
    assert answers[-1] == 429
    assert len(answers) > 200


def sign_in(address: str, password: str) -> bool:
    client = Client(REMOTE_ADDR=address)
    client.post(reverse("account_login"), {"login": "officer", "password": password})
    return "_auth_user_id" in client.session


def test_guessing_one_name_from_many_addresses_is_held(commune):
    """allauth counts in the cache, whatever address the tries come from."""
    assert sign_in("10.0.1.1", PASSWORD)
    for number in range(10):
        assert not sign_in(f"10.0.0.{number}", "sai")
        another_machine()
    assert not sign_in("10.0.1.1", PASSWORD)
