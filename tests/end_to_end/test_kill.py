"""Web and worker are killed at fifty random points of the main job: nothing is lost, nothing is done twice."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import psutil
import pytest
import requests

from tests.end_to_end.officer import PLAN, Officer, plan_ids, rows, this_period, until
from tests.end_to_end.server import Server

pytestmark = [pytest.mark.kill, pytest.mark.xdist_group("kill"), pytest.mark.timeout(570)]

KILLS, ROUNDS = 50, 10
WEB, WORKER = "granian", "operations.worker"
HELD = "select 1 from shared_job where state = 'running' and worker like ?"


@pytest.fixture
def server(tmp_path, sample_at) -> Iterator[Server]:
    running = Server(sample_at(tmp_path / "data")).start()
    yield running
    running.stop()


def kill_something(server: Server, dice: random.Random) -> bool:
    """SIGKILL to one process of the web server or to the worker, and wait until it is made good; whether one ran."""
    mark = dice.choice([WEB, WORKER, WORKER])
    running = sorted(server.children(mark), key=lambda process: (process.create_time(), process.pid))
    if not running:
        return False
    victim = dice.choice(running)
    with suppress(psutil.NoSuchProcess):
        victim.kill()
    if mark == WORKER:
        until(partial(nothing_held_by, server.data, victim.pid))  # taken back by itself, within a minute
    else:
        gone = running if victim is running[0] else [victim]  # with the first of them goes its own worker
        until(lambda: not any(lives(process) for process in gone), every=0.05)
        until(partial(answers, server), every=0.05)
    return True


def lives(process: psutil.Process) -> bool:
    """Whether it runs; dead is also one that nobody has waited for yet."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def answers(server: Server) -> bool:
    """Whether the web server answers."""
    try:
        requests.get(f"{server.address}/suc-khoe/", timeout=10)
        return True
    except requests.RequestException:
        return False


def nothing_held_by(data: Path, worker: int) -> bool:
    """Whether no job is held by that process any more."""
    return not rows(data, HELD, f"%/{worker}")


def main_job(officer: Officer, data: Path, number: int, report: str) -> None:
    """Upload, wait for the reading, confirm all that was read clearly, write into the report."""
    body = PLAN.format(number=number).encode()
    upload = {"file": (f"lan-{number}.txt", body, "text/plain")}
    officer.post("/admin/ke-hoach/them/", {"declared_not_secret": "no"}, files=upload)
    until(lambda: [state for _, state in plan_ids(data, number)] == ["draft"])
    plan = plan_ids(data, number)[0][0]
    while clear := rows(data, "select count(*) from plans_plantask where plan_id=? and state='clear'", plan)[0][0]:
        officer.post(f"/admin/ke-hoach/{plan}/soat/doc-ro/", {"promised": clear})
    month = this_period()
    officer.post("/admin/bao-cao/mo/", {"when": f"{month.year}-{month.month:02d}"})
    version = rows(data, "select version from reports_passage where key=? and report_id=?", report, 1)
    officer.post(
        f"/admin/bao-cao/1/doan/{report}/", {"text": f"Lần {number}", "version": version[0][0] if version else 0}
    )


def test_killed_at_fifty_points_nothing_is_lost_and_nothing_done_twice(server):
    dice = random.Random(57)
    data = server.data
    officer = Officer(server.address)
    officer.sign_in("canbo", "minh-hoa-2026")
    before = rows(data, "select count(*) from work_workitem")[0][0]
    finished: list[int] = []
    failed: list[BaseException] = []

    def work() -> None:
        number = 0
        try:
            while kills[0] < KILLS or len(finished) < ROUNDS:
                number += 1
                main_job(officer, data, number, "assessment")
                finished.append(number)
        except BaseException as error:
            failed.append(error)

    kills = [0]
    thread = threading.Thread(target=work)
    thread.start()
    while (kills[0] < KILLS or len(finished) < ROUNDS) and not failed:
        time.sleep(dice.uniform(0.05, 0.8))
        kills[0] += kill_something(server, dice)
    thread.join(180)
    assert not failed, failed
    assert finished
    due = "select 1 from shared_job where state in ('queued', 'running') and run_after < datetime('now')"
    until(lambda: not rows(data, due))
    assert rows(data, "select kind, error_text from shared_job where state = 'failed'") == []
    for number in finished:
        assert len(plan_ids(data, number)) == 1, f"plan {number} is lost or there twice"
    same = "select text from plans_plantask where text like '%lần %' group by text having count(*) > 1"
    assert rows(data, same) == [], "a reading was stored twice"
    made = rows(data, "select count(*) from work_workitem")[0][0] - before
    assert made == 3 * len(finished), "confirmed tasks and work items differ"
    assert rows(data, "select count(*) from reports_report") == [(1,)]
    assert rows(data, "select text from reports_passage where key = 'assessment'") == [(f"Lần {finished[-1]}",)]
    twice = "select action, target_type, target_id, count(*) from shared_auditentry where action in "
    twice += "('library.store', 'plans.create', 'reports.opened') group by 1, 2, 3 having count(*) > 1"
    assert rows(data, twice) == []
    assert rows(data, "pragma integrity_check") == [("ok",)]
    stored = {Path(name).name for (name,) in rows(data, "select file from library_document")}
    assert stored <= {path.name for path in (data / "files" / "library").iterdir()}
