"""Every mention of a document: by its sign, a law by its name, by words that the text defined, by its bare number."""

from lantoakit.citations.divisions import with_divisions
from lantoakit.citations.model import Citation
from lantoakit.citations.names import find_aliases, find_laws, find_numbers, join_laws
from lantoakit.citations.signs import find_signs


def find(text: str) -> list[Citation]:
    """Return every mention of a document, in order, with the divisions named before it. Mentions do not overlap.

    White space and line feeds may stand inside a sign. Numbers of forms ("Mẫu số 01/…"), blank numbers
    ("Số: /KH-UBND") and bare numbers that nothing before explains ("Đề án 06") are none.

    >>> t = "Nghị quyết số 57-NQ/TW; khoản 2 Điều 5 Luật Dữ liệu năm 2024; Nghị quyết 57"
    >>> [(c.form, t[c.start : c.end]) for c in find(t)]
    [('sign', '57-NQ/TW'), ('name', 'Luật Dữ liệu'), ('number', '57')]
    """
    signs, laws = join_laws(text, find_signs(text), find_laws(text))
    first = sorted([*signs, *laws], key=lambda c: c.start)
    again = find_aliases(text, first) + find_numbers(text, signs)
    return [with_divisions(text, c) for c in _apart(first, again)]


def _apart(first: list[Citation], again: list[Citation]) -> list[Citation]:
    """Put the mentions in order; of two that overlap the fuller one stays, an alias before a bare number."""
    taken: list[Citation] = []
    for citation in sorted([*first, *again], key=lambda c: (c.start, c.form not in ("sign", "name"), -c.end)):
        if taken and citation.start < taken[-1].end:
            if taken[-1].form in ("alias", "number") and citation.form in ("sign", "name"):
                taken[-1] = citation
            continue
        taken.append(citation)
    return taken
