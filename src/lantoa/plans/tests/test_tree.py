"""Units that tasks name, when the tree of units changes under them."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from lantoa.org.models import UnitKind
from lantoa.org.services import units
from lantoa.org.testing import parsed
from lantoa.plans import selectors, services
from lantoa.plans.models import TaskDraft, TaskRole, TaskState
from lantoa.plans.services.values import UnitValue, values_of
from lantoa.plans.testing import task_with
from lantoa.shared.errors import InvalidInput, PermissionRefused, Stale
from lantoa.shared.models import AuditEntry

pytestmark = pytest.mark.django_db

POLICE, SCHOOLING, HAMLETS = "Cảnh báo", "Biên soạn", "60 tuổi"
"""Words of a task that the police leads, of one that the culture office does, of one that all hamlets do."""


@pytest.fixture
def officer(commune):
    return commune.actor("officer")


@pytest.fixture
def browser(commune, sign_in):
    return sign_in(commune.people["officer"])


def close(commune, key):
    unit = commune.units[key]
    unit.refresh_from_db()
    return units.deactivate(actor=commune.actor("officer"), unit=unit, version=unit.version)


def reopen(commune, key):
    unit = commune.units[key]
    unit.refresh_from_db()
    return units.reactivate(actor=commune.actor("officer"), unit=unit, version=unit.version)


def meant(task):
    return {unit.name for row in task.units.all() for unit in row.units.all()}


def test_a_task_of_a_closed_unit_is_doubtful_and_says_why(plan, commune):
    assert task_with(plan, POLICE).state == TaskState.CLEAR
    close(commune, "police")
    task = task_with(plan, POLICE)
    (row,) = task.units.all()
    assert (task.state, row.doubt) == (TaskState.UNSURE, "Công an xã đã ngừng dùng, chọn đơn vị khác")
    assert meant(task) == set()
    assert task_with(plan, SCHOOLING).state == TaskState.CLEAR  # another unit's
    assert AuditEntry.objects.filter(action="plans.unit_closed", target_id=str(plan.pk)).count() == 1


def test_a_name_of_several_means_those_that_are_left(plan, commune):
    before = meant(task_with(plan, HAMLETS))
    close(commune, "hamlet2")
    task = task_with(plan, HAMLETS)
    assert meant(task) == before - {"Thôn Đình"}
    assert not [row for row in task.units.all() if row.doubt]


def test_it_cannot_be_confirmed_with_the_closed_unit(plan, commune, officer):
    """Neither alone, nor among all clear ones, nor out of a page that was open when the unit was closed."""
    task = task_with(plan, POLICE)
    seen, values = task.version, values_of(task)
    close(commune, "police")
    with pytest.raises(Stale):
        services.confirm_task(actor=officer, task_id=task.pk, version=seen, values=values)
    task.refresh_from_db()
    with pytest.raises(InvalidInput, match="Công an xã đã ngừng dùng"):
        services.confirm_task(actor=officer, task_id=task.pk, version=task.version, values=values)
    with pytest.raises(InvalidInput, match="đơn vị nào"):
        services.confirm_task(actor=officer, task_id=task.pk, version=task.version)
    clear = selectors.counts(plan)[TaskState.CLEAR]
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=clear)
    assert task_with(plan, POLICE).state == TaskState.UNSURE


def test_another_unit_makes_it_clear_again_and_takes_no_name_over(plan, commune, officer):
    close(commune, "police")
    task = task_with(plan, POLICE)
    (row,) = values_of(task).units
    values = replace(values_of(task), units=(replace(row, ids=(commune.units["culture"].pk,)),))
    task = services.confirm_task(actor=officer, task_id=task.pk, version=task.version, values=values)
    assert (task.state, meant(task)) == (TaskState.CONFIRMED, {"Phòng Văn hóa - Xã hội"})
    assert "Công an xã" not in {alias.text for alias in commune.units["culture"].aliases.all()}
    reopen(commune, "police")
    assert meant(task_with(plan, POLICE)) == {"Phòng Văn hóa - Xã hội"}


def test_a_rejected_task_that_is_taken_back_is_doubtful_too(plan, commune, officer):
    task = task_with(plan, POLICE)
    services.reject_task(actor=officer, task_id=task.pk, version=task.version)
    close(commune, "police")
    assert services.restore_task(actor=officer, task_id=task.pk).state == TaskState.UNSURE


def test_what_is_confirmed_stays_as_it_was_confirmed(plan, commune, officer, told):
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    told.clear()
    close(commune, "police")
    task = task_with(plan, POLICE)
    assert (task.state, meant(task), told) == (TaskState.CONFIRMED, {"Công an xã"}, [])


def test_a_unit_that_is_back_is_meant_again(plan, commune):
    before = {task.pk: (task.state, meant(task)) for task in plan.tasks.all()}
    for key in ("police", "hamlet2"):
        close(commune, key)
    for key in ("police", "hamlet2"):
        reopen(commune, key)
    assert {task.pk: (task.state, meant(task)) for task in plan.tasks.all()} == before
    assert not plan.tasks.exclude(units__doubt="").filter(units__printed="Công an xã").exists()


def test_who_may_not_change_units_moves_no_task(plan, commune):
    for follow in (services.follow_closing, services.follow_reopening):
        with pytest.raises(PermissionRefused):
            follow(actor=commune.actor("editor"), unit=commune.units["police"])


def asked(page):
    """The questions "… là đơn vị nào?" of a review page with what stands below each."""
    boxes = parsed(page.content).xpath("//div[contains(@class, 'unsure')][.//select[starts-with(@name, 'unit-')]]")
    return [" ".join(box.text_content().split()) for box in boxes]


def test_the_page_asks_for_another_unit_with_the_reason(plan, commune, browser):
    close(commune, "police")
    task = task_with(plan, POLICE)
    page = browser.get(reverse("plans_desk:review", args=[plan.pk]), {"viec": task.pk})
    (question,) = asked(page)
    assert "là đơn vị nào?" in question
    assert "Công an xã đã ngừng dùng" in question
    assert "Thêm đơn vị này vào danh bạ" not in question  # it is there, out of use
    unknown = browser.get(reverse("plans_desk:review", args=[plan.pk]), {"viec": task_with(plan, "Chiếu phim").pk})
    assert "Thêm đơn vị này vào danh bạ" in asked(unknown)[0]


def test_the_page_of_a_confirmed_task_asks_too(plan, commune, officer, browser):
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    close(commune, "police")
    task = task_with(plan, POLICE)
    (question,) = asked(browser.get(reverse("plans_desk:review", args=[plan.pk]), {"viec": task.pk}))
    assert "Công an xã đã ngừng dùng" in question


def test_what_was_being_typed_is_kept_and_asks_for_another_unit(plan, commune, officer, browser):
    """A draft from before holds the closed unit's id."""
    task = task_with(plan, POLICE)
    url = reverse("plans_desk:review", args=[plan.pk])
    form = parsed(browser.get(url, {"viec": task.pk}).content).get_element_by_id("review")
    sent = {name: [value] for name, value in form.form_values()} | {"evidence_wanted": ["Ảnh tờ rơi"]}
    browser.post(reverse("plans_desk:draft", args=[plan.pk]), sent)
    assert TaskDraft.objects.filter(task=task).exists()
    close(commune, "police")
    page = browser.get(url, {"viec": task.pk})
    assert "Ảnh tờ rơi" in page.content.decode()
    assert len(asked(page)) == 1


def test_adding_the_closed_unit_by_its_name_says_to_use_it_again(plan, commune, officer):
    close(commune, "police")
    row = task_with(plan, POLICE).units.get()
    with pytest.raises(InvalidInput, match="dùng lại đơn vị cũ"):
        services.add_unit(actor=officer, task_unit_id=row.pk, kind=UnitKind.POLICE)


def test_a_coordinating_unit_that_is_closed_is_doubtful_as_well(plan, commune, officer):
    task = task_with(plan, SCHOOLING)
    helper = UnitValue(TaskRole.COORDINATING, "Trường THCS", (commune.units["school"].pk,))
    values = replace(values_of(task), units=(*values_of(task).units, helper))
    services.change_task(actor=officer, task_id=task.pk, version=task.version, values=values)
    close(commune, "school")
    task = task_with(plan, SCHOOLING)
    assert task.state == TaskState.UNSURE
    assert meant(task) == {"Phòng Văn hóa - Xã hội"}


def test_units_closed_before_an_upgrade_are_asked_for_anew(plan, commune):
    """The migration does for stored tasks what closing does from then on."""
    for key in ("police", "hamlet2"):
        commune.units[key].is_active = False
        commune.units[key].save()
    import_module("lantoa.plans.migrations.0002_closed_units").ask_anew(apps, None)
    task = task_with(plan, POLICE)
    assert (task.state, task.units.get().doubt) == (TaskState.UNSURE, "Công an xã đã ngừng dùng, chọn đơn vị khác")
    assert meant(task_with(plan, HAMLETS)) == {"Thôn Bến Đò"}
