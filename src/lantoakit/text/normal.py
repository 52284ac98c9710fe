"""Forms of a string: NFC, tone placement, and the folded form of search columns."""

import re
import unicodedata

# Old placement (on the second vowel of oa, oe, uy) beside the new one (on the first).
_LOWER = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_NEW = {spelled(old): spelled(new) for spelled in (str.lower, str.upper, str.capitalize) for old, new in _LOWER.items()}
# "qu" is a consonant: in "quý" the mark stands right. A letter behind closes the syllable ("hoàn", "thoáng").
_PAIR = re.compile("(?<![qQ])(?:" + "|".join(_NEW) + r")(?![^\W\d_])")
_UNREAD = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff]"
)
_D = str.maketrans({"đ": "d", "Đ": "d", "Ð": "d", "ð": "d"})


def nfc(text: str) -> str:
    """Return `text` in Unicode's composed form (NFC), with the Icelandic Ð (U+00D0) read as Đ.

    >>> nfc("Nghi" + chr(0x323) + " " + chr(0xD0) + "ảng")
    'Nghị Đảng'
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.replace("Ð", "Đ")


def legible(text: str) -> str:
    """Return `text` without what nobody reads and not every database keeps: controls, half letters, no-width signs.

    Line ends and tabs stay.

    >>> legible("0912" + chr(0x200B) + "345678" + chr(0) + chr(0xD800))
    '0912345678'
    """
    return _UNREAD.sub("", text)


def normalise_tones(text: str) -> str:
    """Return `text` in NFC with the tone mark of oa, oe and uy on the first vowel ("uỷ" becomes "ủy").

    NFC text keeps its length in code points, so offsets stay valid.

    >>> normalise_tones("Uỷ ban, văn hoá, HOÀ, quý, hoàn")
    'Ủy ban, văn hóa, HÒA, quý, hoàn'
    """
    return _PAIR.sub(lambda found: _NEW[found.group()], nfc(text))


def fold(text: str) -> str:
    """Return the search form of `text`: lower case, no diacritics, đ as d, single spaces.

    >>> fold("Kế  hoạch ĐẢNG uỷ")
    'ke hoach dang uy'
    """
    bare = text.casefold().translate(_BARE)
    return " ".join((bare if bare.isascii() else _without_marks(bare)).split())


def _without_marks(text: str) -> str:
    bare = unicodedata.normalize("NFD", text.translate(_D))
    return "".join(c for c in bare if not unicodedata.combining(c))


# Most of what is folded: small letters of Latin scripts and marks that stand by themselves, each to what remains of it.
_BARE = {
    code: _without_marks(chr(code))
    for code in (*range(0xC0, 0x250), *range(0x300, 0x370), *range(0x1E00, 0x1F00))
    if chr(code) == chr(code).casefold()
}
