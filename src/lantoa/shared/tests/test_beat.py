"""A worker says that it lives whatever it has in hand; only work that nobody is about to take is late."""

from __future__ import annotations

import signal
import threading
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from lantoa.shared.jobs import JobContext, enqueue, job, run
from lantoa.shared.jobs import worker as worker_module
from lantoa.shared.jobs.beat import GONE, Beat, lateness
from lantoa.shared.jobs.owner import this_process
from lantoa.shared.jobs.registry import KINDS
from lantoa.shared.jobs.upkeep import prune
from lantoa.shared.jobs.worker import JobWorker
from lantoa.shared.models import Job, JobState, RecurringJob, Worker

NOW = timezone.now()
LONG_AGO, JUST_NOW = NOW - timedelta(hours=1), NOW - timedelta(seconds=5)
BOTH = ("default", "long")


def worker(name="w1", queues=BOTH, at=JUST_NOW):
    Worker.objects.create(name=name, queues=list(queues), beat_at=at)


def waiting(queue="default", since=LONG_AGO):
    Job.objects.create(kind="x", queue=queue, run_after=since)


def in_hand(name="w1", queue="default", lease=NOW + timedelta(seconds=20)):
    Job.objects.create(
        kind="x", queue=queue, state=JobState.RUNNING, run_after=LONG_AGO, worker=name, lease_until=lease
    )


def finished(name="w1", at=JUST_NOW):
    Job.objects.create(kind="x", state=JobState.SUCCEEDED, run_after=LONG_AGO, worker=name, finished_at=at)


def recurring(at=LONG_AGO):
    RecurringJob.objects.create(kind="x", next_at=at)


HOUR = 3600


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("there_is", "late"),
    [
        # one long reading in hand, an hour of work behind it: nobody is late
        ([worker, in_hand, waiting, recurring], 0),
        # the same, but the worker was killed: what it held is not renewed, and it says nothing any more
        ([lambda: worker(at=LONG_AGO), lambda: in_hand(lease=LONG_AGO), waiting], HOUR),
        # it lives, but hangs: its job is past its limit, so its lease is renewed no longer
        ([worker, lambda: in_hand(lease=LONG_AGO), waiting], HOUR),
        # it lives and has nothing in hand, yet takes nothing: the bell is broken
        ([worker, waiting], HOUR),
        ([worker, recurring], HOUR),
        # a long row of short jobs, looked at between two of them
        ([worker, finished, waiting], 0),
        # it finished its last job an hour ago
        ([worker, lambda: finished(at=LONG_AGO), waiting], HOUR),
        # each queue has a worker of its own; the one of "default" is dead, the long reading excuses nobody but its own
        (
            [lambda: worker("w1", ["long"]), lambda: worker("w2", ["default"], LONG_AGO), lambda: in_hand(queue="long"),
             lambda: waiting("default")],
            HOUR,
        ),
        ([lambda: worker("w1", ["long"]), lambda: in_hand(queue="long"), lambda: waiting("long")], 0),
        # nothing waits, but the only worker has said nothing for an hour
        ([lambda: worker(at=LONG_AGO)], HOUR),
        # an earlier one, since started anew
        ([lambda: worker("w1", at=LONG_AGO), lambda: worker("w2")], 0),
        ([], None),
    ],
)  # fmt: skip
def test_what_is_late(there_is, late):
    for make in there_is:
        make()
    assert lateness(NOW) == late


@pytest.mark.django_db(transaction=True)
def test_the_beat_goes_on_while_a_job_holds_the_worker(monkeypatch):
    """The job ends only once a beat came that was struck while it ran."""
    struck = threading.Event()
    strike = Beat.strike

    def strike_and_tell(beat):
        strike(beat)
        if Job.objects.filter(state=JobState.RUNNING).exists() and Worker.objects.get().beat_at > before:
            struck.set()

    @job("test.reads-for-long")
    def read(context: JobContext) -> None:
        assert struck.wait(20), "no beat while the job ran"

    monkeypatch.setattr(Beat, "strike", strike_and_tell)
    before = timezone.now()
    row = enqueue("test.reads-for-long", {})
    try:
        with Beat(["default"], every=0.05) as beat:
            run(row.pk)
        beat.join(10)
    finally:
        del KINDS["test.reads-for-long"]
    row.refresh_from_db()
    assert (row.state, row.error_text) == (JobState.SUCCEEDED, "")
    assert (Worker.objects.get().name, Worker.objects.get().queues) == (this_process(), ["default"])


@pytest.mark.django_db
def test_the_worker_beats_from_its_first_moment(monkeypatch):
    told: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(worker_module, "autodiscover_modules", lambda _name: None)
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    one = JobWorker(["default", "long"])

    def answer(_wait):
        told.extend(Worker.objects.values_list("name", "queues"))
        one.stop(signal.SIGTERM, None)

    monkeypatch.setattr(one._listener, "answer", answer)
    try:
        one.run()
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
    assert told == [(this_process(), ["default", "long"])]


@pytest.mark.django_db
def test_workers_of_the_past_are_removed():
    worker("w1", at=timezone.now() - timedelta(days=2))
    worker("w2", at=timezone.now() - 2 * GONE)
    prune(JobContext(uuid.uuid4(), uuid.uuid4(), None))
    assert list(Worker.objects.values_list("name", flat=True)) == ["w2"]
