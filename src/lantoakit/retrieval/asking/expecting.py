"""What kind of answer a question expects, and the words that said so, with and without diacritics.

`expecting.txt` holds the rules. They are written with marks and folded for questions without, so words that fold into
others ("may": mấy, máy) stand in them only beside what tells them apart.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lantoakit.retrieval.asking.patterns import rules
from lantoakit.retrieval.asking.quantity import quantity
from lantoakit.retrieval.asking.tokens import Token

KINDS = (
    "amount", "phone", "email", "address", "date", "time", "count", "share", "person", "unit", "signer", "own_number",
    "sign", "reason", "manner", "list", "yes_no", "definition", "title", "place", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected: one of `KINDS`, the words that said so (as typed, small letters), and kinds asked for besides.

    "amount" is money; "date" a day, month, year or deadline; "time" an hour of the day or how long something lasts;
    "share" a percentage; "unit" who does it; "own_number" the number of the document itself, "sign" which document;
    "reason" also what for. "other" where nothing says what is expected.
    """

    kind: str
    words: str = ""
    also: tuple[str, ...] = ()


_NOUNS = frozenset(("email", "phone", "address", "title"))
_WH = re.compile(r"(?:gì|nào|ai|đâu|mấy|bao nhiêu|sao|bao giờ|bao lâu|chi)(?= |$)")
_WH_FOLDED = re.compile(r"(?:gi|nao|ai|dau|bao nhieu|sao|bao gio|bao lau|may (?:gio|nguoi|ngay|buoi|lan))(?= |$)")
_POLITE = re.compile(
    r"(?: (?:ạ|a|vậy|vay|v|thế|the|nhỉ|nhi|hả|ha|nhé|nhe|với|voi|ơi|oi|ad|nha|dạ|da|đó|do|luôn|em|anh|chị)){1,6}$"
)
_WHETHER = re.compile(
    r"(?:không|chưa|hay không|đúng không|phải không|được không|đúng hay sai|hay chưa|đúng chưa|khong|chua"
    r"|dung hay sai)$"
    r"|^(?:có phải|phải chăng|liệu|có đúng|co phai|phai chang|lieu|co dung)(?= )"
    r"|(?<!\S)(?:có|co) (?:\S+ ){1,12}?(?:không|khong)(?= hay )"
)
# "có ai hướng dẫn không": somebody or nobody.
_ANY = re.compile(
    r"(?<!\S)(?:có|co) (?:\S+ ){0,4}?(?:gì|nào|ai|đâu|gi|nao|dau)(?!\S)[^?]{0,200}?(?:không|chưa|khong|chua)$"
)
_CONFIRMED = ("đúng", "phải", "dung")  # behind these it is one whatever else is asked
_REQUEST = re.compile(
    r"^(?:\S+ ){0,3}?(?:xin|cho (?:tôi |em |mình |hỏi )?xin|gửi|cung cấp|cho (?:tôi|em|mình)|cho biết)"
    r"(?= (?!hỏi|hoi|biết|biet))"
)
_REQUEST_END = re.compile(r" (?:được|có được|duoc|co duoc) (?:không|khong|chứ|chu)$")
# "xin số điện thoại …": the thing itself is asked for. Elsewhere such a noun may be what the question is about.
_ABOUT = re.compile(
    r"(?: |^)(?:bằng|qua|vào|bang|theo|đổi|mất|thay|doi|mat|khóa|có|co|lộ) (?:cái |địa chỉ |dia chi )?$"
)
# "cơ quan nào đăng số điện thoại …": who does it is asked for, and the noun is what is done.
_ASKED_BEFORE = re.compile(r"(?<!\S)(?:nào|ai|nao) (?!biết|có|biet|co)(?:\S+ )+$")
_ASKED_NEXT = re.compile(r" (?:nào|nao|gì|gi|là|la|số|so|bao)(?!\S)")
# Where kinds of quantities stand among the rules.
_QUANTITIES = {"own_number": 0.5, "amount": 1.5, "share": 1.6, "phone": 6.5, "count": 8.5, "time": 8.6, "date": 9.5}


def expected(words: Sequence[Token], *, marked: bool) -> Expected:
    """Return what kind of answer a question expects.

    >>> from lantoakit.retrieval.asking.tokens import tokens
    >>> expected(tokens("Ai ký Kế hoạch này, ký khi nào?"), marked=True)
    Expected(kind='signer', words='ai ký', also=('date', 'person'))
    >>> expected(tokens("kinh phi bao nhieu tien"), marked=False).kind
    'amount'
    """
    line = " ".join(word.lower if marked else word.folded for word in words)
    line = _POLITE.sub("", line)
    request = _REQUEST.match(line) is not None
    if request:
        line = _REQUEST_END.sub("", line)
    asks = (_WH if marked else _WH_FOLDED).search(line) is not None
    whether = _WHETHER.search(line) if not request else None
    if whether and (
        not asks
        or whether.start() == 0
        or whether.end() < len(line)
        or whether.group().startswith(_CONFIRMED)
        or _ANY.search(line)
    ):
        return Expected("yes_no", whether.group())
    found = _hits(line, {word.lower if marked else word.folded for word in words}, marked=marked, asks=asks)
    if counted := quantity(line, marked=marked):
        found.append((_QUANTITIES[counted[0]], *counted))
    if not found:
        return Expected("yes_no", whether.group()) if whether else Expected("other")
    found.sort(key=lambda hit: hit[0])
    _place, kind, text = found[0]
    return Expected(kind, text, tuple(dict.fromkeys(other for _place, other, _text in found if other != kind)))


def _hits(line: str, words: set[str], *, marked: bool, asks: bool) -> list[tuple[float, str, str]]:
    """Return the rules that fit: their place in the order, the kind, and the words that fit."""
    found: list[tuple[float, str, str]] = []
    for place, rule in enumerate(rules("expecting.txt")):
        match = rule.search(line, words, marked=marked)
        if match is None:
            continue
        named = asks and not _ASKED_NEXT.match(line, match.end())
        before = line[: match.start()]
        if rule.kind in _NOUNS and named and (_ABOUT.search(before) or _ASKED_BEFORE.search(before)):
            continue
        found.append((place, rule.kind, match.group()))
    return found
