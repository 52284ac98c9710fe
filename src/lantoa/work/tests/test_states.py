"""The state machine of an item: whatever people press in whatever order, it stays whole."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.plans.models import DeadlineKind, Mode
from lantoa.shared.errors import DomainError, InvalidInput, NotFound, PermissionRefused, Stale, WrongState
from lantoa.shared.models import AuditEntry
from lantoa.work import services
from lantoa.work.deadlines import LATE, SOON, UNDATED, overdue, standing
from lantoa.work.models import Request, RequestState, Slip, SlipLine, WorkItem, WorkState
from lantoa.work.services.states import MOVES
from lantoa.work.testing import make_work

ACTIONS: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "start": ("unit_head", services.start_item, {}),
    "submit": ("unit_member", services.submit_item, {}),
    "accept": ("approver", services.accept_item, {}),
    "return": ("officer", services.return_item, {"reason": "Thiếu ảnh"}),
    "reopen": ("officer", services.reopen_item, {"reason": "Còn thiếu một thôn"}),
}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(presses=st.lists(st.sampled_from(sorted(ACTIONS)), max_size=12))
def test_only_moves_of_the_table_happen_and_each_leaves_one_line(work, presses):
    item = work.item()
    for name in presses:
        role, service, values = ACTIONS[name]
        before, lines = WorkState(item.state), item.events.count()
        try:
            service(actor=work.commune.actor(role), item_id=item.pk, **values)
        except WrongState:
            item.refresh_from_db()
            assert item.state == before
            continue
        item.refresh_from_db()
        moved = item.state != before
        assert not moved or item.state in MOVES[before]
        assert item.events.count() == lines + int(moved)
        assert (item.done_on is not None) == (item.state == WorkState.DONE)


def allowed(service, work, role, item, **values):
    try:
        service(actor=work.commune.actor(role), item_id=item.pk, **values)
    except PermissionRefused:
        return False
    except DomainError:
        return True
    return True


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("start", {"unit_head", "unit_member", "officer"}),  # the officer for a unit that telephoned
        ("submit", {"unit_head", "unit_member", "officer"}),
        ("accept", {"officer", "approver"}),
        ("return", {"officer", "approver"}),
        ("reopen", {"officer"}),
    ],
)
def test_who_may_do_what(work, name, roles):
    _, service, values = ACTIONS[name]
    item = work.item()
    assert {role for role in work.commune.people if allowed(service, work, role, item, **values)} == roles


def test_a_foreign_commune_finds_nothing(work, other_commune):
    foreign = make_work(other_commune).item()
    for _role, service, values in ACTIONS.values():
        for role in work.commune.people:
            with pytest.raises(NotFound):
                service(actor=work.commune.actor(role), item_id=foreign.pk, **values)


def change(work, item, **values):
    return services.change_item(
        **{
            "actor": work.commune.actor("officer"),
            "item_id": item.pk,
            "version": 1,
            "text": item.text,
            "lead_id": item.lead_id,
            "coordinating_ids": [],
            "deadline_kind": item.deadline_kind,
            "due_on": item.due_on,
            **values,
        }
    )


def test_a_change_is_held_to_the_version_that_was_seen(work):
    item = work.item()
    change(work, item, text="Lời mới")
    change(work, item, text="Lời mới")  # pressed twice: nothing more to change
    with pytest.raises(Stale):
        change(work, item, text="Lời khác")
    item.refresh_from_db()
    assert (item.text, item.version) == ("Lời mới", 2)
    assert AuditEntry.objects.filter(action="work.changed").count() == 1


def test_a_unit_of_another_commune_cannot_be_given_work(work, other_commune):
    with pytest.raises(NotFound):
        change(work, work.item(), lead_id=other_commune.units["hamlet"].pk)


def test_two_items_of_one_task_do_not_go_to_the_same_unit(work):
    units = work.commune.units
    task = work.task([units["hamlet"], units["hamlet2"]])
    first, second = services.take_tasks(actor=work.commune.actor("officer"), plan=work.plan, tasks=[task])
    with pytest.raises(InvalidInput) as caught:
        change(work, first, lead_id=second.lead_id)
    assert "lead_id" in caught.value.fields


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": "  "}, "text"),
        ({"deadline_kind": DeadlineKind.DATE, "due_on": None}, "due_on"),
        ({"deadline_kind": DeadlineKind.MONTHLY, "due_day": 40}, "due_day"),
        ({"deadline_kind": "someday"}, "deadline_kind"),
        ({"progress_total": Decimal(58)}, "progress_measure"),
        ({"progress_total": Decimal(0), "progress_measure": "hộ"}, "progress_total"),
    ],
)
def test_a_change_that_makes_no_sense_names_its_field(work, values, field):
    with pytest.raises(InvalidInput) as caught:
        change(work, work.item(), **values)
    assert field in caught.value.fields


def test_comments_come_once_and_not_from_everybody(work):
    item = work.item()
    for _ in range(2):
        services.comment(actor=work.commune.actor("unit_head"), item_id=item.pk, text="Hỏi xã", client_key="comment-1")
    assert item.events.filter(kind="comment").count() == 1
    with pytest.raises(PermissionRefused):
        services.comment(actor=work.commune.actor("auditor"), item_id=item.pk, text="x", client_key="comment-2")


TODAY = timezone.localdate()


@pytest.mark.parametrize(
    ("mode", "state", "days", "group"),
    [
        (Mode.ASSIGNED, WorkState.OPEN, -1, LATE),
        (Mode.ASSIGNED, WorkState.RETURNED, -1, LATE),
        (Mode.ASSIGNED, WorkState.OPEN, 0, SOON),  # the last day is not late
        (Mode.ASSIGNED, WorkState.SUBMITTED, -1, SOON),  # the unit has done its part
        (Mode.REQUESTED, WorkState.OPEN, -30, SOON),  # what is only requested is never late
        (Mode.ASSIGNED, WorkState.OPEN, None, UNDATED),
    ],
)
def test_late_is_only_what_was_assigned_and_is_still_to_be_done(work, mode, state, days, group):
    due = None if days is None else TODAY + timedelta(days=days)
    item = work.item(mode=mode, deadline_on=due)
    item.state = state
    item.save()
    assert standing(item, TODAY, 7).group == group
    assert WorkItem.objects.filter(overdue(TODAY)).exists() == (group == LATE)


def ask(work, item, key="request-1", **values):
    values = {"wanted_on": TODAY + timedelta(days=20), "reason": "Mất điện", **values}
    return services.ask_extension(actor=work.commune.actor("unit_head"), item_id=item.pk, client_key=key, **values)


def test_an_extension_asked_twice_and_granted_twice_moves_the_deadline_once(work):
    item = work.item(deadline_on=TODAY)
    first = ask(work, item)
    assert ask(work, item, key="request-2") == first
    for _ in range(2):
        services.grant_request(actor=work.commune.actor("approver"), request_id=first.pk)
    item.refresh_from_db()
    assert (item.due_on, item.version) == (TODAY + timedelta(days=20), 2)
    assert ask(work, item).pk == first.pk, "the same sending again is no new request"


def test_a_second_person_of_the_unit_is_told_that_a_request_waits(work):
    item = work.item(deadline_on=TODAY)
    first = ask(work, item)
    with pytest.raises(WrongState):
        ask(work, item, key="request-2", reason="Mưa lũ")
    assert list(item.requests.all()) == [first]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"wanted_on": None}, "wanted_on"), ({"wanted_on": TODAY}, "wanted_on"), ({"reason": ""}, "reason")],
)
def test_an_extension_needs_a_later_day_and_a_reason(work, values, field):
    with pytest.raises(InvalidInput) as caught:
        ask(work, work.item(deadline_on=TODAY), **values)
    assert field in caught.value.fields


def test_an_extension_is_not_granted_to_a_day_that_is_past(work):
    item = work.item(deadline_on=TODAY)
    row, officer = ask(work, item), work.commune.actor("officer")
    with pytest.raises(InvalidInput) as caught:
        services.grant_request(actor=officer, request_id=row.pk, due_on=TODAY - timedelta(days=1))
    assert "due_on" in caught.value.fields
    Request.objects.update(wanted_on=TODAY - timedelta(days=1))  # the day asked for passed before the answer came
    with pytest.raises(InvalidInput):
        services.grant_request(actor=officer, request_id=row.pk)
    services.grant_request(actor=officer, request_id=row.pk, due_on=TODAY)
    item.refresh_from_db()
    assert item.due_on == TODAY


def test_nobody_waits_for_an_answer_about_withdrawn_work(work):
    item, officer = work.item(deadline_on=TODAY), work.commune.actor("officer")
    row = ask(work, item)
    services.withdraw_tasks(actor=officer, plan=work.plan, tasks=[item.task])
    row.refresh_from_db()
    assert (row.state, row.answered_at is not None) == (RequestState.CLOSED, True)
    services.take_tasks(actor=officer, plan=work.plan, tasks=[item.task])
    assert ask(work, item, key="request-2").pk != row.pk, "given again, the unit may ask again"


def test_of_status_only_work_a_request_keeps_the_number_of_a_document_alone(work):
    item = work.item(deadline_on=TODAY)
    WorkItem.objects.filter(pk=item.pk).update(status_only=True)
    head = work.commune.actor("unit_head")
    for reason in ("Ông Nguyễn Văn A chưa gỡ bài", "https://facebook.com/somebody"):
        with pytest.raises(InvalidInput) as caught:
            ask(work, item, reason=reason)
        assert set(caught.value.fields) == {"reason"}
        with pytest.raises(InvalidInput):
            services.report_misassigned(actor=head, item_id=item.pk, reason=reason, client_key="request-2")
    assert ask(work, item, reason="Số 12/BC-CAX").reason == "Số 12/BC-CAX"


@pytest.mark.parametrize(("text", "stands"), [("Ông Nguyễn Văn A đăng bài", True), ("12/BC-CAX", False)])
def test_work_that_holds_a_story_is_not_made_status_only(work, text, stands):
    item, officer = work.item(), work.commune.actor("officer")
    evidence = services.add_evidence(
        actor=work.commune.actor("unit_head"),
        item_id=item.pk,
        kind="note",
        text=text,
        client_key="key-00000001",
        happened_on=TODAY,
    )
    facts = {"item_id": item.pk, "text": item.text, "lead_id": item.lead_id, "deadline_kind": item.deadline_kind}

    def switch():
        services.change_item(actor=officer, version=item.version, coordinating_ids=[], status_only=True, **facts)

    if stands:
        with pytest.raises(InvalidInput) as caught:
            switch()
        assert set(caught.value.fields) == {"status_only"}
        services.erase_evidence(actor=officer, evidence_id=evidence.pk, reason="Việc chỉ ghi tình trạng")
    switch()
    item.refresh_from_db()
    assert item.status_only


def test_a_refusal_says_why(work):
    row = ask(work, work.item(deadline_on=TODAY))
    officer = work.commune.actor("officer")
    with pytest.raises(InvalidInput):
        services.refuse_request(actor=officer, request_id=row.pk, answer="")
    services.refuse_request(actor=officer, request_id=row.pk, answer="Tỉnh cần số liệu đúng hạn")
    row.refresh_from_db()
    assert row.state == RequestState.REFUSED
    with pytest.raises(WrongState):
        services.grant_request(actor=officer, request_id=row.pk)


def test_a_wrong_assignment_goes_to_the_right_unit_or_is_withdrawn(work):
    units, head, officer = work.commune.units, work.commune.actor("unit_head"), work.commune.actor("officer")
    moved, gone = work.item(), work.item()
    rows = [
        services.report_misassigned(
            actor=head, item_id=item.pk, reason="Việc của trường", client_key=f"wrong-{item.pk}"
        )
        for item in (moved, gone)
    ]
    with pytest.raises(InvalidInput):
        services.grant_request(actor=officer, request_id=rows[0].pk, lead_id=units["hamlet"].pk)
    services.grant_request(actor=officer, request_id=rows[0].pk, lead_id=units["school"].pk)
    with pytest.raises(InvalidInput, match="Chọn đơn vị"):  # what was not chosen withdraws nothing
        services.grant_request(actor=officer, request_id=rows[1].pk)
    services.grant_request(actor=officer, request_id=rows[1].pk, withdrawn=True)
    services.take_tasks(actor=officer, plan=work.plan, tasks=[moved.task, gone.task])
    moved.refresh_from_db()
    gone.refresh_from_db()
    assert moved.lead == units["school"]
    assert gone.state == WorkState.WITHDRAWN, "the plan does not bring back what an officer took out"


@pytest.mark.parametrize("role", ["administrator", "editor", "auditor", "unit_head", "unit_member"])
def test_others_do_not_answer_requests(work, role):
    row = ask(work, work.item(deadline_on=TODAY))
    with pytest.raises(PermissionRefused):
        services.grant_request(actor=work.commune.actor(role), request_id=row.pk)


def test_requests_of_a_foreign_commune_are_not_there(work, other_commune):
    other = make_work(other_commune)
    row = ask(other, other.item(deadline_on=TODAY))
    with pytest.raises(NotFound):
        services.grant_request(actor=work.commune.actor("officer"), request_id=row.pk)
    assert Request.objects.get().state == RequestState.OPEN


def progress(work, item, done, seen=0, role="unit_head"):
    return services.set_progress(
        actor=work.commune.actor(role), item_id=item.pk, done=Decimal(done), seen=Decimal(seen)
    ).progress_done


def test_progress_is_set_in_the_measure_of_the_target(work):
    item = work.item()
    with pytest.raises(WrongState):
        progress(work, item, 3)
    WorkItem.objects.filter(pk=item.pk).update(progress_total=58, progress_measure="hộ")
    assert progress(work, item, 3) == 3
    assert progress(work, item, 3) == 3  # pressed twice: nothing is done twice
    assert progress(work, item, "4.5", seen=3, role="officer") == Decimal("4.5")
    assert item.events.last().text == "Tiến độ: từ 3 thành 4,5 hộ"
    assert item.events.filter(kind="changed").count() == 2
    with pytest.raises(InvalidInput):
        progress(work, item, -3, seen="4.5")


def test_progress_that_moved_meanwhile_is_not_overwritten(work):
    item = work.item()
    WorkItem.objects.filter(pk=item.pk).update(progress_total=58, progress_measure="hộ", progress_done=16)
    with pytest.raises(Stale):
        progress(work, item, 12, seen=10)
    item.refresh_from_db()
    assert item.progress_done == 16


def test_units_that_merge_hand_over_what_is_open(work):
    units, officer = work.commune.units, work.commune.actor("officer")
    task = work.task([units["hamlet"], units["hamlet2"]])
    double, kept = services.take_tasks(actor=officer, plan=work.plan, tasks=[task])
    single = work.item("hamlet")
    services.move_unit_work(actor=officer, old=units["hamlet"], new=units["hamlet2"])
    for item in (double, kept, single):
        item.refresh_from_db()
    assert (double.state, kept.state, single.lead) == (WorkState.WITHDRAWN, WorkState.OPEN, units["hamlet2"])
    assert isinstance(single.events.last().at.date(), date)


def test_units_that_merge_hand_over_what_waits_and_their_slips(work):
    units, officer = work.commune.units, work.commune.actor("officer")
    task = work.task([units["hamlet"], units["hamlet2"]])
    sent_double, _kept = services.take_tasks(actor=officer, plan=work.plan, tasks=[task])
    sent, undated = work.item("hamlet"), work.item("hamlet")
    for item in (sent, sent_double):
        services.submit_item(actor=work.commune.actor("unit_head"), item_id=item.pk)
    slips = [
        Slip.objects.create(
            organisation=work.commune.organisation, unit=units[key], period_start=day, period_end=day, due_on=day
        )
        for key, day in (("hamlet", TODAY), ("hamlet", TODAY - timedelta(days=40)), ("hamlet2", TODAY))
    ]
    lines = [SlipLine.objects.create(slip=slip, item=undated, text="Đang ghi") for slip in slips[:2]]
    services.move_unit_work(actor=officer, old=units["hamlet"], new=units["hamlet2"])
    for row in (sent, sent_double, *lines):
        row.refresh_from_db()
    assert sent.lead == units["hamlet2"], "returned, it must not come back to a unit that is no more"
    assert (sent_double.lead, sent_double.state) == (units["hamlet"], WorkState.SUBMITTED)
    assert [line.slip for line in lines] == [slips[2], slips[1]]
    assert not Slip.objects.filter(unit=units["hamlet"]).exists()


def test_work_is_done_on_the_day_of_its_last_evidence_not_of_confirming(work):
    item, officer, head = work.item(), work.commune.actor("officer"), work.commune.actor("unit_head")
    shown_on = timezone.localdate() - timedelta(days=9)
    values: dict[str, Any] = {"kind": "number", "number": Decimal(24), "measure": "hộ"}

    def told(day: date, key: str) -> date | None:
        services.add_evidence(actor=head, item_id=item.pk, happened_on=day, client_key=key, **values)
        services.submit_item(actor=officer, item_id=item.pk)
        services.accept_item(actor=officer, item_id=item.pk)
        item.refresh_from_db()
        return item.done_on

    assert told(shown_on, "first-evidence") == shown_on
    services.reopen_item(actor=officer, item_id=item.pk, reason="Còn thiếu một thôn")
    earlier = shown_on - timedelta(days=1)
    assert told(earlier, "second-evidence") == earlier  # the first was not enough
