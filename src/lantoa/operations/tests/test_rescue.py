"""The way back in from the server's terminal."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from lantoa.operations import rescue
from lantoa.operations.problems import Problem
from lantoa.org.models import Position, User
from lantoa.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name",
    [
        "administrator",  # the user name
        "ADMINISTRATOR@example.vn",  # the address, however it is typed
        "nguoi administrator",  # the full name, without its marks
    ],
)
def test_a_person_is_found_by_any_of_their_names(commune, name):
    assert rescue.find(name).user == commune.people["administrator"]


def test_the_address_opens_a_page_that_sets_the_password_and_leaves_a_row(commune):
    path = rescue.open_way_back(rescue.find("administrator"), second_factor=False)
    client = Client()
    page = client.get(path, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "con-co-bay-la", "password2": "con-co-bay-la"})
    assert User.objects.get(username="administrator").check_password("con-co-bay-la")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id, entry.target_id) == (
        "org.password_link",
        None,
        str(commune.people["administrator"].pk),
    )


@pytest.mark.parametrize(("asked", "left"), [(True, 0), (False, 1)])
def test_the_authenticator_goes_only_where_that_is_asked(commune, asked, left):
    person = commune.people["administrator"]
    for user in (person, commune.people["officer"]):
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    rescue.open_way_back(rescue.find("administrator"), second_factor=asked)
    assert Authenticator.objects.filter(user=person).count() == left
    assert Authenticator.objects.exclude(user=person).count() == 1
    assert AuditEntry.objects.filter(action="org.second_factor_reset").exists() is asked


def test_who_holds_two_positions_is_one_person(commune):
    position = Position.objects.get(user=commune.people["administrator"])
    position.pk = None
    position.role = "officer"
    position.save()
    assert rescue.find("administrator").role == "administrator"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nobody", r"Không thấy ai tên nobody .*administrator \(Người administrator\)"),
        ("unit_head", "mã PIN"),  # works with a phone: there is no password to set
        ("", "Không thấy ai"),  # nobody's e-mail is the empty one
    ],
)
def test_a_name_that_does_not_fit_is_answered_with_what_to_do(commune, name, says):
    User.objects.update(email="")
    with pytest.raises(Problem, match=says):
        rescue.find(name)


def test_two_people_of_one_name_are_told_apart_by_their_user_names(commune, other_commune):
    with pytest.raises(Problem, match="administrator, other-administrator"):
        rescue.find("Người administrator")


def test_who_was_let_go_is_not_found(commune):
    User.objects.filter(username="administrator").update(is_active=False)
    with pytest.raises(Problem, match="Không thấy ai"):
        rescue.find("administrator")


def test_an_empty_installation_says_where_to_begin(db):
    with pytest.raises(Problem, match="lantoa start"):
        rescue.find("administrator")
