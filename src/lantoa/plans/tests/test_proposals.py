"""Deadlines that a person must look at: past ones, and those taken from a report that the sentence prints."""

from __future__ import annotations

from datetime import date

import pytest

from lantoa.plans.models import DeadlineKind, TaskState
from lantoa.plans.proposals import Meaning, propose
from lantoa.plans.testing import make_plan, plan_text, task_with
from lantoakit import documents, plans


@pytest.mark.parametrize(
    ("on", "why"),
    [
        ("2026-10-04", "thời hạn đứng trước ngày ban hành"),
        ("2026-10-19", "thời hạn đã qua"),
        ("2026-10-20", None),
    ],
)
def test_a_deadline_that_has_passed_is_doubtful(on, why):
    norm = {"kind": "date", "date": on, "day": None}
    task = {"text": "Trực đêm.", "lead": ["Công an xã"], "path": "II.1", "deadline": on, "deadline_norm": norm}
    result = {"document": {"date": "2026-10-05"}, "tasks": [task]}
    (one,) = propose(result, lambda _printed: Meaning((1,)), date(2026, 10, 20))
    assert one.doubts.get("deadline") == why
    assert one.state == (TaskState.UNSURE if why else TaskState.CLEAR)


REPORTING = ("1. Công an xã", "a) Theo dõi tình hình, gửi báo cáo về UBND xã (hằng tháng gửi trước ngày 15).")


def test_a_report_that_the_sentence_prints_is_its_proposed_deadline():
    text = plan_text((*REPORTING, "b) Trực đường dây nóng."))
    result = plans.from_document(documents.read(text.encode(), name="a.txt")).to_json()
    report, other = propose(result, lambda _printed: Meaning((1,)))
    assert (report.deadline_kind, report.deadline_day) == (DeadlineKind.MONTHLY, 15)
    assert result["text"][slice(*report.spans["deadline"])] == report.deadline_printed
    assert report.state == TaskState.UNSURE
    assert other.deadline_kind == DeadlineKind.NONE


@pytest.mark.django_db
def test_the_day_of_the_reading_counts_in_a_plan(commune):
    plan = make_plan(commune, ("1. Công an xã", "a) Ra quân; hoàn thành trước ngày 01/9/2026."))
    task = task_with(plan, "Ra quân")
    assert (task.state, task.doubts) == (TaskState.UNSURE, {"deadline": "thời hạn đứng trước ngày ban hành"})
