"""Pages are Vietnamese until a person chooses English; what is stored or printed is Vietnamese for everybody."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from lantoa.plans import outputs
from lantoa.plans.testing import make_plan
from lantoa.shared.language import in_vietnamese


@pytest.mark.parametrize("preferred", ["en-US,en;q=0.9", "fr", ""])
def test_what_the_browser_prefers_is_not_asked(commune, preferred):
    answer = Client().get(reverse("portal:entrance"), headers={"accept-language": preferred})
    assert answer["Content-Language"] == "vi"
    assert "Cán bộ đăng nhập" in answer.content.decode()


def test_the_button_changes_the_language_and_keeps_the_page(db):
    client, page = Client(), reverse("org:field_sign_in")
    answer = client.post(reverse("portal:language"), {"language": "en", "next": page})
    assert answer["Location"] == page
    assert '<html lang="en">' in client.get(page).content.decode()
    client.post(reverse("portal:language"), {"language": "vi", "next": page})
    assert '<html lang="vi">' in client.get(page).content.decode()


@pytest.mark.parametrize("language", ["fr", "", "../vi"])
def test_a_language_that_we_do_not_have_is_vietnamese(db, language):
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert client.get(reverse("portal:entrance"))["Content-Language"] == "vi"


def test_the_button_leads_to_no_other_site(db):
    answer = Client().post(reverse("portal:language"), {"language": "en", "next": "https://example.com/"})
    assert answer["Location"] == "/"


@pytest.mark.parametrize(("role", "page"), [("officer", "wagtailadmin_home"), ("unit_head", "org:devices")])
def test_everybody_finds_the_button_where_their_account_is(commune, sign_in, role, page):
    client = sign_in(commune.people[role])
    assert f'action="{reverse("portal:language")}"' in client.get(reverse(page)).content.decode()


def test_a_locked_or_half_signed_in_session_may_change_it(commune, sign_in):
    client = sign_in(commune.people["officer"])
    session = client.session
    session["second_factor"] = False
    session.save()
    answer = client.post(reverse("portal:language"), {"language": "en", "next": "/"})
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_what_is_printed_stays_vietnamese(commune):
    plan = make_plan(commune)
    tasks = list(plan.tasks.all())
    with in_vietnamese():
        printed = outputs.unit_texts(plan, tasks)
    with translation.override("en"):
        assert outputs.unit_texts(plan, tasks) == printed


def test_two_uses_at_a_time_do_not_mix():
    """One decorator serves many threads: the language before must not be kept in it."""
    inner = in_vietnamese()(translation.get_language)
    outer = in_vietnamese()(inner)
    with translation.override("en"):
        assert outer() == "vi"
        assert translation.get_language() == "en"
