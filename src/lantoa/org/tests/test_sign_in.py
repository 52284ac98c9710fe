"""Sign-in of officers: pages, password and second factor, guessing, what stays closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from lantoa.org.account_pages import ALLOWED, BEFORE_SECOND_FACTOR, WHILE_LOCKED
from lantoa.org.models import Role
from lantoa.org.policies import CAPABILITIES
from lantoa.org.testing import PASSWORD
from lantoa.shared.models import AuditEntry

SECRET = "JBSWY3DPEHPK3PXP"
DESK = "/admin/to-chuc/co-quan/"
DESK_ROLES = sorted(CAPABILITIES["desk.enter"])


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


def code_now(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def give_password(client: Client, user, url: str = "", password: str = PASSWORD):
    return client.post(url or reverse("account_login"), {"login": user.username, "password": password})


@pytest.mark.parametrize("role", DESK_ROLES)
def test_without_a_second_factor_a_desk_role_is_led_to_set_it_up(commune, client, role):
    give_password(client, commune.people[role])
    for url in (DESK, reverse("portal:after_sign_in"), reverse("org:devices")):
        answer = client.get(url)
        assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_activate_totp"))


def test_no_form_gets_through_before_the_second_factor(commune, client):
    give_password(client, commune.people[Role.OFFICER])
    answer = client.post(reverse("org:field_pass", args=[commune.people[Role.UNIT_HEAD].pk]), {"action": "issue"})
    assert answer["Location"] == reverse("mfa_activate_totp")
    assert not commune.people[Role.UNIT_HEAD].field_passes.exists()


@pytest.mark.django_db(transaction=True)  # allauth tells of the authenticator when the transaction is through
def test_setting_up_the_authenticator_opens_the_desk_and_gives_spare_codes(commune, client):
    user = commune.people[Role.OFFICER]
    give_password(client, user)
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, "the password was given a moment ago and is not asked again"
    done = client.post(reverse("mfa_activate_totp"), {"code": code_now(page.context["form"].secret)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize("door", ["account_login", "desk_login"])
def test_with_an_authenticator_the_password_alone_opens_nothing(commune, client, door):
    user = commune.people[Role.OFFICER]
    TOTP.activate(user, SECRET)
    answer = give_password(client, user, reverse(door))
    assert answer["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.get(DESK).status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert client.get(DESK).status_code == 200


def test_a_post_to_the_desks_own_door_without_a_second_factor_opens_no_desk(commune, client):
    give_password(client, commune.people[Role.ADMINISTRATOR], "/admin/login/")
    assert client.get(DESK)["Location"] == reverse("mfa_activate_totp")


def test_a_session_from_before_the_authenticator_must_give_its_code_and_cannot_take_it_away(commune, client):
    user = commune.people[Role.OFFICER]
    give_password(client, user)
    TOTP.activate(user, SECRET)  # on another machine
    for url in (DESK, reverse("mfa_deactivate_totp"), reverse("mfa_view_recovery_codes")):
        assert client.get(url)["Location"].startswith(reverse("mfa_reauthenticate"))
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=user).exists()


def test_taking_the_authenticator_away_closes_the_desk_again(commune, client):
    user = commune.people[Role.OFFICER]
    TOTP.activate(user, SECRET)
    give_password(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=user).exists()
    # the code given at sign-in still counts for this session; the next one has to set up a new authenticator
    client.post(reverse("account_logout"))
    give_password(client, user)
    assert client.get(DESK)["Location"] == reverse("mfa_activate_totp")


def test_the_sample_needs_no_second_factor_on_this_machine_only(commune, settings):
    user = commune.people[Role.OFFICER]
    user.is_sample = True
    user.save()
    here, elsewhere = Client(), Client(REMOTE_ADDR="10.0.0.9")
    for client in (here, elsewhere):
        give_password(client, user)
    assert here.get(DESK).status_code == 302
    settings.SAMPLE_SIGN_IN = True
    assert here.get(DESK).status_code == 200
    assert elsewhere.get(DESK).status_code == 302


def test_people_without_a_desk_role_need_no_second_factor(commune, client):
    give_password(client, commune.people[Role.UNIT_HEAD])
    assert client.get(reverse("org:devices")).status_code == 200
    assert client.get(DESK).status_code != 200


def test_signing_in_works_by_address_too_and_the_sentence_does_not_tell_who_exists(commune, client):
    known = commune.people[Role.OFFICER]
    wrong = client.post(reverse("account_login"), {"login": known.email, "password": "khong-dung"})
    nobody = client.post(reverse("account_login"), {"login": "khong@co.vn", "password": "khong-dung"})
    assert wrong.context["form"].non_field_errors() == nobody.context["form"].non_field_errors()
    client.post(reverse("account_login"), {"login": known.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(known.pk)


def test_guessing_is_locked_out(commune, client):
    user = commune.people[Role.OFFICER]
    answers = [give_password(client, user, password=f"sai-{n}") for n in range(8)]
    assert [answer.status_code for answer in answers[:7]] == [200] * 7
    assert answers[7].status_code == 429
    assert "tạm khóa 15 phút" in answers[7].content.decode()
    assert give_password(client, user).status_code == 429, "the right password does not help now"
    assert give_password(Client(REMOTE_ADDR="10.0.0.9"), user).status_code == 302, "another machine is not locked"


def test_codes_cannot_be_guessed(commune, client):
    user = commune.people[Role.OFFICER]
    TOTP.activate(user, SECRET)
    give_password(client, user)
    for _ in range(10):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert "_auth_user_id" not in client.session


def patterns(resolver: URLResolver, prefix: str = ""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix)
        elif isinstance(entry, URLPattern):
            owner = getattr(entry.callback, "view_class", None) or entry.callback
            if owner.__module__.startswith("allauth."):
                yield entry


ANSWERED_BY_US = {"account_reset_password", "openid_connect_login", "openid_connect_callback"}
"""Names whose address our own view answers before allauth's can."""


def test_only_listed_pages_of_allauth_answer(commune, sign_in):
    signed_in, stranger = sign_in(commune.people[Role.ADMINISTRATOR]), Client()
    closed = 0
    for entry in patterns(get_resolver()):
        if entry.name in ALLOWED or entry.name in ANSWERED_BY_US:
            continue
        arguments = dict.fromkeys(entry.pattern.converters, "x")
        try:
            url = reverse(entry.name, kwargs=arguments) if entry.name else None
        except NoReverseMatch:
            url = reverse(entry.name, kwargs={"key": "x"})
        if url is None:
            continue
        closed += 1
        for client in (signed_in, stranger):
            assert client.get(url).status_code == 404, entry.name
            assert client.post(url).status_code == 404, entry.name
    assert closed >= 8


def test_the_lists_name_real_pages_only():
    tried: tuple[dict[str, str], ...] = ({}, {"uidb36": "1", "key": "x"}, {"provider_id": "x"}, {"secret": "x"})
    for name in ALLOWED | BEFORE_SECOND_FACTOR | WHILE_LOCKED:
        assert any(_resolves(name, arguments) for arguments in tried), name


def _resolves(name: str, arguments: dict[str, str]) -> bool:
    try:
        return bool(reverse(name, kwargs=arguments))
    except NoReverseMatch:
        return False


def test_a_forgotten_password_says_who_to_ask_where_there_is_no_mail(commune, client, settings, mailoutbox):
    url = reverse("account_reset_password")
    settings.EMAIL_HOST = ""
    assert "người quản trị" in client.get(url).content.decode()
    client.post(url, {"email": commune.people[Role.OFFICER].email})
    assert not mailoutbox
    settings.EMAIL_HOST = "mail.example.vn"
    client.post(url, {"email": commune.people[Role.OFFICER].email})
    assert len(mailoutbox) == 1
    assert "Lan Tỏa" in mailoutbox[0].subject
    assert "Hello" not in mailoutbox[0].body


OIDC = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": "Tài khoản của tỉnh",
                "client_id": "x",
                "secret": "y",
                "settings": {"server_url": "https://sso.example.vn"},
            }
        ]
    }
}


def test_the_button_of_a_provider_is_there_only_where_one_is_set(db, client, settings):
    assert "Đăng nhập bằng" not in client.get(reverse("account_login")).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = OIDC
    page = client.get(reverse("account_login")).content.decode()
    assert "Đăng nhập bằng Tài khoản của tỉnh" in page
    assert reverse("openid_connect_login", kwargs={"provider_id": "oidc"}) in page


def test_without_a_provider_its_pages_are_not_found(db, client):
    for name in ("openid_connect_login", "openid_connect_callback"):
        assert client.get(reverse(name, kwargs={"provider_id": "oidc"})).status_code == 404


def test_who_came_through_the_provider_needs_no_code_of_ours(commune, client):
    user = commune.people[Role.OFFICER]
    give_password(client, user)
    assert client.get(DESK).status_code == 302
    session = client.session
    session["account_authentication_methods"] += [{"method": "socialaccount", "at": 0, "provider": "oidc", "uid": "1"}]
    session.save()
    assert client.get(DESK).status_code == 200


def test_wrong_passwords_stand_in_the_record_by_the_account_alone_and_do_not_fill_it(commune, client, sign_in):
    user = commune.people[Role.OFFICER]
    for name in (user.username, user.username.upper(), user.email, "khong-co-ai"):
        client.post(reverse("account_login"), {"login": name, "password": "sai-mat-khau"})
    (row,) = AuditEntry.objects.all()
    assert (row.action, row.target_id) == ("org.sign_in_refused", str(user.pk))
    assert row.organisation_id == commune.organisation.pk
    assert (row.actor_id, row.actor_name, row.target_text, row.details) == (None, "", "", {})
    AuditEntry.objects.update(at=timezone.now() - timedelta(hours=1))
    give_password(client, user, password="sai-lan-nua")
    assert AuditEntry.objects.count() == 2, "a later try is told again"
    give_password(client, user)
    assert AuditEntry.objects.count() == 2, "the right one is no refusal"
    page = sign_in(commune.people[Role.ADMINISTRATOR]).get(reverse("org_journal")).content.decode()
    for words in ("Đăng nhập không được", "Chưa rõ ai", user.full_name):
        assert words in page
