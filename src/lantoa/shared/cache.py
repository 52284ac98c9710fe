"""The cache of several machines: Redis, and the database's cache table while Redis is away.

What counts tries at the doors lies in the cache, so that signing in would end with Redis. The table is shared by all
machines too: counts begin anew when Redis goes and when it comes back, and hold in between.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

TABLE = "while_redis_is_away"
"""Name, in the setting CACHES, of the cache that answers instead."""
TRIED_EVERY = 10.0
"""Seconds. A Redis whose machine is gone is waited for by one request in so many seconds, not by every one."""

_away_until: dict[str, float] = {}
"""For each address, the monotonic time until which nobody asks there."""


class SharedCache(RedisCache):
    """Django's own cache on Redis, with another one that answers while Redis does not."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._address = str(server)


def _or_the_table(name: str) -> Callable[..., Any]:
    on_redis: Callable[..., Any] = getattr(RedisCache, name)

    def method(self: SharedCache, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= _away_until.get(self._address, 0.0):
            try:
                answer = on_redis(self, *args, **kwargs)
            except RedisError as error:
                logger.warning("the cache on Redis does not answer, the database's table does: %s", error)
                _away_until[self._address] = time.monotonic() + TRIED_EVERY
            else:
                _away_until.pop(self._address, None)
                return answer
        table: BaseCache = caches[TABLE]
        return getattr(table, name)(*args, **kwargs)

    return method


for _name in (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
    "clear",
):
    setattr(SharedCache, _name, _or_the_table(_name))
