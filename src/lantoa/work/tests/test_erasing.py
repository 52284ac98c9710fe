"""Words outside of evidence are erased for good: on slips, in requests, in the history."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.org.models import Role
from lantoa.shared.errors import InvalidInput, NotFound, PermissionRefused, Stale, WrongState
from lantoa.shared.models import AuditEntry
from lantoa.work import services
from lantoa.work.models import EventKind, Evidence, Request, Slip, SlipLine, SlipState, WorkEvent
from lantoa.work.services import LineInput
from lantoa.work.tests.test_slips import answers, opened, submit

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
MARK = "(đã xóa theo yêu cầu ngày 25/11/2026)"
NAMED = "Ông Lành, số nhà 12, không chịu cài ứng dụng"
WHY = "Ông Lành đề nghị"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


def everywhere() -> str:
    """All words that work and the record keep."""
    models = (Slip, SlipLine, Request, WorkEvent, Evidence, AuditEntry)
    return str([list(model._default_manager.values()) for model in models])


def line_of(work) -> SlipLine:
    work.item("hamlet")
    slip = opened(work)
    submit(work, slip, lines=answers(slip, text=NAMED))
    return slip.lines.get()


def request_of(work) -> Request:
    return services.ask_extension(
        actor=work.commune.actor("unit_head"),
        item_id=work.item("hamlet", deadline_on=TODAY).pk,
        wanted_on=TODAY + timedelta(days=9),
        reason=NAMED,
        client_key="ask-0000001",
    )


def comment_of(work) -> WorkEvent:
    return services.comment(
        actor=work.commune.actor("unit_head"), item_id=work.item("hamlet").pk, text=NAMED, client_key="say-0000001"
    )


ERASERS: dict[str, tuple[Any, Any, str]] = {
    "line": (line_of, services.erase_line, "line_id"),
    "request": (request_of, services.erase_request, "request_id"),
    "comment": (comment_of, services.erase_event, "event_id"),
}


@pytest.fixture(params=sorted(ERASERS))
def erase(request, work):
    """Erases the words of one kind as somebody: erase(actor, reason)."""
    make, service, name = ERASERS[request.param]
    pk = make(work).pk
    return lambda actor, reason=WHY: service(actor=actor, reason=reason, **{name: pk})


def test_the_words_go_and_the_history_says_who_and_why(work, erase):
    assert "Lành" in everywhere()
    for _ in range(2):  # pressed twice
        erase(work.commune.actor("officer"))
    assert "số nhà 12" not in everywhere()
    assert MARK in everywhere()
    told = WorkEvent.objects.get(kind=EventKind.ERASED)
    assert (told.text, told.by) == (WHY, work.commune.people["officer"])
    assert AuditEntry.objects.filter(action="work.words_erased").count() == 1


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.OFFICER])
def test_only_officers_erase(work, erase, role):
    with pytest.raises(PermissionRefused):
        erase(work.commune.actor(role))
    assert "số nhà 12" in everywhere()


def test_a_foreign_officer_finds_nothing_and_a_reason_is_needed(work, other_commune, erase):
    with pytest.raises(NotFound):
        erase(other_commune.actor("officer"))
    with pytest.raises(InvalidInput):
        erase(work.commune.actor("officer"), " ")
    assert "số nhà 12" in everywhere()


def test_the_answer_and_the_number_of_a_line_stay(work):
    line = line_of(work)
    services.erase_line(actor=work.commune.actor("officer"), line_id=line.pk, reason=WHY)
    line.refresh_from_db()
    assert (line.text, line.done, line.number) == (MARK, True, Decimal(41))
    assert line.evidence.get().number == 41


def test_what_was_said_when_the_slip_was_returned_goes_too_and_an_open_form_brings_nothing_back(work):
    line = line_of(work)
    officer = work.commune.actor("officer")
    services.return_slip(actor=officer, slip_id=line.slip_id, reason=NAMED)
    services.erase_line(actor=officer, line_id=line.pk, reason=WHY)
    line.slip.refresh_from_db()
    assert (line.slip.state, line.slip.returned_why) == (SlipState.RETURNED, MARK)
    assert line.evidence.get().returned_why == ""
    open_form = LineInput(line_id=line.pk, version=line.version, done=True, text=NAMED + ".")
    with pytest.raises(Stale):
        services.save_line(actor=work.commune.actor("unit_head"), slip_id=line.slip_id, line=open_form)


def test_the_reason_for_returning_goes_from_every_line(work):
    work.item("hamlet")
    work.item("hamlet")
    slip = opened(work)
    submit(work, slip, lines=answers(slip, text="Đã làm", number=Decimal(2), measure="hộ"))
    officer = work.commune.actor("officer")
    services.return_slip(actor=officer, slip_id=slip.pk, reason=NAMED)
    first, second = slip.lines.all()
    assert {one.returned_why for one in Evidence.objects.filter(line__slip=slip)} == {NAMED}
    services.erase_line(actor=officer, line_id=first.pk, reason=WHY)
    assert {one.returned_why for one in Evidence.objects.filter(line__slip=slip)} == {""}
    assert NAMED not in everywhere()
    assert second.pk != first.pk


def test_of_a_request_the_answer_goes_and_the_decision_stays(work):
    row, officer = request_of(work), work.commune.actor("officer")
    services.refuse_request(actor=officer, request_id=row.pk, answer=f"Đã gặp {NAMED}")
    answer = row.item.events.get(kind=EventKind.ANSWER)
    services.erase_event(actor=officer, event_id=answer.pk, reason=WHY)  # by either way all of it goes
    row.refresh_from_db()
    assert (row.reason, row.answer, row.state) == (MARK, MARK, "refused")
    assert set(row.item.events.filter(kind__in=["request", "answer"]).values_list("text", flat=True)) == {MARK}


def test_what_was_wanted_when_an_item_or_a_piece_was_returned_can_be_erased(work):
    item, head, officer = work.item("hamlet"), work.commune.actor("unit_head"), work.commune.actor("officer")
    piece = services.add_evidence(
        actor=head, item_id=item.pk, kind="note", client_key="key-0000001", happened_on=TODAY, text="Đã họp thôn"
    )
    services.return_evidence(actor=officer, evidence_id=piece.pk, reason=NAMED)
    said = item.events.get(kind=EventKind.RETURNED)
    services.erase_event(actor=officer, event_id=said.pk, reason=WHY)
    piece.refresh_from_db()
    assert (piece.returned_why, piece.text) == (MARK, "Đã họp thôn")
    assert "số nhà 12" not in everywhere()


def test_what_nobody_wrote_is_not_erased(work):
    event = work.item("hamlet").events.get(kind=EventKind.CREATED)
    with pytest.raises(WrongState):
        services.erase_event(actor=work.commune.actor("officer"), event_id=event.pk, reason=WHY)


@pytest.mark.parametrize("kind", ["line", "comment"])
def test_an_officer_finds_the_way_on_the_page(work, sign_in, kind):
    made = ERASERS[kind][0](work)
    page = reverse("work_slip", args=[made.slip_id]) if kind == "line" else reverse("work_item", args=[made.item_id])
    erasing = reverse("work_erase_line" if kind == "line" else "work_erase_event", args=[made.pk])
    officer = sign_in(work.commune.people["officer"])
    assert erasing in officer.get(page).content.decode()
    assert NAMED in officer.get(erasing).content.decode(), "it shows what goes"
    assert officer.post(erasing, {"reason": WHY})["Location"] == page
    said = officer.get(page).content.decode()
    assert MARK in said
    assert "số nhà 12" not in said
    assert erasing not in said
    assert erasing not in sign_in(work.commune.people["approver"]).get(page).content.decode()
