"""What comes after a report was frozen: told, counted once in the next report, or taken into the reopened one."""

from __future__ import annotations

import io
from datetime import date
from importlib import import_module

import docx
import openpyxl
import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from docx.oxml.ns import qn

from lantoa.reports import document, late, selectors, services
from lantoa.reports.desk import panels
from lantoa.reports.figures import Figures, Supplement
from lantoa.reports.models import Edition, Report, Told
from lantoa.reports.testing import PERIOD, make_ledger, moment
from lantoa.shared.errors import WrongState
from lantoa.work.models import Evidence, EvidenceKind, EvidenceState, SlipState, WorkItem, WorkState
from lantoa.work.periods import Period

AUGUST, NOVEMBER, DECEMBER, JANUARY = (2026, 8), (2026, 11), (2026, 12), (2027, 1)
IN_NOVEMBER, IN_DECEMBER = date(2026, 11, 2), date(2026, 11, 20)
AFTER = {
    AUGUST: date(2026, 11, 16),
    NOVEMBER: date(2026, 11, 16),
    DECEMBER: date(2026, 12, 16),
    JANUARY: date(2027, 1, 16),
}


@pytest.fixture
def ledger(commune):
    return make_ledger(commune)


def opened(ledger, month=NOVEMBER) -> Report:
    return services.open_report(
        actor=ledger.commune.actor("officer"),
        organisation_id=ledger.commune.organisation.pk,
        year=month[0],
        month=month[1],
        today=AFTER[month],
    )


def frozen(ledger, month=NOVEMBER) -> Report:
    """The month's report, frozen two days after its period."""
    report = services.freeze(
        actor=ledger.commune.actor("officer"), report_id=opened(ledger, month).pk, today=AFTER[month]
    )
    Report.objects.filter(pk=report.pk).update(frozen_at=moment(AFTER[month]))
    report.refresh_from_db()
    return report


def reopened(ledger, report) -> Report:
    return services.unfreeze(actor=ledger.commune.actor("officer"), report_id=report.pk, reason="Có kết quả đến muộn")


def figures(ledger, month=DECEMBER) -> Figures:
    return selectors.figures_of(opened(ledger, month), AFTER[month])


def supplement(ledger, month=DECEMBER) -> Supplement:
    (found,) = figures(ledger, month).supplements
    return found


def counted(part) -> set[int]:
    return {record.id for record in part.evidence_records}


def test_late_evidence_is_told_in_the_next_report_apart_from_its_own_numbers(ledger):
    item = ledger.item(text="Mở lớp học số")
    in_time = ledger.evidence(item, IN_NOVEMBER)
    report = frozen(ledger)
    late_piece = ledger.evidence(item, IN_NOVEMBER, number=24, measure="hộ")
    own = ledger.evidence(item, IN_DECEMBER, number=6, measure="hộ")

    found = figures(ledger)
    assert counted(found) == {own.pk}
    assert [int(number.value) for number in found.sums] == [6]
    told = supplement(ledger)
    assert counted(told) == {late_piece.pk}
    assert (told.period, told.frozen_on) == (PERIOD, AFTER[NOVEMBER])
    assert [(number.label, int(number.value)) for number in told.sums] == [("Số hộ", 24)]
    (result,) = told.results
    assert (result.unit, result.days, result.done_on) == ("Thôn Bến Đò", (IN_NOVEMBER,), None)
    assert counted(Figures.from_json(report.figures)) == {in_time.pk}


LATE = [
    # what happens after freezing, and which of the totals tells it
    (lambda ledger, item: ledger.evidence(item, IN_NOVEMBER), {"evidence": 1, "results": 1}),
    (lambda ledger, item: ledger.evidence(item, PERIOD.end), {"evidence": 1, "results": 1}),  # the last day itself
    (lambda ledger, item: ledger.evidence(item, IN_NOVEMBER, state=EvidenceState.RETURNED), {}),  # no proof yet
    (lambda ledger, item: ledger.evidence(item, date(2026, 10, 14)), {}),  # of a month that was never frozen
    (lambda ledger, item: ledger.slip(item, done=True, text="Đã mở lớp"), {"slips": 1, "results": 1}),
    (lambda ledger, item: ledger.slip(item, done=False, text="Chưa có máy"), {"slips": 1}),  # told, but no result
    (lambda ledger, item: ledger.slip(item, done=None, state=SlipState.OPEN), {}),  # still with the unit
    (lambda ledger, item: ledger.moved(item, PERIOD.end, WorkState.DOING, WorkState.DONE), {"done": 1, "results": 1}),
]


@pytest.mark.parametrize(("happens", "told"), LATE)
def test_what_counts_as_late(ledger, happens, told):
    item = ledger.item()
    report = frozen(ledger)
    happens(ledger, item)
    found = selectors.late_of(report)
    if not told:
        assert found is None and not figures(ledger).supplements
        return
    assert found is not None
    assert {number.key.rpartition("-")[2]: int(number.value) for number in found.totals if number.value} == told
    assert figures(ledger).supplements == (found,)


def test_words_of_a_late_slip_are_told_whatever_they_say(ledger):
    done, stuck = ledger.item(text="Mở lớp"), ledger.item(text="Phát tờ gấp")
    frozen(ledger)
    ledger.slip(done, done=True, text="Đã mở 2 lớp")
    ledger.slip(stuck, done=False, text="Chưa có tờ gấp")
    texts = {result.task: (result.text, result.obstacle) for result in supplement(ledger).results}
    assert texts == {"Mở lớp": ("Đã mở 2 lớp", ""), "Phát tờ gấp": ("", "Chưa có tờ gấp")}


def test_a_slip_that_was_not_in_when_frozen_and_comes_in_since_is_late(ledger):
    slip = ledger.slip(ledger.item(), state=SlipState.OPEN, done=True)
    frozen(ledger)
    assert not figures(ledger).supplements
    slip.state, slip.submitted_at = SlipState.SUBMITTED, moment(AFTER[NOVEMBER])
    slip.save()
    assert int(supplement(ledger).total("slips").value) == 1


def test_what_a_report_told_as_done_is_not_done_again_because_a_photo_came_late(ledger):
    item = ledger.done(IN_NOVEMBER)
    frozen(ledger)
    ledger.evidence(item, IN_NOVEMBER)
    told = supplement(ledger)
    assert int(told.total("done").value) == 0
    assert told.results[0].done_on is None


def test_what_was_told_is_told_once_and_then_no_more(ledger):
    item = ledger.item()
    november = frozen(ledger)
    piece = ledger.evidence(item, IN_NOVEMBER)
    december = frozen(ledger, DECEMBER)
    assert counted(Figures.from_json(december.figures).supplements[0]) == {piece.pk}
    assert selectors.late_of(november) is None
    assert selectors.told_later(november) == [december]
    assert not figures(ledger, JANUARY).supplements
    again = ledger.evidence(item, IN_NOVEMBER)
    assert counted(supplement(ledger, JANUARY)) == {again.pk}
    rows = Told.objects.filter(kind="evidence", record_id=piece.pk)
    assert [(row.report, row.period_start) for row in rows] == [(december, PERIOD.start)]


def test_of_two_open_reports_the_earlier_one_tells_it(ledger):
    item = ledger.item()
    frozen(ledger)
    piece = ledger.evidence(item, IN_NOVEMBER)
    opened(ledger, DECEMBER), opened(ledger, JANUARY)
    assert counted(supplement(ledger, DECEMBER)) == {piece.pk}
    assert not figures(ledger, JANUARY).supplements


def test_a_reopened_report_takes_it_in_and_the_next_one_lets_go(ledger):
    item = ledger.item()
    november = frozen(ledger)
    piece = ledger.evidence(item, IN_NOVEMBER)
    assert counted(supplement(ledger)) == {piece.pk}
    reopened(ledger, november)
    assert counted(figures(ledger, NOVEMBER)) == {piece.pk}
    assert not figures(ledger).supplements  # an open report tells it itself
    frozen(ledger)
    assert not figures(ledger).supplements


def test_reports_are_taken_up_again_from_the_last_one_down(ledger):
    ledger.item()
    november, december = frozen(ledger), frozen(ledger, DECEMBER)
    with pytest.raises(WrongState, match="tháng 12/2026"):
        reopened(ledger, november)
    reopened(ledger, december)
    reopened(ledger, november)
    assert not Told.objects.exists()
    assert Edition.objects.count() == 2


def test_a_report_on_which_no_later_one_rests_is_taken_up_again_by_itself(ledger):
    ledger.item()
    frozen(ledger)
    services.freeze(actor=ledger.commune.actor("officer"), report_id=opened(ledger, AUGUST).pk, today=AFTER[NOVEMBER])
    reopened(ledger, Report.objects.get(period_end__month=8))


def test_another_communes_late_work_is_not_ours(ledger, other_commune):
    theirs = make_ledger(other_commune)
    report = frozen(ledger)
    theirs.evidence(theirs.item(), IN_NOVEMBER)
    assert selectors.late_of(report) is None
    assert not figures(ledger).supplements
    assert late.found(other_commune.organisation.pk) == []


@pytest.mark.parametrize("items", [2, 40])
def test_the_number_of_queries_does_not_grow_with_what_is_late(ledger, django_assert_num_queries, items):
    frozen(ledger)
    opened(ledger, DECEMBER)
    for index in range(items):
        item = ledger.item("hamlet" if index % 2 else "culture")
        ledger.evidence(item, IN_NOVEMBER, number=1, measure="hộ")
        ledger.slip(item, done=True)
    with django_assert_num_queries(21):
        selectors.compute(ledger.commune.organisation.pk, Period(date(2026, 11, 15), date(2026, 12, 14)), IN_DECEMBER)


# --- the report itself


def link(key: str) -> str:
    return f"https://lantoa.example.vn/{key}"


def test_the_report_tells_it_in_a_part_of_its_own_with_its_days(ledger):
    item = ledger.item(text="mở lớp học số;")
    frozen(ledger)
    ledger.evidence(item, IN_NOVEMBER, number=24, measure="hộ")
    ledger.evidence(item, date(2026, 11, 5), EvidenceKind.NOTE, text="Lớp ở xóm Bãi.")
    from lantoakit.writing import write_plain

    said = write_plain(document.build(figures(ledger), {}, link))
    for sentence in (
        "3. Bổ sung của kỳ trước",
        "Sau khi chốt báo cáo tháng 11/2026 (ngày 16/11/2026), còn nhận được 2 minh chứng của kỳ đó. Tính riêng phần "
        "này: 24 hộ. Các số này không cộng vào số liệu của kỳ này.",
        "- Mở lớp học số. Thôn Bến Đò: Lớp ở xóm Bãi; 24 hộ (làm ngày 02/11/2026, 05/11/2026).",
    ):
        assert sentence in said


def test_a_report_without_anything_late_says_nothing_of_it(ledger):
    from lantoakit.writing import write_plain

    frozen(ledger)
    assert "Bổ sung" not in write_plain(document.build(figures(ledger), {}, link))


# --- the pages


@pytest.fixture
def client(ledger, sign_in, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: AFTER[DECEMBER])
    return sign_in(ledger.commune.people["officer"])


def page(client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"reports_desk:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_frozen_report_its_own_page_and_the_home_page_say_what_came_late(ledger, client):
    item = ledger.item()
    november = frozen(ledger)
    address = reverse("reports_desk:late", args=[november.pk])
    assert address not in page(client, "report", november.pk)
    assert panels.came_late(ledger.commune.actor("officer"), ledger.commune.organisation).count == 0
    piece = ledger.evidence(item, IN_NOVEMBER, text="Lớp ở xóm Bãi")
    ledger.slip(item, done=True)
    said = page(client, "report", november.pk)
    assert "Đến sau khi chốt" in said and f'href="{address}"' in said
    assert reverse("reports_desk:reopen", args=[november.pk]) in said
    assert piece.sha256 in page(client, "late", november.pk)
    content = panels.came_late(ledger.commune.actor("officer"), ledger.commune.organisation)
    (shown,) = content.items
    assert (content.count, shown.url) == (2, address)
    assert "1 minh chứng, 1 phiếu báo" in str(shown.meta)
    frozen(ledger, DECEMBER)
    said = page(client, "report", november.pk)
    assert "Đã có mục bổ sung tính trong Báo cáo tháng 12/2026" in said and f'href="{address}"' not in said
    assert "Không có kết quả nào" in page(client, "late", november.pk)


def test_every_number_of_the_supplement_opens_its_own_records(ledger, client):
    item = ledger.item()
    ledger.evidence(item, IN_NOVEMBER)
    frozen(ledger)
    piece = ledger.evidence(item, IN_NOVEMBER, number=24, measure="hộ", state=EvidenceState.ACCEPTED)
    ledger.evidence(item, IN_DECEMBER, number=6, measure="hộ")
    december = opened(ledger, DECEMBER)
    shown = page(client, "report", december.pk)
    assert reverse("reports_desk:records", args=[december.pk, supplement(ledger).total("evidence").key]) in shown
    for number in supplement(ledger).numbers():
        said = page(client, "records", december.pk, number.key)
        assert "15/10/2026" in said and "14/11/2026" in said  # the days of the period to which it belongs
        assert ("24 hộ" in said) == (piece.pk in number.records.evidence) and "6 hộ" not in said


def test_the_spreadsheet_has_the_late_pieces_on_sheets_of_their_own(ledger, client):
    item = ledger.item()
    frozen(ledger)
    late_piece = ledger.evidence(item, IN_NOVEMBER)
    own = ledger.evidence(item, IN_DECEMBER)
    december = opened(ledger, DECEMBER)
    answer = client.get(reverse("reports_desk:excel", args=[december.pk]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    hashes = {name: {row[-1] for row in book[name].values} for name in ("Minh chứng", "Minh chứng bổ sung")}
    assert late_piece.sha256 in hashes["Minh chứng bổ sung"] and own.sha256 not in hashes["Minh chứng bổ sung"]
    assert own.sha256 in hashes["Minh chứng"] and late_piece.sha256 not in hashes["Minh chứng"]
    assert "Minh chứng bổ sung" in {row[1] for row in book["Bổ sung kỳ trước"].values}


def test_the_page_for_reopening_says_which_report_comes_first(ledger, client):
    ledger.item()
    november, december = frozen(ledger), frozen(ledger, DECEMBER)
    said = page(client, "reopen", november.pk)
    assert "Báo cáo tháng 12/2026 chốt sau" in said and "<textarea" not in said
    assert reverse("reports_desk:reopen", args=[december.pk]) in said
    assert "<textarea" in page(client, "reopen", december.pk)


def test_links_of_the_docx_open_pages_that_exist(ledger, client):
    item = ledger.item()
    ledger.evidence(item, IN_NOVEMBER, number=5, measure="người")
    frozen(ledger)
    ledger.evidence(item, IN_NOVEMBER, number=24, measure="hộ")
    december = opened(ledger, DECEMBER)
    content = client.get(reverse("reports_desk:word", args=[december.pk]), {"lien-ket": "1"}).content
    file = docx.Document(io.BytesIO(content))
    nodes = file.element.body.iter(qn("w:hyperlink"))
    addresses = {file.part.rels[node.get(qn("r:id"))].target_ref for node in nodes}
    assert any("/thay-doi/" in one for one in addresses) and any("/late-" in one for one in addresses)
    for one in addresses:
        assert client.get(one.removeprefix("http://testserver")).status_code == 200


def test_evidence_that_was_erased_or_returned_since_is_no_longer_late(ledger):
    item = ledger.item()
    report = frozen(ledger)
    piece = ledger.evidence(item, IN_NOVEMBER)
    assert selectors.late_of(report)
    Evidence.objects.filter(pk=piece.pk).update(state=EvidenceState.ERASED)
    assert selectors.late_of(report) is None


def test_an_item_taken_up_again_and_done_in_the_next_period_is_no_late_one(ledger):
    item = ledger.done(IN_NOVEMBER)
    report = frozen(ledger)
    WorkItem.objects.filter(pk=item.pk).update(done_on=IN_DECEMBER)
    assert selectors.late_of(report) is None
    assert item.pk in figures(ledger).total("done").records.items


def test_reports_frozen_before_it_was_kept_which_records_they_tell_are_made_good(ledger):
    item = ledger.done(IN_NOVEMBER)
    ledger.evidence(item, IN_NOVEMBER)
    ledger.slip(item, done=True)
    ledger.slip(ledger.item("hamlet2"), state=SlipState.OPEN)
    report = frozen(ledger)
    names = ("report_id", "report_kind", "kind", "record_id", "period_start", "period_end")
    before = sorted(Told.objects.values_list(*names))
    Told.objects.all().delete()
    Report.objects.update(sha256="")
    import_module("lantoa.reports.migrations.0002_told").tell(apps, None)
    assert sorted(Told.objects.values_list(*names)) == before and len(before) == 3
    assert Report.objects.get().sha256 == report.sha256
