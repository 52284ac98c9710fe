"""What a person does: asks, greets, thanks, complains of somebody, is in need, wants a person, abuses, instructs us.

`speech.txt` has the rules. They are for what is no question: whoever asks, however rudely, has asked, and a question
about complaints is one too.
"""

import re
from collections.abc import Sequence

from lantoakit.retrieval.asking.expecting import Expected
from lantoakit.retrieval.asking.patterns import rules
from lantoakit.retrieval.asking.tokens import Token

KINDS = (
    "question", "greeting", "thanks", "abuse", "person_wanted", "complaint", "emergency", "instruction", "empty",
)  # fmt: skip
SHORT = 10  # words of a greeting or of thanks that asks nothing besides
# First person and no way to do it asked: "tôi tố cáo …", against "tôi muốn tố cáo thì gửi ở đâu".
_HOW = frozenset(
    ("manner", "place", "unit", "date", "time", "list", "definition", "phone", "address", "email", "sign", "amount")
)
_RHETORICAL = frozenset(("reason", "yes_no", "other", "person"))
_MINE = re.compile(r"(?<!\S)(?:tôi|tui|nhà tôi|nhà em|em|mình|chúng tôi|toi|chung toi|minh)(?!\S)")
_ABOUT_RULES = re.compile(
    r"(?<!\S)(?:quy định|luật|nghị định|thủ tục|mức phạt|hồ sơ|điều kiện|quyền|trường hợp|có bị|bị phạt|kế hoạch"
    r"|quy dinh|luat|nghi dinh|thu tuc|muc phat|ho so|dieu kien|quyen|truong hop|co bi|bi phat|ke hoach)(?!\S)"
)

_ABOUT_TEACHING = re.compile(
    r"(?<!\S)(?:phòng|chống|phòng chống|tuyên truyền|tập huấn|dạy|lớp|diễn tập|nhận biết|dấu hiệu|truyền thông"
    r"|phương án|cuộc thi|hội thi|phong chong|tuyen truyen|tap huan|day|lop|dien tap|nhan biet|dau hieu|phuong an"
    r")(?!\S)"
)


def speech(words: Sequence[Token], expected: Expected, *, marked: bool) -> str:
    """Return what the words are: one of `KINDS`.

    >>> from lantoakit.retrieval.asking.tokens import tokens
    >>> from lantoakit.retrieval.asking.expecting import expected
    >>> def said(text):
    ...     words = tokens(text)
    ...     return speech(words, expected(words, marked=True), marked=True)
    >>> said("Cán bộ một cửa vòi tiền tôi"), said("Tố cáo cán bộ thì gửi đơn ở đâu?")
    ('complaint', 'question')
    """
    if not words:
        return "empty"
    line = " ".join(word.lower if marked else word.folded for word in words)
    seen = {word.lower if marked else word.folded for word in words}
    for rule in rules("speech.txt"):
        if rule.search(line, seen, marked=marked) and _holds(rule.kind, line, expected, len(words)):
            return rule.kind
    return "question"


def _holds(kind: str, line: str, expected: Expected, count: int) -> bool:
    if kind == "instruction":
        return True
    if kind == "emergency":  # who asks where to turn is in need as well; who asks of rules and plans is not
        return _ABOUT_RULES.search(line) is None and _ABOUT_TEACHING.search(line) is None
    if kind == "person_wanted":
        return expected.kind in ("other", "yes_no", "person") and count <= 2 * SHORT
    if kind == "complaint":
        if expected.kind in _HOW or _ABOUT_RULES.search(line):
            return False
        return expected.kind == "other" or (expected.kind in _RHETORICAL and _MINE.search(line) is not None)
    return expected.kind == "other" and (kind == "abuse" or count <= SHORT)
