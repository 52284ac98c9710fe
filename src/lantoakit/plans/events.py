"""Named days and weeks."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from lantoakit.documents import Document
from lantoakit.plans.model import Event, Value
from lantoakit.plans.parts import Parts
from lantoakit.text import fold

_START = re.compile(r"(?<![^\W\d_])(?:Ngày hội|Ngày Hội|Ngày|Tuần lễ|Tuần Lễ|Tuần(?= [A-ZĐÀ-Ỹ])|Tháng)\s+(?=[^\W\d_])")
_WORD = re.compile(r"[^\s,;:.()“”\"…\d?!]+")
_JOINED = re.compile(r"\s+[-–]\s+(?=[A-ZĐ])")
_STOP = re.compile(
    r"(?:phải|cần|hằng|hàng|gắn|năm|tại|do|vào|được|trên|với|theo|để|nhằm|trong|và|cho|là|đến|từ|bằng|thông|có|sẽ|lần"
    r"|giai|qua|hoặc|tới|khi|như|đã|phù|ở)"
    r"(?![^\W\d_])"
)
# "trên không gian mạng" belongs to a name, "trên địa bàn" does not.
_TOPIC = re.compile(r"trên (?:không gian mạng|mạng|môi trường số)(?![^\W\d_])")
# "Ngày Khoa học, Công nghệ và Đổi mới sáng tạo": capitals go on behind the joint, and it is no name of its own.
_GOES_ON = re.compile(
    r"(?:(?<=[Pp]hòng), (?=chống )|(?<=an toàn), (?=vệ sinh )"
    r"|, (?=[A-ZĐÀ-Ỹ][^,.;:(]{2,40} và [A-ZĐÀ-Ỹ])| và (?=[A-ZĐÀ-Ỹ]))"
    r"(?!(?:Ngày|Tuần|Tháng|Hội|Cuộc|Lễ|Chương|Tết|Kế|Nghị|Quyết)\s)"
)
_DATE = re.compile(
    r"[”\"]?(?: lần thứ (?:\d+|[^\W\d_]+))?\s*[(,–-]?\s*(?:dự kiến\s+)?(?:vào\s+)?(?:ngày\s+)?"
    r"(?P<d>\d{1,2})\s*(?:/|-|\s+tháng\s+)\s*(?P<m>\d{1,2})(?!\d)"
)
_BETWEEN = re.compile(r"[”\"“,;\s]*(?:và\s+)?[“\"]?\s*")
_SENTENCE_START = re.compile(r"(?:^|[.:;!?]\s+|[-–+•*]\s*|\n|\)\s*)$")
_LOWER_KIND = re.compile(r"(?:Ngày|Tháng|Tuần)\s+(?:càng|nay|qua|này|làm|nghỉ|đó|cuối|đầu|sau|trước|tháng)\b")
# A name that is said once goes on to the date in brackets behind it ("… tại chợ Bến Cũ (08/10)").
MOST_SEARCHED = 100  # dated mentions that the whole text is searched for
_DATED_ON = re.compile(r"(?P<more>(?: [^\s,;:.()“”\"]+){1,6}) \((?:dự kiến )?(?:ngày )?\d{1,2}/\d{1,2}")
_WEEKDAY = re.compile(r"(?:Thứ|Chủ)\s")
LONGEST = 12  # words of a name


@dataclass
class _Mention:
    start: int
    end: int
    name: str
    opens: bool
    date: tuple[str, int, int] | None = None


def read_events(document: Document, parts: Parts) -> tuple[Event, ...]:
    """Return each named day or week once, with the date that stands by any of its mentions."""
    blocks = [item.block for item in parts.body] + [item.block for items in parts.appendices for item in items]
    spans = [*parts.title, *((b.start, b.end) for b in [*parts.preamble, *blocks])]
    mentions: list[_Mention] = []
    always = _Always(document.text)
    for start, end in spans:
        here = _mentions(document.text, start, end, always)
        _date_them(document.text, here, end)
        mentions.extend(here)
    _complete(document.text, mentions)
    known = {fold(m.name) for m in mentions if not m.opens}
    found: dict[str, list[_Mention]] = {}
    for mention in mentions:
        if fold(mention.name) in known:
            found.setdefault(fold(mention.name), []).append(mention)
    return tuple(_event(group) for group in _without_short_forms(found))


def _without_short_forms(found: dict[str, list[_Mention]]) -> list[list[_Mention]]:
    """Return the mentions of each day; a name with which another begins is the same day said in short."""
    short: set[str] = set()
    names = sorted(found, key=lambda name: f"{name} ")
    for name, following in pairwise(names):
        if following.startswith(f"{name} "):
            found[following].extend(mention for mention in found[name] if mention.date)
            short.add(name)
    return [group for name, group in found.items() if name not in short]


def _complete(text: str, mentions: list[_Mention]) -> None:
    """Give a mention the longer name that another one has, where the text goes on with it here too."""
    names = sorted({m.name for m in mentions})
    for mention in mentions:
        begun = mention.name
        at = bisect_right(names, begun)
        while at < len(names) and names[at].startswith(begun):
            name = names[at]
            if len(name) > len(mention.name) and text.startswith(name, mention.start):
                mention.name, mention.end = name, mention.start + len(name)
            at += 1


def _event(group: list[_Mention]) -> Event:
    first = group[0]
    dated = next((m.date for m in group if m.date), None)
    distinct = tuple(dict.fromkeys(m.date[0] for m in group if m.date))
    name = Value(first.name, first.start, first.end, 0.85 if len(first.name.split()) > 2 else 0.65)
    date = Value(dated[0], dated[1], dated[2], 0.85, distinct if len(distinct) > 1 else ()) if dated else None
    return Event(name, date)


class _Always:
    """Looks whether the text says some words only as the beginning of longer ones; MOST_SEARCHED times, then never."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.left = MOST_SEARCHED

    def __call__(self, start: int, stop: int, further: int) -> bool:
        self.left -= 1
        return self.left >= 0 and self.text.count(self.text[start:stop]) == self.text.count(self.text[start:further])


def _mentions(text: str, start: int, end: int, always: _Always) -> list[_Mention]:
    found: list[_Mention] = []
    for begin in _START.finditer(text, start, end):
        before = text[max(start, begin.start() - 12) : begin.start()]
        if re.search(r"(?<![^\W\d_])là\s*[“\"]?$", before) or _LOWER_KIND.match(text, begin.start()):
            continue
        stop = _name_end(text, begin.end(), end)
        dated = _DATED_ON.match(text, stop, end)
        if stop > begin.end() and dated and always(begin.start(), stop, dated.end("more")):
            stop = dated.end("more")
        if stop > begin.end():
            proper = (
                text[begin.end()].isupper()
                and not begin.group().startswith("Tháng")
                and not _WEEKDAY.match(text, begin.end())
            )
            opens = not proper and (
                bool(_SENTENCE_START.search(text[max(start, begin.start() - 6) : begin.start()]))
                and text[begin.start() - 1] not in '“"'
            )
            name = text[begin.start() : stop]
            small = name.split()[0] == "Tháng" and not name.split()[1][:1].isupper()
            if small and "hành động" not in name and (opens or len(name.split()) < 4):
                continue
            if _is_bare(name) and not (len(name.split()) > 2 and _said_as_name(text, begin.start(), stop, end)):
                continue
            found.append(_Mention(begin.start(), stop, name, opens))
    return found


def _is_bare(name: str) -> bool:
    """Whether the words name no day: "Ngày hội" alone, "Ngày thành lập"."""
    words = name.split()
    return name.lower() in ("ngày hội", "tuần lễ") or (len(words) <= 3 and not any(w[:1].isupper() for w in words[1:]))


def _said_as_name(text: str, start: int, end: int, stop: int) -> bool:
    """Whether a day of small letters is named: "trong Ngày bầu cử (15/3/2026)"."""
    return text[start - 1 : start] == " " and _DATE.match(text, end, stop) is not None


def _name_end(text: str, at: int, end: int) -> int:
    stop = at
    for count in range(LONGEST):
        word = _WORD.match(text, at, end)
        topic = _TOPIC.match(text, at, end)
        if (
            word is None
            or (_STOP.match(text, at) and not topic)
            or (word.group() in "-–" and not _JOINED.match(text, at - 1))
        ):
            break
        stop = topic.end() if topic else word.end()
        joint = _GOES_ON.match(text, stop, end)
        if joint:
            at = joint.end()
            continue
        if stop >= end or text[stop] != " ":
            break
        at = stop + 1
        if count == LONGEST - 1:
            break
    return stop


def _date_them(text: str, mentions: list[_Mention], end: int) -> None:
    """Give each mention the date behind it; names in a row share the date behind the last."""
    for n in range(len(mentions) - 1, -1, -1):
        mention = mentions[n]
        found = _DATE.match(text, mention.end, min(end, mention.end + 40))
        if found and 1 <= int(found["d"]) <= 31 and 1 <= int(found["m"]) <= 12:
            mention.date = (f"{int(found['m']):02}-{int(found['d']):02}", found.start("d"), found.end())
        elif n + 1 < len(mentions):
            between = _BETWEEN.match(text, mention.end)
            if between and between.end() == mentions[n + 1].start:
                mention.date = mentions[n + 1].date
