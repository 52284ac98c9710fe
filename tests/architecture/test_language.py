"""All that a person can meet is in Vietnamese, or in English for who chose it: a walk over every page of every role."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import polib
import pytest
import wagtail.admin
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.template.base import Lexer, TokenType
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext

from lantoa.org.account_pages import ALLOWED as ACCOUNT_PAGES
from lantoa.org.models import Organisation
from lantoa.org.services import first_run, passes
from lantoa.org.testing import PASSWORD
from tests.architecture.language import VIETNAMESE, Lookups, Reader, english_in, our_msgids
from tests.architecture.test_urls import address, roles_of
from tests.architecture.url_table import PUBLIC, TABLE
from tests.architecture.world import World

LANGUAGES = ("vi", "en")
PRINTED = {"sheet.html"}
"""Pages of a document as it will be printed: Vietnamese in both languages."""


class Walker:
    """Asks for pages and keeps what was said in the wrong language: (page, who, string)."""

    def __init__(self, lookups: Lookups, language: str) -> None:
        self.lookups, self.language = lookups, language
        self.wrong: set[tuple[str, str, str]] = set()

    def get(self, client: Client, url: str, who: str, **data: Any) -> Any:
        return self._asked(client, lambda: client.get(url, data), f"GET {url}", who)

    def post(self, client: Client, url: str, who: str, **data: Any) -> Any:
        """Send a form (empty by default), read the answer and where it leads, and undo what it did."""
        cookies = dict(client.cookies)
        with transaction.atomic():
            answer = self._asked(client, lambda: client.post(url, data), f"POST {url}", who)
            if answer.status_code == 302:
                self._asked(client, lambda: client.get(url), f"after POST {url}", who)
            transaction.set_rollback(True)
        client.cookies = SimpleCookie()
        for name, morsel in cookies.items():
            client.cookies[name] = morsel.value
        return answer

    def _asked(self, client: Client, ask: Callable[[], Any], page: str, who: str) -> Any:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = self.language
        self.lookups.missing.clear()
        answer = ask()
        self.wrong |= {(page, who, f"untranslated: {msgid}") for msgid in self.lookups.missing}
        if self.language == "vi":
            self.wrong |= {(page, who, f"English: {text}") for text in self._english(answer)}
        return answer

    def _english(self, answer: Any) -> Iterator[str]:
        kind = answer.get("Content-Type", "")
        if kind.startswith("text/html"):
            yield from english_in(answer.content.decode())
        elif kind.startswith("application/json") and "health" not in answer.request["PATH_INFO"]:
            said = json.loads(answer.content)
            message = str(said.get("message", "")) if isinstance(said, dict) else ""
            yield from english_in(message)

    def verdict(self) -> str:
        """One line for each string: the first page and role where it was met."""
        first: dict[str, tuple[str, str]] = {}
        for page, who, string in sorted(self.wrong):
            first.setdefault(string, (page, who))
        return "\n".join(f"{string!r} at {page} as {who}" for string, (page, who) in first.items())


@pytest.fixture(params=LANGUAGES)
def walker(request, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    found = Walker(Lookups(monkeypatch), request.param)
    yield found
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def people(commune, sign_in) -> dict[str, Client]:
    clients = {}
    for role, user in commune.people.items():
        clients[role] = sign_in(user)
        session = clients[role].session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
    return clients


def test_every_page_of_every_role(walker, commune, people):
    world = World(commune)
    urls = {name: address(name, row, world) for name, row in TABLE.items()}
    for name, row in TABLE.items():
        reached = [role for role in people if role in roles_of(row)]
        if not row.posts:
            for role in reached if walker.language == "vi" else reached[:1]:
                walker.get(people[role], urls[name], role)
        for role in reached[:1]:
            walker.post(people[role], urls[name], role)
        if row.need == PUBLIC:
            walker.get(Client(), urls[name], "nobody")
            walker.post(Client(), urls[name], "nobody")
    assert not walker.wrong, walker.verdict()


def test_ways_in_and_what_goes_wrong(walker, commune, people):
    """Pages that need more than a role: codes, passes, locks, refusals."""
    officer, head = people["officer"], commune.people["unit_head"]
    for name in sorted(ACCOUNT_PAGES):
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        for who, client in (("officer", officer), ("nobody", Client())):
            walker.get(client, url, who)
            walker.post(client, url, who)
    walker.post(Client(), reverse("account_login"), "nobody", login="officer", password="khong-dung")
    for old, new, again in (
        ("x", "1234", "2"),  # wrong, short, and not the same twice
        (PASSWORD, "1234567890", "1234567890"),  # digits alone, and one of the most common
        (PASSWORD, "officer@example", "officer@example"),  # like the person's own address
    ):
        typed = {"oldpassword": old, "password1": new, "password2": again}
        walker.post(officer, reverse("account_change_password"), "officer", **typed)
    walker.get(Client(), "/khong-co/", "nobody")
    walker.get(people["unit_head"], reverse("wagtailadmin_home"), "unit_head")
    strict = Client(enforce_csrf_checks=True)
    walker.post(strict, reverse("account_login"), "nobody")
    _pass, link = passes.issue_pass(actor=commune.actor("officer"), user=head, organisation_id=commune.organisation.pk)
    phone = Client()
    walker.get(phone, link, "unit_head")
    for pin in ("", "123456", "29475"):
        walker.post(phone, link, "unit_head", phone="0912", pin=pin, pin_again="1")
    phone.post(link, {"phone": head.phone, "pin": "294751", "pin_again": "294751"})
    walker.get(phone, reverse("org:devices"), "unit_head")
    walker.get(phone, reverse("account_login"), "unit_head by PIN")
    phone.post(reverse("org:lock"))
    walker.get(phone, reverse("org:pin"), "unit_head")
    walker.post(phone, reverse("org:pin"), "unit_head", pin="111111")
    officer.post(reverse("org:lock"))
    walker.get(officer, reverse("org:locked"), "officer, locked")
    walker.post(officer, reverse("org:locked"), "officer, locked", password="x")
    walker.post(officer, reverse("org_units:add"), "officer, locked", name="Thôn Mới")
    assert not walker.wrong, walker.verdict()


def test_second_factor_and_a_forgotten_password(walker, commune, people, settings, mailoutbox):
    officer = commune.people["officer"]
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(officer)
    for name in sorted(name for name in ACCOUNT_PAGES if name.startswith("mfa_")):
        walker.get(people["officer"], reverse(name), "officer")
        walker.post(people["officer"], reverse(name), "officer", code="000000")
    half = Client()
    half.post(reverse("account_login"), {"login": "officer", "password": PASSWORD})
    walker.get(half, reverse("mfa_authenticate"), "half signed in")
    walker.post(half, reverse("mfa_authenticate"), "half signed in", code="000000")
    settings.EMAIL_HOST = "mail.example.vn"
    for email in (officer.email, "khong@example.vn"):
        walker.post(Client(), reverse("account_reset_password"), "nobody", email=email)
    for message in mailoutbox:
        assert walker.language == "en" or not list(english_in(f"{message.subject} {message.body}"))
    assert not walker.wrong, walker.verdict()


def test_the_first_run(walker, db):
    code = first_run.new_code()
    for name, parts in (
        ("first_run", {}),
        ("first_run_province", {"province_code": "01"}),
        ("first_run_set_up", {"commune_code": "00004"}),
    ):
        url = reverse(f"org:{name}", kwargs={"code": code, **parts})
        walker.get(Client(), url, "nobody")
        walker.get(Client(), url, "nobody", q="khong co")
        walker.post(Client(), url, "nobody")
    assert not Organisation.objects.exists()
    assert not walker.wrong, walker.verdict()


def test_the_words_of_wagtails_scripts(client):
    """The script catalogue that the desk loads has every string that Wagtail's scripts ask for."""
    folder = Path(wagtail.admin.__file__).parent / "locale" / "en" / "LC_MESSAGES"
    asked = {entry.msgid for entry in polib.pofile(str(folder / "djangojs.po"))}
    catalogue = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    assert not [msgid for msgid in asked if json.dumps(msgid)[1:-1] not in catalogue]


def test_templates_say_nothing_that_is_not_looked_up():
    """Words with Vietnamese letters stand in a translation tag, so that they can be said in English."""
    wrong = []
    for path in sorted(settings.PACKAGE.rglob("templates/**/*.html")):
        if path.name in PRINTED:
            continue
        inside = False
        for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
            if token.token_type == TokenType.BLOCK and re.match(r"(end)?blocktrans", token.contents):
                inside = not token.contents.startswith("end")
            elif token.token_type == TokenType.TEXT and not inside:
                reader = Reader()
                reader.feed(re.sub(r"^[^<]*\"[^<>]*>", "", token.contents))
                text = " ".join(reader.heard).replace("Lan Tỏa", "").replace("Tiếng Việt", "")
                if VIETNAMESE.search(text):
                    wrong.append((path.name, token.lineno, text.strip()))
    assert not wrong, "\n".join(map(str, wrong))


def test_scripts_hold_no_words_of_their_own():
    """They take them from the page, which looked them up."""
    scripts = [path for path in settings.PACKAGE.rglob("static/**/*.js") if "vendor" not in path.parts]
    assert scripts
    assert not [
        path.name for path in scripts if VIETNAMESE.search(re.sub(r"//.*", "", path.read_text(encoding="utf-8")))
    ]


def test_the_recorder_hears_what_nobody_answers(walker):
    """Each of the four lookups, through the functions that our modules imported long before."""
    with translation.override(walker.language):
        gettext("Không ai dịch câu này"), ngettext("Chưa dịch", "Chưa dịch cả hai", 2)
        pgettext("nơi", "Chưa dịch ở đây"), str(gettext_lazy("Chưa dịch, để sau"))
        gettext("Lưu"), gettext("This field is required.")
    assert walker.lookups.missing == {
        "Không ai dịch câu này",
        "Chưa dịch",
        "Chưa dịch ở đây",
        "Chưa dịch, để sau",
    }


def test_the_detector_sees_what_it_should():
    """Each with why it is there: the words, where a person meets them, and whether they are foreign."""
    cases = (
        ("<p>Please choose a file.</p>", True),  # a sentence
        ("<button>Lưu</button><input type=submit value=Search>", True),  # a button of a library
        ('<nav aria-label="Skip links"></nav>', True),  # heard, not seen
        ("<p>Báo cáo in ra, gửi an toàn cho bà con.</p>", False),  # Vietnamese words without marks
        ("<script>const the = 1</script><p>Chữ to</p>", False),  # not said to anybody
        ('<button lang="en">Close</button>', False),  # marked as English
    )
    for html, foreign in cases:
        assert bool(list(english_in(html))) is foreign, html


def test_our_msgids_are_vietnamese():
    assert not [msgid for msgid in our_msgids() if msgid and list(english_in(msgid))]
