"""Mends that a known phrase, body or code of a sign proves."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from lantoakit.documents.mending.tokens import Token, apart, in_case_of
from lantoakit.documents.model import Document, Mend
from lantoakit.text import fold, normalise_tones
from lantoakit.text.codes import CODES
from lantoakit.text.phrases import BODIES, PHRASES

_SIGN = re.compile(r"(?<![\w/-])\d{1,5}\s?(?:/\s?(?:19|20)\d\d\s?)?[-/]\s?(?P<code>[^\W\d_][^\s,;()“”\"]{0,30})")
_ARCHIVE = re.compile(r"Lưu\s?:\s?(?P<code>V[I1l])(?=[,;.]|$)")
_PURPOSE = re.compile(r"\(\s?(?:để\s)?(?P<code>b/?€|b/C|/c|b[cl]|th|t[1l/|]h|b[1l|]c|ph|p[1l|]h)\s?\)")
_LOOKS = str.maketrans(
    {"Đ": "D", "đ": "d", "0": "O", "1": "I", "l": "I", "|": "I", "Ð": "D", "Ô": "O", "Ư": "U", "Â": "A"}
)
_DOUBLED = re.compile("[ĐÐ]{2}")  # the bar of a letter seen as another letter
_MOST_APART = 2  # letters of a phrase that may be misread, one of each word


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...], str]]]:
    """Return the known phrases by their first word without diacritics, longest first: bare words, words, proof."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], str]]] = {}
    for phrases, proof in ((BODIES, "body"), (PHRASES, "phrase")):
        for phrase in phrases:
            words = tuple(normalise_tones(word.strip(",")).lower() for word in phrase.split())
            bare = tuple(fold(word) for word in words)
            found.setdefault(bare[0], []).append((bare, words, proof))
    return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in found.items()}


def known_phrases(document: Document, tokens: Sequence[Token]) -> Iterator[Mend]:
    """Yield mends of words that stand in a known phrase with a wrong mark ("UBND tính" is "UBND tỉnh")."""
    phrases = _phrases()
    n = 0
    while n < len(tokens):
        match = _match(phrases.get(tokens[n].bare, []), tokens, n)
        if match is None:
            n += 1
            continue
        words, proof = match
        here = tokens[n : n + len(words)]
        gaps = [apart(token.form, word) for token, word in zip(here, words, strict=True)]
        if max(gaps) == 1 and sum(gaps) <= _MOST_APART:
            for token, word, gap in zip(here, words, gaps, strict=True):
                if gap:
                    yield Mend(
                        token.start, token.end, token.text, in_case_of(token.text, word), proof, token.confidence
                    )
        n += len(words)


def _match(
    rows: Sequence[tuple[tuple[str, ...], tuple[str, ...], str]], tokens: Sequence[Token], n: int
) -> tuple[tuple[str, ...], str] | None:
    for bare, words, proof in rows:
        here = tokens[n : n + len(bare)]
        if (
            len(here) == len(bare)
            and here[0].block == here[-1].block
            and all(token.bare == word for token, word in zip(here, bare, strict=True))
        ):
            return words, proof
    return None


def known_signs(document: Document, tokens: Sequence[Token]) -> Iterator[Mend]:
    """Yield mends of codes of signs ("57-NQ/TVV" is "57-NQ/TW") and of the short forms of the list of recipients."""
    text = document.text
    for found in _SIGN.finditer(text):
        at = found.start("code")
        for piece in re.finditer(r"[^\W\d_]\w*", found["code"]):
            known = _known_code(piece.group())
            if known:
                start = at + piece.start()
                yield _mend(document, start, start + len(piece.group()), known, "sign")
    for found in _ARCHIVE.finditer(text):
        yield _mend(document, found.start("code"), found.end("code"), "VT", "sign")
    for found in _PURPOSE.finditer(text):
        code = found["code"]
        mended = "b/c" if code[0] in "b/" else f"{code[0]}/h"
        if mended != code:
            yield _mend(document, found.start("code"), found.end("code"), mended, "sign")


def _known_code(printed: str) -> str | None:
    """Return the one known code that looks like a printed one that is not known; None where there is none."""
    if printed in CODES or len(printed) < 2:
        return None
    alike = {code for code in CODES if _looks(code) == _looks(printed)}
    return alike.pop() if len(alike) == 1 else None


def _looks(code: str) -> str:
    return _DOUBLED.sub("Đ", code).translate(_LOOKS).replace("VV", "W")


def _mend(document: Document, start: int, end: int, mended: str, proof: str) -> Mend:
    seen = [word.confidence for word in document.words_in(start, end) if word.confidence is not None]
    return Mend(start, end, document.text[start:end], mended, proof, min(seen, default=0.5))
