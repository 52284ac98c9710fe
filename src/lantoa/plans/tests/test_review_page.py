"""The review page: what it shows, what its buttons do, and that nothing typed is lost."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from lantoa.org.models import Unit
from lantoa.org.testing import parsed
from lantoa.plans import selectors, services, sheet
from lantoa.plans.models import PlanTask, TaskDraft, TaskRole, TaskState
from lantoa.plans.services.values import UnitValue, values_of
from lantoa.plans.testing import make_plan, task_with
from lantoa.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(commune, sign_in):
    return sign_in(commune.people["officer"])


def address(plan) -> str:
    return reverse("plans_desk:review", args=[plan.pk])


def press(browser, task, action="confirm", **changed):
    data = {**sheet.stored(task), "viec": task.pk, "version": task.version, "promised": 0, "action": action}
    data.update(changed)
    return browser.post(address(task.plan), data)


def lit(html: str) -> list[str]:
    return [re.sub(r"<sup>.*?</sup>", "", found) for found in re.findall(r"<mark[^>]*>(.*?)</mark>", html)]


def test_doubtful_tasks_come_first_with_their_words_lit(plan, browser):
    html = browser.get(address(plan)).content.decode()
    assert "Còn chỗ chưa rõ (2)" in html
    assert "Xác nhận cả 4 việc máy đọc rõ" in html
    assert lit(html) == ["Trưởng các thôn", "ngày 30/11/2026", "tháng 12/2026"]
    assert "một câu ghi nhiều hạn" in html.lower()


def test_number_of_queries_does_not_grow_with_the_tasks(commune, browser, django_assert_max_num_queries):
    small = make_plan(commune, ["1. Công an xã", "a) Việc số 1."], name="a.txt")
    large = make_plan(commune, ["1. Công an xã", *(f"- Việc số {n} của công an." for n in range(120))], name="b.txt")
    assert large.tasks.count() >= 100
    with django_assert_max_num_queries(40) as counted:
        browser.get(address(small))
    few = len(counted)
    with django_assert_max_num_queries(few):
        browser.get(address(large))


def test_confirming_goes_on_to_the_next_task(plan, browser):
    task = task_with(plan, "Biên soạn")
    answer = press(browser, task)
    task.refresh_from_db()
    assert task.state == TaskState.CONFIRMED
    assert answer.url.endswith(f"&viec={task_with(plan, 'Theo dõi').pk}")


def test_two_deadlines_must_be_chosen_and_what_was_typed_stays(plan, browser):
    task = task_with(plan, "60 tuổi")
    answer = press(browser, task, deadline="", evidence_wanted="Ảnh và sổ ký tên")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="error-summary"' in html
    assert "Ảnh và sổ ký tên" in html
    assert PlanTask.objects.get(pk=task.pk).state == TaskState.UNSURE
    press(browser, task, deadline="c1")
    task.refresh_from_db()
    assert (task.state, str(task.deadline_on)) == (TaskState.CONFIRMED, "2026-12-31")


def test_splitting_in_one_tap(plan, browser):
    task = task_with(plan, "60 tuổi")
    press(browser, task, deadline="split")
    days = plan.tasks.filter(text__contains="60 tuổi").values_list("deadline_on", flat=True)
    assert [str(day) for day in days] == ["2026-11-30", "2026-12-31"]


def test_an_impossible_day_is_said_at_its_field(plan, browser):
    answer = press(browser, task_with(plan, "Biên soạn"), deadline_on="31/02/2026")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "31/02/2026" in html
    assert 'href="#f-deadline_on"' in html


def test_no_deadline_is_an_answer(plan, browser):
    task = task_with(plan, "60 tuổi")
    press(browser, task, deadline="own", deadline_kind="none", deadline_on="")
    task.refresh_from_db()
    assert (task.state, task.deadline_kind) == (TaskState.CONFIRMED, "none")


def test_one_tap_adds_the_unit(plan, browser):
    task = task_with(plan, "Chiếu phim")
    row = task.units.get()
    press(browser, task, f"add_unit:{row.pk}", evidence_wanted="Ảnh buổi chiếu")
    assert Unit.objects.filter(name="Đội chiếu phim lưu động").exists()
    html = browser.get(f"{address(plan)}?viec={task.pk}").content.decode()
    assert "Ảnh buổi chiếu" in html  # what was typed before the tap
    task.refresh_from_db()
    press(browser, task, evidence_wanted="Ảnh buổi chiếu")
    task.refresh_from_db()
    assert task.state == TaskState.CONFIRMED


def test_adding_the_unit_alone_is_no_typing(plan, browser):
    task = task_with(plan, "Chiếu phim")
    press(browser, task, f"add_unit:{task.units.get().pk}")
    assert not TaskDraft.objects.exists()


def test_choosing_dropping_and_adding_units(plan, commune, browser):
    task = task_with(plan, "Chiếu phim")
    row = task.units.get()
    press(browser, task, f"drop:{row.pk}")
    draft = TaskDraft.objects.get(task=task)
    assert draft.values["row"] == []
    press(browser, task, "save", row=[], **{"add-lead": "kind:hamlet", "add-coordinating": commune.units["police"].pk})
    task.refresh_from_db()
    assert selectors.lead_names(task) == ["Thôn Bến Đò", "Thôn Đình"]
    assert selectors.names(task, "coordinating") == ["Công an xã"]


def test_the_bulk_button_keeps_what_is_being_typed(plan, browser):
    task = task_with(plan, "60 tuổi")
    press(browser, task, "confirm_clear", promised=4, evidence_wanted="Sổ ký tên")
    assert selectors.counts(plan)[TaskState.CONFIRMED] == 4
    assert "Sổ ký tên" in browser.get(f"{address(plan)}?viec={task.pk}").content.decode()


def test_the_bulk_button_is_there_when_nothing_is_doubtful_any_more(plan, commune, browser):
    for task in plan.tasks.filter(state=TaskState.UNSURE):
        services.reject_task(actor=commune.actor("officer"), task_id=task.pk, version=task.version)
    html = browser.get(f"{address(plan)}?nhom=chua-ro").content.decode()
    assert "Xác nhận cả 4 việc máy đọc rõ" in html
    browser.post(reverse("plans_desk:confirm_clear", args=[plan.pk]), {"promised": 4})
    assert selectors.counts(plan)[TaskState.CONFIRMED] == 4


def test_a_draft_says_that_confirming_gives_the_task_out(plan, commune, browser):
    words = "Xác nhận việc nào là giao việc ấy cho đơn vị ngay."
    assert words in browser.get(address(plan)).content.decode()
    officer = commune.actor("officer")
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    services.issue(actor=officer, plan_id=plan.pk, sign="1/KH-UBND", issued_on=plan.issued_on, leave_waiting=True)
    assert words not in browser.get(address(plan)).content.decode()


def test_what_is_doubtful_stands_before_what_is_clear(commune, browser):
    words = "a) Chủ trì, phối hợp với các đơn vị liên quan mở chuyên mục; hoàn thành trước ngày 30/11/2026."
    plan = make_plan(commune, ["1. Phòng Văn hóa - Xã hội", words])
    html = browser.get(address(plan)).content.decode()
    assert html.index("các đơn vị liên quan</span>” là đơn vị nào") < html.index('id="f-deadline"')
    numbers = re.findall(r'<span class="mark-no"[^>]*>(\d)</span>', html)
    assert numbers == sorted(numbers)


def test_a_form_that_says_nothing_new_is_no_draft(plan, browser):
    task = task_with(plan, "60 tuổi")
    row = task.units.get().pk
    press(browser, task, "later", **{f"unit-{row}": "", "add-lead": "", "text": task.text + "\r\n"})
    assert not TaskDraft.objects.exists()
    press(browser, task, "later", evidence_wanted="Sổ ký tên")
    assert TaskDraft.objects.count() == 1


def test_the_order_of_the_boxes_is_nothing_that_a_person_typed(commune, browser):
    words = "a) Chủ trì, phối hợp với các đơn vị liên quan mở chuyên mục; hoàn thành trước ngày 30/11/2026."
    plan = make_plan(commune, ["1. Phòng Văn hóa - Xã hội", words])
    task = plan.tasks.get()
    rows = [row.pk for row in task.units.all()]
    assert len(rows) == 2
    press(browser, task, "later", row=rows[::-1])
    assert not TaskDraft.objects.exists()


def test_the_bulk_button_that_promised_another_number_confirms_nothing(plan, browser):
    answer = press(browser, task_with(plan, "60 tuổi"), "confirm_clear", promised=9)
    assert answer.status_code == 409
    assert selectors.counts(plan)[TaskState.CONFIRMED] == 0


def test_a_closed_tab_loses_nothing(plan, browser, commune, sign_in):
    task = task_with(plan, "Biên soạn")
    data = {**sheet.stored(task), "viec": task.pk, "version": 1, "text": "Biên soạn chín bài."}
    answer = browser.post(reverse("plans_desk:draft", args=[plan.pk]), data)
    assert answer.json()["text"].startswith("Đã giữ lại")
    again = sign_in(commune.people["officer"]).get(f"{address(plan)}?viec={task.pk}").content.decode()
    assert "Biên soạn chín bài." in again
    assert "Đang hiện phần gõ dở" in again
    press(browser, task, "forget")
    assert not TaskDraft.objects.exists()


def test_the_second_editor_sees_both_and_who_it_was(plan, browser, commune):
    task = task_with(plan, "Biên soạn")
    first = values_of(task)
    services.change_task(actor=commune.actor("officer"), task_id=task.pk, version=1, values=first)
    answer = press(browser, task, evidence_wanted="Của người thứ hai")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Người khác vừa lưu trước" in html
    assert "Của người thứ hai" in html
    assert "Người officer" in html
    assert 'name="version" value="2"' in html  # pressing again now saves


def review_form(content: bytes):
    return parsed(content).xpath("//form[@id='review']")[0]


def sent_by(form) -> dict[str, list[str]]:
    """What a browser sends of a form."""
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found


def test_where_two_clash_only_what_was_typed_is_listed_and_the_rest_stays_as_stored(plan, browser, commune):
    task = task_with(plan, "Biên soạn")
    mine = sent_by(review_form(browser.get(f"{address(plan)}?viec={task.pk}").content))
    mine |= {"evidence_wanted": ["Của người thứ hai"], "action": ["save"]}
    police = commune.units["police"]
    theirs = replace(
        values_of(task),
        text="Biên soạn mười bài.",
        deadline_kind="none",
        deadline_on=None,
        units=(UnitValue(TaskRole.LEAD, police.name, (police.pk,)),),
    )
    services.change_task(actor=commune.actor("officer"), task_id=task.pk, version=1, values=theirs)
    answer = browser.post(address(plan), mine)
    assert answer.status_code == 409
    listed = [row.text_content() for row in review_form(answer.content).xpath(".//section//tbody/tr")]
    assert len(listed) == 1 and "Của người thứ hai" in listed[0]
    assert browser.post(address(plan), sent_by(review_form(answer.content)) | {"action": "save"}).status_code == 302
    task.refresh_from_db()
    assert (task.text, task.deadline_kind, task.evidence_wanted) == (
        "Biên soạn mười bài.", "none", "Của người thứ hai",
    )  # fmt: skip
    assert [row.printed for row in task.units.all()] == [police.name]


def test_rejecting_and_bringing_back(plan, browser):
    task = task_with(plan, "Biên soạn")
    press(browser, task, "reject")
    task.refresh_from_db()
    assert task.state == TaskState.REJECTED
    press(browser, task, "restore")
    task.refresh_from_db()
    assert task.state == TaskState.CLEAR


@pytest.mark.parametrize("role", ["administrator", "approver", "editor", "auditor"])
def test_others_look_and_change_nothing(plan, commune, sign_in, role):
    browser = sign_in(commune.people[role])
    html = browser.get(address(plan)).content.decode()
    assert "Trưởng các thôn" in html
    assert 'value="confirm"' not in html
    assert press(browser, task_with(plan, "Biên soạn")).status_code == 403
    assert not AuditEntry.objects.filter(action="plans.confirm_task").exists()


def test_foreign_people_find_nothing(plan, other_commune, sign_in):
    browser = sign_in(other_commune.people["officer"])
    assert browser.get(address(plan)).status_code == 404
    assert press(browser, task_with(plan, "Biên soạn")).status_code == 404


def test_a_task_of_another_plan_is_not_reached_through_this_one(plan, commune, browser):
    other = make_plan(commune, ["1. Công an xã: Trực."], name="b.txt").tasks.get()
    answer = browser.post(address(plan), {"viec": other.pk, "version": 1, "action": "reject"})
    assert answer.status_code == 404
    draft = browser.post(reverse("plans_desk:draft", args=[plan.pk]), {"viec": other.pk})
    assert draft.status_code == 404


@pytest.mark.parametrize(
    "changed",
    [
        {"promised": "nhiều", "action": "confirm_clear"},
        {"version": "²"},
        {"row": ["²", "9" * 40], "role-²": "lead", "unit-²": "kind:khong-co"},
        {"add-lead": "kind:khong-co", "deadline_kind": "khong-co"},
        {"deadline_day": "9" * 40, "deadline_kind": "monthly"},
        {"mode": "khong-co"},
        {"action": "add_unit:abc"},
        {"action": "khong-co"},
    ],
)
def test_nonsense_in_the_form_is_refused_plainly(plan, browser, changed):
    task = task_with(plan, "Biên soạn")
    assert press(browser, task, changed.pop("action", "confirm"), **changed).status_code in (302, 404, 409, 422)


def test_frozen_tasks_are_read_only(plan, commune, browser):
    officer = commune.actor("officer")
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    services.issue(actor=officer, plan_id=plan.pk, sign="1/KH-UBND", issued_on=plan.issued_on, leave_waiting=True)
    task = task_with(plan, "Biên soạn")
    html = browser.get(f"{address(plan)}?viec={task.pk}").content.decode()
    assert "Kế hoạch đã ban hành nên việc đã xác nhận không sửa" in html
    answer = press(browser, task, "save")
    assert answer.status_code == 409
