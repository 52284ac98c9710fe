"""Stamps of secrecy: MẬT, TỐI MẬT, TUYỆT MẬT."""

import re
from unicodedata import is_normalized

from lantoakit.text import fold

# "MẬT ĐỘ", "MẬT KHẨU" and the like are words of a heading, and "BÍ / MẬT" may be broken by a line.
_SECRET = re.compile(r"(?:TUYỆT |TỐI )?MẬT\b(?! (?:ĐỘ|KHẨU|MÃ|VỤ|THIẾT|DANH|THƯ|NGỮ|ONG|NHÀ NƯỚC)\b)")
_STAMP_ALONE = re.compile(r"(?:độ mật\s*:?\s*|dấu mật\s*:?\s*)?\W{0,3}(?:tuyệt |tối )?mật\W{0,3}", re.IGNORECASE)
_WORDS = tuple(m + a + t for m in "mM" for a in "ậẬ" for t in "tT")
_LETTERS = re.compile(r"[^\W\d_]+")
_SEEN = ("mat", "toi mat", "tuyet mat", "do mat mat", "do mat toi mat", "do mat tuyet mat")


def may_be_secret(text: str) -> bool:
    """Whether a stamp of secrecy may stand in a text: a quick look."""
    if any(word in text for word in _WORDS):
        return True
    return not is_normalized("NFC", text) or not text.replace("\n", "").isprintable()


def is_secret(line: str, before: str = "") -> bool:
    """Whether a cleaned line is, or starts as, a stamp of secrecy. `before` is the line above it in its paragraph."""
    if "ật" not in line and "ẬT" not in line and "Ật" not in line and "ậT" not in line:
        return False
    if line.upper().startswith("MẬT") and before.upper().endswith((" BÍ", " BẢO", " CƠ")):
        return False
    return bool(_SECRET.match(line)) or (len(line) < 40 and bool(_STAMP_ALONE.fullmatch(line)))


def is_secret_seen(line: str, *, stamped: bool = False) -> bool:
    """Whether a line that was seen in an image is a stamp of secrecy, also where its marks were misread.

    A stamp alone may be in small letters; a line of the print has to be in capitals.

    >>> is_secret_seen("TÕI MÂT"), is_secret_seen("|mậT|", stamped=True), is_secret_seen("Mặt")
    (True, True, False)
    """
    words = _LETTERS.findall(line)
    bare = fold(" ".join(words))
    return bare in _SEEN and (stamped or all(word.isupper() for word in words))
