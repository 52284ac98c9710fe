"""Items out of confirmed tasks: once, brought up to date, withdrawn, never losing evidence."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.org.models import Unit, UnitKind
from lantoa.plans import services as plans
from lantoa.plans.models import DeadlineKind, Mode
from lantoa.plans.signals import plan_ended, tasks_confirmed, tasks_withdrawn
from lantoa.plans.testing import make_plan
from lantoa.shared.errors import PermissionRefused
from lantoa.work import services
from lantoa.work.models import Evidence, WorkItem, WorkState
from lantoa.work.testing import DEADLINE, TASK


def confirm(work, *tasks):
    tasks_confirmed.send(sender=None, plan=work.plan, tasks=list(tasks), actor=work.commune.actor("officer"))


def test_a_task_of_two_units_is_two_items(work):
    units = work.commune.units
    task = work.task([units["hamlet"], units["hamlet2"]], helpers=[units["school"]], deadline_on=date(2026, 11, 30))
    confirm(work, task)
    confirm(work, task)
    items = WorkItem.objects.order_by("pk")
    assert [item.lead for item in items] == [units["hamlet"], units["hamlet2"]]
    assert list(items[0].coordinating.all()) == [units["school"]]
    assert items[0].due_on == date(2026, 11, 30)
    assert items[0].events.count() == 1


def test_each_hamlet_has_its_own_digital_team_beside_it(work):
    units, organisation = work.commune.units, work.commune.organisation
    hamlets = [units["hamlet"], units["hamlet2"]]
    teams = [
        Unit.objects.create(organisation=organisation, kind=UnitKind.DIGITAL_TEAM, name=f"Tổ {one.name}", parent=one)
        for one in hamlets
    ]
    confirm(work, work.task(hamlets, helpers=[*teams, units["school"]]))
    confirm(work, work.task(teams, helpers=[*hamlets, units["school"]]))
    confirm(work, work.task([units["culture"]], helpers=teams))
    beside = {item.lead: set(item.coordinating.all()) for item in WorkItem.objects.all()}
    assert beside == {
        hamlets[0]: {teams[0], units["school"]},
        hamlets[1]: {teams[1], units["school"]},
        teams[0]: {hamlets[0], units["school"]},
        teams[1]: {hamlets[1], units["school"]},
        units["culture"]: set(teams),
    }


def test_the_quotation_lights_the_plan_s_own_words(work):
    item = work.item()
    lit = [text for text, on in item.quote if on]
    assert lit == [TASK, DEADLINE]
    assert "".join(text for text, _ in item.quote).startswith("b) Chủ trì")
    assert item.quote_place == "Kế hoạch 27/KH-UBND, phần IV.6.b"


def test_work_given_out_of_a_draft_names_the_number_that_its_plan_gets(commune, sign_in):
    plan, officer = make_plan(commune), commune.actor("officer")
    plan = plans.change_plan(actor=officer, plan_id=plan.pk, version=plan.version, values={"sign": ""})
    plans.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    plans.issue(actor=officer, plan_id=plan.pk, sign="31/KH-UBND", issued_on=date(2026, 10, 5), leave_waiting=True)
    item = WorkItem.objects.get(text__contains="Cảnh báo")
    assert item.quote_place == "Kế hoạch 31/KH-UBND, phần II.2.a"
    page = sign_in(commune.people["officer"]).get(reverse("work_item", args=[item.pk])).content.decode()
    assert "Kế hoạch 31/KH-UBND, phần II.2.a" in page


def test_a_corrected_task_changes_its_item_and_keeps_evidence(work):
    item = work.item(deadline_on=date(2026, 11, 30))
    head = work.commune.actor("unit_head")
    services.add_evidence(
        actor=head, item_id=item.pk, kind="note", client_key="key-00001", happened_on=date(2026, 1, 2), text="Đã làm"
    )
    task = item.task
    task.text, task.deadline_on = "Việc đã sửa lời", date(2026, 12, 15)
    task.save()
    confirm(work, task)
    item.refresh_from_db()
    assert (item.text, item.due_on, item.version) == ("Việc đã sửa lời", date(2026, 12, 15), 2)
    assert Evidence.objects.filter(item=item).count() == 1
    assert item.events.filter(kind="changed").count() == 1


def test_what_an_officer_decided_stays_when_the_plan_says_the_same_again(work):
    item = work.item(deadline_on=date(2026, 11, 30))
    actor = work.commune.actor("officer")
    units = work.commune.units
    services.change_item(
        actor=actor,
        item_id=item.pk,
        version=1,
        text=item.text,
        lead_id=units["hamlet2"].pk,
        coordinating_ids=[],
        deadline_kind=DeadlineKind.DATE,
        due_on=date(2026, 12, 20),
    )
    confirm(work, item.task)
    assert WorkItem.objects.count() == 1
    item.refresh_from_db()
    assert (item.lead, item.due_on) == (units["hamlet2"], date(2026, 12, 20))


def test_a_unit_that_the_plan_no_longer_names_has_its_item_withdrawn(work):
    item = work.item()
    row = item.task.units.get(role="lead")
    row.units.set([work.commune.units["hamlet2"]])
    confirm(work, item.task)
    item.refresh_from_db()
    assert item.state == WorkState.WITHDRAWN
    assert WorkItem.objects.get(lead=work.commune.units["hamlet2"]).state == WorkState.OPEN


@pytest.mark.parametrize("named", [["hamlet2"], ["hamlet", "hamlet2"], ["hamlet2", "hamlet"]])
def test_the_plan_follows_what_an_officer_had_decided(work, named):
    """An item was given to the second hamlet by hand; then the plan names that hamlet too."""
    item, units = work.item(), work.commune.units
    WorkItem.objects.filter(pk=item.pk).update(lead=units["hamlet2"])
    item.task.units.all().delete()
    for key in named:
        item.task.units.create(role="lead", printed=units[key].name).units.set([units[key]])
    confirm(work, item.task)
    row = WorkItem.objects.get()
    assert (row.pk, row.lead, row.state) == (item.pk, units["hamlet2"], WorkState.OPEN)


def test_withdrawn_with_history_and_brought_back(work):
    item = work.item()
    tasks_withdrawn.send(sender=None, plan=work.plan, tasks=[item.task], actor=work.commune.actor("officer"))
    item.refresh_from_db()
    assert item.state == WorkState.WITHDRAWN
    assert item.events.last().text
    confirm(work, item.task)
    item.refresh_from_db()
    assert item.state == WorkState.OPEN


def test_what_is_done_stays_done_when_the_plan_drops_it(work):
    item, officer = work.item(), work.commune.actor("officer")
    services.submit_item(actor=work.commune.actor("unit_head"), item_id=item.pk)
    services.accept_item(actor=officer, item_id=item.pk)
    tasks_withdrawn.send(sender=None, plan=work.plan, tasks=[item.task], actor=officer)
    item.refresh_from_db()
    assert (item.state, item.done_on) == (WorkState.DONE, timezone.localdate())


def test_the_end_of_a_plan_leaves_what_was_submitted(work):
    open_item, sent = work.item(), work.item()
    services.submit_item(actor=work.commune.actor("unit_head"), item_id=sent.pk)
    plan_ended.send(sender=None, plan=work.plan, actor=work.commune.actor("approver"))
    open_item.refresh_from_db()
    sent.refresh_from_db()
    assert (open_item.state, sent.state) == (WorkState.WITHDRAWN, WorkState.SUBMITTED)


@pytest.mark.parametrize(
    ("unit", "text", "reserved"),
    [
        ("police", "Xử lý nghiêm các hành vi đăng tải thông tin xấu độc", True),
        ("police", "Hướng dẫn Nhân dân cài đặt VNeID", False),  # ordinary help keeps its pictures
        ("hamlet", "Nắm tình hình dư luận", False),  # only bodies whose duty it is; an officer may still tick it
    ],
)
def test_duties_that_touch_opinion_are_preset_as_status_only(work, unit, text, reserved):
    assert work.item(unit, text=text).status_only is reserved


def test_asked_bodies_get_requests(work):
    assert work.item("front", mode=Mode.REQUESTED).mode == Mode.REQUESTED


@pytest.mark.parametrize("role", ["administrator", "editor", "auditor", "unit_head"])
def test_others_make_no_items(work, role):
    task = work.task([work.commune.units["hamlet"]])
    with pytest.raises(PermissionRefused):
        services.take_tasks(actor=work.commune.actor(role), plan=work.plan, tasks=[task])
