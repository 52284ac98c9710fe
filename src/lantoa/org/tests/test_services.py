"""Units, people, positions, settings and the first run: who may, what is refused, what is done once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.org import selectors
from lantoa.org.models import FieldPass, Organisation, Position, Role, Unit, UnitAlias, UnitKind, User
from lantoa.org.policies import actor_for
from lantoa.org.services import first_run, organisation, passes, people, positions, units
from lantoa.org.services.people import NewPerson
from lantoa.org.services.positions import GIVEN_BY_OFFICERS, NewPosition
from lantoa.org.signals import position_handed_over, unit_closed, unit_merged, unit_reopened
from lantoa.shared import preferences
from lantoa.shared.actors import NOBODY, SYSTEM
from lantoa.shared.errors import InvalidInput, NotFound, PermissionRefused, Stale, WrongState
from lantoa.shared.models import AuditEntry, SettingValue

A, O = Role.ADMINISTRATOR, Role.OFFICER  # noqa: E741
START = date(2026, 1, 1)


def org_id(commune) -> int:
    return commune.organisation.pk


def new_position(commune, role=Role.UNIT_HEAD, **changes) -> NewPosition:
    unit = commune.units["hamlet2"].pk if role in (Role.UNIT_HEAD, Role.UNIT_MEMBER) else None
    return NewPosition(**{"role": role, "title": "Chức danh mới", "starts_on": START, "unit_id": unit, **changes})


def add_unit(actor, commune):
    return units.add(actor=actor, organisation_id=org_id(commune), kind=UnitKind.SCHOOL, name="Trường Mầm non")


def change_unit(actor, commune):
    unit = commune.units["school"]
    return units.change(actor=actor, unit=unit, version=1, kind=unit.kind, name="Trường mới", aliases=["THCS"])


def merge_units(actor, commune):
    return units.merge(actor=actor, unit=commune.units["hamlet2"], into=commune.units["hamlet"], version=1)


def deactivate_unit(actor, commune):
    return units.deactivate(actor=actor, unit=commune.units["police"], version=1)


def reactivate_unit(actor, commune):
    return units.reactivate(actor=actor, unit=commune.units["police"], version=1)


def add_person(actor, commune):
    person = NewPerson("Trần Văn Lành", "0977000111")
    return people.add(actor=actor, organisation_id=org_id(commune), person=person, position=new_position(commune))


def change_person(actor, commune):
    user = commune.people[Role.UNIT_HEAD]
    return people.change(actor=actor, user=user, version=1, full_name="Tên Mới", phone="0977000112", email="")


def deactivate_person(actor, commune):
    return people.deactivate(actor=actor, user=commune.people[Role.UNIT_HEAD], organisation_id=org_id(commune))


def link_for_person(actor, commune):
    return people.password_link(actor=actor, user=commune.people[Role.EDITOR], organisation_id=org_id(commune))


def reset_factor(actor, commune):
    return people.reset_second_factor(actor=actor, user=commune.people[Role.EDITOR], organisation_id=org_id(commune))


def give_head(actor, commune):
    return positions.give(
        actor=actor,
        organisation_id=org_id(commune),
        user=commune.people[Role.AUDITOR],
        position=new_position(commune),
    )


def end_head(actor, commune):
    return positions.end(actor=actor, position=held(commune, Role.UNIT_MEMBER), on=date(2026, 1, 31))


def retitle_head(actor, commune):
    return positions.retitle(actor=actor, position=held(commune, Role.UNIT_MEMBER), title="Tổ viên")


def hand_head_over(actor, commune):
    position = held(commune, Role.UNIT_MEMBER)
    return positions.hand_over(actor=actor, position=position, to_user=commune.people[Role.AUDITOR], on=START)


def hand_head_over_to_new(actor, commune):
    person = NewPerson("Trần Văn Lành", "0977000111")
    return people.hand_over_to_new(actor=actor, position=held(commune, Role.UNIT_MEMBER), person=person, on=START)


def issue_pass(actor, commune):
    return passes.issue_pass(actor=actor, user=commune.people[Role.UNIT_HEAD], organisation_id=org_id(commune))


def revoke_pass(actor, commune):
    head = commune.people[Role.UNIT_HEAD]
    made, _new = FieldPass.objects.get_or_create(user=head, organisation=commune.organisation, secret_hash="x")
    return passes.revoke_pass(actor=actor, field_pass=made)


def change_organisation(actor, commune):
    return organisation.change(
        actor=actor, organisation=commune.organisation, version=1, issuer="UBND xã", phone="", address=""
    )


def set_preferences(actor, commune, **values):
    values = values or {"org.idle_minutes": "20"}
    seal = preferences.seal(preferences.in_force(org_id(commune)))
    return organisation.set_preferences(actor=actor, organisation_id=org_id(commune), seal=seal, values=values)


MANAGERS, ADMINISTRATORS = {A, O}, {A}
SERVICES = (
    (add_unit, MANAGERS),
    (change_unit, MANAGERS),
    (merge_units, MANAGERS),
    (deactivate_unit, MANAGERS),
    (reactivate_unit, MANAGERS),
    (add_person, MANAGERS),
    (change_person, MANAGERS),
    (deactivate_person, MANAGERS),
    (link_for_person, MANAGERS),
    (reset_factor, ADMINISTRATORS),
    (give_head, MANAGERS),
    (end_head, MANAGERS),
    (retitle_head, MANAGERS),
    (hand_head_over, MANAGERS),
    (hand_head_over_to_new, MANAGERS),
    (issue_pass, MANAGERS),
    (revoke_pass, MANAGERS),
    (change_organisation, MANAGERS),
    (set_preferences, ADMINISTRATORS),
)


def held(commune, role) -> Position:
    return Position.objects.get(user=commune.people[role], organisation=commune.organisation, role=role)


def snapshot():
    models: tuple[Any, ...] = (Unit, UnitAlias, User, Position, FieldPass, Organisation, SettingValue, Authenticator)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("service", SERVICES, ids=lambda row: row[0].__name__)
@pytest.mark.parametrize("role", Role.values)
def test_each_service_for_each_role(commune, service, role):
    act, allowed = service
    actor = commune.actor(role)
    rows = AuditEntry.objects.count()
    if role in allowed:
        act(actor, commune)
        assert AuditEntry.objects.count() > rows or act is reactivate_unit, "a write leaves its row"
        return
    with pytest.raises(PermissionRefused):
        act(actor, commune)
    assert AuditEntry.objects.count() == rows


@pytest.mark.parametrize("service", SERVICES, ids=lambda row: row[0].__name__)
@pytest.mark.parametrize("role", [A, O])
def test_each_service_refuses_people_of_another_commune_and_nobody(commune, other_commune, service, role):
    for actor in (other_commune.actor(role), NOBODY):
        with pytest.raises((PermissionRefused, NotFound)):
            service[0](actor, commune)


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
    given = {"actor": commune.actor(A), "organisation_id": org_id(commune), "user": commune.people[Role.AUDITOR]}
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
            actor=commune.actor(A), organisation_id=org_id(commune), user=stranger, position=new_position(commune)
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


# --- people


def test_a_person_is_added_once_with_a_name_to_sign_in_by(commune):
    for _ in range(2):
        position = add_person(commune.actor(O), commune)
    user = position.user
    assert Position.objects.filter(user=user).count() == 1
    assert (user.username, user.phone, user.folded) == ("lanhtv", "+84977000111", "tran van lanh 0977000111")
    assert not user.has_usable_password()
    assert list(selectors.people(org_id(commune), query="lanh 0977")) == [user]


def test_the_same_number_under_another_name_is_refused(commune):
    add_person(commune.actor(O), commune)
    with pytest.raises(InvalidInput) as refused:
        people.add(
            actor=commune.actor(O),
            organisation_id=org_id(commune),
            person=NewPerson("Nguyễn Thị Khác", "0977.000.111", "khong-phai-dia-chi"),
            position=new_position(commune),
        )
    assert set(refused.value.fields) == {"phone", "email"}


def test_who_works_for_two_communes_is_one_person_whom_neither_can_take_over(commune, other_commune):
    here = add_person(commune.actor(O), commune)
    there = add_person(other_commune.actor(O), other_commune)
    assert here.user == there.user
    for side in (commune, other_commune):
        actor = side.actor(A)
        with pytest.raises(PermissionRefused):
            people.change(actor=actor, user=here.user, version=1, full_name="Kẻ Khác", phone="", email="ke@khac.vn")
        with pytest.raises(PermissionRefused):
            people.password_link(actor=actor, user=here.user, organisation_id=org_id(side))
    issued, _url = passes.issue_pass(actor=commune.actor(O), user=here.user, organisation_id=org_id(commune))
    assert issued.organisation == commune.organisation


@pytest.mark.parametrize("role", sorted(set(Role.values) - GIVEN_BY_OFFICERS))
def test_an_officer_cannot_reach_into_accounts_above_their_own(commune, role):
    target = commune.people[role]
    actor = commune.actor(O)
    with pytest.raises(PermissionRefused):
        people.change(actor=actor, user=target, version=1, full_name="X Y", phone="", email="toi@example.vn")
    with pytest.raises(PermissionRefused):
        people.password_link(actor=actor, user=target, organisation_id=org_id(commune))
    with pytest.raises(PermissionRefused):
        people.deactivate(actor=actor, user=target, organisation_id=org_id(commune))


def test_letting_a_person_go_ends_everything_here(commune):
    head = commune.people[Role.UNIT_HEAD]
    passes.issue_pass(actor=commune.actor(O), user=head, organisation_id=org_id(commune))
    later = new_position(commune, starts_on=timezone.localdate() + timedelta(days=9))
    positions.give(actor=commune.actor(O), organisation_id=org_id(commune), user=head, position=later)
    people.deactivate(actor=commune.actor(O), user=head, organisation_id=org_id(commune))
    assert not actor_for(User.objects.get(pk=head.pk)).grants
    assert not User.objects.get(pk=head.pk).is_active
    assert not selectors.field_positions(head, org_id(commune)).exists()
    assert FieldPass.objects.get().revoked_at is not None
    give_back = new_position(commune)
    positions.give(actor=commune.actor(O), organisation_id=org_id(commune), user=head, position=give_back)
    assert User.objects.get(pk=head.pk).is_active, "who gets a position again may sign in again"


def test_the_password_link_works_once(commune):
    user = commune.people[Role.EDITOR]
    link = people.password_link(actor=commune.actor(O), user=user, organisation_id=org_id(commune))
    client = Client()
    page = client.get(link, follow=True)
    chosen = {"password1": "con-co-bay-la", "password2": "con-co-bay-la"}
    assert client.post(page.redirect_chain[-1][0], chosen)["Location"] == reverse(
        "account_reset_password_from_key_done"
    )
    assert User.objects.get(pk=user.pk).check_password("con-co-bay-la")
    assert "không còn dùng được" in Client().get(link).content.decode()


def test_who_saves_an_older_person_is_told(commune):
    User.objects.update(version=2)
    with pytest.raises(Stale):
        change_person(commune.actor(O), commune)


# --- settings


def test_a_setting_is_checked_and_kept(commune):
    set_preferences(commune.actor(A), commune)
    assert preferences.get("org.idle_minutes", org_id(commune)) == 20
    for name, value, error in (("org.idle_minutes", "1", InvalidInput), ("no.such", "1", NotFound)):
        with pytest.raises(error):
            set_preferences(commune.actor(A), commune, **{name: value})


def test_who_saves_older_settings_is_told_and_changes_nothing(commune):
    actor, seen = commune.actor(A), preferences.seal(preferences.in_force(org_id(commune)))

    def save(**values):
        return organisation.set_preferences(
            actor=actor, organisation_id=org_id(commune), seal=seen, values={f"org.{k}": v for k, v in values.items()}
        )

    assert save(idle_minutes=20) == ["org.idle_minutes"]
    with pytest.raises(Stale):
        save(field_idle_minutes=90)
    assert preferences.get("org.field_idle_minutes", org_id(commune)) == 60
    assert save(idle_minutes=20) == [], "the same button pressed twice"


# --- first run

ADMIN = {
    "full_name": "Phạm Thị Hạnh",
    "title": "Công chức Văn hóa - Xã hội",
    "email": "hanh@example.vn",
    "phone": "0912345678",
    "password": "com-ngon-canh-ngot",
    "password_again": "com-ngon-canh-ngot",
    "also_officer": "on",
}


def test_the_first_run_makes_a_commune_ready_for_its_plan(db, client):
    code = first_run.new_code()
    assert client.get(reverse("org:first_run", args=[code])).status_code == 200
    assert "Phường Ba Đình" in client.get(f"/bat-dau/{code}/?q=ba dinh").content.decode()
    hint = client.get(f"/bat-dau/{code}/?q=vinh loc").content.decode()
    assert "gõ vinh loc cũng tìm ra Vĩnh Lộc" in hint and "Xã Vĩnh Lộc" in hint, "the hint says what is so"
    assert "Phường Ba Đình" in client.get(f"/bat-dau/{code}/tinh/01/").content.decode()
    url = reverse("org:first_run_set_up", args=[code, "00004"])
    proposed = client.get(url).context["form"].fields["units"].initial
    data = {**ADMIN, "units": proposed[:3], "more_units": "Tổ dân phố số 1\n\nTrường THCS Ba Đình\nTổ dân phố số 1"}
    assert client.post(url, data)["Location"] == reverse("portal:after_sign_in")
    assert client.post(url, data).status_code == 302, "pressed twice"
    made = Organisation.objects.get(kind="commune")
    assert made.parent is not None
    assert (made.name, made.parent.name) == ("phường Ba Đình", "thành phố Hà Nội")
    kinds = dict(Unit.objects.values_list("name", "kind"))
    assert kinds["Tổ dân phố số 1"] == "hamlet"
    assert kinds["Trường THCS Ba Đình"] == "school"
    assert len(kinds) == 5
    user = User.objects.get()
    assert {grant.role for grant in actor_for(user).grants} == {A, O}
    assert client.get(reverse("portal:after_sign_in"))["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert not SettingValue.objects.filter(name=first_run.CODE).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "x"}, "email"),
        ({"phone": "12"}, "phone"),
        ({"title": ""}, "title"),
        ({"password": "ngan", "password_again": "ngan"}, "password"),
        ({"password_again": "khac"}, "password_again"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(db, client, changes, field):
    code = first_run.new_code()
    answer = client.post(reverse("org:first_run_set_up", args=[code, "00004"]), {**ADMIN, **changes})
    assert field in answer.context["form"].errors
    assert "Phạm Thị Hạnh" in answer.content.decode()
    assert not Organisation.objects.exists()


def test_the_first_run_is_closed_to_a_wrong_code_and_after_it_was_done(commune, client):
    code = first_run.new_code()
    for given in (code, "x"):
        for name, rest in (("org:first_run", []), ("org:first_run_set_up", ["00004"])):
            assert client.get(reverse(name, args=[given, *rest])).status_code == 404
            assert client.post(reverse(name, args=[given, *rest]), ADMIN).status_code == 404


def test_a_new_code_ends_the_old_one(db):
    old, new = first_run.new_code(), first_run.new_code()
    first_run.check_code(new)
    with pytest.raises(NotFound):
        first_run.check_code(old)


# --- changing between organisations


def test_who_works_for_two_organisations_chooses_and_no_third_one_can_be_chosen(commune, other_commune, sign_in):
    user = commune.people[O]
    Position.objects.create(
        user=user, organisation=other_commune.organisation, role=Role.AUDITOR, title="Kiểm tra", starts_on=START
    )
    client = sign_in(user)
    url = reverse("org:switch")
    assert "xã Láng Giềng" in client.get(url).content.decode()
    client.post(url, {"organisation": org_id(other_commune), "next": "https://elsewhere.vn/"})
    assert client.get(url).wsgi_request.organisation == other_commune.organisation
    stranger = sign_in(other_commune.people[O])
    assert stranger.post(url, {"organisation": org_id(commune)}).status_code == 404


@pytest.mark.parametrize("email", ["", "nam@xa.gov.vn"])
def test_somebody_without_a_number_added_by_two_presses_is_one_person(commune, email):
    def press():
        person, position = NewPerson("Nguyễn Văn Nam", "", email), new_position(commune, Role.EDITOR)
        return people.add(actor=commune.actor(O), organisation_id=org_id(commune), person=person, position=position)

    first = press()
    assert press() == first
    assert User.objects.filter(full_name="Nguyễn Văn Nam").count() == 1
    User.objects.filter(pk=first.user_id).update(date_joined=timezone.now() - timedelta(days=1), email="")
    if not email:
        assert press() != first
