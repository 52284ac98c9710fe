"""What an officer does with the tasks that were read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lantoa.org.models import Role, Unit, UnitKind
from lantoa.org.services import units
from lantoa.plans import selectors, services
from lantoa.plans.models import DeadlineKind, PlanTask, TaskDraft, TaskRole, TaskState
from lantoa.plans.services.units import remember
from lantoa.plans.services.values import values_of
from lantoa.plans.testing import make_plan, task_with
from lantoa.shared.errors import InvalidInput, NotFound, PermissionRefused, Stale, WrongState
from lantoa.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(commune):
    return commune.actor("officer")


def test_one_button_confirms_what_was_read_clearly(plan, officer, told):
    done = services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    assert len(done) == 4
    assert [name for name, _texts in told] == ["tasks_confirmed"]
    assert selectors.counts(plan) == {TaskState.CONFIRMED: 4, TaskState.UNSURE: 2}


def test_the_button_confirms_what_it_promised_or_nothing(plan, officer, told):
    with pytest.raises(Stale, match="4"):
        services.confirm_clear(actor=officer, plan_id=plan.pk, promised=3)
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    assert services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4) == []  # a double click
    assert len(told) == 1


def test_confirming_with_a_correction_makes_it_work_once(plan, officer, told):
    task = task_with(plan, "Biên soạn")
    values = replace(values_of(task), deadline_on=date(2026, 11, 20))
    for _twice in range(2):
        task = services.confirm_task(actor=officer, task_id=task.pk, version=1, values=values)
    assert (task.state, task.deadline_on, task.version) == (TaskState.CONFIRMED, date(2026, 11, 20), 2)
    assert len(told) == 1
    assert AuditEntry.objects.filter(action="plans.confirm_task").count() == 1


def test_two_deadlines_have_to_be_answered(plan, officer):
    task = task_with(plan, "60 tuổi")
    with pytest.raises(InvalidInput) as caught:
        services.confirm_task(actor=officer, task_id=task.pk, version=1)
    assert "deadline" in caught.value.fields
    undated = replace(values_of(task), deadline_kind=DeadlineKind.NONE, deadline_on=None)
    task = services.confirm_task(actor=officer, task_id=task.pk, version=1, values=undated)
    assert (task.state, task.deadline_kind) == (TaskState.CONFIRMED, DeadlineKind.NONE)


def test_nothing_is_confirmed_without_a_lead_in_the_tree(plan, officer):
    task = task_with(plan, "Chiếu phim")
    with pytest.raises(InvalidInput) as caught:
        services.confirm_task(actor=officer, task_id=task.pk, version=1)
    assert "Đội chiếu phim lưu động" in str(caught.value.fields["lead"])
    with pytest.raises(InvalidInput):
        services.confirm_task(actor=officer, task_id=task.pk, version=1, values=replace(values_of(task), units=()))


def test_a_second_window_that_says_otherwise_is_told(plan, officer):
    task = task_with(plan, "Biên soạn")
    values = values_of(task)
    services.confirm_task(actor=officer, task_id=task.pk, version=1, values=values)
    with pytest.raises(Stale):
        services.confirm_task(actor=officer, task_id=task.pk, version=1, values=replace(values, evidence_wanted="Sổ"))
    task.refresh_from_db()
    assert task.evidence_wanted == values.evidence_wanted


def test_one_tap_adds_the_unit_and_the_whole_plan_knows_it(commune, officer):
    plan = make_plan(
        commune,
        (
            "1. Trạm Y tế xã",
            "a) Tuyên truyền phòng, chống dịch bệnh.",
            "b) Tổ chức khám sức khỏe cho người cao tuổi trên địa bàn xã.",
        ),
    )
    row = task_with(plan, "Tuyên truyền").units.get()
    services.add_unit(actor=officer, task_unit_id=row.pk)
    services.add_unit(actor=officer, task_unit_id=row.pk)
    assert Unit.objects.get(name="Trạm Y tế xã").kind == UnitKind.HEALTH
    assert selectors.counts(plan) == {TaskState.CLEAR: 2}


def test_a_chosen_unit_is_remembered_for_the_next_plan(commune, plan, officer):
    task = task_with(plan, "Chiếu phim")
    values = values_of(task)
    chosen = replace(values, units=(replace(values.units[0], ids=(commune.units["culture"].pk,)),))
    task = services.change_task(actor=officer, task_id=task.pk, version=1, values=chosen)
    assert task.state == TaskState.CLEAR
    again = make_plan(commune, ("1. Đội chiếu phim lưu động", "a) Chiếu phim ở xã."), name="b.txt")
    assert again.tasks.get().state == TaskState.CLEAR


@pytest.mark.parametrize(
    ("printed", "nobody"),
    [
        ("Các đơn vị được giao nhiệm vụ", True),  # whoever has a task in this plan
        ("cơ quan liên quan", True),  # whoever is concerned
        ("Các phòng, ban", True),
        ("Phòng VH-XH", False),
        ("Đội chiếu phim lưu động", False),
        ("Cán bộ văn hóa", False),  # begins with no word for several
    ],
)
def test_words_for_several_are_remembered_for_no_unit(commune, officer, printed, nobody):
    plan = make_plan(commune, ("1. Công an xã", "a) Tuần tra ban đêm."))
    row = plan.tasks.get().units.get()
    row.printed = printed
    remember(officer, [(row, commune.units["culture"].pk)])
    assert (printed in [alias.text for alias in commune.units["culture"].aliases.all()]) is not nobody


def test_the_second_of_two_editors_is_told(plan, officer):
    task = task_with(plan, "Biên soạn")
    values = values_of(task)
    services.change_task(actor=officer, task_id=task.pk, version=1, values=replace(values, text="Biên soạn 08 bài."))
    for call in (services.change_task, services.confirm_task):
        with pytest.raises(Stale):
            call(actor=officer, task_id=task.pk, version=1, values=values)
    with pytest.raises(Stale):
        services.reject_task(actor=officer, task_id=task.pk, version=1)
    task.refresh_from_db()
    assert (task.text, task.changed_by_id) == ("Biên soạn 08 bài.", officer.user_id)


def test_a_corrected_confirmed_task_is_told_again(plan, officer, told):
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    task = task_with(plan, "Biên soạn")
    services.change_task(actor=officer, task_id=task.pk, version=2, values=replace(values_of(task), text="Soạn bài."))
    assert told[-1] == ("tasks_confirmed", ["Soạn bài."])
    with pytest.raises(InvalidInput):  # what is work cannot lose its lead
        services.change_task(actor=officer, task_id=task.pk, version=3, values=replace(values_of(task), units=()))


def test_no_task_and_back(plan, officer, told):
    task = task_with(plan, "Biên soạn")
    services.confirm_task(actor=officer, task_id=task.pk, version=1)
    services.reject_task(actor=officer, task_id=task.pk, version=2)
    services.reject_task(actor=officer, task_id=task.pk, version=2)
    assert [name for name, _texts in told] == ["tasks_confirmed", "tasks_withdrawn"]
    assert services.restore_task(actor=officer, task_id=task.pk).state == TaskState.CLEAR


def test_splitting_two_deadlines(plan, commune, officer):
    task = task_with(plan, "60 tuổi")
    both = values_of(task)
    first = replace(both, deadline_kind=DeadlineKind.DATE, deadline_on=date(2026, 11, 30))
    lead = replace(both.units[0], ids=(commune.units["hamlet2"].pk,))
    second = replace(both, deadline_kind=DeadlineKind.DATE, deadline_on=date(2026, 12, 31), units=(lead,))
    one, other = services.split_task(actor=officer, task_id=task.pk, version=1, first=first, second=second)
    assert (one.state, other.state) == (TaskState.CLEAR, TaskState.CLEAR)
    assert (one.deadline_on, other.deadline_on) == (date(2026, 11, 30), date(2026, 12, 31))
    assert other.position == one.position + 1
    assert selectors.lead_names(other) == ["Thôn Đình"]
    assert other.units.get().span == one.units.get().span
    assert len(set(plan.tasks.values_list("position", flat=True))) == 7


def test_adding_a_task_that_was_missed(plan, commune, officer):
    unit = services.UnitValue(TaskRole.LEAD, "Công an xã", (commune.units["police"].pk,))
    values = services.TaskValues(text="Trực đường dây nóng.", path="II.2", units=(unit,))
    for _twice in range(2):
        task = services.add_task(actor=officer, plan_id=plan.pk, values=values, after=task_with(plan, "Cảnh báo").pk)
    assert (task.state, task.added_by_hand) == (TaskState.CLEAR, True)
    assert plan.tasks.count() == 7
    texts = list(plan.tasks.values_list("text", flat=True))
    assert texts.index("Trực đường dây nóng.") == 3


def test_units_of_another_commune_are_not_taken(plan, other_commune, officer):
    task = task_with(plan, "Biên soạn")
    values = values_of(task)
    foreign = replace(values, units=(replace(values.units[0], ids=(other_commune.units["culture"].pk,)),))
    with pytest.raises(InvalidInput):
        services.change_task(actor=officer, task_id=task.pk, version=1, values=foreign)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": "  "}, "text"),
        ({"mode": "x"}, "mode"),
        ({"deadline_kind": "x"}, "deadline"),
        ({"deadline_kind": DeadlineKind.UNCLEAR}, "deadline"),
        ({"deadline_kind": DeadlineKind.DATE, "deadline_on": None}, "deadline_on"),
        ({"deadline_kind": DeadlineKind.MONTHLY, "deadline_day": 32}, "deadline_day"),
    ],
)
def test_what_is_wrong_is_said_by_field(plan, officer, change, field):
    task = task_with(plan, "Biên soạn")
    with pytest.raises(InvalidInput) as caught:
        services.confirm_task(actor=officer, task_id=task.pk, version=1, values=replace(values_of(task), **change))
    assert list(caught.value.fields) == [field]
    assert PlanTask.objects.get(pk=task.pk).version == 1


def test_what_is_typed_is_kept_until_it_is_saved(plan, commune, officer):
    task = task_with(plan, "Biên soạn")
    for words in ("Biên", "Biên soạn bài"):
        services.save_draft(actor=officer, task_id=task.pk, based_on=1, values={"text": words})
    assert [draft.values for draft in selectors.drafts(task)] == [{"text": "Biên soạn bài"}]
    with pytest.raises(WrongState):
        services.save_draft(actor=officer, task_id=task.pk, based_on=1, values={"text": "x" * 30_000})
    services.change_task(actor=officer, task_id=task.pk, version=1, values=values_of(task))
    assert not TaskDraft.objects.exists()
    services.save_draft(actor=officer, task_id=task.pk, based_on=2, values={"text": "x"})
    services.drop_draft(actor=officer, task_id=task.pk)
    assert not TaskDraft.objects.exists()


def calls(plan, task):
    values = values_of(task)
    return {
        "change": lambda actor: services.change_task(actor=actor, task_id=task.pk, version=1, values=values),
        "confirm": lambda actor: services.confirm_task(actor=actor, task_id=task.pk, version=1),
        "clear": lambda actor: services.confirm_clear(actor=actor, plan_id=plan.pk, promised=4),
        "reject": lambda actor: services.reject_task(actor=actor, task_id=task.pk, version=1),
        "restore": lambda actor: services.restore_task(actor=actor, task_id=task.pk),
        "add": lambda actor: services.add_task(actor=actor, plan_id=plan.pk, values=values),
        "split": lambda actor: services.split_task(
            actor=actor, task_id=task.pk, version=1, first=values, second=values
        ),
        "draft": lambda actor: services.save_draft(actor=actor, task_id=task.pk, based_on=1, values={}),
        "undraft": lambda actor: services.drop_draft(actor=actor, task_id=task.pk),
        "unit": lambda actor: services.add_unit(actor=actor, task_unit_id=task.units.all()[0].pk),
        "facts": lambda actor: services.change_plan(actor=actor, plan_id=plan.pk, version=plan.version, values={}),
        "again": lambda actor: services.read_again(actor=actor, plan_id=plan.pk),
        "stop": lambda actor: services.stop_reading(actor=actor, plan_id=plan.pk),
        "discard": lambda actor: services.discard(actor=actor, plan_id=plan.pk),
    }


@pytest.mark.parametrize("role", [role for role in Role.values if role != "officer"])
def test_only_officers_review(plan, commune, other_commune, role):
    for name, call in calls(plan, task_with(plan, "Biên soạn")).items():
        with pytest.raises((PermissionRefused, NotFound)):
            call(commune.actor(role))
            pytest.fail(name)
        with pytest.raises(NotFound):
            call(other_commune.actor("officer"))
            pytest.fail(name)


def test_units_that_merge_leave_no_task_with_a_unit_that_is_no_more(plan, commune, officer):
    old, new = commune.units["police"], commune.units["school"]
    row = task_with(plan, "Cảnh báo thủ đoạn").units.get(role=TaskRole.LEAD)
    assert list(row.units.all()) == [old]
    units.merge(actor=officer, unit=old, into=new, version=old.version)
    assert list(row.units.all()) == [new]
    assert not PlanTask.objects.filter(units__units=old).exists()
