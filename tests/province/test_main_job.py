"""The main job of a province on PostgreSQL, Redis and S3, by settings alone: from the upload to the restored report."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import boto3
import openpyxl
import psycopg
import pytest
from docx import Document
from PIL import Image

from lantoa.work.testing import photo
from tests.end_to_end.officer import PLAN, Officer, this_period, until
from tests.end_to_end.server import Server, say

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.redis,
    pytest.mark.kill,
    pytest.mark.xdist_group("province"),
    pytest.mark.timeout(500),
]

Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def settings_of_all(scratch_database, bucket, own_redis) -> Iterator[dict[str, str]]:
    """What the environment of every machine of the province says."""
    with own_redis() as redis:
        yield {"DATABASE_URL": scratch_database, "REDIS_URL": redis, **bucket}


@pytest.fixture
def ask(scratch_database) -> Ask:
    def answer(statement: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(scratch_database, autocommit=True) as connection:
            found = connection.execute(statement, values)
            return found.fetchall() if found.description else []

    return answer


@contextmanager
def running(data: Path, settings: dict[str, str]) -> Iterator[Officer]:
    server = Server(data, settings=settings).start()
    try:
        officer = Officer(server.address)
        officer.sign_in("canbo", "minh-hoa-2026")
        yield officer
    finally:
        assert server.stop() == 0


def objects(bucket: dict[str, str]) -> Any:
    server = boto3.resource(
        "s3",
        endpoint_url=bucket["LANTOA_S3_ENDPOINT"],
        aws_access_key_id=bucket["LANTOA_S3_ACCESS_KEY"],
        aws_secret_access_key=bucket["LANTOA_S3_SECRET_KEY"],
        region_name="us-east-1",
    )
    return server.Bucket(bucket["LANTOA_S3_BUCKET"]).objects


def upload_and_issue(officer: Officer, ask: Ask) -> tuple[int, int]:
    """A plan, read by the worker, confirmed and issued; returns the ids of its document and of its first item."""
    files = {"file": ("lan-1.txt", PLAN.format(number=1).encode(), "text/plain")}
    officer.post("/admin/ke-hoach/them/", {"declared_not_secret": "no"}, files=files)
    draft = "select id, document_id from plans_plan where state = 'draft' and title like %s"
    until(lambda: ask(draft, "Dọn vệ sinh đường mạng%"))
    plan, document = ask(draft, "Dọn vệ sinh đường mạng%")[0]
    clear = ask("select count(*) from plans_plantask where plan_id = %s and state = 'clear'", plan)[0][0]
    officer.post(f"/admin/ke-hoach/{plan}/soat/doc-ro/", {"promised": clear})
    issued: dict[str, object] = {"sign": "41/KH-UBND", "issued_on": f"{date.today():%d/%m/%Y}", "leave_waiting": "on"}
    officer.post(f"/admin/ke-hoach/{plan}/ban-hanh/", issued)
    (item,) = ask("select min(id) from work_workitem where plan_id = %s", plan)[0]
    return document, item


def prove(officer: Officer, ask: Ask, item: int) -> tuple[int, str]:
    """A photo with a place, sent for the unit that telephoned; returns the evidence's id and SHA-256."""
    values: dict[str, object] = {
        "client_key": "key-000000000001",
        "happened_on": f"{date.today():%d/%m/%Y}",
        "received": "phone",
        "reported_by": "Bác Lành",
        "declared_not_secret": "on",
    }
    shot = photo(size=(640, 480), place=True)
    files = {"shots": ("anh.jpg", shot.read(), "image/jpeg")}
    officer.post(f"/admin/cong-viec/{item}/nhap-thay/", values, files=files)
    ((evidence, sha256),) = ask("select id, sha256 from work_evidence where item_id = %s and kind = 'photo'", item)
    return evidence, sha256


def report(officer: Officer, ask: Ask) -> int:
    month = this_period()
    officer.post("/admin/bao-cao/mo/", {"when": f"{month.year}-{month.month:02d}"})
    return int(ask("select max(id) from reports_report")[0][0])


def seen(officer: Officer, document: int, evidence: int, report: int) -> dict[str, Any]:
    """What an officer gets out: the original, the photo, the report in words and in figures."""
    word = Document(io.BytesIO(officer.ask("GET", f"/admin/bao-cao/{report}/tai/word/").content))
    excel = openpyxl.load_workbook(io.BytesIO(officer.ask("GET", f"/admin/bao-cao/{report}/tai/excel/").content))
    cells = {str(cell) for sheet in excel for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    return {
        "original": officer.ask("GET", f"/van-ban/{document}/tep/").content,
        "photo": officer.ask("GET", f"/viec/minh-chung/{evidence}/").content,
        "words": [paragraph.text for paragraph in word.paragraphs],
        "cells": cells,
    }


def read_on_another_machine(data: Path, settings: dict[str, str], officer: Officer, document: int) -> None:
    """What is uploaded on one machine is shown on the other: the same person, led to the second one."""
    second = Server(data, settings=settings).start()
    try:
        there = Officer(second.address)
        there.session.cookies.update(officer.session.cookies)
        assert there.ask("GET", f"/van-ban/{document}/tep/").content == PLAN.format(number=1).encode()
    finally:
        assert second.stop() == 0


def test_from_the_upload_to_the_report_on_two_machines_and_restored(tmp_path, settings_of_all, bucket, ask):
    data, archive = tmp_path / "data", tmp_path / "b.zip"
    settings_of_all |= {"LANTOA_SECRET_KEY": "the same on both machines"}
    with running(data, settings_of_all) as officer:
        document, item = upload_and_issue(officer, ask)
        evidence, sha256 = prove(officer, ask, item)
        number = report(officer, ask)
        read_on_another_machine(tmp_path / "two", settings_of_all, officer, document)
        before = seen(officer, document, evidence, number)
        assert before["original"] == PLAN.format(number=1).encode()
        assert hashlib.sha256(before["photo"]).hexdigest() == sha256
        assert not Image.open(io.BytesIO(before["photo"])).getexif()
        assert any(sha256 in cell for cell in before["cells"]), "the report's figures name what stands behind them"
        done = say("backup", "--data", str(data), str(archive), seconds=120, **settings_of_all)
        assert done.returncode == 0, done.stderr
    kept = {row.key for row in objects(bucket).all()}
    assert not (data / "files").exists(), "nothing of the files lies on the machine"
    assert not (data / "lantoa.sqlite3").exists()

    objects(bucket).delete()
    ask("drop schema public cascade")
    ask("create schema public")
    shutil.rmtree(data)
    elsewhere = tmp_path / "another-machine"
    done = say("restore", "--data", str(elsewhere), str(archive), seconds=120, **settings_of_all)
    assert done.returncode == 0, done.stderr
    assert {row.key for row in objects(bucket).all()} == kept
    with running(elsewhere, settings_of_all) as officer:
        assert seen(officer, document, evidence, number) == before
