"""URLs of residents. Each stands alone where there is one commune, and behind a commune's code where there are more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from lantoa.conversations.views import public

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


def _paths(before: str) -> list[URLPattern]:
    kiosk: dict[str, Any] = {"kiosk": True}
    found = [path(f"{before}may/{route}", view, kiosk, name=f"kiosk_{name}") for name, route, view in PAGES]
    return found + [path(f"{before}{route}", view, name=name) for name, route, view in PAGES]


urlpatterns = [*_paths(""), *_paths("<slug:place>/")]
