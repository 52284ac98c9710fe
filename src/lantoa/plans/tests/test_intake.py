"""A plan comes in and is filled from its reading, once."""

from __future__ import annotations

from datetime import date

import pytest

from lantoa.library.models import Document
from lantoa.library.preferences import ASK_MODEL
from lantoa.library.services import fail_reading, refuse_secret
from lantoa.library.testing import make_document, read_here, upload
from lantoa.org.models import Role
from lantoa.plans import selectors, services
from lantoa.plans.models import DeadlineKind, Mode, Plan, PlanState, TaskRole, TaskState
from lantoa.plans.testing import LINES, make_plan, plan_text, task_with
from lantoa.shared.errors import InvalidInput, NotFound, PermissionRefused, WrongState
from lantoa.shared.models import AuditEntry, Job, SettingValue

pytestmark = pytest.mark.django_db


def create(commune, *files, role: str = "officer", declared: bool = True) -> list[Plan]:
    return services.create_from_upload(
        actor=commune.actor(role),
        organisation_id=commune.organisation.pk,
        uploads=list(files) or (upload(plan_text(), "27.txt"),),
        declared_not_secret=declared,
    )


def test_an_upload_waits_for_its_reading_and_is_then_a_draft(commune):
    plan = create(commune)[0]
    assert (plan.state, plan.title) == (PlanState.READING, "27")
    read_here(plan.document)
    plan.refresh_from_db()
    assert (plan.state, plan.sign, plan.issued_on) == (PlanState.DRAFT, "27/KH-UBND", date(2026, 10, 5))
    assert plan.title == "Phổ cập kỹ năng số cho Nhân dân năm 2026"
    assert [heading.path for heading in plan.headings.all()][:3] == ["I", "I.1", "II"]
    assert selectors.counts(plan) == {TaskState.CLEAR: 4, TaskState.UNSURE: 2}


def test_fields_of_the_tasks(plan, commune):
    task = task_with(plan, "Biên soạn")
    assert (task.deadline_kind, task.deadline_on) == (DeadlineKind.DATE, date(2026, 11, 10))
    assert (task.path, task.deadline_printed) == ("II.1.a", "ngày 10/11/2026")
    assert selectors.lead_names(task) == ["Phòng Văn hóa - Xã hội"]
    text = selectors.reading_of(plan)["text"]
    assert text[slice(*task.spans["deadline"])] == "ngày 10/11/2026"
    start, end = task.units.get().span or (0, 0)
    assert text[start:end] == "Phòng Văn hóa - Xã hội"


def test_a_collective_means_all_units_of_its_kind(plan):
    assert selectors.lead_names(task_with(plan, "60 tuổi")) == ["Thôn Bến Đò", "Thôn Đình"]


def test_what_is_doubtful_says_why(plan):
    assert task_with(plan, "60 tuổi").doubts == {"deadline": "một câu ghi nhiều hạn"}
    lead = task_with(plan, "Chiếu phim").units.get(role=TaskRole.LEAD)
    assert lead.doubt == "đơn vị này chưa có trong danh bạ"


def test_the_front_is_asked_by_the_plans_words_and_by_what_it_is(commune, plan):
    assert task_with(plan, "Lồng ghép").mode == Mode.REQUESTED
    ordered = make_plan(commune, ("1. Ủy ban Mặt trận Tổ quốc Việt Nam xã", "a) Lồng ghép nội dung."), name="b.txt")
    assert ordered.tasks.get().mode == Mode.REQUESTED


def test_the_same_file_is_the_same_plan_and_one_job(commune):
    first, again = create(commune), create(commune)
    assert [plan.pk for plan in first] == [plan.pk for plan in again]
    assert Job.objects.filter(kind="library.read").count() == 1


def test_reading_again_fills_nothing_twice(plan, commune):
    before = list(plan.tasks.values_list("pk", flat=True))
    services.fill_plan(reading=plan.document.reading)
    assert list(plan.tasks.values_list("pk", flat=True)) == before


def test_several_files_the_good_ones_are_kept(commune):
    with pytest.raises(services.NotAllTaken) as caught:
        create(
            commune, upload(plan_text()), upload("", "trong.txt"), upload(plan_text(["1. Công an xã: Làm."]), "b.txt")
        )
    assert len(caught.value.plans) == 2
    assert [name for name, _why in caught.value.refused] == ["trong.txt"]
    assert "trong.txt" in str(caught.value.fields["file"])


def test_the_declaration_is_asked_for(commune):
    with pytest.raises(InvalidInput) as caught:
        create(commune, declared=False)
    assert "declared_not_secret" in caught.value.fields
    assert not Plan.objects.exists()


@pytest.mark.parametrize("role", Role.values)
def test_who_may_bring_a_plan_in(commune, role):
    if role == "officer":
        assert create(commune, role=role)
    else:
        with pytest.raises(PermissionRefused):
            create(commune, role=role)
        assert not Document.objects.exists()


def test_a_library_document_becomes_a_plan_at_once_when_it_was_read(commune, other_commune):
    document = make_document(commune, plan_text())
    plan = services.create_from_document(actor=commune.actor("officer"), document_id=document.pk)
    assert plan.state == PlanState.DRAFT
    with pytest.raises(NotFound):
        services.create_from_document(actor=other_commune.actor("officer"), document_id=document.pk)


def test_what_cannot_be_read_says_so_and_is_tried_again(commune):
    (plan,) = create(commune)
    fail_reading(document_id=plan.document_id, code="damaged_document", text="Tệp bị hỏng.")
    plan.refresh_from_db()
    assert plan.state == PlanState.UNREADABLE
    assert selectors.reading_errors([plan.document_id]) == {plan.document_id: "Tệp bị hỏng."}
    plan = services.read_again(actor=commune.actor("officer"), plan_id=plan.pk)
    assert plan.state == PlanState.READING
    read_here(plan.document)
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    with pytest.raises(WrongState):
        services.read_again(actor=commune.actor("officer"), plan_id=plan.pk)


def test_of_a_marked_paper_no_plan_is_kept(commune):
    (plan,) = create(commune)
    refuse_secret(document_id=plan.document_id, text="Tệp có dấu mật.")
    assert not Plan.objects.exists()
    assert not Document.objects.exists()


@pytest.mark.parametrize("discarded", [False, True])
def test_the_record_does_not_name_a_marked_paper(commune, discarded):
    (plan, other) = create(commune, upload(plan_text(), "KH bat A.txt"), upload(plan_text()[:200], "27.txt"))
    if discarded:
        services.discard(actor=commune.actor("officer"), plan_id=plan.pk)
    refuse_secret(document_id=plan.document_id, text="Tệp có dấu mật.")
    record = AuditEntry.objects.exclude(target_text="")
    assert not record.filter(target_text__contains="KH bat A").exists()
    assert not [row for row in AuditEntry.objects.all() if "KH bat A" in str(row.details)]
    assert AuditEntry.objects.filter(action="plans.create", target_id=str(plan.pk)).exists(), "that it was done stays"
    assert record.filter(action="plans.create", target_text=other.title).exists()


def test_discarding_is_for_what_was_never_issued(plan, commune):
    officer = commune.actor("officer")
    other = make_plan(commune, ("1. Công an xã: Tuyên truyền.",), name="b.txt")
    services.discard(actor=officer, plan_id=other.pk)
    assert Document.objects.count() == 2
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    services.issue(actor=officer, plan_id=plan.pk, sign="27/KH-UBND", issued_on=date(2026, 10, 5), leave_waiting=True)
    with pytest.raises(WrongState):
        services.discard(actor=officer, plan_id=plan.pk)


def test_a_model_is_asked_about_plans_alone_and_with_consent(commune, settings):
    """A paper that is only kept in the library is not sent anywhere."""
    settings.LLM = {
        "LANTOA_LLM_ADDRESS": "https://may.example.vn/v1",
        "LANTOA_LLM_MODEL": "thu",
        "LANTOA_LLM_KEY": "",
    }
    asking = Job.objects.filter(kind="library.ask_model")
    make_plan(commune, name="khong.txt")
    assert not asking.exists()
    SettingValue.objects.create(name=ASK_MODEL.name, organisation_id=commune.organisation.pk, value=True)
    paper = make_document(commune, plan_text(("1. Công an xã: Trực đêm.", *LINES)), name="van-ban.txt")
    assert not asking.exists()
    services.create_from_document(actor=commune.actor("officer"), document_id=paper.pk)
    assert [job.payload for job in asking] == [{"document_id": paper.pk}]
