"""Redis as settings name it: the address with our terms, and how workers are woken through it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

PATIENCE = {"socket_connect_timeout": "3", "socket_timeout": "10", "health_check_interval": "30"}
"""Seconds. Without them a Redis whose machine is gone would hold a request for minutes."""


def patient(address: str) -> str:
    """The address with our terms added where it names none of its own; they are redis-py's own words for them.

    >>> patient("redis://host/0?socket_timeout=5")
    'redis://host/0?socket_connect_timeout=3&socket_timeout=5&health_check_interval=30'
    """
    parts = urlsplit(address)
    return parts._replace(query=urlencode(PATIENCE | dict(parse_qsl(parts.query)))).geturl()


def caches(address: str, *, while_away: dict[str, Any]) -> dict[str, Any]:
    """The setting CACHES where there is Redis; `while_away` is the cache that answers while it does not."""
    return {
        "default": {"BACKEND": "lantoa.shared.cache.SharedCache", "LOCATION": patient(address)},
        "while_redis_is_away": while_away,
    }


def tasks(queues: Sequence[str]) -> dict[str, Any]:
    """The setting TASKS where rings go through Redis."""
    return {
        "default": {
            "BACKEND": "django_tasks_rq.RQBackend",
            "QUEUES": list(queues),
            "OPTIONS": {"bell": "lantoa.shared.jobs.redis_bell.RedisBell"},
        }
    }


def rq_queues(queues: Sequence[str], address: str) -> dict[str, Any]:
    """The setting RQ_QUEUES. In JSON, since unpickling what lies in Redis would run it, and without RQ's limit of time:
    a job's own is its lease."""
    one = {"URL": patient(address), "SERIALIZER": "rq.serializers.JSONSerializer", "DEFAULT_TIMEOUT": -1}
    return dict.fromkeys(queues, one)
