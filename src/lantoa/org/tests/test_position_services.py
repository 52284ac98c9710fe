"""Positions: what is refused, what is done once. Who may is in `tests/architecture/service_table.py`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.org.models import FieldPass, Position, Role, User
from lantoa.org.policies import actor_for
from lantoa.org.services import organisation, passes, people, positions
from lantoa.org.services.people import NewPerson
from lantoa.org.services.positions import GIVEN_BY_OFFICERS
from lantoa.org.signals import position_handed_over
from lantoa.org.testing import new_position, org_id
from lantoa.shared import preferences
from lantoa.shared.actors import SYSTEM
from lantoa.shared.errors import InvalidInput, NotFound, PermissionRefused, WrongState

A, O = Role.ADMINISTRATOR, Role.OFFICER  # noqa: E741
START = date(2026, 1, 1)


def issue_pass(actor, commune):
    return passes.issue_pass(actor=actor, user=commune.people[Role.UNIT_HEAD], organisation_id=org_id(commune))


def revoke_pass(actor, commune):
    head = commune.people[Role.UNIT_HEAD]
    made, _new = FieldPass.objects.get_or_create(user=head, organisation=commune.organisation, secret_hash="x")
    return passes.revoke_pass(actor=actor, field_pass=made)


def set_preferences(actor, commune, **values):
    values = values or {"org.idle_minutes": "20"}
    seal = preferences.seal(preferences.in_force(org_id(commune)))
    return organisation.set_preferences(actor=actor, organisation_id=org_id(commune), seal=seal, values=values)


def held(commune, role) -> Position:
    return Position.objects.get(user=commune.people[role], organisation=commune.organisation, role=role)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("giver", [A, O])
def test_an_officer_gives_and_ends_only_roles_below_their_own(commune, giver, role):
    actor = commune.actor(giver)

    def give():
        return positions.give(
            actor=actor,
            organisation_id=org_id(commune),
            user=commune.people[Role.AUDITOR],
            position=new_position(commune, role),
        )

    target = next(p for p in Position.objects.filter(organisation=commune.organisation, role=role))
    if giver == A or role in GIVEN_BY_OFFICERS:
        assert give() == give(), "given twice it is one position"
    else:
        with pytest.raises(PermissionRefused):
            give()
        with pytest.raises(PermissionRefused):
            positions.end(actor=actor, position=target, on=START)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "Tên khác"}, "title"),
        ({"ends_on": date(2027, 1, 31)}, "ends_on"),
    ],
)
def test_the_same_position_with_another_title_or_end_is_not_taken_for_given(commune, changes, field):
    given = {
        "actor": commune.actor(A),
        "organisation_id": org_id(commune),
        "user": commune.people[Role.AUDITOR],
    }
    first = positions.give(**given, position=new_position(commune))
    with pytest.raises(InvalidInput) as refused:
        positions.give(**given, position=new_position(commune, **changes))
    assert list(refused.value.fields) == [field]
    assert Position.objects.get(user=commune.people[Role.AUDITOR], role=first.role) == first


@pytest.mark.parametrize(
    ("page", "who", "changes"),
    [
        ("org_positions:end", A, {"on": "31/12/9999"}),  # there is no day after it
        ("org_positions:end", A, {"on": "01/01/0001"}),
        ("org_positions:hand_over", A, {"on": "31/12/9999"}),
        ("org_positions:hand_over", A, {"on": "01/01/0001"}),
        ("org_people:give", Role.AUDITOR, {"ends_on": "31/12/9999"}),
        ("org_people:give", Role.AUDITOR, {"starts_on": "31/12/9999", "ends_on": ""}),
        ("org_people:give", Role.AUDITOR, {"starts_on": "01/01/0001"}),
    ],
)
def test_a_day_beyond_all_reckoning_is_an_error_in_the_form(commune, sign_in, page, who, changes):
    other = people.add(
        actor=SYSTEM,
        organisation_id=org_id(commune),
        person=NewPerson("Lò Thị Mây"),
        position=new_position(commune, A),
    )
    target = held(commune, who)
    usual = {"role": "editor", "title": "Biên tập viên", "unit_id": "", "starts_on": "01/07/2026", "ends_on": ""}
    answer = sign_in(other.user).post(
        reverse(page, args=[target.user_id if page == "org_people:give" else target.pk]),
        {**usual, "to_user": commune.people[Role.AUDITOR].pk, **changes},
    )
    assert answer.status_code in (200, 422)
    assert set(answer.context["form"].errors) <= set(changes)
    assert answer.context["form"].errors


@pytest.mark.parametrize("role", Role.values)
def test_nobody_gives_or_ends_a_role_of_their_own(commune, role):
    for me in (A, O):
        actor = commune.actor(me)
        with pytest.raises(PermissionRefused):
            positions.give(
                actor=actor,
                organisation_id=org_id(commune),
                user=commune.people[me],
                position=new_position(commune, role),
            )
        with pytest.raises(PermissionRefused):
            positions.end(actor=actor, position=held(commune, me), on=START)
        with pytest.raises(PermissionRefused):
            positions.hand_over(actor=actor, position=held(commune, role), to_user=commune.people[me], on=START)


def second_administrator(commune, **changes) -> User:
    user = User.objects.create_user(username="admin2", full_name="Quản trị hai")
    Position.objects.create(
        **{
            "user": user,
            "organisation": commune.organisation,
            "role": A,
            "title": "Quản trị",
            "starts_on": date(2025, 7, 1),
            **changes,
        }
    )
    return user


def test_the_last_administrator_cannot_be_ended(commune):
    second = second_administrator(commune)
    actor = actor_for(second)
    first = held(commune, A)
    positions.end(actor=actor, position=first, on=date(2026, 6, 30))
    third = actor_for(commune.people[A])  # whose own term is over
    with pytest.raises(PermissionRefused):
        positions.end(actor=third, position=Position.objects.get(user=second), on=date(2026, 6, 30))


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_on": date(2099, 1, 1)},  # a term that ends would leave nobody one day
        {"starts_on": date(2099, 1, 1)},  # not yet there
    ],
)
def test_an_administrator_with_a_term_does_not_count_as_one_who_stays(commune, changes):
    second = second_administrator(commune, **changes)
    actor = actor_for(second) if "ends_on" in changes else SYSTEM
    with pytest.raises(WrongState):
        positions.end(actor=actor, position=held(commune, A), on=date(2026, 6, 30))


def snapshot() -> list[Any]:
    models: tuple[Any, ...] = (User, Position, FieldPass)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_letting_the_last_administrator_go_is_refused_as_a_whole(commune):
    second = second_administrator(commune, ends_on=date(2099, 1, 1))
    before = snapshot()
    with pytest.raises(WrongState):
        people.deactivate(actor=actor_for(second), user=commune.people[A], organisation_id=org_id(commune))
    assert snapshot() == before


def test_handing_over_passes_the_position_on_and_takes_the_pass_away(commune):
    head, heir = commune.people[Role.UNIT_HEAD], commune.people[Role.AUDITOR]
    passes.issue_pass(actor=commune.actor(O), user=head, organisation_id=org_id(commune))
    old, today = held(commune, Role.UNIT_HEAD), timezone.localdate()
    told = []

    def listen(**sent):
        told.append((sent["old"].pk, sent["new"].pk))

    position_handed_over.connect(listen)
    try:
        new = positions.hand_over(actor=commune.actor(O), position=old, to_user=heir, on=today)
        again = positions.hand_over(actor=commune.actor(O), position=old, to_user=heir, on=today)
    finally:
        position_handed_over.disconnect(listen)
    old.refresh_from_db()
    assert again == new
    assert told == [(old.pk, new.pk)]
    assert (old.ends_on, old.handed_over_to, new.starts_on) == (today - timedelta(days=1), new, today)
    assert (new.role, new.unit, new.title) == (old.role, old.unit, old.title)
    assert FieldPass.objects.get(user=head).revoked_at is not None
    assert not actor_for(head).grants
    assert {grant.role for grant in actor_for(heir).grants} == {Role.AUDITOR, Role.UNIT_HEAD}
    with pytest.raises(WrongState):
        positions.hand_over(actor=commune.actor(O), position=old, to_user=commune.people[Role.EDITOR], on=today)


def test_who_still_heads_another_unit_keeps_the_pass(commune):
    head = commune.people[Role.UNIT_HEAD]
    positions.give(actor=commune.actor(O), organisation_id=org_id(commune), user=head, position=new_position(commune))
    passes.issue_pass(actor=commune.actor(O), user=head, organisation_id=org_id(commune))
    first = Position.objects.get(user=head, unit=commune.units["hamlet"])
    positions.hand_over(
        actor=commune.actor(O), position=first, to_user=commune.people[Role.EDITOR], on=timezone.localdate()
    )
    assert FieldPass.objects.get(user=head).revoked_at is None


@pytest.mark.parametrize("on", [date(2025, 7, 1), date(2020, 1, 1)])
def test_a_position_is_not_handed_over_before_it_was_held_a_day(commune, on):
    with pytest.raises(InvalidInput):
        positions.hand_over(
            actor=commune.actor(O), position=held(commune, Role.UNIT_HEAD), to_user=commune.people[Role.EDITOR], on=on
        )


def test_positions_go_to_people_of_the_organisation_only(commune, other_commune):
    stranger = other_commune.people[Role.UNIT_HEAD]
    with pytest.raises(NotFound):
        positions.give(
            actor=commune.actor(A),
            organisation_id=org_id(commune),
            user=stranger,
            position=new_position(commune),
        )
    with pytest.raises(NotFound):
        positions.hand_over(actor=commune.actor(A), position=held(commune, Role.UNIT_HEAD), to_user=stranger, on=START)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"role": "king"}, "role"),
        ({"unit_id": None}, "unit_id"),  # a head of nothing
        ({"unit_id": 999_999}, "unit_id"),
        ({"title": " "}, "title"),
        ({"ends_on": date(2025, 1, 1)}, "ends_on"),
    ],
)
def test_what_a_position_cannot_be(commune, changes, field):
    with pytest.raises(InvalidInput) as refused:
        positions.give(
            actor=commune.actor(A),
            organisation_id=org_id(commune),
            user=commune.people[Role.EDITOR],
            position=new_position(commune, **changes),
        )
    assert set(refused.value.fields) == {field}
