"""What changed: against the report before, and against an edition of the same report."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.reports import comparison, document, selectors, services
from lantoa.reports.models import Report
from lantoa.reports.testing import make_ledger
from lantoa.work.models import Evidence, EvidenceState, WorkItem
from lantoakit.writing import Table, plain_text_of, write_plain

IN_NOVEMBER, IN_DECEMBER = date(2026, 11, 2), date(2026, 11, 20)
TODAY = date(2026, 12, 16)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def ledger(commune):
    return make_ledger(commune)


@pytest.fixture
def officer(ledger):
    return ledger.commune.actor("officer")


def opened(ledger, month: int) -> Report:
    return services.open_report(
        actor=ledger.commune.actor("officer"),
        organisation_id=ledger.commune.organisation.pk,
        year=2026,
        month=month,
        today=TODAY,
    )


def frozen(ledger, month: int) -> Report:
    return services.freeze(actor=ledger.commune.actor("officer"), report_id=opened(ledger, month).pk, today=TODAY)


@pytest.fixture
def november(ledger) -> Report:
    """Two items; 24 households in November, of the first."""
    ledger.evidence(ledger.item("hamlet"), IN_NOVEMBER, number=24, measure="hộ")
    ledger.item("hamlet2", text="Phát tờ gấp")
    return frozen(ledger, 11)


@pytest.fixture
def december(ledger, november) -> Report:
    """30 households and 5 people in December, of the second item."""
    other = WorkItem.objects.get(text="Phát tờ gấp")
    ledger.evidence(other, IN_DECEMBER, number=30, measure="Hộ")
    ledger.evidence(other, IN_DECEMBER, number=5, measure="người")
    return opened(ledger, 12)


def changes(report: Report) -> dict[str, tuple[int, int]]:
    figures = selectors.figures_of(report, TODAY)
    assert figures.before is not None
    found = comparison.changes(figures.before.numbers, figures)
    return {one.label: (int(one.before), int(one.now)) for one in found}


def test_numbers_of_the_report_before_stand_beside_those_of_this_one(december):
    found = changes(december)
    assert found["Việc được giao trong kỳ"] == (2, 2)
    assert found["Số Hộ"] == (24, 30)  # one measure, however it is spelt
    assert found["Số người"] == (0, 5)


def test_what_this_report_has_none_of_is_told_too(ledger, november):
    found = changes(opened(ledger, 12))
    assert (found["Số liệu"], found["Số hộ"]) == ((1, 0), (24, 0))


def test_the_first_report_is_compared_with_nothing(november):
    figures = selectors.figures_of(november, TODAY)
    assert figures.before is None
    assert "Kỳ trước" not in write_plain(document.build(figures, {}, lambda key: key))


def test_a_draft_is_no_report_to_compare_with(ledger):
    opened(ledger, 11)
    assert selectors.figures_of(opened(ledger, 12), TODAY).before is None


def test_the_numbers_before_are_frozen_with_the_report(ledger, december):
    before = changes(december)
    services.freeze(actor=ledger.commune.actor("officer"), report_id=december.pk, today=TODAY)
    Evidence.objects.update(number=Decimal(1))
    assert changes(Report.objects.get(pk=december.pk)) == before


def test_the_table_of_part_two_says_now_before_and_the_difference(december):
    figures = selectors.figures_of(december, TODAY)
    made = document.build(figures, {}, lambda key: f"https://lantoa.example.vn/{key}")
    (table,) = (block for block in made.blocks if isinstance(block, Table))
    rows = {plain_text_of(row[1]): [plain_text_of(cell) for cell in row[2:5]] for row in table.rows}
    assert [column.title for column in table.columns][2:5] == ["Kỳ này", "Kỳ trước", "Tăng, giảm"]
    assert rows["Số Hộ"] == ["30", "24", "+6"]
    assert rows["Việc được giao trong kỳ"] == ["2", "2", "0"]


@pytest.fixture
def client(ledger, sign_in):
    return sign_in(ledger.commune.people["officer"])


def url(name: str, *args: object) -> str:
    return reverse(f"reports_desk:{name}", args=args)


def page(client, name: str, *args: object) -> str:
    answer = client.get(url(name, *args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_now_before_and_the_difference_are_links(client, november, december):
    said = page(client, "report", december.pk)
    key = next(one.key for one in selectors.figures_of(december, TODAY).sums if one.measure == "Hộ")
    for address in (
        url("records", december.pk, key),
        url("records", november.pk, key),
        url("change", december.pk, key),
    ):
        assert f'href="{address}"' in said


def test_the_difference_opens_the_records_that_came_and_went(client, december):
    key = next(one.key for one in selectors.figures_of(december, TODAY).sums if one.measure == "Hộ")
    said = page(client, "change", december.pk, key)
    now, _, before = said.partition("Chỉ có trong: Báo cáo tháng 11/2026")
    assert "30 Hộ" in now and "24 hộ" not in now
    assert "24 hộ" in before and "30 Hộ" not in before
    said = page(client, "change", december.pk, "assigned")
    assert said.count("Không có mục nào.") == 2  # the same two items are counted in both
    assert client.get(url("change", december.pk, "no-such-number")).status_code == 404


def test_without_a_report_before_there_is_no_such_page(client, november):
    assert client.get(url("change", november.pk, "assigned")).status_code == 404


@pytest.fixture
def again(ledger, officer, november) -> Report:
    """November, taken up again because a piece had been counted wrongly and another was missing."""
    services.unfreeze(actor=officer, report_id=november.pk, reason="Thôn báo nhầm")
    Evidence.objects.update(state=EvidenceState.RETURNED)
    ledger.evidence(WorkItem.objects.get(text="Phát tờ gấp"), IN_NOVEMBER, number=40, measure="hộ")
    return services.freeze(actor=officer, report_id=november.pk, today=TODAY)


def test_a_report_frozen_again_shows_what_changed_since_its_edition(client, again):
    said = page(client, "report", again.pk)
    key = next(one.key for one in selectors.figures_of(again, TODAY).sums)
    assert "Thay đổi so với bản 1" in said
    for name, *args in (("edition_records", 1, key), ("records", key), ("edition_change", 1, key)):
        assert f'href="{url(name, again.pk, *args)}"' in said
    assert ">+16</a>" in said
    assert "Minh chứng trong kỳ" not in said.partition("Thay đổi so với bản 1")[2]  # one before and one now


def test_numbers_of_an_edition_open_what_it_counted(client, again):
    key = next(one.key for one in selectors.figures_of(again, TODAY).sums)
    assert "24" in page(client, "edition_records", again.pk, 1, key)
    said = page(client, "edition_change", again.pk, 1, key)
    now, _, before = said.partition("Chỉ có trong: Bản 1 đã chốt")
    assert "40 hộ" in now and "24 hộ" in before
    assert client.get(url("edition_records", again.pk, 2, key)).status_code == 404
    assert client.get(url("edition_change", again.pk, 2, key)).status_code == 404


def test_an_edition_that_changed_nothing_says_so(client, officer, november):
    services.unfreeze(actor=officer, report_id=november.pk, reason="Xem lại")
    assert "Không chỉ tiêu nào thay đổi" in page(client, "report", november.pk)


def rows_of(client, report: Report, sheet: str) -> dict[str, list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(client.get(url("excel", report.pk)).content))
    return {str(row[0]): list(row) for row in book[sheet].values if row[0]}


def test_the_spreadsheet_has_both_comparisons(client, december):
    found = rows_of(client, december, "Số liệu")
    assert found["Chỉ tiêu"][5:7] == ["Kỳ trước", "Tăng, giảm"]
    assert (found["Số Hộ"][1], *found["Số Hộ"][5:7]) == (30, 24, 6)


def test_the_spreadsheet_says_what_changed_since_the_last_edition(client, again):
    found = rows_of(client, again, "So với bản 1")
    assert (found["Số hộ"][1], *found["Số hộ"][4:6]) == (40, 24, 16)
    assert "Việc được giao trong kỳ" not in found  # only what changed
