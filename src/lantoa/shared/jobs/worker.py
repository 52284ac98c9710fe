"""The worker process: drains the queue, takes back what was lost, starts what recurs."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from types import FrameType

from django.db import close_old_connections
from django.db.utils import OperationalError
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.management.commands.db_worker import Worker

from lantoa.shared.jobs.beat import Beat
from lantoa.shared.jobs.upkeep import recover, tick

logger = logging.getLogger(__name__)

IDLE_SECONDS = 0.5
SWEEP_SECONDS = 5.0


class JobWorker:
    """Runs jobs of `queues` until told to stop by SIGTERM or SIGINT; the job in hand is finished first."""

    def __init__(self, queues: list[str]) -> None:
        self.running = True
        self._queues = queues
        self._drain = Worker(
            queue_names=queues,
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()}-{os.getpid()}"[:64],
            excluded_queue_names=[],
        )

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.running = False
        self._drain.running = False

    def run(self) -> None:
        """Loop until stopped. Loses nothing when killed: the lease of the job in hand runs out and it is run again."""
        autodiscover_modules("jobs")
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        with Beat(self._queues):
            self._loop()

    def _loop(self) -> None:
        swept = 0.0
        while self.running:
            try:
                if time.monotonic() - swept >= SWEEP_SECONDS:
                    recover()
                    tick()
                    swept = time.monotonic()
                self._drain.run()
            except OperationalError:
                logger.warning("the database does not answer; trying again", exc_info=True)
                time.sleep(2)
            close_old_connections()
            if self.running:
                time.sleep(IDLE_SECONDS)
