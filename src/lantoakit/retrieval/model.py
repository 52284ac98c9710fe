"""What is searched and what an answer is: passages of sources, quotations, and declining with a reason."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Standing = Literal["to_come", "in_force", "ended", "replaced"]
"""What a source is on a day."""


@dataclass(frozen=True)
class Source:
    """Where passages come from: a document, a procedure, a question that was answered.

    `key` is unique among the sources of an index. `scope` names who may be answered from it: an index is always asked
    with the scopes that the asker may see. `place` is the body or place that it speaks for ("xã Minh Họa"), by which a
    question that names one is led to it. `valid_until` is the first day on which it no longer holds; `replaced_by` and
    `amended_by` are signs or titles as a reader is to see them.
    """

    key: str
    title: str
    kind: str = ""
    sign: str = ""
    issuer: str = ""
    issued_on: date | None = None
    place: str = ""
    audience: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    replaced_by: str = ""
    amended_by: tuple[str, ...] = ()
    scope: str = ""

    def in_force(self, today: date) -> bool:
        """Whether it holds on a day: it has begun, has not ended, and nothing replaces it."""
        return self.standing(today) == "in_force"

    def standing(self, today: date) -> Standing:
        """What it is on a day; what was replaced is told as that, whether or not its own term has run out.

        >>> Source("a", "Kế hoạch", valid_from=date(2027, 1, 1)).standing(date(2026, 12, 31))
        'to_come'
        """
        if self.replaced_by:
            return "replaced"
        if self.valid_until is not None and self.valid_until <= today:
            return "ended"
        return "to_come" if self.valid_from is not None and self.valid_from > today else "in_force"


@dataclass(frozen=True)
class Passage:
    """A piece that may be quoted: `text` stands word for word at `start:end` (code points) of its source's text.

    `number` counts the passages of a source from 0; `heading` holds the titles of the divisions above, outermost first,
    and `path` their numbers ("II.1.a"). `kind` is "paragraph", "list" (an introduction with its items), "row" (a row of
    a table), "head", "signature", "recipients", "question" or "step". A "question" has the answer as its text and what
    was asked, in each wording, as `asked`: searched, never quoted.
    """

    source: str
    number: int
    text: str
    start: int = 0
    end: int = 0
    heading: tuple[str, ...] = ()
    path: str = ""
    page: int | None = None
    kind: str = "paragraph"
    asked: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.source}/{self.number}"


@dataclass(frozen=True)
class Quotation:
    """Exact words of a passage: `text == passage.text[start - passage.start : end - passage.start]`.

    `lit` are the stretches of `text` that answer the question, as code points of `text`. `score` orders quotations.
    """

    source: Source
    passage: Passage
    text: str
    start: int
    end: int
    lit: tuple[tuple[int, int], ...] = ()
    score: float = 0.0


@dataclass(frozen=True)
class Answer:
    """What is said to a question. `confidence` is the calibrated chance that the quotations answer it, from 0 to 1.

    Not answered: `quotations` is empty, `reason` is a code of `answering.declining.REASONS`, `missing` what
    the documents do not name ("số điện thoại", a unit), and `near` what they do say close to it, at most three.
    """

    question: str
    answered: bool
    quotations: tuple[Quotation, ...] = ()
    confidence: float = 0.0
    reason: str = ""
    missing: str = ""
    near: tuple[Quotation, ...] = ()
