"""Changing words of a document that was read: every place in it moves along."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from lantoakit.documents.model import Document, Mend


class _Shift:
    """Where a place of the old text is in the new one."""

    def __init__(self, mends: Sequence[Mend]) -> None:
        self.starts = [mend.start for mend in mends]
        self.moves: list[tuple[int, int, int]] = []
        total = 0
        for mend in mends:
            self.moves.append((mend.end, total, len(mend.mended)))
            total += len(mend.mended) - (mend.end - mend.start)
        self.total = total

    def __call__(self, place: int) -> int:
        n = bisect_right(self.starts, place) - 1
        if n < 0:
            return place
        end, before, length = self.moves[n]
        if place >= end:
            return place + before + length - (end - self.starts[n])
        return self.starts[n] + before if place == self.starts[n] else self.starts[n] + before + length


def mended(document: Document, mends: Sequence[Mend], confidence: float) -> Document:
    """Return the document with mends made: their places are those of the given text, in order, without overlap.

    The words that were mended get `confidence`.
    """
    if not mends:
        return document
    shift = _Shift(mends)
    text = _written(document.text, mends)
    made = tuple(replace(mend, start=shift(mend.start), end=shift(mend.start) + len(mend.mended)) for mend in mends)
    moved = [replace(mend, start=shift(mend.start), end=shift(mend.end)) for mend in document.mends]
    return _moved(
        document, text, shift, sorted([*moved, *made], key=lambda mend: mend.start), made, confidence=confidence
    )


def undone(document: Document, mend: Mend) -> Document:
    """Return the document with what was printed in place of one of its mends. Raises ValueError for another mend."""
    if mend not in document.mends:
        raise ValueError("the document has no such mend")
    back = Mend(mend.start, mend.end, mend.mended, mend.printed, "printed", mend.confidence)
    shift = _Shift([back])
    kept = [replace(m, start=shift(m.start), end=shift(m.end)) for m in document.mends if m is not mend and m != mend]
    place = replace(back, end=back.start + len(back.mended))
    return _moved(document, _written(document.text, [back]), shift, kept, (place,), confidence=mend.confidence)


def _written(text: str, mends: Sequence[Mend]) -> str:
    parts: list[str] = []
    at = 0
    for mend in mends:
        parts += [text[at : mend.start], mend.mended]
        at = mend.end
    return "".join([*parts, text[at:]])


def _moved(
    document: Document, text: str, shift: _Shift, mends: Sequence[Mend], fresh: Sequence[Mend], *, confidence: float
) -> Document:
    blocks = tuple(
        replace(b, start=shift(b.start), end=shift(b.end), text=text[shift(b.start) : shift(b.end)])
        for b in document.blocks
    )
    starts = [mend.start for mend in fresh]
    words = []
    for word in document.words:
        start, end = shift(word.start), shift(word.end)
        n = bisect_right(starts, end - 1) - 1
        touched = n >= 0 and fresh[n].end > start
        words.append(replace(word, start=start, end=end, confidence=confidence if touched else word.confidence))
    return replace(
        document,
        text=text,
        blocks=blocks,
        spans=tuple(replace(s, start=shift(s.start), end=shift(s.end)) for s in document.spans),
        pages=tuple(replace(p, start=shift(p.start), end=shift(p.end)) for p in document.pages),
        words=tuple(words),
        mends=tuple(mends),
    )
