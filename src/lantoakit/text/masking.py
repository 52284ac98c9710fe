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
_DIGITS = re.compile(r"(?<![\w/])[+(]{0,2}[oO]?\d(?:[ .\-()\u00a0]{0,2}\d)+\)?(?![\w/])")
_MONEY = re.compile(r"\s*(?:đồng|dong|đ\b|vnđ|vnd|nghìn|ngàn|triệu|tỷ|tỉ|usd|k\b)", re.IGNORECASE)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[. ]\d{3})+")
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


def _digits(found: re.Match[str]) -> str:
    shown = found[0]
    groups = re.findall(r"\d+", shown)
    digits = "".join(groups)
    if len(digits) < 8 or _stays(shown, groups, found):
        return shown
    if re.match(r"\W*[oO]", shown):
        digits = f"0{digits}"
    if _ABOUT_ACCOUNT.search(fold(found.string[: found.start()][-80:])):
        return ACCOUNT
    if len(digits) < _LONG:
        return shown
    if _TELEPHONE.fullmatch(digits):
        return PHONE
    return PAPER if len(digits) in (9, 12) else NUMBER


def _stays(shown: str, groups: list[str], found: re.Match[str]) -> bool:
    """Whether a long run of digits is a sum, a day, several years, or a number for everybody."""
    if _MONEY.match(found.string, found.end()) and not shown.startswith(("0", "+")):
        return True
    plain = shown.strip("() ")
    if _DAY.fullmatch(plain) or (_GROUPED.fullmatch(plain) and "." in plain):
        return True
    if _SHORT_NUMBER.fullmatch("".join(groups)):
        return True
    return all(_YEAR.fullmatch(one) or _SHORT_NUMBER.fullmatch(one) for one in groups)


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
