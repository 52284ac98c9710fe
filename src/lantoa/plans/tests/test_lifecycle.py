"""A plan from draft to its end, and corrected versions of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from lantoa.library.testing import make_document, upload
from lantoa.org.models import Role
from lantoa.plans import selectors, services
from lantoa.plans.desk.plan import steps_of
from lantoa.plans.models import PlanState, RevisionState, TaskState
from lantoa.plans.services.values import values_of
from lantoa.plans.testing import ASKED, CLEAR, LINES, make_plan, make_revision, plan_text, task_with
from lantoa.shared.errors import InvalidInput, NotFound, PermissionRefused, Stale, WrongState

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 5)
CHANGED = (
    CLEAR[0],
    "a) Biên soạn 06 bài học ngắn; hoàn thành trước ngày 20/11/2026.",  # another deadline
    CLEAR[2],
    CLEAR[3],  # the warning of the police is gone
    "a) Mở điểm tiếp nhận tố giác tại nhà văn hóa thôn Bến Đò.",  # and this is new
    *LINES[5:],
)


@pytest.fixture
def officer(commune):
    return commune.actor("officer")


@pytest.fixture
def issued(plan, officer):
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    return services.issue(actor=officer, plan_id=plan.pk, sign="27/KH-UBND", issued_on=DAY, leave_waiting=True)


def test_facts_can_be_corrected_while_it_is_a_draft(plan, officer):
    values = {"title": "Tên khác", "ends_on": date(2027, 12, 31)}
    changed = services.change_plan(actor=officer, plan_id=plan.pk, version=plan.version, values=values)
    assert (changed.title, changed.folded[:8]) == ("Tên khác", "ten khac")
    with pytest.raises(Stale):
        services.change_plan(actor=officer, plan_id=plan.pk, version=plan.version, values=values)
    for wrong in ({"title": " "}, {"ends_on": date(2020, 1, 1)}):
        with pytest.raises(InvalidInput):
            services.change_plan(actor=officer, plan_id=plan.pk, version=changed.version, values=wrong)


def test_issuing_freezes_what_is_confirmed(issued, officer, told):
    task = task_with(issued, "Biên soạn")
    for call in (
        lambda: services.change_task(actor=officer, task_id=task.pk, version=2, values=values_of(task)),
        lambda: services.reject_task(actor=officer, task_id=task.pk, version=2),
        lambda: services.change_plan(actor=officer, plan_id=issued.pk, version=issued.version, values={}),
        lambda: services.add_task(actor=officer, plan_id=issued.pk, values=values_of(task)),
    ):
        with pytest.raises(WrongState):
            call()


def test_what_was_not_decided_can_still_be(issued, commune, officer, told):
    task = task_with(issued, "Chiếu phim")
    values = values_of(task)
    lead = replace(values.units[0], ids=(commune.units["culture"].pk,))
    services.confirm_task(actor=officer, task_id=task.pk, version=1, values=replace(values, units=(lead,)))
    assert told == [("tasks_confirmed", ["Chiếu phim tuyên truyền tại các thôn."])]


def test_issuing_twice_is_issuing_once(issued, officer, told):
    again = services.issue(actor=officer, plan_id=issued.pk, sign="27/KH-UBND", issued_on=DAY)
    assert again.version == issued.version
    assert told == []
    with pytest.raises(WrongState):
        services.issue(actor=officer, plan_id=issued.pk, sign="28/KH-UBND", issued_on=DAY)


@pytest.mark.parametrize(
    ("sign", "day", "field"),
    [("", DAY, "sign"), ("27/KH-UBND", None, "issued_on"), ("27/KH-UBND", "tomorrow", "issued_on")],
)
def test_issuing_needs_a_sign_and_a_day_that_has_come(plan, officer, sign, day, field):
    day = timezone.localdate() + timedelta(days=1) if day == "tomorrow" else day
    with pytest.raises(InvalidInput) as caught:
        services.issue(actor=officer, plan_id=plan.pk, sign=sign, issued_on=day)
    assert list(caught.value.fields) == [field]


def test_a_plan_without_a_confirmed_task_is_not_issued(plan, officer):
    with pytest.raises(WrongState, match="Chưa việc nào được xác nhận"):
        services.issue(actor=officer, plan_id=plan.pk, sign="27/KH-UBND", issued_on=DAY, leave_waiting=True)


def test_leaving_tasks_unreviewed_is_asked_about(plan, officer):
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    with pytest.raises(InvalidInput) as caught:
        services.issue(actor=officer, plan_id=plan.pk, sign="27/KH-UBND", issued_on=DAY)
    assert list(caught.value.fields) == ["leave_waiting"]
    assert "Còn 2 việc chưa soát" in str(caught.value.fields["leave_waiting"])


def test_a_number_that_another_plan_has_is_asked_about(issued, commune, officer):
    other = make_plan(commune, CLEAR, name="khac.txt")
    services.confirm_clear(actor=officer, plan_id=other.pk, promised=3)
    call = {"actor": officer, "plan_id": other.pk, "sign": "27/kh-ubnd", "issued_on": DAY}
    with pytest.raises(InvalidInput) as caught:
        services.issue(**call)
    assert list(caught.value.fields) == ["number_again"]
    assert services.issue(**call, number_again=True).state == PlanState.ISSUED


def test_without_a_number_the_same_title_and_issuer_are_the_same_paper(commune, officer):
    text = plan_text(CLEAR).replace("Số: 27/KH-UBND\n", "")
    first, second, third = (
        services.create_from_document(actor=officer, document_id=make_document(commune, one, name=name).pk)
        for one, name in (
            (text, "a.txt"),
            (text + " ", "b.txt"),
            (text.replace("XÃ MINH HỌA", "XÃ SƠN LÂM").replace("xã Minh Họa", "xã Sơn Lâm"), "c.txt"),
        )
    )
    assert first.sign == ""
    assert selectors.same_sign(second) == [first]
    assert selectors.same_sign(third) == []


def test_the_signed_paper_is_kept_and_compared(plan, officer, commune):
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    signed = upload(plan_text(CHANGED), "ky.txt")
    issue = {"actor": officer, "plan_id": plan.pk, "sign": "27/KH-UBND", "issued_on": DAY, "leave_waiting": True}
    with pytest.raises(InvalidInput) as caught:  # the declaration is asked for here too, and nothing is issued
        services.issue(**issue, signed_upload=signed)
    assert "declared_not_secret" in caught.value.fields
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    signed.seek(0)
    issued = services.issue(**issue, signed_upload=signed, declared_not_secret=True)
    (revision,) = selectors.revisions(issued)
    assert (revision.state, issued.signed_document_id) == (RevisionState.READING, revision.document_id)


def test_the_very_same_file_as_signed_paper_needs_no_comparison(plan, officer):
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    issued = services.issue(
        leave_waiting=True, actor=officer, plan_id=plan.pk, sign="27/KH-UBND", issued_on=DAY,
        signed_upload=upload(plan_text(), "27.txt"), declared_not_secret=True,
    )  # fmt: skip
    assert issued.signed_document_id == issued.document_id
    assert selectors.revisions(issued) == []


def test_a_corrected_version_shows_what_it_changes_before_it_does(issued, commune, officer, told):
    revision = selectors.revision(officer, make_revision(commune, issued, CHANGED))
    found = selectors.comparison_of(revision)
    assert [one.text for _n, one in found.added] == ["Mở điểm tiếp nhận tố giác tại nhà văn hóa thôn Bến Đò."]
    assert [one.differences for one in found.changed] == [{"deadline": ("ngày 10/11/2026", "ngày 20/11/2026"),
        "text": ("Biên soạn 06 bài học ngắn; hoàn thành trước ngày 10/11/2026.", "Biên soạn 06 bài học ngắn; hoàn thành trước ngày 20/11/2026.")}]  # fmt: skip # noqa: E501
    assert [task.text for task in found.removed] == ["Cảnh báo thủ đoạn lừa đảo mới trên mạng cho người dân."]
    assert told == []
    assert selectors.counts(issued) == {TaskState.CONFIRMED: 4, TaskState.UNSURE: 2}


def test_applying_it_changes_what_was_shown_once(issued, commune, officer, told):
    revision = selectors.revision(officer, make_revision(commune, issued, CHANGED))
    seal = selectors.comparison_of(revision).seal
    with pytest.raises(Stale):
        services.apply_revision(actor=officer, revision_id=revision.pk, seal="another")
    for _twice in range(2):
        services.apply_revision(actor=officer, revision_id=revision.pk, seal=seal)
    issued.refresh_from_db()
    assert (issued.state, issued.document_id) == (PlanState.AMENDED, revision.document_id)
    assert [(name, len(texts)) for name, texts in told] == [("tasks_withdrawn", 1), ("tasks_confirmed", 1)]
    task = task_with(issued, "Biên soạn")
    assert (task.deadline_on, task.state) == (date(2026, 11, 20), TaskState.CONFIRMED)
    assert selectors.reading_of(issued)["text"][slice(*task.spans["deadline"])] == "ngày 20/11/2026"
    assert task_with(issued, "tố giác").state == TaskState.CLEAR
    assert task_with(issued, "Cảnh báo").state == TaskState.WITHDRAWN
    assert selectors.comparison_of(selectors.revision(officer, revision.pk)).is_empty


def test_a_persons_own_corrections_are_no_difference_and_stay(plan, commune, officer):
    task = task_with(plan, "Biên soạn")
    corrected = replace(values_of(task), deadline_on=date(2026, 11, 25), text="Soạn 06 bài.")
    services.confirm_task(actor=officer, task_id=task.pk, version=1, values=corrected)
    revision = selectors.revision(officer, make_revision(commune, plan, (*CLEAR, *LINES[5:], "6. Công an xã: Trực.")))
    found = selectors.comparison_of(revision)
    assert (len(found.added), found.changed, found.removed) == (1, (), ())
    services.apply_revision(actor=officer, revision_id=revision.pk, seal=found.seal)
    task.refresh_from_db()
    assert (task.text, task.deadline_on) == ("Soạn 06 bài.", date(2026, 11, 25))


def test_hand_made_and_rejected_tasks_survive_a_corrected_version(plan, commune, officer):
    unit = services.UnitValue("lead", "Công an xã", (commune.units["police"].pk,))
    values = services.TaskValues(text="Trực đường dây nóng.", units=(unit,))
    by_hand = services.add_task(actor=officer, plan_id=plan.pk, values=values)
    rejected = services.reject_task(actor=officer, task_id=task_with(plan, "Cảnh báo").pk, version=1)
    revision = selectors.revision(officer, make_revision(commune, plan, (*LINES[:5], *ASKED)))
    found = selectors.comparison_of(revision)
    services.apply_revision(actor=officer, revision_id=revision.pk, seal=found.seal)
    by_hand.refresh_from_db()
    rejected.refresh_from_db()
    assert (by_hand.state, rejected.state) == (TaskState.CLEAR, TaskState.REJECTED)
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT  # a draft stays one


def test_the_file_in_use_and_another_plans_file_are_no_corrected_version(plan, commune, officer):
    make_plan(commune, ("1. Công an xã: Trực.",), name="b.txt")
    for text in (plan_text(), plan_text(("1. Công an xã: Trực.",))):
        with pytest.raises(InvalidInput):
            services.amend(actor=officer, plan_id=plan.pk, upload=upload(text), declared_not_secret=True)


def test_a_version_put_aside_changes_nothing(issued, commune, officer):
    revision_id = make_revision(commune, issued, CHANGED)
    for _twice in range(2):
        services.drop_revision(actor=officer, revision_id=revision_id)
    with pytest.raises(WrongState):
        services.apply_revision(actor=officer, revision_id=revision_id, seal="x")
    assert selectors.revisions(issued) == []


def test_work_that_a_corrected_version_made_doubtful_is_withdrawn_with_it(issued, commune, officer, told):
    lines = (*CLEAR[:3], "2. Đội chiếu phim lưu động", CLEAR[4], *LINES[5:])
    revision = selectors.revision(officer, make_revision(commune, issued, lines))
    seal = selectors.comparison_of(revision).seal
    services.apply_revision(actor=officer, revision_id=revision.pk, seal=seal)
    task = task_with(issued, "Cảnh báo")
    assert task.state == TaskState.UNSURE
    services.reject_task(actor=officer, task_id=task.pk, version=task.version)
    assert told == [("tasks_withdrawn", [task.text])]


def test_the_end(issued, officer, told):
    for _twice in range(2):
        ended = services.end(actor=officer, plan_id=issued.pk)
    assert (ended.state, ended.ends_on) == (PlanState.ENDED, timezone.localdate())
    assert told == [("plan_ended", [])]
    with pytest.raises(WrongState):
        services.confirm_clear(actor=officer, plan_id=issued.pk, promised=1)
    with pytest.raises(WrongState):
        services.amend(actor=officer, plan_id=issued.pk, upload=upload("x"), declared_not_secret=True)


def test_a_draft_is_ended_only_once_it_gave_work(plan, officer, told):
    with pytest.raises(WrongState):
        services.end(actor=officer, plan_id=plan.pk)
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=4)
    ended = services.end(actor=officer, plan_id=plan.pk)
    assert (ended.state, told[-1]) == (PlanState.ENDED, ("plan_ended", []))
    assert [step.label for step in steps_of(ended) if not step.done] == ["Ban hành"]


@pytest.mark.parametrize("role", [role for role in Role.values if role != "officer"])
def test_who_may_what(plan, commune, other_commune, officer, role):
    services.confirm_clear(actor=commune.actor("officer"), plan_id=plan.pk, promised=4)
    revision_id = make_revision(commune, plan, CHANGED)
    actor, stranger = commune.actor(role), other_commune.actor("officer")
    calls = {
        "amend": lambda who: services.amend(actor=who, plan_id=plan.pk, upload=upload("x"), declared_not_secret=True),
        "apply": lambda who: services.apply_revision(actor=who, revision_id=revision_id, seal="x"),
        "drop": lambda who: services.drop_revision(actor=who, revision_id=revision_id),
        "issue": lambda who: services.issue(
            actor=who, plan_id=plan.pk, sign="1/KH-UBND", issued_on=DAY, leave_waiting=True
        ),
        "end": lambda who: services.end(actor=who, plan_id=plan.pk),
    }
    for name, call in calls.items():
        with pytest.raises(NotFound):
            call(stranger)
        if role == "approver" and name in ("issue", "end"):
            call(actor)
        else:
            with pytest.raises((PermissionRefused, NotFound)):
                call(actor)
