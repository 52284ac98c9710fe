"""What a document says of itself: who signed it, its number, its day. Looked up in its parts, not searched."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lantoakit.retrieval.answering.evidence import Stretch, stretches
from lantoakit.retrieval.asking import Asked
from lantoakit.retrieval.model import Passage, Source
from lantoakit.text import fold

_SIGNED_BY = {"signer": ("signature",), "own_number": ("letterhead",), "own_date": ("letterhead",)}
_MISSING = {"signer": "unsigned", "own_number": "number_blank", "own_date": "undated"}
_NUMBER = re.compile(r"Số\s*:?\s*\d", re.IGNORECASE)
_DAY = re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}/\d{1,2}/\d{4}", re.IGNORECASE)
_DOCUMENT = (
    r"(?:kế hoạch|quyết định|văn bản|công văn|hướng dẫn|thông báo|chỉ thị|nghị quyết|phương án|chương trình|tờ trình"
    r"|đề án|giấy mời|báo cáo)"
)
_WHEN = r"(?:ngày|hôm|khi nào|bao giờ|lúc nào|năm|tháng|bữa)"
# "diễn ra hôm nào", "đăng ký khi nào": of something else than a document.
_ISSUED = (
    r"(?<!\w)(?:ban hành|(?<!đăng )(?<!ghi )(?:ký|kí)(?! kết| tên| giao)"
    r"|(?<!diễn )(?<!đưa )(?<!đi )ra(?! quân| mắt| soát)|đề)"
    rf"(?:(?: (?:vào|từ|trong|đời|được|ở đâu,?|và))*"
    rf" {_WHEN}| (?:{_DOCUMENT}.*?) {_WHEN})(?!\w)|ngày (?:ban hành|ký)(?!\w)"
    r"|(?:khi nào|bao giờ|ngày nào) (?:thì )?.*(?:được )?(?:ban hành|ký)$"
)
_OWN_DAY = tuple(re.compile(form(_ISSUED)) for form in (str, fold))
_PLANNED = tuple(
    re.compile(form(r"(?<!\w)(?:hoàn thành|xong|việc ban hành|phải ban hành)(?!\w)")) for form in (str, fold)
)
_OF_DOCUMENT = tuple(re.compile(form(_DOCUMENT)) for form in (str, fold))


@dataclass(frozen=True)
class LookedUp:
    """What was found: the passage of it, or the reason of declining (a code of declining.REASONS)."""

    passage: Passage | None = None
    reason: str = ""


def is_looked_up(expected: str) -> bool:
    """Whether a kind of answer stands in the parts of a document rather than in its words."""
    return expected in _SIGNED_BY


def asks_own_day(asked: Asked) -> bool:
    """Whether the day of a document itself is asked for ("ban hành ngày nào")."""
    line = asked.cleaned.lower() if asked.marked else fold(asked.cleaned)
    which = 0 if asked.marked else 1
    document = _OF_DOCUMENT[which].search(line)
    planned = _PLANNED[which].search(line)
    own = document and _OWN_DAY[which].search(line.rstrip(" ?.!")) and not planned
    return asked.expected.kind == "date" and bool(own)


def look_up(expected: str, source: Source, passages: Sequence[Passage]) -> LookedUp:
    """Return what a document says of itself. `expected` is "signer", "own_number" or "own_date"."""
    for passage in passages:
        if passage.kind in _SIGNED_BY[expected] and _holds(expected, source, passage):
            return LookedUp(passage)
    return LookedUp(reason=_MISSING[expected])


def own_line(expected: str, passage: Passage) -> Stretch:
    """Return the line of a letterhead with the number or the day; of a signature all lines."""
    pattern = {"own_number": _NUMBER, "own_date": _DAY}.get(expected)
    found = pattern.search(passage.text) if pattern else None
    if found is None:
        return 0, len(passage.text)
    end = passage.text.find("\n", found.end())
    return passage.text.rfind("\n", 0, found.start()) + 1, end if end >= 0 else len(passage.text)


def _holds(expected: str, source: Source, passage: Passage) -> bool:
    if expected == "signer":
        return bool(stretches("person", passage.text)) or passage.text.count("\n") > 1
    if expected == "own_number":
        return bool(_NUMBER.search(passage.text))
    return bool(_DAY.search(passage.text))
