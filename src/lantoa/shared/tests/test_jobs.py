"""Jobs: run once, come back after a kill, are tried again, stop when asked."""

from __future__ import annotations

import subprocess
import sys
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lantoa.shared.errors import InvalidInput
from lantoa.shared.jobs import JobContext, cancel, enqueue, job, recover, recurring, retry, run, tick
from lantoa.shared.jobs.owner import machine, this_process
from lantoa.shared.jobs.registry import KINDS, RECURRENCES
from lantoa.shared.jobs.upkeep import prune
from lantoa.shared.models import Job, JobState, RecurringJob

pytestmark = pytest.mark.django_db

seen: list[int] = []


@pytest.fixture(autouse=True)
def kinds():
    """Kinds of job for these tests alone."""
    before, recurrences = dict(KINDS), dict(RECURRENCES)
    RECURRENCES.clear()
    seen.clear()

    @job("test.note")
    def note(context: JobContext, value: int) -> None:
        context.progress(1, 2, "một nửa")
        seen.append(value)

    @job("test.breaks", max_attempts=2)
    def breaks(context: JobContext) -> None:
        raise OSError("no such thing")

    @job("test.refuses")
    def refuses(context: JobContext) -> None:
        raise InvalidInput("Tệp trống. Chọn tệp khác.")

    yield
    KINDS.clear()
    KINDS.update(before)
    RECURRENCES.clear()
    RECURRENCES.update(recurrences)


def test_a_job_runs_once_and_tells_how_far_it_came():
    row = enqueue("test.note", {"value": 7})
    assert run(row.pk) is True
    assert run(row.pk) is False  # a second wake-up finds it done
    row.refresh_from_db()
    assert seen == [7]
    assert (row.state, row.progress_done, row.progress_total, row.progress_text) == ("succeeded", 1, 2, "một nửa")


def test_a_key_makes_enqueueing_idempotent():
    assert enqueue("test.note", {"value": 1}, key="k").pk == enqueue("test.note", {"value": 1}, key="k").pk
    assert Job.objects.count() == 1


def test_a_worker_is_woken_only_when_the_transaction_commits(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        enqueue("test.note", {"value": 1})
        assert not DBTaskResult.objects.exists()
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize(
    "dispatched",
    [
        None,  # killed between the commit and the wake-up
        timedelta(minutes=5),  # woken, but the queue's message was lost with its worker
    ],
)
def test_a_queued_job_that_nobody_was_woken_for_is_dispatched_again(dispatched):
    row = enqueue("test.note", {"value": 1})
    Job.objects.update(dispatched_at=dispatched and timezone.now() - dispatched)
    assert recover() == 1
    assert DBTaskResult.objects.count() == 1
    assert run(row.pk)


def test_a_killed_worker_s_job_is_taken_back_when_its_lease_ran_out():
    row = enqueue("test.note", {"value": 3})
    past = timezone.now() - timedelta(seconds=1)
    Job.objects.update(state=JobState.RUNNING, lease_until=past, lease_token=uuid.uuid4(), attempts=1)
    recover()
    assert run(row.pk)
    assert seen == [3]


def test_on_its_own_machine_a_killed_worker_s_job_is_taken_back_at_once():
    row = enqueue("test.note", {"value": 4})
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    owner = f"{machine()}/{process.pid}"
    until = timezone.now() + timedelta(seconds=25)
    Job.objects.update(state=JobState.RUNNING, lease_until=until, lease_token=uuid.uuid4(), worker=owner, attempts=1)
    recover()
    assert run(row.pk)
    assert seen == [4]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only where the system tells when a process began")
def test_a_number_that_another_process_has_now_is_no_live_worker():
    row = enqueue("test.note", {"value": 5})
    owner = this_process().rpartition(".")[0] + ".1"  # this number, of a process that began long before
    until = timezone.now() + timedelta(seconds=25)
    Job.objects.update(state=JobState.RUNNING, lease_until=until, lease_token=uuid.uuid4(), worker=owner, attempts=1)
    recover()
    assert run(row.pk)


@pytest.mark.parametrize(
    "owner",
    ["", "another-machine/boot/1", f"{machine()}/x", this_process(), f"{machine()[:-1]}x/999999.1"],
    ids=["unknown", "another machine's", "no number", "this one", "another container's"],
)
def test_a_worker_that_lives_or_cannot_be_seen_keeps_its_job(owner):
    row = enqueue("test.note", {"value": 4})
    until = timezone.now() + timedelta(seconds=25)
    Job.objects.update(state=JobState.RUNNING, lease_until=until, worker=owner, attempts=1)
    recover()
    assert run(row.pk) is False


def test_a_job_with_a_lease_in_force_is_left_alone():
    row = enqueue("test.note", {"value": 3})
    Job.objects.update(state=JobState.RUNNING, lease_until=timezone.now() + timedelta(seconds=9), attempts=1)
    recover()
    assert run(row.pk) is False


def test_a_job_that_kills_its_worker_again_and_again_ends():
    enqueue("test.breaks", {})
    past = timezone.now() - timedelta(seconds=1)
    Job.objects.update(state=JobState.RUNNING, lease_until=past, attempts=2)
    recover()
    assert Job.objects.get().state == JobState.FAILED
    assert Job.objects.get().error_code == "worker_lost"


def test_an_unexpected_error_is_tried_again_later_and_then_ends():
    row = enqueue("test.breaks", {})
    run(row.pk)
    row.refresh_from_db()
    assert row.state == JobState.QUEUED
    assert row.run_after > timezone.now()
    assert run(row.pk) is False  # not yet due
    Job.objects.update(run_after=timezone.now())
    run(row.pk)
    row.refresh_from_db()
    assert (row.state, row.error_code) == ("failed", "unexpected")


def test_a_domain_error_ends_the_job_at_once_with_its_sentence():
    row = enqueue("test.refuses", {})
    run(row.pk)
    row.refresh_from_db()
    assert (row.state, row.error_text) == ("failed", "Tệp trống. Chọn tệp khác.")


def test_cancelling_a_queued_job_stops_it_and_a_running_one_at_its_next_progress():
    queued = enqueue("test.note", {"value": 1})
    cancel(queued)
    assert run(queued.pk) is False

    @job("test.cancelled_midway")
    def midway(context: JobContext) -> None:
        cancel(Job.objects.get(pk=context.job_id))
        context.progress(1, 2)
        seen.append(99)

    running = enqueue("test.cancelled_midway", {})
    run(running.pk)
    running.refresh_from_db()
    assert running.state == JobState.CANCELLED
    assert seen == []


def test_a_failed_job_can_be_put_back():
    row = enqueue("test.refuses", {})
    run(row.pk)
    retry(row)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.error_text) == ("queued", 0, "")


def test_who_lost_its_lease_cannot_finish_the_job():
    @job("test.overtaken")
    def overtaken(context: JobContext) -> None:
        Job.objects.filter(pk=context.job_id).update(lease_token=uuid.uuid4())  # another worker took it

    row = enqueue("test.overtaken", {})
    run(row.pk)
    row.refresh_from_db()
    assert row.state == JobState.RUNNING


def test_what_recurs_is_started_once_a_turn():
    @recurring("test.hourly", every=timedelta(hours=1))
    def hourly(context: JobContext) -> None: ...

    assert tick() == 1
    assert tick() == 0
    RecurringJob.objects.update(next_at=timezone.now() - timedelta(minutes=1))
    assert tick() == 1
    assert Job.objects.filter(kind="test.hourly").count() == 2


def test_a_payload_must_be_json():
    with pytest.raises(TypeError):
        enqueue("test.note", {"value": object()})


@pytest.mark.parametrize(
    ("kind", "state", "age", "kept"),
    [
        ("test.daily", "succeeded", timedelta(hours=23), True),
        ("test.daily", "succeeded", timedelta(hours=25), False),  # a turn every minute: these are the many
        ("test.daily", "failed", timedelta(days=89), True),  # somebody may ask why
        ("test.daily", "failed", timedelta(days=91), False),
        ("test.note", "succeeded", timedelta(days=89), True),
        ("test.note", "succeeded", timedelta(days=91), False),
        ("test.note", "cancelled", timedelta(days=91), False),
        ("test.note", "queued", timedelta(days=91), True),  # never what is still to be done
        ("test.note", "running", timedelta(days=91), True),
    ],
)
def test_what_is_over_is_removed_in_time(kind, state, age, kept):
    recurring("test.daily", every=timedelta(days=1))(lambda _context: None)
    past = timezone.now() - age
    over = state in ("succeeded", "failed", "cancelled")
    Job.objects.create(kind=kind, state=state, run_after=past, finished_at=past if over else None)
    prune(JobContext(uuid.uuid4(), uuid.uuid4(), None))
    assert Job.objects.exists() is kept


@pytest.mark.parametrize("status", ["READY", "RUNNING", "SUCCESSFUL", "FAILED"])
def test_messages_of_the_queue_go_after_a_day_also_those_that_a_kill_left(status, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = enqueue("test.note", {"value": 1})
        enqueue("test.note", {"value": 2})
    old = DBTaskResult.objects.get(args_kwargs__args=[str(row.pk)])
    DBTaskResult.objects.filter(pk=old.pk).update(status=status, enqueued_at=timezone.now() - timedelta(hours=25))
    prune(JobContext(uuid.uuid4(), uuid.uuid4(), None))
    assert DBTaskResult.objects.count() == 1
    Job.objects.update(dispatched_at=timezone.now() - timedelta(hours=25))
    recover()  # the job itself is not lost with its message
    assert DBTaskResult.objects.filter(args_kwargs__args=[str(row.pk)]).exists()


def test_expired_sessions_go_and_those_in_force_stay():
    for days in (-1, 1):
        Session.objects.create(session_key=f"s{days}", expire_date=timezone.now() + timedelta(days=days))
    prune(JobContext(uuid.uuid4(), uuid.uuid4(), None))
    assert list(Session.objects.values_list("session_key", flat=True)) == ["s1"]
