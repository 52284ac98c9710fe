"""Hiding what tells who somebody is: telephone numbers, identity papers, accounts, plates, e-mail addresses.

It leans towards hiding: a long number of which nothing says that it is money, a day or the sign of a document goes.

>>> mask("gọi em theo số 0912.345.678 nhé, nộp 1.500.000.000 đồng ngày 20/11/2026")
'gọi em theo số [số điện thoại] nhé, nộp 1.500.000.000 đồng ngày 20/11/2026'
"""

from __future__ import annotations

import re

from lantoakit.text.normal import fold

PHONE, PAPER, ACCOUNT, MAIL, PLATE, NUMBER = (
    "[số điện thoại]",
    "[số giấy tờ]",
    "[số tài khoản]",
    "[thư điện tử]",
    "[biển số xe]",
    "[dãy số]",
)
MARKS = (PHONE, PAPER, ACCOUNT, MAIL, PLATE, NUMBER)
"""What stands where something was hidden."""

_MAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_INSURANCE = re.compile(r"\b[A-Za-z]{2}[ -]?\d(?:[ .-]?\d){12}\b")
_PASSPORT = re.compile(r"\b[A-Z]\d{7,8}\b")
_PLATE = re.compile(
    r"\b[1-9]\d[ -]?(?:[A-Z]{1,2}\d?[ .-]{0,2}|[a-z]{1,2}\d?[.-]?)(?:\d{3}[ .]?\d{2}|\d{4})\b(?!\s*(?:đồng|m2|m²))"
)
_DIGITS = re.compile(r"(?<!\d)[+(]{0,2}[oO]?\d(?:[ .\-()\u00a0]{0,2}\d)+\)?(?!\d)")
_CURRENCY = r"(?:đồng|dong)(?!\s+(?:ý|chí|thời|bào|y|chi|thoi|bao)\b)|đ|vnđ|vnd|usd"
_MONEY = re.compile(rf"\s*(?:{_CURRENCY})(?!\w)", re.IGNORECASE)
_GROUPED_MONEY = re.compile(rf"\s*(?:{_CURRENCY}|nghìn|ngàn|triệu|tỷ|tỉ|k)(?!\w)", re.IGNORECASE)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[. ]\d{3})+")
_ROUND = re.compile(r".*(?:\.000){2}")
_TOLD = re.compile(
    r"\b(?:cmnd|cmt|cccd|can cuoc|chung minh|sdt|dt|dien thoai|zalo|goi|stk|tai khoan)(?:\W+(?:so|la|cho|toi|em))*\W*$"
)
_SIGN_AFTER = re.compile(r"/(?:\d{4}/)?[A-ZĐ]{2}|/\d{4}/")
_GLUED_BEFORE = re.compile(r"(?:[^\W\d_]\d{1,2}|/\d{1,4})[ .\-]")
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[.-](?:0?[1-9]|1[0-2])[.-](?:19|20)\d{2}")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_TELEPHONE = re.compile(r"(?:0|84|0084)[235789]\d{8,9}")
_SHORT_NUMBER = re.compile(r"1[12]\d|156|1022|(?:1[89]00)\d{4}(?:\d{2})?")
_ABOUT_ACCOUNT = re.compile(r"\b(?:tai khoan|stk|so the|ngan hang|chuyen khoan)(?:\W+\w+){0,5}\W*$")
_LONG = 9
"""Digits from which on a number can be one of a person: the old identity card has nine."""

_SPOKEN = frozenset(["khong", "mot", "hai", "ba", "bon", "tu", "nam", "lam", "sau", "bay", "tam", "chin"])
_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"[ .,\-\u00a0]{1,3}")


def mask(text: str) -> str:
    """`text` with a mark of MARKS wherever something stood that tells who somebody is. Masking twice changes nothing.

    Days, signs of documents, sums of money and numbers for everybody (113, 1022, 1900 …) stay.
    """
    text = _MAIL.sub(MAIL, text)
    text = _INSURANCE.sub(PAPER, text)
    text = _PASSPORT.sub(PAPER, text)
    text = _PLATE.sub(PLATE, text)
    text = _DIGITS.sub(_digits, text)
    return _spoken(text)


def is_masked(text: str) -> bool:
    """Whether something was hidden there."""
    return any(mark in text for mark in MARKS)


def without_marks(text: str) -> str:
    """A masked text without its marks, for searching: a mark is no word of the question.

    >>> without_marks("số tôi [số điện thoại], khai sinh thế nào")
    'số tôi , khai sinh thế nào'
    """
    for mark in MARKS:
        text = text.replace(mark, " ")
    return " ".join(text.split())


def _digits(found: re.Match[str]) -> str:
    """What stands where a run of digits stood; a number that belongs to the sign or the day beside it stays there."""
    start, end = _own(found)
    text, shown = found.string, found.string[start:end]
    return text[found.start() : start] + _shown(text, shown, start, end) + text[end : found.end()]


def _own(found: re.Match[str]) -> tuple[int, int]:
    """Start and end of a run without the end of "91/2025/QH15 …" before it and the start of "… 12/KH-UBND" after it."""
    text, start, end = found.string, found.start(), found.end()
    if _TELEPHONE.fullmatch(re.sub(r"\D", "", found[0])):
        return start, end
    if start and (before := _GLUED_BEFORE.match(text, start - 1)):
        start = min(before.end(), end)
    last = re.search(r"\D*(?<!\d)\d{1,5}$", text[start:end])
    if last and last.start() and _SIGN_AFTER.match(text, end):
        end = start + last.start()
    return start, end


def _shown(text: str, shown: str, start: int, end: int) -> str:
    groups = re.findall(r"\d+", shown)
    digits = "".join(groups)
    before = fold(text[:start][-80:])
    if len(digits) < 8 or _stays(shown, groups, before, text[end:]):
        return shown
    if re.match(r"\W*[oO]", shown):
        digits = f"0{digits}"
    if _ABOUT_ACCOUNT.search(before):
        return ACCOUNT
    if len(digits) < _LONG:
        return shown
    if _TELEPHONE.fullmatch(digits):
        return PHONE
    return PAPER if len(digits) in (9, 12) else NUMBER


def _stays(shown: str, groups: list[str], before: str, after: str) -> bool:
    """Whether a long run of digits is a sum, a day, several years, or a number for everybody."""
    plain = shown.strip("() ")
    if _DAY.fullmatch(plain) or _SHORT_NUMBER.fullmatch("".join(groups)):
        return True
    if all(_YEAR.fullmatch(one) or _SHORT_NUMBER.fullmatch(one) for one in groups):
        return True
    return _is_sum(plain, after) and not _TOLD.search(before)


def _is_sum(plain: str, after: str) -> bool:
    """Whether it is money: by the word behind it, or in thousands and round."""
    if plain.startswith(("0", "+")):
        return False
    if not _GROUPED.fullmatch(plain):
        return bool(_MONEY.match(after))
    return bool(_GROUPED_MONEY.match(after) or _ROUND.fullmatch(plain))


def _spoken(text: str) -> str:
    """Numbers that are said digit by digit: "không chín một hai …", some of them perhaps in figures."""
    words = list(_WORD.finditer(text))
    out, last, first = [], 0, 0
    while first < len(words):
        end, digits, said = first, 0, 0
        while end < len(words) and (count := _said(words[end][0])):
            if end > first and not _BETWEEN.fullmatch(text, words[end - 1].end(), words[end].start()):
                break
            digits, said, end = digits + count, said + (not words[end][0].isdigit()), end + 1
        if digits >= _LONG and said >= 3:
            out += [text[last : words[first].start()], PHONE if digits in (10, 11) else NUMBER]
            last = words[end - 1].end()
        first = max(end, first + 1)
    return "".join([*out, text[last:]])


def _said(word: str) -> int:
    """How many digits a word is."""
    if word.isdigit():
        return len(word)
    return 1 if fold(word) in _SPOKEN else 0
