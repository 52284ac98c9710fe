"""Misread words of a scan put right, only where something proves it; every mend is recorded and can be undone."""

from lantoakit.documents import changing
from lantoakit.documents.mending.known import known_phrases, known_signs
from lantoakit.documents.mending.numbering import numbers
from lantoakit.documents.mending.repeats import repeats
from lantoakit.documents.mending.spelling import spelling
from lantoakit.documents.mending.tokens import tokens_of
from lantoakit.documents.model import Document

PROVEN = 0.93  # the confidence of a word after a mend

_STEPS = (known_signs, numbers, known_phrases, repeats, spelling)


def mended(document: Document) -> Document:
    """Return the document with its misread words mended. One without words of a scan is returned as it is.

    A word that one step has mended is left alone by the later ones.
    """
    for step in _STEPS:
        if not document.words:
            break
        tokens = tokens_of(document)
        done = {place for mend in document.mends for place in range(mend.start, mend.end + 1)}
        fresh = []
        for mend in sorted(step(document, tokens), key=lambda m: m.start):
            if not any(place in done for place in range(mend.start, mend.end)) and mend.printed != mend.mended:
                fresh.append(mend)
                done.update(range(mend.start, mend.end))
        document = changing.mended(document, fresh, PROVEN)
    return document
