"""From facts that came too late for a frozen report to the part of the next report that tells them."""

from __future__ import annotations

from datetime import date

from lantoa.reports.counting import item_record
from lantoa.reports.facts import Facts
from lantoa.reports.figures import LateResult, Supplement
from lantoa.reports.numbers import by_kind, items_number, numbers_of, pieces_number, slips_number, sums
from lantoa.reports.standing import Standing, standings_of
from lantoa.shared.language import in_vietnamese


@in_vietnamese()
def count(facts: Facts, frozen_on: date) -> Supplement:
    """The supplement of a period. `facts` hold only what came late: see `late.facts_of`."""
    standings = standings_of(facts)
    pieces = [fact.record for fact in facts.evidence]
    key = f"late-{facts.period.start:%Y%m%d}"
    told = [one for one in standings if one.has_results or one.obstacle]
    return Supplement(
        period=facts.period,
        frozen_on=frozen_on,
        totals=(
            items_number(f"{key}-results", "Việc có kết quả bổ sung", (one for one in told if one.has_results)),
            items_number(f"{key}-done", "Việc xác nhận hoàn thành sau khi chốt", (one for one in told if one.done)),
            pieces_number(f"{key}-evidence", "Minh chứng bổ sung", pieces, "minh chứng"),
            slips_number(f"{key}-slips", "Phiếu báo nhận sau khi chốt", (slip.id for slip in facts.slips)),
        ),
        evidence=tuple(by_kind(pieces, f"{key}-evidence")),
        sums=tuple(sums(pieces, f"{key}-sum")),
        results=tuple(_result(one, key) for one in told),
        item_records=tuple(item_record(one) for one in standings),
        evidence_records=tuple(pieces),
        slip_records=facts.slips,
    )


def _result(one: Standing, key: str) -> LateResult:
    return LateResult(
        item_id=one.item.id,
        task=one.item.text,
        unit=one.item.unit,
        text=one.words,
        obstacle=one.obstacle,
        days=tuple(sorted({piece.record.happened_on for piece in one.evidence})),
        done_on=one.item.done_on if one.done else None,
        numbers=numbers_of(one.evidence, f"{key}-unit-{one.item.id}"),
    )
