"""How closely a candidate holds what is asked for: whether it is as exact as asked, of the year and the body asked
about, and whether it is a goal where the present is asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lantoakit.retrieval.answering.evidence import Stretch, is_free, stretches
from lantoakit.retrieval.answering.routing import Route, short_and_long
from lantoakit.retrieval.asking import Asked
from lantoakit.retrieval.model import Passage
from lantoakit.text import fold
from lantoakit.text.letters import UPPER

NAMES = (
    "grain_asked", "grain_held", "year_asked", "year_fits", "year_clashes", "asks_present", "goal", "goal_for_present",
    "noun_asked", "noun_named", "persons", "asks_persons", "body_asked", "body_here", "body_leads", "quoted_asked",
    "quoted_here", "numbers_asked", "numbers_missing", "opens_basis", "closes", "ends_open", "numbered",
    "section_asked", "section_fits",
)  # fmt: skip
BESIDE = 60
"""Characters on either side of what is asked for that are read as said of it."""
TELLING = 4
"""Words by which the name of a body is told from others."""
REMEMBERED = 8_192
"""Texts that are remembered in plain words: the same passages are looked at again and again."""
MOST = 6
"""Stretches of a passage that are looked at closely."""
_GRAINS = (
    (re.compile(r"\b(?:ngay|hom|bua|mung|mong) (?:nao|may|bao nhieu)|\bngay thang"), ("day",)),
    (re.compile(r"\bthang (?:nao|may)"), ("day", "month")),
    (re.compile(r"\bquy (?:nao|may)"), ("quarter",)),
    (re.compile(r"\bnam (?:nao|may|bao nhieu)|\bgiai doan nao"), ("year",)),
    (re.compile(r"\b(?:may gio|gio nao)"), ("hour",)),
)
_HAS = {
    "day": re.compile(r"\d{1,2}\s?[/.-]\s?\d|ngày\s+(?:\d|mùng)|hằng\s+tháng|thứ\s+\w+|chủ nhật|rằm", re.IGNORECASE),
    "month": re.compile(r"tháng\s+\d|\d{1,2}/\d{4}", re.IGNORECASE),
    "quarter": re.compile(r"quý\s+(?:[IV]+|\d)(?!\w)", re.IGNORECASE),
    "year": re.compile(r"(?:19|20)\d\d"),
    "hour": re.compile(r"\d\s?(?:giờ|h|g)(?:\s?\d{2})?(?!\w)|\d:\d{2}", re.IGNORECASE),
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(20[1-4]\d)(?!\d)")
_RIGHT_BEHIND = re.compile(r"[^.;,\n\d]{0,20}\bnăm (20[1-4]\d)(?!\d)")
_YEAR_ASKED = re.compile(r"(?<![\d/-])(20[1-4]\d)(?!\d)")
_PRESENT = re.compile(
    r"\b(?:hien nay|hien co|hien da|hien dang|hien gio|hien tai|hien con|dang co|den nay|toi nay|bay gio|toi gio"
    r"|den thoi diem nay|cho den nay|tinh den nay|lau nay|thuc te)\b|^hien\b|\bda (?:co )?(?:bao nhieu|may)"
)
_GOAL = re.compile(
    r"\b(?:phan dau|it nhat|toi thieu|tro len|muc tieu|chi tieu|dat tu|den het nam|den cuoi nam|den nam|dat ty le)\b"
    r"|^ (?:den )?nam 20\d\d "
)
_NOUN = (
    r"cong vien|ap|thon|buon|xom|khu pho|to dan pho|truong|chua|nha van hoa|cong ty|doanh nghiep|hop tac xa|dia diem"
    r"|ngan hang|hoi truong|san van dong|bai bien|song|huyen|tinh|xa|phuong"
)
_NOUN_ASKED = re.compile(rf"\b({_NOUN}) (?:so )?(?:nao|may|gi)\b")
_PERSONS = re.compile(r"\b(?:nhung ai|gom ai|la ai|ten (?:la )?(?:gi|chi)|nhung nguoi nao|ho ten|ho va ten)\b")
_PAYS = re.compile(
    r"\b(?:(?:le|hoc|an|cuoc|chi|vien|cong|dich vu) ?phi|phi|mat|ton|nop|dong|tra|thu|het) \b"
    r"(?!.*\b(?:tro cap|ho tro|thuong|phat)\b)"
)
_QUOTED = re.compile(r"[“\"]([^”\"]{4,80})[”\"]")
_NUMBER = re.compile(r"(?<![\w/.,-])\d+(?:[.,]\d+)*(?![\w/-])")
_BASIS = re.compile(
    r"\W*(?:căn cứ|thực hiện (?:kế hoạch|quyết định|nghị quyết|công văn|chỉ thị)|\(?kèm theo)", re.IGNORECASE
)
_CLOSES = re.compile(
    r"\W*(?:trên đây là|trong quá trình|yêu cầu (?:các|thủ trưởng)|đề nghị các)|\./\.\s*$", re.IGNORECASE
)
# Where in a plan such a question is answered, by the words of the question and those of the division.
_SECTIONS = tuple(
    (re.compile(rf"\b(?:{asked})\b"), re.compile(rf" (?:{named}) "))
    for asked, named in (
        (r"tien|kinh phi|ngan sach|chi phi|nguon", r"kinh phi|du toan|nguon luc"),
        (
            r"thoi gian|dien ra|keo dai|khi nao|bao gio|hom nao|ngay nao|luc nao|chung nao",
            r"thoi gian|tien do|lich|lo trinh",
        ),
        (r"nhung ai|doi tuong|danh cho ai|uu tien", r"doi tuong|pham vi"),
        (r"o dau|dia diem|tai dau|cho nao|noi nao", r"dia diem"),
        (r"muc tieu|chi tieu|phan dau|phai dat|dat muc", r"muc tieu|chi tieu"),
        (
            r"hinh thuc|kenh|cach nao|cach gi|the nao|ra sao|lam sao",
            r"hinh thuc|cach lam|cach thuc|phuong thuc|bien phap",
        ),
        (r"khen|thuong|bieu duong|tuyen duong|ghi cong", r"khen thuong|bieu duong"),
        (r"thay cho|thay the|bai bo", r"thay the|thay cho"),
        (r"tong ket|so ket|bao cao", r"tong ket|so ket|bao cao"),
        (r"nhiem vu|phan viec|lam gi|viec gi|duoc giao", r"nhiem vu|phan cong|trach nhiem|to chuc thuc hien"),
    )
)
_DIGIT = re.compile(r"\d")
_LABEL = 60  # characters in which a paragraph says what it is on
_WORD = re.compile(r"[^\W_]+")
_LEVELS = frozenset(
    [
        "xa",
        "phuong",
        "tinh",
        "huyen",
        "quan",
        "thanh",
        "pho",
        "thi",
        "tran",
        "dac",
        "khu",
        "cua",
        "o",
        "tai",
        "cap",
        "so",
    ]
)
_QUANTITIES = frozenset(("amount", "count", "share"))
_EVERY = frozenset(("ubnd", "uy ban nhan dan", "hdnd", "hoi dong nhan dan", "dang uy"))


@dataclass(frozen=True)
class Sought:
    """What a question says of the thing it asks for, in folded words.

    `grains` are how exact a time must be; `bodies` names of the bodies asked about, each in its ways of writing;
    `sections` find what divisions are called in which such a question is answered; `pays` tells whether the asker may
    have to pay, so that "miễn phí" answers.
    """

    grains: tuple[str, ...]
    years: frozenset[str]
    present: bool
    noun: str
    persons: bool
    bodies: tuple[tuple[str, ...], ...]
    quoted: tuple[str, ...]
    numbers: frozenset[str]
    sections: tuple[re.Pattern[str], ...]
    pays: bool = True


@lru_cache(maxsize=REMEMBERED)
def plain(text: str) -> str:
    """Return the folded words of a text with a space on either side of each."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


def sought(asked: Asked, route: Route) -> Sought:
    """Return what a question says of the thing it asks for."""
    line = fold(asked.cleaned)
    noun = _NOUN_ASKED.search(line)
    bare = asked.cleaned
    for found in sorted(asked.signs, key=lambda sign: -sign.start):
        bare = bare[: found.start] + " " + bare[found.end :]
    grains = next((grains for pattern, grains in _GRAINS if pattern.search(line)), ())
    return Sought(
        grains=grains if asked.expected.kind == ("time" if grains == ("hour",) else "date") else (),
        years=frozenset(_YEAR_ASKED.findall(bare)),
        present=bool(_PRESENT.search(line)),
        noun=noun.group(1) if noun else "",
        persons=bool(_PERSONS.search(line)),
        bodies=tuple(_bodies(asked, route)),
        quoted=tuple(plain(quoted) for quoted in _QUOTED.findall(asked.cleaned)),
        numbers=frozenset(_NUMBER.findall(bare)) - frozenset(_YEAR_ASKED.findall(bare)),
        sections=tuple(named for asked_by, named in _SECTIONS if asked_by.search(line)),
        pays=bool(_PAYS.search(line)),
    )


def _bodies(asked: Asked, route: Route) -> list[tuple[str, ...]]:
    """The names of the bodies that a question is about, but those by which it names its source."""
    found = []
    for body in asked.bodies:
        words = plain(body.name).split()
        own = next((n for n, word in enumerate(words) if word in route.words), len(words))
        words = words[:own]
        while words and words[-1] in _LEVELS:
            words.pop()
        name = " ".join(words)
        if name and name not in _EVERY and not route.words.issuperset(words):
            found.append(tuple(f" {one} " for one in short_and_long(name)))
    return found


def closeness(passage: Passage, text: str, heading: str, held: Sequence[Stretch], want: Sought) -> list[float]:
    """Return the values of NAMES for a passage with its `text` and `heading` as `plain` writes them.

    `held` is where the passage has the kind of thing that is asked for.
    """
    raw = passage.text
    held_texts = [raw[a:b] for a, b in held[:12]]
    fits, clashes = _years(want.years, raw, heading, held[:MOST])
    goal = is_goal(text, heading)
    here = [max(_begun(name, text + heading) for name in names) for names in want.bodies]
    leads = [max(_begun(name, heading + text[:_LABEL]) for name in names) for names in want.bodies]
    numbers = sum(1 for number in want.numbers if not re.search(rf"(?<!\d)0?{re.escape(number)}(?!\d)", raw + heading))
    return [
        float(bool(want.grains)),
        float(any(_HAS[grain].search(one) for grain in want.grains for one in held_texts)),
        float(bool(want.years)),
        fits,
        clashes,
        float(want.present),
        float(goal),
        float(goal and want.present),
        float(bool(want.noun)),
        float(bool(want.noun) and _is_named(want.noun, raw)),
        min(3.0, float(len(stretches("person", raw)))) if want.persons else 0.0,
        float(want.persons),
        float(len(want.bodies)),
        float(np.mean(here)) if here else 0.0,
        float(np.mean(leads)) if leads else 0.0,
        float(len(want.quoted)),
        float(sum(quoted in text or quoted in heading for quoted in want.quoted)),
        float(len(want.numbers)),
        float(numbers),
        float(bool(_BASIS.match(raw))),
        float(bool(_CLOSES.search(raw))),
        float(raw.rstrip().endswith(":")),
        float(bool(_DIGIT.search(raw))),
        float(len(want.sections)),
        float(sum(bool(named.search(text[:_LABEL]) or named.search(heading)) for named in want.sections)),
    ]


def _begun(name: str, text: str) -> float:
    """How far the beginning of a name stands in a text, from 0 to 1: where a name ends is not sure."""
    words = name.split()[:TELLING]
    longest = next((n for n in range(len(words), 0, -1) if f" {' '.join(words[:n])} " in text), 0)
    return longest / max(1, len(words))


def is_amiss(passage: Passage, held: Sequence[Stretch], kind: str, want: Sought) -> bool:
    """Whether a passage's evidence of a kind is not what is asked for: less exact, of another year, or only a goal."""
    if kind in ("date", "time"):
        return bool(want.grains) and not any(
            _HAS[grain].search(passage.text, *one) for grain in want.grains for one in held
        )
    if kind not in _QUANTITIES:
        return False
    if kind == "amount" and not want.pays and all(is_free(passage.text, one) for one in held):
        return True
    text, heading = plain(passage.text), plain(" ".join(passage.heading))
    if want.present and is_goal(text, heading):
        return True
    return _years(want.years, passage.text, heading, held)[1] > 0


def is_goal(text: str, heading: str) -> bool:
    """Whether a text in plain words says what is to be reached."""
    return bool(_GOAL.search(text)) or " muc tieu " in heading or " chi tieu " in heading


def _years(years: frozenset[str], raw: str, heading: str, held: Sequence[Stretch]) -> tuple[float, float]:
    """Whether a passage speaks of a year asked about, and whether all that is held is of other years."""
    if not years:
        return 0.0, 0.0
    fits = any(year in raw or year in heading for year in years)
    of = [_year_of(raw, one) for one in held] or [year if (year := _YEAR.search(raw)) is None else year.group()]
    return float(fits), float(all(year is not None and year not in years for year in of))


def _year_of(raw: str, held: Stretch) -> str | None:
    """The year that something is of: the one right behind it ("54 triệu cho năm 2025"), else the last before it."""
    behind = _RIGHT_BEHIND.match(raw, held[1])
    if behind:
        return behind.group(1)
    before = _YEAR.findall(raw, 0, held[1])
    return before[-1] if before else None


def _is_named(noun: str, raw: str) -> bool:
    """Whether a thing of a kind has a name or a number behind it ("Công viên Bàu Trâm", "ấp 3")."""
    folded = fold(raw)
    if len(folded) != len(raw):
        return f"{noun} " in folded
    found = re.finditer(rf"\b{noun}\s+(?:so\s+)?", folded)
    return any(re.match(rf"[{UPPER}\d]", raw[match.end() : match.end() + 1]) for match in found)
