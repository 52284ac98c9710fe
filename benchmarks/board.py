"""The board with 2,000 work items: server time of the page and number of queries.

    python -m benchmarks.board

Limit: 100 ms of server time (the median of 30 pages through all middleware), which is what a page may take before
people notice. A second line gives the board with 20 items: the same number of queries.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._report import line

if TYPE_CHECKING:
    from lantoa.org.models import User

ITEMS, FEW, ROUNDS, LIMIT_MS = 2000, 20, 30, 100.0


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(LANTOA_DATA=folder, LANTOA_SECRET_KEY="for this measurement only", LANTOA_HOSTS="testserver")
        os.environ["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("migrate", verbosity=0)
        call_command("createcachetable")
        few = measure(FEW)
        many = measure(ITEMS)
        size = (Path(folder) / "lantoa.sqlite3").stat().st_size / 1e6
        line(f"board, {ITEMS} items, SQLite ({size:.1f} MB), median", many[0], "ms", LIMIT_MS, "limit")
        line(f"board, {FEW} items, median", few[0], "ms", LIMIT_MS, "limit")
        line(f"queries with {ITEMS} items", many[1], "", few[1], f"those with {FEW} items")


def measure(wanted: int) -> tuple[float, int]:
    """Fill up to so many items; the median time of a page in ms and its number of queries."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, path = Client(), "/admin/cong-viec/"
    client.force_login(fill(wanted), backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session.update({"second_factor": True, "seen_at": time.time(), "idle_minutes": 60})
    session.save()
    for _ in range(3):
        assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    asked = len(queries)
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), asked


def fill(wanted: int) -> User:
    """Items over all units, a third of them late; returns the officer."""
    from django.utils import timezone

    from lantoa.org.models import Organisation, User
    from lantoa.org.testing import make_commune
    from lantoa.plans.models import DeadlineKind
    from lantoa.work.models import WorkItem, WorkState
    from lantoa.work.testing import make_work

    officer = User.objects.filter(username="officer").first()
    if officer is None:
        make_work(make_commune())
        officer = User.objects.get(username="officer")
    organisation = Organisation.objects.get(kind="commune")
    plan, units = organisation.plans.get(), list(organisation.units.all())
    states = [WorkState.OPEN, WorkState.DOING, WorkState.SUBMITTED, WorkState.DONE]
    text = "Hướng dẫn hộ gia đình có người từ 60 tuổi trở lên cài đặt, sử dụng ứng dụng VNeID, lần thứ"
    WorkItem.objects.bulk_create(
        WorkItem(
            organisation=organisation,
            plan=plan,
            lead=units[n % len(units)],
            text=f"{text} {n}",
            path="IV.6.b",
            deadline_kind=DeadlineKind.DATE if n % 3 else DeadlineKind.ONGOING,
            due_on=timezone.localdate() + timedelta(days=n % 60 - 30) if n % 3 else None,
            state=states[n % 4],
        )
        for n in range(WorkItem.objects.count(), wanted)
    )
    return officer


if __name__ == "__main__":
    main()
