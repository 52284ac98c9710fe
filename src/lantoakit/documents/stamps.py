"""Marks of electronic signing that are printed on a page: who signed, when. They are no text of the document."""

import re
from collections.abc import Sequence

_OPENS = re.compile(
    r"(?:người ký|ký bởi|được ký bởi|ký số bởi|ký điện tử bởi|chữ ký số(?: của)?|signer|signed by|digitally signed by"
    r"|signature (?:not verified|valid|is valid))\s*(?::|(?<=by)\s|$)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:e-?mail|cơ quan|tổ chức|đơn vị|chức vụ|nơi ký|thời gian ký|thời gian|ngày ký|giờ ký|ký ngày|lý do|địa điểm"
    r"|ngày|giờ|date|time|dn|cn|reason|location|serial|issuer)\s*[:=]"
    r"|(?:foxit|adobe|nitro)\b.{0,40}version",
    re.IGNORECASE,
)
_CLOCK = r"\d{1,2}[:h]\d{2}(?::\d{2})?"
_DAY = r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}"
_ZONE = r"(?:Z|UTC|[+-]\d{2}[:']?\d{2}'?)"
# The time alone, as signing programs print it: it has seconds and, mostly, a zone.
_TIME = re.compile(
    rf"(?:{_DAY}[T\s,]+{_CLOCK}:?(?:\d{{2}})?(?:\.\d+)?\s?{_ZONE}|\d{{4}}-\d{{2}}-\d{{2}}T{_CLOCK}(?:\.\d+)?{_ZONE}?)"
)
_HAS_TIME = re.compile(rf"{_DAY}[T\s,]+{_CLOCK}|{_CLOCK}[\s,]+{_DAY}|^{_CLOCK}\s?{_ZONE}$")
_MAY = ("gười ký", "GƯỜI KÝ", "ý bởi", "Ý BỞI", "ý số", "Ý SỐ", "ý điện", "igned", "ignature", "igner", "IGNED")
MOST = 12  # lines of one mark
_UNLABELLED = 2  # lines without a label that may stand between those with one


def may_hold_marks(lines: Sequence[str]) -> bool:
    """Whether marks of signing may stand among lines: a quick look."""
    text = "\n".join(lines)
    if any(word in text for word in _MAY):
        return True
    return ":" in text and any(
        line[:1].isdigit() and ":" in line and line.count("-") + line.count("/") > 1 for line in lines
    )


def signing_marks(lines: Sequence[str], near: Sequence[bool] | None = None) -> list[range]:
    """Return which printed lines are marks of electronic signing, as ranges of their numbers.

    `near[n]` says whether line `n` stands right under line `n - 1` in the same small type; without it every line does.
    """
    found: list[range] = []
    at = 0
    while at < len(lines):
        text = lines[at].strip()
        end = at
        if _TIME.fullmatch(text):
            end = at + 1
        elif _OPENS.match(text):
            end = _end(lines, at, near)
        if end > at:
            found.append(range(at, end))
        at = max(end, at + 1)
    return found


def _end(lines: Sequence[str], at: int, near: Sequence[bool] | None) -> int:
    """Return where the mark that opens with line `at` ends; `at` where it is none: nothing in it but a label."""
    end = at + 1
    labels = 0
    timed = _HAS_TIME.search(lines[at]) is not None
    free = 0
    for n in range(at + 1, min(at + MOST, len(lines))):
        if near is not None and not near[n]:
            break
        text = lines[n].strip()
        label, time = _LABEL.match(text), _HAS_TIME.search(text)
        if label or time:
            labels += 1
            timed = timed or time is not None
            end, free = n + 1, 0
        elif free < _UNLABELLED:
            free += 1
        else:
            break
    if not (timed or labels >= 2):
        return at
    return end
