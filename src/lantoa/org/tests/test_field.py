"""Sign-in in the field: the pass, the phone, the PIN, and what a session by PIN can never do."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.org.models import Device, FieldPass, Position, Role
from lantoa.org.services import passes
from lantoa.org.testing import PASSWORD
from lantoa.org.views.field import COOKIE
from lantoa.shared.actors import SYSTEM
from lantoa.shared.errors import InvalidInput
from lantoa.shared.models import AuditEntry
from lantoa.shared.ratelimit import TooMany

PIN = "294751"
VAO = "/vao/"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def head(commune):
    user = commune.people[Role.UNIT_HEAD]
    user.set_unusable_password()
    user.save()
    return user


@pytest.fixture
def secret(commune, head):
    _issued, url = passes.issue_pass(
        actor=commune.actor(Role.OFFICER), user=head, organisation_id=commune.organisation.pk
    )
    return url.rstrip("/").rsplit("/", 1)[1]


def scan(client: Client, secret: str, phone: str, pin: str = PIN):
    return client.post(f"{VAO}{secret}/", {"phone": phone, "pin": pin, "pin_again": pin})


@pytest.fixture
def phone(client, secret, head):
    """A client whose phone is known, and signed in."""
    assert scan(client, secret, head.phone.replace("+84", "0")).status_code == 302
    return client


def test_a_head_scans_confirms_and_comes_back_with_the_pin_alone(client, secret, head):
    page = client.get(f"{VAO}{secret}/").content.decode()
    assert "xã Minh Họa" in page
    assert head.full_name not in page, "whoever finds a card does not learn whose it is"
    answer = scan(client, secret, "0912 " + head.phone[-6:])
    assert answer["Location"] == reverse("portal:after_sign_in")
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"] > 10**7) == (True, "Lax", True)
    client.post(reverse("org:field_sign_out"))
    assert "_auth_user_id" not in client.session
    assert f"Chào bác {head.full_name}" in client.get(VAO).content.decode()
    before = client.session.session_key
    assert client.post(VAO, {"pin": PIN}).status_code == 302
    assert client.session["_auth_user_id"] == str(head.pk)
    assert client.session.session_key != before


def test_nothing_that_opens_a_door_is_stored(phone, secret, head):
    device = Device.objects.get()
    stored = str([*FieldPass.objects.values_list(), *Device.objects.values_list(), *AuditEntry.objects.values_list()])
    key = phone.cookies[COOKIE].value.rsplit(":", 1)[0]
    for word in (secret, PIN, key):
        assert word not in stored
    assert device.field_pass.user == head


def test_no_log_holds_what_opens_a_door(client, secret, head):
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s", ("Bad Request", f"/vao/{secret}/"), None
    )
    handler = logging.getLogger().handlers[0]
    assert handler.filter(record)
    assert secret not in handler.format(record) and "/vao/…/" in handler.format(record)


def test_the_officer_prints_the_card_once(commune, sign_in, head):
    officer = sign_in(commune.people[Role.OFFICER])
    url = reverse("org:field_pass", args=[head.pk])
    assert 'class="qr"' not in officer.get(url).content.decode()
    card = officer.post(url, {"action": "issue"})
    assert "no-store" in card["Cache-Control"]
    html = card.content.decode()
    assert 'class="qr"' in html
    assert head.full_name in html
    assert "/vao/" not in html, "the address is in the picture, not in print"


def test_a_new_pass_ends_the_old_one_its_phones_and_their_sessions(commune, phone, secret, head):
    passes.issue_pass(actor=commune.actor(Role.OFFICER), user=head, organisation_id=commune.organisation.pk)
    assert phone.get(reverse("org:devices"))["Location"] == VAO
    assert "_auth_user_id" not in phone.session
    assert "Quét mã QR" in phone.get(VAO).content.decode()
    assert Client().get(f"{VAO}{secret}/").status_code == 404


@pytest.mark.parametrize("wrong", ["0912", "", "0999999999", "khong phai so", "+84912000099"])
def test_only_the_full_number_binds(client, secret, wrong):
    assert scan(client, secret, wrong).status_code in (200, 422)
    assert not Device.objects.exists()


def test_an_empty_number_never_matches_an_empty_number(commune, client, secret, head):
    head.phone = ""
    head.save()
    with pytest.raises(InvalidInput):
        passes.bind_device(secret=secret, phone="", pin=PIN)


def test_wrong_numbers_lock_the_pass_and_then_end_it(secret, head):
    answers = []
    for _ in range(9):
        FieldPass.objects.update(locked_until=None)  # the lock is waited for
        answers.append(scan(Client(), secret, "0999999999").status_code)
    assert answers == [422] * 4 + [429] * 5
    assert scan(Client(), secret, head.phone).status_code == 429, "locked for the right number too"
    FieldPass.objects.update(locked_until=None)
    assert scan(Client(), secret, "0999999999").status_code == 404
    assert FieldPass.objects.get().revoked_at is not None


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("123456", "liền nhau"),
        ("987654", "liền nhau"),
        ("000000", "lặp lại"),
        ("121212", "lặp đi lặp lại"),
        ("123123", "lặp đi lặp lại"),
        ("112233", "lặp đi lặp lại"),
        ("12345", "6 chữ số"),
        ("12345a", "6 chữ số"),
        ("١٢٣٩٨٢", "6 chữ số"),  # digits of another script
        ("912000", "số điện thoại"),  # inside of the number
    ],
)
def test_pins_that_a_stranger_tries_first_are_refused_with_the_reason(pin, why):
    with pytest.raises(InvalidInput) as refused:
        passes.check_pin(pin, "0912 000 044")
    assert why in str(refused.value.fields["pin"])


def test_the_two_pins_must_be_the_same(client, secret, head):
    answer = client.post(f"{VAO}{secret}/", {"phone": head.phone, "pin": PIN, "pin_again": "294752"})
    assert "chưa giống nhau" in answer.content.decode()
    assert not Device.objects.exists()


def test_wrong_pins_lock_the_phone_for_longer_and_longer_and_then_the_pass_is_needed(phone):
    phone.post(reverse("org:field_sign_out"))
    minutes = []
    for tries in range(1, 10):
        Device.objects.update(locked_until=None)  # the lock is waited for
        answer = phone.post(VAO, {"pin": "111111"})
        assert answer.status_code == (422 if tries < 5 else 429)
        until = Device.objects.get().locked_until
        minutes.append(round((until - timezone.now()).total_seconds() / 60) if until else 0)
    assert minutes == [0, 0, 0, 0, 15, 30, 60, 120, 240]
    assert phone.post(VAO, {"pin": PIN}).status_code == 429, "locked for the right PIN too"
    Device.objects.update(locked_until=None)
    assert "Quét mã QR" in phone.post(VAO, {"pin": "111111"}).content.decode()
    assert not Device.objects.exists()


def test_a_right_pin_forgives_the_wrong_ones(phone):
    phone.post(reverse("org:field_sign_out"))
    phone.post(VAO, {"pin": "111111"})
    phone.post(VAO, {"pin": PIN})
    assert Device.objects.get().wrong_pins == 0


def test_wrong_pins_and_numbers_stand_in_the_record_by_the_account_alone(commune, phone, client, secret, head):
    phone.post(reverse("org:field_sign_out"))
    for _again in range(3):
        phone.post(VAO, {"pin": "111111"})
        client.post(f"{VAO}{secret}/", {"phone": "0999 000 000", "pin": PIN, "pin_again": PIN})
    rows = AuditEntry.objects.filter(action__endswith="_refused").order_by("action")
    assert [row.action for row in rows] == ["org.pin_refused", "org.sign_in_refused"]
    for row in rows:
        assert (row.target_id, row.organisation_id) == (str(head.pk), commune.organisation.pk)
        assert (row.actor_name, row.target_text, row.details) == ("", "", {})


def test_a_forged_or_unknown_cookie_is_a_phone_that_is_not_known(db, client):
    for value in ("", "x", "abc:def"):
        client.cookies[COOKIE] = value
        assert "Quét mã QR" in client.get(VAO).content.decode()
        assert "Quét mã QR" in client.post(VAO, {"pin": PIN}).content.decode()


@pytest.mark.parametrize("url", ["/admin/", "/admin/to-chuc/co-quan/"])
def test_a_session_by_pin_never_reaches_the_desk_even_of_an_officer(commune, phone, head, url):
    give_also(commune, head, Role.OFFICER)
    assert phone.get(url).status_code == 403
    assert phone.post(url).status_code == 403


@pytest.mark.parametrize("name", ["mfa_activate_totp", "account_change_password", "account_login", "mfa_index"])
def test_a_session_by_pin_never_reaches_the_account_pages(commune, phone, head, name):
    assert phone.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", ["openid_connect_login", "openid_connect_callback"])
def test_a_session_by_pin_never_reaches_a_provider(commune, phone, head, name):
    assert phone.get(reverse(name, kwargs={"provider_id": "oidc"})).status_code == 403


def test_a_session_by_pin_has_field_roles_of_its_own_commune_only(commune, other_commune, phone, head):
    give_also(commune, head, Role.OFFICER)
    give_also(other_commune, head, Role.UNIT_HEAD)
    request = phone.get(reverse("org:devices")).wsgi_request
    assert {(g.organisation_id, g.role) for g in request.actor.grants} == {(commune.organisation.pk, "unit_head")}
    officer_page = reverse("org:field_pass", args=[commune.people[Role.UNIT_MEMBER].pk])
    assert phone.post(officer_page, {"action": "issue"}).status_code == 403


def give_also(commune, user, role):
    unit = commune.units["hamlet2"] if role == Role.UNIT_HEAD else None
    Position.objects.create(
        user=user, organisation=commune.organisation, unit=unit, role=role, title=role, starts_on="2025-07-01"
    )


def test_second_factors_of_an_earlier_session_do_not_pass_into_the_one_by_pin(commune, sign_in, secret, head):
    client = sign_in(head)
    scan(client, secret, head.phone)
    assert "second_factor" not in client.session


def test_with_the_position_the_door_closes(phone, head, secret):
    Position.objects.filter(user=head).update(ends_on=timezone.localdate() - timedelta(days=1))
    phone.post(reverse("org:field_sign_out"))
    assert "Quét mã QR" in phone.get(VAO).content.decode()
    assert Client().get(f"{VAO}{secret}/").status_code == 404


def test_ones_own_phones_can_be_forgotten_and_nobody_elses(commune, other_commune, phone, head):
    mine = Device.objects.get()
    stranger = Client()
    stranger.post(reverse("account_login"), {"login": "other-unit_head", "password": PASSWORD})
    assert stranger.post(reverse("org:devices"), {"device": mine.pk}).status_code == 404
    assert phone.post(reverse("org:devices"), {"device": mine.pk}).status_code == 302
    assert not Device.objects.exists()
    assert phone.get(reverse("org:devices"))["Location"] == VAO


def test_a_phone_of_unknown_make_is_called_so(phone):
    page = phone.get(reverse("org:devices")).content.decode()
    assert "Điện thoại chưa rõ loại" in page


def test_the_page_of_ones_phones_has_the_bar_of_ones_work(phone):
    page = phone.get(reverse("org:devices")).content.decode()
    for name in ("work:mine", "work:slips", "work:capture"):
        assert reverse(name) in page


def test_the_page_of_a_card_leads_back_to_its_person(commune, sign_in, head):
    officer, url = sign_in(commune.people[Role.OFFICER]), reverse("org:field_pass", args=[head.pk])
    for page in (officer.get(url), officer.post(url, {"action": "issue"})):
        assert reverse("org_people:person", args=[head.pk]) in page.content.decode()


def test_the_officer_forgets_a_phone_and_takes_the_pass_back(commune, sign_in, phone, head):
    officer = sign_in(commune.people[Role.OFFICER])
    url = reverse("org:field_pass", args=[head.pk])
    assert officer.post(url, {"action": "forget", "device": "999"}).status_code == 404
    officer.post(url, {"action": "forget", "device": Device.objects.get().pk})
    assert not Device.objects.exists()
    officer.post(url, {"action": "revoke"})
    assert FieldPass.objects.get().revoked_at is not None


def test_pins_from_one_address_are_limited(db, client):
    for _ in range(120):
        client.post(VAO, {"pin": "1"})
    answer = client.post(VAO, {"pin": "1"})
    assert answer.status_code == 429
    assert "Làm lại sau" in answer.content.decode()


def test_an_idle_phone_asks_for_the_pin_and_keeps_what_was_sent(phone, monkeypatch):
    from lantoa.org import idle

    phone.get(reverse("org:devices"))
    later = idle.now() + 61 * 60
    monkeypatch.setattr(idle, "now", lambda: later)
    assert phone.get(reverse("org:devices"))["Location"].startswith(VAO)
    sent = phone.post(reverse("org:switch"), {"note": "34 nhà"})
    opened = phone.post(VAO, {"pin": PIN, "held": sent.context["held"]})
    assert "34 nhà" in opened.content.decode()
    assert phone.get(reverse("org:devices")).status_code == 200


def test_the_lock_is_told_by_its_time(secret, head):
    FieldPass.objects.update(locked_until=timezone.now() + timedelta(minutes=10))
    with pytest.raises(TooMany) as refused:
        passes.bind_device(secret=secret, phone=head.phone, pin=PIN)
    assert refused.value.retry_at == FieldPass.objects.get().locked_until


def test_the_system_may_issue_passes_for_the_sample(commune, head):
    issued, url = passes.issue_pass(actor=SYSTEM, user=head, organisation_id=commune.organisation.pk)
    assert issued.issued_by is None
    assert url.startswith("/vao/")


def test_a_phone_without_a_session_comes_by_the_pin_to_the_page_that_it_wanted(phone):
    wanted = reverse("work:slips")
    phone.post(reverse("org:field_sign_out"))
    way_in = phone.get(wanted)["Location"]
    assert way_in.startswith(VAO)
    page = phone.get(way_in)
    answer = phone.post(VAO, {"pin": PIN, "next": page.context["next"]})
    assert answer["Location"] == wanted


def test_a_phone_that_is_not_known_comes_by_the_pass_to_the_page_that_it_wanted(client, secret, head):
    wanted = reverse("work:slips")
    page = client.get(client.get(wanted)["Location"]).content.decode()
    assert "Quét mã QR" in page
    assert f"{reverse('account_login')}?next={wanted.replace('/', '%2F')}" in page, "an officer's way to it"
    assert scan(client, secret, head.phone)["Location"] == wanted


def test_what_a_phone_sent_without_a_session_is_kept_over_the_signing_in(phone):
    phone.post(reverse("org:field_sign_out"))
    sent = phone.post(reverse("work:comment", args=[1]), {"text": "Đã phát 34 tờ rơi"})
    assert "Đã phát 34 tờ rơi" in phone.post(VAO, {"pin": PIN, "held": sent.context["held"]}).content.decode()


def test_a_script_on_a_phone_without_a_session_is_told_the_way_in(client, db):
    answer = client.post(reverse("work:send", args=[1]), headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["url"].startswith(VAO)) == (401, True)


def test_a_page_with_a_secret_is_never_kept_and_a_refused_form_is(commune, sign_in, client, secret, head):
    refused = scan(client, secret, "0999999999")
    assert (refused.status_code, refused["Cache-Control"]) == (422, "private, no-cache")
    assert PIN not in refused.content.decode()
    card = sign_in(commune.people[Role.OFFICER]).post(reverse("org:field_pass", args=[head.pk]), {"action": "issue"})
    assert "no-store" in card["Cache-Control"]


def test_five_wrong_pins_say_how_long_to_wait_and_whom_to_ask(phone):
    phone.post(reverse("org:field_sign_out"))
    for _ in range(5):
        page = phone.post(VAO, {"pin": "111111"}).content.decode()
    assert "Nhập sai 5 lần. Thử lại sau 15 phút hoặc gọi cán bộ xã cấp thẻ mới." in page
    Device.objects.update(locked_until=timezone.now() + timedelta(hours=22, minutes=23, seconds=30))
    page = phone.post(VAO, {"pin": PIN}).content.decode()
    assert "Thử lại sau 22 giờ 24 phút" in page


def test_a_card_that_was_replaced_says_what_to_do(commune, phone, secret, head):
    _issued, new = passes.issue_pass(actor=SYSTEM, user=head, organisation_id=commune.organisation.pk)
    page = Client().get(f"{VAO}{secret}/").content.decode()
    assert "Thẻ QR không còn dùng được" in page and "quét mã trên thẻ mới" in page
    known = Client()
    scan(known, new.rstrip("/").rsplit("/", 1)[1], head.phone)
    page = known.get(f"{VAO}{secret}/").content.decode()
    assert "Vào bằng mã PIN" in page, "a phone that has taken the new card needs none"
