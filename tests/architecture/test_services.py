"""Every public service, with every role, nobody, people of another commune, and objects of another commune."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django.db import transaction

from lantoa.org.models import Role
from lantoa.org.policies import CAPABILITIES
from lantoa.org.testing import Commune
from lantoa.shared.actors import NOBODY, SYSTEM, Actor
from lantoa.shared.errors import DomainError, InvalidInput, NotFound, PermissionRefused
from lantoa.shared.models import AuditEntry
from tests.architecture.service_table import TABLE, WITHOUT_A_PERSON, Row, Worlds
from tests.architecture.world import World

pytestmark = pytest.mark.django_db

APPS = ("library", "answers", "plans", "work", "conversations", "reports")


def services() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public service by its name: what an app's services give to others, and each module's of `org`."""
    org = import_module("lantoa.org.services")
    places = [(app, import_module(f"lantoa.{app}.services")) for app in APPS]
    places += [(f"org.{one.name}", import_module(f"{org.__name__}.{one.name}")) for one in iter_modules(org.__path__)]
    for place, module in places:
        named = getattr(module, "__all__", None)
        for name, found in vars(module).items():
            function = inspect.unwrap(found) if callable(found) else None
            own = inspect.isfunction(function) and (named is None or name in named) and not name.startswith("_")
            if own and function is not None and function.__module__.startswith(module.__name__):
                yield f"{place}.{name}", found


SERVICES = dict(services())


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@contextmanager
def undone() -> Iterator[None]:
    """A part of the test of which nothing stays in the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def call(name: str, actor: Actor, values: dict[str, Any]) -> Exception | None:
    """Call a service, of which nothing stays; returns what it raised of ours."""
    with undone():
        try:
            SERVICES[name](actor=actor, **values)
        except DomainError as error:
            return error
    return None


def roles_of(row: Row) -> set[str]:
    needs = (row.need,) if isinstance(row.need, str) else row.need
    return {role.value for need in needs if need for role in CAPABILITIES[need]} | row.also


def written() -> int:
    return AuditEntry.objects.count()


def test_every_service_has_a_row():
    assert sorted(SERVICES) == sorted([*TABLE, *WITHOUT_A_PERSON])
    for name in TABLE:
        assert "actor" in inspect.signature(SERVICES[name]).parameters, name


@pytest.mark.parametrize("name", sorted(TABLE))
def test_each_role_may_what_the_table_says(commune: Commune, name: str):
    row, world = TABLE[name], World(commune)
    values, allowed, before = row.values(Worlds(world, world)), roles_of(row), written()
    actors = {role: commune.actor(role) for role in Role.values} | {"nobody": NOBODY}
    answers = {role: call(name, actor, values) for role, actor in actors.items()}
    assert {role: answer for role, answer in answers.items() if role in allowed and answer} == {}
    passed = [role for role, answer in answers.items() if role not in allowed and not is_refusal(answer)]
    assert passed == []
    assert written() == before
    if not allowed:
        assert call(name, SYSTEM, values) is None


@pytest.mark.parametrize("name", sorted(TABLE))
def test_people_of_another_commune_may_nothing(commune: Commune, other_commune: Commune, name: str):
    row, world = TABLE[name], World(commune)
    values = row.values(Worlds(world, world))
    answers = {role: call(name, other_commune.actor(role), values) for role in Role.values}
    assert [role for role, answer in answers.items() if not is_refusal(answer)] == []


@pytest.mark.parametrize("name", sorted(name for name, row in TABLE.items() if not row.alone))
def test_what_belongs_to_another_commune_is_not_taken(commune: Commune, other_commune: Commune, name: str):
    """The actor may do this in their own commune, which they name; the object is foreign."""
    row = TABLE[name]
    values = row.values(Worlds(World(commune), World(other_commune)))
    answers = {role: call(name, commune.actor(role), values) for role in roles_of(row)}
    wrong = {role: answer for role, answer in answers.items() if not isinstance(answer, NotFound | PermissionRefused)}
    # a unit or person to be chosen is answered in the form, like one that does not exist
    assert all(isinstance(answer, InvalidInput) for answer in wrong.values()), wrong


def is_refusal(answer: Exception | None) -> bool:
    return isinstance(answer, PermissionRefused | NotFound)
