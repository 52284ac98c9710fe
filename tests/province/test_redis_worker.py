"""`lantoa start` on Redis: killed workers, a Redis that goes away and comes back, and Ctrl-C."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path

import psutil
import pytest

from tests.end_to_end.officer import PLAN, Officer, plan_ids, rows, until
from tests.end_to_end.server import LANTOA, Server, environment

pytestmark = [
    pytest.mark.redis,
    pytest.mark.kill,
    pytest.mark.xdist_group("redis_worker"),
    pytest.mark.timeout(400),
]

RUNNING = "select id from shared_job where kind = 'library.read' and state = 'running'"
WORKER = "operations.worker"


@pytest.fixture
def data(tmp_path: Path, sample_at: Callable[[Path], Path]) -> Path:
    """The sample, as if made on this Redis: what was rung for through the database is to be rung for again."""
    folder = sample_at(tmp_path / "data")
    with closing(sqlite3.connect(folder / "lantoa.sqlite3")) as database, database:
        database.execute("delete from django_tasks_database_dbtaskresult")
        database.execute("update shared_job set dispatched_at = null")
    return folder


@pytest.fixture
def server(data, free_port) -> Iterator[Server]:
    """Not yet started: a test says when."""
    running = Server(data, settings={"REDIS_URL": f"redis://127.0.0.1:{free_port}/0"})
    yield running
    if running.process is not None:
        running.stop()


def upload(officer: Officer, number: int) -> None:
    body = PLAN.format(number=number).encode()
    files = {"file": (f"lan-{number}.txt", body, "text/plain")}
    answer = officer.post("/admin/ke-hoach/them/", {"declared_not_secret": "no"}, files=files)
    assert answer.status_code == 200, "it leads on to the plan"


def is_read(data: Path, number: int) -> bool:
    return [state for _, state in plan_ids(data, number)] == ["draft"]


def is_taken(data: Path, number: int) -> bool:
    return bool(rows(data, RUNNING)) or is_read(data, number)


def test_rings_go_through_redis_alone_and_a_killed_worker_s_job_is_run_again(server, data, own_redis):
    with own_redis():
        server.start()
        officer = Officer(server.address)
        officer.sign_in("canbo", "minh-hoa-2026")
        upload(officer, 1)
        until(lambda: is_read(data, 1))
        for number in range(2, 30):  # until the kill comes while the job is held
            upload(officer, number)
            until(partial(is_taken, data, number))
            if held := rows(data, RUNNING):
                for worker in server.children(WORKER):
                    worker.kill()
                    worker.wait()
                if rows(data, RUNNING) == held:  # it died with the job in hand
                    break
        until(lambda: is_read(data, number))
        (job,) = held[0]
        assert rows(data, "select attempts, state from shared_job where id = ?", job) == [(2, "succeeded")]
        assert len(plan_ids(data, number)) == 1
        assert rows(data, "select count(*) from django_tasks_database_dbtaskresult") == [(0,)]
        below = psutil.Process(server.running.pid).children(recursive=True)
        assert server.stop() == 0
        _, alive = psutil.wait_procs(below, timeout=5)
        assert not alive


def test_while_redis_is_away_work_goes_on_and_jobs_wait_until_it_is_back(server, data, own_redis):
    with own_redis():
        server.start()
        officer = Officer(server.address)
        officer.sign_in("canbo", "minh-hoa-2026")
    upload(officer, 1)
    assert rows(data, "select state from shared_job where kind = 'library.read' and state <> 'succeeded'") == [
        ("queued",)
    ]
    workers = {process.pid for process in server.children(WORKER)}
    with own_redis():
        until(lambda: is_read(data, 1))
    assert {process.pid for process in server.children(WORKER)} == workers, "it did not have to die for it"
    below = psutil.Process(server.running.pid).children(recursive=True)
    assert server.stop() == 0, "Ctrl-C while Redis is away"
    _, alive = psutil.wait_procs(below, timeout=5)
    assert not alive


@contextmanager
def worker_beside(server: Server) -> Iterator[None]:
    """`lantoa worker`, as on a second machine; it ends at Ctrl-C."""
    command = [LANTOA, "worker", "--data", str(server.data)]
    worker = subprocess.Popen(command, env=environment() | server.settings)
    try:
        yield
    finally:
        worker.send_signal(signal.SIGINT)
        assert worker.wait(15) == 0


def test_a_worker_on_another_machine_runs_what_a_hung_one_took(server, data, own_redis):
    """The hung worker waits at the queue and is given the ring; the other one rings again and runs the job."""
    with own_redis():
        server.start()
        for process in server.children(WORKER):
            process.suspend()
        try:
            officer = Officer(server.address)
            officer.sign_in("canbo", "minh-hoa-2026")
            with worker_beside(server):
                upload(officer, 1)
                until(lambda: is_read(data, 1))
        finally:
            for process in server.children(WORKER):
                with suppress(psutil.NoSuchProcess):
                    process.resume()
