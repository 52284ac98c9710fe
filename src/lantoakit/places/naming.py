"""One form for the many ways a plan prints the name of a unit, and the ways in which it may print one.

"Phòng VH-XH xã", "PHÒNG VĂN HOÁ – XÃ HỘI" and "Phòng Văn hóa và Xã hội xã Minh Họa" have the same form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from lantoakit.places.kinds import KINDS, Group, UnitKind
from lantoakit.text import fold, normalise_tones

__all__ = ["Form", "aliases", "form_of", "kind_of"]

# Written short, in small letters, and what it stands for. Only what means one thing in the name of a unit.
_SHORT = {
    "ub": "ủy ban",
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "ubmttqvn": "ủy ban mặt trận tổ quốc việt nam",
    "mttq": "mặt trận tổ quốc",
    "mttqvn": "mặt trận tổ quốc việt nam",
    "btt": "ban thường trực",
    "btv": "ban thường vụ",
    "ubkt": "ủy ban kiểm tra",
    "vn": "việt nam",
    "vp": "văn phòng",
    "vhxh": "văn hóa xã hội",
    "vhxxh": "văn hóa xã hội",
    "vh": "văn hóa",
    "xh": "xã hội",
    "kt": "kinh tế",
    "ktht": "kinh tế hạ tầng",
    "kthtđt": "kinh tế hạ tầng đô thị",
    "ht": "hạ tầng",
    "đt": "đô thị",
    "hcc": "hành chính công",
    "pvhcc": "phục vụ hành chính công",
    "dvc": "dịch vụ công",
    "cưdvc": "cung ứng dịch vụ công",
    "lhpn": "liên hiệp phụ nữ",
    "tncs": "thanh niên cộng sản",
    "tncshcm": "thanh niên cộng sản hồ chí minh",
    "hcm": "hồ chí minh",
    "tn": "thanh niên",
    "ccb": "cựu chiến binh",
    "nct": "người cao tuổi",
    "nd": "nông dân",
    "ca": "công an",
    "bch": "ban chỉ huy",
    "chqs": "chỉ huy quân sự",
    "bchqs": "ban chỉ huy quân sự",
    "cns": "công nghệ số",
    "cnscđ": "công nghệ số cộng đồng",
    "tcnscđ": "tổ công nghệ số cộng đồng",
    "mn": "mầm non",
    "thcs": "trung học cơ sở",
    "thpt": "trung học phổ thông",
    "tdp": "tổ dân phố",
    "kp": "khu phố",
    "tyt": "trạm y tế",
    "ttđt": "thông tin điện tử",
    "bgh": "ban giám hiệu",
}
_JOINERS = frozenset({"và", "của", "các", "nước", "tại"})
# Words of address and office in front of a name: the office of a person stands for the unit.
_LEADING = re.compile(
    r"^(?:(?:kính )?đề nghị|giao|yêu cầu|đối với|đồng chí|đ/c|ông|bà|lãnh đạo|thủ trưởng|người đứng đầu|ban thường trực"
    r"|ban tt|ban giám hiệu|bgh|ban lãnh đạo|hiệu trưởng|giám đốc|chỉ huy trưởng|tổ trưởng|trưởng ban|trưởng|bí thư"
    r"|(?:các )?phó chủ tịch|(?:các )?pct|chủ tịch|chánh|cán bộ|chuyên viên|thành viên"
    r"|các đơn vị(?= trường học))[\s,]+",
    re.IGNORECASE,
)
# What ties a unit to its commune, at the end: "xã", "phường Phú Lương", "thuộc UBND xã", "trên địa bàn xã".
_TAIL = re.compile(
    r"[\s,]+(?:(?:trên địa bàn|thuộc|trực thuộc|của|tại)\s+)?"
    r"(?:(?<=thuộc )(?:ubnd|ủy ban nhân dân)\s+)?(?:xã(?!\s+hội)|phường|đặc khu|thị trấn)(?:\s+[^\s,;]+){0,5}$",
    re.IGNORECASE,
)
_AREA = re.compile(r"[\s,]+(?:trên|trong|ở) địa bàn$", re.IGNORECASE)


# "Tổ CNSCĐ các ấp": hamlets in general name nothing further.
_GENERIC = frozenset(
    {"thon", "ap", "ban", "lang", "buon", "xom", "khu pho", "to dan pho", "khu dan cu", "thon to dan pho"}
)


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a name: its words with marks, the same folded, its kind if it is known, and what names it further.

    `rest` holds the folded words behind the kind ("minh hoa" of "Trường THCS Minh Họa"). `plural` is True for
    "các …"; `branch` for "Chi hội …", "Chi đoàn …", a part of a body in a hamlet.
    """

    words: str
    folded: str
    kind: UnitKind | None
    rest: str
    plural: bool = False
    branch: bool = False


def _clean(name: str) -> str:
    text = normalise_tones(name).replace("\u00a0", " ").strip(" \t\n.,;:-–—")
    return re.sub(r"\s+", " ", re.sub(r"\s*[–—]\s*", " - ", text))


def _without_office(text: str) -> str:
    while (found := _LEADING.match(text)) and found.end() < len(text):
        text = text[found.end() :]
    return text


def _expanded(text: str) -> str:
    """Small letters, short forms written out, no punctuation and no joining words."""
    text = text.lower()
    text = re.sub(r"\bvh\s*[-&,]?\s*xh\b", "vhxh", text)
    text = re.sub(r"\bth\s*(?=(?:&|và)\s*thcs)", "tiểu học ", text)
    text = re.sub(r"\btrường th\b(?! ?cs)", "trường tiểu học", text)
    text = re.sub(r"\btt\s+(?=đảng|hđnd|hội đồng|ubnd)", "thường trực ", text)
    text = re.sub(r"\btt\b(?=\s)", "trung tâm", text)
    text = re.sub(r"\btt(?=cưdvc|pvhcc|dvth|htcđ)", "trung tâm ", text)
    words = re.findall(r"\w+", text)
    spelled = " ".join(_SHORT.get(word, word) for word in words)
    return " ".join(word for word in spelled.split() if word not in _JOINERS)


@lru_cache(maxsize=20_000)
def form_of(name: str) -> Form:
    """The form of a printed name. Names of territories at the end ("xã Minh Họa") are left out.

    >>> form_of("Phòng VH–XH xã").kind.code
    'culture_society'
    """
    text = _clean(name)
    plural = bool(re.search(r"(?:^|\s)(?:các|những|tất cả|toàn thể)\s", text.lower()))
    bare = _without_office(text)
    bare = re.sub(r"^(?:các|những|tất cả(?: các)?|toàn thể(?: các)?)\s+", "", bare, flags=re.IGNORECASE)
    bare = _without_office(bare)
    if (tail := _TAIL.search(bare)) and tail.start() > 0:
        bare = bare[: tail.start()]
    bare = _AREA.sub("", bare)
    branch = bool(re.match(r"chi (?:hội|đoàn)\b", bare, re.IGNORECASE))
    if branch:
        bare = bare[4:]
    words = _expanded(bare)
    folded = fold(words)
    kind, rest = _kind_and_rest(folded)
    return Form(words, folded, kind, rest, plural, branch)


@cache
def _kind_keys() -> tuple[tuple[str, UnitKind], ...]:
    """Folded ways to write each kind, the longest first, so that "phong kinh te ha tang" wins over "phong kinh te"."""
    keys = {fold(_expanded(_clean(way))): kind for kind in KINDS for way in (kind.name, *kind.aliases)}
    return tuple(sorted(keys.items(), key=lambda item: -len(item[0])))


def _kind_and_rest(folded: str) -> tuple[UnitKind | None, str]:
    for key, kind in _kind_keys():
        if folded == key or folded.startswith(key + " "):
            rest = folded[len(key) :].strip().removeprefix("viet nam").strip()
            return kind, "" if rest in _GENERIC else rest
    return None, folded


def kind_of(name: str) -> UnitKind | None:
    """The kind that a printed name begins with, or None: "Trưởng thôn Bến Đò" is a hamlet."""
    return form_of(name).kind


def aliases(name: str, territory: str | None = None) -> tuple[str, ...]:
    """The other ways in which plans write a unit's name, without the name itself.

    `territory` is the commune's word ("xã", "phường"): it is put behind names that do not name a place. For a unit of
    a known kind the kind's own aliases are taken ("Phòng VH-XH"), with what names it further ("THCS Minh Họa").
    """
    form = form_of(name)
    own = _own_part(name, form)
    ways = [] if form.kind is None else [form.kind.name, *form.kind.aliases]
    if form.kind is not None and form.kind.group is Group.HAMLET:  # a "thôn" is never called "ấp"
        ways = [way for way in ways if name.casefold().startswith(way.casefold())]
    found = dict.fromkeys(f"{way} {own}".strip() for way in ways)
    if form.kind is not None and form.kind.group is Group.HAMLET and own:
        found[f"Trưởng {name[0].lower()}{name[1:]}"] = None
    if " - " in name:
        found[name.replace(" - ", " – ")] = None
    if territory and not form.rest:
        ends = f" {territory}"
        found |= dict.fromkeys(way + ends for way in (name, *found) if not way.endswith(ends))
    found.pop(name, None)
    return tuple(found)


def _own_part(name: str, form: Form) -> str:
    """The printed words of `name` behind its kind, e.g. "Minh Họa"; "" where it is named by its kind alone."""
    count = len(form.rest.split())
    return " ".join(_clean(name).split()[-count:]) if count else ""
