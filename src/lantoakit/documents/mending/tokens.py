"""Words of a scan for comparing: without the marks at their edges, with and without diacritics."""

from dataclasses import dataclass

from lantoakit.documents.model import Document
from lantoakit.text import fold, normalise_tones

_EDGES = "\"“”'’‘().,;:!?…[]/"


@dataclass(frozen=True)
class Token:
    """A word: its place in the text without the marks at its edges, its letters, the same in small letters with tone
    marks in one placement (`form`) and without diacritics (`bare`), its confidence, the number of its block.
    """

    start: int
    end: int
    text: str
    form: str
    bare: str
    confidence: float
    block: int


def tokens_of(document: Document) -> list[Token]:
    """Return the words of a document in order."""
    found: list[Token] = []
    block = 0
    for word in document.words:
        while block + 1 < len(document.blocks) and document.blocks[block + 1].start <= word.start:
            block += 1
        text = document.text[word.start : word.end]
        left = len(text) - len(text.lstrip(_EDGES))
        core = text.strip(_EDGES)
        start = word.start + (left if core else 0)
        core = core or text
        form = normalise_tones(core).lower()
        found.append(Token(start, start + len(core), core, form, fold(core), word.confidence or 0.0, block))
    return found


def in_case_of(printed: str, form: str) -> str:
    """Return a word in small letters in the case that was printed.

    >>> in_case_of("TÍNH", "tỉnh"), in_case_of("Tính", "tỉnh"), in_case_of("tính", "tỉnh")
    ('TỈNH', 'Tỉnh', 'tỉnh')
    """
    if len(printed) > 1 and printed.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if printed[:1].isupper() else form


def apart(one: str, other: str) -> int:
    """Return in how many letters two words of the same length differ; 99 where their lengths do."""
    return sum(a != b for a, b in zip(one, other, strict=True)) if len(one) == len(other) else 99
