"""Holding passages to the file that they were read from: what a reader put in order need not stand so in the file."""

import re
from collections.abc import Iterable
from dataclasses import replace

from lantoakit.retrieval.model import Passage

_WORD = re.compile(r"\w+")
_PAGE_NUMBER = re.compile(r"^\s*\d+\s*$", re.MULTILINE)


def verbatim(passages: Iterable[Passage], raw: str) -> list[Passage]:
    """Return passages of which every word stands in `raw` one behind the other: those of text files, whose tables are
    laid out by spaces, so that the cells of a row may stand line by line between those of others.

    Of a passage that does not, the longest run of whole lines that does is left; page numbers may stand between.
    """
    texts = tuple(f" {_plain(text)} " for text in (raw, _PAGE_NUMBER.sub("", raw)))
    return [_held(passage, texts) for passage in passages]


def _held(passage: Passage, texts: tuple[str, ...]) -> Passage:
    if _stands(passage.text, texts):
        return passage
    lines = [match.span() for match in re.finditer(r"[^\n]+", passage.text)]
    runs = [(a[0], b[1]) for n, a in enumerate(lines) for b in lines[n:] if (n, b) != (0, lines[-1])]
    for start, end in sorted(runs, key=lambda run: run[0] - run[1]):
        if _stands(passage.text[start:end], texts):
            words = passage.text[start:end]
            return replace(passage, text=words, start=passage.start + start, end=passage.start + end)
    return passage


def _stands(text: str, texts: tuple[str, ...]) -> bool:
    words = f" {_plain(text)} "
    return any(words in one for one in texts)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
