"""Opening, writing, freezing and taking up again: permissions, staleness, idempotence, and that frozen stays frozen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lantoa.org.models import Role
from lantoa.plans.models import DeadlineKind
from lantoa.reports import document, selectors, services
from lantoa.reports.models import Edition, Passage, Place, Report, ReportState
from lantoa.reports.testing import PERIOD, make_ledger
from lantoa.shared.errors import InvalidInput, NotFound, PermissionRefused, Stale, WrongState
from lantoa.shared.models import AuditEntry, SettingValue
from lantoa.work.models import Evidence, EvidenceState, SlipState, WorkItem, WorkState
from lantoa.work.services import change_item, erase_evidence, set_progress

TODAY = date(2026, 11, 16)


@pytest.fixture
def ledger(commune):
    return make_ledger(commune)


@pytest.fixture
def officer(commune):
    return commune.actor("officer")


def opened(commune, actor=None, year=2026, month=11, today=TODAY) -> Report:
    actor = actor or commune.actor("officer")
    return services.open_report(
        actor=actor, organisation_id=commune.organisation.pk, year=year, month=month, today=today
    )


def write(actor, report, text, version, key=Place.ASSESSMENT) -> Passage:
    return services.save_passage(actor=actor, report_id=report.pk, key=key, text=text, version=version)


def test_a_month_has_one_report_however_often_it_is_opened(commune):
    first, again = opened(commune), opened(commune)
    assert first == again
    assert first.period == PERIOD
    assert AuditEntry.objects.filter(action="reports.opened").count() == 1


def test_a_period_that_has_not_begun_is_not_opened(commune):
    with pytest.raises(WrongState):
        opened(commune, month=12, today=date(2026, 11, 14))
    assert opened(commune, month=12, today=date(2026, 11, 15)).period_start == date(2026, 11, 15)


@pytest.mark.parametrize(("year", "month"), [(2026, 0), (2026, 13), (1, 1), (9999, 12)])
def test_months_that_cannot_be_are_refused(commune, year, month):
    with pytest.raises(InvalidInput):
        opened(commune, year=year, month=month)


CUTOFFS = [
    (20, date(2026, 11, 15), date(2026, 12, 20)),  # moved back: the days in between belong to this report
    (10, date(2026, 11, 15), date(2026, 12, 10)),  # moved forward: no day is in two reports
]


@pytest.mark.parametrize(("day", "start", "end"), CUTOFFS)
def test_a_changed_cutoff_day_loses_no_day_and_counts_none_twice(commune, day, start, end):
    opened(commune)
    SettingValue.objects.create(name="work.period_cutoff_day", organisation_id=commune.organisation.pk, value=day)
    later = opened(commune, month=12, today=date(2026, 12, 21))
    assert (later.period_start, later.period_end) == (start, end)


def test_an_earlier_month_that_is_opened_later_ends_before_the_next_report_begins(commune):
    opened(commune)  # 15/10 to 14/11
    SettingValue.objects.create(name="work.period_cutoff_day", organisation_id=commune.organisation.pk, value=20)
    october = opened(commune, month=10)
    assert (october.period_start, october.period_end) == (date(2026, 9, 21), date(2026, 10, 14))


def test_words_are_kept_with_who_wrote_them(commune, officer):
    report = opened(commune)
    passage = write(officer, report, "Các thôn vào cuộc sớm.  \r\n\r\nCách làm hay.", 0)
    assert passage.text == "Các thôn vào cuộc sớm.\n\nCách làm hay."
    assert (passage.version, passage.changed_by_id) == (1, officer.user_id)
    assert write(officer, report, passage.text, 0).version == 1  # sent again: nothing is done twice


def test_who_saves_second_is_told_and_nothing_is_overwritten(commune, officer):
    report = opened(commune)
    write(officer, report, "Bản của người thứ nhất", 0)
    with pytest.raises(Stale):
        write(officer, report, "Bản của người thứ hai", 0)
    assert selectors.words(report)[Place.ASSESSMENT] == "Bản của người thứ nhất"
    write(officer, report, "Ở chỗ khác thì không vướng", 0, Place.NEXT)


def test_words_that_are_too_long_and_places_that_are_not_there(commune, officer):
    report = opened(commune)
    with pytest.raises(InvalidInput):
        write(officer, report, "a" * 20_001, 0)
    with pytest.raises(NotFound):
        write(officer, report, "a", 0, "nowhere")


def test_frozen_figures_hold_ids_hashes_and_who_confirmed(commune, ledger, officer):
    item = ledger.done(date(2026, 11, 2))
    piece = ledger.evidence(item, date(2026, 11, 2), state=EvidenceState.ACCEPTED)
    report = services.freeze(actor=officer, report_id=opened(commune).pk, today=TODAY)
    assert (report.state, report.frozen_by_id) == (ReportState.FROZEN, officer.user_id)
    found = selectors.figures_of(report, TODAY)
    assert found.total("done").records.items == (item.pk,)
    (record,) = found.evidence_records
    assert (record.id, record.sha256, record.confirmed_by) == (piece.pk, piece.sha256, "Người officer")


def test_after_freezing_nothing_in_it_changes(commune, ledger, officer):
    item = ledger.item(due_on=date(2026, 11, 1))
    piece = ledger.evidence(item, date(2026, 11, 2), number=24, measure="hộ")
    slip = ledger.slip(item, done=True, text="Đã hướng dẫn 24 hộ")
    report = opened(commune)
    write(officer, report, "Các thôn vào cuộc sớm.", 0)
    services.freeze(actor=officer, report_id=report.pk, today=TODAY)
    report.refresh_from_db()
    stored, words = dict(report.figures), selectors.words(report)
    before = document.write(selectors.figures_of(report, TODAY), words, lambda key: f"https://lantoa.vn/{key}")

    Evidence.objects.filter(pk=piece.pk).update(number=99, state=EvidenceState.RETURNED)
    ledger.evidence(item, date(2026, 11, 3))
    WorkItem.objects.filter(pk=item.pk).update(text="Việc khác hẳn", state=WorkState.WITHDRAWN)
    slip.state = SlipState.RETURNED
    slip.save()
    ledger.plan.title = "Tên khác"
    ledger.plan.save()
    commune.organisation.issuer = "Cơ quan khác"
    commune.organisation.save()
    with pytest.raises(WrongState):
        write(officer, report, "Viết thêm", 1)
    services.freeze(actor=officer, report_id=report.pk, today=date(2026, 12, 1))

    report = Report.objects.get(pk=report.pk)
    assert report.figures == stored
    after = document.write(
        selectors.figures_of(report, date(2026, 12, 1)), selectors.words(report), lambda key: f"https://lantoa.vn/{key}"
    )
    assert after == before


def test_erasing_a_photo_leaves_its_hash_in_a_frozen_report_and_no_name(commune, ledger, officer):
    item = ledger.item()
    piece = ledger.evidence(item, date(2026, 11, 2), text="ông Lành, số nhà 12", reported_by="Trần Văn Lành")
    report = services.freeze(actor=officer, report_id=opened(commune).pk, today=TODAY)
    erase_evidence(actor=officer, evidence_id=piece.pk, reason="Người trong ảnh đề nghị")
    stored = str(Report.objects.get(pk=report.pk).figures)
    assert piece.sha256 in stored
    assert "Lành" not in stored


def test_freezing_waits_for_the_last_day_of_the_period(commune, officer):
    report = opened(commune)
    with pytest.raises(WrongState):
        services.freeze(actor=officer, report_id=report.pk, today=date(2026, 11, 13))
    assert services.freeze(actor=officer, report_id=report.pk, today=date(2026, 11, 14)).is_frozen


def test_taking_up_again_needs_a_reason_and_keeps_what_was_frozen(commune, ledger, officer):
    ledger.done(date(2026, 11, 2))
    report = opened(commune)
    write(officer, report, "Bản đầu", 0)
    with pytest.raises(WrongState):
        services.unfreeze(actor=officer, report_id=report.pk, reason="Chưa chốt mà mở")
    figures = services.freeze(actor=officer, report_id=report.pk, today=TODAY).figures
    with pytest.raises(InvalidInput):
        services.unfreeze(actor=officer, report_id=report.pk, reason="  ")
    report = services.unfreeze(actor=officer, report_id=report.pk, reason="Thôn Đình báo nhầm")
    assert not report.is_frozen and not report.figures
    edition = Edition.objects.get()
    assert (edition.figures, edition.passages[Place.ASSESSMENT]) == (figures, "Bản đầu")
    assert (edition.reason, edition.reopened_by_id) == ("Thôn Đình báo nhầm", officer.user_id)
    entry = AuditEntry.objects.get(action="reports.reopened")
    assert entry.details["sha256"] == edition.sha256
    write(officer, report, "Bản sau", 1)
    services.freeze(actor=officer, report_id=report.pk, today=TODAY)
    services.unfreeze(actor=officer, report_id=report.pk, reason="Lần nữa")
    assert [one.number for one in report.editions.all()] == [1, 2]


MAY_MANAGE = {Role.OFFICER}


@pytest.mark.parametrize("role", Role.values)
def test_only_who_manages_reports_writes_them(commune, role):
    report = opened(commune)
    actor = commune.actor(role)
    writes = [
        lambda: opened(commune, actor, month=10),
        lambda: write(actor, report, "Lời", 0),
        lambda: services.freeze(actor=actor, report_id=report.pk, today=TODAY),
        lambda: services.unfreeze(actor=actor, report_id=report.pk, reason="Vì sao"),
    ]
    for call in writes:
        if role in MAY_MANAGE:
            call()
        else:
            with pytest.raises((PermissionRefused, NotFound)):
                call()


def test_another_organisations_report_is_not_found(commune, other_commune):
    report = opened(commune)
    stranger = other_commune.actor("officer")
    with pytest.raises(PermissionRefused):
        opened(commune, stranger)
    for call in (
        lambda: write(stranger, report, "Lời", 0),
        lambda: services.freeze(actor=stranger, report_id=report.pk, today=TODAY),
        lambda: services.unfreeze(actor=stranger, report_id=report.pk, reason="Vì sao"),
        lambda: selectors.report(other_commune.organisation.pk, report.pk),
    ):
        with pytest.raises(NotFound):
            call()


def test_what_waits_is_said_before_freezing(commune, ledger):
    sent, missing = ledger.item("hamlet"), ledger.item("hamlet2")
    ledger.slip(sent, done=True)
    ledger.slip(missing, state=SlipState.OPEN)
    ledger.evidence(sent, date(2026, 11, 2))
    waiting = selectors.waiting(selectors.compute(commune.organisation.pk, PERIOD, TODAY))
    assert (waiting.evidence, waiting.slips_missing, waiting.slips_waiting) == (1, ("Thôn Đình",), ("Thôn Bến Đò",))


def test_the_report_that_is_due(commune, ledger, officer):
    ledger.item(given_on=date(2026, 10, 20))
    organisation = commune.organisation.pk
    assert selectors.due_month(organisation, date(2026, 11, 14)).period == PERIOD  # the last day still runs
    assert selectors.due_month(organisation, TODAY).period == PERIOD  # over, and not frozen yet
    services.freeze(actor=officer, report_id=opened(commune).pk, today=TODAY)
    assert selectors.due_month(organisation, TODAY).period.month == 12


def test_a_report_opens_after_deadline_and_progress_moved_past_its_last_day(commune, ledger, officer):
    item = ledger.item(due_on=date(2026, 11, 10), progress_total=Decimal(10), progress_measure="lớp")
    report = opened(commune)
    change_item(
        actor=officer,
        item_id=item.pk,
        version=item.version,
        text=item.text,
        lead_id=item.lead_id,
        coordinating_ids=[],
        deadline_kind=DeadlineKind.DATE,
        due_on=date(2026, 12, 1),
        progress_total=Decimal(10),
        progress_measure="lớp",
    )
    set_progress(actor=officer, item_id=item.pk, done=Decimal(4), seen=Decimal(0))
    assert services.freeze(actor=officer, report_id=report.pk, today=TODAY).state == ReportState.FROZEN
    found = selectors.compute(commune.organisation.pk, PERIOD, TODAY)
    assert document.build(found, {}, lambda *_: "").blocks
