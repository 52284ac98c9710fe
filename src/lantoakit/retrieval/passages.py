"""Document -> passages: the pieces that may be quoted, each with the divisions that it stands under."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from lantoakit.documents import Block, Document
from lantoakit.documents.collecting import without_collection
from lantoakit.plans.ending import signature_start
from lantoakit.plans.items import Item
from lantoakit.plans.outline import Section, build
from lantoakit.plans.parts import Parts, split
from lantoakit.retrieval.model import Passage

LONGEST_LIST = 1_600
"""Characters of an introduction with its items that are still quoted as one."""
BARE_HEADING = 60
"""Characters below which a heading that holds further paragraphs says nothing by itself."""
_ITEMS = {"dash", "plus", "letter", "arabic"}


@dataclass
class _Place:
    """The divisions above a block: titles and numbers, outermost first."""

    heading: tuple[str, ...] = ()
    path: str = ""
    holds: bool = False  # whether the block is the head of a division with something in it


@dataclass
class _Cutter:
    """Collects the passages of a document in the order of its text."""

    document: Document
    source: str
    found: list[Passage] = field(default_factory=list)

    def add(self, blocks: list[Block], kind: str, place: _Place | None = None) -> None:
        start, end = blocks[0].start, blocks[-1].end
        place = place or _Place()
        text = self.document.text[start:end]
        if any(c.isalnum() for c in text):
            page = self.document.locate(start, end).page
            self.found.append(
                Passage(self.source, len(self.found), text, start, end, place.heading, place.path, page, kind)
            )


def passages_of(document: Document, source: str) -> list[Passage]:
    """Cut a document into passages in reading order: head, paragraphs, lists, rows of tables, recipients, signature.

    A list is given whole, and each of its items by itself too. Headings that only hold what stands below them are in
    the `heading` of those, not passages of their own. Raises nothing.
    """
    with without_collection():
        parts = split(document)
        places = _places(document, build(document, parts))
        cutter = _Cutter(document, source)
        _head(cutter, parts)
        _body(cutter, parts, places)
    ordered = sorted(cutter.found, key=lambda p: (p.start, -p.end))
    return [replace(passage, number=n) for n, passage in enumerate(ordered)]


def _head(cutter: _Cutter, parts: Parts) -> None:
    if parts.head:
        cutter.add(parts.head, "letterhead")
    title = [b for b in cutter.document.blocks if any(b.start <= start < b.end for start, _ in parts.title)]
    kind = [parts.kind] if parts.kind and parts.kind not in title else []
    if kind or title:
        cutter.add([*kind, *title], "head")
    for attached in [parts.attached] if parts.attached else []:
        cutter.add(attached, "head")
    recipients, signature = _ending(parts.ending)
    if recipients:
        cutter.add(recipients, "recipients")
    if signature:
        cutter.add(signature, "signature")


def _ending(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    at = signature_start(blocks)
    if at is None:
        return blocks, []
    return (blocks[:at], blocks[at:]) if at else ([], blocks)


def _body(cutter: _Cutter, parts: Parts, places: dict[int, _Place]) -> None:
    for block in parts.preamble:
        cutter.add([block], "paragraph")
    _paragraphs(cutter, parts.body, places)
    for block in parts.closing:
        cutter.add([block], "paragraph")
    for appendix in parts.appendices:
        _paragraphs(cutter, appendix, places)


def _paragraphs(cutter: _Cutter, items: list[Item], places: dict[int, _Place]) -> None:
    here = _Place()
    for is_cell, group in groupby(items, key=lambda item: item.block.cell is not None):
        run = list(group)
        if is_cell:
            _rows(cutter, run, here)
            continue
        for n, item in enumerate(run):
            here = places.get(item.block.start, here)
            own = item.block.start in places
            block = item.block
            follows = _listed(run, n)
            whole = bool(follows) and follows[-1].end - block.start <= LONGEST_LIST
            if whole:
                cutter.add([block, *follows], "list", here)
            if not (own and here.holds and len(block.text) < BARE_HEADING) and not (whole and _only_opens(block)):
                cutter.add([block], "paragraph", here)


def _only_opens(block: Block) -> bool:
    """Whether a line says nothing without the list that it opens."""
    return block.text.rstrip().endswith(":") and len(block.text) < 2 * BARE_HEADING


def _listed(run: list[Item], n: int) -> list[Block]:
    """Return the items that a line in a colon opens: those marked as the first is, with what is below them."""
    if not run[n].block.text.rstrip().endswith(":") or n + 1 >= len(run):
        return []
    first = run[n + 1]
    opener = run[n].level
    if first.level not in _ITEMS or (first.level == opener and opener not in ("none",)):
        return []
    found: list[Block] = []
    for item in run[n + 1 :]:
        deeper = first.level != "plus" and item.level == "plus"
        if item.level != first.level and not deeper:
            break
        found.append(item.block)
    return found if len(found) > 1 else []


def _rows(cutter: _Cutter, cells: list[Item], here: _Place) -> None:
    """A passage for each row that has more than its number, under the heading of the table's first row."""
    for _table, group in groupby(cells, key=lambda item: item.block.cell and item.block.cell.table):
        for _row, row in groupby(group, key=lambda item: item.block.cell and item.block.cell.row):
            blocks = [item.block for item in row]
            if sum(len(b.text) for b in blocks) > 12:
                cutter.add(blocks, "row", here)


def _places(document: Document, sections: list[Section]) -> dict[int, _Place]:
    return dict(_walk(document, sections, ()))


def _walk(document: Document, sections: list[Section], above: tuple[str, ...]) -> Iterator[tuple[int, _Place]]:
    for section in sections:
        title = document.text[slice(*section.title)].replace("\n", " ")
        holds = bool(section.items or section.children)
        heading = (*above, title) if title else above
        if section.head is not None:
            yield section.head.block.start, _Place(heading if holds else above, section.path, holds)
        for item in section.items:
            yield item.block.start, _Place(heading, section.path)
        yield from _walk(document, section.children, heading)
