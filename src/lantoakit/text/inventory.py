"""The syllables that Vietnamese can have, by rule: an onset, a rime and a tone that go together in spelling.

A form is in the inventory when it can be spelled so, whether a word has it or not; what is not in it is a misprint, a
misread word, an abbreviation or of another language.
"""

import unicodedata
from functools import lru_cache


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A syllable may have none of them too.
_ONSETS = tuple(_listed("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"))
# Rimes by the vowel that they are written with first; a coda p, t, c, ch bears only two tones.
_RIMES = _listed(
    """
    a ai ao au ay am an ang anh ac ach ap at ăm ăn ăng ăc ăp ăt âm ân âng âc âp ât âu ây
    e em en eng ec ep et eo ê êm ên ênh êch êp êt êu
    i im in inh ich ip it iu ia iêm iên iêng iêc iêp iêt iêu
    o oi om on ong oc op ot oong ooc oa oai oao oay oam oan oang oanh oac oach oap oat
    oăm oăn oăng oăc oăt oe oem oen oeo oet ô ôi ôm ôn ông ôc ôp ôt ơ ơi ơm ơn ơp ơt
    u ui um un ung uc up ut ua uôi uôm uôn uông uôc uôt uân uâng uây uât uê uên uênh uêch uơ
    uy uya uyn uynh uych uyt uyp uyu uyên uyêt ư ưi ưm ưn ưng ưc ưt ưu ưa ươi ươm ươn ương ươc ươp ươt ươu
    y yêm yên yêng yêt yêu
    """
)
_AFTER_QU = _listed(
    """
    a ai ao au ay am an ang anh ac ach ap at ăm ăn ăng ăp ăt ăc âm ân âng ât âu ây e en eo et ê ên ênh êch êt
    i it y yên yêt yt ynh ych yu ơ ôc ui in
    """
)
_AFTER_GI = (_RIMES - {rime for rime in _RIMES if rime[0] in "iy"}) | {"ê", "êm", "ên", "êng", "êt", "êc", "", "n", "m"}
_FRONT = "eêiy"
_STOPS = ("p", "t", "c", "ch")
_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0309": "hỏi", "\u0303": "ngã", "\u0323": "nặng"}
_VOWELS = "aăâeêioôơuưy"
_MARKED = "ăâêôơ"


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word is spelled as one Vietnamese syllable, in any case, with either placement of tone marks.

    >>> [is_syllable(word) for word in ("nghiêng", "quyết", "HOÀ", "hòa", "ngiêng", "tỉnk", "cách", "cảch", "UBND")]
    [True, True, True, True, False, False, True, False, False]
    """
    bare, tone, at = _untoned(unicodedata.normalize("NFC", word).lower())
    if not bare or tone == "?":
        return False
    for onset in _onsets(bare):
        rime = bare[len(onset) :]
        if _goes_with(onset, rime) and _bears(onset, rime, tone, at - len(onset)):
            return True
    return False


def _untoned(word: str) -> tuple[str, str, int]:
    """Return a word without its tone mark, the tone ("" for none, "?" for two) and the letter that bore it (-1)."""
    letters: list[str] = []
    tone, at = "", -1
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        marks = [mark for mark in parts if mark in _TONES]
        if marks:
            if tone or len(marks) > 1:
                return word, "?", -1
            tone, at = _TONES[marks[0]], len(letters)
        letters.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES)))
    return "".join(letters), tone, at


def _onsets(bare: str) -> list[str]:
    return [onset for onset in ("", *_ONSETS) if bare.startswith(onset)]


def _goes_with(onset: str, rime: str) -> bool:
    if onset == "qu":
        return rime in _AFTER_QU
    if onset == "gi":
        return rime in _AFTER_GI
    if rime not in _RIMES:
        return False
    front = rime[0] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "g", "ng"):
        return not front
    if rime.startswith("yê"):
        return onset == ""
    if rime == "y":
        return onset in ("", "h", "k", "l", "m", "s", "t", "v", "b", "d", "n", "qu")
    return not (onset == "" and rime.startswith("iê"))


def _bears(onset: str, rime: str, tone: str, at: int) -> bool:
    """Whether a rime may have a tone, and has it at the right letter."""
    if any(rime.endswith(stop) for stop in _STOPS):
        if tone not in ("sắc", "nặng"):
            return False
    elif tone == "":
        return rime != "" or onset == "gi"
    return at in _places(onset, rime)


def _places(onset: str, rime: str) -> tuple[int, ...]:
    """Return which letters of a rime may bear its tone mark; -1 is the i of "gi"."""
    vowels = [n for n, letter in enumerate(rime) if letter in _VOWELS]
    marked = [n for n in vowels if rime[n] in _MARKED]
    if not vowels:
        return (-1,) if onset == "gi" else ()
    if marked:
        return (marked[-1],)
    if len(vowels) == 1:
        return (vowels[0],)
    if vowels[-1] < len(rime) - 1:  # a consonant closes it
        return (vowels[-1],)
    if len(vowels) == 3:
        return (vowels[1],)
    return (0, 1) if rime in ("oa", "oe", "uy") else (vowels[0],)
