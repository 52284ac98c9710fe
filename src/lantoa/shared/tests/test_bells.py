"""One contract for every bell: the database's, the one on Redis, and the one of tests."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import django_rq
import pytest
import redis
from django.db import transaction
from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks.backends.dummy import DummyBackend
from django_tasks_db.models import DBTaskResult
from rq import Queue

from lantoa.shared.jobs import JobContext, cancel, enqueue, job, recover, recurring, tick
from lantoa.shared.jobs.bells import Silent, bell
from lantoa.shared.jobs.registry import KINDS, RECURRENCES
from lantoa.shared.models import Job, JobState, RecurringJob
from lantoa.shared.redis import patient, rq_queues, tasks

seen: list[int] = []
WAIT = 0.1


@pytest.fixture
def queues() -> list[str]:
    """A usual queue and one for long jobs, of this test alone: several runs may share one Redis."""
    mark = uuid.uuid4().hex[:8]
    return [f"default-{mark}", f"long-{mark}"]


@pytest.fixture(autouse=True)
def kinds(queues) -> Iterator[None]:
    before, recurrences = dict(KINDS), dict(RECURRENCES)
    RECURRENCES.clear()
    seen.clear()

    @job("test.note", queue=queues[0])
    def note(context: JobContext, value: int) -> None:
        seen.append(value)

    @job("test.long", queue=queues[1])
    def long(context: JobContext, value: int) -> None:
        seen.append(value)

    @job("test.breaks", queue=queues[0])
    def breaks(context: JobContext) -> None:
        seen.append(-1)
        raise OSError("not this time")

    yield
    KINDS.clear()
    KINDS.update(before)
    RECURRENCES.clear()
    RECURRENCES.update(recurrences)


@pytest.fixture
def put(django_capture_on_commit_callbacks):
    """Enqueue a job and commit."""

    def enqueue_and_commit(name: str, **payload: int) -> Job:
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            return enqueue(name, payload)

    return enqueue_and_commit


@pytest.mark.django_db
class BellContract:
    """What holds for every bell. A subclass sets it up (`given`), and can lose what waits (`lose`)."""

    def lose(self, queues: list[str]) -> None:
        raise NotImplementedError

    def test_a_ring_runs_its_job_once(self, given, queues, put):
        row = put("test.note", value=7)
        listener = bell().listen(queues)
        listener.answer(WAIT)
        listener.answer(WAIT)
        row.refresh_from_db()
        assert (seen, row.state) == ([7], JobState.SUCCEEDED)

    def test_nobody_is_woken_before_the_transaction_commits(self, given, queues, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            enqueue("test.note", {"value": 1})
            assert bell().oldest(queues[0]) is None
        assert bell().oldest(queues[0]) is not None

    def test_rung_for_twice_a_job_runs_once(self, given, queues, put):
        row = put("test.note", value=7)
        bell().ring(queues[0], row.pk)
        for _ in range(3):
            bell().listen(queues).answer(WAIT)
        assert seen == [7]

    def test_rings_of_a_queue_are_answered_in_their_order(self, given, queues, put):
        for value in (1, 2, 3):
            put("test.note", value=value)
        for _ in range(3):
            bell().listen(queues).answer(WAIT)
        assert seen == [1, 2, 3]

    def test_a_listener_hears_its_own_queues_alone(self, given, queues, put):
        put("test.note", value=1)
        bell().listen(queues[1:]).answer(WAIT)
        assert seen == []
        bell().listen(queues[:1]).answer(WAIT)
        assert seen == [1]

    def test_several_queues_are_heard_at_once(self, given, queues, put):
        put("test.long", value=2)
        put("test.note", value=1)
        for _ in range(2):
            bell().listen(queues).answer(WAIT)
        assert sorted(seen) == [1, 2]

    def test_a_stopped_listener_begins_nothing(self, given, queues, put):
        put("test.note", value=1)
        listener = bell().listen(queues)
        listener.stop()
        listener.answer(WAIT)
        assert seen == []
        bell().listen(queues).answer(WAIT)
        assert seen == [1], "the ring is still there for another one"

    def test_a_ring_for_a_job_that_is_cancelled_or_gone_does_nothing(self, given, queues, put):
        cancel(put("test.note", value=1))
        put("test.note", value=2).delete()
        for _ in range(2):
            bell().listen(queues).answer(WAIT)
        assert seen == []

    def test_what_broke_is_rung_for_again_when_it_is_due(self, given, queues, put):
        row = put("test.breaks")
        listener = bell().listen(queues)
        listener.answer(WAIT)
        recover()
        listener.answer(WAIT)
        assert seen == [-1], "it waits before the next try"
        Job.objects.filter(pk=row.pk).update(run_after=timezone.now())
        recover()
        listener.answer(WAIT)
        assert seen == [-1, -1]

    def test_a_lost_ring_is_rung_again_by_the_sweep(self, given, queues, put):
        row = put("test.note", value=1)
        self.lose(queues)
        assert recover() == 0, "it may still be on its way"
        Job.objects.filter(pk=row.pk).update(dispatched_at=timezone.now() - timedelta(minutes=1))
        assert recover() == 1
        bell().listen(queues).answer(WAIT)
        assert seen == [1]

    def test_what_waits_for_its_turn_is_not_rung_for_again(self, given, queues, put):
        """A queue without a worker must not grow at every sweep."""
        rows = [put("test.note", value=value) for value in range(3)]
        minutes_ago = timezone.now() - timedelta(minutes=10)
        Job.objects.filter(pk__in=[row.pk for row in rows]).update(dispatched_at=minutes_ago)
        self.age(queues[0], minutes_ago)
        assert recover() == 0

    def age(self, queue: str, moment: Any) -> None:
        """Make the rings of a queue as old as `moment`."""
        raise NotImplementedError

    def test_a_ring_that_was_lost_among_others_is_rung_again(self, given, queues, put):
        row = put("test.note", value=1)
        self.lose(queues)
        put("test.note", value=2)
        Job.objects.filter(pk=row.pk).update(dispatched_at=timezone.now() - timedelta(minutes=1))
        assert recover() == 1
        for _ in range(2):
            bell().listen(queues).answer(WAIT)
        assert sorted(seen) == [1, 2]

    def test_a_killed_worker_s_job_is_taken_back_and_run_by_the_next(self, given, queues, put):
        row = put("test.note", value=3)
        self.lose(queues)
        past = timezone.now() - timedelta(seconds=1)
        Job.objects.filter(pk=row.pk).update(state=JobState.RUNNING, lease_until=past, lease_token=uuid.uuid4())
        recover()
        bell().listen(queues).answer(WAIT)
        assert seen == [3]

    def test_what_recurs_is_rung_for(self, given, queues, django_capture_on_commit_callbacks):
        recurring("test.often", every=timedelta(minutes=1))(lambda _context: seen.append(5))
        KINDS["test.often"] = replace(KINDS["test.often"], queue=queues[0])
        RecurringJob.objects.create(kind="test.often", next_at=timezone.now() - timedelta(minutes=1))
        with django_capture_on_commit_callbacks(execute=True):
            assert tick() == 1
        bell().listen(queues).answer(WAIT)
        assert seen == [5]

    def test_it_says_that_it_can_be_rung(self, given):
        bell().check()


class TestMemoryBell(BellContract):
    @pytest.fixture
    def given(self, settings, queues):
        settings.TASKS = {
            "default": {
                "BACKEND": "django_tasks.backends.dummy.DummyBackend",
                "QUEUES": queues,
                "OPTIONS": {"bell": "lantoa.shared.jobs.testing.MemoryBell"},
            }
        }

    def lose(self, queues):
        cast(DummyBackend, default_task_backend).results.clear()

    def age(self, queue, moment):
        for result in cast(DummyBackend, default_task_backend).results:
            object.__setattr__(result, "enqueued_at", moment)


class TestDatabaseBell(BellContract):
    @pytest.fixture
    def given(self, settings, queues, monkeypatch):
        settings.TASKS = {"default": {**settings.TASKS["default"], "QUEUES": queues}}
        # A test is one transaction; the worker would take that for a connection that somebody left behind.
        monkeypatch.setattr("django_tasks_db.management.commands.db_worker.close_old_connections", lambda: None)

    def lose(self, queues):
        DBTaskResult.objects.all().delete()

    def age(self, queue, moment):
        DBTaskResult.objects.filter(queue_name=queue).update(enqueued_at=moment)


def with_redis(settings, address: str, queues: list[str]) -> None:
    settings.TASKS, settings.RQ_QUEUES = tasks(queues), rq_queues(queues, address)


@pytest.mark.redis
class TestRedisBell(BellContract):
    @pytest.fixture
    def given(self, settings, queues, redis_address):
        with_redis(settings, redis_address, queues)
        yield
        self.lose(queues)

    def lose(self, queues):
        for name in queues:
            django_rq.get_queue(name).empty()

    def age(self, queue, moment):
        for message in django_rq.get_queue(queue).get_jobs():
            message.enqueued_at = moment
            message.save()

    def test_nothing_stays_in_redis(self, given, queues, put, redis_address):
        server: Any = redis.Redis.from_url(redis_address)
        put("test.note", value=1)
        put("test.breaks")
        messages = [f"rq:job:{name}" for name in django_rq.get_queue(queues[0]).job_ids]
        assert server.exists(*messages) == 2
        for _ in range(2):
            bell().listen(queues).answer(WAIT)
        assert server.exists(*messages) == 0
        assert server.keys(f"*{queues[0]}*") == []

    @pytest.mark.parametrize("function", ["os.getpid", "lantoa.shared.jobs.upkeep.prune", "no.such"])
    def test_what_others_put_into_redis_is_never_run(self, given, queues, put, caplog, function):
        Queue(queues[0], connection=django_rq.get_connection(queues[0]), serializer="json").enqueue(function)
        put("test.note", value=1)
        for _ in range(2):
            bell().listen(queues).answer(WAIT)
        assert seen == [1]
        assert "none of ours" in caplog.text

    def test_what_is_no_json_is_never_unpickled(self, given, queues, put, caplog):
        Queue(queues[0], connection=django_rq.get_connection(queues[0])).enqueue("os.getpid")
        put("test.note", value=1)
        for _ in range(2):
            bell().listen(queues).answer(WAIT)
        assert seen == [1]
        assert "none of ours" in caplog.text


@pytest.mark.redis
@pytest.mark.django_db
def test_with_redis_down_the_row_is_there_and_the_sweep_rings_when_it_is_back(settings, queues, put, caplog, own_redis):
    with own_redis() as address:
        with_redis(settings, address, queues)
    listener = bell().listen(queues)
    row = put("test.note", value=9)  # nothing is raised: who enqueued has done their part
    row.refresh_from_db()
    assert (row.state, row.dispatched_at) == (JobState.QUEUED, None)
    assert "nobody was woken" in caplog.text
    assert recover() == 0
    for silent in (bell().check, lambda: listener.answer(WAIT)):
        with pytest.raises(Silent):
            silent()
    with own_redis():
        bell().check()
        assert recover() == 1
        listener.answer(WAIT)
    row.refresh_from_db()
    assert (seen, row.state) == ([9], JobState.SUCCEEDED)


def test_a_redis_that_is_away_is_not_waited_for_without_end():
    """A machine that is gone does not refuse, it says nothing."""
    one, two = patient("redis://h/1"), patient("rediss://u:p%40@h:6380/1?socket_timeout=2")
    assert redis.ConnectionPool.from_url(one).connection_kwargs["socket_connect_timeout"] == 3
    kept = redis.ConnectionPool.from_url(two).connection_kwargs
    assert (kept["socket_timeout"], kept["db"], kept["password"]) == (2, 1, "p@")
