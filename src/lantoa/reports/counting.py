"""From facts to figures: pure arithmetic, without database or settings. Labels are words of the report, in Vietnamese.

The rules, in the order in which an auditor would ask for them:

- *Which items count.* Those given by the last day of the period (the day the plan was issued or the item made, the
  earlier of the two), not withdrawn and not finished before the period began. A withdrawn item stays where results of
  the period hang on it: what was done is told even though the rest was dropped, but it is no work of the next period
  and nothing is proposed for it. Items of a draft are work already, but
  they and what hangs on them are told only once their plan is issued. `facts` reads exactly these.
- *Done* is what was done in the period (`done_on`: the day of the last evidence, else of sending it in) and has been
  confirmed by the time of counting; the day of confirming decides nothing.
- *Has results*: it was confirmed as done in the period, or has a counted piece of evidence that happened in the period,
  or a line "Đã làm" on a slip of the period that was handed in.
- *Overdue*: assigned, with a day before the last day that counts, and in a state in which the unit still owes something
  on that day (sending in or confirming that came later does not make late what was done in time). What is only
  requested is counted apart, and is never late.
- *Evidence* counts while it is sent or confirmed; what was returned or erased does not. How much of it still waits for
  confirmation is said beside the number.
- *Sums* add numbers of one measure, compared without regard to case and spaces; different measures are never added.
- *Slips* are counted as opened and as received.
- *Questions* of residents count on the day on which they were asked, in one part each: what was handed over to an
  officer, else what was said to them first.
- *What came after an earlier report had been frozen* is told apart, in `supplement`, and is in none of these numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from lantoa.plans.models import Mode
from lantoa.reports.facts import Facts, HeadingFact, ItemFact
from lantoa.reports.figures import Entry, Figures, ItemRecord, Number, Row, Section, UnitResult
from lantoa.reports.numbers import (
    by_kind,
    items_number,
    numbers_of,
    pieces_number,
    question_numbers,
    slips_number,
    sums,
)
from lantoa.reports.standing import Standing, standings_of
from lantoa.shared.language import in_vietnamese
from lantoa.work.models import ASKED, EvidenceState, SlipState, WorkState

NOWHERE = 1_000_000
"""The place of items whose path no heading of their plan has: after all headings."""


@in_vietnamese()
def count(facts: Facts) -> Figures:
    """The figures of a period; see the rules at the top."""
    standings = standings_of(facts)
    assigned = [one for one in standings if one.item.mode == Mode.ASSIGNED]
    evidence = [fact.record for fact in facts.evidence]
    return Figures(
        head=facts.head,
        period=facts.period,
        as_of=facts.as_of,
        plans=facts.plans,
        totals=_totals(standings, facts),
        evidence=tuple(by_kind(evidence, "evidence")),
        sums=tuple(sums(evidence, "sum")),
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
            and one.item.state != WorkState.WITHDRAWN
            and one.item.due_on is not None
            and facts.as_of <= one.item.due_on <= facts.next_end
        ),
        item_records=tuple(item_record(one) for one in standings),
        evidence_records=tuple(evidence),
        slip_records=facts.slips,
        questions=question_numbers(facts.questions),
        question_records=facts.questions,
    )


def _totals(standings: list[Standing], facts: Facts) -> tuple[Number, ...]:
    assigned = [one for one in standings if one.item.mode == Mode.ASSIGNED]
    requested = [one for one in standings if one.item.mode == Mode.REQUESTED]
    evidence = [fact.record for fact in facts.evidence]
    received = [slip for slip in facts.slips if slip.state in (SlipState.SUBMITTED, SlipState.ACCEPTED)]
    return (
        items_number("assigned", "Việc được giao trong kỳ", assigned),
        items_number("done", "Việc đã hoàn thành trong kỳ", (one for one in assigned if one.done)),
        items_number("results", "Việc có kết quả trong kỳ", (one for one in assigned if one.has_results)),
        items_number("left", "Việc chưa có kết quả trong kỳ", (one for one in assigned if not one.has_results)),
        items_number("overdue", "Việc quá hạn", (one for one in assigned if one.late)),
        items_number("requested", "Việc đề nghị các cơ quan, đoàn thể", requested),
        items_number(
            "requested-results",
            "Việc đề nghị đã có kết quả trong kỳ",
            (one for one in requested if one.has_results),
        ),
        pieces_number("evidence", "Minh chứng trong kỳ", evidence, "minh chứng"),
        pieces_number(
            "evidence-waiting",
            "Minh chứng chờ xác nhận",
            [piece for piece in evidence if piece.state == EvidenceState.SENT],
            "minh chứng",
        ),
        slips_number("slips", "Phiếu báo kết quả đã mở", (slip.id for slip in facts.slips if slip.state != ASKED)),
        slips_number("slips-received", "Phiếu báo kết quả đã nhận", (slip.id for slip in received)),
    )


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
        quiet = items_number(
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
    """The deepest heading of the item's plan in which its path lies, with its place; what lies nowhere comes last.

    A numbered paragraph that is the task itself ("a) Mở lớp học số …") is no heading: its words stand in the row.
    """
    path = item.path
    while path and item.plan_id is not None:
        found = headings.get((item.plan_id, path))
        if found and not (path == item.path and _is_task(found[1].title, item.text)):
            return found
        path = path.rpartition(".")[0]
    return NOWHERE, None


def _is_task(title: str, text: str) -> bool:
    """Whether a division's title is but the beginning of a task's words, which a reading may have cut anywhere."""
    begun = " ".join(title.split()).rstrip(" .:;,").casefold()
    return bool(begun) and " ".join(text.split()).casefold().startswith(begun)


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
        units_total=items_number(f"{key}-units", "Đơn vị được giao việc này", group, unit),
        units_with_results=items_number(
            f"{key}-results", "Đơn vị đã có kết quả", (one for one in group if one.has_results), unit
        ),
        units_done=items_number(f"{key}-done", "Đơn vị đã hoàn thành", (one for one in group if one.done), unit),
        results=tuple(_result(one) for one in group),
        numbers=numbers_of(pieces, f"{key}-all") if len(group) > 1 else (),
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
        numbers=numbers_of(one.evidence, f"unit-{one.item.id}"),
    )


def _entries(standings: Iterable[Standing]) -> tuple[Entry, ...]:
    chosen = sorted(standings, key=lambda one: (one.item.due_on is None, one.item.due_on, one.item.id))
    return tuple(Entry(one.item.id, one.item.text, one.item.unit, one.item.due_on) for one in chosen)


def item_record(one: Standing) -> ItemRecord:
    """An item as it is stored with the numbers that count it."""
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
