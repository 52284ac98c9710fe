"""Idle locking: when it locks, what opens it, and that nothing typed is lost."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.urls import reverse

from lantoa.org import idle
from lantoa.org.models import Role
from lantoa.org.testing import PASSWORD
from lantoa.shared.models import SettingValue

DESK = "/admin/to-chuc/co-quan/"
FETCH = {"Sec-Fetch-Mode": "cors", "Accept": "application/json"}


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved on."""

    class Clock:
        at = idle.now()

        def minutes(self, number: float) -> None:
            self.at += number * 60

    held = Clock()
    monkeypatch.setattr(idle, "now", lambda: held.at)
    return held


@pytest.fixture
def officer(commune, sign_in):
    return sign_in(commune.people[Role.OFFICER])


def test_the_desk_locks_after_its_minutes_and_opens_with_the_password_at_the_same_page(officer, clock):
    assert officer.get(DESK).status_code == 200
    clock.minutes(14)
    assert officer.get(DESK).status_code == 200, "use puts the lock off"
    clock.minutes(16)
    lock_page = officer.get(f"{DESK}?trang=2")
    assert lock_page["Location"] == f"{reverse('org:locked')}?next=%2Fadmin%2Fto-chuc%2Fco-quan%2F%3Ftrang%3D2"
    page = officer.get(lock_page["Location"])
    assert "Người officer" in page.content.decode()
    key = officer.session.session_key
    wrong = officer.post(reverse("org:locked"), {"password": "sai", "next": f"{DESK}?trang=2"})
    assert wrong.status_code == 422
    assert officer.get(DESK).status_code == 302
    opened = officer.post(reverse("org:locked"), {"password": PASSWORD, "next": f"{DESK}?trang=2"})
    assert opened["Location"] == f"{DESK}?trang=2"
    assert officer.session.session_key != key
    assert officer.get(DESK).status_code == 200


def test_the_minutes_are_a_setting_of_the_organisation(commune, officer, clock):
    SettingValue.objects.create(name="org.idle_minutes", organisation_id=commune.organisation.pk, value=3)
    clock.minutes(2)
    officer.get(DESK)  # writes the time of use, and takes the setting with it
    clock.minutes(4)
    assert officer.get(DESK).status_code == 302


def test_a_form_sent_too_late_is_kept_without_its_secrets_and_sent_on(officer, clock):
    clock.minutes(16)
    sent = officer.post(
        reverse("org:switch"), {"organisation": "7", "ghi chú": ["a", "<b>"], "password": "x", "pin": "1"}
    )
    assert sent.status_code == 403
    held = sent.context["held"]
    assert json.loads(held)["fields"] == [["organisation", "7"], ["ghi chú", "a"], ["ghi chú", "<b>"]]
    opened = officer.post(reverse("org:locked"), {"password": PASSWORD, "held": held})
    html = opened.content.decode()
    assert f'action="{reverse("org:switch")}"' in html
    assert 'name="ghi chú" value="&lt;b&gt;"' in html


@pytest.mark.parametrize(
    "held",
    [
        "",
        "no json",
        "[]",
        '{"to": "https://elsewhere.vn/", "fields": []}',  # never to another site
        '{"to": "//elsewhere.vn/", "fields": []}',
        '{"to": "/admin/", "fields": [1]}',
    ],
)
def test_what_is_no_held_form_of_ours_is_passed_over(officer, clock, held):
    clock.minutes(16)
    officer.get(DESK)
    opened = officer.post(reverse("org:locked"), {"password": PASSWORD, "held": held, "next": "https://elsewhere.vn/"})
    assert opened["Location"] == reverse("portal:after_sign_in")


def test_a_form_too_large_is_not_held_but_said_so_by_its_absence(officer, clock):
    clock.minutes(16)
    assert officer.post(DESK, {"text": "a" * (idle.HELD_BYTES + 1)}).context["held"] == ""


def test_a_script_is_told_in_its_own_tongue(officer, clock):
    clock.minutes(16)
    answer = officer.get(DESK, headers=FETCH)
    assert (answer.status_code, answer.json()["code"]) == (401, "locked")


def test_a_page_that_only_polls_is_no_use(officer, clock):
    clock.minutes(10)
    assert officer.get(reverse("org:idle"), headers=FETCH).json()["seconds"] == 300
    clock.minutes(6)
    assert officer.get(reverse("org:idle"), headers=FETCH).json()["seconds"] == 0


def test_typing_is_use_even_without_a_new_page(officer, clock):
    clock.minutes(10)
    assert officer.post(reverse("org:idle"), headers=FETCH).json()["seconds"] == 900


def test_the_cover_of_the_page_opens_by_the_same_password(officer, clock):
    officer.post(reverse("org:lock"), headers=FETCH)
    assert officer.get(DESK).status_code == 302, "locked by hand, long before its time"
    wrong = officer.post(reverse("org:locked"), {"password": "sai"}, headers=FETCH)
    assert (wrong.status_code, bool(wrong.json()["message"])) == (422, True)
    assert officer.post(reverse("org:locked"), {"password": PASSWORD}, headers=FETCH).json() == {"locked": False}
    assert officer.get(DESK).status_code == 200


def test_guessing_at_a_locked_machine_is_locked_out(officer, clock):
    officer.post(reverse("org:lock"))
    answers = [officer.post(reverse("org:locked"), {"password": f"sai-{n}"}).status_code for n in range(8)]
    assert answers[-1] == 429
    assert officer.post(reverse("org:locked"), {"password": PASSWORD}).status_code == 429


def test_someone_else_signs_the_session_out_and_reaches_nothing(officer, clock):
    officer.post(reverse("org:lock"))
    officer.post(reverse("account_logout"))
    assert officer.get(reverse("org:locked")).status_code == 302
    assert "_auth_user_id" not in officer.session


def test_who_has_no_password_is_shown_the_way_out(commune, officer, clock):
    user = commune.people[Role.OFFICER]
    officer.post(reverse("org:lock"))
    user.set_unusable_password()
    user.save()
    assert 'type="password"' not in officer.get(reverse("org:locked")).content.decode()
