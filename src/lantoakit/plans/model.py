"""What a plan says, each value with its place and how sure the reading is."""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from lantoakit.documents import Document

T = TypeVar("T")
# Below this confidence a value is doubtful; `python -m benchmarks.confidence` prints what that catches and costs.
DOUBTFUL = 0.95


@dataclass(frozen=True)
class Value(Generic[T]):
    """A value that was read: `start` and `end` are its place in the cleaned text (code points, end excluded).

    `confidence` is from 0 to 1. Where the text says two things, `candidates` has them all and `value` is the first or
    None; it is then doubtful whatever the confidence.
    """

    value: T
    start: int
    end: int
    confidence: float = 0.9
    candidates: tuple[str, ...] = ()

    @property
    def doubtful(self) -> bool:
        return self.confidence < DOUBTFUL or len(self.candidates) > 1


Text = Value[str]
MaybeText = Value[str] | None


@dataclass(frozen=True)
class Signer:
    """Who signs: the name, the signer's own position, the lines above it."""

    name: MaybeText = None
    position: MaybeText = None
    on_behalf: MaybeText = None


@dataclass(frozen=True)
class Head:
    """What the document is: see `document` in the contract."""

    type: MaybeText = None
    sign: MaybeText = None
    issuer: MaybeText = None
    place: MaybeText = None
    date: MaybeText = None
    title: MaybeText = None
    signer: Signer | None = None


@dataclass(frozen=True)
class LegalBasis:
    """A document that the preamble rests on."""

    sign: Text
    type: MaybeText
    issued_on: MaybeText
    issuer: MaybeText


@dataclass(frozen=True)
class Division:
    """A numbered division: its way from the top ("II.1.2") and its title."""

    path: str
    title: Text


@dataclass(frozen=True)
class Deadline:
    """A deadline in normal form. `kind` is date, monthly, quarterly, yearly, on_request, ongoing, none or unclear;
    `date` is ISO (the last day where only a month or quarter is printed), `day` a day of the month.
    """

    kind: str = "none"
    date: str | None = None
    day: int | None = None


@dataclass(frozen=True)
class Task:
    """Who is to do what. `mode` is "assigned" or "requested"; `path` the division that it stands in."""

    text: Text
    lead: tuple[Text, ...]
    coordinating: tuple[Text, ...]
    deadline: MaybeText
    deadline_norm: Deadline
    mode: str
    path: str


@dataclass(frozen=True)
class Reporting:
    """A periodic report: period, due ("15" or "06-15") and the body that receives it."""

    period: Text
    due: MaybeText
    to: MaybeText


@dataclass(frozen=True)
class Event:
    """A named day or week; `date` is month-day."""

    name: Text
    date: MaybeText


@dataclass(frozen=True)
class Recipient:
    """A line of "Nơi nhận"."""

    name: Text
    purpose: MaybeText


@dataclass(frozen=True)
class Target:
    """A figure to reach."""

    text: Text
    measure: str
    value: float
    year: int | None
    path: str


@dataclass(frozen=True)
class Gap:
    """A place where something may have been missed: `code` is "unread" (a paragraph that seems to give work) or
    "no_task" (none in the whole document: no place), `message` says it in Vietnamese.
    """

    start: int
    end: int
    code: str
    message: str


@dataclass(frozen=True)
class Plan:
    """A plan or a document of its kind, read out of `source`."""

    source: Document = field(repr=False)
    document: Head = field(default_factory=Head)
    legal_bases: tuple[LegalBasis, ...] = ()
    citations: tuple[Text, ...] = ()
    outline: tuple[Division, ...] = ()
    tasks: tuple[Task, ...] = ()
    reporting: tuple[Reporting, ...] = ()
    funding: tuple[Text, ...] = ()
    channels: tuple[Text, ...] = ()
    events: tuple[Event, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    targets: tuple[Target, ...] = ()
    warnings: tuple[Gap, ...] = ()

    @property
    def text(self) -> str:
        return self.source.text

    def to_json(self) -> dict[str, Any]:
        """Return the contract: a dict of strings, numbers, lists and dicts that `json.dumps` takes."""
        from lantoakit.plans.contract import as_json  # noqa: PLC0415 - contract knows Plan

        return as_json(self)
