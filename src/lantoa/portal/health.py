"""How the installation is: do its servers answer, and does the worker keep up."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantoa.shared.files import FilesAway
from lantoa.shared.jobs.beat import GONE, lateness
from lantoa.shared.jobs.bells import Silent, bell

ASKED_EVERY = 10.0
"""Seconds. The page is open to everybody: however often it is asked for, other servers are asked no more than this."""

DATABASE_AWAY = _("Cơ sở dữ liệu chưa trả lời. Xem máy chủ dữ liệu đã chạy chưa và DATABASE_URL đã đúng chưa.")
QUEUE_AWAY = _("Redis chưa trả lời nên việc chạy nền phải chờ. Xem Redis đã chạy chưa và REDIS_URL đã đúng chưa.")
WORKER_LATE = _("Máy chạy nền đã lâu không nhận việc. Chạy lại lantoa start, hoặc lantoa worker trên máy chạy nền.")

_answers: dict[str, tuple[float, str | Promise]] = {}


@dataclass(frozen=True, slots=True)
class Health:
    """`worker_late`: seconds that work has waited with no worker about to take it; None where nothing can be known.

    `queue`, `files`: what is wrong with what wakes workers and with the store of files; empty where nothing is.
    """

    database: bool
    worker_late: int | None
    queue: str | Promise = ""
    files: str | Promise = ""

    @property
    def problems(self) -> list[str]:
        """What is wrong, each a sentence with a way out. They name settings, never values."""
        late = self.worker_late is not None and self.worker_late >= GONE.total_seconds()
        found = ["" if self.database else DATABASE_AWAY, self.files, self.queue]
        found += [WORKER_LATE] if late and not self.queue else []
        return [str(sentence) for sentence in found if sentence]

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """For the endpoint; holds no names, counts or addresses."""
        return {
            "ok": self.ok,
            "database": self.database,
            "queue": not self.queue,
            "files": not self.files,
            "worker_late_seconds": self.worker_late,
            "problems": self.problems,
        }


def check(now: datetime | None = None) -> Health:
    """Ask the servers and read off how late the worker is. Never raises for one that is away."""
    now = now or timezone.now()
    queue, files = _answer("queue", _queue), _answer("files", _files)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        late = lateness(now)
    except DatabaseError:
        return Health(database=False, worker_late=None, queue=queue, files=files)
    return Health(database=True, worker_late=late, queue=queue, files=files)


def _answer(server: str, ask: Callable[[], str | Promise]) -> str | Promise:
    """What a server answered, or answered a moment ago."""
    asked_at, answer = _answers.get(server, (-ASKED_EVERY, ""))
    if time.monotonic() - asked_at >= ASKED_EVERY:
        answer = ask()
        _answers[server] = (time.monotonic(), answer)
    return answer


def _files() -> str | Promise:
    store: Any = default_storage
    try:
        store.check()
    except FilesAway as error:
        return error.reason
    return ""


def _queue() -> str | Promise:
    try:
        bell().check()
    except Silent:
        return QUEUE_AWAY
    return ""
