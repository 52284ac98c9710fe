"""The figures of a report, each number with the records that it counts: frozen values, the same live and frozen.

`records` hold ids of work items, pieces of evidence and slips; what must not change once a report is frozen (states,
numbers, SHA-256, who confirmed) stands beside them in `ItemRecord`, `EvidenceRecord` and `SlipRecord`. On the pages of
records words and names of who reported are read from the evidence itself, so that erasing a piece takes them away there
too; from what the report itself printed (`UnitResult.text`, `Entry.note`) `erasing` takes erased words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lantoa.plans.models import Mode
from lantoa.reports import codec
from lantoa.work.periods import Period

ITEMS, EVIDENCE, SLIPS, QUESTIONS = "items", "evidence", "slips", "questions"


@dataclass(frozen=True, slots=True)
class Records:
    """Ids of what stands behind a number, each in ascending order and once."""

    items: tuple[int, ...] = ()
    evidence: tuple[int, ...] = ()
    slips: tuple[int, ...] = ()
    questions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """One number. `counts` names the list of `records` whose length it is, or is empty where it is a sum of evidence.

    `waiting` tells how many of its pieces of evidence nobody has confirmed yet.
    """

    key: str
    label: str
    value: Decimal
    measure: str
    counts: str
    records: Records
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class UnitResult:
    """What one unit did in the period for one task. `text` is what it reported, `state` the state of its item,
    `unit_position` the place of the unit among the commune's."""

    item_id: int
    unit: str
    unit_position: int
    text: str
    state: str
    has_results: bool
    late: bool
    due_on: date | None
    done_on: date | None
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One task of a plan with all units that lead it. Of its numbers `numbers` are summed over the units."""

    key: str
    text: str
    path: str
    mode: str
    units_total: Number
    units_with_results: Number
    units_done: Number
    results: tuple[UnitResult, ...]
    numbers: tuple[Number, ...] = ()

    @property
    def is_requested(self) -> bool:
        return self.mode == Mode.REQUESTED

    @property
    def has_news(self) -> bool:
        """Whether the report has something to tell of this task."""
        return any(result.has_results or result.late for result in self.results)


@dataclass(frozen=True, slots=True)
class Section:
    """The tasks under one heading of a plan; `plan_id` None gathers what was given outside any plan."""

    plan_id: int | None
    path: str
    title: str
    rows: tuple[Row, ...]
    quiet: Number


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: an item, its unit, its deadline, and a note in the unit's words."""

    item_id: int
    text: str
    unit: str
    due_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item as it stood at the end of the period (or today, while the period runs)."""

    id: int
    text: str
    path: str
    unit: str
    mode: str
    state: str
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """A piece of evidence as it counted: the SHA-256 of its file, who confirmed it, and whether they sent it too."""

    id: int
    item_id: int
    unit: str
    kind: str
    number: Decimal | None
    measure: str
    happened_on: date
    state: str
    sha256: str
    confirmed_by: str
    confirmed_at: datetime | None
    self_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class SlipRecord:
    """A slip (Phiếu báo kết quả) of the period."""

    id: int
    unit: str
    state: str
    submitted_at: datetime | None
    confirmed_by: str
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A question of a resident without its words, which are erased after their term: what it was about and what became
    of it (`outcome`: "answer", "declined", "complaint" or "person")."""

    id: int
    day: date
    topic: str
    outcome: str
    handed_over: bool


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A plan that the report tells of."""

    id: int
    kind: str
    sign: str
    title: str
    issuer: str
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class Head:
    """Who reports: names as they are printed."""

    organisation: str
    issuer: str
    parent_issuer: str


@dataclass(frozen=True, slots=True)
class LateResult:
    """What a unit did for a task in an earlier period and told too late for that period's report.

    `days` are those on which its evidence happened, `done_on` the day on which the task was done, once confirmed.
    """

    item_id: int
    task: str
    unit: str
    text: str
    obstacle: str
    days: tuple[date, ...]
    done_on: date | None
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Supplement:
    """What belongs to an earlier period and came after its report had been frozen: counted here alone, apart from the
    numbers of this period."""

    period: Period
    frozen_on: date
    totals: tuple[Number, ...]
    evidence: tuple[Number, ...]
    sums: tuple[Number, ...]
    results: tuple[LateResult, ...]
    item_records: tuple[ItemRecord, ...]
    evidence_records: tuple[EvidenceRecord, ...]
    slip_records: tuple[SlipRecord, ...]

    @property
    def as_of(self) -> date:
        """The last day that counts."""
        return self.period.end

    def numbers(self) -> Iterator[Number]:
        """Every number that has a page of records."""
        yield from (*self.totals, *self.evidence, *self.sums)
        for result in self.results:
            yield from result.numbers

    def total(self, name: str) -> Number:
        """One of the totals: results, done, evidence or slips. Raises KeyError."""
        for number in self.totals:
            if number.key.endswith(f"-{name}"):
                return number
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class EarlierNumber:
    """A number of an earlier report, to be compared with."""

    key: str
    label: str
    value: Decimal
    measure: str


@dataclass(frozen=True, slots=True)
class Before:
    """The numbers of the last frozen report before this one."""

    report_id: int
    period: Period
    frozen_on: date
    numbers: tuple[EarlierNumber, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that a report counts and lists. `as_of` is the day on which it was counted, at most the last one."""

    head: Head
    period: Period
    as_of: date
    plans: tuple[PlanRecord, ...] = ()
    totals: tuple[Number, ...] = ()
    evidence: tuple[Number, ...] = ()
    sums: tuple[Number, ...] = ()
    sections: tuple[Section, ...] = ()
    overdue: tuple[Entry, ...] = ()
    left: tuple[Entry, ...] = ()
    obstacles: tuple[Entry, ...] = ()
    proposals: tuple[Entry, ...] = ()
    upcoming: tuple[Entry, ...] = ()
    item_records: tuple[ItemRecord, ...] = field(default=())
    evidence_records: tuple[EvidenceRecord, ...] = field(default=())
    slip_records: tuple[SlipRecord, ...] = field(default=())
    supplements: tuple[Supplement, ...] = ()
    before: Before | None = None
    questions: tuple[Number, ...] = ()
    question_records: tuple[QuestionRecord, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is stored of the period."""
        stored = self.item_records or self.evidence_records or self.slip_records or self.question_records
        return not (stored or self.supplements)

    def to_json(self) -> dict[str, Any]:
        """What is stored in a frozen report."""
        dumped: dict[str, Any] = codec.dump(self)
        return dumped

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Figures:
        """The figures of a frozen report, equal to those that were frozen.

        Reports that were frozen by earlier versions stay readable: a field that is added gets a default, none is
        renamed or removed, and `tests/frozen.json` holds that.
        """
        return codec.load(cls, value)

    def headline(self) -> Iterator[Number]:
        """The numbers of part II, which the next report is compared with."""
        yield from (*self.totals, *self.evidence, *self.sums, *self.questions)

    def numbers(self) -> Iterator[Number]:
        """Every number that has a page of records."""
        yield from self.headline()
        for section in self.sections:
            yield section.quiet
            for row in section.rows:
                yield from (row.units_total, row.units_with_results, row.units_done, *row.numbers)
                for result in row.results:
                    yield from result.numbers
        for supplement in self.supplements:
            yield from supplement.numbers()

    def holder(self, key: str) -> Figures | Supplement:
        """Where the records of a number are: its supplement, or the figures themselves."""
        for supplement in self.supplements:
            if any(number.key == key for number in supplement.numbers()):
                return supplement
        return self

    def number(self, key: str) -> Number | None:
        """The number with a key, or None."""
        return next((number for number in self.numbers() if number.key == key), None)

    def total(self, key: str) -> Number:
        """One of the totals. Raises KeyError."""
        for number in self.totals:
            if number.key == key:
                return number
        raise KeyError(key)
