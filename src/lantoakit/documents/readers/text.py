"""Plain text: encodings, columns of the head, tables without rules, joined lines."""

import re
from itertools import pairwise

from lantoakit.documents.errors import UnsupportedFormat
from lantoakit.documents.raw import Line, RawBlock, RawDocument
from lantoakit.documents.readers.text_tables import find_table
from lantoakit.documents.reflow import measured, reflow

_COLUMNS = re.compile(r"(?<=\S) {3,}(?=\S)|\t+(?=\S)")
# White space for a day or a number that is written in by hand is no column.
_BLANK = re.compile(r"(?:ngày|tháng|năm|số\s?:?)[ \t….]{3,}(?=tháng|năm|\d|[/-])", re.IGNORECASE)
SHORTEST_PAGE = 12  # printed lines
_LONE_NUMBER = re.compile(r"\s*(?:[-–]\s*)?(\d{1,3})(?:\s*[-–])?\s*")
_RAGGED = 12  # characters by which the lines of a column may begin apart
_PAGE_NUMBER = re.compile(r"\s*(?:[-–]\s*)?\d{1,3}(?:\s*[-–])?\s*")


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with its mark, or Windows-1258. Raises UnsupportedFormat."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\x00" in data or data.count(b"\xef\xbf\xbd") > 10:
            raise UnsupportedFormat from error
        text = data.decode("cp1258", errors="replace")
        printable = sum(c.isprintable() or c.isspace() for c in text)
        if printable < 0.98 * len(text):
            raise UnsupportedFormat from error
        return text


def read_text(data: bytes) -> RawDocument:
    """Read plain text. Page breaks (form feeds) are white space; a line that is only a page number is dropped."""
    raw = RawDocument("text")
    lines = printed_lines(decode(data))
    at = 0
    start = 0
    while at < len(lines):
        table = find_table(lines, at, raw)
        if table is None:
            at += 1
            continue
        raw.blocks.extend(reflow(_flowing(lines[start:at])))
        raw.blocks.extend(table.blocks)
        at = start = table.end
    raw.blocks.extend(reflow(_flowing(lines[start:])))
    return raw


def printed_lines(text: str) -> list[Line]:
    """Return the lines as printed, blank ones included."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    kept: list[Line] = []
    counted = _counted_pages(lines)
    for number, line in enumerate(lines):
        alone = (
            number > 0 and not lines[number - 1].strip() and (number + 1 >= len(lines) or not lines[number + 1].strip())
        )
        if number in counted or (alone and _PAGE_NUMBER.fullmatch(line) and _inside(lines, number)):
            kept.append(Line(""))
        else:
            kept.append(Line(line))
    return kept


def _counted_pages(lines: list[str]) -> set[int]:
    """Return the lines that hold nothing but a number and count pages: each is one more than the one before, and they
    stand about as many lines apart as a page has. Row numbers of a table stand nearer together.
    """
    printed = [n for n, line in enumerate(lines) if line.strip()]
    lone = [(row, n, int(m.group(1))) for row, n in enumerate(printed) if (m := _LONE_NUMBER.fullmatch(lines[n]))]
    best: list[tuple[int, int, int]] = []
    for first in range(min(len(lone), 50)):
        chain = [lone[first]]
        for row, n, value in lone[first + 1 :]:
            if value == chain[-1][2] + 1 and row - chain[-1][0] >= SHORTEST_PAGE:
                chain.append((row, n, value))
        if len(chain) > len(best):
            best = chain
    if len(best) < 2:
        return set()
    steps = sorted(b[0] - a[0] for a, b in pairwise(best))
    page = steps[len(steps) // 2]
    regular = steps[0] * 2 > steps[-1] and page * (best[0][2] - 1.6) < best[0][0] < page * (best[0][2] + 0.4)
    return {n for _, n, _ in best} if regular and best[0][2] <= 2 else set()


def _inside(lines: list[str], number: int) -> bool:
    """Whether a lone number stands where a page number does: with more than one blank line at one of its sides."""
    above = "".join(lines[max(0, number - 3) : number]).strip()
    below = "".join(lines[number + 1 : number + 4]).strip()
    return not above or not below


def _flowing(lines: list[Line]) -> list[Line]:
    """Return measured lines without the blank ones, columns of the head and of the signature apart."""
    found: list[Line] = []
    pending: list[Line] = []
    second = 0  # where the second column begins
    usual = _usual_gap(lines)
    blank = 0
    for line in lines:
        text = line.text.strip()
        if not text:
            blank += 1
            continue
        gap = blank > usual
        columns = _COLUMNS.split(text) if len(text) < 160 else [text]
        if len(columns) == 2 and min(len(c) for c in columns) > 1 and not _BLANK.search(text):
            found.append(measured(Line(columns[0], gap=gap, fixed=True)))
            pending.append(measured(Line(columns[1], gap=gap, fixed=True)))
            second = len(line.text.rstrip()) - len(columns[1])
        elif pending and not blank and len(line.text) - len(line.text.lstrip()) > second - _RAGGED:
            pending.append(measured(Line(text, gap=gap, fixed=True)))
        else:
            if pending and blank:
                found.extend(pending)
                pending = []
            # The first line of a page has a space of its own and no blank line above it: that is no indent.
            found.append(measured(Line(line.text if blank >= usual else text, gap=gap)))
        blank = 0
    return found + pending


def _usual_gap(lines: list[Line]) -> int:
    """Return how many blank lines mostly stand before a line: 0, or 1 where each line is followed by a blank one."""
    counts: dict[int, int] = {}
    blank = 0
    for line in lines:
        if line.text.strip():
            counts[blank] = counts.get(blank, 0) + 1
            blank = 0
        else:
            blank += 1
    return max(counts, key=lambda n: counts[n], default=0)


def paragraphs(lines: list[Line]) -> list[RawBlock]:
    """Return the paragraphs of printed lines, as for plain text."""
    return reflow(_flowing(lines))
