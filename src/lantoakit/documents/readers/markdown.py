"""Markdown: marks of headings and emphasis away, tables into cells, lists as dashes."""

import re

from lantoakit.documents.model import Cell
from lantoakit.documents.raw import Line, RawBlock, RawDocument
from lantoakit.documents.readers.text import decode, paragraphs

_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_CLOSING = re.compile(r"\s+#+\s*$")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3})(?=\S)([^*_\n]{1,2000})(?<=\S)\1")
_SINGLE = re.compile(r"(?<![\w_])_(?=\S)([^_\n]{1,2000})(?<=\S)_(?![\w_])")
_LINK = re.compile(r"!?\[([^\]\n]{0,500})\]\([^)\n]{0,1000}\)")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|br|center|p|div|span|sup|sub)\b[^>\n]{0,200}>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>|-])")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$|\s*[-=]{3,}\s*$")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_LIST = re.compile(r"^\s*[*+]\s+(?=\S)")
_QUOTE = re.compile(r"^\s*>\s?")
# White space without line feeds: a run of blank lines is looked at once for each of them otherwise.
_MARKDOWN = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S|^[ \t]{0,80}\*\*\S|\*\*[ \t]{0,80}$|^[ \t]{0,80}\|.+\|[ \t]{0,80}$", re.MULTILINE
)


def looks_like_markdown(text: str) -> bool:
    """Whether text has marks of Markdown: headings, bold lines or tables."""
    return _MARKDOWN.search(text[:200_000]) is not None


def read_markdown(data: bytes) -> RawDocument:
    """Read Markdown. A blank line parts paragraphs; two spaces at the end of a line part lines."""
    raw = RawDocument("markdown")
    lines = decode(data).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = 0
    held: list[Line] = []
    table = 0
    while at < len(lines):
        if lines[at].lstrip().startswith("|") and at + 1 < len(lines) and _TABLE_RULE.fullmatch(lines[at + 1][:2000]):
            _flush(raw, held)
            at = _read_table(raw, lines, at, table)
            table += 1
            continue
        _take(raw, held, lines[at])
        at += 1
    _flush(raw, held)
    return raw


def _take(raw: RawDocument, held: list[Line], line: str) -> None:
    if not line.strip() or _RULE.match(line):
        _flush(raw, held)
        return
    heading = _HEADING.match(line)
    text = _QUOTE.sub("", line, count=1) if line.lstrip().startswith(">") else line
    text = _LIST.sub("- ", _HEADING.sub("", text, count=1), count=1)
    bare = text.strip()
    bold = (
        bool(heading)
        or (bare.startswith("**") and bare.endswith("**"))
        or (bool(held) and held[-1].bold and "**" in bare)
    )
    plain = inline(_CLOSING.sub("", text) if heading else text)
    if heading:
        _flush(raw, held)
    broken = line.endswith(("  ", "\\"))
    held.append(Line(plain.rstrip("\\"), bold=bold, fixed=bool(heading)))
    if heading or broken:
        _flush(raw, held)


def _flush(raw: RawDocument, held: list[Line]) -> None:
    if not held:
        return
    bold = all(line.bold for line in held)
    for block in paragraphs([Line(line.text) for line in held]):
        raw.blocks.append(RawBlock(tuple(Line(x.text, bold=bold) for x in block.lines)))
    held.clear()


def inline(text: str) -> str:
    """Return a line without emphasis, links and simple tags."""
    text = _TAG.sub(" ", _LINK.sub(r"\1", text))
    for _ in range(3):
        shorter = _SINGLE.sub(r"\1", _EMPHASIS.sub(r"\2", text))
        if shorter == text:
            break
        text = shorter
    return _ESCAPE.sub(r"\1", text.replace("**", "") if text.count("**") == 1 else text)


def _read_table(raw: RawDocument, lines: list[str], at: int, table: int) -> int:
    row = 0
    while at < len(lines) and lines[at].lstrip().startswith("|"):
        if not _TABLE_RULE.fullmatch(lines[at][:2000]):
            cells = re.split(r"(?<!\\)\|", lines[at].strip().strip("|"))
            for column, text in enumerate(cells):
                for piece in re.split(r"<br\s*/?>", inline_breaks(text), flags=re.IGNORECASE):
                    raw.add(inline(piece), kind="cell", cell=Cell(table, row, column))
            row += 1
        at += 1
    return at


def inline_breaks(text: str) -> str:
    """Return a table cell with its line breaks in one spelling."""
    return text.replace("<br/>", "<br>").replace("<br />", "<br>")
