"""The language of pages: Vietnamese, unless the person chose English on this device."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers


class LanguageMiddleware:
    """Activates the language that `portal:language` put into a cookie.

    What the browser prefers is not asked: on many office computers it was never set, and says English.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response


@contextmanager
def in_vietnamese() -> Iterator[None]:
    """Around (or, as a decorator, over) what is stored for all to read or printed: that is Vietnamese for everybody.

    >>> with translation.override("en"), in_vietnamese():
    ...     translation.get_language()
    'vi'
    """
    with translation.override(settings.LANGUAGE_CODE):
        yield
