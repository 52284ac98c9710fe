"""From facts to figures: pure arithmetic, without database or settings. Labels are words of the report, in Vietnamese.

The rules, in the order in which an auditor would ask for them:

- *Which items count.* Those given by the last day of the period (the day the plan was issued or the item made, the
  earlier of the two), not withdrawn and not finished before the period began. A withdrawn item stays where results of
  the period hang on it: what was done is told even though the rest was dropped. `facts` reads exactly these.
- *Done* is what the commune confirmed in the period (`done_on`), not what was confirmed later.
- *Has results*: it was confirmed as done in the period, or has a counted piece of evidence that happened in the period,
  or a line "Đã làm" on a slip of the period that was handed in.
- *Overdue*: assigned, with a day before the last day that counts, and in a state in which the unit still owes something
  on that day (a confirmation that came later does not make it late). What is only requested is counted apart, and is
  never late.
- *Evidence* counts while it is sent or confirmed; what was returned or erased does not. How much of it still waits for
  confirmation is said beside the number.
- *Sums* add numbers of one measure, compared without regard to case and spaces; different measures are never added.
- *Slips* are counted as opened and as received.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from lantoa.plans.models import Mode
from lantoa.reports.facts import EvidenceFact, Facts, HeadingFact, ItemFact, LineFact
from lantoa.reports.figures import (
    EVIDENCE,
    ITEMS,
    SLIPS,
    Entry,
    EvidenceRecord,
    Figures,
    ItemRecord,
    Number,
    Records,
    Row,
    Section,
    UnitResult,
)
from lantoa.shared.language import in_vietnamese
from lantoa.work.models import OPEN_STATES, EvidenceKind, EvidenceState, SlipState, WorkState

LONGEST_WORDS = 400
NOWHERE = 1_000_000
"""The place of items whose path no heading of their plan has: after all headings."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An item with what is decided about it once: its state on the last day, whether it is done, late, has results."""

    item: ItemFact
    state: str
    done: bool
    late: bool
    evidence: tuple[EvidenceFact, ...]
    words: str
    slip_ids: tuple[int, ...]
    reported_done: bool
    obstacle: str

    @property
    def has_results(self) -> bool:
        return self.done or bool(self.evidence) or self.reported_done


@in_vietnamese()
def count(facts: Facts) -> Figures:
    """The figures of a period; see the rules at the top."""
    standings = _standings(facts)
    assigned = [one for one in standings if one.item.mode == Mode.ASSIGNED]
    evidence = [fact.record for fact in facts.evidence]
    return Figures(
        head=facts.head,
        period=facts.period,
        as_of=facts.as_of,
        plans=facts.plans,
        totals=_totals(standings, facts),
        evidence=tuple(_by_kind(evidence, "evidence")),
        sums=tuple(_sums(evidence, "sum")),
        sections=_sections(standings, facts),
        overdue=_entries(one for one in assigned if one.late),
        left=_entries(one for one in assigned if not one.has_results),
        obstacles=tuple(
            Entry(one.item.id, one.item.text, one.item.unit, one.item.due_on, one.obstacle)
            for one in standings
            if one.obstacle
        ),
        proposals=tuple(
            Entry(one.item_id, " ".join(one.text.split()), one.unit, one.wanted_on, one.reason)
            for one in facts.requests
        ),
        upcoming=_entries(
            one
            for one in assigned
            if not one.done
            and one.state != WorkState.DONE
            and one.item.due_on is not None
            and facts.as_of <= one.item.due_on <= facts.next_end
        ),
        item_records=tuple(_item_record(one) for one in standings),
        evidence_records=tuple(evidence),
        slip_records=facts.slips,
    )


def measure_key(measure: str) -> str:
    """What makes two measures the same: spelling without case, spaces and form of Unicode.

    >>> measure_key(" Hộ  dân ") == measure_key("hộ dân"), measure_key("hộ") == measure_key("hồ")
    (True, False)
    """
    return " ".join(unicodedata.normalize("NFC", measure).casefold().split())


def _standings(facts: Facts) -> list[Standing]:
    evidence: dict[int, list[EvidenceFact]] = {}
    for piece in facts.evidence:
        evidence.setdefault(piece.record.item_id, []).append(piece)
    lines: dict[int, list[LineFact]] = {}
    for line in facts.lines:
        lines.setdefault(line.item_id, []).append(line)
    return [_standing(one, facts, tuple(evidence.get(one.id, ())), lines.get(one.id, [])) for one in facts.items]


def _standing(item: ItemFact, facts: Facts, evidence: tuple[EvidenceFact, ...], lines: list[LineFact]) -> Standing:
    state = _state(item, facts)
    done = (
        item.state == WorkState.DONE and item.done_on is not None and facts.period.start <= item.done_on <= facts.as_of
    )
    late = item.mode == Mode.ASSIGNED and item.due_on is not None and item.due_on < facts.as_of and state in OPEN_STATES
    said = [line.text for line in lines if line.done and line.text.strip()]
    said += [piece.words for piece in evidence if piece.words.strip()]
    return Standing(
        item=item,
        state=state,
        done=done,
        late=late,
        evidence=evidence,
        words=_words(said),
        slip_ids=tuple(sorted({line.slip_id for line in lines if line.done})),
        reported_done=any(line.done for line in lines),
        obstacle=_words([line.text for line in lines if line.done is False]),
    )


def _state(item: ItemFact, facts: Facts) -> str:
    """The state on the last day that counts; an item that was taken up again since is not done."""
    if item.state == WorkState.DONE and item.done_on is not None and item.done_on <= facts.as_of:
        return item.state
    if item.before and item.before != WorkState.DONE:
        return item.before
    return item.state


def _words(parts: Iterable[str]) -> str:
    text = "; ".join(dict.fromkeys(" ".join(part.split()).rstrip(" .;,") for part in parts if part.strip()))
    if len(text) <= LONGEST_WORDS:
        return text
    return text[:LONGEST_WORDS].rsplit(" ", 1)[0].rstrip(" .;,") + "…"


def _ids(values: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(values)))


def _items_number(key: str, label: str, standings: Iterable[Standing], measure: str = "") -> Number:
    """How many items there are, with their evidence and slips beside them."""
    chosen = list(standings)
    pieces = {piece.record.id: piece.record for one in chosen for piece in one.evidence}
    records = Records(
        items=_ids(one.item.id for one in chosen),
        evidence=_ids(pieces),
        slips=_ids(slip for one in chosen for slip in one.slip_ids),
    )
    return Number(key, label, Decimal(len(records.items)), measure or "việc", ITEMS, records, _waiting(pieces.values()))


def _waiting(pieces: Iterable[EvidenceRecord]) -> int:
    return sum(1 for piece in pieces if piece.state == EvidenceState.SENT)


def _totals(standings: list[Standing], facts: Facts) -> tuple[Number, ...]:
    assigned = [one for one in standings if one.item.mode == Mode.ASSIGNED]
    requested = [one for one in standings if one.item.mode == Mode.REQUESTED]
    evidence = [fact.record for fact in facts.evidence]
    received = [slip for slip in facts.slips if slip.state in (SlipState.SUBMITTED, SlipState.ACCEPTED)]
    return (
        _items_number("assigned", "Việc được giao trong kỳ", assigned),
        _items_number("done", "Việc đã hoàn thành trong kỳ", (one for one in assigned if one.done)),
        _items_number("results", "Việc có kết quả trong kỳ", (one for one in assigned if one.has_results)),
        _items_number("left", "Việc chưa có kết quả trong kỳ", (one for one in assigned if not one.has_results)),
        _items_number("overdue", "Việc quá hạn", (one for one in assigned if one.late)),
        _items_number("requested", "Việc đề nghị các cơ quan, đoàn thể", requested),
        _items_number(
            "requested-results",
            "Việc đề nghị đã có kết quả trong kỳ",
            (one for one in requested if one.has_results),
        ),
        _pieces_number("evidence", "Minh chứng trong kỳ", evidence, "minh chứng"),
        _pieces_number(
            "evidence-waiting",
            "Minh chứng chờ xác nhận",
            [piece for piece in evidence if piece.state == EvidenceState.SENT],
            "minh chứng",
        ),
        _slips_number("slips", "Phiếu báo kết quả đã mở", (slip.id for slip in facts.slips)),
        _slips_number("slips-received", "Phiếu báo kết quả đã nhận", (slip.id for slip in received)),
    )


def _slips_number(key: str, label: str, ids: Iterable[int]) -> Number:
    records = Records(slips=_ids(ids))
    return Number(key, label, Decimal(len(records.slips)), "phiếu", SLIPS, records)


def _by_kind(pieces: Sequence[EvidenceRecord], prefix: str) -> list[Number]:
    """How many pieces of each kind there are; kinds without any are left out."""
    found = []
    for kind in EvidenceKind:
        chosen = [piece for piece in pieces if piece.kind == kind]
        if chosen:
            found.append(_pieces_number(f"{prefix}-{kind.value}", str(kind.label), chosen))
    return found


def _pieces_number(key: str, label: str, pieces: Sequence[EvidenceRecord], measure: str = "") -> Number:
    records = Records(evidence=_ids(piece.id for piece in pieces), items=_ids(piece.item_id for piece in pieces))
    return Number(
        key, label, Decimal(len(records.evidence)), measure or label.lower(), EVIDENCE, records, _waiting(pieces)
    )


def _sums(pieces: Sequence[EvidenceRecord], prefix: str) -> list[Number]:
    """One sum for each measure, under the spelling that came first."""
    groups: dict[str, list[EvidenceRecord]] = {}
    for piece in pieces:
        if piece.number is not None:
            groups.setdefault(measure_key(piece.measure), []).append(piece)
    return [_sum(prefix, key, group) for key, group in sorted(groups.items())]


def _sum(prefix: str, measure: str, pieces: list[EvidenceRecord]) -> Number:
    spelling = pieces[0].measure
    label = f"Số {spelling}" if spelling else "Số liệu không ghi đơn vị tính"
    code = hashlib.sha256(measure.encode()).hexdigest()[:10]
    return Number(
        key=f"{prefix}-{code}",
        label=label,
        value=sum((piece.number for piece in pieces if piece.number is not None), Decimal(0)),
        measure=spelling,
        counts="",
        records=Records(evidence=_ids(piece.id for piece in pieces), items=_ids(piece.item_id for piece in pieces)),
        waiting=_waiting(pieces),
    )


def _numbers_of(pieces: Iterable[EvidenceFact], prefix: str) -> tuple[Number, ...]:
    """What a unit did in numbers: sums first, then how many photos, files and links prove it."""
    records = [piece.record for piece in pieces]
    kinds = (EvidenceKind.PHOTO, EvidenceKind.FILE, EvidenceKind.LINK)
    shown = [piece for piece in records if piece.kind in kinds]
    return (*_sums(records, f"{prefix}-sum"), *_by_kind(shown, prefix))


def _sections(standings: list[Standing], facts: Facts) -> tuple[Section, ...]:
    order = {plan.id: place for place, plan in enumerate(facts.plans)}
    headings = {(row.plan_id, row.path): (place, row) for place, row in reversed(list(enumerate(facts.headings)))}
    placed = []
    for one in standings:
        plan_id = one.item.plan_id
        place, heading = _heading(one.item, headings)
        rank = order[plan_id] if plan_id is not None else len(order)
        placed.append(((rank, place), heading, one))
    placed.sort(key=lambda entry: (entry[0], entry[2].item.position, entry[2].item.task_id or 0))
    sections = []
    for (_rank, place), group in groupby(placed, key=lambda entry: entry[0]):
        members = list(group)
        plan_id, heading = members[0][2].item.plan_id, members[0][1]
        rows = _rows([entry[2] for entry in members])
        still = {result.item_id for row in rows if not row.has_news for result in row.results}
        quiet = _items_number(
            f"quiet-{plan_id or 0}-{place}",
            "Việc đang thực hiện",
            (entry[2] for entry in members if entry[2].item.id in still),
        )
        path, title = (heading.path, heading.title) if heading else ("", "")
        sections.append(Section(plan_id, path, title, rows, quiet))
    return tuple(sections)


def _heading(
    item: ItemFact, headings: dict[tuple[int, str], tuple[int, HeadingFact]]
) -> tuple[int, HeadingFact | None]:
    """The deepest heading of the item's plan in which its path lies, with its place; what lies nowhere comes last."""
    path = item.path
    while path and item.plan_id is not None:
        if found := headings.get((item.plan_id, path)):
            return found
        path = path.rpartition(".")[0]
    return NOWHERE, None


def _rows(standings: list[Standing]) -> tuple[Row, ...]:
    groups: dict[str, list[Standing]] = {}
    for one in standings:
        key = f"task-{one.item.task_id}" if one.item.task_id else f"item-{one.item.id}"
        groups.setdefault(key, []).append(one)
    return tuple(_row(key, group) for key, group in groups.items())


def _row(key: str, group: list[Standing]) -> Row:
    first, unit = group[0].item, "đơn vị"
    pieces = [piece for one in group for piece in one.evidence]
    return Row(
        key=key,
        text=first.text,
        path=first.path,
        mode=first.mode,
        units_total=_items_number(f"{key}-units", "Đơn vị được giao việc này", group, unit),
        units_with_results=_items_number(
            f"{key}-results", "Đơn vị đã có kết quả", (one for one in group if one.has_results), unit
        ),
        units_done=_items_number(f"{key}-done", "Đơn vị đã hoàn thành", (one for one in group if one.done), unit),
        results=tuple(_result(one) for one in group),
        numbers=_numbers_of(pieces, f"{key}-all") if len(group) > 1 else (),
    )


def _result(one: Standing) -> UnitResult:
    return UnitResult(
        item_id=one.item.id,
        unit=one.item.unit,
        unit_position=one.item.unit_position,
        text=one.words,
        state=one.state,
        has_results=one.has_results,
        late=one.late,
        due_on=one.item.due_on,
        done_on=one.item.done_on if one.done else None,
        numbers=_numbers_of(one.evidence, f"unit-{one.item.id}"),
    )


def _entries(standings: Iterable[Standing]) -> tuple[Entry, ...]:
    chosen = sorted(standings, key=lambda one: (one.item.due_on is None, one.item.due_on, one.item.id))
    return tuple(Entry(one.item.id, one.item.text, one.item.unit, one.item.due_on) for one in chosen)


def _item_record(one: Standing) -> ItemRecord:
    item = one.item
    return ItemRecord(
        id=item.id,
        text=item.text,
        path=item.path,
        unit=item.unit,
        mode=item.mode,
        state=one.state,
        due_on=item.due_on,
        done_on=item.done_on if one.done else None,
    )
