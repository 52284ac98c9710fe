"""Idle locking: when a session locks, what still counts as use, and how a form that was sent too late is kept.

All state is in the session: `seen_at` (seconds since the epoch, written at most once a minute), `idle_minutes` (the
preference as it was then) and `locked`.
"""

from __future__ import annotations

import json
import time
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from lantoa.org.auth import is_field_session
from lantoa.org.preferences import FIELD_IDLE_MINUTES, IDLE_MINUTES
from lantoa.shared import preferences

SEEN, MINUTES, LOCKED = "seen_at", "idle_minutes", "locked"
WRITE_EVERY = 60
HELD_BYTES = 200_000
NEVER_HELD = frozenset({"csrfmiddlewaretoken", "pin", "pin_again", "code"})

Held = list[tuple[str, str]]


def now() -> float:
    """The present in seconds since the epoch."""
    return time.time()


def seconds_left(request: HttpRequest) -> int:
    """Seconds until this session locks; 0 where it is locked."""
    session = request.session
    if session.get(LOCKED):
        return 0
    if SEEN not in session:
        return IDLE_MINUTES.default * 60
    return max(0, round(session[SEEN] + session.get(MINUTES, IDLE_MINUTES.default) * 60 - now()))


def is_locked(request: HttpRequest) -> bool:
    """Whether the session is locked; it stays so from the first request that finds it idle."""
    if seconds_left(request) > 0:
        return False
    if not request.session.get(LOCKED):
        lock(request)
    return True


def lock(request: HttpRequest) -> None:
    """Lock the session now."""
    request.session[LOCKED] = True


def unlock(request: HttpRequest) -> None:
    """Open the session again, under a new key."""
    request.session.pop(LOCKED, None)
    request.session.cycle_key()
    _write(request)


def note_use(request: HttpRequest) -> None:
    """Count this request as use of the machine, unless a page only polls."""
    mode = request.headers.get("Sec-Fetch-Mode", "navigate")
    if request.method in ("GET", "HEAD") and mode != "navigate":
        return
    if now() - request.session.get(SEEN, 0) >= WRITE_EVERY:
        _write(request)


def _write(request: HttpRequest) -> None:
    organisation = request.organisation  # type: ignore[attr-defined]
    row = FIELD_IDLE_MINUTES if is_field_session(request) else IDLE_MINUTES
    request.session[SEEN] = now()
    request.session[MINUTES] = preferences.get(row.name, organisation.pk if organisation else None)


def wants_page(request: HttpRequest) -> bool:
    """Whether a person sees the answer, and not a script."""
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate" or request.headers.get("HX-Request"):
        return False
    return request.accepts("text/html")


def way_back(request: HttpRequest) -> str:
    """Where the person goes on afterwards: this page, or for a form the page that it stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return local_url(request, request.headers.get("Referer", "")) or request.path


def local_url(request: HttpRequest, url: str) -> str:
    """`url` where it lies on this site, else an empty string."""
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()) else ""


def refusal(request: HttpRequest, *, page: str = "") -> HttpResponse:
    """The answer to a request in a locked session: the way to unlock it, and what was typed, kept for afterwards.

    `page` is the address that opens it, where the session itself does not say.
    """
    page = page or reverse("org:field_sign_in" if is_field_session(request) else "org:locked")
    url = f"{page}?{urlencode({'next': way_back(request)})}"
    if not wants_page(request):
        message = _("Lan Tỏa đã khóa vì để lâu không dùng. Mở khóa rồi làm tiếp.")
        return JsonResponse({"code": "locked", "message": message, "url": url}, status=401)
    if request.method in ("GET", "HEAD"):
        return redirect(url)
    held, lost_files = hold(request)
    context = {"page": page, "next": way_back(request), "held": held, "lost_files": lost_files}
    return render(request, "org/sent_while_locked.html", context, status=403)


def hold(request: HttpRequest) -> tuple[str, bool]:
    """What a form sent, as JSON {"to": path, "fields": [[name, value]]} without secrets; and whether files were in it.

    An empty string where it is too large to hold.
    """
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_HELD and "password" not in name
        for value in values
    ]
    text = json.dumps({"to": request.get_full_path(), "fields": fields}, ensure_ascii=False)
    return (text if len(text) <= HELD_BYTES else ""), bool(request.FILES)


def held_form(request: HttpRequest) -> tuple[str, Held] | None:
    """The form that was held, as it came back with the unlocking: (path, fields); None where there is none."""
    try:
        data = json.loads(request.POST.get("held", ""))
        to, fields = str(data["to"]), [(str(name), str(value)) for name, value in data["fields"]]
    except (ValueError, TypeError, KeyError):
        return None
    return (to, fields) if local_url(request, to) and to.startswith("/") else None
