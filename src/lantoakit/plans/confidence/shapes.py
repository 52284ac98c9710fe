"""What the shape of a value says, for each family of values: see lantoakit.plans.confidence.sights."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lantoakit.documents import markers as m
from lantoakit.plans.confidence.tasks import ACTS
from lantoakit.plans.model import Value
from lantoakit.text.bodies import starts_act, starts_body
from lantoakit.text.letters import LOWER, UPPER

if TYPE_CHECKING:
    from lantoakit.plans.confidence.sights import Look, Sights

_GENERAL = re.compile(
    r"(?:(?:các|những|mọi)\s+)?(?:cơ quan|đơn vị|sở|phòng|ban|ngành|tổ chức|địa phương)"
    r"(?:[, ]+(?:ban|ngành|đoàn thể|chủ trì|phối hợp|thực hiện|liên quan))*",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"(?:đồng chí|đ/c|ông|bà|phó|chủ tịch|trưởng|bí thư)\b", re.IGNORECASE)
_COLLECTIVE = re.compile(r"(?:các|những|một số)\s", re.IGNORECASE)
_BARE_END = re.compile(rf"(?:^|[,;] | và |các )[{UPPER}][{LOWER}]+$")
_LEVEL_LOW = re.compile(r"(?:thành phố|huyện|tỉnh|xã|phường|quận|thị xã)\b")
_PARTS = re.compile(r",\s+|\s+và\s+|\s+[-–]\s+")
_LEVEL_MORE = re.compile(
    rf"(?<![^\W\d_])(?<!các )(?:xã|phường|tỉnh|huyện|quận|thành phố|trung ương)(?:,| và| [-–]) (?=[{UPPER}])"
)
_LEVEL_END = re.compile(r"(?:xã|phường|tỉnh|huyện|quận|thành phố|trường|trung tâm)$", re.IGNORECASE)
_JOINT = re.compile(r"(?:[,;]| và| hoặc| cùng)?\s+(?:và\s+)?")
_CLEAN = re.compile(r"\s*(?:\n|$|[.;:!?()”\"]|/)")
_SIGN = re.compile(r"\d{1,5}[a-z]?(?:/\d{4})?[-/](?:[A-ZĐ]{2,}\d*)(?:[-/.&][A-ZĐ][A-ZĐa-zđ\d.&]*)*")
_SIGN_GOES_ON = re.compile(r"\s?[-–/&]\s?[A-ZĐ]|\s\d{1,2}\s")
_DATE = re.compile(
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|năm\s+\d{4}|\d{1,2}\s?/\s?\d{4}|quý\s+[IV\d]+", re.IGNORECASE
)
_CUED = re.compile(r"(?:trước|hoàn thành|chậm nhất|đến|hết|xong|trong)\s+(?:ngày\s+)?$")
_BASIS = re.compile(r"căn cứ|thực hiện nghị", re.IGNORECASE)
_HEADS = re.compile(r"CHỦ TỊCH|GIÁM ĐỐC|BAN |ỦY BAN|HIỆU TRƯỞNG")
_JOINED = re.compile(r"(?:Ngày|Tuần|Tháng|năm|giai đoạn|trên)\b")
_BARE_MONEY = re.compile(r"(?:các |những )?(?:nguồn )?(?:kinh phí|ngân sách|vốn)(?: khác)?", re.IGNORECASE)
_DUES = re.compile(r"(?:ngày|trước) \d{1,2}")
_RUN_IN = re.compile(rf"(?:[^\s:]+ ){{0,7}}[^\s:]+: [{LOWER}\d“]")
_MONEY_VERB = re.compile(r"(?:từ|trích|sử dụng|bằng|do|huy động|vận động|lồng ghép)\s", re.IGNORECASE)
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMANS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"]


def _unit(look: "Look", pointer: str, value: Value[Any]) -> "Sights":
    words, behind = look.text[value.start : value.end], look.text[value.end : value.end + 60]
    name = words.lower()
    further = re.match(r"(?:,| và)? ", behind)
    at = value.end + further.end() if further else -1
    inside = [
        starts_body(words, part.end()) and not _LEVEL_LOW.match(words, part.end()) for part in _PARTS.finditer(words)
    ]
    tail = next((n for n, w in enumerate(reversed(words.split())) if w[:1].isupper()), 0)
    return {
        "general": bool(_GENERAL.fullmatch(words)),
        "unknown": not starts_body(words),
        "several": any(inside) and not _COLLECTIVE.match(words),
        "comma": "," in words,
        "once": look.count(words) < 2,
        "known": look.units.get(name, 0) > 1,
        "prefix": look.is_begun(name),
        "act inside": _act_inside(words),
        "level more": bool(_LEVEL_MORE.search(words)),
        "tail": min(tail / 6, 1.5),
        "loose end": _loose(look, value.end),
        "bare end": bool(_BARE_END.search(words)),
        "level low": bool(_LEVEL_LOW.match(words)),
        "before body": at >= 0 and at not in look.unit_starts and starts_body(look.text, at),
        "index": min(int(pointer.rsplit("/", 1)[-1]) / 3, 1.0) if pointer[-1].isdigit() else 0.0,
        "office": bool(_OFFICE.match(words)),
        "digit": any(c.isdigit() for c in words),
    }


def _loose(look: "Look", end: int) -> bool:
    """Whether something other than a mark, a verb or the next name stands behind a name."""
    behind = look.text[end : end + 60]
    if _CLEAN.match(behind):
        return False
    joint = _JOINT.match(behind)
    at = end + joint.end() if joint else end
    return at not in look.unit_starts and not starts_act(look.text, at)


def _act_inside(words: str) -> bool:
    """Whether a verb in small letters stands inside a name."""
    parts = [w.strip(".,;:()") for w in words.split()]
    return any(
        parts[n][:1].islower() and " ".join(parts[n : n + k]) in ACTS for n in range(2, len(parts)) for k in (1, 2)
    )


def _deadline(look: "Look", pointer: str, value: Value[Any]) -> "Sights":
    words = look.text[value.start : value.end]
    around = look.text[max(0, value.start - 40) : value.start]
    return {
        "undated": not any(c.isdigit() for c in words),
        "full": bool(_DATE.search(words)),
        "cued": bool(_CUED.search(around)),
        "of sign": bool(re.search(r"số\s*$|[\d/]$", around)),
    }


def _outline(look: "Look", pointer: str, value: Value[Any]) -> "Sights":
    number = int(pointer.split("/")[2])
    path = look.plan.outline[number].path
    words = look.text[value.start : value.end]
    return {
        "twice": look.ways[path] > 1,
        "gap": not _follows(look, path),
        "colon": ":" in words,
        "run-in": bool(_RUN_IN.match(words)),
        "appendix": path == "PL",
        "cut": len(words) >= 119,
        "sentence": look.text[value.end : value.end + 1] == ".",
        "before body": look.text[value.end : value.end + 1] == ":" and starts_body(look.text, value.start),
    }


def _follows(look: "Look", path: str) -> bool:
    """Whether the division with the number before stands beside it, or it is a first one."""
    parent, _, label = path.rpartition(".")
    if label in ("1", "I", "a", "A", "PL") or label.startswith("Điều"):
        return True
    before = _label_before(label)
    return f"{parent}.{before}" in look.ways if parent else before in look.ways


def _label_before(label: str) -> str:
    if label.isdigit():
        return str(int(label) - 1)
    if label in _ROMANS:
        return _ROMANS[max(0, _ROMANS.index(label) - 1)]
    at = _LETTERS.find(label.lower())
    before = _LETTERS[max(0, at - 1)]
    return before.upper() if label.isupper() else before


def _title(look: "Look", pointer: str, value: Value[Any]) -> "Sights":
    words = look.text[value.start : value.end]
    below = look.blocks[min(look.number(value.end) + 1, len(look.blocks) - 1)]
    lines = words.split("\n")
    mixed = any(line.isupper() for line in lines) and not words.isupper()
    kind = look.plan.document.type
    return {
        "mixed": mixed,
        "capitals first": mixed and lines[0].isupper(),
        "basis": bool(_BASIS.match(words)),
        "office": len(lines) > 1 and lines[-1].isupper() and bool(_HEADS.match(lines[-1])),
        "joined": bool(_JOINED.match(below.text)) or below.text[:1].islower(),
        "below bold": below.bold,
        "sentence": ". " in words or words.count(", ") > 3,
        "no kind": kind is None or kind.confidence < 0.7,
    }


def _sign(look: "Look", pointer: str, value: Value[Any]) -> "Sights":
    words = str(value.value)
    return {
        "odd": not _SIGN.fullmatch(words),
        "goes on": bool(_SIGN_GOES_ON.match(look.text[value.end : value.end + 6])),
        "bare": len(re.split(r"[-/]", words)) < 3,
        "attached": "kèm theo" in look.text[max(0, value.start - 40) : value.start].lower(),
    }


def _basis(look: "Look", pointer: str, value: Value[Any]) -> "Sights":
    words, behind = look.text[value.start : value.end], look.text[value.end : value.end + 14]
    return {
        "digit": any(c.isdigit() for c in words),
        "and": " và " in words,
        "several": ";" in words,
        "unknown": pointer.endswith("issuer") and not starts_body(words),
        "loose end": pointer.endswith("issuer") and _loose(look, value.end),
        "unsigned": pointer.endswith("type") and not re.match(r"\s*(?:hành động\s*)?(?:số|\d)", behind),
    }


def _event(look: "Look", pointer: str, value: Value[Any]) -> "Sights":
    name = str(value.value)
    words = name.split()
    return {
        "small": not any(w[:1].isupper() for w in words[1:]),
        "small end": words[-1][:1].islower(),
        "placed": bool(re.search(r" (?:ở|tại|cấp|trên|phường|xã|do) ", name)),
        "undated": look.plan.events[int(pointer.split("/")[2])].date is None,
        "quoted": look.text[value.start - 1 : value.start] in '“"',
        "often": look.count(name) > 1,
    }


def _money(look: "Look", pointer: str, value: Value[Any]) -> "Sights":
    words, behind = look.text[value.start : value.end], look.text[value.end : value.end + 20]
    return {
        "of": " theo " in words,
        "bare": bool(_BARE_MONEY.fullmatch(words)),
        "comma": "," in words or " và " in words,
        "verb": bool(_MONEY_VERB.match(words)),
        "line": look.block(value.start).start >= value.start - 3,
        "before of": bool(re.match(r" (?:theo (?!quy định)|phục vụ)", behind)),
    }


def _recipient(look: "Look", pointer: str, value: Value[Any]) -> "Sights":
    words = look.text[value.start : value.end]
    return {
        "number": bool(re.search(r"(?:^|\n)\d", words)),
        "several": bool(re.search(r";\s*\n", words)),
        "semicolon": ";" in words,
        "before bracket": look.text[value.end : value.end + 2].strip().startswith("("),
    }


def _due(look: "Look", pointer: str, value: Value[Any]) -> "Sights":
    block = look.block(value.start)
    here = [r.period for r in look.plan.reporting if block.start <= r.period.start <= block.end]
    period = look.plan.reporting[int(pointer.split("/")[2])].period
    return {
        "several": len(here) > 1,
        "dues": len(_DUES.findall(block.text)) > max(len(here), 1),
        "far": min(abs(value.start - period.end) / 80, 1.0),
        "shared": sum(r.due is not None and r.due.start == value.start for r in look.plan.reporting) > 1,
    }


def _signer(look: "Look", pointer: str, value: Value[Any]) -> "Sights":
    signer = look.plan.document.signer
    above = signer.on_behalf if signer else None
    return {
        "odd": above is not None and not m.AUTHORITY.match(look.text, above.start),
        "half": signer is None or signer.name is None or signer.position is None,
    }


def _issuer(look: "Look", pointer: str, value: Value[Any]) -> "Sights":
    words = look.text[value.start : value.end]
    title = look.plan.document.title
    head = look.text[: title.start if title else 600].casefold()
    first = " ".join(words.casefold().split()[:3])
    return {
        "not in head": first not in head and not first.startswith(("ubnd", "ủy ban nhân", "uỷ ban nhân")),
        "unknown": not starts_body(words),
        "placeless": bool(_LEVEL_END.search(words)),
        "capitals": words.isupper(),
    }


def _channel(look: "Look", pointer: str, value: Value[Any]) -> "Sights":
    before = look.text[max(0, value.start - 30) : value.start]
    inside = any(start <= value.start < end for start, end in look.unit_places)
    return {f"is {value.value}": 1.0, "inside unit": inside, "not": bool(re.search(r"không|trùng|thay", before))}


SHAPES: "dict[str, Callable[[Look, str, Value[Any]], Sights]]" = {
    "unit": _unit, "deadline": _deadline, "outline": _outline, "title": _title, "sign": _sign, "basis": _basis,
    "event": _event, "money": _money, "recipient": _recipient, "due": _due, "signer": _signer, "issuer": _issuer,
    "channel": _channel,
}  # fmt: skip
