"""Raw blocks -> Document: white space, words that a line broke, offsets, pages."""

import re

from lantoakit.documents.errors import EmptyDocument, SecretDocument
from lantoakit.documents.model import Block, Box, Document, Page, Span, union
from lantoakit.documents.raw import RawBlock, RawDocument
from lantoakit.documents.secrecy import is_secret
from lantoakit.text import nfc

# Control and invisible characters that no reader of a document sees. Line separators count as white space.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ud800-\udfff]"
)
_HYPHENS = {0x2010: "-", 0x2011: "-"}
_GLUE_START = re.compile(r"[-/][^\W_]")


def clean(text: str) -> str:
    """Return `text` in NFC, without invisible characters, each run of white space one space."""
    return " ".join(_INVISIBLE.sub("", nfc(text).translate(_HYPHENS)).split())


def separator(before: str, after: str) -> str:
    """Return what stands between two printed lines of a paragraph: a space, or nothing inside a broken word or sign.

    >>> separator("số 57-", "NQ/TW"), separator("chính trị -", "xã hội")
    ('', ' ')
    """
    if before.endswith(("-", "/")) and len(before) > 1 and not before[-2].isspace() and after[:1].isalnum():
        return ""
    if before[-1:].isdigit() and _GLUE_START.match(after) and not after[1:2].islower():
        return ""
    return " "


def assemble(raw: RawDocument, name: str) -> Document:
    """Put the cleaned text together. Raises EmptyDocument and SecretDocument."""
    parts: list[str] = []
    blocks: list[Block] = []
    spans: list[Span] = []
    at = 0
    for raw_block in raw.blocks:
        text, lines = _join(raw_block, at)
        if not text:
            continue
        boxes: list[Box] = [s.box for s in lines if s.box is not None and s.page == lines[0].page]
        blocks.append(
            Block(text, at, at + len(text), raw_block.kind, lines[0].page, union(boxes), raw_block.bold, raw_block.cell)
        )
        spans.extend(lines)
        parts.append(text)
        at += len(text) + 1
    if not any(c.isalnum() for part in parts for c in part):
        raise EmptyDocument
    return Document(name, raw.format, "\n".join(parts), _pages(raw, spans, at - 1), tuple(blocks), tuple(spans))


def _join(block: RawBlock, at: int) -> tuple[str, list[Span]]:
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for line in block.lines:
        text = clean(line.text)
        if not text:
            continue
        if is_secret(text, parts[-1] if parts else ""):
            raise SecretDocument
        gap = separator(parts[-1], text) if parts else ""
        if gap:
            parts.append(gap)
            length += 1
        spans.append(Span(at + length, at + length + len(text), line.page, line.box))
        parts.append(text)
        length += len(text)
    return "".join(parts), spans


def _pages(raw: RawDocument, spans: list[Span], length: int) -> tuple[Page, ...]:
    if not raw.sizes:
        return (Page(1, 0, length),)
    pages: list[Page] = []
    at = 0
    by_page: dict[int, int] = {}
    for span in spans:
        if span.page is not None:
            by_page[span.page] = max(by_page.get(span.page, 0), span.end)
    for number, (width, height) in enumerate(raw.sizes, start=1):
        end = max(at, by_page.get(number, at))
        pages.append(Page(number, at, end, width, height))
        at = end
    return tuple(pages)
