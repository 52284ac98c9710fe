"""Who leads: the unit of a heading, of a run-in heading, or the subject of a sentence."""

import re
from dataclasses import dataclass, replace

from lantoakit.plans.items import value_at
from lantoakit.plans.model import Text
from lantoakit.text import body_words, fold
from lantoakit.text.bodies import body_end, split_bodies, starts_act, starts_body, without_request
from lantoakit.text.letters import LOWER, UPPER

_ASKED = re.compile(r"(?:và\s+)?(?:kính\s+)?đề nghị|mời", re.IGNORECASE)
_PROPER = re.compile(rf"[{UPPER}][^\s,;:.]*\s+")
_FIELDS = re.compile(rf"(?P<fields>(?:,\s[{LOWER}][^,.;:\n]{{1,50}}){{1,3}})\s*(?=[:.]?\s*$|:\s)")
# "Cơ quan chủ trì: …" says in whose hands a task is; it is no unit.
_LABEL = re.compile(
    r"(?:các )?(?:cơ quan|đơn vị|bộ phận) (?:phối hợp|chủ trì|thực hiện|phụ trách)[^:;.]{0,20}:", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*\([^()]{0,120}\)")
# What may stand behind the unit in a heading without being a task.
_WISH = re.compile(
    r"\s*(?:(?:xã|phường|huyện|tỉnh)\s*)?(?:(?:có trách nhiệm|chủ động)?\s*(?:phối hợp"
    r"|cùng phối hợp)?\s*(?:tổ chức\s+)?(?:triển khai\s*,?\s*)?thực hiện(?: các (?:nhiệm vụ|nội dung|công việc) sau)?"
    r"|có (?:trách nhiệm|nhiệm vụ)|chủ trì|chịu trách nhiệm|tham mưu)?\s*[.:;]?\s*",
    re.IGNORECASE,
)
# The same where a list follows; with nothing below it is a sentence that gives a task.
_OPEN_WISH = re.compile(
    r"\s*(?:(?:xã|phường|huyện|tỉnh)\s*)?(?:căn cứ [^.;]{0,200}|theo chức năng[^.;]{0,160}"
    r"|(?:chủ trì|chịu trách nhiệm),? phối hợp[^.;:]{0,160})\s*[.:;]?\s*",
    re.IGNORECASE,
)
_NO_UNIT = re.compile(
    r"(?:cong tac|che do|thoi gian|kinh phi|ngan sach|nguon|nhiem vu|yeu cau|noi dung|hinh thuc|muc|ve |viec|thong tin"
    r"|khen thuong|lo trinh|tien do|trong|hang|phuong|giai doan|dot|buoc|doi tuong|san pham|chi tieu|giai phap|ket qua"
    r"|mot so|cac (?:noi dung|nhiem vu|giai phap|hoat dong|buoc|hinh thuc)|quy trinh|so ket|tong ket|moi|tu |den )"
)
_POST = rf"(?:{'|'.join(body_words.POSTS)})"
_POSTS = re.compile(rf"{_POST}(?:(?:,| và| -) {_POST})*", re.IGNORECASE)
LONGEST = 90  # characters of a heading that is taken for a unit by what stands beside it


@dataclass(frozen=True)
class Lead:
    """Units at the start of some text. `form` is "heading" (nothing follows), "open" (a heading where a list follows,
    else a sentence), "run_in" (a task follows a colon) or "sentence" (the unit is the subject); `rest` is where the
    words behind the units begin.
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
    at_name = at + (_own_name(body, at) if at else 0)
    if not starts_body(body, at_name) or not (body[at].isupper() or at) or _LABEL.match(body):
        return None
    stop = body_end(body, at_name)
    stop = _over_brackets(body, stop)
    stop = _over_comma(body, stop)
    units = _units(text, start, at, stop)
    rest = body[stop:]
    form = _form(rest, given=at > 0)
    if form is None:
        return None
    colon = rest.find(":") + 1 if form == "run_in" else 0
    return Lead(units, form, asked, start + stop + colon)


def lead_by_place(text: str, start: int, end: int) -> Lead | None:
    """Read a heading as a unit that no known noun begins, because the headings beside it are units. It is doubtful."""
    body = text[start:end]
    at = without_request(body)
    colon = body.find(":", at, at + LONGEST)
    stop = colon if colon > 0 else len(body.rstrip(" .;"))
    name = body[at:stop].strip()
    if not name or stop - at > LONGEST or not name[0].isupper() or re.search(r"[.;?!]\s", name):
        return None
    if _NO_UNIT.match(fold(name)) or (starts_act(name) and not _POSTS.fullmatch(name)):
        return None
    run_in = 0 <= colon < len(body.rstrip()) - 1
    units = tuple(replace(u, confidence=0.5) for u in _units(text, start, at, at + len(name)))
    return Lead(units, "run_in" if run_in else "heading", bool(_ASKED.match(body)) and at > 0, start + stop + run_in)


def _own_name(body: str, at: int) -> int:
    """Return the length of a proper name before the noun of a body that was asked or told by name ("… Chi nhánh …")."""
    found = None if body.isupper() else _PROPER.match(body, at)
    return found.end() - at if found and starts_body(body, found.end()) else 0


def _over_comma(body: str, stop: int) -> int:
    """Return where a name ends that has a list of its fields inside: "Bộ phận khám bệnh, cấp cứu:"."""
    fields = _FIELDS.match(body, stop)
    if fields is None or any(starts_act(part.strip()) for part in fields["fields"].split(",")):
        return stop
    return fields.end("fields")


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
    if _OPEN_WISH.fullmatch(rest):
        return "open"
    if 0 <= colon < 160 and (_WISH.fullmatch(rest[: colon + 1]) or _OPEN_WISH.fullmatch(rest[: colon + 1])):
        return "run_in" if rest[colon + 1 :].strip() else "heading"
    return "sentence" if rest[:1].isspace() or given else None
