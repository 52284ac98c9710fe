"""Units: what is refused, what is done once. Who may is in `tests/architecture/service_table.py`."""

from __future__ import annotations

from datetime import date

import pytest

from lantoa.org import selectors
from lantoa.org.models import Position, Role, Unit, UnitAlias
from lantoa.org.services import units
from lantoa.org.signals import unit_closed, unit_merged, unit_reopened
from lantoa.org.testing import org_id
from lantoa.shared.errors import InvalidInput, NotFound, Stale, WrongState

A, O = Role.ADMINISTRATOR, Role.OFFICER  # noqa: E741
START = date(2026, 1, 1)


def change_unit(actor, commune):
    unit = commune.units["school"]
    return units.change(actor=actor, unit=unit, version=1, kind=unit.kind, name="Trường mới", aliases=["THCS"])


def merge_units(actor, commune):
    return units.merge(actor=actor, unit=commune.units["hamlet2"], into=commune.units["hamlet"], version=1)


def deactivate_unit(actor, commune):
    return units.deactivate(actor=actor, unit=commune.units["police"], version=1)


def test_selectors_find_nothing_of_another_commune(commune, other_commune):
    foreign = org_id(other_commune)
    for find, pk in (
        (selectors.unit, commune.units["hamlet"].pk),
        (selectors.person, commune.people[O].pk),
    ):
        assert find(org_id(commune), pk).pk == pk
        with pytest.raises(NotFound):
            find(foreign, pk)
    assert not selectors.people(foreign, query="officer").filter(pk=commune.people[O].pk).exists()


# --- units


def test_a_unit_is_added_once_with_the_names_that_plans_give_it(commune):
    actor, organisation_id = commune.actor(O), org_id(commune)
    first = units.add(
        actor=actor,
        organisation_id=organisation_id,
        kind="health",
        name=" Trạm  Y tế xã ",
        aliases=["TYT", "tyt", "Trạm Y tế xã"],
    )
    again = units.add(actor=actor, organisation_id=organisation_id, kind="health", name="Trạm Y tế xã")
    assert again == first
    assert first.name == "Trạm Y tế xã"
    assert [alias.text for alias in first.aliases.all()] == ["TYT"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "castle"}, "kind"),
        ({"name": "Công an xã", "kind": "school"}, "name"),  # the name of another unit
        ({"parent_id": 999_999}, "parent_id"),
    ],
)
def test_what_a_unit_cannot_be(commune, changes, field):
    given = {"kind": "school", "name": "Trường Tiểu học", **changes}
    with pytest.raises(InvalidInput) as refused:
        units.add(actor=commune.actor(O), organisation_id=org_id(commune), **given)
    assert set(refused.value.fields) == {field}


def test_a_unit_cannot_stand_below_itself_or_a_foreign_one(commune, other_commune):
    office, team = commune.units["culture"], commune.units["economy"]
    actor = commune.actor(O)
    units.change(actor=actor, unit=team, version=1, kind=team.kind, name=team.name, aliases=[], parent_id=office.pk)
    for parent in (office, team, other_commune.units["culture"]):
        with pytest.raises(InvalidInput):
            units.change(
                actor=actor, unit=office, version=1, kind="office", name="Phòng", aliases=[], parent_id=parent.pk
            )


@pytest.mark.parametrize("act", [change_unit, merge_units, deactivate_unit])
def test_who_saves_an_older_unit_is_told(commune, act):
    Unit.objects.update(version=2)
    with pytest.raises(Stale):
        act(commune.actor(O), commune)


def test_merging_takes_names_people_and_sub_units_over_and_tells_the_layers_above(commune):
    old, into = commune.units["hamlet"], commune.units["hamlet2"]
    commune.units["school"].parent = old
    commune.units["school"].save()
    UnitAlias.objects.create(unit=old, text="Thôn 1", folded="thon 1")
    told = []

    def listen(**sent):
        told.append((sent["old"].pk, sent["new"].pk, sent["actor"].user_id))

    unit_merged.connect(listen)
    try:
        for _ in range(2):
            units.merge(actor=commune.actor(O), unit=old, into=into, version=1)
    finally:
        unit_merged.disconnect(listen)
    assert told == [(old.pk, into.pk, commune.people[O].pk)], "merged once, told once"
    assert not Unit.objects.get(pk=old.pk).is_active
    assert set(into.aliases.values_list("text", flat=True)) == {"Thôn Bến Đò", "Thôn 1"}
    assert {p.role for p in Position.objects.filter(unit=into)} == {Role.UNIT_HEAD, Role.UNIT_MEMBER}
    assert Unit.objects.get(pk=commune.units["school"].pk).parent == into


def test_units_of_two_communes_are_never_merged(commune, other_commune):
    with pytest.raises(InvalidInput):
        units.merge(actor=commune.actor(O), unit=commune.units["hamlet"], into=other_commune.units["hamlet"], version=1)


def test_closing_and_reopening_a_unit_tell_the_layers_above_once(commune):
    told = []

    def listen(signal, **sent):
        told.append((signal, sent["unit"].is_active, sent["actor"].user_id))

    for signal in (unit_closed, unit_reopened):
        signal.connect(listen)
    try:
        for act in (units.deactivate, units.reactivate):
            for _ in range(2):
                unit = Unit.objects.get(pk=commune.units["school"].pk)
                act(actor=commune.actor(O), unit=unit, version=unit.version)
    finally:
        for signal in (unit_closed, unit_reopened):
            signal.disconnect(listen)
    officer = commune.people[O].pk
    assert told == [(unit_closed, False, officer), (unit_reopened, True, officer)]


def test_a_unit_with_people_is_not_taken_out_of_use(commune):
    with pytest.raises(WrongState):
        units.deactivate(actor=commune.actor(O), unit=commune.units["hamlet"], version=1)


# --- positions
