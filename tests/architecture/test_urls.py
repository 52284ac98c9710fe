"""Every registered URL, with every role, nobody, and objects of another organisation."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from lantoa.org.account_pages import ALLOWED as ALLOWED_ACCOUNT
from lantoa.org.desk.middleware import ALLOWED_WAGTAIL
from lantoa.org.models import Role
from lantoa.org.policies import CAPABILITIES
from tests.architecture.url_table import PUBLIC, SIGNED_IN, TABLE, Row
from tests.architecture.world import World

DUMMIES = {"IntConverter": "1", "UUIDConverter": str(uuid.uuid4()), "SlugConverter": "x", "StringConverter": "x"}
SIGN_IN = ("/tai-khoan/", "/vao/")


@dataclass(frozen=True)
class Url:
    """A registered address: its full name, the module of its view, an example address (empty for a free pattern)."""

    name: str
    owner: str
    example: str


def registered(resolver: URLResolver | None = None, path: str = "/", names: str = "") -> Iterator[Url]:
    for pattern in (resolver or get_resolver()).url_patterns:
        here = path + example_of(pattern.pattern) if isinstance(pattern.pattern, RoutePattern) else ""
        if isinstance(pattern, URLPattern):
            view = pattern.callback
            owner = (getattr(view, "view_class", None) or view).__module__
            yield Url(f"{names}{pattern.name}" if pattern.name else "", owner, here)
        else:
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from registered(pattern, here or path, names + space)


def example_of(pattern: RoutePattern) -> str:
    route = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__
        for written in (f"<{name}>", f"<{route.split('<')[1].split(':', maxsplit=1)[0]}:{name}>"):
            route = route.replace(written, DUMMIES.get(kind, "x"))
    return route


URLS = list(registered())
OURS = {url.name: url for url in URLS if url.owner.startswith("lantoa.") and url.name}


def address(name: str, row: Row, world: World) -> str:
    return reverse(name, kwargs={part: world[key] for part, key in row.objects.items()})


def is_refused(response: Any) -> bool:
    """403, 404, or sent to a way in."""
    if response.status_code == 302:
        return response["Location"].startswith(SIGN_IN) or response["Location"].startswith("/admin/login/")
    return response.status_code in (401, 403, 404)


def roles_of(row: Row) -> set[str]:
    if row.need in (PUBLIC, SIGNED_IN):
        return set(Role.values)
    needs = (row.need,) if isinstance(row.need, str) else row.need
    return {role.value for need in needs for role in CAPABILITIES[need]}


@pytest.fixture
def people(commune, sign_in) -> dict[str, Client]:
    return {role: sign_in(user) for role, user in commune.people.items()}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_every_url_of_ours_has_a_row():
    assert sorted(OURS) == sorted(TABLE)


def test_each_role_reaches_what_the_table_says(commune, people):
    world, wrong = World(commune), []
    for name, row in TABLE.items():
        allowed, url = roles_of(row), address(name, row, world)
        for role, client in people.items():
            response = client.get(url)
            if role in allowed:
                right = response.status_code == 405 if row.posts else response.status_code < 500
                right = right and (row.need == PUBLIC or row.posts or response.status_code not in (403, 404))
            else:
                response = client.post(url) if row.posts else response
                right = is_refused(response)
            if not right:
                wrong.append((name, role, response.status_code))
    assert not wrong, "\n".join(str(one) for one in wrong)


def test_nobody_reaches_only_what_is_public(commune):
    world, wrong = World(commune), []
    for name, row in TABLE.items():
        url = address(name, row, world)
        for response in (Client().get(url), Client().post(url)):
            right = response.status_code < 500 if row.need == PUBLIC else is_refused(response)
            if not right and not (row.posts and response.status_code == 405):
                wrong.append((name, response.status_code))
    assert not wrong, "\n".join(str(one) for one in wrong)


def test_objects_of_another_organisation_are_not_found(commune, other_commune, people):
    """Whatever the role and the method: what belongs to others is refused like what does not exist."""
    foreign, wrong = World(other_commune), []
    for name, row in TABLE.items():
        if not row.objects or row.need == PUBLIC:
            continue
        url = address(name, row, foreign)
        for role, client in people.items():
            for method, response in (("GET", client.get(url)), ("POST", client.post(url))):
                if not is_refused(response) and response.status_code != 405:
                    wrong.append((name, role, method, response.status_code))
    assert not wrong, "\n".join(str(one) for one in wrong)


def test_what_wagtail_and_allauth_bring_is_refused_unless_listed(people):
    """Their views know no organisation; a version that brings a new one finds it refused.

    The refusal asks for no role, so the highest of the desk and one of the field stand for all.
    """
    wrong, asking = [], {role: people[role] for role in ("administrator", "unit_head")}
    for url in URLS:
        if url.owner.startswith("lantoa.") or not url.example or url.name in ALLOWED_WAGTAIL | ALLOWED_ACCOUNT:
            continue
        if url.example in (OURS_AT | {reverse("desk_login"), reverse("desk_logout")}):
            continue
        for role, client in asking.items():
            for response in (client.get(url.example), client.post(url.example)):
                if not is_refused(response) and response.status_code != 301:  # 301: to an address that is judged itself
                    wrong.append((url.example, role, response.status_code))
    assert not wrong, "\n".join(str(one) for one in wrong)


OURS_AT = {url.example for url in URLS if url.owner.startswith("lantoa.")}
"""Addresses that our own views answer before theirs can."""


@pytest.mark.parametrize("name", sorted(ALLOWED_WAGTAIL))
def test_what_is_listed_is_the_same_for_everybody(name, people):
    """Harmless for a foreign organisation: nobody gets anything of anybody's out of it."""
    answers = {client.get(reverse(name)).content for client in people.values()} | {Client().get(reverse(name)).content}
    assert len(answers) == 1
