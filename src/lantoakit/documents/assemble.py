"""Raw blocks -> Document: white space, words that a line broke, offsets, pages."""

import re

from lantoakit.documents.errors import EmptyDocument, SecretDocument
from lantoakit.documents.model import Block, Document, Page, Span, union
from lantoakit.documents.raw import Line, RawBlock, RawDocument
from lantoakit.documents.secrecy import is_secret
from lantoakit.text import nfc

# Control and invisible characters that no reader of a document sees. Line separators count as white space.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ud800-\udfff]"
)
_HYPHENS = {0x2010: "-", 0x2011: "-"}
# A frozen class takes twice as long to make by its name as by its parts, and there is one for each printed line.
_new = object.__new__
_GLUE_START = re.compile(r"[-/][^\W_]")


def clean(text: str) -> str:
    """Return `text` in NFC, without invisible characters, each run of white space one space."""
    text = nfc(text)
    if text.isprintable():  # no control characters, nothing invisible, no white space but spaces
        if "\u2010" in text or "\u2011" in text:
            text = text.translate(_HYPHENS)
        return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
    return " ".join(_INVISIBLE.sub("", text.translate(_HYPHENS)).split())


def separator(before: str, after: str) -> str:
    """Return what stands between two printed lines of a paragraph: a space, or nothing inside a broken word or sign.

    >>> separator("số 57-", "NQ/TW"), separator("chính trị -", "xã hội")
    ('', ' ')
    """
    last = before[-1:]
    if last in "-/" and len(before) > 1 and not before[-2].isspace() and after[:1].isalnum():
        return ""
    if last.isdigit() and _GLUE_START.match(after) and not after[1:2].islower():
        return ""
    return " "


def assemble(raw: RawDocument, name: str) -> Document:
    """Put the cleaned text together. Raises EmptyDocument and SecretDocument."""
    parts: list[str] = []
    blocks: list[Block] = []
    spans: list[Span] = []
    words: list[Span] = []
    at = 0
    for raw_block in raw.blocks:
        first = len(spans)
        text = _join(raw_block, at, spans, words)
        if not text:
            continue
        page = spans[first].page
        boxes = [s.box for s in spans[first:] if s.box is not None and s.page == page]
        box = boxes[0] if len(boxes) == 1 else union(boxes)
        block = _new(Block)
        vars(block).update(
            text=text, start=at, end=at + len(text), kind=raw_block.kind, page=page, box=box, bold=raw_block.bold,
            cell=raw_block.cell,
        )  # fmt: skip
        blocks.append(block)
        parts.append(text)
        at += len(text) + 1
    if not any(c.isalnum() for part in parts for c in part):
        raise EmptyDocument
    pages = _pages(raw, spans, at - 1)
    return Document(
        name, raw.format, "\n".join(parts), pages, tuple(blocks), tuple(spans), tuple(raw.marks), tuple(words),
        unread_pages=tuple(raw.unread),
    )  # fmt: skip


def _join(block: RawBlock, at: int, spans: list[Span], words: list[Span]) -> str:
    """Return the text of a block; adds the spans of its lines, and of its words where they were seen in an image."""
    parts: list[str] = []
    above = ""
    for line in block.lines:
        text = clean(line.text)
        if not text:
            continue
        if is_secret(text, above):
            raise SecretDocument
        if above and separator(above, text):
            parts.append(" ")
            at += 1
        end = at + len(text)
        span = _new(Span)
        vars(span).update(start=at, end=end, page=line.page, box=line.box)
        if line.words:
            seen = _words(line, text, at)
            words.extend(seen)
            vars(span)["box"] = union([word.box for word in seen if word.box]) or line.box
        spans.append(span)
        parts.append(text)
        at, above = end, text
    return "".join(parts) if len(parts) != 1 else above


def _words(line: Line, text: str, at: int) -> list[Span]:
    """Return the places of the words that were seen in an image; `text` is the line, cleaned."""
    found: list[Span] = []
    begin = 0
    for word in line.words:
        body = clean(word.text)
        begin = text.find(body, begin) if body else -1
        if begin < 0:
            begin = found[-1].end - at if found else 0
            continue
        end = begin + len(body)
        found.append(Span(at + begin, at + end, line.page, word.box, word.confidence))
        begin = end
    return found


def _pages(raw: RawDocument, spans: list[Span], length: int) -> tuple[Page, ...]:
    if not raw.sizes:
        return (Page(1, 0, length),)
    pages: list[Page] = []
    at = 0
    by_page: dict[int | None, int] = {}
    for span in spans:
        by_page[span.page] = span.end  # spans rise
    for number, (width, height) in enumerate(raw.sizes, start=1):
        end = max(at, by_page.get(number, at))
        pages.append(Page(number, at, end, width, height))
        at = end
    return tuple(pages)
