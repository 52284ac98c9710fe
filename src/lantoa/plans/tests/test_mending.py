"""Words that the machine mended: taken back by one tap, in every task that says them."""

from __future__ import annotations

import pytest

from lantoa.plans import sheet
from lantoa.plans.mends import mends_of
from lantoa.plans.models import PlanTask, TaskDraft, TaskState
from lantoa.plans.selectors import reading_of
from lantoa.plans.services import choose_word, confirm_clear, issue
from lantoa.plans.testing import change_reading, mend_of, task_with
from lantoa.shared.errors import NotFound, PermissionRefused, WrongState
from lantoa.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(commune):
    return commune.actor("officer")


@pytest.fixture
def mend(plan):
    """In the words of one task."""
    found = mend_of(plan, "Biên soạn", "Bién soạn")
    change_reading(plan, mends=[found])
    return found


def test_a_task_shows_its_own_mends(plan, mend):
    reading = reading_of(plan)
    (found,) = mends_of(reading, task_with(plan, "Biên soạn"))
    assert (found.printed, found.mended, found.undone) == ("Bién soạn", "Biên soạn", False)
    assert mends_of(reading, task_with(plan, "Theo dõi")) == []
    assert mends_of({}, task_with(plan, "Biên soạn")) == []


def test_the_printed_word_comes_back_and_goes_again(plan, mend, officer):
    task = task_with(plan, "Biên soạn")
    choose_word(actor=officer, task_id=task.pk, start=mend["start"], printed=True)
    task.refresh_from_db()
    assert task.text.startswith("Bién soạn 06 bài")
    assert task.version == 2
    assert [one.undone for one in mends_of(reading_of(plan), task)] == [True]
    choose_word(actor=officer, task_id=task.pk, start=mend["start"], printed=True)  # the click came twice
    task.refresh_from_db()
    assert task.version == 2
    choose_word(actor=officer, task_id=task.pk, start=mend["start"], printed=False)
    task.refresh_from_db()
    assert task.text.startswith("Biên soạn 06 bài")
    assert AuditEntry.objects.filter(action="plans.choose_word").count() == 2


def test_a_name_in_a_heading_changes_in_every_task_below_it(plan, officer):
    found = mend_of(plan, "Văn hóa", "Vãn hóa", "body")
    change_reading(plan, mends=[found])
    tasks = [task_with(plan, "Biên soạn"), task_with(plan, "Theo dõi")]
    assert {row.printed for task in tasks for row in task.units.all()} == {"Phòng Văn hóa - Xã hội"}
    choose_word(actor=officer, task_id=tasks[0].pk, start=found["start"], printed=True)
    for task in tasks:
        task.refresh_from_db()
        assert [row.printed for row in task.units.all()] == ["Phòng Vãn hóa - Xã hội"]
    assert task_with(plan, "Cảnh báo").version == 1


def test_a_deadline_whose_words_changed_is_doubtful(plan, officer):
    found = mend_of(plan, "10/11/2026", "1O/11/2026")
    change_reading(plan, mends=[found])
    task = task_with(plan, "Biên soạn")
    choose_word(actor=officer, task_id=task.pk, start=found["start"], printed=True)
    task.refresh_from_db()
    assert task.deadline_printed == "ngày 1O/11/2026"
    assert (task.state, list(task.doubts)) == (TaskState.UNSURE, ["deadline"])


def test_work_of_a_confirmed_task_follows(plan, mend, officer, told):
    confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    told.clear()
    task = task_with(plan, "Biên soạn")
    choose_word(actor=officer, task_id=task.pk, start=mend["start"], printed=True)
    assert [(name, texts[0][:9]) for name, texts in told] == [("tasks_confirmed", "Bién soạn")]


def test_an_issued_plan_keeps_what_was_confirmed(plan, mend, officer):
    confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    issue(actor=officer, plan_id=plan.pk, sign="1/KH-UBND", issued_on=plan.issued_on, leave_waiting=True)
    with pytest.raises(WrongState):
        choose_word(actor=officer, task_id=task_with(plan, "Biên soạn").pk, start=mend["start"], printed=True)


def test_who_may_not_and_what_is_not_there(plan, mend, officer, commune, other_commune):
    task = task_with(plan, "Biên soạn")
    with pytest.raises(PermissionRefused):
        choose_word(actor=commune.actor("editor"), task_id=task.pk, start=mend["start"], printed=True)
    with pytest.raises(NotFound):
        choose_word(actor=other_commune.actor("officer"), task_id=task.pk, start=mend["start"], printed=True)
    with pytest.raises(NotFound):
        choose_word(actor=officer, task_id=task.pk, start=mend["start"] + 1, printed=True)


def test_one_tap_on_the_page_keeps_what_was_being_typed(plan, mend, commune, sign_in):
    browser = sign_in(commune.people["officer"])
    task = task_with(plan, "Biên soạn")
    address = f"/admin/ke-hoach/{plan.pk}/soat/"
    html = browser.get(f"{address}?viec={task.pk}").content.decode()
    assert '<s class="said">Bién soạn</s> → <b class="said">Biên soạn</b>' in html
    assert '<span class="mended">Biên soạn</span>' in html
    typed = {**sheet.stored(task), "viec": task.pk, "version": 1, "evidence_wanted": "Ảnh bìa"}
    browser.post(address, {**typed, "action": f"word:printed:{mend['start']}"})
    html = browser.get(f"{address}?viec={task.pk}").content.decode()
    assert "Đã trả lại chữ in" in html
    assert "Bién soạn 06 bài" in html
    assert "Ảnh bìa" in html
    draft = TaskDraft.objects.get(task=task)
    assert draft.based_on == PlanTask.objects.get(pk=task.pk).version  # no quarrel with oneself
    assert draft.values["text"][0].startswith("Bién soạn")


def test_one_tap_alone_is_no_typing(plan, mend, commune, sign_in):
    browser = sign_in(commune.people["officer"])
    task = task_with(plan, "Biên soạn")
    sent = {**sheet.stored(task), "viec": task.pk, "version": 1, "action": f"word:printed:{mend['start']}"}
    browser.post(f"/admin/ke-hoach/{plan.pk}/soat/", sent)
    assert not TaskDraft.objects.exists()
