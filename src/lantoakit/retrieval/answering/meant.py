"""Which document a question about a document means: by its sign, by whose it is, by the words of its title."""

import re
from collections.abc import Iterable, Sequence

from lantoakit.retrieval.answering.routing import Route, canonical
from lantoakit.retrieval.asking import Asked
from lantoakit.retrieval.model import Source
from lantoakit.text import fold

ENOUGH = 0.5
"""Share of the words of a question that a title must have, where neither sign nor place say which document is meant."""
_KINDS = "ke hoach quyet dinh van ban cong huong dan chuong trinh"
_OFFICE = re.compile(
    r"(?:pho )?(?:chu tich|bi thu|giam doc|chanh|truong|hieu truong|to truong)\b(?! (?:hoc|tieu|thcs|thpt|mam))"
)
_OF_ANY = frozenset(f"{_KINDS} so ve cua ngay nam hanh ky".split(" "))


def meant(
    sources: Sequence[Source],
    asked: Iterable[str],
    route: Route,
    *,
    signs: Iterable[str],
    among: Iterable[int],
    seen: frozenset[int] | None = None,
) -> int | None:
    """Return the number of the source that is meant, None where that is open.

    `asked` are the folded content words of the question, `signs` the signs that it cites without white space, `among`
    the sources to choose from where the question names none, `seen` those that the asker may see at all (None: all).
    """
    wanted = set(signs)
    cited = [
        n
        for n, source in enumerate(sources)
        if wanted and source.sign and _plain(source.sign) in wanted and (seen is None or n in seen)
    ]
    if len(cited) == 1:
        return cited[0]
    named = [n for n, fit in route.fit.items() if fit >= max(route.fit.values()) - 1e-6] if route.fit else []
    if len(named) == 1:
        return named[0]
    words = {word for word in asked if word not in _OF_ANY and word not in route.words}
    shares = sorted(((_share(words, sources[n]), n) for n in set(named or among)), reverse=True)
    if not shares or not words:
        return None
    clear = len(shares) == 1 or shares[0][0] > shares[1][0]
    return shares[0][1] if clear and (shares[0][0] >= ENOUGH or (named and shares[0][0] > 0)) else None


def is_of_another(source: Source, asked: Asked) -> bool:
    """Whether a question names a body or a place that a source is not of, or cites another paper than it."""
    own = {*canonical(source.issuer), *canonical(source.title), *canonical(source.place)}
    bodies = [body.name for body in asked.bodies if not _OFFICE.match(fold(body.name))]
    named = [*bodies, *(place.name for place in asked.places)]
    cited = {_plain(found.sign) for found in asked.signs} - {_plain(source.sign)}
    return any(not own.issuperset(canonical(name)) for name in named) or bool(cited)


def _share(words: set[str], source: Source) -> float:
    title = set(canonical(source.title))
    return len(words & title) / len(words) if words else 0.0


def _plain(sign: str) -> str:
    return "".join(sign.split()).lower()
