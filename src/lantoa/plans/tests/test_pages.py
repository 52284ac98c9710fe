"""The other pages of plans: list and upload, one plan, issuing, corrected versions, what goes out."""

from __future__ import annotations

import io
from urllib.parse import urlencode

import docx
import openpyxl
import pytest
from django.urls import reverse

from lantoa.library.services import fail_reading
from lantoa.library.testing import make_document, upload
from lantoa.org.testing import list_file
from lantoa.plans import selectors, services
from lantoa.plans.models import Plan, PlanState, TaskState
from lantoa.plans.testing import CLEAR, LINES, make_plan, make_revision, plan_text, task_with
from lantoa.shared.models import Job

pytestmark = pytest.mark.django_db

READERS = ("administrator", "officer", "approver", "editor", "auditor")


@pytest.fixture
def browser(commune, sign_in):
    return sign_in(commune.people["officer"])


def url(name: str, *args: object) -> str:
    return reverse(f"plans_desk:{name}", args=args)


def send(browser, *files, secret="no"):
    return browser.post(url("add"), {"file": list(files), "declared_not_secret": secret})


def test_an_empty_list_says_what_to_do_first(browser, commune, sign_in):
    assert "Bắt đầu: tải tệp kế hoạch lên" in browser.get(url("index")).content.decode()
    reader = sign_in(commune.people["auditor"]).get(url("index")).content.decode()
    assert "Chưa có kế hoạch nào" in reader
    assert 'type="file"' not in reader


def test_several_files_at_once_with_progress(browser):
    answer = send(browser, upload(plan_text(), "a.txt"), upload(plan_text(CLEAR), "b.txt"))
    assert answer.status_code == 302
    html = browser.get(url("index")).content.decode()
    assert html.count("data-reading=") == 2
    plan = Plan.objects.order_by("pk")[0]
    Job.objects.update(progress_done=1, progress_total=3, progress_text="Đang đọc")
    found = browser.get(url("progress", plan.pk)).json()
    assert found == {"state": "waiting", "done": 1, "total": 3, "text": "Đang đọc", "over": False}


def test_a_reading_is_stopped_and_can_be_asked_for_again(browser, commune, sign_in):
    send(browser, upload(plan_text(), "a.txt"))
    plan = Plan.objects.get()
    for page in (url("index"), url("plan", plan.pk)):
        assert url("stop", plan.pk) in browser.get(page).content.decode()
        assert url("stop", plan.pk) not in sign_in(commune.people["auditor"]).get(page).content.decode()
    assert browser.post(url("stop", plan.pk)).url == url("plan", plan.pk)
    plan.refresh_from_db()
    assert plan.state == "unreadable"
    assert plan.document.reading.state == "cancelled"
    for page in (url("index"), url("plan", plan.pk)):
        html = browser.get(page).content.decode()
        assert "Cho máy đọc lại" in html
        assert url("stop", plan.pk) not in html
    browser.post(url("read", plan.pk))
    plan.refresh_from_db()
    assert plan.state == "reading"


def test_stopping_what_is_read_already_changes_nothing(browser, commune):
    plan = make_plan(commune)
    browser.post(url("stop", plan.pk))
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert plan.document.reading.state == "done"


def test_refusals_keep_the_answer_and_say_why(browser):
    for secret, file, words in (
        ("yes", upload(plan_text()), "dấu mật không được đưa vào"),
        ("", upload(plan_text()), "Trả lời văn bản có dấu mật hay không"),
        ("no", upload("", "trong.txt"), "Tệp rỗng (0 byte), xin chọn tệp khác."),
    ):
        answer = send(browser, file, secret=secret)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert words in html
        assert 'id="error-summary"' in html
        if secret:
            assert f'value="{secret}"' in html
            assert "checked" in html
    assert not Plan.objects.exists()


def test_a_document_of_the_library_becomes_a_plan(browser, commune):
    document = make_document(commune, plan_text())
    assert "Đọc thành kế hoạch" in browser.get(url("add")).content.decode()
    answer = browser.post(url("from_document", document.pk))
    assert answer.url == url("plan", Plan.objects.get().pk)
    assert "Đọc thành kế hoạch" not in browser.get(url("add")).content.decode()


def test_the_good_files_of_several_are_kept(browser):
    html = send(browser, upload(plan_text(), "a.txt"), upload("", "trong.txt")).content.decode()
    assert "trong.txt" in html
    assert "Đã nhận: a.txt." in html
    assert "Xem các kế hoạch đã nhận" in html
    assert Plan.objects.count() == 1


def test_a_reading_that_failed_can_be_tried_again(browser):
    send(browser, upload(plan_text(), "a.txt"))
    plan = Plan.objects.get()
    fail_reading(document_id=plan.document_id, code="x", text="Tệp bị hỏng.")
    assert "Tệp bị hỏng." in browser.get(url("index")).content.decode()
    assert browser.get(url("progress", plan.pk)).json()["over"] is True
    browser.post(url("read", plan.pk))
    plan.refresh_from_db()
    assert plan.state == PlanState.READING


def test_searching_the_list(plan, browser):
    assert plan.title in browser.get(url("index"), {"q": "pho cap ky nang"}).content.decode()
    assert "Không có kế hoạch nào khớp" in browser.get(url("index"), {"q": "khong co"}).content.decode()


def test_the_same_number_twice_is_said_before_work_is_given_twice(plan, commune, browser):
    other = make_plan(commune, ["1. Công an xã", "a) Việc của công an."], name="27-lan-hai.txt")
    for name in ("plan", "review", "issue"):
        assert "Đã có kế hoạch khác mang số 27/KH-UBND" in browser.get(url(name, other.pk)).content.decode()
    other.sign = "28/KH-UBND"
    other.save()
    assert "Đã có kế hoạch khác" not in browser.get(url("plan", other.pk)).content.decode()


@pytest.mark.parametrize("role", READERS)
def test_readers_see_the_pages(plan, commune, sign_in, role):
    browser = sign_in(commune.people[role])
    for name in ("plan", "review", "texts"):
        assert browser.get(url(name, plan.pk)).status_code == 200
    may_manage = role == "officer"
    for name in ("add_task", "change", "amend", "discard"):
        assert browser.get(url(name, plan.pk)).status_code == (200 if may_manage else 403)
    for name in ("issue", "end"):
        assert browser.get(url(name, plan.pk)).status_code == (200 if role in ("officer", "approver") else 403)


def test_the_list_costs_the_same_for_many_plans(commune, browser, django_assert_max_num_queries):
    make_plan(commune, name="a.txt")
    with django_assert_max_num_queries(40) as counted:
        browser.get(url("index"))
    few = len(counted)
    for number in range(5):
        make_plan(commune, [f"1. Công an xã: Việc {number}."], name=f"{number}.txt")
    with django_assert_max_num_queries(few):
        browser.get(url("index"))


def test_facts_come_back_when_somebody_else_saved(plan, browser, commune):
    data = {"title": "Tên của tôi", "version": plan.version}
    services.change_plan(actor=commune.actor("officer"), plan_id=plan.pk, version=plan.version, values={"title": "X"})
    answer = browser.post(url("change", plan.pk), data)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Tên của tôi" in html


def test_issuing_from_the_page(plan, browser, commune):
    answer = browser.post(url("issue", plan.pk), {"sign": "", "issued_on": "2026-10-05"})
    assert answer.status_code == 422
    data = {"sign": "27/KH-UBND", "issued_on": "2026-10-05", "leave_waiting": "on"}
    assert "Chưa việc nào được xác nhận" in browser.post(url("issue", plan.pk), data).content.decode()
    services.confirm_clear(actor=commune.actor("officer"), plan_id=plan.pk, promised=4)
    html = browser.get(url("issue", plan.pk)).content.decode()
    assert "2 việc chưa soát vẫn soát tiếp được" in html
    assert 'name="number_again"' not in html
    make_plan(commune, CLEAR, name="khac.txt")
    answer = browser.post(url("issue", plan.pk), data)
    assert 'name="number_again"' in answer.content.decode()
    browser.post(url("issue", plan.pk), {**data, "number_again": "on"})
    plan.refresh_from_db()
    task = plan.tasks.filter(state=TaskState.CONFIRMED).first()
    html = browser.get(url("plan", plan.pk)).content.decode()
    link = f"{reverse('work_board')}?plan={plan.pk}&amp;task={task.pk}&amp;state=all"
    assert link in html
    board = browser.get(link.replace("&amp;", "&"))
    assert {row.item.task_id for row in board.context_data["board"].rows} == {task.pk}
    assert plan.state == PlanState.ISSUED


def test_a_corrected_version_from_the_pages(plan, commune, browser):
    services.confirm_clear(actor=commune.actor("officer"), plan_id=plan.pk, promised=4)
    lines = (*LINES[:3], *LINES[5:], "6. Công an xã: Trực đường dây nóng.")
    revision_id = make_revision(commune, plan, lines)
    page = url("revision", plan.pk, revision_id)
    html = browser.get(page).content.decode()
    assert "Thêm 1 việc, đổi 0 việc, bỏ 1 việc" in html
    browser.post(page, {"action": "apply", "seal": "old"})
    assert selectors.counts(plan)[TaskState.WITHDRAWN] == 0
    seal = selectors.comparison_of(selectors.revision(commune.actor("officer"), revision_id)).seal
    browser.post(page, {"action": "apply", "seal": seal})
    assert selectors.counts(plan)[TaskState.WITHDRAWN] == 1
    assert "đã áp dụng" in browser.get(page).content.decode()


def test_adding_a_task_by_hand(plan, commune, browser):
    answer = browser.post(url("add_task", plan.pk), {"text": "Trực đêm.", "lead": [commune.units["police"].pk]})
    task = task_with(plan, "Trực đêm")
    assert answer.url.endswith(f"?viec={task.pk}")
    assert task.state == TaskState.CLEAR


def test_the_table_of_assignments_as_word_and_spreadsheet(plan, commune, browser):
    services.confirm_clear(actor=commune.actor("officer"), plan_id=plan.pk, promised=4)
    word = browser.get(url("table", plan.pk, "docx"))
    assert word["Content-Disposition"] == 'attachment; filename="phan-cong-27-kh-ubnd.docx"'
    (table,) = docx.Document(io.BytesIO(word.content)).tables
    assert len(table.rows) == 5
    assert "Công an xã" in table.rows[3].cells[2].text
    (sheet,) = openpyxl.load_workbook(io.BytesIO(browser.get(url("table", plan.pk, "xlsx")).content)).worksheets
    assert any("Biên soạn" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert browser.get(url("table", plan.pk, "pdf")).status_code == 404


def test_a_text_for_every_unit(plan, commune, browser):
    services.confirm_clear(actor=commune.actor("officer"), plan_id=plan.pk, promised=4)
    html = browser.get(url("texts", plan.pk)).content.decode()
    assert html.count("data-copy=") == 3
    assert "Công an xã: việc theo Kế hoạch số 27/KH-UBND" in html


def test_the_home_page_tells_of_plans_to_review(browser, commune):
    assert "Đưa kế hoạch đầu tiên vào" in browser.get(reverse("wagtailadmin_home")).content.decode()
    make_plan(commune)
    html = browser.get(reverse("wagtailadmin_home")).content.decode()
    assert "6 việc chờ soát" in html


@pytest.mark.parametrize("page", ["plans_desk:add", "library_desk:add"])
def test_a_file_that_the_browser_does_not_keep_is_said(browser, page):
    answer = browser.post(reverse(page), {"file": upload(plan_text(), "a.txt")})
    assert answer.status_code == 422
    assert "Trình duyệt không giữ được tệp, xin chọn lại tệp" in answer.content.decode()
    assert "không giữ được tệp" not in browser.post(reverse(page), {"declared_not_secret": "no"}).content.decode()


def test_a_plan_without_any_task_says_so_and_asks_for_them_first(commune, browser):
    plan = make_plan(commune, ("1. Kế hoạch này để các đơn vị biết.",), name="khong.txt")
    plan.tasks.all().delete()
    page = browser.get(url("plan", plan.pk)).content.decode()
    assert "Máy không thấy việc nào trong văn bản; thêm việc bằng tay." in page
    assert f'<a class="btn" href="{url("add_task", plan.pk)}"' in page
    assert f'<a class="btn btn-secondary" href="{url("issue", plan.pk)}"' in page
    full = make_plan(commune)
    assert "Máy không thấy việc nào" not in browser.get(url("plan", full.pk)).content.decode()


def test_discarding_asks_first(plan, browser):
    assert "Bỏ kế hoạch này?" in browser.get(url("discard", plan.pk)).content.decode()
    assert "Không có việc nào đang được giao" in browser.get(url("discard", plan.pk)).content.decode()
    browser.post(url("discard", plan.pk), {"version": plan.version})
    assert not Plan.objects.exists()


def test_a_draft_that_gave_work_can_be_discarded_or_ended(plan, browser, commune):
    assert url("end", plan.pk) not in browser.get(url("plan", plan.pk)).content.decode()
    services.confirm_clear(actor=commune.actor("officer"), plan_id=plan.pk, promised=4)
    page = browser.get(url("plan", plan.pk)).content.decode()
    assert url("discard", plan.pk) in page
    assert url("end", plan.pk) in page
    asked = browser.get(url("discard", plan.pk)).content.decode()
    assert "4 việc đã giao cho đơn vị được rút lại" in asked
    assert "Kế hoạch này chưa ban hành" in browser.get(url("end", plan.pk)).content.decode()


def test_the_list_is_taken_along_as_it_stands_under_its_filters(commune, other_commune, browser):
    """The titles of the screen in their order, with the figures that its bars show; nothing of another commune."""
    make_plan(other_commune, name="khac.txt")
    plan, clear = make_plan(commune), make_plan(commune, CLEAR, name="28.txt")
    Plan.objects.filter(pk=clear.pk).update(title="Kế hoạch chỉ có việc rõ", folded="ke hoach chi co viec ro")
    services.confirm_clear(actor=commune.actor("officer"), plan_id=clear.pk, promised=3)
    for query, expected in (({}, [clear, plan]), ({"q": "viec ro", "state": "draft"}, [clear]), ({"q": "so"}, [plan])):
        page = browser.get(url("index"), query)
        assert [row.plan for row in page.context["rows"]] == expected
        made = list_file(browser.get(url("index") + page.context["file_url"]).content)
        shown = [(row.plan.title, row.plan.tasks_total, row.plan.tasks_confirmed) for row in page.context["rows"]]
        assert [(row[0], row[5], row[6]) for row in made.rows] == shown
    assert made.note == "Tên, số ký hiệu: so"


def test_a_place_where_work_may_have_been_missed_is_shown_until_it_is_added(commune, sign_in):
    words = "- Trực cổng đầu giờ, cuối giờ; báo Ban Giám hiệu khi thấy người lạ tụ tập."
    plan = make_plan(commune, (*CLEAR, "3. Hướng dẫn, tiếp đón", words))
    browser = sign_in(commune.people["officer"])
    page = browser.get(url("plan", plan.pk)).content.decode()
    assert "Chỗ có thể còn việc" in page and words in page
    assert "Chỗ có thể còn việc" not in sign_in(commune.people["auditor"]).get(url("plan", plan.pk)).content.decode()
    form = browser.get(f"{url('add_task', plan.pk)}?{urlencode({'chu': words})}").content.decode()
    assert words in form
    lead = [commune.units["police"].pk]
    assert browser.post(url("add_task", plan.pk), {"text": words, "lead": lead}).status_code == 302
    assert "Chỗ có thể còn việc" not in browser.get(url("plan", plan.pk)).content.decode()
