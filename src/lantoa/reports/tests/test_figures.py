"""What a report counts: a table of cases, each with why, and the boundaries of the period."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from lantoa.plans.models import Mode, PlanState
from lantoa.reports import selectors
from lantoa.reports.figures import Figures
from lantoa.reports.testing import PERIOD, make_ledger, moment
from lantoa.shared.errors import NotFound
from lantoa.work.models import EvidenceKind, EvidenceState, Request, RequestKind, SlipState, WorkState, slip_words
from lantoa.work.periods import Period

TODAY = date(2026, 11, 16)
BEFORE, FIRST, LAST, AFTER = date(2026, 10, 14), PERIOD.start, PERIOD.end, date(2026, 11, 15)
MIDDLE = date(2026, 11, 2)


@pytest.fixture
def ledger(commune):
    return make_ledger(commune)


def figures(ledger, today=TODAY, period=PERIOD) -> Figures:
    return selectors.compute(ledger.commune.organisation.pk, period, today)


def totals(found: Figures) -> dict[str, int]:
    return {number.key: int(number.value) for number in found.totals}


def test_nothing_given_is_nothing_counted(ledger):
    found = figures(ledger)
    assert set(totals(found).values()) == {0}
    assert not found.sections and not found.evidence and not found.sums


GIVEN = [
    (BEFORE, {}, 1),  # given before the period and still open: it goes on
    (LAST, {}, 1),  # given on the last day: it counts
    (AFTER, {}, 0),  # given on the day after: it belongs to the next report
    (BEFORE, {"state": WorkState.WITHDRAWN}, 0),  # taken out of work: no duty any more
    (BEFORE, {"state": WorkState.DONE, "done_on": BEFORE}, 0),  # finished before: an earlier report told it
    (BEFORE, {"state": WorkState.DONE, "done_on": FIRST}, 1),  # finished on the first day: this one tells it
    (BEFORE, {"state": WorkState.DONE, "done_on": AFTER}, 1),  # finished after: it was open in the period
]


@pytest.mark.parametrize(("given_on", "values", "counted"), GIVEN)
def test_which_items_count(ledger, given_on, values, counted):
    ledger.item(given_on=given_on, **values)
    assert totals(figures(ledger))["assigned"] == counted


def test_a_plan_counts_from_the_day_it_was_issued_though_it_was_entered_later(ledger):
    ledger.item()  # made today by the clock of the machine, of a plan of 05/10/2026
    assert totals(figures(ledger))["assigned"] == 1


DONE = [
    (BEFORE, 0),  # an earlier report told it
    (FIRST, 1),  # both ends of the period belong to it
    (LAST, 1),
    (AFTER, 0),  # confirmed after the cut-off: the next report tells it
]


@pytest.mark.parametrize(("day", "counted"), DONE)
def test_done_is_what_was_done_in_the_period(ledger, day, counted):
    ledger.done(day)
    assert totals(figures(ledger))["done"] == counted


EVIDENCE = [
    (BEFORE, EvidenceState.ACCEPTED, 0),  # it happened before the period
    (FIRST, EvidenceState.SENT, 1),  # it counts before anybody confirmed it
    (LAST, EvidenceState.ACCEPTED, 1),
    (AFTER, EvidenceState.ACCEPTED, 0),  # it happened after the cut-off, though the report is written later
    (MIDDLE, EvidenceState.RETURNED, 0),  # Cần bổ sung: no proof yet
    (MIDDLE, EvidenceState.ERASED, 0),  # nothing is left of it
]


@pytest.mark.parametrize(("day", "state", "counted"), EVIDENCE)
def test_evidence_counts_when_it_happened_in_the_period_and_was_not_returned(ledger, day, state, counted):
    item = ledger.item()
    ledger.evidence(item, day, state=state)
    found = figures(ledger)
    assert totals(found)["evidence"] == totals(found)["results"] == counted
    assert [int(number.value) for number in found.evidence] == [counted] * bool(counted)


def test_evidence_that_waits_is_said_beside_the_number(ledger):
    item = ledger.item()
    ledger.evidence(item, MIDDLE, state=EvidenceState.ACCEPTED)
    ledger.evidence(item, MIDDLE)
    (photos,) = figures(ledger).evidence
    assert (photos.key, int(photos.value), photos.waiting) == ("evidence-photo", 2, 1)
    assert selectors.waiting(figures(ledger)).evidence == 1


LATE = [
    ({"due_on": date(2026, 11, 13)}, 1),  # its day passed within the period
    ({"due_on": LAST}, 0),  # its day is the last one: it still has that day
    ({"due_on": AFTER}, 0),  # its day comes after the period
    ({"due_on": None}, 0),  # no day, no lateness
    ({"due_on": MIDDLE, "state": WorkState.RETURNED}, 1),  # the unit still owes something
    ({"due_on": MIDDLE, "state": WorkState.SUBMITTED}, 0),  # it waits for the commune, not for the unit
    ({"due_on": MIDDLE, "mode": Mode.REQUESTED}, 0),  # what is only asked is never late
]


@pytest.mark.parametrize(("values", "late"), LATE)
def test_overdue(ledger, values, late):
    ledger.item(**values)
    found = figures(ledger)
    assert totals(found)["overdue"] == late == len(found.overdue)


def test_while_the_period_runs_overdue_is_judged_today(ledger):
    ledger.item(due_on=MIDDLE)
    assert totals(figures(ledger, today=MIDDLE))["overdue"] == 0
    assert totals(figures(ledger, today=MIDDLE + timedelta(days=1)))["overdue"] == 1


def test_what_was_submitted_in_time_is_not_late_because_it_was_returned_after_the_cutoff(ledger):
    item = ledger.item(due_on=MIDDLE, state=WorkState.SUBMITTED)
    ledger.moved(item, AFTER, WorkState.SUBMITTED, WorkState.RETURNED)
    assert totals(figures(ledger))["overdue"] == 0


def test_what_was_done_in_time_is_not_late_because_it_was_sent_in_after_the_cutoff(ledger):
    item = ledger.item(due_on=date(2026, 11, 10))
    ledger.evidence(item, date(2026, 11, 9))
    ledger.moved(item, AFTER, WorkState.DOING, WorkState.SUBMITTED)
    assert totals(figures(ledger))["overdue"] == 0
    ledger.evidence(item, AFTER)  # its last evidence is of a day after the period: it was not finished in it
    assert totals(figures(ledger))["overdue"] == 1


def test_what_was_open_at_the_cutoff_stays_late_though_it_was_finished_since(ledger):
    item = ledger.item(due_on=MIDDLE)
    ledger.moved(item, AFTER, WorkState.DOING, WorkState.SUBMITTED)
    ledger.moved(item, TODAY, WorkState.SUBMITTED, WorkState.DONE)
    found = totals(figures(ledger))
    assert (found["overdue"], found["done"]) == (1, 0)


def test_what_was_taken_up_again_is_not_done(ledger):
    item = ledger.done(MIDDLE)
    ledger.moved(item, AFTER, WorkState.DONE, WorkState.DOING)
    assert totals(figures(ledger))["done"] == 0


def test_requested_items_are_counted_apart(ledger):
    item = ledger.asked(due_on=BEFORE)
    ledger.asked("police")
    ledger.evidence(item, MIDDLE)
    found = figures(ledger)
    counted = totals(found)
    assert (counted["requested"], counted["requested-results"]) == (2, 1)
    assert counted["assigned"] == counted["overdue"] == counted["left"] == 0
    assert not found.overdue and not found.left and not found.upcoming


def test_the_slip_of_a_body_that_is_only_asked_is_not_missing(ledger):
    ledger.slip(ledger.item(), state=SlipState.OPEN)
    ledger.slip(ledger.asked(), state=SlipState.OPEN)
    found = figures(ledger)
    counted = totals(found)
    assert (counted["slips"], counted["slips-received"]) == (1, 0)
    assert {slip.unit: slip_words(slip.state) for slip in found.slip_records} == {
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã": "Đề nghị phối hợp",
        "Thôn Bến Đò": "Chưa báo",
    }


SLIPS = [
    (SlipState.OPEN, True, 0),  # a draft of the unit's
    (SlipState.SUBMITTED, True, 1),  # handed in: it counts before it is confirmed
    (SlipState.ACCEPTED, True, 1),
    (SlipState.RETURNED, True, 0),  # back with the unit
    (SlipState.SUBMITTED, False, 0),  # "Chưa làm" is no result
    (SlipState.SUBMITTED, None, 0),
]


@pytest.mark.parametrize(("state", "done", "counted"), SLIPS)
def test_a_line_of_a_received_slip_is_a_result(ledger, state, done, counted):
    ledger.slip(ledger.item(), state=state, done=done)
    found = totals(figures(ledger))
    assert found["results"] == counted
    assert found["slips"] == 1
    assert found["slips-received"] == (state in (SlipState.SUBMITTED, SlipState.ACCEPTED))


def test_a_slip_of_another_period_is_not_counted(ledger):
    ledger.slip(ledger.item(), period=Period(date(2026, 9, 15), date(2026, 10, 14)), done=True)
    found = totals(figures(ledger))
    assert found["slips"] == found["results"] == 0


def test_numbers_of_one_measure_are_added_and_different_measures_never(ledger):
    item = ledger.item()
    ledger.evidence(item, MIDDLE, number=24, measure="hộ")
    ledger.evidence(item, MIDDLE, number="1.5", measure=" Hộ ")
    ledger.evidence(item, MIDDLE, number=135, measure="người")
    ledger.evidence(item, MIDDLE, number=3, measure="hồ")  # another word, though it folds to the same letters
    sums = {number.measure: number.value for number in figures(ledger).sums}
    assert sums == {"hộ": Decimal("25.5"), "người": Decimal(135), "hồ": Decimal(3)}


def test_a_withdrawn_item_with_results_of_the_period_is_still_told(ledger):
    item = ledger.item(state=WorkState.WITHDRAWN)
    ledger.evidence(item, MIDDLE)
    assert totals(figures(ledger))["results"] == 1


def test_sections_follow_the_headings_of_the_plan_and_units_gather_under_their_task(ledger):
    ledger.item("hamlet", text="Mở lớp", path="IV.6.b")
    ledger.done(MIDDLE, "hamlet2", text="Mở lớp", path="IV.6.b")
    ledger.item("culture", text="Biên soạn bài học", path="IV.2")
    ledger.item("economy", text="Lập dự toán", path="")
    found = figures(ledger)
    assert [section.title for section in found.sections] == ["Phòng Văn hóa - Xã hội", "Trưởng các thôn", ""]
    (row,) = found.sections[1].rows
    assert [result.unit for result in row.results] == ["Thôn Bến Đò", "Thôn Đình"]
    assert (int(row.units_total.value), int(row.units_done.value)) == (2, 1)


def test_obstacles_requests_and_what_comes_next(ledger):
    item = ledger.item(due_on=date(2026, 12, 10))
    ledger.slip(item, done=False, text="Chưa có đường truyền")
    ledger.slip(ledger.item(path=""), done=False, nothing=True, text="Tháng này không có buổi họp nào")  # no obstacle
    Request.objects.create(
        item=item, kind=RequestKind.EXTENSION, reason="Chờ máy tính", wanted_on=date(2026, 12, 20), client_key="k"
    )
    Request.objects.update(made_at="2026-11-02T03:00:00Z")
    found = figures(ledger)
    assert [entry.note for entry in found.obstacles] == ["Chưa có đường truyền"]
    assert [entry.note for entry in found.proposals] == ["Chờ máy tính"]
    assert [entry.item_id for entry in found.upcoming] == [item.pk]


def test_of_a_note_the_words_are_told_and_of_a_photo_not(ledger):
    item = ledger.item()
    ledger.evidence(item, MIDDLE, EvidenceKind.NOTE, text="Đã phát 120 tờ gấp.")
    ledger.evidence(item, MIDDLE, text="bà Sáu ngồi hàng đầu")
    (result,) = figures(ledger).sections[0].rows[0].results
    assert result.text == "Đã phát 120 tờ gấp"


def test_another_organisations_work_is_never_counted(ledger, other_commune):
    theirs = make_ledger(other_commune)
    theirs.evidence(theirs.done(MIDDLE), MIDDLE, number=5, measure="hộ")
    assert set(totals(figures(ledger)).values()) == {0}
    with pytest.raises(NotFound):
        selectors.compute(10**6, PERIOD, TODAY)


@pytest.mark.parametrize("items", [3, 60])
def test_the_number_of_queries_is_constant(ledger, django_assert_num_queries, items):
    for index in range(items):
        item = ledger.item("hamlet" if index % 2 else "culture", due_on=MIDDLE)
        ledger.evidence(item, MIDDLE, number=1, measure="hộ", state=EvidenceState.ACCEPTED)
        ledger.slip(item, done=True)
    with django_assert_num_queries(14):
        figures(ledger)


@pytest.mark.parametrize(
    ("state", "counted"),
    [
        (PlanState.DRAFT, 0),  # nobody signed it: it is no base of a report
        (PlanState.ISSUED, 1),
        (PlanState.AMENDED, 1),
        (PlanState.ENDED, 1),  # what was done under it is told
    ],
)
def test_a_report_tells_only_of_plans_that_were_issued(ledger, state, counted):
    item = ledger.item()
    ledger.evidence(item, MIDDLE, number=24, measure="hộ")
    Request.objects.create(item=item, kind=RequestKind.EXTENSION, reason="Mưa lũ", client_key="ask-00000001")
    Request.objects.update(made_at=moment(MIDDLE))
    ledger.plan.state = state
    ledger.plan.save()
    found = figures(ledger)
    assert totals(found)["assigned"] == totals(found)["evidence"] == totals(found)["results"] == counted
    assert len(found.plans) == len(found.sections) == len(found.sums) == len(found.proposals) == counted


def test_a_withdrawn_item_keeps_its_results_but_is_neither_upcoming_nor_proposed(ledger):
    item = ledger.item(due_on=date(2026, 11, 30))
    ledger.evidence(item, MIDDLE)
    Request.objects.create(item=item, kind=RequestKind.EXTENSION, reason="Mưa lũ", client_key="ask-00000001")
    Request.objects.update(made_at=moment(MIDDLE))
    before = figures(ledger)
    assert (len(before.upcoming), len(before.proposals)) == (1, 1)
    ledger.moved(item, AFTER, WorkState.DOING, WorkState.WITHDRAWN)
    after = figures(ledger)
    assert (len(after.upcoming), len(after.proposals)) == (0, 0)
    assert totals(after)["results"] == totals(after)["evidence"] == 1
