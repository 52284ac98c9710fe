"""People, settings, the first run and changing between organisations: what is refused, what is done once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.org import selectors
from lantoa.org.models import FieldPass, Organisation, Position, Role, Unit, User
from lantoa.org.policies import actor_for
from lantoa.org.services import first_run, organisation, passes, people, positions
from lantoa.org.services.people import NewPerson
from lantoa.org.services.positions import GIVEN_BY_OFFICERS
from lantoa.org.testing import new_position, org_id
from lantoa.shared import preferences
from lantoa.shared.errors import InvalidInput, NotFound, PermissionRefused, Stale
from lantoa.shared.models import SettingValue

A, O = Role.ADMINISTRATOR, Role.OFFICER  # noqa: E741
START = date(2026, 1, 1)


def add_person(actor, commune):
    person = NewPerson("Trần Văn Lành", "0977000111")
    return people.add(actor=actor, organisation_id=org_id(commune), person=person, position=new_position(commune))


def change_person(actor, commune):
    user = commune.people[Role.UNIT_HEAD]
    return people.change(actor=actor, user=user, version=1, full_name="Tên Mới", phone="0977000112", email="")


def issue_pass(actor, commune):
    return passes.issue_pass(actor=actor, user=commune.people[Role.UNIT_HEAD], organisation_id=org_id(commune))


def set_preferences(actor, commune, **values):
    values = values or {"org.idle_minutes": "20"}
    seal = preferences.seal(preferences.in_force(org_id(commune)))
    return organisation.set_preferences(actor=actor, organisation_id=org_id(commune), seal=seal, values=values)


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
            actor=actor,
            organisation_id=org_id(commune),
            seal=seen,
            values={f"org.{k}": v for k, v in values.items()},
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
