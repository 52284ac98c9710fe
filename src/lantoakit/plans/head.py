"""Head of a document: kind, sign, place and date, title, issuer."""

import re

from lantoakit.citations.dates import iso
from lantoakit.documents import Block, Document
from lantoakit.documents import markers as m
from lantoakit.plans.items import trimmed, value_at
from lantoakit.plans.model import Head, MaybeText, Signer, Value
from lantoakit.plans.parts import Parts
from lantoakit.text.bodies import HEAD, body_end, starts_body
from lantoakit.text.letters import LOWER, UPPER

_SIGN = re.compile(
    r"Số\s*:?\s*(?P<sign>\d{1,5}[a-zA-Z]?\s?[-/]\s?(?:\d{4}\s?/\s?)?[A-ZĐ][\w&.]*(?:\s?[-/&]\s?[A-ZĐ][\w&.]*)*)",
    re.IGNORECASE,
)
_PLACE_DATE = re.compile(
    r"(?P<place>[^\W\d_][^,;:.\d\n]{1,40}?)\s*,\s*ngày(?P<day>[\s….\d_]{0,16}?)tháng(?P<month>[\s….\d_]{0,14}?)năm\s*(?P<year>20\d\d)?",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    r"kèm theo[^)]{0,300}?ngày(?P<day>[\s….\d_]{0,16}?)tháng(?P<month>[\s….\d_]{0,14}?)năm\s*(?P<year>20\d\d)",
    re.IGNORECASE,
)
_ATTACHED_SHORT = re.compile(
    r"kèm theo[^)]{0,300}?ngày\s*(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>20\d\d)", re.IGNORECASE
)
_ACTS = re.compile(
    r"\s+(?:xây dựng|ban hành|lập|triển khai|đề ra|hướng dẫn|quyết định|yêu cầu|thông báo|báo cáo|tổ chức"
    r"|đề nghị|phát động|kính|thống nhất)\b"
)
_PERSON = re.compile(
    r"(?:trưởng(?=\s+(?:ban|phòng|trạm|đài|đoàn)\b)|chủ tịch|giám đốc|chánh văn phòng|trưởng ban|trưởng phòng"
    r"|hiệu trưởng|bí thư|thủ trưởng|cục trưởng"
    r"|bộ trưởng)\s+(?=\S)",
    re.IGNORECASE,
)
_WANTS_PLACE = re.compile(
    r"(?:xã|phường|tỉnh|thành phố|huyện|quận|thị xã|thị trấn|đặc khu|trường|thôn)$", re.IGNORECASE
)
_OPENS_SENTENCE = re.compile(rf"(?:^|[;.,]\s+|\n)(?=[{UPPER}])")
_PLACE_KIND = re.compile(r"(?:XÃ|PHƯỜNG|TỈNH|HUYỆN|QUẬN|THÀNH PHỐ|THỊ XÃ|THỊ TRẤN|ĐẶC KHU)\s")
_PLACE_LINE = re.compile(
    r"(?:.*\s)?(?P<level>XÃ|PHƯỜNG|TỈNH|HUYỆN|QUẬN|PHỐ|THỊ XÃ|ĐẶC KHU) (?P<place>\S+(?: \S+){0,4})$"
)
_NATION = re.compile(r"cộng h(?:oà|òa)|độc lập|đảng cộng sản", re.IGNORECASE)


def read_head(document: Document, parts: Parts, signer: Signer | None) -> Head:
    """Read what the document is."""
    text = document.text
    place, day = _place_and_date(document, parts)
    return Head(
        type=_type(text, parts),
        sign=_sign(text, parts),
        issuer=_issuer(document, parts),
        place=place,
        date=day,
        title=_title(text, parts),
        signer=signer,
    )


def _type(text: str, parts: Parts) -> MaybeText:
    if parts.kind_place is None:
        if parts.title:
            return Value("công văn", parts.title[0][0], parts.title[0][1], 0.6)
        return None
    start, end = trimmed(text, *parts.kind_place, " .:*-")
    words = text[start:end].lower()
    if " " in words and all(len(w) == 1 for w in words.split()):
        words = text[start:end].lower().replace(" ", "")
    return Value(" ".join(words.split()).removesuffix(" hành động"), start, end, 0.97)


def _title(text: str, parts: Parts) -> MaybeText:
    if not parts.title:
        return None
    start, end = trimmed(text, parts.title[0][0], parts.title[-1][1])
    return value_at(text, start, end, 0.9 if end - start < 700 else 0.5) if end > start else None


def _sign(text: str, parts: Parts) -> MaybeText:
    for block in parts.head:
        found = _SIGN.search(block.text)
        if found:
            value = re.sub(r"\s+", "", found["sign"])
            return Value(value, block.start + found.start("sign"), block.start + found.end("sign"), 0.95)
    return None


def own_signs(document: Document, parts: Parts) -> set[int]:
    """Return where the document names itself: offsets of its own sign, in the head and in "Kèm theo …"."""
    places: set[int] = set()
    for block in parts.head:
        places.update(range(block.start, block.end))
    for block in [*parts.attached, *(item.block for items in parts.appendices for item in items[:8])]:
        if re.search(r"kèm theo", block.text, re.IGNORECASE):
            places.update(range(block.start, block.end))
    return places


def _place_and_date(document: Document, parts: Parts) -> tuple[MaybeText, MaybeText]:
    if parts.head:
        found = _PLACE_DATE.search(document.text, parts.head[0].start, parts.head[-1].end)
        if found:
            start, end = trimmed(document.text, *found.span("place"))
            return value_at(document.text, start, end, 0.95), _date_of(found, document.text, 0, 0.95)
    for items in parts.appendices:
        for item in items[:8]:
            found = _ATTACHED.search(item.block.text) or _ATTACHED_SHORT.search(item.block.text)
            if found:
                return None, _date_of(found, item.block.text, item.block.start, 0.8)
    return None, None


def _date_of(found: re.Match[str], text: str, offset: int, confidence: float) -> MaybeText:
    if not found["year"]:
        return None
    day, month = _number(found["day"]), _number(found["month"])
    value = iso(found["year"], month, day if month else None) or iso(found["year"])
    if value is None:
        return None
    start = max(found.start(), text.find("ngày", found.start()))
    return Value(value, offset + start, offset + found.end(), confidence)


def _number(words: str) -> str | None:
    digits = re.sub(r"\D", "", words)
    return digits if digits and int(digits) else None


def _issuer(document: Document, parts: Parts) -> MaybeText:
    acting = _acting(parts) or _in_capitals(parts)
    if acting is None:
        return _issuer_of_head(document, parts)
    start, end = acting
    return _fullest(document.text, parts, start, end)


def _acting(parts: Parts) -> tuple[int, int] | None:
    """Return where the preamble names the body that acts ("… xây dựng Kế hoạch")."""
    for block in reversed(parts.preamble):
        best = None
        for opening in _OPENS_SENTENCE.finditer(block.text):
            at = opening.end()
            person = _PERSON.match(block.text, at)
            if person and starts_body(block.text, person.end()):
                at = person.end()
            if not starts_body(block.text, at):
                continue
            end = body_end(block.text, at)
            act = _ACTS.search(block.text, at, min(len(block.text), at + 260))
            if act and act.start() < end:
                end = act.start()
            if _ACTS.match(block.text, end):
                best = (block.start + at, block.start + end)
        if best:
            return best
    return None


def _in_capitals(parts: Parts) -> tuple[int, int] | None:
    """Return where a decision names who decides: a line in capitals above its "Căn cứ"."""
    for block in parts.preamble[:2]:
        person = _PERSON.match(block.text)
        at = person.end() if person else 0
        if block.text.isupper() and starts_body(block.text, at):
            return block.start + at, block.start + len(block.text.rstrip(" ,:;"))
    return None


def _fullest(text: str, parts: Parts, start: int, end: int) -> Value[str]:
    """Return the longest form of the name in the text: where it ends in "xã" and the like, with the place behind it,
    else with the place that the head prints in capitals behind the same word.
    """
    name = text[start:end]
    best = (start, end)
    if _WANTS_PLACE.search(name):
        for found in re.finditer(re.escape(name) + rf"(?: [{UPPER}][{LOWER}]+){{1,4}}(?![^\W\d_])", text):
            if found.end() - found.start() > best[1] - best[0]:
                best = found.span()
        level = name.split()[-1].upper()
        place = _PLACE_LINE.match(next((b.text for b in parts.head if _of_level(b, level)), ""))
        if best == (start, end) and place:
            return Value(f"{' '.join(name.split())} {_titled(place['place'])}", start, end, 0.8)
    return value_at(text, *best, 0.9)


def _of_level(block: Block, level: str) -> bool:
    found = _PLACE_LINE.match(block.text)
    return block.text.isupper() and found is not None and found["level"] == level


def _titled(words: str) -> str:
    return " ".join(word.capitalize() for word in words.split())


def _issuer_of_head(document: Document, parts: Parts) -> MaybeText:
    """Return the issuer by the lines of the head, where the preamble names none."""
    lines: list[tuple[int, int]] = []
    for block in parts.head:
        if _NATION.match(block.text) or m.PLACE_DATE.match(block.text):
            continue
        if re.match(r"số\s*:", block.text, re.IGNORECASE):
            break
        if lines and _PLACE_KIND.match(block.text):
            lines[-1] = (lines[-1][0], block.end)
        elif block.text.isupper() and HEAD.match(block.text):
            lines.append((block.start, block.end))
        elif lines and block.text.isupper() and not HEAD.match(block.text):
            lines[-1] = (lines[-1][0], block.end)
    if not lines:
        return None
    return value_at(document.text, *lines[-1], 0.6)
