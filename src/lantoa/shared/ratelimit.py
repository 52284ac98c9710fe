"""A small limiter on the shared cache: so many tries in a fixed window, then the time at which to try again.

Windows are fixed, so at their edge up to twice the limit may pass; what guards a secret counts on its own row besides.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.shared.errors import DomainError

View = Callable[..., HttpResponse]


class TooMany(DomainError):
    """Too many tries; `retry_at` (aware) says when the next one counts again."""

    code = "too_many"
    status = 429

    def __init__(self, retry_at: datetime, message: str = "", **details: Any) -> None:
        self.retry_at = retry_at
        super().__init__(message or self._when(), **details)

    def _when(self) -> str:
        local = timezone.localtime(self.retry_at)
        return _("Thử nhiều lần quá. Làm lại sau %(time)s ngày %(day)s.") % {
            "time": local.strftime("%H:%M"),
            "day": local.strftime("%d/%m/%Y"),
        }


def client_address(request: HttpRequest) -> str:
    """The address a request comes from; `X-Forwarded-For` is believed only as far as the trusted proxies wrote it."""
    proxies: int = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def hit(scope: str, key: str, *, limit: int, seconds: int, now: float | None = None) -> int:
    """Count one try of `key` in `scope`; returns how many are left. Raises TooMany from the try after `limit` on.

    `now` is a time in seconds since the epoch; None means the present.
    """
    moment = time.time() if now is None else now
    window = math.floor(moment / seconds)
    ends = (window + 1) * seconds
    digest = hashlib.sha256(f"{scope}\0{key}".encode()).hexdigest()
    name = f"limit:{digest}:{window}"
    if cache.add(name, 1, timeout=seconds):
        count = 1
    else:
        try:
            count = cache.incr(name)
        except ValueError:  # its term ended between the two
            count = 1
            cache.add(name, count, timeout=seconds)
        cache.touch(name, timeout=seconds)  # some backends forget the term when they count
    if count > limit:
        raise TooMany(datetime.fromtimestamp(ends, UTC), scope=scope)
    return limit - count


def limited(scope: str, *, limit: int, seconds: int, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], View]:
    """Decorate a view: requests of these methods from one address count; raises TooMany beyond the limit."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in methods:
                hit(scope, client_address(request), limit=limit, seconds=seconds)
            return view(request, *args, **kwargs)

        return wrapped

    return decorate
