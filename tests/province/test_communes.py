"""Two communes of one province in one installation: neither sees anything of the other's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from lantoa.library.models import Document
from lantoa.library.testing import make_document
from lantoa.org.models import Unit, User
from lantoa.org.testing import Commune, list_file, parsed
from lantoa.plans.models import Plan
from lantoa.plans.testing import CLEAR, make_plan
from lantoa.reports import services as reports
from lantoa.work import services as work
from lantoa.work.testing import make_work, photo
from tests.architecture.url_table import PUBLIC, TABLE

pytestmark = pytest.mark.django_db

MARK = "Đồng Chuông"
"""Stands in everything that the other commune has."""
LISTS = sorted(name for name, row in TABLE.items() if not row.objects and not row.posts and row.need != PUBLIC)
WITH_A_FILE = ("org_units:index", "org_people:index", "plans_desk:index", "library_desk:index", "work_board")
SEEN = {
    "officer": {
        "today", "org_units:index", "org_people:index", "library_desk:index", "plans_desk:index", "work_board",
        "work_queue",
    },
    "administrator": {"org_journal", "org_people:index"},
    "unit_head": {"work:mine"},
}  # fmt: skip
"""Pages on which the other commune must find its own things: else the test would see nothing where nothing is."""


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def neighbour(other_commune: Commune) -> Commune:
    """The other commune with units, people, a document, a plan, work with a photo, a request and a report."""
    other = other_commune
    other.organisation.issuer = f"Ủy ban nhân dân xã {MARK}"
    other.organisation.save()
    for unit in other.units.values():
        unit.name += f" {MARK}"
        unit.save()
    for user in other.people.values():
        User.objects.filter(pk=user.pk).update(full_name=f"{user.full_name} {MARK}")
    today, officer, head = timezone.localdate(), other.actor("officer"), other.actor("unit_head")
    make_document(other, name=f"{MARK}.txt")
    make_plan(other, [*CLEAR, f"c) Mở lớp tại {MARK}."], name=f"ke-hoach {MARK}.txt")
    for model in (Document, Plan):
        model._default_manager.filter(organisation=other.organisation).update(title=f"Kế hoạch của {MARK}")
    item = make_work(other).item("hamlet", text=f"Treo băng rôn ở {MARK}", deadline_on=today + timedelta(days=3))
    work.add_evidence(
        actor=head, item_id=item.pk, kind="photo", client_key="key-00000001", happened_on=today, upload=photo(),
        text=f"Ảnh chụp ở {MARK}", declared_not_secret=True,
    )  # fmt: skip
    work.ask_extension(
        actor=head, item_id=item.pk, wanted_on=today + timedelta(days=9), reason=f"Mưa ở {MARK}", client_key="a1234567"
    )
    report = reports.open_report(
        actor=officer, organisation_id=other.organisation.pk, year=today.year, month=today.month, today=today
    )
    reports.save_passage(actor=officer, report_id=report.pk, key="proposals", text=f"Xin thêm loa ở {MARK}", version=0)
    return other


def pages_that_show_it(client: Client, *, part: str = "//main") -> Iterator[str]:
    for name in LISTS:
        content = client.get(reverse(name)).content
        if content and any(MARK in html.tostring(one, encoding="unicode") for one in parsed(content).xpath(part)):
            yield name
    for name in WITH_A_FILE:
        answer = client.get(reverse(name), {"tep": "xlsx"})
        if answer.status_code == 200 and MARK in str(list_file(answer.content)):
            yield f"{name} as a file"


def test_no_list_and_no_file_of_a_list_shows_the_other_commune(commune, neighbour, sign_in):
    for role, user in commune.people.items():
        assert list(pages_that_show_it(sign_in(user), part="/html")) == [], role


def test_the_other_commune_finds_all_of_it(neighbour, sign_in):
    for role, names in SEEN.items():
        assert names <= set(pages_that_show_it(sign_in(neighbour.people[role]))), role
    seen = set(pages_that_show_it(sign_in(neighbour.people["officer"])))
    assert {f"{name} as a file" for name in WITH_A_FILE} <= seen


def test_the_same_file_and_the_same_names_are_each_communes_own(commune, other_commune):
    mine, theirs = (make_document(one, "Cùng một văn bản, gửi cho hai xã.") for one in (commune, other_commune))
    assert (mine.pk, mine.file.name) != (theirs.pk, theirs.file.name)
    assert mine.sha256 == theirs.sha256
    assert Unit.objects.filter(name="Thôn Bến Đò").count() == 2


def test_a_report_counts_its_own_communes_work_alone(commune, neighbour, sign_in):
    today = timezone.localdate()
    report = reports.open_report(
        actor=commune.actor("officer"), organisation_id=commune.organisation.pk, year=today.year, month=today.month,
        today=today,
    )  # fmt: skip
    client = sign_in(commune.people["officer"])
    for name in ("report", "word", "excel", "section"):
        answer = client.get(reverse(f"reports_desk:{name}", args=[report.pk]))
        assert answer.status_code == 200, name
        if name == "report":
            assert MARK not in answer.content.decode()
    frozen = reports.freeze(actor=commune.actor("officer"), report_id=report.pk, today=report.period_end)
    assert MARK not in str(frozen.figures)
    assert frozen.figures["evidence_records"] == []
