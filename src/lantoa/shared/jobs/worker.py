"""The worker process: answers the bell, takes back what was lost, starts what recurs."""

from __future__ import annotations

import logging
import signal
import time
from types import FrameType

from django.db import close_old_connections
from django.db.utils import OperationalError
from django.utils.module_loading import autodiscover_modules

from lantoa.shared.jobs.beat import Beat
from lantoa.shared.jobs.bells import Silent, bell
from lantoa.shared.jobs.upkeep import recover, tick

logger = logging.getLogger(__name__)

IDLE_SECONDS = 0.5
SWEEP_SECONDS = 5.0
AWAY_SECONDS = 2.0
"""How long to wait where the database or the bell does not answer."""


class JobWorker:
    """Runs jobs of `queues` until told to stop by SIGTERM or SIGINT; the job in hand is finished first."""

    def __init__(self, queues: list[str]) -> None:
        self.running = True
        self._queues = queues
        self._silent = False
        self._listener = bell().listen(queues)

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.running = False
        self._listener.stop()

    def run(self) -> None:
        """Loop until stopped. Loses nothing when killed: the lease of the job in hand runs out and it is run again."""
        autodiscover_modules("jobs")
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        with Beat(self._queues):
            self._loop()

    def _loop(self) -> None:
        swept = time.monotonic() - SWEEP_SECONDS
        while self.running:
            try:
                if time.monotonic() - swept >= SWEEP_SECONDS:
                    swept = time.monotonic()
                    recover()
                    tick()
                self._listen()
            except OperationalError:
                logger.warning("the database does not answer; trying again", exc_info=True)
                time.sleep(AWAY_SECONDS)
            close_old_connections()

    def _listen(self) -> None:
        """Answer the bell; where it is silent say so once, and wait. Recurring work is due meanwhile as ever."""
        try:
            self._listener.answer(IDLE_SECONDS)
        except Silent as silence:
            if not self._silent:
                logger.warning("the bell is silent, jobs wait until it rings again: %s", silence)
            self._silent = True
            time.sleep(AWAY_SECONDS)
        else:
            self._silent = False
