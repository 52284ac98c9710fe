"""The limiter: windows, scopes, and whose address a request counts for."""

from __future__ import annotations

from datetime import UTC, datetime
from unittest.mock import Mock

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory

from lantoa.shared.ratelimit import TooMany, client_address, hit, limited

NOW = 1_800_000_000.0


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def test_a_count_whose_term_ends_at_that_moment_begins_anew(monkeypatch):
    monkeypatch.setattr(cache, "add", Mock(return_value=False))  # it was there, and is no more
    assert hit("door", "a", limit=2, seconds=60, now=NOW) == 1


def test_the_try_after_the_limit_is_refused_with_the_time_to_come_back():
    assert [hit("door", "a", limit=2, seconds=60, now=NOW + n) for n in range(2)] == [1, 0]
    with pytest.raises(TooMany) as refused:
        hit("door", "a", limit=2, seconds=60, now=NOW + 10)
    assert refused.value.retry_at == datetime.fromtimestamp(NOW + 60, UTC)
    assert refused.value.status == 429
    assert "15:01 ngày 15/01/2027" in str(refused.value.message)  # the time of Viet Nam


@pytest.mark.parametrize(
    ("scope", "key", "now"),
    [
        ("door", "a", NOW + 60),  # the next window counts anew
        ("door", "b", NOW),  # another key
        ("window", "a", NOW),  # another scope
    ],
)
def test_what_counts_separately(scope, key, now):
    hit("door", "a", limit=1, seconds=60, now=NOW)
    assert hit(scope, key, limit=1, seconds=60, now=now) == 0


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "9.9.9.9", "1.1.1.1"),  # nobody is trusted: what the visitor wrote is nothing
        (1, "9.9.9.9, 2.2.2.2", "2.2.2.2"),  # the one proxy wrote the last
        (2, "9.9.9.9, 2.2.2.2, 3.3.3.3", "2.2.2.2"),
        (2, "3.3.3.3", "1.1.1.1"),  # a request that came round the proxies
        (1, "", "1.1.1.1"),
    ],
)
def test_client_address(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR="1.1.1.1")) == expected


def test_a_limited_view_counts_only_its_methods():
    view = limited("view", limit=1, seconds=3600)(lambda _request: HttpResponse("ok"))
    factory = RequestFactory()
    for _ in range(3):
        assert view(factory.get("/")).status_code == 200
    assert view(factory.post("/")).status_code == 200
    with pytest.raises(TooMany):
        view(factory.post("/"))
