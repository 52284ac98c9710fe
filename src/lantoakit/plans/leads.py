"""Who leads: the unit of a heading, of a run-in heading, or the subject of a sentence."""

import re
from dataclasses import dataclass

from lantoakit.plans.items import value_at
from lantoakit.plans.model import Text
from lantoakit.text.bodies import body_end, split_bodies, starts_body, without_request

_ASKED = re.compile(r"(?:và\s+)?(?:kính\s+)?đề nghị|mời", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\([^()]{0,120}\)")
# What may stand behind the unit in a heading without being a task.
_WISH = re.compile(
    r"\s*(?:(?:xã|phường|huyện|tỉnh)\s*)?(?:(?:có trách nhiệm|chủ động)?\s*(?:phối hợp"
    r"|cùng phối hợp)?\s*(?:tổ chức\s+)?(?:triển khai\s*,?\s*)?thực hiện"
    r"|căn cứ [^.;]{0,200}|có (?:trách nhiệm|nhiệm vụ)|theo chức năng[^.;]{0,160}|(?:chủ trì"
    r"|chịu trách nhiệm)(?:,? phối hợp[^.;:]{0,160})?|tham mưu)?"
    r"\s*[.:;]?\s*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:nhiệm vụ|trách nhiệm|phân công)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Lead:
    """Units at the start of some text. `form` is "heading" (nothing follows), "run_in" (a task follows a colon) or
    "sentence" (the unit is the subject); `rest` is where the words behind the units begin.
    """

    units: tuple[Text, ...]
    form: str
    requested: bool
    rest: int


def lead_of(text: str, start: int, end: int) -> Lead | None:
    """Read the units that `text[start:end]` begins with, None where it begins with none."""
    body = text[start:end]
    at = without_request(body)
    asked = bool(_ASKED.match(body)) and at > 0
    if not starts_body(body, at) or not (body[at].isupper() or at):
        return None
    stop = body_end(body, at)
    stop = _over_brackets(body, stop)
    units = _units(text, start, at, stop)
    rest = body[stop:]
    form = _form(rest, given=at > 0)
    if form is None:
        return None
    colon = rest.find(":") + 1 if form == "run_in" else 0
    return Lead(units, form, asked, start + stop + colon)


def _units(text: str, start: int, at: int, stop: int) -> tuple[Text, ...]:
    """Return the single units, what stands in brackets left out."""
    found: list[Text] = []
    for a, b in split_bodies(text, start + at, start + stop):
        words = text[a:b]
        bracket = words.find("(")
        if bracket > 0:
            words = words[:bracket]
        words = words.rstrip(" ,;:.")
        asked = without_request(words)
        if words[asked:]:
            found.append(value_at(text, a + asked, a + len(words), 0.9 if len(words) < 150 else 0.5))
    return tuple(found)


def _over_brackets(body: str, stop: int) -> int:
    """Return where the name ends when brackets inside it are passed over."""
    bracket = _BRACKET.match(body, stop)
    while bracket:
        stop = bracket.end()
        if body[stop : stop + 2] in ("; ", ", ") and starts_body(body, stop + 2):
            stop = body_end(body, stop + 2)
        bracket = _BRACKET.match(body, stop)
    return stop


def _form(rest: str, *, given: bool) -> str | None:
    if not rest.strip(" .:;"):
        return "heading"
    colon = rest.find(":")
    if _WISH.fullmatch(rest):
        return "heading"
    if 0 <= colon < 160 and _WISH.fullmatch(rest[: colon + 1]):
        return "run_in" if rest[colon + 1 :].strip() else "heading"
    return "sentence" if rest[:1].isspace() or given else None
