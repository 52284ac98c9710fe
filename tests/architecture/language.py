"""What a page says in which language: lookups that no catalogue answers, and foreign words that a person would see."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real

OURS = settings.PACKAGE / "locale" / "project" / "en" / "LC_MESSAGES" / "django.mo"
VIETNAMESE = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
ENGLISH = re.compile(
    r"\b(?:the|your|you|is|are|was|were|this|that|these|please|choose|select|enter|save|delete|remove|search|cancel|edit"
    r"|add|submit|required|invalid|with|and|not|must|should|have|has|been|will|from|for|of|at|by|yes|page|user|password"
    r"|username|email|field|value|upload|download|sign|error|warning|settings|history|toggle|skip|next|previous|more"
    r"|close|open|back|status|actions|filter|logged|log)\b",
    re.IGNORECASE,
)
"""Words that stand in nearly every English sentence or on a button, and are no Vietnamese without their marks."""
NAMES = re.compile(
    r"https?://\S+|%\(\w+\)[a-z]|phím Delete|Ctrl \+ Enter|Caps Lock|(?:Google|Microsoft) Authenticator", re.IGNORECASE
)
"""What is called so in Vietnamese too: addresses, placeholders, keys of the keyboard, names of programs."""
SAID = ("alt", "aria-label", "aria-description", "aria-valuetext", "data-label", "label", "placeholder", "title")
UNSAID = {"script", "style"}


def our_msgids() -> set[str]:
    """Every msgid of our own catalogue."""
    with OURS.open("rb") as file:
        keys = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key[0] if isinstance(key, tuple) else key for key in keys}


class Lookups:
    """Replaces Django's four lookups for a while and keeps, in `missing`, what they were asked for in vain.

    In Vietnamese our own msgids need no catalogue. In English those of Django, Wagtail and allauth need none; what has
    Vietnamese letters does.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.missing: set[str] = set()
        self.ours = our_msgids()
        for name, place in (("gettext", 0), ("ngettext", 0), ("pgettext", 1), ("npgettext", 1)):
            monkeypatch.setattr(translation._trans, name, self._recording(getattr(trans_real, name), place))  # type: ignore[attr-defined]

    def _recording(self, real: Callable[..., str], place: int) -> Callable[..., str]:
        def look_up(*arguments: Any) -> str:
            msgid = str(arguments[place])
            context = str(arguments[0]) + "\x04" if place else ""
            if msgid and not self.is_answered(msgid, context):
                self.missing.add(msgid)
            return real(*arguments)

        return look_up

    def is_answered(self, msgid: str, context: str = "") -> bool:
        """Whether the language of the moment has words for the msgid."""
        language = translation.get_language()
        plain = msgid.replace("\r\n", "\n").replace("\r", "\n")
        known = trans_real.translation(language)._catalog if language else {}  # type: ignore[attr-defined]
        if context + plain in known or (context + plain, 0) in known or (context + plain, 1) in known:
            return True
        return plain in self.ours if language == "vi" else not VIETNAMESE.search(plain)


class Reader(HTMLParser):
    """Collects what a person sees or hears: text, labels of controls, the words that scripts take from templates."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSAID:
            self._inside.append(tag)
        given = dict(attrs)
        if given.get("lang") == "en" and tag != "html":
            self._inside.append(tag)
        self.heard += [value for name, value in attrs if name in SAID and value]
        if tag == "input" and given.get("type") in ("submit", "button", "reset"):
            self.heard.append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside and data.strip():
            self.heard.append(" ".join(data.split()))


def english_in(html: str) -> Iterator[str]:
    """The texts of a page (or plain texts) that hold English words."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    yield from (text for text in reader.heard if ENGLISH.search(NAMES.sub(" ", text)))
