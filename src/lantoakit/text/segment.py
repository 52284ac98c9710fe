"""Cutting text: syllables (the words that white space separates) and sentences."""

import re
from typing import NamedTuple

from lantoakit.text.normal import nfc

_SYLLABLE = re.compile(r"[^\W_]+")
_STOP = re.compile(r"(?:\.{1,3}(?:/\.)?|…|[!?])[\"”’»)\]]*(?=\s)")
# What stands before a full stop without ending a sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:TM|KT|TL|TUQ|TP|TT|TX|Tp|Q|P|H|X|ThS|TS|PGS|GS|BS|KS|Ths|St|v\.v|tr|đ/c|Đ/c"
    r"|\d{1,3}(?:\.\d{1,3})*"
    r"|[IVXLC]+|[A-ZĐa-zđ])$"
)


class Sentence(NamedTuple):
    """A sentence: its text and where it stands, in code points, end excluded."""

    start: int
    end: int
    text: str


def syllables(text: str) -> list[str]:
    """Return the runs of letters and digits of `text`, in order, after NFC.

    >>> syllables("Nghị quyết 57-NQ/TW")
    ['Nghị', 'quyết', '57', 'NQ', 'TW']
    """
    return _SYLLABLE.findall(nfc(text))


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of `text`. A full stop behind an abbreviation or a list number ends none.

    >>> [s.text for s in sentences("1. Gửi TP. Huế. Báo cáo sau. Xong")]
    ['1. Gửi TP. Huế.', 'Báo cáo sau.', 'Xong']
    """
    found: list[Sentence] = []
    start = 0
    for stop in _STOP.finditer(text):
        rest = text[stop.end() : stop.end() + 8].lstrip()
        opens = bool(rest) and (rest[0].isupper() or rest[0].isdigit() or rest[0] in '"“‘«-–—(+')
        before = text[max(start, stop.start() - 12) : stop.start()]
        if not opens or (stop.group().startswith(".") and _ABBREVIATION.search(before)):
            continue
        _add(found, text, start, stop.end())
        start = stop.end()
    _add(found, text, start, len(text))
    return found


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if piece:
        found.append(Sentence(start + left, start + left + len(piece), piece))
