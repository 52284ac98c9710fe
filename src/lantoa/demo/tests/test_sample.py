"""The sample commune: whole or not at all, once, and worth looking at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from lantoa.answers.models import Procedure, Question, State
from lantoa.demo import sample
from lantoa.library import knowledge
from lantoa.org.desk import words
from lantoa.org.models import Organisation, OrganisationKind, Role, UnitKind, User
from lantoa.plans.models import Mode, Plan, PlanState
from lantoa.reports import selectors
from lantoa.shared.models import AuditEntry
from lantoa.work.models import OPEN_STATES, Evidence, WorkItem, WorkState
from lantoa.work.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def told(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Path]:
    """The sample, made once and taken back after this module; where its files and printed sign-ins are."""
    data = tmp_path_factory.mktemp("sample")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DATA=data, MEDIA_ROOT=data / "files"):
        sample.make_if_wanted(empty=False)
        yield data
        transaction.set_rollback(True)


@pytest.fixture
def made(told, settings):
    """The sample is there."""
    settings.DATA = told
    settings.MEDIA_ROOT = told / "files"


@pytest.fixture
def folder(settings, tmp_path):
    """An installation without anything, whose files go to a folder of the test."""
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"


def test_it_is_made_once_and_never_where_an_empty_start_was_asked_for(folder):
    sample.make_if_wanted(empty=True)
    assert not Organisation.objects.exists()
    sample.make_if_wanted(empty=False)
    assert not Organisation.objects.exists()


def test_a_failed_try_leaves_nothing(folder, monkeypatch):
    monkeypatch.setattr("lantoa.demo.story.tell", lambda _cast: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sample.make_if_wanted(empty=False)
    assert not Organisation.objects.exists()


def test_every_screen_has_something_to_show(made):
    assert set(Plan.objects.values_list("state", flat=True)) == {PlanState.ISSUED, PlanState.DRAFT}
    assert {WorkState.OPEN, WorkState.DOING, WorkState.DONE} <= set(WorkItem.objects.values_list("state", flat=True))
    assert {"photo", "number", "note"} <= set(Evidence.objects.values_list("kind", flat=True))
    roles = set(User.objects.filter(is_sample=True).values_list("positions__role", flat=True))
    assert roles == set(Role.values)


def test_residents_are_answered_from_the_plan_and_what_was_approved(made):
    commune = Organisation.objects.get(kind=OrganisationKind.COMMUNE)
    scopes = [entry.source.scope for entry in knowledge.all_entries()]
    assert scopes.count(knowledge.public(commune.pk)) >= 60
    assert set(Question.objects.values_list("state", flat=True)) == {State.APPROVED}
    (plan,) = Plan.objects.filter(state=PlanState.ISSUED)
    (entry,) = knowledge.entries("document", {str(plan.document_id)})
    assert entry.source.scope == knowledge.public(commune.pk)
    assert entry.source.sign == "27/KH-UBND"
    kept = {row.title: row for row in (*Question.objects.all(), *Procedure.objects.all())}
    assert all(row.source_title and row.checked_on for row in kept.values())


def test_every_thing_that_a_write_is_recorded_of_has_a_name_for_people(made):
    recorded = set(AuditEntry.objects.values_list("target_type", flat=True))
    assert {kind for kind in recorded if not words.kind_words(kind)} == set()


def test_each_hamlet_works_with_its_own_team_until_its_own_day(made):
    items = WorkItem.objects.filter(text__contains="VNeID", lead__kind=UnitKind.HAMLET)
    for item in items:
        (team,) = item.coordinating.filter(kind=UnitKind.DIGITAL_TEAM)
        assert team.parent == item.lead
    days = dict(items.values_list("lead__name", "due_on"))
    assert days.pop("Thôn Đình") == date(2026, 12, 31)
    assert set(days.values()) == {date(2026, 11, 30)}


def test_a_second_start_makes_nothing_again(made):
    before = Organisation.objects.count(), WorkItem.objects.count()
    sample.make_if_wanted(empty=False)
    assert (Organisation.objects.count(), WorkItem.objects.count()) == before


def test_sign_ins_are_printed_and_known_as_open_until_their_passwords_change(made):
    assert len(sample.sign_ins()) == 6
    assert any("/vao/" in row["how"] for row in sample.sign_ins())
    assert len(sample.open_sign_ins()) == 5
    officer = User.objects.get(username="canbo")
    officer.set_password("một mật khẩu khác hẳn")
    officer.save()
    assert officer.full_name not in sample.open_sign_ins()


def test_the_first_report_calls_late_what_the_board_calls_late(made):
    commune = Organisation.objects.get(kind=OrganisationKind.COMMUNE)
    figures = selectors.compute(commune.pk, Period(date(2026, 10, 15), date(2026, 11, 14)), timezone.localdate())
    owed = WorkItem.objects.filter(mode=Mode.ASSIGNED, state__in=OPEN_STATES, due_on__lt=figures.as_of)
    assert set(figures.total("overdue").records.items) == set(owed.values_list("pk", flat=True))
    finished = WorkItem.objects.filter(mode=Mode.ASSIGNED, done_on__range=(figures.period.start, figures.as_of))
    assert set(figures.total("done").records.items) == set(finished.values_list("pk", flat=True))
