"""Words of erased evidence go out of what was frozen; its numbers, hashes and the fact of the change stay."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.reports import document, selectors, services
from lantoa.reports.erasing import replaced
from lantoa.reports.figures import Figures
from lantoa.reports.models import Edition, Report
from lantoa.reports.standing import LONGEST_WORDS
from lantoa.reports.testing import make_ledger, moment
from lantoa.shared.models import AuditEntry
from lantoa.work.models import Evidence, EvidenceKind, Request
from lantoa.work.services import erase_evidence, erase_line, erase_request
from lantoakit.writing import write_plain

TODAY, DAY = date(2026, 11, 16), date(2026, 11, 2)
ERASED_ON = date(2026, 11, 25)
MARK = "(đã xóa theo yêu cầu ngày 25/11/2026)"
NAMED = "Hướng dẫn ông Lành, số nhà 12, cài ứng dụng."


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: ERASED_ON)


@pytest.fixture
def ledger(commune):
    return make_ledger(commune)


@pytest.fixture
def officer(commune):
    return commune.actor("officer")


def note(ledger, item, text=NAMED, day=DAY) -> Evidence:
    return ledger.evidence(item, day, EvidenceKind.NOTE, text=text)


def opened(ledger, month=11, today=TODAY) -> Report:
    return services.open_report(
        actor=ledger.commune.actor("officer"),
        organisation_id=ledger.commune.organisation.pk,
        year=2026,
        month=month,
        today=today,
    )


def frozen(ledger, month=11, today=TODAY) -> Report:
    report = opened(ledger, month, today)
    return services.freeze(actor=ledger.commune.actor("officer"), report_id=report.pk, today=today)


def erase(officer, piece) -> None:
    erase_evidence(actor=officer, evidence_id=piece.pk, reason="Ông Lành đề nghị")


def printed(figures):
    return write_plain(document.build(Figures.from_json(figures), {}, lambda key: f"https://lantoa.example.vn/{key}"))


def test_the_words_go_and_the_numbers_stay(ledger, officer):
    item = ledger.item()
    piece = note(ledger, item)
    note(ledger, item, "Phát 12 tờ gấp")
    report = frozen(ledger)
    original, before = report.sha256, report.figures
    assert "ông Lành" in printed(before)
    erase(officer, piece)
    report.refresh_from_db()
    said = printed(report.figures)
    assert "Lành" not in str(report.figures)
    assert f"{MARK}; Phát 12 tờ gấp" in said
    assert said.replace(MARK, "Hướng dẫn ông Lành, số nhà 12, cài ứng dụng") == printed(before)
    numbers = list(Figures.from_json(before).numbers())
    assert list(Figures.from_json(report.figures).numbers()) == numbers
    assert report.sha256 == original and report.altered_at is not None


def test_the_change_is_recorded_with_both_digests(ledger, officer):
    piece = note(ledger, ledger.item())
    report = frozen(ledger)
    erase(officer, piece)
    report.refresh_from_db()
    entry = AuditEntry.objects.get(action="reports.words_erased")
    after = services.digest(report.figures, selectors.words(report))
    assert entry.details == {"evidence": piece.pk, "sha256": report.sha256, "after": after}
    assert entry.actor_id == officer.user_id and after != report.sha256


def test_editions_lose_the_words_too_and_keep_the_digest_of_what_was_frozen(ledger, officer):
    piece = note(ledger, ledger.item())
    report = frozen(ledger)
    original = report.sha256
    services.unfreeze(actor=officer, report_id=report.pk, reason="Xem lại")
    frozen(ledger)
    erase(officer, piece)
    edition = Edition.objects.get()
    assert "Lành" not in str(edition.figures) and MARK in printed(edition.figures)
    assert (edition.sha256, edition.altered_at is not None) == (original, True)
    assert AuditEntry.objects.filter(action="reports.words_erased").count() == 2


def test_an_edition_of_an_altered_report_knows_that_it_was_altered(ledger, officer):
    piece = note(ledger, ledger.item())
    report = frozen(ledger)
    original = report.sha256
    erase(officer, piece)
    services.unfreeze(actor=officer, report_id=report.pk, reason="Xem lại")
    edition = Edition.objects.get()
    assert (edition.sha256, edition.altered_at is not None) == (original, True)
    report.refresh_from_db()
    assert (report.sha256, report.altered_at) == ("", None)


def test_words_in_a_supplement_go_too(ledger, officer):
    item = ledger.item()
    frozen(ledger)
    piece = note(ledger, item)
    december = frozen(ledger, 12, date(2026, 12, 16))
    assert "ông Lành" in printed(december.figures)
    erase(officer, piece)
    december.refresh_from_db()
    assert MARK in printed(december.figures) and "Lành" not in str(december.figures)


def test_what_holds_none_of_the_words_is_left_as_it_is(ledger, other_commune, officer):
    item, other = ledger.item("hamlet"), ledger.item("hamlet2")
    photo = ledger.evidence(item, DAY, text="ông Lành ngồi hàng đầu")  # of a photo no words are printed
    note(ledger, other)  # the same words of another unit are its own
    theirs = make_ledger(other_commune)
    note(theirs, theirs.item())
    reports = [frozen(ledger), frozen(theirs)]
    erase(officer, photo)
    for report in reports:
        figures = report.figures
        report.refresh_from_db()
        assert report.figures == figures and report.altered_at is None
    assert not AuditEntry.objects.filter(action="reports.words_erased").exists()


def test_words_that_were_cut_short_go_as_well(ledger, officer):
    item = ledger.item()
    note(ledger, item, "Mở lớp tối thứ hai. " * 15)
    piece = note(ledger, item, "Ông Lành ở xóm Bãi " + "rất vui vì gọi được cho cháu " * 10, date(2026, 11, 3))
    report = frozen(ledger)
    assert "Ông Lành" in str(report.figures)
    erase(officer, piece)
    report.refresh_from_db()
    assert "Lành" not in str(report.figures)
    assert len(report.figures["sections"][0]["rows"][0]["results"][0]["text"]) <= LONGEST_WORDS + len(MARK)


@pytest.mark.parametrize("done", [True, False])  # as a result, as an obstacle
def test_words_of_a_slip_go_too(ledger, officer, done):
    item = ledger.item()
    note(ledger, item, "Phát 12 tờ gấp")
    slip = ledger.slip(item, done=done, text=NAMED)
    ledger.slip(ledger.item("hamlet2"), done=done, text=NAMED)  # the same words of another unit are its own
    report = frozen(ledger)
    assert printed(report.figures).count("ông Lành") == 2
    erase_line(actor=officer, line_id=slip.lines.get().pk, reason="Ông Lành đề nghị")
    report.refresh_from_db()
    said = printed(report.figures)
    assert (said.count("ông Lành"), said.count(MARK)) == (1, 1)
    assert "Phát 12 tờ gấp" in said
    entry = AuditEntry.objects.get(action="reports.words_erased")
    assert entry.details["slip_line"] == slip.lines.get().pk


def test_words_of_a_slip_that_came_late_go_out_of_the_supplement(ledger, officer):
    item, other = ledger.item(), ledger.item("hamlet2")
    frozen(ledger)
    lines = [ledger.slip(one, done=done, text=NAMED).lines.get() for one, done in ((item, True), (other, False))]
    december = frozen(ledger, 12, date(2026, 12, 16))
    assert str(december.figures).count("ông Lành") == 2
    for line in lines:
        erase_line(actor=officer, line_id=line.pk, reason="Ông Lành đề nghị")
    december.refresh_from_db()
    assert "Lành" not in str(december.figures)
    assert str(december.figures).count(MARK) == 2


def test_the_reason_of_a_request_goes_too(ledger, officer):
    item = ledger.item(due_on=date(2026, 11, 20))
    asked = Request.objects.create(
        item=item, kind="extension", reason=f"{NAMED}\nMưa lũ.", wanted_on=date(2026, 12, 1), client_key="ask-00000001"
    )
    Request.objects.filter(pk=asked.pk).update(made_at=moment(DAY))
    report = frozen(ledger)
    assert "ông Lành" in printed(report.figures)
    erase_request(actor=officer, request_id=asked.pk, reason="Ông Lành đề nghị")
    report.refresh_from_db()
    assert "Lành" not in str(report.figures)
    assert MARK in printed(report.figures)


REPLACED = [
    ("Mở lớp", "Mở lớp", "*"),
    ("Mở lớp; Phát tờ gấp", "Phát tờ gấp", "Mở lớp; *"),
    ("Mở lớp số; Mở lớp", "Mở lớp", "Mở lớp số; *"),  # only a whole report, not the beginning of another one
    ("Ông A; bà B; Mở lớp", "Ông A; bà B", "*; Mở lớp"),  # words may hold the separator themselves
    ("Phát tờ gấp; Ông A ở…", "Ông A ở thôn Đình", "Phát tờ gấp; *"),
    ("Phát tờ gấp; Ông B ở…", "Ông A ở thôn Đình", "Phát tờ gấp; Ông B ở…"),
    ("Mở lớp", "", "Mở lớp"),
]


@pytest.mark.parametrize(("text", "words", "left"), REPLACED)
def test_one_report_is_found_among_several(text, words, left):
    assert replaced(text, words, "*") == left


def test_the_page_says_that_and_how_it_was_altered(ledger, officer, sign_in, commune):
    client = sign_in(commune.people["auditor"])
    piece = note(ledger, ledger.item())
    report = frozen(ledger)
    address = reverse("reports_desk:report", args=[report.pk])
    assert report.sha256 not in client.get(address).content.decode()
    erase(officer, piece)
    said = client.get(address).content.decode()
    assert report.sha256 in said and "số liệu giữ nguyên" in said and MARK in said
    services.unfreeze(actor=officer, report_id=report.pk, reason="Xem lại")
    assert "đã thay lời đã xóa theo yêu cầu" in client.get(address).content.decode()
