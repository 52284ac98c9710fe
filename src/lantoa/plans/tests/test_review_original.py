"""The review page beside the original: pages or words, chips of one tap, decisions that are taken back."""

from __future__ import annotations

import pytest
from django.urls import reverse
from lxml.html import document_fromstring

from lantoa.library.testing import PDF, make_document
from lantoa.plans import selectors, services, sheet
from lantoa.plans.models import TaskDraft, TaskState
from lantoa.plans.testing import change_reading, make_plan, task_with
from lantoa.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(commune, sign_in):
    return sign_in(commune.people["officer"])


@pytest.fixture
def printed(commune):
    """A plan that came as a PDF of five pages."""
    document = make_document(commune, PDF.read_bytes(), name="ke-hoach-27.pdf")
    return services.create_from_document(actor=commune.actor("officer"), document_id=document.pk)


def address(plan) -> str:
    return reverse("plans_desk:review", args=[plan.pk])


def press(browser, task, action, **changed):
    data = {**sheet.stored(task), "viec": task.pk, "version": task.version, "promised": 0, "action": action}
    return browser.post(address(task.plan), {**data, **changed})


def page(browser, task, query=""):
    return document_fromstring(browser.get(f"{address(task.plan)}?viec={task.pk}{query}").content)


def hidden(found) -> dict[str, bool]:
    return {part.get("data-half-part"): part.get("hidden") is not None for part in found.xpath("//*[@data-half-part]")}


def test_the_page_of_the_original_has_a_box_for_every_number(printed, browser):
    task = task_with(printed, "mở chuyên mục")
    found = page(browser, task)
    (image,) = found.xpath("//figure[@class='paper']/img")
    assert image.get("src") == reverse("library:page", args=[printed.document_id, task.page])
    assert f"Trang {task.page} trên 5" in found.text_content()
    numbers = {one.text for one in found.xpath("//span[@class='mark-no']")}
    assert {one.get("data-place") for one in found.xpath("//*[local-name()='rect'][@data-place]")} == numbers
    assert {one.get("href") for one in found.xpath("//a[starts-with(@class, 'paper-no')]")} == {
        f"#f{n}" for n in numbers
    }
    assert all(found.get_element_by_id(f"f{number}") is not None for number in numbers)
    assert hidden(found) == {"trang": False, "chu": True}


def test_text_has_no_pages_to_switch_to(plan, browser):
    found = page(browser, task_with(plan, "Biên soạn"))
    assert hidden(found) == {"chu": False}
    assert not found.xpath("//*[@data-half-button] | //figure")


def test_the_half_that_was_chosen_stays_and_what_was_typed_too(printed, browser):
    """Without a script: the switch is a button of the form."""
    task = task_with(printed, "mở chuyên mục")
    answer = press(browser, task, "half:chu", evidence_wanted="Ảnh chuyên mục")
    assert answer.url.endswith(f"viec={task.pk}")
    found = page(browser, task)
    assert hidden(found) == {"trang": True, "chu": False}
    assert found.xpath("//input[@name='evidence_wanted']/@value") == ["Ảnh chuyên mục"]
    assert found.xpath("//*[@aria-pressed='true']/@data-half-button") == ["chu"]
    assert hidden(page(browser, task, "&trang=1")) == {"trang": False, "chu": True}  # paged to


def test_who_only_looks_has_links_instead(printed, commune, sign_in):
    browser = sign_in(commune.people["auditor"])
    task = task_with(printed, "mở chuyên mục")
    (link,) = page(browser, task).xpath("//a[@data-half-button='chu']")
    assert hidden(document_fromstring(browser.get(link.get("href")).content)) == {"trang": True, "chu": False}
    assert hidden(page(browser, task)) == {"trang": True, "chu": False}
    assert not page(browser, task).xpath("//button[starts-with(@value, 'take:')]")


def test_paging_through_the_original(printed, browser):
    task = task_with(printed, "mở chuyên mục")
    found = page(browser, task, "&trang=5")
    assert "Trang 5 trên 5" in found.text_content()
    assert found.xpath("//a[@aria-label='Trang trước']")
    assert not found.xpath("//a[@aria-label='Trang sau']")
    assert page(browser, task, "&trang=xyz").xpath("//figure")
    assert page(browser, task, "&trang=999").xpath("//figure")


def test_marks_are_outlined_with_their_names(printed, browser):
    task = task_with(printed, "mở chuyên mục")
    boxes = {"seal": [100, 600, 200, 700], "incoming_stamp": [300, 20, 500, 90], "handwriting": [10, 10, 60, 60]}
    change_reading(printed, marks=[{"kind": kind, "page": task.page, "box": box} for kind, box in boxes.items()])
    found = page(browser, task)
    assert [one.text for one in found.find_class("paper-name")] == ["Con dấu", "Dấu công văn đến", "Chữ viết tay"]
    assert len(found.xpath("//*[local-name()='rect'][@class='paper-mark']")) == 3


def test_pages_that_were_not_read_are_said(printed, browser):
    task = task_with(printed, "mở chuyên mục")
    assert "chỉ là ảnh" not in page(browser, task).text_content()
    change_reading(printed, unread_pages=[3, 5])
    assert "Trang 3, 5 chỉ là ảnh" in page(browser, task).text_content()


def test_a_reading_from_before_pages_had_sizes_shows_the_page_without_boxes(printed, browser):
    change_reading(printed, pages=[])
    found = page(browser, task_with(printed, "mở chuyên mục"))
    assert found.xpath("//figure/img")
    assert not found.xpath("//*[local-name()='rect'][@data-place]")


def with_proposals(plan, task_number=3):
    """A model and the reading itself have more to say about the fourth task."""
    quote = {"quote": "hoàn thành trước ngày 20/12/2026", "start": 0, "end": 1}
    change_reading(
        plan,
        fields={
            f"/tasks/{task_number}/deadline": {"proposals": [{"value": "ngày 20/12/2026", **quote}]},
            f"/tasks/{task_number}/coordinating/0": {"candidates": ["các đơn vị liên quan", "Công an xã"]},
        },
    )
    return task_with(plan, "mở chuyên mục")


def chips(found) -> dict[str, str]:
    return {one.text_content(): one.get("value") for one in found.find_class("take")}


def test_one_tap_fills_the_field_and_decides_nothing(printed, browser):
    task = with_proposals(printed)
    found = page(browser, task)
    assert "Mô hình gợi ý, cần người xem" in found.text_content()
    assert "hoàn thành trước ngày 20/12/2026" in found.text_content()
    press(browser, task, chips(found)["ngày 20/12/2026"], evidence_wanted="Ảnh chuyên mục")
    task.refresh_from_db()
    assert (task.state, str(task.deadline_on)) == (TaskState.UNSURE, "2026-12-15")
    found = page(browser, task)
    assert found.xpath("//input[@name='deadline_on']/@value") == ["20/12/2026"]
    assert found.xpath("//input[@name='evidence_wanted']/@value") == ["Ảnh chuyên mục"]
    press(browser, task, "confirm", **TaskDraft.objects.get(task=task).values)
    task.refresh_from_db()
    assert (task.state, str(task.deadline_on)) == (TaskState.CONFIRMED, "2026-12-20")


def test_one_tap_names_the_unit(printed, commune, browser):
    task = with_proposals(printed)
    press(browser, task, chips(page(browser, task))["Công an xã"])
    press(browser, task, "confirm", **TaskDraft.objects.get(task=task).values)
    task.refresh_from_db()
    assert selectors.names(task, "coordinating") == ["Công an xã"]


def test_another_way_to_read_a_name_that_the_tree_does_not_have(printed, browser):
    task = with_proposals(printed)
    change_reading(printed, fields={"/tasks/3/coordinating/0": {"candidates": ["Đội chiếu phim"]}})
    press(browser, task, chips(page(browser, task))["Đội chiếu phim"])
    assert "Đội chiếu phim” là đơn vị nào?" in " ".join(page(browser, task).text_content().split())
    press(browser, task, "save", **TaskDraft.objects.get(task=task).values)
    assert task.units.get(role="coordinating").printed == "Đội chiếu phim"


def test_a_chip_that_is_gone_keeps_what_was_typed(printed, browser):
    task = task_with(printed, "mở chuyên mục")
    assert press(browser, task, "take:99:u1", evidence_wanted="Ảnh chuyên mục").status_code == 302
    assert TaskDraft.objects.get(task=task).values["evidence_wanted"] == ["Ảnh chuyên mục"]


def test_the_bulk_button_takes_nothing_that_a_model_proposed(printed, commune):
    fields = selectors.reading_of(printed)["fields"]
    proposal = {"value": "ngày 01/01/2027", "quote": "trước ngày 01/01/2027", "start": 0, "end": 1}
    change_reading(printed, fields={name: {"proposals": [proposal]} for name in fields if name.endswith("/deadline")})
    before = {task.pk: (task.text, task.deadline_on, task.state) for task in printed.tasks.all()}
    clear = [pk for pk, (_text, _on, state) in before.items() if state == TaskState.CLEAR]
    services.confirm_clear(actor=commune.actor("officer"), plan_id=printed.pk, promised=len(clear))
    for task in printed.tasks.all():
        state = TaskState.CONFIRMED if task.pk in clear else before[task.pk][2]
        assert (task.text, task.deadline_on, task.state) == (*before[task.pk][:2], state)


def test_a_doubtful_head_is_filled_by_one_tap(plan, browser):
    change_reading(plan, fields={"/document/title": {"candidates": [plan.title, "Kỹ năng số năm 2026"]}})
    change = reverse("plans_desk:change", args=[plan.pk])
    form = {
        "title": plan.title,
        "kind": "kế hoạch",
        "sign": "99/KH-UBND",
        "issuer": plan.issuer,
        "version": plan.version,
    }
    (key,) = chips(document_fromstring(browser.get(change).content)).values()
    found = document_fromstring(browser.post(change, {**form, "action": key}).content)
    assert found.xpath("normalize-space(//textarea[@name='title'])") == "Kỹ năng số năm 2026"
    assert found.xpath("//input[@name='sign']/@value") == ["99/KH-UBND"]  # typed before the tap
    plan.refresh_from_db()
    assert plan.title != "Kỹ năng số năm 2026"  # nothing is stored yet


def just(browser, url):
    return document_fromstring(browser.get(url).content).xpath("//form[starts-with(@class, 'just')]")


def test_a_decision_is_taken_back_by_one_button(plan, browser, told):
    task = task_with(plan, "Biên soạn")
    for action, words in (("confirm", "Đã xác nhận: Biên soạn"), ("reject", "Đã chuyển sang “Không phải việc”")):
        task.refresh_from_db()
        url = press(browser, task, action).url
        (notice,) = just(browser, url)
        assert words in notice.text_content()
        answer = browser.post(address(plan), {"viec": task.pk, "action": "undo"})
        assert answer.url.endswith(f"viec={task.pk}")
        task.refresh_from_db()
        assert (task.state, task.confirmed_by) == (TaskState.CLEAR, None)
        assert not just(browser, url)  # it is open again: nothing is left to take back
    assert [name for name, _texts in told] == ["tasks_confirmed", "tasks_withdrawn"]
    assert AuditEntry.objects.filter(action="plans.unconfirm_task").count() == 1


@pytest.mark.parametrize("in_hand", [True, False])
def test_what_one_button_confirmed_is_taken_back_by_one_button(plan, browser, told, in_hand):
    clear = reverse("plans_desk:confirm_clear", args=[plan.pk])
    before = set(plan.tasks.filter(state=TaskState.CLEAR))
    if in_hand:
        answer = press(browser, task_with(plan, "60 tuổi"), "confirm_clear", promised=4)
    else:
        answer = browser.post(clear, {"promised": 4})
    (notice,) = just(browser, answer.url)
    assert "Đã xác nhận 4 việc." in notice.text_content()
    assert notice.get("action") == clear
    page = browser.post(clear, {"action": "undo"}, follow=True).content.decode()
    assert "Đã bỏ xác nhận 4 việc" in page
    assert set(plan.tasks.filter(state=TaskState.CLEAR)) == before
    assert [(name, len(texts)) for name, texts in told] == [("tasks_confirmed", 4), ("tasks_withdrawn", 4)]
    assert not just(browser, answer.url)


def test_what_one_button_confirmed_is_not_taken_back_once_issued(plan, commune, browser):
    clear = reverse("plans_desk:confirm_clear", args=[plan.pk])
    browser.post(clear, {"promised": 4})
    services.issue(
        actor=commune.actor("officer"), plan_id=plan.pk, sign="1/KH-UBND", issued_on=plan.issued_on, leave_waiting=True
    )
    assert not just(browser, address(plan))
    assert browser.post(clear, {"action": "undo"}).status_code == 409
    assert plan.tasks.filter(state=TaskState.CONFIRMED).count() == 4


def test_what_is_issued_is_not_taken_back(plan, commune, browser):
    officer = commune.actor("officer")
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    services.issue(actor=officer, plan_id=plan.pk, sign="1/KH-UBND", issued_on=plan.issued_on, leave_waiting=True)
    task = task_with(plan, "Biên soạn")
    assert not just(browser, f"{address(plan)}?vua={task.pk}")
    assert browser.post(address(plan), {"viec": task.pk, "action": "undo"}).status_code == 409
    task.refresh_from_db()
    assert task.state == TaskState.CONFIRMED


def test_who_only_looks_takes_nothing_back(plan, commune, sign_in):
    task = task_with(plan, "Biên soạn")
    services.confirm_task(actor=commune.actor("officer"), task_id=task.pk, version=task.version)
    browser = sign_in(commune.people["auditor"])
    assert not just(browser, f"{address(plan)}?vua={task.pk}")
    assert browser.post(address(plan), {"viec": task.pk, "action": "undo"}).status_code == 403


def test_the_last_task_can_be_taken_back_too(commune, browser):
    plan = make_plan(commune, ["1. Công an xã: Trực đêm."], name="mot.txt")
    url = press(browser, plan.tasks.get(), "confirm").url
    assert just(browser, url)
