"""Corrected plans as cases: with consent only, as the officer left them, replayed, and gone when they must be."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from benchmarks import cases as bench
from django.core.files.storage import default_storage

from lantoa.library.models import Document
from lantoa.org.services.organisation import set_preferences
from lantoa.plans import cases, selectors, services, sheet
from lantoa.plans.models import DeadlineKind, Plan, TaskRole, TaskState
from lantoa.plans.preferences import KEEP_CASES
from lantoa.plans.services.values import UnitValue, values_of
from lantoa.plans.testing import CLEAR, TWO_DEADLINES, make_plan, task_with
from lantoa.shared import preferences
from lantoa.shared.jobs import run
from lantoa.shared.models import AuditEntry, Job, JobState
from lantoakit.plans.comparing import agreement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def officer(commune):
    return commune.actor("officer")


def consent(commune, value=True) -> None:
    here = commune.organisation.pk
    seen = preferences.seal(preferences.in_force(here))
    values = {KEEP_CASES.name: value}
    set_preferences(actor=commune.actor("administrator"), organisation_id=here, seal=seen, values=values)


def run_jobs() -> None:
    for job in Job.objects.filter(kind__startswith="plans.", state=JobState.QUEUED):
        run(job.pk)


def kept(plan) -> dict[str, bytes]:
    folder = cases.folder_of(plan.organisation_id, plan.document_id)
    names = default_storage.listdir(folder)[1] if default_storage.exists(folder) else []
    return {name: default_storage.open(f"{folder}/{name}").read() for name in names}


def gold(plan) -> dict[str, Any]:
    return json.loads(kept(plan)["gold.json"])


def correct(officer, plan, words, **changed):
    task = task_with(plan, words)
    values = replace(values_of(task), **changed)
    return services.confirm_task(actor=officer, task_id=task.pk, version=task.version, values=values)


def form(commune, task, typed) -> sheet.Sheet:
    return sheet.Sheet(task, typed, {unit.pk: unit for unit in commune.units.values()})


def settle(officer, plan) -> None:
    """Confirm what is clear, reject the rest; what was decided stays."""
    for task in plan.tasks.filter(state=TaskState.UNSURE):
        services.reject_task(actor=officer, task_id=task.pk, version=task.version)
    clear = plan.tasks.filter(state=TaskState.CLEAR).count()
    services.confirm_clear(actor=officer, plan_id=plan.pk, promised=clear)


def test_nothing_is_kept_without_consent(plan, officer):
    assert KEEP_CASES.default is False
    correct(officer, plan, "Biên soạn", text="Biên soạn chín bài học.")
    settle(officer, plan)
    run_jobs()
    assert not Job.objects.filter(kind__startswith="plans.keep").exists()
    assert kept(plan) == {}


def test_a_corrected_plan_is_kept_as_the_officer_left_it(plan, commune, officer):
    consent(commune)
    correct(officer, plan, "Biên soạn", deadline_on=date(2026, 11, 12))
    assert kept(plan) == {}  # not while tasks are open
    settle(officer, plan)
    run_jobs()
    files = kept(plan)
    assert sorted(files) == ["gold.json", "original.txt", "reading.json"]
    assert files["original.txt"] == plan.document.file.open("rb").read()
    assert json.loads(files["reading.json"]) == selectors.reading_of(plan)
    found = gold(plan)
    assert found["checked"][-1] == "/tasks"
    assert [task["text"][:9] for task in found["tasks"]] == ["Biên soạn", "Theo dõi,", "Cảnh báo ", "Lồng ghép"]
    assert found["tasks"][0]["deadline"] is None  # the day that the officer meant is printed nowhere
    assert found["tasks"][0]["deadline_norm"] == {"kind": "date", "date": "2026-11-12", "day": None}
    assert found["tasks"][0]["lead"] == ["Phòng Văn hóa - Xã hội"]
    assert AuditEntry.objects.filter(action="plans.keep_case", target_id=str(plan.pk)).exists()


def test_nobody_s_name_goes_into_a_case_but_those_that_the_plan_prints(plan, commune, officer):
    consent(commune)
    correct(officer, plan, "Biên soạn", text="Biên soạn chín bài học.")
    settle(officer, plan)
    run_jobs()
    words = (kept(plan)["gold.json"] + kept(plan)["reading.json"]).decode()
    assert commune.people["officer"].get_full_name() not in words
    assert commune.people["officer"].email not in words


def test_a_plan_that_was_read_without_a_fault_is_no_case(commune, officer):
    consent(commune)
    plan = make_plan(commune, CLEAR, name="ro.txt")
    settle(officer, plan)
    run_jobs()
    assert kept(plan) == {}


def test_units_that_were_dropped_and_added(plan, commune, officer):
    consent(commune)
    school = UnitValue(TaskRole.COORDINATING, "Trường Trung học cơ sở", (commune.units["school"].pk,))
    task = task_with(plan, "Biên soạn")
    correct(officer, plan, "Biên soạn", units=(*values_of(task).units, school))
    settle(officer, plan)
    run_jobs()
    assert gold(plan)["tasks"][0]["coordinating"] == ["Trường Trung học cơ sở"]


@pytest.mark.parametrize(
    ("choice", "printed"),
    [("c0", "ngày 30/11/2026"), ("c1", "tháng 12/2026"), ("own", None)],
)
def test_the_deadline_that_was_chosen_keeps_its_printed_words(commune, officer, choice, printed):
    consent(commune)
    plan = make_plan(commune, TWO_DEADLINES, name="hai-han.txt")
    task = plan.tasks.get()
    typed = {**sheet.stored(task), "deadline": [choice], "deadline_kind": ["none"], "deadline_on": [""]}
    values = form(commune, task, typed).values()
    services.confirm_task(actor=officer, task_id=task.pk, version=task.version, values=values)
    run_jobs()
    if choice == "c0":  # what the reading says first is what was right
        assert kept(plan) == {}
    else:
        assert gold(plan)["tasks"][0]["deadline"] == printed


def test_a_task_that_was_split_stands_once(commune, officer):
    consent(commune)
    plan = make_plan(commune, (*TWO_DEADLINES, "b) Trực đêm."), name="hai-han.txt")
    task = task_with(plan, "60 tuổi")
    first, second = form(commune, task, {**sheet.stored(task), "deadline": ["split"]}).split()
    services.split_task(actor=officer, task_id=task.pk, version=task.version, first=first, second=second)
    correct(officer, plan, "Trực đêm", text="Trực ban đêm ở nhà văn hóa.")
    settle(officer, plan)
    run_jobs()
    assert [one["deadline"] for one in gold(plan)["tasks"]] == ["ngày 30/11/2026; tháng 12/2026", None]


def test_a_number_given_when_it_was_issued_is_not_read_in_the_document(plan, commune, officer):
    consent(commune)
    services.change_plan(
        actor=officer, plan_id=plan.pk, version=plan.version, values={"title": "Phổ cập kỹ năng số cho Nhân dân"}
    )
    settle(officer, plan)
    services.issue(actor=officer, plan_id=plan.pk, sign="99/KH-UBND", issued_on=date(2026, 10, 7))
    run_jobs()
    found = gold(plan)
    assert found["document"]["title"] == "Phổ cập kỹ năng số cho Nhân dân"  # that is printed
    assert found["document"]["sign"] == "27/KH-UBND"
    assert {"/document/sign", "/document/date"}.isdisjoint(found["checked"])
    assert "/document/title" in found["checked"]


@pytest.fixture
def case(plan, commune, officer):
    consent(commune)
    correct(officer, plan, "Biên soạn", text="Biên soạn và in 06 bài học ngắn cho người dân trong xã.")
    settle(officer, plan)
    run_jobs()
    assert kept(plan)
    return plan


def test_withdrawing_consent_removes_the_commune_s_cases_and_no_others(case, commune, other_commune):
    consent(other_commune)
    other = make_plan(other_commune, CLEAR, name="khac.txt")
    other_officer = other_commune.actor("officer")
    correct(other_officer, other, "Biên soạn", text="Biên soạn.")
    settle(other_officer, other)
    run_jobs()
    consent(commune, False)
    run_jobs()
    assert kept(case) == {}
    assert kept(other)
    entry = AuditEntry.objects.get(action="plans.forget_cases")
    assert (entry.organisation_id, entry.details["count"]) == (commune.organisation.pk, 1)


def test_a_case_that_is_being_written_while_consent_goes_is_removed(plan, commune, officer, monkeypatch):
    consent(commune)
    correct(officer, plan, "Biên soạn", text="Biên soạn chín bài học.")
    settle(officer, plan)
    write = cases.write

    def write_slowly(*arguments):
        write(*arguments)
        consent(commune, False)

    monkeypatch.setattr(cases, "write", write_slowly)
    assert services.keep_case(plan_id=plan.pk) is False
    assert kept(plan) == {}


def test_a_plan_that_goes_takes_its_case_along(plan, commune, officer):
    consent(commune)
    reading = selectors.reading_of(plan)
    cases.write(plan, reading, cases.gold_of(plan, reading))
    services.discard(actor=officer, plan_id=plan.pk)
    run_jobs()
    assert kept(plan) == {}


def test_a_document_that_goes_takes_its_case_along(case, commune):
    """The plan follows another text meanwhile; the case is of the bytes that are erased."""
    other = make_plan(commune, CLEAR, name="moi.txt")
    old = case.document_id
    Plan.objects.filter(pk=other.pk).delete()
    Plan.objects.filter(pk=case.pk).update(document_id=other.document_id)
    Document.objects.get(pk=old).delete()
    run_jobs()
    assert kept(case) == {}


def test_what_a_kill_left_is_swept(case, commune):
    lost = default_storage.save(f"cases/{commune.organisation.pk}/999999/reading.json", default_storage.open(
        f"{cases.folder_of(case.organisation_id, case.document_id)}/reading.json"
    ))  # fmt: skip
    assert services.sweep_cases() == 1
    assert not default_storage.exists(lost)
    assert kept(case)


def test_the_latest_correction_takes_the_place_of_the_one_before(case, officer):
    correct_again = task_with(case, "Theo dõi")
    values = replace(values_of(correct_again), text="Theo dõi các thôn.", deadline_kind=DeadlineKind.ONGOING)
    services.change_task(actor=officer, task_id=correct_again.pk, version=correct_again.version, values=values)
    run_jobs()
    assert sorted(kept(case)) == ["gold.json", "original.txt", "reading.json"]
    assert "Theo dõi các thôn." in [task["text"] for task in gold(case)["tasks"]]


def test_the_bench_replays_them(case, tmp_path, capsys):
    assert bench.main(["--data", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert f"{case.organisation_id}/{case.document_id}: tasks" in said
    assert "all: tasks/lead (" in said
    assert "all: document/title (" in said
    assert "+0.000" in said  # the machine that read it is the one that reads now
    assert "Biên soạn" not in said
    (found,) = bench.found(tmp_path)
    right, of = bench.counts(found, found.read())["tasks/text"]
    assert 0 < right < of  # the corrected task is what the machine still gets wrong


def test_the_bench_says_where_there_are_none(tmp_path, capsys):
    assert bench.main(["--data", str(tmp_path / "nowhere")]) == 0
    assert "no cases in" in capsys.readouterr().out


def test_a_better_reading_scores_better(case, tmp_path):
    (found,) = bench.found(tmp_path)
    read = found.read()
    better = {**read, "tasks": found.gold["tasks"]}
    before, after = (agreement(found.right(one), one)["tasks"] for one in (read, better))
    assert before < after == 1
