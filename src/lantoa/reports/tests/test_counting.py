"""Properties of the figures over invented facts, and their way through JSON."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.plans.models import Mode
from lantoa.reports import document
from lantoa.reports.counting import count
from lantoa.reports.facts import EvidenceFact, Facts, HeadingFact, ItemFact, LineFact
from lantoa.reports.figures import EvidenceRecord, Figures, Head, PlanRecord, SlipRecord
from lantoa.reports.testing import PERIOD
from lantoa.work.models import COUNTED, EvidenceKind, SlipState, WorkState

DAYS = st.dates(date(2026, 9, 1), date(2026, 12, 31))
IN_PERIOD = st.dates(PERIOD.start, PERIOD.end)
MEASURES = st.sampled_from(["hộ", "Hộ", "người", " lượt  người", ""])
MOMENTS = st.none() | st.just(datetime(2026, 11, 3, 4, 5, tzinfo=UTC))


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    plans = (PlanRecord(1, "kế hoạch", "27/KH-UBND", "Phổ cập", "UBND xã", date(2026, 10, 5)),)
    item_ids = list(range(1, draw(st.integers(1, 6)) + 1))
    items = tuple(
        ItemFact(
            id=pk,
            plan_id=draw(st.sampled_from([1, None])),
            task_id=draw(st.none() | st.integers(1, 3)),
            position=draw(st.integers(0, 3)),
            path=draw(st.sampled_from(["", "IV.6.b", "IV", "X"])),
            text=draw(st.text(max_size=20)),
            mode=draw(st.sampled_from(Mode.values)),
            unit=draw(st.sampled_from(["Thôn Bến Đò", "Thôn Đình"])),
            unit_position=draw(st.integers(0, 2)),
            state=draw(st.sampled_from(WorkState.values)),
            before=draw(st.none() | st.sampled_from(WorkState.values)),
            due_on=draw(st.none() | DAYS),
            done_on=draw(st.none() | DAYS),
        )
        for pk in item_ids
    )
    evidence = tuple(
        EvidenceFact(
            EvidenceRecord(
                id=pk,
                item_id=draw(st.sampled_from(item_ids)),
                unit="Thôn Bến Đò",
                kind=draw(st.sampled_from(EvidenceKind.values)),
                number=draw(st.none() | st.decimals(0, 1000, places=2)),
                measure=draw(MEASURES),
                happened_on=draw(IN_PERIOD),
                state=draw(st.sampled_from(COUNTED)).value,
                sha256="",
                confirmed_by="",
                confirmed_at=draw(MOMENTS),
            ),
            draw(st.text(max_size=20)),
        )
        for pk in range(1, draw(st.integers(0, 8)) + 1)
    )
    slips = tuple(
        SlipRecord(pk, "Thôn Bến Đò", draw(st.sampled_from(SlipState.values)), draw(MOMENTS), "", draw(MOMENTS))
        for pk in range(1, draw(st.integers(0, 3)) + 1)
    )
    lines = tuple(
        LineFact(slip.id, draw(st.sampled_from(item_ids)), draw(st.none() | st.booleans()), draw(st.text(max_size=20)))
        for slip in slips
    )
    return Facts(
        head=Head("xã Minh Họa", "Ủy ban nhân dân xã Minh Họa", "Ủy ban nhân dân tỉnh Bình Minh"),
        period=PERIOD,
        as_of=draw(IN_PERIOD),
        next_end=date(2026, 12, 14),
        plans=plans,
        headings=(HeadingFact(1, "IV", "TỔ CHỨC THỰC HIỆN"), HeadingFact(1, "IV.6", "Trưởng các thôn")),
        items=items,
        evidence=evidence,
        slips=slips,
        lines=lines,
        requests=(),
    )


@given(facts())
@settings(max_examples=200)
def test_every_number_is_that_of_its_distinct_records(found):
    figures = count(found)
    values = {record.id: record.number for record in figures.evidence_records}
    for number in figures.numbers():
        records = number.records
        for ids in (records.items, records.evidence, records.slips):
            assert list(ids) == sorted(set(ids))
        if number.counts:
            assert number.value == len(getattr(records, number.counts))
        else:
            assert number.value == sum((values[pk] or Decimal(0) for pk in records.evidence), Decimal(0))
        assert number.waiting <= len(records.evidence)


@given(facts())
@settings(max_examples=100)
def test_totals_are_made_of_each_other_without_a_rest(found):
    figures = count(found)
    assigned, results, left = (set(figures.total(key).records.items) for key in ("assigned", "results", "left"))
    assert results | left == assigned and not results & left
    assert set(figures.total("done").records.items) <= results
    assert set(figures.total("overdue").records.items) == {entry.item_id for entry in figures.overdue} <= assigned
    assert sum(int(number.value) for number in figures.evidence) == figures.total("evidence").value
    told = [result.item_id for section in figures.sections for row in section.rows for result in row.results]
    assert sorted(told) == sorted(item.id for item in found.items)


@given(facts())
@settings(max_examples=100)
def test_figures_come_back_from_json_as_they_were(found):
    figures = count(found)
    stored = json.loads(json.dumps(figures.to_json()))
    assert Figures.from_json(stored) == figures


def test_reports_frozen_by_the_first_version_stay_readable():
    """`frozen.json` was written once and is not written again: what was sent to the province must open for years."""
    stored = json.loads(Path(__file__).with_name("frozen.json").read_text(encoding="utf-8"))
    figures = Figures.from_json(stored)
    assert [int(number.value) for number in figures.totals] == [2, 1, 2, 0, 0, 1, 0, 3, 1, 1, 1]
    assert figures.evidence_records[0].sha256 == "ab" * 32
    assert figures.evidence_records[0].confirmed_by == "Hoàng Thị Mai"
    assert len(document.write(figures, {}, lambda key: f"https://lantoa.example.vn/{key}")) > 10_000
