"""The report's document as HTML, block by block, so that the page shows what the file will say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from lantoakit.writing import (
    AdministrativeDocument,
    Block,
    Bullets,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    Run,
    Table,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with the title of its column, which stands before it on a narrow screen."""

    title: str
    align: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Part:
    """One block for the template: `kind` is h2, h3, h4, p, ul or table."""

    kind: str
    html: str = ""
    items: tuple[SafeString, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """A document with its blocks and those of its appendices ready to show."""

    document: AdministrativeDocument
    parts: tuple[Part, ...]
    appendices: tuple[tuple[str, tuple[Part, ...]], ...]


def preview(document: AdministrativeDocument) -> Preview:
    """The document for `reports/sheet.html`."""
    return Preview(
        document=document,
        parts=tuple(_parts(document.blocks)),
        appendices=tuple((appendix.title, tuple(_parts(appendix.blocks))) for appendix in document.appendices),
    )


def html_of(inline: Inline) -> SafeString:
    """Text with its marks and links."""
    parts = [inline] if isinstance(inline, str | Run) else list(inline)
    return format_html_join("", "{}", ((_run(part),) for part in parts))


def _run(part: str | Run) -> SafeString:
    if isinstance(part, str):
        return conditional_escape(part)
    if part.link is not None:
        return format_html('<a href="{}">{}</a>', part.link, part.text.replace(" ", "\u00a0"))
    tag = "b" if part.bold else "i" if part.italic else "span"
    return format_html("<{0}>{1}</{0}>", SafeString(tag), part.text)


def _parts(blocks: tuple[Block, ...]) -> Iterator[Part]:
    for block in blocks:
        match block:
            case Heading(level=level, text=text):
                yield Part(f"h{level + 1}", conditional_escape(text))
            case Paragraph(text=inline):
                yield Part("p", html_of(inline))
            case Bullets(items=items):
                yield Part("ul", items=tuple(html_of(item) for item in items))
            case Table():
                yield _table(block)
            case PageBreak():
                continue


def _table(block: Table) -> Part:
    rows = tuple(
        tuple(
            Cell(column.title, column.align.value, html_of(cell))
            for column, cell in zip(block.columns, row, strict=True)
        )
        for row in block.rows
    )
    return Part("table", rows=rows, titles=tuple(column.title for column in block.columns))
