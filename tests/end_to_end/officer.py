"""An officer's browser without its screen, a plan to upload, and a look into the database meanwhile."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import requests

PLAN = """ỦY BAN NHÂN DÂN XÃ MINH HỌA

KẾ HOẠCH
Dọn vệ sinh đường mạng lần {number}

I. MỤC ĐÍCH
- Giữ đường làng sạch.

II. TỔ CHỨC THỰC HIỆN

1. Công an xã

a) Giữ trật tự buổi ra quân lần {number}; hoàn thành trước ngày 15/01/2027.

b) Báo cáo tình hình lần {number} về Ủy ban nhân dân xã.

2. Phòng Kinh tế

Bố trí kinh phí lần {number}; hoàn thành trước ngày 20/01/2027.
"""
RETRIED = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


class Officer:
    """The officer's browser: it tries again when the server did not answer, as a person would."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = requests.Session()

    def ask(self, method: str, path: str, **more: object) -> requests.Response:
        deadline = time.monotonic() + 60
        while True:
            try:
                answer = self.session.request(method, self.address + path, timeout=10, **more)  # type: ignore[arg-type]
                if answer.status_code < 500:
                    return answer
            except RETRIED:
                pass
            assert time.monotonic() < deadline, f"{path} was not answered for a minute"
            time.sleep(0.1)

    def post(self, path: str, data: dict[str, object], **more: object) -> requests.Response:
        token = self.session.cookies.get("csrftoken")
        head = {"Referer": self.address + path}
        return self.ask("POST", path, data={**data, "csrfmiddlewaretoken": token}, headers=head, **more)

    def sign_in(self, name: str, password: str) -> None:
        self.ask("GET", "/tai-khoan/login/")
        answer = self.post("/tai-khoan/login/", {"login": name, "password": password})
        assert answer.url.endswith("/admin/"), answer.url
        self.ask("GET", "/admin/ke-hoach/")


def rows(data: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{data / 'lantoa.sqlite3'}?mode=ro", uri=True, timeout=20)) as db:
        return db.execute(sql, values).fetchall()


def until(found: Callable[[], object], seconds: float = 60, every: float = 0.2) -> None:
    """Wait for something that happens by itself. A minute is what the product promises."""
    deadline = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < deadline, "it did not recover by itself within a minute"
        time.sleep(every)


def plan_ids(data: Path, number: int) -> list[tuple[Any, ...]]:
    return rows(data, "select id, state from plans_plan where title like ?", f"Dọn vệ sinh đường mạng lần {number}")


def this_period() -> date:
    """The first day of the month after which this reporting period is named: it ends on the 14th."""
    today = date.today()
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1) if today.day > 14 else today.replace(day=1)
