"""Repairs of typing: hidden characters, stretched words, keys of Telex and VNI that no input method turned into marks.

A word is only changed where it is no Vietnamese syllable and what the keys mean is one. Telex that could be English
("test", "box") is only read so beside words that can be nothing else.
"""

import re
import unicodedata
from functools import lru_cache

from lantoakit.retrieval.asking.tokens import LONGEST_WORD, Token, has_marks
from lantoakit.text import fold, nfc, normalise_tones
from lantoakit.text.inventory import is_syllable

MOST = 2_000  # characters of a question that are read
# Marks of other scripts stay; those of Latin letters that no letter took, joiners, selectors and controls go.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
_LOOSE = re.compile("[\u0300-\u036f\u20d0-\u20f0]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_ROMAN = re.compile(r"[ivxlcdm]+|w{3}", re.IGNORECASE)
_DOUBLE_O = re.compile(r"(?!x|b|c|g|m)[a-z]{1,3}oong")
_VOWELS = frozenset("aăâeêioôơuưy")
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_DIGIT_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
_HORN = {"a": "ă", "o": "ơ", "u": "ư"}
# Ways to write an onset among friends: "fường", "zân", "wy định", "kó".
_ONSETS = (("f", "ph"), ("z", "d"), ("w", "qu"), ("j", "gi"), ("k", "c"))


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# English and names of things that would be syllables by Telex.
_ENGLISH = _listed(
    """
    as is us or of if has his her hers him was its does beef beer been being boom boot boots box bus bar bars bags ads
    chef door deer fax fox floor poor gas her hex host list lists lens max mix most moon moons news now how low row
    meets need needs now off pass per pets pins pix plus pop pops pos post posts proof queen queens roof room rooms sax
    see seem seems seen sees self set sets sex six shoes sir son sons soon tax taxi teen teens test tests tips tops
    tools too tw hw tour tours tow tower tows view var vas was weeks yes yet your hour hours our out outs cost cents
    cons law laws raw saw paw bow sow bees tees teas cows cars car far for dos tags tens ten hens men mens mines
    lines miss mass max mars bits cats dots hits hots lots nets nuts mats cup cups caps maps laps taps gaps gas chips
    ships chats tex mexs text next best rest nest pest vest last past lost must trust just costs coins bins bonus
    """
)
# Behind these a digit is a number: "thon3", "to2".
_NUMBERED = _listed(
    "thon to ap khu khom xom ban lop quan doi mon tang so mau pho kp tdp muc phan bai de cau khoi quy nha co tp"
)
# A digit at the end of a word is a tone only beside words that can be nothing but VNI.
SURE, PERHAPS, HARDLY = 3, 2, 1


def tidied(text: str) -> str:
    """Return what was typed, cut to `MOST` characters, in NFC, without hidden characters, with single spaces.

    >>> tidied("  Uỷ\\u200b ban   xã ")
    'Ủy ban xã'
    """
    text = text[:MOST]
    if not text.isascii():
        text = _LOOSE.sub("", normalise_tones(_SURROGATE.sub("\ufffd", _HIDDEN.sub("", text))))
        text = nfc(text)
    else:
        text = _HIDDEN.sub("", text)
    return " ".join(text.split())


def repaired(words: list[Token]) -> list[str]:
    """Return the words with stretched letters and left-over keys of Telex and VNI repaired.

    >>> from lantoakit.retrieval.asking.tokens import tokens
    >>> repaired(tokens("ddieenj thoaij laf gif ơiiii, d9ie65n thoa5i 57 web test"))
    ['điện', 'thoại', 'là', 'gì', 'ơi', 'điện', 'thoại', '57', 'web', 'test']
    """
    decoded = [_repair(word.text) if len(word.text) <= LONGEST_WORD else (word.text, 0) for word in words]
    sure = sum(strength == SURE for _text, strength in decoded)
    maybe = sum(strength == PERHAPS for _text, strength in decoded)
    telex = maybe > 1 and not any(has_marks(word.lower) for word in words)
    accept = HARDLY if sure else PERHAPS if telex else SURE
    return [
        _without_double_o(text) if sure else text if strength == 0 or strength >= accept else _unstretched(word.text)
        for word, (text, strength) in zip(words, decoded, strict=True)
    ]


def _without_double_o(word: str) -> str:
    """Return "không" for "khoong" of a question in Telex: few words have that rime ("xoong", "boong")."""
    return word.replace("oo", "ô") if _DOUBLE_O.fullmatch(word) else word


@lru_cache(maxsize=20_000)
def _repair(word: str) -> tuple[str, int]:
    """Return a word as it is to be read, and how sure: 0 where nothing was decoded."""
    word = _unstretched(word)
    low = word.lower()
    if len(low) != len(word) or is_syllable(low) or len(low) < 2 or not any(letter.isalpha() for letter in low):
        return word, 0
    if any(letter.isdigit() for letter in low):
        found, strength = _vni(low)
    elif low in _ENGLISH:
        return word, 0
    else:
        found, strength = _telex(low)
        if found is None and has_marks(low):
            found, strength = _respelled(low), SURE
    if found is None or (word.isupper() and strength < SURE):
        return word, 0
    return _cased(found, word), strength


def _unstretched(word: str) -> str:
    """Return "ơi" for "ơiiii". Roman numbers stay."""
    if _STRETCHED.search(word) and not _ROMAN.fullmatch(word):
        word = normalise_tones(_STRETCHED.sub(r"\1", word))
    once = word
    while len(once) > 1 and not once.isascii() and not is_syllable(once) and once[-1] == fold(once[-2]):
        once = normalise_tones(once[:-1])
    return once if is_syllable(once) else word


def _cased(found: str, typed: str) -> str:
    if typed.isupper():
        return found.upper()
    return found[0].upper() + found[1:] if typed[0].isupper() else found


def _telex(word: str) -> tuple[str | None, int]:
    """Return the syllable that Telex keys spell, None where they spell none, and how sure that is."""
    letters: list[str] = []
    tone, marks, stroke = "", 0, False
    for place, key in enumerate(word):
        if key in _TONES and any(letter in _VOWELS for letter in letters):
            if tone:
                return None, 0
            tone = key
        elif key in _CIRCUMFLEX and letters and letters[-1] == key:
            letters[-1] = _CIRCUMFLEX[key]
            marks += 1
        elif key == "d" and letters[:1] == ["d"] and place in (1, len(word) - 1):
            letters[0] = "đ"
            stroke = True
        elif key == "w":
            if not _horned(letters):
                letters.append("ư")
            marks += 1
        else:
            letters.append(key)
    if not (tone or marks or stroke):
        return None, 0
    found = _toned(letters, _TONES.get(tone, ""))
    sure = tone == "j" or (stroke and word.startswith("dd")) or "uw" in word or (marks and tone)
    return found, SURE if sure else PERHAPS


def _vni(word: str) -> tuple[str | None, int]:
    """Return the syllable that VNI keys spell, None where they spell none, and how sure that is."""
    letters: list[str] = []
    tone = ""
    for key in word:
        if not key.isdigit():
            letters.append(key)
        elif key in _DIGIT_TONES:
            if tone or not any(letter in _VOWELS for letter in letters):
                return None, 0
            tone = _DIGIT_TONES[key]
        elif not _changed(letters, key):
            return None, 0
    inside = any(key.isdigit() and word[place + 1 : place + 2].isalpha() for place, key in enumerate(word))
    if not inside and "".join(letters) in _NUMBERED:
        return None, 0
    return _toned(letters, tone), SURE if inside else HARDLY


def _changed(letters: list[str], key: str) -> bool:
    """Put the mark of a VNI digit on the last letter that can bear it; False where none can."""
    if key == "9" and letters[:1] == ["d"]:
        letters[0] = "đ"
        return True
    if key == "7":
        return any(letter in "uo" for letter in letters) and _horned(letters)
    table = _CIRCUMFLEX if key == "6" else {"a": "ă"} if key == "8" else {}
    for place in range(len(letters) - 1, -1, -1):
        if letters[place] in table:
            letters[place] = table[letters[place]]
            return True
    return False


def _horned(letters: list[str]) -> bool:
    """Put a horn or a breve on the last letters that can bear it; False where none can."""
    for place in range(len(letters) - 1, -1, -1):
        letter, before = letters[place], letters[place - 1] if place else ""
        if letter not in _HORN:
            continue
        follows_q = place > 1 and letters[place - 2] == "q"
        if letter == "a" and before == "u" and not follows_q:
            letters[place - 1] = "ư"
        else:
            letters[place] = _HORN[letter]
            if letter == "o" and before == "u" and not follows_q:
                letters[place - 1] = "ư"
        return True
    return False


def _toned(letters: list[str], tone: str) -> str | None:
    """Return the syllable of these letters with a tone mark on the letter that bears it; None where there is none."""
    for spelled in ("".join(letters), "".join(letters).replace("ươ", "uơ")):
        if not tone:
            if is_syllable(spelled):
                return spelled
            continue
        for place, letter in enumerate(spelled):
            if letter in _VOWELS:
                found = unicodedata.normalize("NFC", spelled[: place + 1] + tone + spelled[place + 1 :])
                if is_syllable(found):
                    return normalise_tones(found)
    return None


def _respelled(word: str) -> str | None:
    for typed, meant in _ONSETS:
        if word.startswith(typed) and is_syllable(meant + word[len(typed) :]):
            return normalise_tones(meant + word[len(typed) :])
    return None
