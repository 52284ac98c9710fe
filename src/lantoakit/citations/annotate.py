"""Writing into the text around each mention."""

from collections.abc import Callable, Iterable

from lantoakit.citations.model import Citation


def annotate(text: str, citations: Iterable[Citation], around: Callable[[Citation], tuple[str, str]]) -> str:
    """Return `text` with what `around` gives put before and behind each mention. Mentions must not overlap.

    >>> from lantoakit.citations import find
    >>> t = "theo Kế hoạch số 05/KH-UBND"
    >>> annotate(t, find(t), lambda c: ("[", "]"))
    'theo Kế hoạch số [05/KH-UBND]'
    """
    parts: list[str] = []
    at = 0
    for citation in sorted(citations, key=lambda c: c.start):
        if citation.start < at:
            continue
        before, behind = around(citation)
        parts += [text[at : citation.start], before, text[citation.start : citation.end], behind]
        at = citation.end
    return "".join([*parts, text[at:]])
