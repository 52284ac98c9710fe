"""One more commune from the server's terminal."""

from __future__ import annotations

import argparse

import pytest
from django.test import Client
from django.urls import reverse

from lantoa import cli
from lantoa.operations import communes, problems
from lantoa.org.models import Organisation, Position, User
from lantoa.org.services import communes as services
from lantoa.org.services.people import NewPerson
from lantoa.shared.errors import PermissionRefused
from lantoa.shared.models import AuditEntry

pytestmark = pytest.mark.django_db
GIVEN = ["--name", "Phạm Thị Hạnh", "--title", "Công chức Văn hóa - Xã hội", "--email", "hanh@example.vn"]


def options(*words: str) -> argparse.Namespace:
    return cli.parser().parse_args(["commune", *words])


def add(*words: str) -> tuple[Position, str]:
    asked = options(*words)
    return communes.add(communes.find(asked.commune), asked)


def test_the_commune_comes_below_its_province_with_units_and_an_administrator_who_gets_in(client):
    position, path = add("Xã Tân Lập, Quảng Trị", *GIVEN)
    made = position.organisation
    assert made.parent is not None
    assert (made.name, made.parent.name) == ("xã Tân Lập", "tỉnh Quảng Trị")
    assert made.units.count() > 5
    assert set(made.positions.values_list("role", flat=True)) == {"administrator", "officer"}
    page = client.get(path, follow=True)
    chosen = {"password1": "con-co-bay-la", "password2": "con-co-bay-la"}
    client.post(page.redirect_chain[-1][0], chosen)
    signed_in = Client()
    signed_in.post(reverse("account_login"), {"login": "hanh@example.vn", "password": "con-co-bay-la"})
    assert signed_in.get(reverse("portal:after_sign_in"))["Location"] == reverse("mfa_activate_totp")
    assert AuditEntry.objects.filter(action="org.commune_add", organisation_id=made.pk).count() == 1


def test_a_second_commune_of_a_province_shares_it_and_one_that_is_there_is_refused_whole(commune):
    add("Xã Tân Lập, Quảng Trị", *GIVEN)
    add("Phường Nam Đông Hà, Quảng Trị", *GIVEN[:-1], "lan@example.vn", "--only-administrator")
    assert Organisation.objects.filter(name="tỉnh Quảng Trị").count() == 1
    assert Position.objects.filter(user__email="lan@example.vn").count() == 1
    people = User.objects.count()
    with pytest.raises(problems.Problem, match="Xã Tân Lập đã có trên hệ thống"):
        add("Xã Tân Lập, Quảng Trị", *GIVEN[:-1], "moi@example.vn")
    assert User.objects.count() == people


def test_who_has_an_account_already_keeps_its_password(commune):
    known = commune.people["officer"]
    words = ["--name", known.full_name, "--title", "Quản trị", "--email", "x@example.vn", "--phone", known.phone]
    position, path = add("Xã Tân Lập, Quảng Trị", *words)
    assert (position.user, path) == (known, "")


def test_an_address_of_somebody_else_is_refused_and_no_commune_stays(commune):
    with pytest.raises(problems.Problem, match="đang ghi cho người khác"):
        add("Xã Tân Lập, Quảng Trị", *GIVEN[:-1], commune.people["officer"].email)
    assert not Organisation.objects.filter(name="xã Tân Lập").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("xã Tân Lập", r"(?s)Có nhiều nơi tên xã Tân Lập.*Xã Tân Lập, Tỉnh Quảng Trị: \d{5}"),
        ("xã Không Có Đâu", "Không thấy xã"),
        ("99999", "Không thấy xã"),
        ("tỉnh Quảng Trị", "Không thấy xã"),  # a province is no commune
        ("44", "Không thấy xã"),  # nor is its code
    ],
)
def test_a_name_that_is_not_exactly_one_commune_is_answered_with_what_to_do(text, says):
    with pytest.raises(problems.Problem, match=says):
        communes.find(text)


def test_a_commune_is_found_by_name_without_marks_and_by_its_code():
    found = communes.find("xa tan lap, quang tri")
    assert found.full_name == "Xã Tân Lập"
    assert communes.find(found.code) == found


def test_what_is_missing_is_asked_for_at_a_terminal_and_listed_elsewhere(monkeypatch):
    asked = options("Xã Tân Lập, Quảng Trị", *GIVEN[:2])
    with pytest.raises(problems.Problem, match="--title CHỨC_DANH, --email THƯ"):
        communes.complete(asked, at_terminal=False)
    answers = iter(["Chánh Văn phòng", "", "hanh@example.vn"])  # Enter alone is asked again
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    communes.complete(asked, at_terminal=True)
    assert (asked.title, asked.email) == ("Chánh Văn phòng", "hanh@example.vn")


def test_nobody_adds_a_commune_from_a_page(commune):
    with pytest.raises(PermissionRefused):
        services.add(
            actor=commune.actor("administrator"),
            commune_code="00004",
            admin=NewPerson("Phạm Thị Hạnh", email="hanh@example.vn"),
            title="Quản trị",
            also_officer=False,
        )
