"""What a document says, apart from how it looks: frozen values that the writers turn into DOCX or plain text.

Everything here is data. Texts are NFC Vietnamese without marks of a form: no trailing `;` of a base, no dash before a
bullet, no "Số:". The writers add what Decree 30/2020/NĐ-CP prescribes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeAlias

from lantoakit.writing.numbers import format_day_and_month

__all__ = [
    "AdministrativeDocument",
    "Align",
    "Appendix",
    "Block",
    "Bullets",
    "Column",
    "Heading",
    "Inline",
    "PageBreak",
    "Paragraph",
    "Run",
    "Signature",
    "Table",
    "plain_text_of",
]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. `link` is an absolute URL (http, https, mailto or tel) that the text opens."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None


Inline: TypeAlias = str | Run | Sequence[str | Run]
"""What may stand where text stands: a string, one run, or a sequence of both."""


def plain_text_of(inline: Inline) -> str:
    """The words of an inline without marks.

    >>> plain_text_of(["Có ", Run("12 việc", link="https://example.org"), " quá hạn"])
    'Có 12 việc quá hạn'
    """
    if isinstance(inline, str):
        return inline
    if isinstance(inline, Run):
        return inline.text
    return "".join(part if isinstance(part, str) else part.text for part in inline)


class Align(Enum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading as printed: level 1 "I. MỤC ĐÍCH", level 2 "1. Mục đích", level 3 "a) Đối với …"."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"a heading has level 1, 2 or 3, not {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Inline


@dataclass(frozen=True, slots=True)
class Bullets:
    """Paragraphs that each begin with a dash; the writer adds the dash."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is its share: the widths of a table are scaled to the width of the page."""

    title: str
    width: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row that repeats on every page. Every row has one cell for each column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Inline, ...], ...]
    caption: str | None = None

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block: TypeAlias = Heading | Paragraph | Bullets | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs. `authority` holds the lines as printed, from the top: ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH").

    `name` stays None until a person has signed: the space for it is left blank.
    """

    authority: tuple[str, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix on pages of its own, numbered from 1. `number` is a roman numeral, or "" for an only appendix."""

    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class AdministrativeDocument:
    """A document in the form of Decree 30/2020/NĐ-CP, Appendix I.

    `issuer` and `parent_body` are written as in running text ("Ủy ban nhân dân xã Minh Họa"); the head puts them in
    capitals. `sign` is what follows the number ("BC-UBND"); `number` None leaves the blank for the clerk. `issued_on`
    None gives "ngày … tháng … năm …" to fill in; `year` and `month` fill what is known of it. `bases` are whole
    sentences ("Căn cứ …") without their last mark; `opening` is the sentence that ends the preamble.
    """

    issuer: str
    kind: str
    subject: str
    sign: str
    place: str
    blocks: tuple[Block, ...]
    parent_body: str | None = None
    number: int | None = None
    issued_on: date | None = None
    year: int | None = None
    month: int | None = None
    bases: tuple[str, ...] = ()
    opening: Inline | None = None
    signature: Signature | None = None
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    appendices: tuple[Appendix, ...] = field(default=())

    @property
    def number_and_sign(self) -> str:
        """ "27/KH-UBND", "05/KH-UBND" (numbers below 10 get a nought), or "      /KH-UBND" while it is blank."""
        return f"{self.number:02d}/{self.sign}" if self.number is not None else f"{' ' * 6}/{self.sign}"

    @property
    def date_line(self) -> str:
        """ "Minh Họa, ngày 05 tháng 10 năm 2026", with blanks for what is not known yet."""
        if self.issued_on is None:
            month = "      " if self.month is None else f"{self.month:02d}" if self.month < 3 else str(self.month)
            year = "        " if self.year is None else str(self.year)
            return f"{self.place}, ngày       tháng {month} năm {year}"
        return f"{self.place}, {format_day_and_month(self.issued_on)}"
