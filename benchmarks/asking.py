"""Asking over HTTP: how long an answer takes while 50 people ask on the public page of a running server.

    python -m benchmarks.asking

A server is started on the sample commune. 50 people, each with cookies of their own, ask one question after the other
and read for some seconds before the next; the time is that of the whole answer, from the first byte sent to the last
received, with the conversation written down. Limit: 80 ms for 99 of 100 answers. A last line tells how many answers
a second the server gives when nobody reads.
"""

from __future__ import annotations

import random
import re
import tempfile
import threading
import time
from pathlib import Path

import numpy as np
import requests

from benchmarks import _answers as learning
from benchmarks._report import line
from benchmarks.startup import free_port, start, stop

PEOPLE, EACH = 50, 4
READING = (4.0, 8.0)  # seconds between an answer and the next question
LIMIT_MS = 80.0
RUSH = 60


def main() -> None:
    questions = [row["question"] for row in learning.rows(learning.KNOWLEDGE)]
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        process, _ = start(Path(folder), port)
        try:
            address = f"http://127.0.0.1:{port}/hoi/"
            ask(person(address), address, questions[0])  # the index is built when the first asks
            times = asked_by_all(address, questions)
            rushed = rush(address, questions)
        finally:
            stop(process)
    p50, p99 = np.percentile(times, [50, 99])
    line(f"{PEOPLE} people, {len(times)} answers, median", float(p50), "ms", LIMIT_MS, "limit")
    line("99 of 100 answers within", float(p99), "ms", LIMIT_MS, "limit")
    print(f"{'one after the other, nobody reading':<52} {rushed:>10.3g} answers a second")


def person(address: str) -> requests.Session:
    """A browser with cookies of its own that has opened the page."""
    session = requests.Session()
    page = session.get(address, timeout=60)
    page.raise_for_status()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert token is not None
    session.headers["X-CSRFToken"] = token[1]
    return session


def ask(session: requests.Session, address: str, question: str) -> float:
    """Ask as the page's script does; returns the milliseconds of the whole answer."""
    form = {"text": question, "after": session.headers.get("X-Last", "0")}
    began = time.perf_counter()
    answer = session.post(address, data=form, headers={"X-Part": "1"}, timeout=60)
    answer.raise_for_status()
    took = (time.perf_counter() - began) * 1000
    last = re.search(r'data-last="(\d+)"', answer.text)
    session.headers["X-Last"] = last[1] if last else "0"
    return took


def asked_by_all(address: str, questions: list[str]) -> list[float]:
    """All people at once, each asking and reading; returns the milliseconds of every answer."""
    times: list[float] = []

    def one(number: int) -> None:
        chance = random.Random(number)
        session = person(address)
        for _ in range(EACH):
            time.sleep(chance.uniform(*READING))
            times.append(ask(session, address, chance.choice(questions)))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def rush(address: str, questions: list[str]) -> float:
    """Answers a second to one who does not read."""
    sessions = [person(address) for _ in range(6)]
    began = time.perf_counter()
    for number in range(RUSH):
        ask(sessions[number % len(sessions)], address, questions[number % len(questions)])
    return RUSH / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
