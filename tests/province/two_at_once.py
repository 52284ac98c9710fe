"""Two people press at once: the second waits for the first, and then sees what the first has done.

Run by `test_postgres`, in a process whose DATABASE_URL names PostgreSQL: SQLite has one writer in any case.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from lantoa.org.models import Position, Role, Unit, User
from lantoa.org.policies import actor_for
from lantoa.org.services import people, positions, units
from lantoa.org.services.people import NewPerson
from lantoa.org.services.positions import NewPosition
from lantoa.org.testing import Commune
from lantoa.plans import services as plans
from lantoa.plans.models import TaskUnit
from lantoa.plans.testing import make_plan
from lantoa.reports import services as reports
from lantoa.reports.testing import PERIOD, make_ledger
from lantoa.shared.errors import InvalidInput, WrongState
from lantoa.work.services import erase_evidence

pytestmark = pytest.mark.django_db(transaction=True)

WAITING = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
SINCE = date(2025, 7, 1)


def second_answer(first: Callable[[], object], second: Callable[[], Any]) -> Any:
    """Do `first` and, before it commits, begin `second` in another connection; returns what that gave or raised."""
    answers: list[Any] = []

    def run() -> None:
        try:
            answers.append(second())
        except Exception as error:  # whatever it is, the test judges it
            answers.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        first()
        thread.start()
        wait_until_it_waits(thread)
    thread.join(30)
    assert answers, "the second is through when the first is"
    return answers[0]


def wait_until_it_waits(thread: threading.Thread) -> None:
    with connection.cursor() as cursor:
        while thread.is_alive():
            cursor.execute("select pg_stat_clear_snapshot()")  # else the first answer stays for the whole transaction
            cursor.execute(WAITING)
            if cursor.fetchone() != (0,):
                return
            time.sleep(0.02)


def add_unit(commune: Commune, name: str = "Thôn Mới") -> Unit:
    return units.add(actor=commune.actor("officer"), organisation_id=commune.organisation.pk, kind="hamlet", name=name)


def add_person(commune: Commune, *, phone: str = "", role: Role = Role.EDITOR, name: str = "Lò Thị Mây") -> Position:
    return people.add(
        actor=commune.actor("administrator"),
        organisation_id=commune.organisation.pk,
        person=NewPerson(name, phone),
        position=NewPosition(role=role, title="Biên tập viên", starts_on=SINCE),
    )


def test_the_same_unit_is_added_once(commune):
    assert second_answer(lambda: add_unit(commune), lambda: add_unit(commune)) == Unit.objects.get(name="Thôn Mới")


@pytest.mark.parametrize("phone", ["", "0912345678"])
def test_the_same_person_is_added_once(commune, phone):
    answer = second_answer(lambda: add_person(commune, phone=phone), lambda: add_person(commune, phone=phone))
    assert answer == Position.objects.get(user__full_name="Lò Thị Mây")


@pytest.mark.parametrize("phone", ["", "0912345678"])
def test_two_communes_add_people_of_one_name(commune, other_commune, phone):
    answer = second_answer(lambda: add_person(commune, phone=phone), lambda: add_person(other_commune, phone=phone))
    assert answer.organisation == other_commune.organisation
    assert User.objects.filter(full_name="Lò Thị Mây").count() == (1 if phone else 2)


def test_the_same_position_is_given_once(commune):
    def give() -> Position:
        return positions.give(
            actor=commune.actor("administrator"),
            organisation_id=commune.organisation.pk,
            user=commune.people["auditor"],
            position=NewPosition(role=Role.EDITOR, title="Biên tập viên", starts_on=SINCE),
        )

    assert second_answer(give, give) == Position.objects.get(user=commune.people["auditor"], role=Role.EDITOR)


@pytest.mark.parametrize("how", ["end", "deactivate"])
def test_of_two_administrators_who_let_each_other_go_one_stays(commune, how):
    one, other = commune.people["administrator"], add_person(commune, role=Role.ADMINISTRATOR).user
    actors = {user.pk: actor_for(user) for user in (one, other)}

    def let_go(user: User, by: User) -> object:
        actor, position = actors[by.pk], Position.objects.get(user=user, role=Role.ADMINISTRATOR)
        if how == "deactivate":
            return people.deactivate(actor=actor, user=user, organisation_id=commune.organisation.pk)
        return positions.end(actor=actor, position=position, on=timezone.localdate())

    answer = second_answer(lambda: let_go(other, one), lambda: let_go(one, other))
    assert isinstance(answer, WrongState)
    assert Position.objects.filter(role=Role.ADMINISTRATOR, ends_on=None).count() == 1


def test_two_units_are_not_merged_into_one_another(commune):
    def merge(old: Unit, new: Unit) -> Unit:
        return units.merge(actor=commune.actor("officer"), unit=old, into=new, version=old.version)

    one, other = commune.units["hamlet"], commune.units["hamlet2"]
    assert isinstance(second_answer(lambda: merge(one, other), lambda: merge(other, one)), WrongState)
    assert Unit.objects.filter(pk__in=[one.pk, other.pk], is_active=True).count() == 1


def test_nobody_is_given_a_position_in_a_unit_that_is_being_closed(commune):
    unit = commune.units["hamlet2"]
    answer = second_answer(
        lambda: units.deactivate(actor=commune.actor("officer"), unit=unit, version=unit.version),
        lambda: positions.give(
            actor=commune.actor("officer"),
            organisation_id=commune.organisation.pk,
            user=commune.people["unit_member"],
            position=NewPosition(role=Role.UNIT_HEAD, title="Trưởng thôn", starts_on=SINCE, unit_id=unit.pk),
        ),
    )
    assert isinstance(answer, InvalidInput)


@pytest.mark.parametrize("merging_first", [True, False])
def test_a_plan_that_teaches_the_tree_a_unit_and_a_merge_do_not_wait_for_each_other(
    commune, settings, tmp_path, merging_first
):
    settings.MEDIA_ROOT = tmp_path
    row = TaskUnit.objects.get(task__plan=make_plan(commune), printed="Đội chiếu phim lưu động")
    old, new, officer = commune.units["hamlet"], commune.units["hamlet2"], commune.actor("officer")

    def merge() -> object:
        return units.merge(actor=officer, unit=old, into=new, version=old.version)

    def learn() -> object:
        return plans.add_unit(actor=officer, task_unit_id=row.pk)

    answer = second_answer(merge, learn) if merging_first else second_answer(learn, merge)
    assert not isinstance(answer, Exception), answer
    assert Unit.objects.filter(name="Đội chiếu phim lưu động").exists()
    assert not Unit.objects.get(pk=old.pk).is_active


@pytest.mark.parametrize("freezing_first", [True, False])
def test_words_that_are_erased_while_a_report_is_frozen_are_not_in_it(commune, freezing_first, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: PERIOD.end)
    ledger, officer = make_ledger(commune), commune.actor("officer")
    piece = ledger.evidence(ledger.item(), PERIOD.end, "note", text="Hướng dẫn ông Lành cài ứng dụng")
    report = reports.open_report(
        actor=officer, organisation_id=commune.organisation.pk, year=2026, month=11, today=PERIOD.end
    )

    def freeze() -> object:
        return reports.freeze(actor=officer, report_id=report.pk, today=PERIOD.end)

    def erase() -> object:
        return erase_evidence(actor=officer, evidence_id=piece.pk, reason="Ông Lành đề nghị")

    answer = second_answer(freeze, erase) if freezing_first else second_answer(erase, freeze)
    assert not isinstance(answer, Exception), answer
    report.refresh_from_db()
    assert report.is_frozen
    assert "Lành" not in str(report.figures)
