"""URLs of residents. Each stands alone where there is one commune, and behind a commune's code where there are more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from lantoa.conversations.views import public, widget

app_name = "conversations"

PAGES: tuple[tuple[str, str, Callable[..., HttpResponseBase]], ...] = (
    ("talk", "", public.talk),
    ("person", "gap-can-bo/", public.person),
    ("stop", "thoi-cho/", public.stop),
    ("rate", "danh-gia/", public.rate),
    ("forget", "xoa/", public.forget),
    ("news", "moi/", public.news),
    ("guide", "tung-buoc/", public.guide),
)

WIDGET: tuple[tuple[str, str, Callable[..., HttpResponseBase]], ...] = (
    ("hello", "", widget.hello),
    ("say", "hoi/", widget.say),
    ("news", "moi/", widget.news),
    ("person", "gap-can-bo/", widget.person),
    ("rate", "danh-gia/", widget.rate),
)


def _paths(before: str) -> list[URLPattern]:
    kiosk: dict[str, Any] = {"kiosk": True}
    framed = [path(f"{before}khung/{route}", view, name=f"widget_{name}") for name, route, view in WIDGET]
    found = [path(f"{before}may/{route}", view, kiosk, name=f"kiosk_{name}") for name, route, view in PAGES]
    return framed + found + [path(f"{before}{route}", view, name=name) for name, route, view in PAGES]


urlpatterns = [path("hoi-dap.js", widget.script, name="widget"), *_paths(""), *_paths("<slug:place>/")]
